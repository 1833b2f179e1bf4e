"""Retention: the dry run counts what a purge then deletes, nothing else goes, and each kind is noted."""

from datetime import datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from antrean import services as antrean
from antrean.models import Pekerjaan
from asesmen.penugasan.models import BerkasKiriman
from laporan import queries, services, tasks  # noqa: F401 - registers the job
from laporan.rules.retensi import JENIS
from pegawai.models import BarisImpor, Impor, Jejak, Pengaturan, PermintaanKoreksi
from pegawai.services import ImporNotWithdrawable, withdraw_impor
from tests.pegawai.factories import make_akun, make_pegawai
from tests.penugasan.factories import make_marked

pytestmark = pytest.mark.django_db
TODAY = timezone.now()


def ago(days: int) -> datetime:
    return TODAY - timedelta(days=days)


def make_import(applied: datetime) -> Impor:
    impor = Impor.objects.create(
        jenis="pegawai", berkas_nama="a.xlsx", sha256="0" * 64, status="diterapkan", created_at=applied,
        applied_at=applied,
    )  # fmt: skip
    BarisImpor.objects.create(impor=impor, nomor=2, keadaan="baru", data={"nip": "1"})
    return impor


def make_job(ended: datetime) -> Pekerjaan:
    job = Pekerjaan.objects.create(jenis="uji", judul="Uji", status="selesai", created_at=ended, finished_at=ended)
    job.berkas.save("a.txt", ContentFile(b"isi"))
    return job


def make_koreksi(answered: datetime) -> PermintaanKoreksi:
    akun = make_akun("asn", pegawai=make_pegawai())
    return PermintaanKoreksi.objects.create(
        pegawai=akun.pegawai, akun=akun, bidang="unit", penjelasan="x", status="ditolak", jawaban="y",
        created_at=answered, dijawab_at=answered, dijawab_oleh=akun,
    )  # fmt: skip


def make_attempt(at: datetime) -> None:
    for model, more in ((AccessAttempt, {"failures_since_start": 1}), (AccessLog, {})):
        row = model.objects.create(username="a", ip_address="10.0.0.1", path_info="/masuk/", user_agent=str(at), **more)
        model.objects.filter(pk=row.pk).update(attempt_time=at)


@pytest.fixture
def old_and_new(settings) -> dict[str, list]:
    """Of each kind one just over its time, one just within."""
    jobs = [make_job(ago(91)), make_job(ago(89))]
    imports = [make_import(ago(366)), make_import(ago(364))]
    requests = [make_koreksi(ago(731)), make_koreksi(ago(729))]
    for days in (181, 179):
        make_attempt(ago(days))
    for days in (1, -1):
        Session.objects.create(session_key=f"kunci{days}", session_data="", expire_date=ago(days))
    files = [make_marked().berkas.get() for _ in range(2)]
    for row, days in zip(files, (1826, 1824), strict=True):
        row.berkas.save("a.pdf", ContentFile(b"%PDF"))
        BerkasKiriman.objects.filter(pk=row.pk).update(uploaded_at=ago(days))
    return {"jobs": jobs, "imports": imports, "requests": requests, "files": files}


def counted() -> dict[str, int]:
    return {row.jenis.kunci: row.jumlah for row in queries.retensi_rows(TODAY)}


def test_the_dry_run_counts_and_deletes_nothing(old_and_new, capsys):
    call_command("retensi", "--dry-run")

    assert counted() == dict.fromkeys((jenis.kunci for jenis in JENIS), 1)
    assert "Berkas tugas peserta: 1 lewat masa simpan (disimpan 1825 hari sejak diunggah)" in capsys.readouterr().out
    assert Pekerjaan.objects.count() == 2


