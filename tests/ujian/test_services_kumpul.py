import threading
from datetime import timedelta

import pytest
from django.db import connection

from asesmen.ujian import queries, services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from asesmen.ujian.rules import Simpanan, answers_digest
from asesmen.ujian.services.kumpul import answers_of
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, begin, make_ujian, save

END = AT + DURASI * MENIT
LATE = "cd" * 16


@pytest.fixture
def ujian(db: None) -> Ujian:
    return make_ujian()


@pytest.fixture
def p(ujian: Ujian) -> Pengerjaan:
    return begin(ujian)


def now(p: Pengerjaan) -> Pengerjaan:
    return Pengerjaan.objects.get(pk=p.pk)


def test_handing_in_closes_and_gives_a_receipt_over_what_the_server_holds(p: Pengerjaan) -> None:
    save(p, (0, 1, 1, "A"))

    done = services.submit(
        pengerjaan_id=p.pk,
        lease=p.lease,
        simpanan=[Simpanan(p.versi_ids[1], 1, 2, "B")],
        at=AT + 10 * MENIT,
    )

    after = now(p)
    assert (after.status, after.finish_kind, after.finished_at) == ("selesai", "peserta", AT + 10 * MENIT)
    assert done.receipt_code == after.receipt_code != ""
    assert done.sisa is not None
    assert done.sisa.acked == [[p.versi_ids[1], 1, 2]]
    assert after.receipt_hash == answers_digest(str(p.pk), answers_of(p.pk))
    assert Jawaban.objects.count() == 2


def test_handing_in_twice_gives_the_same_receipt_and_keeps_the_rest_apart(p: Pengerjaan) -> None:
    first = services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 10 * MENIT)
    before = now(p)

    second = services.submit(
        pengerjaan_id=p.pk, lease=p.lease, simpanan=[Simpanan(p.versi_ids[0], 1, 9, "A")], at=AT + 11 * MENIT
    )

    assert (second.receipt_code, second.finished_at) == (first.receipt_code, first.finished_at)
    assert (first.is_first, second.is_first) == (True, False)
    assert now(p).receipt_hash == before.receipt_hash
    assert list(LogJawaban.objects.values_list("keadaan", flat=True)) == ["karantina"]


@pytest.mark.parametrize(
    ("at", "kind", "finished_at"),
    [
        (END - DETIK, "peserta", END - DETIK),
        (END, "waktu", END),
        (END + 30 * DETIK, "waktu", END + 30 * DETIK),
        (END + 90 * DETIK, "waktu", END + 60 * DETIK),
    ],
)
def test_how_and_when_a_sitting_ended_follows_its_deadline(
    p: Pengerjaan, at: object, kind: str, finished_at: object
) -> None:
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=at)  # type: ignore[arg-type]

    assert (now(p).finish_kind, now(p).finished_at) == (kind, finished_at)


def test_another_device_cannot_hand_in(p: Pengerjaan) -> None:
    with pytest.raises(services.LeaseHeld):
        services.submit(pengerjaan_id=p.pk, lease=LATE, at=AT)
    assert now(p).status == "berjalan"


def test_a_sitting_that_did_not_begin_cannot_be_handed_in(ujian: Ujian) -> None:
    with pytest.raises(services.PengerjaanNotRunning):
        services.submit(pengerjaan_id=ujian.pengerjaan.pk, lease="", at=AT)


@pytest.mark.django_db
def test_the_sweep_ends_what_is_past_its_grace_and_nothing_else() -> None:
    ujian = make_ujian(orang=4)
    first, second = begin(ujian, 0), begin(ujian, 1, at=AT + 10 * MENIT)
    begin(ujian, 2)
    Pengerjaan.objects.filter(peserta=ujian.peserta[2]).update(tambahan=600)
    save(first, (0, 1, 1, "A"))

    at_grace = services.sweep(at=END + 60 * DETIK)
    past_it = services.sweep(at=END + 61 * DETIK)

    assert (at_grace, past_it) == (0, 1)
    ended = now(first)
    assert (ended.status, ended.finish_kind, ended.finished_at) == ("selesai", "waktu", END)
    assert ended.receipt_hash == answers_digest(str(first.pk), answers_of(first.pk))
    assert now(second).status == "berjalan"
    assert set(Pengerjaan.objects.values_list("status", flat=True)) == {"selesai", "berjalan", "siap"}


