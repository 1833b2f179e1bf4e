import time

import pytest

from asesmen.bank import services as bank
from asesmen.bank.services.instrumen import BagianBaru
from asesmen.gelombang.models import Gelombang, Penempatan
from asesmen.ujian.models import Pengerjaan
from asesmen.ujian.services import NaskahNotPreparable, NaskahTooShort, prepare_naskah
from tests.bank.factories import a_butir, store_butir
from tests.gelombang.factories import make_gelombang, make_peserta, make_ruang, make_ruang_sesi, make_sesi, seat
from tests.pegawai.factories import make_jabatan, make_pegawai, make_unit
from tests.ujian.factories import AT, begin, make_ujian

pytestmark = pytest.mark.django_db


def test_every_seated_participant_gets_a_paper_with_the_time_of_their_session() -> None:
    ujian = make_ujian(orang=3)

    papers = list(Pengerjaan.objects.order_by("peserta_id"))
    assert [p.peserta_id for p in papers] == [p.pk for p in ujian.peserta]
    assert {(p.status, p.butir_count, p.durasi, p.tenggang) for p in papers} == {("siap", 6, 3600, 60)}
    assert {p.batas_sesi for p in papers} == {ujian.ruang_sesi.sesi.selesai}
    assert all(p.versi_ids == [b["versi"] for s in p.naskah for b in s["butir"]] for p in papers)
    assert len({tuple(p.versi_ids) for p in papers} | {p.seed for p in papers}) > 3


def test_preparing_again_changes_nothing() -> None:
    ujian = make_ujian(orang=2)
    before = list(Pengerjaan.objects.order_by("peserta_id").values())

    done = prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)

    assert (done.dibuat, done.diperbarui, done.tetap, done.dihapus) == (0, 0, 2, 0)
    assert list(Pengerjaan.objects.order_by("peserta_id").values()) == before


def test_the_same_seed_draws_the_same_paper_from_nothing() -> None:
    ujian = make_ujian(orang=2)
    before = list(Pengerjaan.objects.order_by("peserta_id").values_list("seed", "naskah"))
    Pengerjaan.objects.all().delete()

    prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)

    assert list(Pengerjaan.objects.order_by("peserta_id").values_list("seed", "naskah")) == before


def test_a_moved_seat_is_followed_a_lost_one_is_dropped_and_a_begun_sitting_stays() -> None:
    ujian = make_ujian(orang=3)
    begun = begin(ujian, 0)
    other = make_ruang_sesi(ujian.ruang_sesi.sesi, ruang=make_ruang())
    Penempatan.objects.filter(peserta=ujian.peserta[1]).update(ruang_sesi=other)
    Penempatan.objects.filter(peserta=ujian.peserta[2]).delete()

    done = prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)

    assert (done.dibuat, done.diperbarui, done.tetap, done.dihapus) == (0, 1, 1, 1)
    assert dict(Pengerjaan.objects.values_list("peserta_id", "ruang_sesi_id")) == {
        ujian.peserta[0].pk: begun.ruang_sesi_id,
        ujian.peserta[1].pk: other.pk,
    }


def test_extra_minutes_of_a_person_are_in_their_time_from_the_start() -> None:
    ujian = make_ujian()
    ujian.peserta[0].tambahan_menit = 30
    ujian.peserta[0].save()

    prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)

    assert ujian.pengerjaan.tambahan == 1800


@pytest.mark.parametrize("status", ["rencana", "selesai", "dibatalkan"])
def test_a_wave_that_is_not_locked_gets_no_papers(status: str) -> None:
    ujian = make_ujian()
    Gelombang.objects.update(status=status)

    with pytest.raises(NaskahNotPreparable) as refusal:
        prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)
    assert refusal.value.code == "naskah_not_preparable"


def test_too_few_items_are_named_and_nothing_is_stored() -> None:
    ujian = make_ujian()
    Pengerjaan.objects.all().delete()
    ujian.gelombang.instrumen.bagian.first().kisi_kisi.update(jumlah=50)

    with pytest.raises(NaskahTooShort, match="PED: perlu 50 butir, tersedia 5"):
        prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)
    assert Pengerjaan.objects.count() == 0


def test_papers_of_sixty_items_are_drawn_and_stored_quickly() -> None:
    store_butir(*(a_butir(f"B-{n}", "PED") for n in range(90)))
    instrumen_id = bank.create_instrumen(
        nama="Besar", durasi_menit=120, bagian=[BagianBaru("Semua", {"PED": 60})], at=AT
    ).pk
    gelombang = make_gelombang(instrumen_id=instrumen_id, status="dikunci")
    unit, jabatan = make_unit(), make_jabatan()
    room = make_ruang_sesi(make_sesi(gelombang, status="dikunci"))
    for kursi in range(1, 91):
        seat(make_peserta(gelombang, make_pegawai(unit=unit, jabatan=jabatan)), room, kursi)

    started = time.process_time()
    done = prepare_naskah(gelombang_id=gelombang.pk, at=AT)

    # A tenth of a wave of 900, which is to take a few seconds.
    assert done.dibuat == 90
    assert time.process_time() - started < 1
