"""A room loses its line: what the console proposes, and what becomes of the proposal."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from asesmen.ujian import queries, services
from asesmen.ujian.models import Pengerjaan, Putus, TindakanProktor
from asesmen.ujian.rules import Gangguan
from pegawai.models import Akun
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian

pytestmark = pytest.mark.django_db


@pytest.fixture
def akun() -> Akun:
    return make_akun("proktor")


def cut(ujian: Ujian, count: int, minutes: int, *, is_back: bool = True) -> datetime:
    """Six people work; the first `count` are silent for these minutes, until now. Returns when they fell silent."""
    begun = timezone.now() - 40 * MENIT
    fell = timezone.now() - timedelta(minutes=minutes)
    for n in range(6):
        p = begin(ujian, n, at=begun, lease=f"{n:032x}")
        Pengerjaan.objects.filter(pk=p.pk).update(last_seen_at=fell if n < count else timezone.now())
        if n >= count or is_back:
            services.show_life(pengerjaan_id=p.pk, lease=p.lease)
    return fell


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(orang=7, mulai=timezone.now() - 45 * MENIT)


def proposals(ujian: Ujian) -> list[Gangguan]:
    room, at = ujian.ruang_sesi.pk, timezone.now()
    return queries.kabar_ruang([room], queries.keadaan_ruang(room, at), at).gangguan.get(room, [])


def act(ujian: Ujian, akun: Akun, outage: Gangguan, **more: Any) -> dict[str, Any]:
    return {
        "ruang_sesi_id": ujian.ruang_sesi.pk,
        "dari": outage.dari,
        "sampai": outage.sampai,
        "alasan": "Sambungan ruang terputus",
        "akun": akun,
        "at": timezone.now(),
    } | more


def refusal(order: Any, **values: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        order(**values)
    return caught.value.code


def test_a_room_that_was_cut_off_gets_its_minutes_by_one_order(ujian: Ujian, akun: Akun) -> None:
    fell = cut(ujian, 4, 7)

    [outage] = proposals(ujian)
    given = services.grant_outage(**act(ujian, akun, outage))

    assert Putus.objects.count() == 4
    assert (outage.dari, outage.diam, outage.berjalan, outage.menit) == (fell, 4, 6, 8)
    assert given == (4, 8)
    assert list(Pengerjaan.objects.order_by("peserta_id").values_list("tambahan", flat=True)) == [480] * 4 + [0] * 3
    rows = TindakanProktor.objects.filter(jenis="tambah_waktu")
    assert set(rows.values_list("detik", "dari", "sampai")) == {(480, outage.dari, outage.sampai)}
    assert proposals(ujian) == []
    assert refusal(services.grant_outage, **act(ujian, akun, outage)) == "gangguan_gone"


def test_an_outage_that_is_left_without_is_proposed_no_more(ujian: Ujian, akun: Akun) -> None:
    cut(ujian, 4, 7)
    [outage] = proposals(ujian)

    services.leave_outage(**act(ujian, akun, outage, alasan="Peserta sedang istirahat"))

    assert proposals(ujian) == []
    assert refusal(services.grant_outage, **act(ujian, akun, outage)) == "gangguan_gone"
    assert set(Pengerjaan.objects.values_list("tambahan", flat=True)) == {0}


def test_a_room_that_is_still_silent_is_shown_and_cannot_be_granted_yet(ujian: Ujian, akun: Akun) -> None:
    fell = cut(ujian, 4, 5, is_back=False)

    [outage] = proposals(ujian)

    assert (outage.dari, outage.is_berlangsung, outage.diam, outage.berjalan) == (fell, True, 4, 6)
    assert refusal(services.grant_outage, **act(ujian, akun, outage)) == "gangguan_gone"


def test_a_silence_while_the_room_was_paused_is_owed_nothing(ujian: Ujian, akun: Akun) -> None:
    begun = timezone.now() - 40 * MENIT
    for n in range(6):
        begin(ujian, n, at=begun, lease=f"{n:032x}")
    room = {"ruang_sesi_id": ujian.ruang_sesi.pk, "alasan": "Alarm kebakaran", "akun": akun}
    services.pause(at=timezone.now() - 20 * MENIT, **room)
    Pengerjaan.objects.exclude(started_at=None).update(last_seen_at=timezone.now() - 19 * MENIT)
    services.resume(at=timezone.now() - MENIT, **room)
    Pengerjaan.objects.exclude(started_at=None).update(last_seen_at=timezone.now() - 19 * MENIT)
    for p in Pengerjaan.objects.filter(status="berjalan"):
        services.show_life(pengerjaan_id=p.pk, lease=p.lease)

    assert Putus.objects.count() == 6
    assert proposals(ujian) == []


def test_whoever_the_clock_ended_in_the_dark_goes_on_with_the_minutes(ujian: Ujian, akun: Akun) -> None:
    cut(ujian, 4, 10, is_back=False)
    Pengerjaan.objects.filter(status="berjalan").update(batas_sesi=timezone.now() - 2 * MENIT)
    services.sweep(at=timezone.now())

    [outage] = proposals(ujian)
    services.grant_outage(**act(ujian, akun, outage))

    assert (outage.menit, len(outage.siapa)) == (9, 4)
    assert list(Pengerjaan.objects.order_by("peserta_id").values_list("status", flat=True)) == [
        *["berjalan"] * 4,
        *["selesai"] * 2,
        "siap",
    ]


def test_an_outage_that_nobody_saw_is_refused(ujian: Ujian, akun: Akun) -> None:
    cut(ujian, 2, 7)
    nobody = Gangguan(timezone.now() - 7 * MENIT, timezone.now(), (1,), 4, 6, False)

    assert proposals(ujian) == []
    assert refusal(services.grant_outage, **act(ujian, akun, nobody)) == "gangguan_gone"
