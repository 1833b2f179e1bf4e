"""Correction requests: states, fields, deadline (UU 27/2022 articles 30 to 32: within 3 × 24 hours)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from pegawai.rules.nama import is_formula
from pegawai.rules.tanggal import read_tanggal

BATAS = timedelta(hours=72)


class Status(StrEnum):
    DIAJUKAN = "diajukan"
    DITERIMA = "diterima"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(s.value, STATUS_LABEL[s]) for s in cls]


STATUS_LABEL = {
    Status.DIAJUKAN: "Menunggu jawaban",
    Status.DITERIMA: "Diterima",
    Status.DITOLAK: "Ditolak",
    Status.DIBATALKAN: "Dibatalkan",
}
NEXT: dict[Status, frozenset[Status]] = {
    Status.DIAJUKAN: frozenset({Status.DITERIMA, Status.DITOLAK, Status.DIBATALKAN}),
    Status.DITERIMA: frozenset(),
    Status.DITOLAK: frozenset(),
    Status.DIBATALKAN: frozenset(),
}


class Bidang(StrEnum):
    NAMA = "nama"
    GELAR_DEPAN = "gelar_depan"
    GELAR_BELAKANG = "gelar_belakang"
    TANGGAL_LAHIR = "tanggal_lahir"
    JENIS_KELAMIN = "jenis_kelamin"
    GOLONGAN = "golongan"
    JABATAN = "jabatan"
    UNIT = "unit"
    RIWAYAT = "riwayat"
    LAINNYA = "lainnya"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(b.value, BIDANG_LABEL[b]) for b in cls]


BIDANG_LABEL = {
    Bidang.NAMA: "Nama tanpa gelar",
    Bidang.GELAR_DEPAN: "Gelar depan",
    Bidang.GELAR_BELAKANG: "Gelar belakang",
    Bidang.TANGGAL_LAHIR: "Tanggal lahir",
    Bidang.JENIS_KELAMIN: "Jenis kelamin",
    Bidang.GOLONGAN: "Golongan",
    Bidang.JABATAN: "Jabatan",
    Bidang.UNIT: "Unit kerja",
    Bidang.RIWAYAT: "Riwayat atau hasil asesmen",
    Bidang.LAINNYA: "Data lain",
}
# A fact of the person alone, changed as the request is accepted. The others come from an import or an act of their
# own (a new golongan has a day, a result has a computation): there accepting is the promise to mend it at the source.
LANGSUNG = {
    Bidang.NAMA: 150,
    Bidang.GELAR_DEPAN: 40,
    Bidang.GELAR_BELAKANG: 60,
    Bidang.TANGGAL_LAHIR: 20,
    Bidang.JENIS_KELAMIN: 20,
}
SEX = {"l": "L", "laki-laki": "L", "pria": "L", "p": "P", "perempuan": "P", "wanita": "P"}


class KoreksiInvalid(ValueError):
    """What was asked for cannot stand in that field; the text says what can."""

    code = "koreksi_invalid"


def clean_isi(bidang: Bidang, text: str) -> str | date:
    """Turn what a person wrote into the field's value. Raises KoreksiInvalid."""
    text = " ".join(text.split())
    if bidang == Bidang.TANGGAL_LAHIR:
        return _birth(text)
    if bidang == Bidang.JENIS_KELAMIN:
        if text.lower() not in SEX:
            raise KoreksiInvalid("Tulis Laki-laki atau Perempuan.")
        return SEX[text.lower()]
    longest = LANGSUNG.get(bidang, 300)
    if len(text) > longest:
        raise KoreksiInvalid(f"Paling panjang {longest} huruf.")
    if bidang == Bidang.NAMA and (not text or is_formula(text) or any(sign.isdigit() for sign in text)):
        raise KoreksiInvalid("Tulis nama tanpa angka dan tanpa gelar.")
    if not text and bidang not in (Bidang.GELAR_DEPAN, Bidang.GELAR_BELAKANG):
        raise KoreksiInvalid("Tulis isi yang seharusnya.")
    return text


def _birth(text: str) -> date:
    day = read_tanggal(text)
    if day is None or not date(1930, 1, 1) <= day <= date(2015, 12, 31):
        raise KoreksiInvalid("Tulis tanggal lahir seperti 17-08-1985.")
    return day


def due_at(asked_at: datetime) -> datetime:
    return asked_at + BATAS
