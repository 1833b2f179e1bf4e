"""What a proctor does to sittings: what changes, what is written down, what is refused and by which name."""

import threading
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, Pengerjaan, TindakanProktor
from asesmen.ujian.rules import answers_digest
from asesmen.ujian.services.kumpul import answers_of
from pegawai.models import Akun, Jejak
from tests.gelombang.factories import make_peserta, make_ruang_sesi, seat
from tests.pegawai.factories import make_akun
from tests.ujian.factories import AT, DETIK, DURASI, MENIT, Ujian, begin, make_ujian, save

END = AT + DURASI * MENIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def akun() -> Akun:
    return make_akun("proktor")


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=3)


@pytest.fixture
def p(ujian: Ujian) -> Pengerjaan:
    return begin(ujian)


def now(p: Pengerjaan) -> Pengerjaan:
    return Pengerjaan.objects.get(pk=p.pk)


def act(ujian: Ujian, akun: Akun, at: datetime = AT + MENIT, **more: Any) -> dict[str, Any]:
    return {"ruang_sesi_id": ujian.ruang_sesi.pk, "alasan": "Listrik padam", "akun": akun, "at": at} | more


def refusal(order: Any, **values: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        order(**values)
    return caught.value.code


def notes() -> list[tuple[str, Any, int]]:
    return list(TindakanProktor.objects.order_by("pk").values_list("jenis", "pengerjaan_id", "detik"))


def time_sections(p: Pengerjaan, durasi: int = 1200) -> None:
    Pengerjaan.objects.filter(pk=p.pk).update(
        bagian_started_at=AT, bagian_durasi=durasi, bagian_versi_ids=p.versi_ids[:3]
    )


# ---------- Pause and resume ----------


def test_a_pause_stops_the_clock_and_resuming_gives_its_length_back(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    time_sections(p)

    services.pause(**act(ujian, akun, at=AT + 10 * MENIT))
    paused_at = now(p).dijeda_at
    swept = services.sweep(at=AT + 300 * MENIT)
    services.resume(**act(ujian, akun, at=AT + 17 * MENIT + DETIK / 2))

    after = now(p)
    assert (paused_at, swept) == (AT + 10 * MENIT, 0)
    assert (after.dijeda_at, after.jeda, after.bagian_tambahan) == (None, 421, 421)
    assert save(p, (0, 1, 1, "A"), at=END + 7 * MENIT).pintu == "buka"
    assert notes() == [("jeda", p.pk, 0), ("lanjut", p.pk, 0)]


def test_pause_and_resume_say_what_stands_against_them(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    at = AT + 5 * MENIT
    waiting = [ujian.peserta[1].pk]

    assert refusal(services.resume, **act(ujian, akun, at)) == "not_paused"
    assert refusal(services.pause, **act(ujian, akun, at, peserta_ids=waiting)) == "nobody_chosen"
    assert refusal(services.pause, **act(ujian, akun, END)) == "time_over"
    services.pause(**act(ujian, akun, at))
    assert refusal(services.pause, **act(ujian, akun, at + MENIT)) == "already_paused"
    services.resume(**act(ujian, akun, at + MENIT))
    assert refusal(services.resume, **act(ujian, akun, at + 2 * MENIT)) == "not_paused"
    assert now(p).jeda == 60


def test_a_room_is_paused_around_a_seat_that_is_paused_already(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    other = begin(ujian, 1)
    services.pause(**act(ujian, akun, at=AT + 2 * MENIT, peserta_ids=[p.peserta_id]))

    count = services.pause(**act(ujian, akun, at=AT + 5 * MENIT))
    services.resume(**act(ujian, akun, at=AT + 6 * MENIT))

    assert count == 1
    assert (now(p).jeda, now(other).jeda) == (240, 60)


def test_an_ended_sitting_that_was_paused_keeps_its_pause_for_a_later_reopening(
    ujian: Ujian, p: Pengerjaan, akun: Akun
) -> None:
    services.pause(**act(ujian, akun, at=AT + 10 * MENIT))

    services.end(**act(ujian, akun, at=AT + 15 * MENIT))

    after = now(p)
    assert (after.status, after.dijeda_at, after.jeda) == ("selesai", None, 300)


@pytest.mark.django_db(transaction=True)
def test_two_proctors_who_resume_at_once_give_the_pause_back_once() -> None:
    akun, ujian = make_akun("proktor"), make_ujian()
    p = begin(ujian)
    services.pause(**act(ujian, akun, at=AT + MENIT))
    got: list[str] = []
    gate = threading.Barrier(4)

    def resume() -> None:
        try:
            gate.wait()
            got.append(str(services.resume(**act(ujian, akun, at=AT + 3 * MENIT))))
        except ValidationError as refused:
            got.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=resume) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == ["1", "not_paused", "not_paused", "not_paused"]
    assert now(p).jeda == 120


# ---------- Time ----------


def test_minutes_lengthen_a_timed_section_too(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    other = begin(ujian, 1)
    time_sections(p)

    services.add_time(**act(ujian, akun, menit=7))

    assert (now(p).tambahan, now(p).bagian_tambahan) == (420, 420)
    assert (now(other).tambahan, now(other).bagian_tambahan) == (420, 0)


def test_an_act_on_all_rooms_of_a_session_is_noted_in_each_room_where_it_reached_somebody(
    ujian: Ujian, p: Pengerjaan, akun: Akun
) -> None:
    second, empty = make_ruang_sesi(ujian.ruang_sesi.sesi), make_ruang_sesi(ujian.ruang_sesi.sesi)
    person = make_peserta(ujian.gelombang)
    seat(person, second, 1)
    services.prepare_naskah(gelombang_id=ujian.gelombang.pk, at=AT)
    ujian.peserta.append(person)
    begin(Ujian(ujian.gelombang, second, ujian.peserta), 3)
    before = Jejak.objects.count()

    rooms = [ujian.ruang_sesi.pk, second.pk, empty.pk]
    count = services.add_time(**act(ujian, akun, ruang_sesi_id=rooms, menit=5))

    assert count == 2
    assert sorted(TindakanProktor.objects.values_list("ruang_sesi_id", "pengerjaan_id")) == [
        (ujian.ruang_sesi.pk, None),
        (second.pk, None),
    ]
    assert Jejak.objects.count() == before + 2


# ---------- Let in ----------


def test_somebody_let_in_is_marked_once_and_only_before_the_start(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    waiting = ujian.peserta[1].pk

    count = services.let_in(**act(ujian, akun, peserta_ids=[waiting, p.peserta_id]))

    assert count == 1
    assert dict(Pengerjaan.objects.values_list("peserta_id", "izin_at")) == {
        p.peserta_id: None,
        waiting: AT + MENIT,
        ujian.peserta[2].pk: None,
    }
    assert refusal(services.let_in, **act(ujian, akun, peserta_ids=[waiting])) == "already_let_in"
    assert refusal(services.let_in, **act(ujian, akun, peserta_ids=[p.peserta_id])) == "already_begun"


# ---------- End and reopen ----------


def test_a_sitting_handed_in_by_mistake_goes_on_with_all_its_answers(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    save(p, (0, 1, 1, "A"), (1, 1, 2, "B"))
    first = services.submit(pengerjaan_id=p.pk, lease=p.lease, at=AT + 10 * MENIT)
    hash_before = now(p).receipt_hash

    services.reopen(**act(ujian, akun, at=AT + 12 * MENIT))
    opened = services.open_page(pengerjaan_id=p.pk, session_lease="cd" * 16, at=AT + 13 * MENIT)
    open_again = now(p)
    save(open_again, (2, opened.epoch, 1, "C"), at=AT + 14 * MENIT)
    second = services.submit(pengerjaan_id=p.pk, lease=opened.lease, at=AT + 20 * MENIT)

    after = now(p)
    assert (open_again.status, open_again.finish_kind, open_again.receipt_hash) == ("berjalan", "", "")
    assert sorted(Jawaban.objects.values_list("versi_id", "nilai")) == sorted(zip(p.versi_ids, "ABC", strict=False))
    assert (second.receipt_code, second.is_first) == (first.receipt_code, True)
    assert after.receipt_hash == answers_digest(str(p.pk), answers_of(p.pk)) != hash_before
    assert (after.tambahan, after.finished_at) == (0, AT + 20 * MENIT)


@pytest.mark.parametrize("kind", ["peserta", "proktor", "waktu"])
def test_a_reopened_sitting_whose_time_is_over_gets_the_minutes_from_now(
    ujian: Ujian, p: Pengerjaan, akun: Akun, kind: str
) -> None:
    time_sections(p)
    save(p, (0, 1, 1, "A"))
    if kind == "peserta":
        services.submit(pengerjaan_id=p.pk, lease=p.lease, at=END - MENIT)
    elif kind == "proktor":
        services.end(**act(ujian, akun, at=END - MENIT))
    else:
        services.sweep(at=END + 2 * MENIT)
    late = END + 30 * MENIT

    assert refusal(services.reopen, **act(ujian, akun, late)) == "no_time_left"
    services.reopen(**act(ujian, akun, late, menit=5))

    after = now(p)
    assert (after.status, after.tambahan) == ("berjalan", 35 * 60)
    assert after.bagian_tambahan == int((late - AT).total_seconds()) - 1200 + 300
    assert services.sweep(at=late + 6 * MENIT) == 0
    assert services.sweep(at=late + 6 * MENIT + DETIK) == 1
    assert notes()[-1] == ("buka_ulang", p.pk, 35 * 60)


def test_reopening_says_what_stands_against_it(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    at = AT + 5 * MENIT

    assert refusal(services.reopen, **act(ujian, akun, at)) == "still_running"
    assert refusal(services.reopen, **act(ujian, akun, at, peserta_ids=[ujian.peserta[1].pk])) == "nobody_chosen"
    assert refusal(services.reopen, **act(ujian, akun, at, menit=181)) == "menit_out_of_range"
    services.end(**act(ujian, akun, at))
    ujian.gelombang.status = "selesai"
    ujian.gelombang.save()
    assert refusal(services.reopen, **act(ujian, akun, at)) == "wave_closed"


# ---------- Card code ----------


def test_a_new_code_takes_the_sitting_from_whoever_holds_it(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    nip = ujian.peserta[0].pegawai.nip

    services.reissue_code(**act(ujian, akun, peserta_id=p.peserta_id, nip=nip))

    assert (now(p).lease, now(p).epoch) == ("", p.epoch + 1)
    assert save(p, (0, 1, 1, "A"), lease=p.lease).pintu == "lain"


def test_a_new_code_before_the_start_changes_no_sitting(ujian: Ujian, akun: Akun) -> None:
    person = ujian.peserta[0]

    services.reissue_code(**act(ujian, akun, peserta_id=person.pk, nip=person.pegawai.nip))

    assert (ujian.pengerjaan.status, ujian.pengerjaan.epoch) == ("siap", 0)


# ---------- Notes, messages, calls ----------


def test_an_incident_has_a_category(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    services.note_event(**act(ujian, akun, kategori="listrik"))
    services.note_event(**act(ujian, akun, kategori="kesehatan", peserta_ids=[p.peserta_id]))

    assert list(TindakanProktor.objects.order_by("pk").values_list("kategori", "pengerjaan_id")) == [
        ("listrik", None),
        ("kesehatan", p.pk),
    ]
    assert refusal(services.note_event, **act(ujian, akun, kategori="cuaca")) == "kategori_unknown"


def test_a_message_reaches_the_page_of_those_it_is_for(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    other = begin(ujian, 1, lease="cd" * 16)

    services.send_message(**act(ujian, akun, alasan="Tutup jendela.", peserta_ids=[p.peserta_id]))
    services.send_message(**act(ujian, akun, alasan="Sepuluh menit lagi."))

    assert [n["alasan"] for n in save(p).news] == ["Tutup jendela.", "Sepuluh menit lagi."]
    assert [n["alasan"] for n in save(other).news] == ["Sepuluh menit lagi."]


def ask(p: Pengerjaan, jenis: str = "panggil", **fields: Any) -> TindakanProktor:
    return TindakanProktor.objects.create(
        ruang_sesi_id=p.ruang_sesi_id, pengerjaan=p, jenis=jenis, alasan="Mohon bantuan", at=AT, **fields
    )


def test_a_call_is_answered_once_and_the_caller_reads_it(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    call = ask(p)

    services.answer_call(**act(ujian, akun, tindakan_id=call.pk, alasan="Saya ke meja Anda."))

    assert [(n["jenis"], n["alasan"]) for n in save(p).news] == [("tanggap", "Saya ke meja Anda.")]
    assert refusal(services.answer_call, **act(ujian, akun, tindakan_id=call.pk)) == "call_answered"
    assert refusal(services.answer_call, **act(ujian, akun, tindakan_id=call.pk + 999)) == "call_missing"


def test_a_call_of_another_room_cannot_be_answered(p: Pengerjaan, akun: Akun) -> None:
    call = ask(p)
    other = make_ujian(nama="Lain", mulai=AT + 24 * 60 * MENIT)

    assert refusal(services.answer_call, **act(other, akun, tindakan_id=call.pk)) == "call_missing"


# ---------- All of them ----------


ORDERS = [
    (services.add_time, {"menit": 5}),
    (services.pause, {}),
    (services.resume, {}),
    (services.move_device, {}),
    (services.let_in, {}),
    (services.end, {}),
    (services.reopen, {}),
    (services.note_event, {}),
    (services.send_message, {}),
    (services.answer_call, {"tindakan_id": 1}),
    (services.grant_outage, {"dari": AT, "sampai": END}),
    (services.leave_outage, {"dari": AT, "sampai": END}),
]


@pytest.mark.parametrize(("order", "more"), ORDERS, ids=[o.__name__ for o, _ in ORDERS])
def test_every_act_asks_a_reason(ujian: Ujian, p: Pengerjaan, akun: Akun, order: Any, more: dict) -> None:
    assert refusal(order, **act(ujian, akun, alasan=" \t", **more)) == "alasan_missing"
    assert notes() == []


def test_every_act_is_in_the_audit_trail(ujian: Ujian, p: Pengerjaan, akun: Akun) -> None:
    call = ask(p)
    services.let_in(**act(ujian, akun, peserta_ids=[ujian.peserta[1].pk]))
    services.pause(**act(ujian, akun))
    services.resume(**act(ujian, akun))
    services.answer_call(**act(ujian, akun, tindakan_id=call.pk))
    services.send_message(**act(ujian, akun))
    services.end(**act(ujian, akun))
    services.reopen(**act(ujian, akun))

    trail = Jejak.objects.filter(akun=akun, alasan="Listrik padam")

    assert sorted(trail.values_list("tindakan", flat=True)) == [
        *("ujian.akhiri", "ujian.buka_ulang", "ujian.izin", "ujian.jeda", "ujian.lanjut", "ujian.pesan"),
        "ujian.tanggap",
    ]
    assert {row.objek for row in trail} == {f"ruang_sesi:{ujian.ruang_sesi.pk}"}
