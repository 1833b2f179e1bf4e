from datetime import date, timedelta
from decimal import Decimal

import pytest

from pegawai.models import Pengaturan
from pegawai.queries import Scope
from pengembangan import queries
from pengembangan.queries import TindakLanjut
from tests.pegawai.factories import make_pegawai, make_unit
from tests.pengembangan.factories import (
    AT,
    TODAY,
    make_angkatan,
    make_hasil,
    make_kepesertaan,
    make_pemesanan,
    make_penghitungan,
    make_program,
    make_sesi,
    make_topik,
)

pytestmark = pytest.mark.django_db
ALL = Scope(is_all=True)


def test_kebutuhan_rows_join_each_shortfall_with_what_fits_it() -> None:
    fit = make_program("PED", dari=2, ke=3)
    make_program("PED", dari=3, ke=4)
    make_program("PRO", dari=2, ke=3)
    hasil = make_hasil(PED=("2.40", "3.00"), PRO=("3.00", "3.00"), KEP=("1.00", "3.00"))

    rows = queries.kebutuhan_rows(ALL)

    assert [(r.baris.pegawai_id, r.baris.kode, r.baris.kesenjangan) for r in rows] == [
        (hasil.pegawai_id, "KEP", Decimal("-2.00")),
        (hasil.pegawai_id, "PED", Decimal("-0.60")),
    ]
    assert [[p.id for p in r.program] for r in rows] == [[], [fit.pk]]


def test_kebutuhan_rows_leave_out_what_is_not_published() -> None:
    make_hasil(penghitungan=make_penghitungan("disahkan"))

    assert queries.kebutuhan_rows(ALL) == []


def test_kebutuhan_rows_stay_within_scope_unit_competency_and_search() -> None:
    dinas = make_unit()
    school = make_unit("SDN 07", dinas, "sekolah")
    inside = make_hasil(make_pegawai("Yuliarti", unit=school), PED=("2.00", "3.00"), PRO=("2.00", "3.00"))
    make_hasil()

    def found(scope: Scope = ALL, **narrow) -> set[tuple[int, str]]:
        return {(r.baris.pegawai_id, r.baris.kode) for r in queries.kebutuhan_rows(scope, **narrow)}

    both = {(inside.pegawai_id, "PED"), (inside.pegawai_id, "PRO")}
    assert found(Scope(is_all=False, jalur=(dinas.jalur,))) == both
    assert found(unit_jalur=school.jalur) == both
    assert found(cari="sdn yuli") == both
    assert found(kode="PRO") == {(inside.pegawai_id, "PRO")}


def test_kebutuhan_rows_follow_the_offices_choice_of_who_needs_development() -> None:
    best, below = make_hasil(peringkat=3), make_hasil(peringkat=2)
    Pengaturan.objects.create(kunci="di_bawah_standar", nilai="kategori", at=AT)

    assert {r.baris.hasil_id for r in queries.kebutuhan_rows(ALL)} == {below.pk}
    assert best.pk != below.pk


def test_kebutuhan_rows_ask_the_same_number_of_queries_for_any_number_of_people(django_assert_num_queries) -> None:
    make_program("PED")
    for _ in range(3):
        make_hasil()

    with django_assert_num_queries(5):
        queries.kebutuhan_rows(ALL)


def test_per_kompetensi_counts_people_and_averages_their_shortfall() -> None:
    program = make_program("PED", dari=2, ke=3)
    make_hasil(PED=("2.00", "3.00"))
    make_hasil(PED=("2.67", "3.00"))
    make_hasil(PED=("1.00", "3.00"), KEP=("2.00", "3.00"))

    ped, kep = queries.per_kompetensi(queries.kebutuhan_rows(ALL))

    # (1.00 + 0.33 + 2.00) ÷ 3 = 1.11
    assert (ped.kode, ped.orang, ped.rerata, ped.terdalam) == ("PED", 3, Decimal("-1.11"), Decimal("-2.00"))
    assert ([(p.id, n) for p, n in ped.program], ped.tanpa_program) == ([(program.pk, 2)], 1)
    assert (kep.kode, kep.orang, kep.program, kep.tanpa_program) == ("KEP", 1, (), 1)


def test_calon_rows_hold_who_the_programme_fits_the_furthest_below_first_and_who_is_listed_last() -> None:
    program = make_program("PED", "PRO", dari=2, ke=3)
    angkatan = make_angkatan(program)
    one = make_hasil(PED=("2.50", "3.00"))
    two = make_hasil(PED=("2.00", "3.00"), PRO=("2.00", "3.00"))
    listed = make_hasil(PED=("2.00", "4.00"))
    make_kepesertaan(make_angkatan(program), listed.pegawai)
    make_hasil(PED=("1.00", "3.00"))

    rows = queries.calon_rows(angkatan, ALL)

    assert [(c.pegawai_id, c.jumlah, c.status) for c in rows] == [
        (two.pegawai_id, Decimal("-2.00"), ""),
        (one.pegawai_id, Decimal("-0.50"), ""),
        (listed.pegawai_id, Decimal("-2.00"), "terdaftar"),
    ]