def test_a_sitting_past_its_time_has_ended_for_whoever_looks(ujian: Ujian, p: Pengerjaan) -> None:
    row = queries.pengerjaan_of_peserta(ujian.peserta[0].pk)
    assert row is not None

    assert (row.is_over(END + 60 * DETIK), row.is_over(END + 61 * DETIK)) == (False, True)
    assert services.settle_overdue(peserta_id=ujian.peserta[0].pk, at=END + 61 * DETIK)
    assert now(p).status == "selesai"


@pytest.mark.django_db(transaction=True)
def test_fifty_hands_at_once_make_one_receipt() -> None:
    p = begin(make_ujian())
    save(p, (0, 1, 1, "A"))
    codes: list[tuple[str, bool]] = []
    start = threading.Barrier(25)

    def hand_in() -> None:
        try:
            start.wait()
            for _ in range(2):
                done = services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 2 * MENIT)
                codes.append((done.receipt_code, done.is_first))
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in) for _ in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(codes) == 50
    assert len({code for code, _ in codes}) == 1
    assert [is_first for _, is_first in codes].count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_no_save_is_acknowledged_that_the_receipt_does_not_count() -> None:
    """Save and submit race: whatever was acknowledged as counted is under the receipt's digest."""
    ujian = make_ujian(orang=12)
    for n in range(12):
        p = begin(ujian, n, lease=f"{n:032x}")
        acked: list[int] = []
        gate = threading.Barrier(2)

        def saver(p: Pengerjaan = p, acked: list[int] = acked, gate: threading.Barrier = gate) -> None:
            try:
                gate.wait()
                for seq in range(1, 8):
                    result = save(p, (seq % 6, 1, seq, "A"))
                    acked += [s for _, _, s in result.acked]
            finally:
                connection.close()

        thread = threading.Thread(target=saver)
        thread.start()
        gate.wait()
        services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 2 * MENIT)
        thread.join()

        counted = LogJawaban.objects.filter(pengerjaan=p).exclude(keadaan="karantina")
        assert sorted(acked) == sorted(counted.values_list("seq", flat=True))
        assert now(p).receipt_hash == answers_digest(str(p.pk), answers_of(p.pk))


def test_jawaban_rows_give_scoring_every_answer_that_counts(p: Pengerjaan) -> None:
    save(p, (0, 1, 1, "A"), (1, 1, 2, ["A", "C"]), (2, 1, 3, None))
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 2 * MENIT)

    [row] = queries.jawaban_rows(p.peserta.gelombang_id)

    assert (row.peserta_id, row.status, row.finished_at) == (p.peserta_id, "selesai", AT + 2 * MENIT)
    assert row.jawaban == {p.versi_ids[0]: "A", p.versi_ids[1]: ["A", "C"]}
    assert row.versi == tuple(p.versi_ids)
    assert (queries.hadir_count(p.peserta.gelombang_id), queries.running_count(p.peserta.gelombang_id)) == (1, 0)


# ---------- What a proctor does ----------


def act(ujian: Ujian, **more: object) -> dict:
    return {
        "ruang_sesi_id": ujian.ruang_sesi.pk,
        "alasan": "Listrik padam",
        "akun": make_akun("proktor"),
        "at": AT + MENIT,
    } | more


@pytest.mark.django_db
def test_time_for_a_room_reaches_those_who_began_and_did_not_hand_in() -> None:
    ujian = make_ujian(orang=3)
    begun = begin(ujian, 0)
    done = begin(ujian, 1)
    services.submit(pengerjaan_id=done.pk, lease=done.lease, at=AT + MENIT)

    for_room = services.add_time(**act(ujian, menit=7))
    for_one = services.add_time(**act(ujian, menit=3, peserta_ids=[ujian.peserta[0].pk]))

    assert (for_room, for_one) == (1, 1)
    assert dict(Pengerjaan.objects.values_list("peserta_id", "tambahan")) == {
        ujian.peserta[0].pk: 600,
        ujian.peserta[1].pk: 0,
        ujian.peserta[2].pk: 0,
    }
    assert save(begun, (0, 1, 1, "A"), at=END + 10 * MENIT).pintu == "buka"


