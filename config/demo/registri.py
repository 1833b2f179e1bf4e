"""People and their earlier results: the sample roster goes the same way as an officer's upload."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pegawai import services

BERKAS = settings.BASE_DIR / "contoh" / "berkas"


def import_berkas(*, jenis: str, nama: str, at: datetime, say: Callable[[str], None]) -> None:
    """Upload, look and apply one sample file; the rows it refuses stay refused."""
    path: Path = BERKAS / nama
    impor = services.open_impor(jenis=jenis, nama=nama, isi=path.read_bytes(), akun=None, at=at)
    services.stage_impor(impor_id=impor.pk, at=at)
    done = services.apply_impor(impor_id=impor.pk, akun=None, at=at)
    say(f"{nama}: {done.ringkasan.get('baru', 0)} baris disimpan, {done.ringkasan.get('ditolak', 0)} ditolak")