def test_a_purge_deletes_what_the_dry_run_counted_and_nothing_else(old_and_new):
    admin = make_akun("administrator")
    storage, path = old_and_new["jobs"][0].berkas.storage, old_and_new["jobs"][0].berkas.name

    done = services.purge(akun_id=admin.pk, alasan="Jadwal tahunan", at=TODAY)

    assert done == {jenis.nama: 1 for jenis in JENIS}
    assert set(counted().values()) == {0}
    assert list(Pekerjaan.objects.all()) == [old_and_new["jobs"][1]]
    assert not storage.exists(path)
    assert list(BarisImpor.objects.values_list("impor_id", flat=True)) == [old_and_new["imports"][1].pk]
    assert Impor.objects.count() == 2
    assert list(PermintaanKoreksi.objects.all()) == [old_and_new["requests"][1]]
    assert (AccessAttempt.objects.count(), AccessLog.objects.count(), Session.objects.count()) == (1, 1, 1)
    assert [bool(row.berkas) for row in BerkasKiriman.objects.order_by("uploaded_at")] == [False, True]
    noted = Jejak.objects.filter(tindakan="retensi.hapus")
    assert {(r.objek, r.alasan, r.akun, r.data["jumlah"]) for r in noted} == {
        (f"retensi:{jenis.kunci}", "Jadwal tahunan", admin, 1) for jenis in JENIS
    }


def test_an_import_whose_rows_are_gone_says_that_it_cannot_be_taken_back(old_and_new):
    services.purge(akun_id=None, alasan="Jadwal", at=TODAY)

    with pytest.raises(ImporNotWithdrawable, match="lewat masa simpannya"):
        withdraw_impor(impor_id=old_and_new["imports"][0].pk, akun=None, at=TODAY, alasan="x")


def test_what_waits_for_somebody_is_never_deleted(old_and_new):
    Impor.objects.update(status="pratinjau", applied_at=None)
    PermintaanKoreksi.objects.update(status="diajukan", dijawab_at=None)
    Pekerjaan.objects.update(status="berjalan", finished_at=None)

    services.purge(akun_id=None, alasan="Jadwal", at=TODAY)

    assert (BarisImpor.objects.count(), PermintaanKoreksi.objects.count(), Pekerjaan.objects.count()) == (2, 2, 2)


def test_zero_days_keeps_for_ever_and_a_hold_stops_everything(old_and_new):
    Pengaturan.objects.create(kunci="retensi_pekerjaan_hari", nilai=0, at=TODAY)
    assert counted()["pekerjaan"] == 0

    Pengaturan.objects.create(kunci="retensi_ditahan", nilai=True, at=TODAY)

    with pytest.raises(ValidationError, match="ditahan"):
        services.purge(akun_id=None, alasan="Jadwal", at=TODAY)
    assert BarisImpor.objects.count() == 2


def test_the_command_asks_for_a_reason_and_tells_what_it_deleted(old_and_new, capsys):
    with pytest.raises(CommandError, match="Sebutkan alasannya"):
        call_command("retensi")

    call_command("retensi", alasan="Jadwal tahunan")

    assert "Baris berkas impor: 1 dihapus" in capsys.readouterr().out


def test_an_administrator_deletes_from_the_page_with_a_reason_and_an_auditor_only_looks(old_and_new, client):
    client.force_login(make_akun("auditor"))
    assert "Hapus sekarang" not in client.get("/pengaturan/masa-simpan/").content.decode()

    client.force_login(make_akun("administrator"))
    assert f"Hapus {len(JENIS)} yang lewat" in client.get("/pengaturan/masa-simpan/").content.decode()
    client.post("/pengaturan/masa-simpan/hapus/", {"alasan": ""})
    assert not Pekerjaan.objects.filter(jenis="laporan.retensi").exists()
    client.post("/pengaturan/masa-simpan/hapus/", {"alasan": "Jadwal tahunan"})
    job = Pekerjaan.objects.get(jenis="laporan.retensi")
    antrean.run(pekerjaan_id=str(job.pk), at=timezone.now())

    job.refresh_from_db()
    assert job.hasil["kalimat"] == f"{len(JENIS)} dihapus karena lewat masa simpan."
    assert "Hapus sekarang" not in client.get("/pengaturan/masa-simpan/").content.decode()