def test_added_time_opens_a_sitting_again_that_the_clock_ended(ujian: Ujian, p: Pengerjaan) -> None:
    services.sweep(at=END + 61 * DETIK)
    code = now(p).receipt_code

    services.add_time(**act(ujian, menit=10, at=END + 2 * MENIT))
    result = save(p, (0, 1, 1, "A"), at=END + 3 * MENIT)
    services.sweep(at=END + 10 * MENIT + 61 * DETIK)

    assert result.pintu == "buka"
    assert (now(p).status, now(p).finished_at, now(p).receipt_code) == ("selesai", END + 10 * MENIT, code)


def test_added_time_that_is_over_already_opens_nothing(ujian: Ujian, p: Pengerjaan) -> None:
    services.sweep(at=END + 61 * DETIK)

    services.add_time(**act(ujian, menit=1, at=END + 5 * MENIT))

    assert now(p).status == "selesai"


def test_a_moved_sitting_is_free_for_the_next_device(ujian: Ujian, p: Pengerjaan) -> None:
    services.move_device(**act(ujian, peserta_ids=[p.peserta_id]))

    opened = services.open_page(pengerjaan_id=p.pk, session_lease=LATE, at=AT + 2 * MENIT)

    assert (opened.lease, opened.epoch) == (LATE, 3)
    assert save(p, (0, 1, 5, "A")).pintu == "lain"


def test_an_ended_sitting_counts_what_was_saved(ujian: Ujian, p: Pengerjaan) -> None:
    save(p, (0, 1, 1, "A"))

    services.end(**act(ujian, peserta_ids=[p.peserta_id], at=AT + 5 * MENIT))

    assert (now(p).status, now(p).finish_kind, now(p).finished_at) == ("selesai", "proktor", AT + 5 * MENIT)


def test_a_new_code_replaces_the_old_one_and_lifts_the_pause(ujian: Ujian) -> None:
    nip, old = ujian.peserta[0].pegawai.nip, ujian.kode()
    for _ in range(5):
        services.enter(nip=nip, kode="AAAAAAAAAA", asal="10.0.0.1", at=AT)

    new = services.reissue_code(**act(ujian, peserta_id=ujian.peserta[0].pk, nip=nip))

    at = AT + 2 * MENIT
    assert services.enter(nip=nip, kode=old, asal="10.0.0.1", at=at).entry is None
    assert services.enter(nip=nip, kode=new, asal="10.0.0.1", at=at).entry is not None


def test_each_act_has_a_reason_a_row_and_a_trail(ujian: Ujian, p: Pengerjaan) -> None:
    from pegawai.models import Jejak

    before = Jejak.objects.count()
    services.add_time(**act(ujian, menit=7))
    services.move_device(**act(ujian, peserta_ids=[p.peserta_id]))
    services.note_event(**act(ujian, alasan="Hujan deras"))
    services.end(**act(ujian, peserta_ids=[p.peserta_id]))

    rows = queries.tindakan_list(ujian.ruang_sesi.pk)
    assert [(t.jenis, t.pengerjaan_id, t.detik) for t in rows] == [
        ("akhiri", p.pk, 0),
        ("catat", None, 0),
        ("pindah", p.pk, 0),
        ("tambah_waktu", None, 420),
    ]
    assert Jejak.objects.count() == before + 4
    with pytest.raises(services.AlasanMissing):
        services.add_time(**act(ujian, menit=7, alasan="  "))


@pytest.mark.parametrize("menit", [0, -5, 181])
def test_minutes_out_of_range_are_refused(ujian: Ujian, p: Pengerjaan, menit: int) -> None:
    with pytest.raises(services.MenitOutOfRange):
        services.add_time(**act(ujian, menit=menit))


@pytest.mark.django_db
def test_an_act_reaches_nobody_of_another_room() -> None:
    ujian = make_ujian()
    other = make_ujian(nama="Lain", mulai=AT + timedelta(days=1))
    p = begin(ujian)

    with pytest.raises(services.NobodyChosen):
        services.end(**act(other, peserta_ids=[p.peserta_id]))
    assert now(p).status == "berjalan"
