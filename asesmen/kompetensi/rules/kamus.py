"""Reading a dictionary and a standard from their JSON layout (contoh/konten), refusing what does not hold together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from asesmen.kompetensi.rules.pilihan import Jenis

# The nine of Permenpan RB 38/2017 form one JPM, though their kinds differ.
SATU_JPM = {
    "MANAJERIAL": ("MANSOSKUL", "Manajerial dan Sosial Kultural"),
    "SOSKUL": ("MANSOSKUL", "Manajerial dan Sosial Kultural"),
}
LEVEL_MAKSIMUM = Decimal("5.5")


class KamusInvalid(ValueError):
    """The data does not hold together; the message says where and what."""

    code = "kamus_tidak_cocok"


@dataclass(frozen=True)
class LevelData:
    level: int
    nama: str
    deskripsi: str
    indikator: tuple[str, ...]


@dataclass(frozen=True)
class KompetensiData:
    kode: str
    nama: str
    jenis: str
    kelompok: str
    definisi: str
    urut: int
    level: tuple[LevelData, ...]


@dataclass(frozen=True)
class KamusData:
    kelompok: tuple[tuple[str, str], ...]
    kompetensi: tuple[KompetensiData, ...]


@dataclass(frozen=True)
class BarisData:
    """One required level of a standard."""

    kelompok: str
    jenjang: str
    kompetensi: str
    level: Decimal
    sumber: str
    perlu_konfirmasi: bool

    @property
    def kunci(self) -> tuple[str, str, str]:
        return self.kelompok, self.jenjang, self.kompetensi


def read_kamus(data: Mapping[str, Any]) -> KamusData:
    """Raises KamusInvalid."""
    groups: dict[str, str] = {}
    member_of: dict[str, str] = {}
    for group in data.get("kelompok", []):
        kode, nama = SATU_JPM.get(group["kode"], (group["kode"], group["nama"]))
        groups[kode] = nama
        member_of |= dict.fromkeys(group["anggota"], kode)
    entries = tuple(_kompetensi(k, member_of, i) for i, k in enumerate(data.get("kompetensi", []), 1))
    twice = _repeated([k.kode for k in entries])
    if twice:
        raise KamusInvalid(f"Kode {twice} muncul dua kali. Setiap kompetensi memerlukan kode sendiri.")
    return KamusData(tuple(groups.items()), entries)


def read_standar(rows: Sequence[Mapping[str, Any]], known: set[str]) -> tuple[BarisData, ...]:
    """`known` are the codes of the dictionary. Raises KamusInvalid."""
    read = tuple(_baris(row, known, i) for i, row in enumerate(rows, 1))
    twice = _repeated([" / ".join(b.kunci) for b in read])
    if twice:
        raise KamusInvalid(f"{twice} muncul dua kali. Hapus salah satu barisnya.")
    return read


def _kompetensi(entry: Mapping[str, Any], member_of: Mapping[str, str], urut: int) -> KompetensiData:
    kode = entry["kode"]
    if kode not in member_of:
        raise KamusInvalid(f"{kode} tidak menjadi anggota kelompok mana pun.")
    if entry["jenis"] not in set(Jenis):
        raise KamusInvalid(f"Jenis kompetensi {kode} tidak dikenal: {entry['jenis']}.")
    levels = tuple(
        LevelData(v["level"], v["nama"], v["deskripsi"], tuple(v["indikator"]))
        for v in sorted(entry["level"], key=lambda v: v["level"])
    )
    if [v.level for v in levels] != [1, 2, 3, 4, 5]:
        raise KamusInvalid(f"{kode} harus memuat level 1 sampai 5, masing-masing satu kali.")
    return KompetensiData(kode, entry["nama"], entry["jenis"], member_of[kode], entry["definisi"], urut, levels)


def _baris(row: Mapping[str, Any], known: set[str], number: int) -> BarisData:
    if row["kompetensi"] not in known:
        raise KamusInvalid(f"Baris {number}: kompetensi {row['kompetensi']} tidak ada di kamus. Muat kamusnya dahulu.")
    try:
        level = Decimal(str(row["level"]))
    except InvalidOperation:
        raise KamusInvalid(f"Baris {number}: level {row['level']} bukan angka.") from None
    if not 0 <= level <= LEVEL_MAKSIMUM:
        raise KamusInvalid(f"Baris {number}: level {level} di luar 0 sampai 5,5.")
    return BarisData(
        row["kelompok"],
        row["jenjang"],
        row["kompetensi"],
        level,
        row.get("sumber", ""),
        bool(row.get("perlu_konfirmasi", False)),
    )


def _repeated(keys: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None
