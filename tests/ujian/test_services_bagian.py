"""Sections with their own time: one is open, it is left only forward, and nothing sent in time is lost by it."""

from datetime import datetime

import pytest

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan
from asesmen.ujian.services import BagianLast, BagianPaused, LeaseHeld, PengerjaanNotRunning
from tests.ujian.factories import AT, DETIK, MENIT, Ujian, begin, make_ujian, save

pytestmark = pytest.mark.django_db


def timed(**fields: object) -> Ujian:
    return make_ujian(bagian_menit=(30, 20), **fields)  # type: ignore[arg-type]


def open_next(p: Pengerjaan, *entries: tuple, dari: int = 0, at: datetime, lease: str = "") -> services.BagianTerbuka:
    simpanan = [Simpanan(p.versi_ids[n], epoch, seq, nilai) for n, epoch, seq, nilai in entries]
    return services.open_next(pengerjaan_id=p.pk, lease=lease or p.lease, dari=dari, simpanan=simpanan, at=at)


def fresh(p: Pengerjaan) -> Pengerjaan:
    return Pengerjaan.objects.get(pk=p.pk)


def states() -> dict[int, str]:
    return dict(LogJawaban.objects.values_list("seq", "keadaan"))


def test_preparing_freezes_the_way_of_moving_and_the_sum_of_the_sections_times() -> None:
    p = timed(navigasi="berurutan").pengerjaan

    assert (p.navigasi, p.durasi, [s["durasi"] for s in p.naskah]) == ("berurutan", 50 * 60, [1800, 1200])
    assert (p.bagian_ke, p.bagian_durasi, p.bagian_versi_ids) == (0, 1800, p.versi_ids[:5])


def test_a_persons_extra_minutes_are_shared_out_over_the_timed_sections() -> None:
    ujian = timed()
    ujian.peserta[0].tambahan_menit = 25
    ujian.peserta[0].save()
    services.prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)

    p = begin(ujian)
    first = save(p, (0, 1, 1, "A"))
    second = open_next(p, at=AT + 45 * MENIT).hasil

    assert ([s["durasi"] for s in p.naskah], p.durasi, p.tambahan) == ([45 * 60, 30 * 60], 50 * 60, 25 * 60)
    assert (first.bagian_deadline, first.deadline) == (AT + 45 * MENIT, AT + 75 * MENIT)
    assert second.bagian_deadline == AT + 75 * MENIT


def test_sections_without_a_time_leave_the_whole_paper_open() -> None:
    p = begin(make_ujian())

    assert (p.navigasi, p.durasi) == ("bebas", 3600)
    assert (p.bagian_ke, p.bagian_started_at, p.bagian_durasi, p.bagian_versi_ids) == (0, None, None, None)


def test_the_start_opens_the_first_section_and_its_time_begins() -> None:
    p = begin(timed())

    assert (p.bagian_ke, p.bagian_started_at, p.bagian_tambahan) == (0, AT, 0)
    assert save(p, (0, 1, 1, "A")).bagian_deadline == AT + 30 * MENIT


def test_a_save_of_a_paper_without_section_times_names_no_section_end() -> None:
    p = begin(make_ujian())

    assert save(p, (0, 1, 1, "A")).bagian_deadline is None


def test_the_next_section_opens_when_asked_for_after_the_rest_of_the_old_one_is_stored() -> None:
    p = begin(timed())

    opened = open_next(p, (0, 1, 1, "A"), at=AT + 10 * MENIT)

    now = fresh(p)
    assert (opened.ke, opened.is_new, opened.hasil.acked) == (1, True, [[p.versi_ids[0], 1, 1]])
    assert (opened.hasil.bagian_ke, opened.hasil.bagian_deadline) == (1, AT + 30 * MENIT)
    assert (now.bagian_ke, now.bagian_started_at, now.bagian_durasi) == (1, AT + 10 * MENIT, 1200)
    assert now.bagian_versi_ids == p.versi_ids[5:]
    assert states() == {1: "diterima"}


def test_what_arrives_for_a_closed_section_is_kept_apart_and_the_open_one_goes_on() -> None:
    p = begin(timed())
    open_next(p, (0, 1, 1, "A"), at=AT + 10 * MENIT)

    hasil = save(p, (0, 1, 2, "B"), (5, 1, 3, "C"), at=AT + 11 * MENIT)

    assert (hasil.acked, hasil.quarantined) == ([[p.versi_ids[5], 1, 3]], [[p.versi_ids[0], 1, 2]])
    assert Jawaban.objects.get(versi_id=p.versi_ids[0]).nilai == "A"


