"""Dull people: valid, minimal, told apart by a running number."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from pegawai.models import Akun, Jabatan, Pegawai, PemberianPeran, PerubahanUnit, RiwayatAsesmen, RiwayatPegawai, Unit
from pegawai.rules.peran import Peran
from pegawai.rules.tanggal import add_years

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SANDI = "sandi-uji-yang-panjang"
_number = count(1)


def make_unit(nama: str = "", induk: Unit | None = None, jenis: str = "opd", **fields: Any) -> Unit:
    unit = Unit.objects.create(nama=nama or f"Dinas {next(_number)}", induk=induk, jenis=jenis, **fields)
    unit.jalur = f"{induk.jalur if induk else '/'}{unit.pk}/"
    unit.save(update_fields=["jalur"])
    return unit


def make_jabatan(
    nama: str = "", kelompok: str = "guru", jenis: str = "fungsional", jenjang: str = "Ahli Muda"
) -> Jabatan:
    nama = nama or f"Guru {jenjang}"
    return Jabatan.objects.get_or_create(
        nama=nama, defaults={"jenis": jenis, "jenjang": jenjang, "kelompok": kelompok}
    )[0]


def make_nip(number: int | None = None) -> str:
    """A valid PNS number, born 1980 to 1999, appointed 2010."""
    n = next(_number) if number is None else number
    return f"{1980 + n % 20}{1 + n // 20 % 12:02d}{1 + n // 240 % 28:02d}201001{1 + n % 2}{1 + n // 6720 % 999:03d}"


def make_pegawai(nama: str = "", unit: Unit | None = None, jabatan: Jabatan | None = None, **fields: Any) -> Pegawai:
    number = next(_number)
    nama = nama or f"Pegawai {number}"
    nip = fields.pop("nip", "") or make_nip(number)
    values = {
        "nama_cari": nama.lower(),
        "tanggal_lahir": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        "jenis_kelamin": "L" if nip[14] == "1" else "P",
        "status_asn": "PNS",
        "golongan": "III/c",
        "created_at": AT,
        "updated_at": AT,
    }
    return Pegawai.objects.create(
        nip=nip, nama=nama, unit=unit or make_unit(), jabatan=jabatan or make_jabatan(), **(values | fields)
    )


def make_akun(
    *peran: Peran | str, unit: Unit | None = None, pegawai: Pegawai | None = None, username: str = "", **fields: Any
) -> Akun:
    """An account that holds these roles (for `unit` and all below it, or everywhere); its password is SANDI."""
    number = next(_number)
    username = username or f"akun{number}"
    akun = Akun.objects.create_user(username, SANDI, nama=f"Akun {number}", pegawai=pegawai, **fields)
    for satu in peran:
        PemberianPeran.objects.create(akun=akun, peran=str(satu), unit=unit, dari=date(2026, 1, 1))
    return akun


def make_riwayat(pegawai: Pegawai, tanggal: date = date(2025, 5, 5), **fields: Any) -> RiwayatAsesmen:
    values = {
        "tujuan": "pemetaan",
        "penyelenggara": "BKN",
        "berlaku_sampai": add_years(tanggal, 3),
        "created_at": AT,
    }
    return RiwayatAsesmen.objects.create(pegawai=pegawai, tanggal=tanggal, **(values | fields))


def make_perubahan_unit(unit: Unit) -> PerubahanUnit:
    """A renaming that changed the kind only."""
    return PerubahanUnit.objects.create(
        unit=unit,
        jenis="ganti_nama",
        dari=unit.nama,
        menjadi=unit.nama,
        jalur_lama=unit.jalur,
        data={"jenis": [unit.jenis, unit.jenis]},
        alasan="Uji",
        at=AT,
    )


def make_fact(pegawai: Pegawai, fakta: str, nama: str, dari: date) -> RiwayatPegawai:
    """What held of somebody from a day on: fakta is unit, jabatan or golongan."""
    return RiwayatPegawai.objects.create(pegawai=pegawai, fakta=fakta, nama=nama, dari=dari, created_at=AT)
