import json
from datetime import timedelta

import pytest
from django.conf import settings

from asesmen.penugasan import services
from asesmen.penugasan.models import Kiriman, KriteriaRubrik, Penugasan, Tugas
from pegawai.models import Jejak
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.pegawai.factories import make_akun, make_pegawai
from tests.penugasan.factories import (
    AT,
    DIBUKA,
    TENGGAT,
    make_kiriman,
    make_kompetensi,
    make_marked,
    make_penugasan,
    make_tugas,
)

pytestmark = pytest.mark.django_db


def sample() -> list[dict]:
    return json.loads((settings.BASE_DIR / "contoh" / "konten" / "penugasan.json").read_text(encoding="utf-8"))


def test_load_tugas_takes_the_sample_tasks_and_twice_is_once() -> None:
    for kode in {r["kompetensi"] for row in sample() for r in row["rubrik"]}:
        make_kompetensi(kode)

    first = services.load_tugas(rows=sample(), at=AT)
    again = services.load_tugas(rows=sample(), at=AT)

    assert (first, again) == (services.LoadResult(created=4), services.LoadResult(unchanged=4))
    assert (Tugas.objects.count(), KriteriaRubrik.objects.count()) == (4, 20)
    assert Jejak.objects.filter(tindakan="tugas.muat").count() == 1


def test_load_tugas_takes_a_changed_rubric_while_nobody_was_marked_by_it() -> None:
    row = sample()[0]
    for r in row["rubrik"]:
        make_kompetensi(r["kompetensi"])
    services.load_tugas(rows=[row], at=AT)
    row["rubrik"][0]["kriteria"] = "Nama baru"

    result = services.load_tugas(rows=[row], at=AT)

    assert result == services.LoadResult(updated=1)
    assert KriteriaRubrik.objects.get(urut=1).nama == "Nama baru"


def test_load_tugas_refuses_to_change_a_rubric_that_marks_rest_on() -> None:
    tugas = make_marked().penugasan.tugas
    row = {
        "kode": tugas.kode,
        "judul": tugas.judul,
        "sasaran": "",
        "durasi_hari": 7,
        "skenario": "x",
        "instruksi": [],
        "berkas": tugas.berkas,
        "rubrik": [{"kriteria": "Lain", "kompetensi": "PED", "bobot": 100, "deskriptor": {}}],
    }

    with pytest.raises(services.TugasInUse):
        services.load_tugas(rows=[row], at=AT)


@pytest.mark.parametrize("bobot", [99, 101])
def test_load_tugas_refuses_weights_that_are_not_a_whole(bobot: int) -> None:
    make_kompetensi("PED")
    rubrik = [{"kriteria": "A", "kompetensi": "PED", "bobot": bobot, "deskriptor": {}}]

    with pytest.raises(ValueError, match="bukan 100"):
        services.load_tugas(rows=[sample()[0] | {"rubrik": rubrik}], at=AT)


def test_load_tugas_refuses_an_unknown_competency() -> None:
    with pytest.raises(ValueError, match="tidak ada di kamus"):
        services.load_tugas(rows=sample()[:1], at=AT)


def assign(**changes) -> Penugasan:
    values = {"dibuka": DIBUKA, "tenggat": TENGGAT, "akun_id": None, "at": AT}
    if "gelombang_id" not in changes:
        values["gelombang_id"] = make_gelombang().pk
    if "tugas_id" not in changes:
        values["tugas_id"] = make_tugas().pk
    return services.assign_tugas(**(values | changes))


def test_assign_tugas_gives_a_task_in_a_wave() -> None:
    penugasan = assign()

    assert (penugasan.dibuka, penugasan.tenggat, penugasan.kiriman.count()) == (DIBUKA, TENGGAT, 0)
    assert Jejak.objects.get(tindakan="penugasan.berikan").objek == f"penugasan:{penugasan.pk}"


def test_assign_tugas_refuses_the_same_task_twice_in_one_wave() -> None:
    first = make_penugasan()

    with pytest.raises(services.TugasAlreadyAssigned):
        assign(gelombang_id=first.gelombang_id, tugas_id=first.tugas_id)


@pytest.mark.parametrize("status", ["dinilai", "disahkan", "diumumkan", "dibatalkan"])
def test_assign_tugas_refuses_a_wave_whose_results_are_made(status: str) -> None:
    with pytest.raises(services.GelombangNotOpen):
        assign(gelombang_id=make_gelombang(status=status).pk)


