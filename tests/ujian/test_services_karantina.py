"""Deciding on answers kept apart: what counts afterwards, who may, and what never changes."""

import threading
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from asesmen.gelombang.models import Gelombang
from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, KeputusanKarantina, LogJawaban, Pengerjaan
from asesmen.ujian.queries.karantina import added_after_receipt, answers_at_receipt
from asesmen.ujian.rules import answers_digest
from asesmen.ujian.services import karantina
from pegawai.models import Akun, Jejak
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, begin, make_ujian, save

LATE = AT + (DURASI + 10) * MENIT
LATER = LATE + MENIT
pytestmark = pytest.mark.django_db


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian()


@pytest.fixture
def akun() -> Akun:
    return make_akun("pengelola")


def finished(ujian: Ujian, *late: tuple, n: int = 0) -> Pengerjaan:
    """A closed sitting: item 0 answered A in time, then these (item, epoch, seq, nilai) after the grace."""
    p = begin(ujian, n, lease=f"{n:032x}")
    save(p, (0, 1, 1, "A"))
    services.sweep(at=LATE - MENIT)
    save(p, *late, at=LATE)
    return Pengerjaan.objects.get(pk=p.pk)


def apart(p: Pengerjaan) -> list[int]:
    return list(
        LogJawaban.objects.filter(pengerjaan=p, keadaan="karantina").order_by("seq").values_list("pk", flat=True)
    )


def decide(ujian: Ujian, ids: list[int], akun: Akun, putusan: str = "terima", **more: Any) -> karantina.HasilPutusan:
    order = {"alasan": "Listrik padam, lihat berita acara", "at": LATER} | more
    return karantina.decide(gelombang_id=ujian.gelombang.pk, log_ids=ids, putusan=putusan, akun=akun, **order)


def answers(p: Pengerjaan) -> dict[int, Any]:
    rows = Jawaban.objects.filter(pengerjaan=p)
    return {p.versi_ids.index(v): nilai for v, nilai in rows.values_list("versi_id", "nilai")}


def test_an_accepted_answer_counts_and_a_refused_one_does_not(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"), (1, 1, 3, ["C"]), (2, 1, 4, "A"))
    first, second, third = apart(p)

    accepted = decide(ujian, [first, second], akun)
    refused = decide(ujian, [third], akun, "tolak")

    assert (accepted, refused) == (karantina.HasilPutusan(2, 2), karantina.HasilPutusan(1))
    assert answers(p) == {0: "B", 1: ["C"]}


def test_the_decision_keeps_who_when_and_why_and_the_trail_has_no_answer(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))

    decide(ujian, apart(p), akun)

    k = KeputusanKarantina.objects.get()
    assert (k.putusan, k.akun, k.at, k.alasan) == ("terima", akun, LATER, "Listrik padam, lihat berita acara")
    row = Jejak.objects.get(tindakan="ujian.karantina_putus")
    assert row.ringkas == f"1 jawaban dari karantina diterima, peserta {ujian.peserta[0].nomor}"
    assert row.objek == f"peserta:{ujian.peserta[0].pk}"
    assert row.data == {"log": apart(p), "versi": [p.versi_ids[0]]}


