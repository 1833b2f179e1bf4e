"""Reading one row of an item file: text under our column names → an item, or what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from asesmen.bank.rules.butir import HURUF, ButirMasuk, Masalah
from asesmen.bank.rules.kunci import Tipe
from asesmen.bank.rules.tipe import JENIS_BUTIR
from asesmen.bank.rules.tipe.numerik import readings

# Longer texts are a slip of the file, not an item.
LONGEST_TEXT = 8000
FORMAT = ("teks", "html")
TRUE_WORDS = {"benar": "A", "salah": "B", "b": "A", "s": "B", "true": "A", "false": "B"}


@dataclass(frozen=True)
class BarisButir:
    """One row of a file: where it stands, its code, and an item or the reasons against it."""

    nomor: int
    kode: str
    butir: ButirMasuk | None
    masalah: tuple[Masalah, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(m.refuses for m in self.masalah)


def read_row(nomor: int, cells: Mapping[str, str], known: Mapping[str, str]) -> BarisButir:
    """Read the cells (our column name → text, empty ones left out).

    `known` maps the upper-case code of each competency of the dictionary to the code as it is written.
    """
    faults: list[Masalah] = []
    tipe = read_tipe(cells.get("Tipe", ""), cells)
    kode = cells.get("Kode", "")
    kompetensi = known.get(cells.get("Kode Kompetensi", "").upper(), "")
    if not kode:
        faults.append(Masalah("Kode", "tanpa_kode", "Kode belum diisi. Setiap butir perlu kode, misalnya GR-PED-01."))
    elif len(kode) > 40:
        faults.append(Masalah("Kode", "kode_panjang", "Kode paling panjang 40 huruf. Persingkat."))
    faults += _kompetensi_faults(cells, kompetensi)
    level = _level(cells, faults)
    if tipe is None:
        faults.append(_tipe_fault(cells.get("Tipe", "")))
    faults += [
        Masalah(column, "teks_panjang", f"Paling banyak {LONGEST_TEXT} huruf. Persingkat isi sel ini.")
        for column, text in cells.items()
        if len(text) > LONGEST_TEXT
    ]
    if cells.get("Format", "teks") not in FORMAT:
        faults.append(Masalah("Format", "format_tidak_dikenal", "Format harus teks atau html. Perbaiki atau hapus."))
    if not cells.get("Pertanyaan"):
        faults.append(Masalah("Pertanyaan", "tanpa_pertanyaan", "Pertanyaan belum diisi."))
    if tipe is None or faults:
        return BarisButir(nomor, kode, None, tuple(faults))
    return _with_key(nomor, cells, ButirMasuk(kode, kompetensi, level, tipe, cells["Pertanyaan"]))


def _with_key(nomor: int, cells: Mapping[str, str], start: ButirMasuk) -> BarisButir:
    faults: list[Masalah] = []
    kunci, diterima, toleransi = _key(cells, start.tipe, faults)
    bobot = _weights(cells, faults) if start.tipe is Tipe.SJT else {}
    opsi = {letter: cells[f"Opsi {letter}"] for letter in HURUF if cells.get(f"Opsi {letter}")}
    if start.tipe is Tipe.BENAR_SALAH and not opsi:
        opsi = {"A": "Benar", "B": "Salah"}
    poin = max(bobot.values(), default=Decimal(1)) if start.tipe is Tipe.SJT else _points(cells, faults)
    butir = ButirMasuk(
        kode=start.kode,
        kompetensi=start.kompetensi,
        level=start.level,
        tipe=start.tipe,
        pertanyaan=start.pertanyaan,
        indikator=cells.get("Indikator", ""),
        stimulus=cells.get("Stimulus", ""),
        opsi=opsi,
        kunci=kunci,
        bobot=bobot,
        diterima=diterima,
        toleransi=toleransi,
        poin=poin,
        pembahasan=cells.get("Pembahasan", ""),
    )
    faults = faults or JENIS_BUTIR[start.tipe].faults(butir)
    if start.tipe is Tipe.SJT and not faults:
        # The best option is told by the weights; a file may or may not repeat it as a key.
        butir = replace(butir, kunci=tuple(letter for letter, weight in bobot.items() if weight == poin))
    return BarisButir(nomor, start.kode, butir, (*faults, *_warnings(butir, cells)))


@dataclass(frozen=True)
class Bawaan:
    """What stands in for columns that a foreign layout lacks. `awalan` makes codes: GR-PED gives GR-PED-01, …"""

    kompetensi: str = ""
    level: str = ""
    awalan: str = ""

    def fill(self, cells: Mapping[str, str], urutan: int) -> dict[str, str]:
        """Return the cells with what is missing; `urutan` counts the file's rows from 1."""
        kode = f"{self.awalan}-{urutan:02d}" if self.awalan else ""
        missing = {"Kode Kompetensi": self.kompetensi, "Level": self.level, "Kode": kode}
        return {name: text for name, text in missing.items() if text} | dict(cells)


def refuse_repeated(rows: Sequence[BarisButir]) -> list[BarisButir]:
    """The first row of a code stands, later ones are refused."""
    first: dict[str, int] = {}
    checked = []
    for row in rows:
        if row.kode and row.kode in first:
            message = f"Kode {row.kode} sudah dipakai di baris {first[row.kode]}. Beri kode lain atau hapus baris ini."
            row = BarisButir(row.nomor, row.kode, None, (*row.masalah, Masalah("Kode", "kode_ganda", message)))
        elif row.kode:
            first[row.kode] = row.nomor
        checked.append(row)
    return checked


