"""Dull, valid, minimal waves: everything a test does not name is filled in."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from asesmen.gelombang.models import Gelombang, Penempatan, Peserta, Ruang, RuangSesi, Sesi
from tests.pegawai.factories import make_pegawai

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
MULAI = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
_number = count(1)


def make_gelombang(**fields: Any) -> Gelombang:
    values = {
        "nama": f"Gelombang {next(_number)}",
        "tujuan": "pemetaan",
        "tanggal_acuan": date(2026, 12, 1),
        "created_at": AT,
    }
    return Gelombang.objects.create(**values | fields)


def make_ruang(**fields: Any) -> Ruang:
    n = next(_number)
    return Ruang.objects.create(**{"kode": f"R{n}", "nama": f"Ruang {n}", "jumlah_kursi": 40, "kapasitas": 36} | fields)


def make_sesi(gelombang: Gelombang | None = None, **fields: Any) -> Sesi:
    gelombang = gelombang or make_gelombang()
    nomor = gelombang.sesi.count() + 1
    mulai = fields.pop("mulai", MULAI + timedelta(hours=2, minutes=30) * (nomor - 1))
    values = {"nomor": nomor, "selesai": mulai + timedelta(hours=2)}
    return Sesi.objects.create(gelombang=gelombang, mulai=mulai, **values | fields)


def make_ruang_sesi(sesi: Sesi | None = None, ruang: Ruang | None = None, **fields: Any) -> RuangSesi:
    sesi = sesi or make_sesi()
    values = {"rentang": DateTimeTZRange(sesi.mulai, sesi.selesai), "rahasia": f"{next(_number):064d}"}
    return RuangSesi.objects.create(sesi=sesi, ruang=ruang or make_ruang(), **values | fields)


def make_peserta(gelombang: Gelombang | None = None, pegawai: Any = None, **fields: Any) -> Peserta:
    gelombang = gelombang or make_gelombang()
    values = {"nomor": f"26001-{next(_number):04d}", "created_at": AT}
    return Peserta.objects.create(gelombang=gelombang, pegawai=pegawai or make_pegawai(), **values | fields)


def seat(peserta: Peserta, ruang_sesi: RuangSesi, kursi: int | None = None, **fields: Any) -> Penempatan:
    kursi = kursi or ruang_sesi.penempatan.count() + 1
    return Penempatan.objects.create(
        peserta=peserta,
        pegawai_id=peserta.pegawai_id,
        ruang_sesi=ruang_sesi,
        rentang=ruang_sesi.rentang,
        kursi=kursi,
        **fields,
    )