def test_an_older_answer_counts_only_when_it_is_chosen_expressly(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    save(p, (0, 1, 9, "A"))
    services.sweep(at=LATE - MENIT)
    save(p, (0, 1, 2, "B"), at=LATE)
    ids = apart(p)

    skipped = decide(ujian, ids, akun)
    before = answers(p)
    chosen = decide(ujian, ids, akun, is_dipilih=True)

    assert (skipped, before) == (karantina.HasilPutusan(dilewati=1), {0: "A"})
    assert (chosen, answers(p)) == (karantina.HasilPutusan(1, 1), {0: "B"})
    # Its number never falls: only what is newer than both may replace it by itself.
    assert Jawaban.objects.values_list("epoch", "seq").get() == (1, 9)


def test_of_several_answers_to_one_question_the_newest_counts(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"), (0, 1, 3, "C"))

    done = decide(ujian, apart(p), akun)

    assert (done, answers(p)) == (karantina.HasilPutusan(2, 1), {0: "C"})


def test_the_same_decision_again_is_no_change(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    decide(ujian, apart(p), akun)
    trail = Jejak.objects.count()

    again = decide(ujian, apart(p), make_akun("pengelola"), at=LATER + MENIT)

    assert again == karantina.HasilPutusan()
    assert KeputusanKarantina.objects.get().akun == akun
    assert Jejak.objects.count() == trail


@pytest.mark.parametrize(("first", "second"), [("terima", "tolak"), ("tolak", "terima")])
def test_another_decision_on_the_same_answer_is_refused_as_a_whole(
    ujian: Ujian, akun: Akun, first: str, second: str
) -> None:
    p = finished(ujian, (0, 1, 2, "B"), (1, 1, 3, ["A"]))
    ids = apart(p)
    decide(ujian, ids[:1], akun, first)
    before = answers(p)

    with pytest.raises(karantina.AlreadyDecided) as refusal:
        decide(ujian, ids, akun, second)

    assert refusal.value.code == "already_decided"
    assert (answers(p), KeputusanKarantina.objects.count()) == (before, 1)


def test_nothing_is_decided_while_the_person_can_still_answer(ujian: Ujian, akun: Akun) -> None:
    p = begin(ujian)
    services.move_device(
        ruang_sesi_id=ujian.ruang_sesi.pk, peserta_ids=[p.peserta_id], alasan="Rusak", akun=akun, at=AT + MENIT
    )
    save(p, (0, 1, 1, "A"), at=AT + 2 * MENIT)

    with pytest.raises(karantina.StillRunning) as refusal:
        decide(ujian, apart(p), akun)

    assert refusal.value.code == "still_running"
    assert answers(p) == {}


def test_a_reason_and_a_choice_are_needed(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))

    with pytest.raises(services.AlasanMissing):
        decide(ujian, apart(p), akun, alasan="  ")
    with pytest.raises(karantina.NothingChosen):
        decide(ujian, [], akun)


def test_answers_of_another_wave_and_answers_that_count_are_out_of_reach(ujian: Ujian, akun: Akun) -> None:
    other = make_ujian(nama="Gelombang lain", mulai=AT - 400 * MENIT)
    p = finished(ujian, (0, 1, 2, "B"))
    counted = LogJawaban.objects.get(pengerjaan=p, keadaan="diterima").pk

    for gelombang_id, ids in ((other.gelombang.pk, apart(p)), (ujian.gelombang.pk, [counted])):
        with pytest.raises(karantina.NothingChosen):
            karantina.decide(gelombang_id=gelombang_id, log_ids=ids, putusan="terima", alasan="A", akun=akun, at=LATER)


def test_the_receipt_stays_as_issued_and_says_that_answers_were_added(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"), (1, 1, 3, ["C"]))
    issued = p.receipt_hash

    decide(ujian, apart(p), akun)

    p.refresh_from_db()
    assert p.receipt_hash == issued == answers_digest(str(p.pk), answers_at_receipt(p.pk).values())
    assert added_after_receipt([p.pk]) == {p.pk: 2}


def approve(ujian: Ujian, status: str = "disahkan") -> None:
    Gelombang.objects.filter(pk=ujian.gelombang.pk).update(status=status)


@pytest.mark.parametrize("status", ["disahkan", "diumumkan"])
def test_under_approved_results_a_second_person_must_agree(ujian: Ujian, akun: Akun, status: str) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    approve(ujian, status)
    second = make_akun("pengelola")

    proposed = decide(ujian, apart(p), akun)
    before = answers(p)
    agreed = karantina.agree(gelombang_id=ujian.gelombang.pk, log_ids=apart(p), akun=second, at=LATER + MENIT)

    assert (proposed, before) == (karantina.HasilPutusan(diputus=1, menunggu=1), {0: "A"})
    assert (agreed, answers(p)) == (karantina.HasilPutusan(1, 1), {0: "B"})
    assert (KeputusanKarantina.objects.get().akun_kedua, added_after_receipt([p.pk])) == (second, {p.pk: 1})


def test_nobody_is_their_own_second_person(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    approve(ujian)
    decide(ujian, apart(p), akun)

    with pytest.raises(karantina.SamePerson):
        karantina.agree(gelombang_id=ujian.gelombang.pk, log_ids=apart(p), akun=akun, at=LATER)

    assert answers(p) == {0: "A"}


def test_agreeing_twice_or_where_nothing_waits_is_refused(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    order = {"gelombang_id": ujian.gelombang.pk, "log_ids": apart(p), "akun": make_akun("pengelola"), "at": LATER}
    with pytest.raises(karantina.NothingWaits):
        karantina.agree(**order)
    approve(ujian)
    decide(ujian, apart(p), akun)
    karantina.agree(**order)

    with pytest.raises(karantina.NothingWaits):
        karantina.agree(**order)


def test_a_refusal_takes_effect_at_once_under_approved_results(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    approve(ujian)

    decide(ujian, apart(p), akun, "tolak")

    assert not KeputusanKarantina.objects.get().needs_second


def test_an_agreed_answer_does_not_undo_a_newer_one_that_was_agreed_first(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"), (0, 1, 3, "C"))
    older, newer = apart(p)
    approve(ujian)
    decide(ujian, [older, newer], akun)
    second = make_akun("pengelola")

    for pk in (newer, older):
        karantina.agree(gelombang_id=ujian.gelombang.pk, log_ids=[pk], akun=second, at=LATER)

    assert answers(p) == {0: "C"}


def release(ujian: Ujian, p: Pengerjaan, akun: Akun) -> int:
    return karantina.release(
        gelombang_id=ujian.gelombang.pk, log_ids=apart(p), alasan="Keliru", akun=akun, at=LATER + MENIT
    )


def test_what_changed_no_answer_can_be_taken_back_and_decided_anew(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    decide(ujian, apart(p), akun, "tolak")

    assert release(ujian, p, akun) == 1
    decide(ujian, apart(p), akun)

    assert answers(p) == {0: "B"}
    assert set(Jejak.objects.filter(tindakan__startswith="ujian.karantina").values_list("tindakan", flat=True)) == {
        "ujian.karantina_putus",
        "ujian.karantina_kembalikan",
    }


def test_an_answer_that_counts_cannot_be_taken_back(ujian: Ujian, akun: Akun) -> None:
    p = finished(ujian, (0, 1, 2, "B"))
    decide(ujian, apart(p), akun)

    with pytest.raises(karantina.AlreadyCounts):
        release(ujian, p, akun)

    assert answers(p) == {0: "B"}


@pytest.mark.django_db(transaction=True)
def test_of_two_opposite_decisions_at_once_one_wins_and_counts() -> None:
    ujian, akun = make_ujian(), make_akun("pengelola")
    p = finished(ujian, (0, 1, 2, "B"))
    ids, start, seen = apart(p), threading.Barrier(8), []

    def order(putusan: str) -> None:
        start.wait()
        try:
            decide(ujian, ids, akun, putusan)
            seen.append(putusan)
        except karantina.AlreadyDecided:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=order, args=(("terima", "tolak")[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won = KeputusanKarantina.objects.get().putusan
    assert set(seen) == {won}
    assert answers(p) == {0: "B" if won == "terima" else "A"}
    assert Jejak.objects.filter(tindakan="ujian.karantina_putus").count() == 1


ENTRIES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(2, 30), st.sampled_from("ABCD")),
    min_size=1,
    max_size=8,
    unique_by=lambda e: e[1],
)
ORDERS = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["terima", "tolak"]), st.booleans()), min_size=1, max_size=10
)


class DecisionsTest(TestCase):
    """Whatever is decided, in whatever order and however often: no other question changes."""

    @settings(max_examples=25)
    @given(entries=ENTRIES, orders=ORDERS)
    def test_decisions_are_idempotent_and_touch_only_their_own_questions(self, entries: Any, orders: Any) -> None:
        ujian = make_ujian(per_tipe=1)
        akun = make_akun("pengelola")
        p = begin(ujian)
        save(p, *[(item, 1, item + 40, "A") for item in (4, 5)], (0, 1, 1, "A"), at=AT + DETIK)
        services.sweep(at=LATE - MENIT)
        save(p, *[(item, 1, seq, value) for item, seq, value in entries], at=LATE)
        ids = apart(p)
        touched: set[int] = set()
        for n, putusan, chosen in orders:
            pk = ids[n % len(ids)]
            own = LogJawaban.objects.get(pk=pk)
            before = answers(p)
            try:
                decide(ujian, [pk], akun, putusan, is_dipilih=chosen)
            except karantina.AlreadyDecided:
                assert answers(p) == before
                continue
            once = answers(p)
            decide(ujian, [pk], akun, putusan, is_dipilih=chosen)
            assert answers(p) == once
            if putusan == "terima":
                touched.add(p.versi_ids.index(own.versi_id))
        now = answers(p)
        accepted = KeputusanKarantina.objects.filter(putusan="terima").values_list("log__versi_id", "log__nilai")
        allowed = {(p.versi_ids.index(v), value) for v, value in accepted} | {(0, "A"), (4, "A"), (5, "A")}

        assert set(now.items()) <= allowed
        assert set(now) <= {0, 4, 5} | touched
        assert (now[4], now[5]) == ("A", "A")