TIPE_WORDS = {
    "sjt": Tipe.SJT,
    "pg_bobot": Tipe.SJT,
    "situasional": Tipe.SJT,
    "pilihan_ganda": Tipe.PILIHAN_GANDA,
    "pg": Tipe.PILIHAN_GANDA,
    "stimulus": Tipe.PILIHAN_GANDA,
    "pilihan_ganda_kompleks": Tipe.PILIHAN_GANDA_KOMPLEKS,
    "pg_kompleks": Tipe.PILIHAN_GANDA_KOMPLEKS,
    "pgk": Tipe.PILIHAN_GANDA_KOMPLEKS,
    "multi_choice": Tipe.PILIHAN_GANDA_KOMPLEKS,
    "benar_salah": Tipe.BENAR_SALAH,
    "bs": Tipe.BENAR_SALAH,
    "isian_singkat": Tipe.ISIAN_SINGKAT,
    "isian": Tipe.ISIAN_SINGKAT,
    "is": Tipe.ISIAN_SINGKAT,
    "numerik": Tipe.NUMERIK,
    "angka": Tipe.NUMERIK,
}
UNSCORED = {"essay", "esai", "es", "uraian", "skala"}


def read_tipe(text: str, cells: Mapping[str, str]) -> Tipe | None:
    """Read a type by its words in the wild; an empty one is a single choice where there are options."""
    word = re.sub(r"[\s\-/]+", "_", text.strip().casefold())
    if not word and cells.get("Opsi A"):
        return Tipe.SJT if cells.get("Bobot A") else Tipe.PILIHAN_GANDA
    return TIPE_WORDS.get(word)


def _tipe_fault(text: str) -> Masalah:
    if text.strip().casefold() in UNSCORED:
        message = "Soal uraian tidak dinilai otomatis. Pakai penugasan dengan rubrik untuk soal seperti ini."
        return Masalah("Tipe", "tipe_uraian", message)
    known = ", ".join(t.value for t in Tipe)
    return Masalah("Tipe", "tipe_tidak_dikenal", f"Tipe “{text}” tidak dikenal. Pakai salah satu: {known}.")


def _kompetensi_faults(cells: Mapping[str, str], kompetensi: str) -> list[Masalah]:
    given = cells.get("Kode Kompetensi", "")
    if kompetensi:
        return []
    if not given:
        message = "Kode kompetensi belum diisi. Isi kode dari kamus, misalnya PED."
        return [Masalah("Kode Kompetensi", "tanpa_kompetensi", message)]
    message = f"Kompetensi {given} tidak ada di kamus. Periksa kodenya atau muat kamusnya dahulu."
    return [Masalah("Kode Kompetensi", "kompetensi_tidak_dikenal", message)]


def _level(cells: Mapping[str, str], faults: list[Masalah]) -> int:
    text = cells.get("Level", "")
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 5:
        return int(text)
    faults.append(Masalah("Level", "level_di_luar_batas", "Level harus angka 1 sampai 5."))
    return 0


def _key(
    cells: Mapping[str, str], tipe: Tipe, faults: list[Masalah]
) -> tuple[tuple[str, ...], tuple[str, ...], Decimal | None]:
    text = cells.get("Kunci", "")
    if tipe is Tipe.ISIAN_SINGKAT:
        return (), _texts(text), None
    if tipe is Tipe.NUMERIK:
        accepted, _, spread = text.partition("±")
        return (), _texts(accepted), _number(spread, "Kunci", faults)
    if tipe is Tipe.BENAR_SALAH and text.strip().casefold() in TRUE_WORDS and text.strip() not in HURUF:
        return (TRUE_WORDS[text.strip().casefold()],), (), None
    return _letters(text, faults), (), None


def _letters(text: str, faults: list[Masalah]) -> tuple[str, ...]:
    parts = [p for p in re.split(r"[\s,;|/&]+|\bdan\b", text.upper()) if p]
    strange = [p for p in parts if p not in HURUF]
    if strange:
        faults.append(Masalah("Kunci", "kunci_bukan_huruf", f"Kunci “{strange[0]}” bukan huruf A sampai E."))
    return tuple(sorted({p for p in parts if p in HURUF}))


def _texts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _weights(cells: Mapping[str, str], faults: list[Masalah]) -> dict[str, Decimal]:
    found = {}
    for letter in HURUF:
        weight = _number(cells.get(f"Bobot {letter}", ""), f"Bobot {letter}", faults)
        if weight is not None:
            found[letter] = weight
    return found


def _points(cells: Mapping[str, str], faults: list[Masalah]) -> Decimal:
    points = _number(cells.get("Skor", ""), "Skor", faults)
    if points is None:
        return Decimal(1)
    if not 0 < points <= 1000:
        faults.append(Masalah("Skor", "skor_di_luar_batas", "Skor harus lebih dari 0 dan paling banyak 1.000."))
    return points


def _number(text: str, column: str, faults: list[Masalah]) -> Decimal | None:
    text = text.strip()
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    faults.append(Masalah(column, "bukan_angka", f"“{text}” bukan angka. Tulis misalnya 3 atau 0,5."))
    return None


def _warnings(butir: ButirMasuk, cells: Mapping[str, str]) -> list[Masalah]:
    found = []
    if butir.tipe is Tipe.NUMERIK and any(len(readings(text)) > 1 for text in butir.diterima):
        message = "Angka ini dapat dibaca sebagai ribuan atau desimal; keduanya diterima. Tulis tanpa titik ribuan."
        found.append(Masalah("Kunci", "angka_bermakna_dua", message, refuses=False))
    if butir.tipe is not Tipe.SJT and any(cells.get(f"Bobot {letter}") for letter in HURUF):
        message = "Bobot diabaikan: tipe ini dinilai benar atau salah. Pakai tipe SJT bila opsi berbobot."
        found.append(Masalah("Bobot A", "bobot_diabaikan", message, refuses=False))
    return found
