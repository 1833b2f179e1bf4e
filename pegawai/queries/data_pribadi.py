"""Everything the registry keeps about one person, as sheets. Every app has such a module for what it keeps.

tests/cases/data_pribadi.csv names each table that leads to a person; one without a sheet there fails the test.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from antrean.queries import pekerjaan_list
from pegawai.models import (
    Akun,
    BarisImpor,
    Jejak,
    Pegawai,
    PemberianPeran,
    PermintaanKoreksi,
    RiwayatAsesmen,
    RiwayatNip,
    RiwayatPegawai,
)
from pegawai.rules.data_pribadi import LembarData
from pegawai.rules.jejak import label_tindakan, value_text

# Heading → field.
ORANG = {
    "NIP": "nip", "Nama": "nama", "Gelar depan": "gelar_depan", "Gelar belakang": "gelar_belakang",
    "Tanggal lahir": "tanggal_lahir", "Jenis kelamin": "jenis_kelamin", "Status": "status_asn",
    "Kedudukan hukum": "kedudukan_hukum", "Golongan": "golongan", "Unit": "unit__nama", "Jabatan": "jabatan__nama",
    "Dibuat": "created_at", "Diperbarui": "updated_at",
}  # fmt: skip
RIWAYAT = {"Fakta": "fakta", "Sejak": "dari", "Isi": "nama", "Unit": "unit__nama", "Jabatan": "jabatan__nama"}
ASESMEN = {
    "Tanggal": "tanggal", "Tujuan": "tujuan", "Penyelenggara": "penyelenggara", "Kategori": "kategori", "JPM": "jpm",
    "Level": "level", "Berlaku sampai": "berlaku_sampai",
}  # fmt: skip
KOREKSI = {
    "Bagian": "bidang", "Tercatat": "tercatat", "Seharusnya": "seharusnya", "Penjelasan": "penjelasan",
    "Keadaan": "status", "Diajukan": "created_at", "Dijawab": "dijawab_at", "Jawaban": "jawaban",
}  # fmt: skip
IMPOR = {
    "Berkas": "impor__berkas_nama", "Baris": "nomor", "Diimpor": "impor__applied_at", "Isi": "data",
    "Perubahan": "perubahan",
}  # fmt: skip
AKUN = {
    "Nama pengguna": "username", "Nama": "nama", "Surel": "email", "Aktif": "is_active", "Dibuat": "created_at",
    "Masuk terakhir": "last_login", "Faktor kedua dipasang": "faktor_kedua__dikonfirmasi_at",
}  # fmt: skip
PERAN = {"Peran": "peran", "Unit": "unit__nama", "Dari": "dari", "Sampai": "sampai"}
PEKERJAAN = {"Judul": "judul", "Keadaan": "status", "Diminta": "created_at", "Berkas": "berkas_nama"}


def lembar_of(nama: str, rows: QuerySet[Any], kolom: dict[str, str]) -> LembarData:
    """A sheet from a query; `kolom` maps a column's heading to the field (or the path to one) that fills it."""
    values = rows.values_list(*kolom.values())
    return LembarData(nama, tuple(kolom), [[cell_text(value) for value in row] for row in values])


def cell_text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S %z}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or value == "" else value_text(value)


def data_orang(pegawai_id: int, kunci: Iterable[str] = ()) -> list[LembarData]:
    """What the registry keeps; `kunci` are further objects of this person in the trail ("hasil:7", "peserta:3")."""
    own = {"pegawai_id": pegawai_id}
    imported = BarisImpor.objects.filter(impor__jenis="pegawai", sasaran_id=pegawai_id)
    return [
        lembar_of("Pegawai", Pegawai.objects.filter(pk=pegawai_id), ORANG),
        lembar_of("Riwayat jabatan dan unit", RiwayatPegawai.objects.filter(**own), RIWAYAT),
        lembar_of("Riwayat NIP", RiwayatNip.objects.filter(**own), {"NIP lama": "nip", "Sampai": "sampai"}),
        lembar_of("Riwayat asesmen", RiwayatAsesmen.objects.filter(**own), ASESMEN),
        lembar_of("Permintaan koreksi", PermintaanKoreksi.objects.filter(**own), KOREKSI),
        lembar_of("Baris impor", imported.order_by("impor__created_at"), IMPOR),
        *_account(pegawai_id),
        _trail(pegawai_id, kunci),
    ]


def _account(pegawai_id: int) -> list[LembarData]:
    akun = Akun.objects.filter(pegawai_id=pegawai_id)
    jobs = pekerjaan_list(akun_id=None).filter(akun__in=akun)
    return [
        lembar_of("Akun", akun, AKUN),
        lembar_of("Peran", PemberianPeran.objects.filter(akun__in=akun), PERAN),
        lembar_of("Pekerjaan", jobs, PEKERJAAN),
    ]


def _trail(pegawai_id: int, kunci: Iterable[str]) -> LembarData:
    """Who did what to this person's data, told by role rather than by name; and what the person did."""
    own = set(Akun.objects.filter(pegawai_id=pegawai_id).values_list("pk", flat=True))
    keys = [f"pegawai:{pegawai_id}", *(f"akun:{pk}" for pk in own), *kunci]
    rows = Jejak.objects.filter(Q(objek__in=keys) | Q(akun__in=own)).order_by("at", "pk")
    cells = rows.values_list("at", "akun_id", "aktor", "peran", "tindakan", "objek", "ringkas")
    return LembarData(
        "Jejak pemrosesan",
        ("Waktu", "Pelaku", "Tindakan", "Objek", "Kejadian"),
        [
            [cell_text(at), "Anda" if by in own else peran or aktor, label_tindakan(act), objek, ringkas]
            for at, by, aktor, peran, act, objek, ringkas in cells
        ],
    )