def test_assign_tugas_refuses_a_deadline_before_the_opening() -> None:
    with pytest.raises(services.TenggatNotPossible):
        assign(tenggat=DIBUKA)


def test_add_peserta_gives_the_task_once_to_each_and_names_the_assessor() -> None:
    penugasan, asesor = make_penugasan(), make_akun("asesor")
    one, two = make_peserta(penugasan.gelombang), make_peserta(penugasan.gelombang)
    make_kiriman(penugasan, peserta=one)

    result = services.add_peserta(
        penugasan_id=penugasan.pk, peserta_ids=[one.pk, two.pk], asesor_id=asesor.pk, akun_id=None, at=AT
    )

    assert result == services.AddResult(added=1, already=1)
    assert list(Kiriman.objects.order_by("pk").values_list("peserta_id", "asesor_id")) == [
        (one.pk, None),
        (two.pk, asesor.pk),
    ]


@pytest.mark.parametrize("fields", [{}, {"is_mundur": True}])
def test_add_peserta_refuses_people_who_do_not_take_part(fields: dict) -> None:
    penugasan = make_penugasan()
    wrong = make_peserta(penugasan.gelombang, **fields) if fields else make_peserta()

    with pytest.raises(services.PesertaNotInGelombang):
        services.add_peserta(penugasan_id=penugasan.pk, peserta_ids=[wrong.pk], asesor_id=None, akun_id=None, at=AT)


def assign_asesor(kiriman: Kiriman, asesor_id: int) -> int:
    return services.assign_asesor(
        penugasan_id=kiriman.penugasan_id, kiriman_ids=[kiriman.pk], asesor_id=asesor_id, akun_id=None, at=AT
    )


def test_assign_asesor_refuses_an_account_without_the_role() -> None:
    with pytest.raises(services.AsesorNotAllowed):
        assign_asesor(make_kiriman(), make_akun("pengelola").pk)


def test_assign_asesor_refuses_an_assessor_for_their_own_work() -> None:
    kiriman = make_kiriman()
    self_asesor = make_akun("asesor", pegawai=kiriman.peserta.pegawai)

    with pytest.raises(services.AsesorNotAllowed, match="menilai dirinya sendiri"):
        assign_asesor(kiriman, self_asesor.pk)


def test_assign_asesor_leaves_a_finished_marking_alone() -> None:
    kiriman = make_marked()

    assert assign_asesor(kiriman, make_akun("asesor").pk) == 0
    assert Kiriman.objects.get(pk=kiriman.pk).asesor_id == kiriman.asesor_id


def test_assign_asesor_touches_submissions_of_its_own_assignment_only() -> None:
    mine, other = make_kiriman(), make_kiriman()

    count = services.assign_asesor(
        penugasan_id=mine.penugasan_id,
        kiriman_ids=[mine.pk, other.pk],
        asesor_id=make_akun("asesor", pegawai=make_pegawai()).pk,
        akun_id=None,
        at=AT,
    )

    assert (count, Kiriman.objects.get(pk=other.pk).asesor_id) == (1, None)


def test_extend_tenggat_moves_the_deadline_and_keeps_the_reason() -> None:
    penugasan = make_penugasan()
    later = TENGGAT + timedelta(days=2)

    services.extend_tenggat(
        penugasan_id=penugasan.pk, tenggat=later, alasan="Listrik padam dua hari", akun_id=None, at=AT
    )

    assert Penugasan.objects.get().tenggat == later
    assert Jejak.objects.get(tindakan="penugasan.undur_tenggat").alasan == "Listrik padam dua hari"


@pytest.mark.parametrize("tenggat", [TENGGAT, TENGGAT - timedelta(days=1)])
def test_extend_tenggat_never_moves_it_closer(tenggat) -> None:
    with pytest.raises(services.TenggatNotLater):
        services.extend_tenggat(penugasan_id=make_penugasan().pk, tenggat=tenggat, alasan="x", akun_id=None, at=AT)


def test_extend_tenggat_after_it_passed_opens_the_task_again_only_towards_the_future() -> None:
    penugasan = make_penugasan()

    with pytest.raises(services.TenggatNotLater):
        services.extend_tenggat(
            penugasan_id=penugasan.pk,
            tenggat=TENGGAT + timedelta(hours=1),
            alasan="x",
            akun_id=None,
            at=TENGGAT + timedelta(hours=2),
        )
