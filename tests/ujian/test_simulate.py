"""The rehearsal goes through the real door, over the wire."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from asesmen.gelombang.models import Gelombang, KodeKartu, Sesi
from asesmen.gelombang.services.gladi import NotRehearsal, move_sesi
from asesmen.ujian import queries, services
from asesmen.ujian.management.gladi.catatan import Catatan, percentile
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from tests.gelombang.factories import make_peserta, make_ruang_sesi, make_sesi, seat
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian


def simulate(ujian: Ujian, url: str = "http://127.0.0.1:9", **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("simulate", gelombang=ujian.gelombang.pk, url=url, json=True, workers=4, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_participant_goes_from_the_card_to_the_receipt(live_server: Any) -> None:
    ujian = make_ujian(orang=4, mulai=timezone.now() - MENIT, per_tipe=2)
    excluded = ujian.peserta[3]
    plans = {
        i.pengerjaan_id: {s.versi: s.nilai for s in i.langkah}
        for i in services.plan_isian(gelombang_id=ujian.gelombang.pk, seed="7")
    }

    told = simulate(ujian, live_server.url, seed="7", exclude_nip=[excluded.pegawai.nip])

    assert (told["peserta"], told["galat"]) == (3, 0)
    states = dict(Pengerjaan.objects.values_list("peserta_id", "status"))
    assert states == {p.pk: "siap" if p == excluded else "selesai" for p in ujian.peserta}
    for p in Pengerjaan.objects.filter(status="selesai"):
        stored = dict(Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "nilai"))
        assert stored == plans[p.pk]
    assert told["jawaban"] >= LogJawaban.objects.count() > 0
    assert not KodeKartu.objects.filter(revoked_at=None).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_timed_sections_are_sat_one_after_the_other(live_server: Any) -> None:
    ujian = make_ujian(orang=2, mulai=timezone.now() - MENIT, per_tipe=3, bagian_menit=(20, 20))
    plans = {
        i.pengerjaan_id: {s.versi: s.nilai for s in i.langkah}
        for i in services.plan_isian(gelombang_id=ujian.gelombang.pk, seed="7")
    }

    told = simulate(ujian, live_server.url, seed="7")

    assert (told["peserta"], told["galat"], told["langkah"]["lanjut"]["permintaan"]) == (2, 0, 2)
    assert set(LogJawaban.objects.values_list("keadaan", flat=True)) == {"diterima"}
    for p in Pengerjaan.objects.all():
        assert (p.status, p.bagian_ke) == ("selesai", 1)
        assert dict(Jawaban.objects.filter(pengerjaan=p).values_list("versi_id", "nilai")) == plans[p.pk]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_moves_its_sessions_to_now_one_after_the_other(live_server: Any) -> None:
    ujian = make_ujian(orang=2, mulai=timezone.now() + timedelta(days=3), is_simulasi=True)
    second = make_sesi(ujian.gelombang, mulai=ujian.ruang_sesi.sesi.selesai, status="dikunci")
    room = make_ruang_sesi(second, ruang=ujian.ruang_sesi.ruang)
    seat(make_peserta(ujian.gelombang), room)
    services.prepare_naskah(gelombang_id=ujian.gelombang.pk, at=timezone.now())

    told = simulate(ujian, live_server.url, rehearse=True)

    assert (told["peserta"], told["galat"]) == (3, 0)
    assert {p.status for p in Pengerjaan.objects.all()} == {"selesai"}
    assert set(Sesi.objects.values_list("status", flat=True)) == {"selesai"}
    assert Gelombang.objects.get().status == "selesai"


@pytest.mark.django_db
def test_a_closed_wave_is_refused_with_a_sentence() -> None:
    ujian = make_ujian(mulai=timezone.now() + timedelta(days=3))

    with pytest.raises(CommandError, match="Tidak ada sesi yang sedang dibuka"):
        simulate(ujian)
    with pytest.raises(CommandError, match="bukan gladi bersih"):
        simulate(ujian, rehearse=True)
    Pengerjaan.objects.all().delete()
    with pytest.raises(CommandError, match="belum disiapkan"):
        simulate(ujian)
    with pytest.raises(CommandError, match="Gelombang 999999 tidak ada"):
        call_command("simulate", gelombang=999999)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_server_that_does_not_answer_is_counted_and_the_codes_are_revoked() -> None:
    ujian = make_ujian(mulai=timezone.now() - MENIT)

    with pytest.raises(CommandError, match="1 dari 1 peserta tidak sampai"):
        simulate(ujian)
    assert not KodeKartu.objects.filter(revoked_at=None).exists()


@pytest.mark.django_db
def test_only_a_locked_rehearsal_can_be_moved() -> None:
    ujian = make_ujian(is_simulasi=True)
    now = timezone.now()
    move = {"sesi_id": ujian.ruang_sesi.sesi_id, "mulai": now, "selesai": now + 60 * MENIT, "akun_id": None, "at": now}

    move_sesi(**move)
    ujian.ruang_sesi.refresh_from_db()
    assert (ujian.ruang_sesi.rentang.lower, ujian.ruang_sesi.penempatan.get().rentang.upper) == (now, now + 60 * MENIT)

    Gelombang.objects.update(is_simulasi=False)
    with pytest.raises(NotRehearsal):
        move_sesi(**move)
    Gelombang.objects.update(is_simulasi=True, status="rencana")
    with pytest.raises(NotRehearsal):
        move_sesi(**move)


@pytest.mark.django_db
def test_who_sits_now_is_counted() -> None:
    ujian = make_ujian(orang=2)
    begin(ujian, 1)

    assert queries.running_in([p.pk for p in ujian.peserta]) == 1
    assert queries.running_in([ujian.peserta[0].pk]) == 0


def test_percentiles_are_values_that_were_measured() -> None:
    numbers = [float(n) for n in range(1, 101)]

    assert [percentile(numbers, q) for q in (50, 95, 99, 100)] == [50.0, 95.0, 99.0, 100.0]
    assert percentile([], 99) == 0.0
    assert percentile([3.0], 50) == 3.0


def test_the_summary_names_every_step_and_every_trouble() -> None:
    catatan = Catatan()
    catatan.took("simpan", 0.012)
    catatan.failed("mulai", "26001-0001: dijawab 409")

    table = catatan.table(2.0)

    assert "simpan" in table
    assert "1 galat" in table
    assert "26001-0001: dijawab 409" in table
