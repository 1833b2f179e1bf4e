"""The 18 digits of a NIP (PNS) or NI PPPK, part by part.

Source: Perka BKN 43/2007 for the layout of a PNS; for PPPK digits 13 and 14 are "2" and the number of the contract.
There is no check digit, so a damaged number is never repaired: it is refused with a sentence that says what to do.
"""

import re
from dataclasses import dataclass
from datetime import date

LENGTH = 18
_PADDING = re.compile(r"[\s'’‘`.\-\u00a0]+")
# What a program makes of a number of 18 digits: 1.98609E+17, or with its decimals written out.
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+|\d{15,18}[.,]0+")
# ="198609262015051001": how some exporters keep Excel from taking it for a number.
_QUOTED = re.compile(r'=\s*"([^"]*)"')
_DIGITS = re.compile(r"[0-9]+")
YOUNGEST, OLDEST = 17, 80

NUMBER_MESSAGE = (
    "NIP tersimpan sebagai angka, sehingga angka terakhirnya hilang. Ubah kolom NIP menjadi Teks, lalu ekspor ulang "
    "dari sumbernya."
)


class NipInvalid(ValueError):
    """A number that cannot be a NIP. `code` is stable, the text says what is the case and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Nip:
    """A well-formed number and what it says about its holder."""

    angka: str
    tanggal_lahir: date
    tahun_pengangkatan: int
    pola: str
    jenis_kelamin: str


def clean_nip(text: str) -> str:
    """Take away what exporters and people put around or between the digits: spaces, dots, hyphens, apostrophes."""
    quoted = _QUOTED.fullmatch(text.strip())
    return _PADDING.sub("", quoted[1] if quoted else text)


def parse_nip(text: str) -> Nip:
    """Read a NIP. Raises NipInvalid with one of these codes.

    nip_missing, nip_number (a number in scientific notation, or one whose serial was lost), nip_not_digits, nip_short,
    nip_long, nip_bad_date, nip_month_13, nip_bad_sex.
    """
    angka = clean_nip(text)
    if not angka:
        raise NipInvalid("nip_missing", "NIP kosong. Isi 18 angka NIP, atau hapus baris ini.")
    if _SCIENTIFIC.fullmatch(text.strip()):
        raise NipInvalid("nip_number", NUMBER_MESSAGE)
    _check_digits(angka)
    return Nip(
        angka=angka,
        tanggal_lahir=_birth_date(angka),
        tahun_pengangkatan=int(angka[8:12]),
        pola=_pattern(angka),
        jenis_kelamin=_sex(angka),
    )


def _check_digits(angka: str) -> None:
    if not _DIGITS.fullmatch(angka):
        raise NipInvalid("nip_not_digits", "NIP memuat huruf atau tanda lain. Tulis 18 angka saja.")
    if len(angka) < LENGTH:
        raise NipInvalid("nip_short", f"NIP hanya {len(angka)} angka, seharusnya {LENGTH}. Lengkapi di berkas sumber.")
    if len(angka) > LENGTH:
        raise NipInvalid("nip_long", f"NIP {len(angka)} angka, seharusnya {LENGTH}. Perbaiki di berkas sumber.")
    if angka.endswith("000"):
        raise NipInvalid("nip_number", NUMBER_MESSAGE)


def _birth_date(angka: str) -> date:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        written = f"{angka[6:8]}-{angka[4:6]}-{angka[:4]}"
        raise NipInvalid(
            "nip_bad_date", f"Angka 1–8 bukan tanggal lahir: {written} tidak ada. Cocokkan dengan SK."
        ) from None


def _pattern(angka: str) -> str:
    month = int(angka[12:14])
    if 1 <= month <= 12:
        return "PNS"
    if 21 <= month <= 29:
        return "PPPK"
    raise NipInvalid(
        "nip_month_13",
        f"Angka 13–14 adalah {angka[12:14]}, bukan bulan pengangkatan 01–12 (PNS) dan bukan 21–29 (PPPK). "
        "Cocokkan dengan SK.",
    )


def _sex(angka: str) -> str:
    if angka[14] not in "12":
        raise NipInvalid(
            "nip_bad_sex", f"Angka ke-15 adalah {angka[14]}, seharusnya 1 (pria) atau 2 (wanita). Cocokkan dengan SK."
        )
    return "L" if angka[14] == "1" else "P"


def nip_doubts(nip: Nip, today: date) -> list[tuple[str, str]]:
    """What is unlikely but no fault: (code, message) for an age or a year of appointment out of the ordinary."""
    doubts = []
    age = (
        today.year
        - nip.tanggal_lahir.year
        - ((today.month, today.day) < (nip.tanggal_lahir.month, nip.tanggal_lahir.day))
    )
    if not YOUNGEST <= age <= OLDEST:
        doubts.append(("nip_age", f"Menurut NIP umurnya {age} tahun. Periksa angka 1–8."))
    earliest = nip.tanggal_lahir.year + YOUNGEST
    if not earliest <= nip.tahun_pengangkatan <= today.year + 1:
        doubts.append(("nip_appointment", f"Menurut NIP diangkat tahun {nip.tahun_pengangkatan}. Periksa angka 9–12."))
    return doubts
