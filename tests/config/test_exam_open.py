from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from asesmen.gelombang.models import Gelombang, Sesi
from pegawai.models import Jejak


def make_sesi(status: str) -> Sesi:
    now = timezone.now()
    gelombang = Gelombang.objects.create(nama="Uji", tujuan="pemetaan", tanggal_acuan=now.date(), created_at=now)
    return Sesi.objects.create(
        gelombang=gelombang, nomor=1, mulai=now - timedelta(hours=1), selesai=now + timedelta(hours=1), status=status
    )


def forget_a_migration() -> None:
    """Make one migration look new; it changes nothing that migrating again would break."""
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("sessions", "0001_initial")


@pytest.mark.django_db
def test_exam_open_is_content_while_nobody_sits() -> None:
    make_sesi("selesai")
    out = StringIO()

    call_command("exam_open", stdout=out)

    assert out.getvalue() == "Tidak ada sesi ujian yang sedang berlangsung.\n"


@pytest.mark.django_db
def test_exam_open_fails_while_a_sesi_runs() -> None:
    make_sesi("berlangsung")

    with pytest.raises(CommandError, match="Ada sesi ujian yang sedang berlangsung"):
        call_command("exam_open")


@pytest.mark.django_db
def test_migrate_refuses_while_a_sesi_runs() -> None:
    make_sesi("berlangsung")
    forget_a_migration()

    with pytest.raises(CommandError, match="perubahan tabel ditunda"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_migrate_with_nothing_to_do_is_harmless_while_a_sesi_runs() -> None:
    make_sesi("berlangsung")

    call_command("migrate", verbosity=0)

    assert Jejak.objects.count() == 0


@pytest.mark.django_db
def test_migrate_forced_with_a_reason_enters_the_audit_trail() -> None:
    make_sesi("berlangsung")
    forget_a_migration()

    call_command("migrate", verbosity=0, fake=True, force_with_reason="Kunci jawaban rusak")

    assert list(Jejak.objects.values_list("tindakan", "alasan")) == [("tabel.ubah", "Kunci jawaban rusak")]


@pytest.mark.django_db
def test_migrate_is_not_forced_by_an_empty_reason() -> None:
    make_sesi("berlangsung")
    forget_a_migration()

    with pytest.raises(CommandError, match="perubahan tabel ditunda"):
        call_command("migrate", verbosity=0, force_with_reason="  ")
