import csv
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from asesmen.kompetensi import queries, services
from asesmen.kompetensi.models import BarisStandar, Kompetensi, LevelKompetensi, PitaKonversi, StandarKompetensi
from asesmen.kompetensi.rules import CaraKonversi, Pita
from tests.kompetensi.factories import AT, make_aturan, make_kamus, make_standar
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent.parent / "cases" / "kompetensi_standar.csv"


@dataclass(frozen=True)
class Seseorang:
    id: int
    jabatan_jenis: str
    kelompok: str
    jenjang: str


def sample(name: str) -> list[dict[str, object]]:
    return json.loads((settings.BASE_DIR / "contoh" / "konten" / name).read_text(encoding="utf-8"))


def test_load_kamus_takes_the_whole_sample_and_a_second_time_changes_nothing() -> None:
    first = services.load_contoh_kamus(AT)
    second = services.load_contoh_kamus(AT)

    assert (len(first.baru), first.berubah, first.tetap) == (21, (), ())
    assert (second.baru, second.berubah, len(second.tetap)) == ((), (), 21)
    assert (Kompetensi.objects.count(), LevelKompetensi.objects.count()) == (21, 105)


def test_load_kamus_updates_changed_wording_only_where_it_changed() -> None:
    make_kamus()
    Kompetensi.objects.filter(kode="PED").update(definisi="lama")

    again = services.load_contoh_kamus(AT)

    assert again.berubah == ("PED",)
    assert Kompetensi.objects.get(kode="PED").definisi != "lama"


def test_kompetensi_rows_put_the_nine_into_one_jpm_group_in_the_order_of_the_dictionary() -> None:
    make_kamus()

    rows = queries.kompetensi_rows()

    nine = [r.kode for r in rows if r.kelompok_kode == "MANSOSKUL"]
    assert nine == ["INT", "KJS", "KOM", "OPH", "PP", "PDOL", "MP", "PK", "PB"]
    assert [r.kode for r in rows][:9] == nine


def test_load_standar_takes_187_rows_and_the_same_rows_again_change_nothing() -> None:
    make_kamus()

    first = services.load_contoh_standar(AT)
    again = services.load_contoh_standar(AT)

    assert first.pk == again.pk
    assert BarisStandar.objects.count() == 187
    assert again.is_disahkan is False


def test_load_standar_refuses_to_change_an_approved_one() -> None:
    make_standar()
    rows = sample("standar.json")
    rows[0] = rows[0] | {"level": 5}

    with pytest.raises(services.StandarAlreadyApproved):
        services.load_standar(rows, nama=services.NAMA_STANDAR, berlaku_dari=date(2026, 1, 1), at=AT)


def test_approve_standar_wants_a_second_person_and_leaves_a_trace() -> None:
    from pegawai.models import Jejak

    loader, other = make_akun("pengelola"), make_akun("pengesah")
    make_kamus()
    standar = services.load_contoh_standar(AT, loader)

    with pytest.raises(services.StandarSamePerson):
        services.approve_standar(standar_id=standar.pk, akun=loader, at=AT)
    services.approve_standar(standar_id=standar.pk, akun=other, at=AT)

    approved = queries.standar_at(date(2026, 11, 24))
    assert approved is not None
    assert (approved.pk, approved.disahkan_oleh_id) == (standar.pk, other.pk)
    assert Jejak.objects.get(tindakan="standar.sahkan").akun_id == other.pk
    with pytest.raises(services.StandarAlreadyApproved):
        services.approve_standar(standar_id=standar.pk, akun=other, at=AT)


def test_approve_standar_refuses_a_second_one_for_the_same_days() -> None:
    make_standar()
    second = StandarKompetensi.objects.create(nama="Lain", berlaku_dari=date(2026, 6, 1), created_at=AT)

    with pytest.raises(services.StandarOverlaps):
        services.approve_standar(standar_id=second.pk, akun=None, at=AT)


def test_standar_at_is_none_before_its_first_day_and_for_a_draft() -> None:
    make_standar(is_disahkan=False)
    assert queries.standar_at(date(2026, 11, 24)) is None

    services.approve_standar(standar_id=StandarKompetensi.objects.get().pk, akun=None, at=AT)
    assert queries.standar_at(date(2025, 12, 31)) is None


