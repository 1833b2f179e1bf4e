"""Sessions and the clock: what opens, closes and follows, and what refuses to."""

from datetime import timedelta

import pytest
from django.db import connection

from antrean.queries import database_faults
from asesmen.gelombang import services
from asesmen.gelombang.models import Gelombang, RuangSesi, Sesi
from asesmen.gelombang.rules import StatusGelombang
from pegawai.models import Jejak
from tests.gelombang.factories import AT, MULAI, make_gelombang, make_peserta, make_ruang_sesi, make_sesi, seat

pytestmark = pytest.mark.django_db


def test_set_status_follows_the_table_and_leaves_a_trace():
    gelombang = make_gelombang(status="selesai")

    services.set_status(gelombang_id=gelombang.pk, to=StatusGelombang.DINILAI, akun_id=None, at=AT)
    with pytest.raises(services.StatusNotNext):
        services.set_status(gelombang_id=gelombang.pk, to=StatusGelombang.DIUMUMKAN, akun_id=None, at=AT)

    assert Gelombang.objects.get().status == "dinilai"
    assert list(Jejak.objects.values_list("tindakan", "ringkas")) == [
        ("gelombang.status", f"Gelombang {gelombang.nama}: selesai menjadi dinilai")
    ]


def locked_wave(*starts) -> Gelombang:
    gelombang = make_gelombang(status="dikunci")
    for start in starts:
        make_ruang_sesi(make_sesi(gelombang, mulai=start, status="dikunci"))
    return gelombang


def states(gelombang: Gelombang) -> tuple[str, list[str]]:
    gelombang.refresh_from_db()
    return gelombang.status, list(gelombang.sesi.order_by("mulai").values_list("status", flat=True))


def test_sweep_sesi_opens_and_closes_by_the_clock_and_the_wave_follows():
    later = MULAI + timedelta(hours=3)
    gelombang = locked_wave(MULAI, later)

    def at(moment):
        services.sweep_sesi(at=moment)
        return states(gelombang)

    assert at(MULAI - timedelta(seconds=1)) == ("dikunci", ["dikunci", "dikunci"])
    assert at(MULAI) == ("berlangsung", ["berlangsung", "dikunci"])
    assert at(MULAI + timedelta(hours=2)) == ("berlangsung", ["selesai", "dikunci"])
    assert at(later) == ("berlangsung", ["selesai", "berlangsung"])
    assert at(later + timedelta(hours=2)) == ("selesai", ["selesai", "selesai"])


def test_sweep_sesi_waits_for_the_longest_extra_time():
    gelombang = locked_wave(MULAI)
    seat(make_peserta(gelombang, tambahan_menit=30), RuangSesi.objects.get())
    services.sweep_sesi(at=MULAI)

    services.sweep_sesi(at=MULAI + timedelta(minutes=149))
    assert states(gelombang)[1] == ["berlangsung"]
    services.sweep_sesi(at=MULAI + timedelta(minutes=150))
    assert states(gelombang)[1] == ["selesai"]


def test_sweep_sesi_catches_up_after_the_server_was_off():
    gelombang = locked_wave(MULAI)

    done = services.sweep_sesi(at=MULAI + timedelta(days=1))

    pk = Sesi.objects.get().pk
    assert done == {"dibuka": [pk], "ditutup": [pk]}
    assert states(gelombang) == ("selesai", ["selesai"])
    assert services.sweep_sesi(at=MULAI + timedelta(days=1)) == {"dibuka": [], "ditutup": []}


def test_sweep_sesi_leaves_a_plan_alone():
    sesi = make_sesi()

    assert services.sweep_sesi(at=MULAI) == {"dibuka": [], "ditutup": []}
    sesi.refresh_from_db()
    assert sesi.status == "rencana"


def test_open_sesi_from_thirty_minutes_before_until_the_end():
    sesi_id = locked_wave(MULAI).sesi.get().pk

    for moment in (MULAI - timedelta(minutes=30, seconds=1), MULAI + timedelta(hours=2)):
        with pytest.raises(services.SesiNotStartable):
            services.open_sesi(sesi_id=sesi_id, akun_id=None, at=moment)
    assert services.open_sesi(sesi_id=sesi_id, akun_id=None, at=MULAI - timedelta(minutes=30)).status == "berlangsung"
    assert services.open_sesi(sesi_id=sesi_id, akun_id=None, at=MULAI).status == "berlangsung"


def database(synchronous_commit: str) -> list[str]:
    """Let this connection promise less or more; the run's own server is forgetful in other settings, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', %s, true)", [synchronous_commit])
    return database_faults()


def test_open_sesi_refuses_a_database_that_may_lose_a_confirmed_answer(settings):
    settings.MODE = "production"
    sesi_id = locked_wave(MULAI).sesi.get().pk
    others = database("on")
    assert database("off") == [*others, "synchronous_commit"]

    with pytest.raises(services.DatabaseForgetful) as refusal:
        services.open_sesi(sesi_id=sesi_id, akun_id=None, at=MULAI)

    assert refusal.value.code == "database_forgetful"
    assert f"dengan {', '.join([*others, 'synchronous_commit'])} tidak menyala" in refusal.value.message
    assert Sesi.objects.get().status == "dikunci"


def test_sweep_sesi_opens_nothing_on_a_forgetful_database_and_still_closes(settings, caplog):
    running, due = locked_wave(MULAI), locked_wave(MULAI + timedelta(hours=3))
    services.sweep_sesi(at=MULAI)
    settings.MODE = "run"
    database("off")

    done = services.sweep_sesi(at=MULAI + timedelta(hours=3))

    assert done == {"dibuka": [], "ditutup": [running.sesi.get().pk]}
    assert states(due) == ("dikunci", ["dikunci"])
    assert [record.message.split(":")[0] for record in caplog.records] == ["1 sessions are not opened"]


def test_close_sesi_refuses_what_does_not_run():
    sesi_id = locked_wave(MULAI).sesi.get().pk

    with pytest.raises(services.SesiNotRunning):
        services.close_sesi(sesi_id=sesi_id, akun_id=None, at=MULAI)


def test_unlock_refuses_once_a_session_has_begun():
    gelombang = locked_wave(MULAI)
    services.sweep_sesi(at=MULAI)

    with pytest.raises(services.StatusNotNext):
        services.unlock_gelombang(gelombang_id=gelombang.pk, alasan="x", akun_id=None, at=MULAI)
    with pytest.raises(services.StatusNotNext):
        services.cancel_gelombang(gelombang_id=gelombang.pk, alasan="x", akun_id=None, at=MULAI)


def test_lock_refuses_with_codes():
    gelombang = make_gelombang()
    make_peserta(gelombang)
    make_ruang_sesi(make_sesi(gelombang, mulai=AT - timedelta(days=1)))

    with pytest.raises(services.GelombangNotReady) as refusal:
        services.lock_gelombang(gelombang_id=gelombang.pk, akun_id=None, at=AT)

    assert [e.code for e in refusal.value.error_list] == [
        "tanpa_instrumen", "tanpa_aturan", "sesi_lewat", "belum_ditempatkan",
    ]  # fmt: skip
