import pytest

from asesmen.ujian import queries, services
from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.services import (
    KalimatMissing,
    KalimatTooLong,
    LeaseHeld,
    PengerjaanNotRunning,
    SoalNotOnPaper,
)
from tests.ujian.factories import AT, MENIT, begin, make_ujian

pytestmark = pytest.mark.django_db


def call(p: Pengerjaan, kalimat: str = "", lease: str = "") -> bool:
    return services.call_proktor(pengerjaan_id=p.pk, lease=lease or p.lease, kalimat=kalimat, at=AT + MENIT)


def report(p: Pengerjaan, versi_id: int, kalimat: str = "Gambar tidak jelas") -> bool:
    return services.report_soal(pengerjaan_id=p.pk, lease=p.lease, versi_id=versi_id, kalimat=kalimat, at=AT + MENIT)


def answer(p: Pengerjaan) -> None:
    for asked in TindakanProktor.objects.filter(pengerjaan=p, tanggapan=None, jenis__in=["panggil", "lapor_soal"]):
        TindakanProktor.objects.create(
            ruang_sesi_id=p.ruang_sesi_id, pengerjaan=p, jenis="tanggap", untuk=asked, alasan="Sudah dilihat", at=AT
        )


def test_one_call_waits_at_a_time_and_after_its_answer_another_may_come() -> None:
    p = begin(make_ujian())

    assert (call(p, "Layar  saya\nberkedip"), call(p, "Lagi")) == (True, False)
    asked = TindakanProktor.objects.get()
    assert (asked.jenis, asked.alasan, asked.akun, asked.pengerjaan, asked.ruang_sesi_id, asked.at) == (
        ("panggil", "Layar saya berkedip", None, p, p.ruang_sesi_id, AT + MENIT)
    )

    answer(p)
    assert call(p)


def test_a_call_of_one_person_does_not_stand_in_the_way_of_another() -> None:
    ujian = make_ujian(orang=2)

    assert (call(begin(ujian, 0)), call(begin(ujian, 1))) == (True, True)


def test_a_report_names_its_item_and_waits_once_per_item() -> None:
    ujian = make_ujian()
    p = begin(ujian)

    assert [report(p, p.versi_ids[0]), report(p, p.versi_ids[0]), report(p, p.versi_ids[1], "Dua jawaban benar")] == [
        *(True, False, True)
    ]

    answer(p)
    found = queries.laporan_soal(ujian.gelombang.pk)
    assert [(r.versi_id, r.peserta_id, r.kalimat, r.tanggapan) for r in found] == sorted(
        [
            (p.versi_ids[0], p.peserta_id, "Gambar tidak jelas", "Sudah dilihat"),
            (p.versi_ids[1], p.peserta_id, "Dua jawaban benar", "Sudah dilihat"),
        ]
    )


def test_a_report_of_a_later_section_or_of_another_paper_is_refused() -> None:
    p = begin(make_ujian(bagian_menit=(30, 20)))

    for versi_id in (p.versi_ids[-1], 0, 2**53 - 1):
        with pytest.raises(SoalNotOnPaper):
            report(p, versi_id)
    assert queries.laporan_soal(p.peserta.gelombang_id) == []


def test_a_report_needs_a_sentence_and_both_keep_to_300_letters() -> None:
    p = begin(make_ujian())

    with pytest.raises(KalimatMissing):
        report(p, p.versi_ids[0], " \x00\ud800\n ")
    with pytest.raises(KalimatTooLong):
        report(p, p.versi_ids[0], "x" * 301)
    with pytest.raises(KalimatTooLong):
        call(p, "x" * 301)
    assert call(p, "x" * 300)


def test_another_device_and_a_sitting_that_is_over_call_nobody() -> None:
    p = begin(make_ujian())

    with pytest.raises(LeaseHeld):
        call(p, lease="cd" * 16)
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + MENIT)
    with pytest.raises(PengerjaanNotRunning):
        call(p)
    assert TindakanProktor.objects.count() == 0


def test_reports_of_a_wave_cost_two_queries_at_one_and_at_three(django_assert_num_queries: object) -> None:
    ujian = make_ujian()
    p = begin(ujian)
    for versi_id in p.versi_ids[:3]:
        report(p, versi_id)
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.laporan_soal(ujian.gelombang.pk)