def test_asking_again_opens_nothing_and_acknowledges_the_same_batch_again() -> None:
    p = begin(timed())
    first = open_next(p, (0, 1, 1, "A"), at=AT + 10 * MENIT)

    again = open_next(p, (0, 1, 1, "A"), at=AT + 12 * MENIT)

    assert (again.ke, again.is_new, again.hasil.acked) == (1, False, first.hasil.acked)
    assert again.hasil.bagian_deadline == first.hasil.bagian_deadline
    assert fresh(p).bagian_started_at == AT + 10 * MENIT
    assert states() == {1: "diterima"}


@pytest.mark.parametrize("dari", [1, 7])
def test_a_section_that_is_not_open_yet_cannot_be_skipped(dari: int) -> None:
    p = begin(timed())

    opened = open_next(p, dari=dari, at=AT + MENIT)

    assert (opened.ke, opened.is_new, fresh(p).bagian_ke) == (0, False, 0)


def test_a_section_whose_time_is_over_can_be_left_and_the_next_has_what_the_whole_leaves() -> None:
    p = begin(timed())

    opened = open_next(p, (0, 1, 1, "A"), at=AT + 40 * MENIT)

    assert states() == {1: "karantina"}
    # 20 minutes of its own, yet the whole ends 50 minutes after the start.
    assert (opened.ke, opened.hasil.bagian_deadline) == (1, AT + 50 * MENIT)


def test_an_answer_within_the_grace_of_its_section_counts_and_is_marked() -> None:
    p = begin(timed())

    open_next(p, (0, 1, 1, "A"), at=AT + 30 * MENIT + 30 * DETIK)

    assert states() == {1: "tenggang"}


def test_the_end_of_the_session_ends_every_section() -> None:
    p = begin(timed(jam=1), at=AT + 40 * MENIT)

    opened = open_next(p, at=AT + 41 * MENIT)

    assert opened.hasil.bagian_deadline == AT + 55 * MENIT


@pytest.mark.parametrize("late", [10 * DETIK, 5 * MENIT])
def test_nothing_opens_once_the_whole_time_is_over(late: object) -> None:
    p = begin(timed())

    opened = open_next(p, at=AT + 50 * MENIT + late)  # type: ignore[operator]

    assert (opened.ke, opened.is_new, fresh(p).bagian_ke) == (0, False, 0)


def test_a_paused_sitting_opens_nothing_and_stores_nothing() -> None:
    p = begin(timed())
    Pengerjaan.objects.filter(pk=p.pk).update(dijeda_at=AT + MENIT)

    with pytest.raises(BagianPaused) as refusal:
        open_next(p, (0, 1, 1, "A"), at=AT + 2 * MENIT)

    assert (refusal.value.code, fresh(p).bagian_ke, LogJawaban.objects.count()) == ("paused", 0, 0)


def test_after_the_last_section_and_without_timed_ones_there_is_no_next() -> None:
    p = begin(timed())
    open_next(p, at=AT + MENIT)

    with pytest.raises(BagianLast) as refusal:
        open_next(p, dari=1, at=AT + 2 * MENIT)
    assert refusal.value.code == "last_section"


def test_a_paper_without_timed_sections_has_no_next() -> None:
    with pytest.raises(BagianLast):
        open_next(begin(make_ujian()), at=AT + MENIT)


def test_another_device_and_a_sitting_that_has_not_begun_open_nothing() -> None:
    ujian = timed(orang=2)
    p = begin(ujian)

    with pytest.raises(LeaseHeld):
        open_next(p, at=AT + MENIT, lease="cd" * 16)
    with pytest.raises(PengerjaanNotRunning):
        open_next(Pengerjaan.objects.get(peserta=ujian.peserta[1]), at=AT + MENIT, lease="ab" * 16)


def test_minutes_given_to_an_earlier_section_do_not_lengthen_the_next() -> None:
    p = begin(timed())
    Pengerjaan.objects.filter(pk=p.pk).update(bagian_tambahan=300, tambahan=300)

    opened = open_next(p, at=AT + 10 * MENIT)

    assert (fresh(p).bagian_tambahan, opened.hasil.bagian_deadline) == (0, AT + 30 * MENIT)


def test_whom_the_proctor_let_in_starts_without_a_token() -> None:
    ujian = make_ujian()
    services.confirm_rules(peserta_id=ujian.peserta[0].pk, at=AT)
    Pengerjaan.objects.update(izin_at=AT)

    services.start(peserta_id=ujian.peserta[0].pk, token="", at=AT)

    assert ujian.pengerjaan.status == "berjalan"


def test_an_instrument_of_old_with_mixed_sections_is_refused_when_papers_are_drawn() -> None:
    ujian = timed()
    ujian.gelombang.instrumen.bagian.filter(urut=2).update(durasi_menit=None)

    with pytest.raises(services.NaskahMixed, match="Bagian “Manajerial” belum punya waktu") as refusal:
        services.prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)
    assert refusal.value.code == "durasi_bagian_campur"