def test_standar_for_joins_the_rows_of_tier_and_profession() -> None:
    standar_id = make_standar()
    cases = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()))
    people = [Seseorang(i, c["jenis"], c["kelompok"], c["jenjang"]) for i, c in enumerate(cases)]

    asked = queries.standar_for(people, standar_id)

    for person, case in zip(people, cases, strict=True):
        found = asked[person.id]
        levels = {kode: str(found[kode].level.normalize()) if kode in found else "" for kode in list(case)[4:]}
        assert (len(found), levels) == (int(case["jumlah"]), {kode: case[kode] for kode in list(case)[4:]})


def test_standar_for_marks_what_the_office_must_confirm_and_says_where_it_is_from() -> None:
    asked = queries.standar_for([Seseorang(1, "fungsional", "guru", "Ahli Muda")], make_standar())[1]

    assert (asked["PED"].level, asked["PED"].perlu_konfirmasi, asked["INT"].perlu_konfirmasi) == (3, False, True)
    assert asked["PED"].dari.startswith("Guru, Guru Ahli Muda: Perdirjen GTK 2626")


def test_standar_for_20000_people_takes_one_query_and_less_than_two_seconds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    standar_id = make_standar()
    people = [Seseorang(i, "fungsional", "guru", ("Ahli Muda", "Ahli Madya")[i % 2]) for i in range(20_000)]

    start = perf_counter()
    with django_assert_num_queries(1):
        asked = queries.standar_for(people, standar_id)

    assert len(asked) == 20_000
    assert perf_counter() - start < 2


def test_jabatan_without_standar_counts_the_people_behind_each_and_leaves_nobody_out() -> None:
    standar_id = make_standar()
    make_pegawai(jabatan=make_jabatan())
    unread = make_jabatan("Guru", jenjang="")
    high = make_jabatan("Sekretaris Daerah", "struktural", "struktural", "JPT Madya")
    for jabatan in (unread, unread, high):
        make_pegawai(jabatan=jabatan)

    rows = queries.jabatan_without_standar(standar_id)

    assert [(r.jabatan, r.jumlah, r.is_unread, r.kurang) for r in rows] == [
        ("Guru", 2, True, ()),
        ("Sekretaris Daerah", 1, False, (("Jabatan Pimpinan Tinggi", "JPT Madya"),)),
    ]


def test_load_contoh_aturan_is_marked_as_example_and_made_once() -> None:
    first = make_aturan()
    again = make_aturan()

    assert first == again
    pemetaan = queries.aturan_snapshot(first["pemetaan"])
    assert pemetaan.is_contoh
    assert pemetaan.konversi("poin").level_of_points(Decimal(55), Decimal(100)) == 3
    assert pemetaan.konversi("bobot").level_of_weights([Decimal(5), Decimal(2)]) == Decimal("3.50")
    assert [p.kode for p in pemetaan.skema.pita] == ["O", "CO", "KO"]
    assert [p.kode for p in queries.aturan_snapshot(first["pengisian"]).skema.pita] == ["MS", "MMS", "KMS"]


def test_create_konversi_refuses_a_hole_and_an_overlap_and_keeps_nothing() -> None:
    hole = [Pita(Decimal(0), Decimal(68), Decimal(1)), Pita(Decimal(69), None, Decimal(2))]
    overlap = [Pita(Decimal(0), Decimal(70), Decimal(1)), Pita(Decimal(69), None, Decimal(2))]

    with pytest.raises(services.AturanHasHole, match="dari 68,00% sampai di bawah 69,00%"):
        services.create_konversi(nama="Uji", cara=CaraKonversi.PITA_PERSEN, pita=hole, at=AT)
    with pytest.raises(services.AturanOverlaps):
        services.create_konversi(nama="Uji", cara=CaraKonversi.PITA_PERSEN, pita=overlap, at=AT)

    assert PitaKonversi.objects.count() == 0


def test_overlapping_bands_are_refused_by_the_database_itself() -> None:
    konversi = services.create_konversi(nama="Uji", cara=CaraKonversi.RERATA_BOBOT, at=AT)
    PitaKonversi.objects.create(konversi=konversi, dari=0, sampai=50, level=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        PitaKonversi.objects.create(konversi=konversi, dari=49, sampai=None, level=2)


def test_create_konversi_numbers_versions_of_one_name() -> None:
    first = services.create_konversi(nama="Uji", cara=CaraKonversi.RERATA_BOBOT, at=AT)
    second = services.create_konversi(nama="Uji", cara=CaraKonversi.RERATA_BOBOT, at=AT)

    assert (first.versi, second.versi) == (1, 2)