def test_jp_by_pegawai_adds_programmes_and_clinics_of_the_year_that_were_attended() -> None:
    pegawai = make_pegawai()
    this_year = make_angkatan(make_program(jp=16), mulai=date(2026, 3, 1), selesai=date(2026, 3, 2))
    last_year = make_angkatan(make_program(jp=40), mulai=date(2025, 3, 1), selesai=date(2025, 3, 2))
    make_kepesertaan(this_year, pegawai, "hadir")
    make_kepesertaan(last_year, pegawai, "hadir")
    make_kepesertaan(pegawai=pegawai)
    make_pemesanan(make_sesi(make_topik(jp=3)), pegawai, "hadir")
    make_pemesanan(make_sesi(make_topik(jp=2)), pegawai, "tidak_hadir")

    assert queries.jp_by_pegawai([pegawai.pk, make_pegawai().pk], 2026) == {pegawai.pk: 19}


def test_jp_rows_stay_within_scope_and_tell_what_is_missing() -> None:
    dinas = make_unit()
    inside, outside = make_pegawai(unit=dinas), make_pegawai()
    angkatan = make_angkatan(make_program(jp=16))
    make_kepesertaan(angkatan, inside, "hadir")
    make_kepesertaan(angkatan, outside, "hadir")

    rows = queries.jp_rows(Scope(is_all=False, jalur=(dinas.jalur,)), 2026)

    assert [(r.orang.id, r.jp, r.kurang) for r in rows] == [(inside.pk, 16, 4)]


def test_peserta_rows_show_only_people_of_the_scope() -> None:
    angkatan, dinas = make_angkatan(), make_unit()
    inside = make_kepesertaan(angkatan, make_pegawai(unit=dinas))
    make_kepesertaan(angkatan)
    make_kepesertaan(angkatan, make_pegawai(unit=dinas), "batal")

    rows = queries.peserta_rows(angkatan, Scope(is_all=False, jalur=(dinas.jalur,)))

    assert [row.id for row in rows] == [inside.pk]


def test_tindak_lanjut_counts_what_was_attended_and_what_is_to_come(django_assert_num_queries) -> None:
    busy, idle = make_pegawai(), make_pegawai()
    make_kepesertaan(make_angkatan(make_program(jp=16)), busy, "hadir")
    make_kepesertaan(pegawai=busy)
    make_kepesertaan(pegawai=busy, status="batal")
    make_pemesanan(make_sesi(make_topik(jp=2)), busy, "hadir")
    make_pemesanan(pegawai=busy)
    make_pemesanan(pegawai=busy, status="tidak_hadir")

    with django_assert_num_queries(2):
        found = queries.tindak_lanjut_by_pegawai([busy.pk, idle.pk])

    assert found == {busy.pk: TindakLanjut(diklat=1, jp=18, klinik=1, terdaftar=2), idle.pk: TindakLanjut()}
    assert (found[busy.pk].has_followed_up, found[idle.pk].has_followed_up) == (True, False)


def test_langkah_for_tells_gaps_with_what_fits_and_what_is_planned() -> None:
    pegawai = make_pegawai()
    program, topik = make_program("PED", dari=2, ke=3), make_topik("PED", dari=1, ke=3)
    make_hasil(pegawai, PED=("2.00", "3.00"), PRO=("3.00", "3.00"))
    enrolment = make_kepesertaan(make_angkatan(make_program("KEP")), pegawai)
    booking = make_pemesanan(pegawai=pegawai)

    langkah = queries.langkah_for(pegawai.pk, TODAY)

    assert [(k.kode, [p.id for p in k.program], [t.id for t in k.klinik]) for k in langkah.kompetensi] == [
        ("PED", [program.pk], [topik.pk])
    ]
    assert (langkah.diklat, langkah.klinik, langkah.jp) == ((enrolment,), (booking,), 0)


def test_langkah_for_somebody_without_a_result_is_empty() -> None:
    assert queries.langkah_for(make_pegawai().pk, TODAY).is_empty is True


def test_sesi_list_counts_free_places_without_cancelled_ones() -> None:
    sesi = make_sesi(kuota=3)
    make_pemesanan(sesi)
    make_pemesanan(sesi, status="batal")
    make_sesi(mulai=AT - timedelta(days=1))

    assert [(s.pk, s.terisi, s.sisa) for s in queries.sesi_list(at=AT)] == [(sesi.pk, 1, 2)]
