"""Numbers, dates and names as an Indonesian office writes them: 2.100, 88,89, 1 Desember 2026, 08.41 WIB."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MINUS = "\N{MINUS SIGN}"
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONE = {7: "WIB", 8: "WITA", 9: "WIT"}
NIP_PARTS = ((0, 8), (8, 14), (14, 15), (15, 18))

# Gap of a competency, reached minus required: (class, holds for gaps up to and including).
CELAH = (("k3", Decimal(-1)), ("k2", Decimal("-0.5")), ("k1", Decimal("-0.25")))
CELAH_LEBIH = Decimal("0.25")

Number = int | Decimal | str | float


def to_decimal(value: object) -> Decimal | None:
    """Return a finite Decimal, or None for what is not a number (None, "", words)."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def group(digits: str) -> str:
    """Put a dot before every third digit from the right: "2100" becomes "2.100"."""
    head = len(digits) % 3 or 3
    return ".".join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


def number_text(number: Decimal, places: int) -> str:
    """Write a rounded (half up) number without its sign: 1234.5 with two places becomes "1.234,50"."""
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    return f"{group(whole)},{fraction}" if fraction else group(whole)


def _is_zero(text: str) -> bool:
    return not text.strip("0.,")


def decimal_text(value: object, places: int = 2) -> str:
    """Write 88.888 as "88,89", −1 as "−1,00"; empty text for what is not a number."""
    number = to_decimal(value)
    if number is None:
        return ""
    text = number_text(number, places)
    return MINUS + text if number < 0 and not _is_zero(text) else text


def count_text(value: object) -> str:
    """Write 2100 as "2.100"; empty text for what is not a number."""
    return decimal_text(value, 0)


def gap_text(value: object, places: int | None = None) -> str:
    """Write a difference with its sign: "+0,25", "−1", "0". Without `places`, up to two and no trailing zeros."""
    number = to_decimal(value)
    if number is None:
        return ""
    text = number_text(number, 2 if places is None else places)
    if places is None and "," in text:
        text = text.rstrip("0").rstrip(",")
    if _is_zero(text):
        return text
    return ("+" if number > 0 else MINUS) + text


def gap_class(value: object) -> str:
    """Return the step of the gap scale: k3, k2, k1 (below the standard), 0, l1 (above); empty for no number."""
    gap = to_decimal(value)
    if gap is None:
        return ""
    for name, limit in CELAH:
        if gap <= limit:
            return name
    return "l1" if gap >= CELAH_LEBIH else "0"


def percent_text(part: object, whole: object, places: int = 1) -> str:
    """Write part of whole as "47,7%"; an em dash when there is no whole."""
    above, below = to_decimal(part), to_decimal(whole)
    if above is None or not below:
        return "\N{EM DASH}"
    return decimal_text(above * 100 / below, places) + "%"


def nip_text(value: object) -> str:
    """Group the 18 digits of a NIP as 8-6-1-3; anything else comes back as it is."""
    text = "" if value is None else str(value)
    digits = text.replace(" ", "")
    if len(digits) != 18 or not digits.isdecimal():
        return text
    return " ".join(digits[a:b] for a, b in NIP_PARTS)


def code_text(value: object, size: int = 4) -> str:
    """Group a code for reading aloud: "K7RM4XPH9T" becomes "K7RM 4XPH 9T"."""
    text = "" if value is None else str(value).replace(" ", "")
    return " ".join(text[i : i + size] for i in range(0, len(text), size))


def date_text(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def weekday_text(day: date) -> str:
    return f"{HARI[day.weekday()]}, {date_text(day)}"


def short_date_text(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1][:3]} {day.year}"


def date_range_text(first: date, last: date) -> str:
    """Write two days without repeating month or year: "1–2 Desember 2026"."""
    if first == last:
        return date_text(first)
    if first.year != last.year:
        return f"{date_text(first)}–{date_text(last)}"
    if first.month != last.month:
        return f"{first.day} {BULAN[first.month - 1]}–{date_text(last)}"
    return f"{first.day}–{date_text(last)}"


def zone_text(moment: datetime) -> str:
    """Name the moment's zone: WIB, WITA or WIT, else UTC with its hours."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    hours = offset // timedelta(hours=1)
    return ZONE.get(hours, f"UTC{hours:+d}")


def clock_text(moment: datetime, *, with_seconds: bool = False) -> str:
    clock = f"{moment:%H.%M.%S}" if with_seconds else f"{moment:%H.%M}"
    return f"{clock} {zone_text(moment)}".rstrip()


def moment_text(moment: datetime) -> str:
    return f"{date_text(moment)} pukul {clock_text(moment)}"


def duration_text(seconds: int) -> str:
    """Say about how long: "40 detik", "3 menit", "2 jam 5 menit"."""
    if seconds < 60:
        return f"{max(seconds, 0)} detik"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} menit"
    hours, rest = divmod(minutes, 60)
    return f"{hours} jam {rest} menit" if rest else f"{hours} jam"


def size_text(size: int) -> str:
    """Say how large a file is: "812 byte", "23 KB", "2,1 MB"."""
    if size < 1000:
        return f"{size} byte"
    if size < 1_000_000:
        return f"{count_text(Decimal(size) / 1000)} KB"
    return f"{decimal_text(Decimal(size) / 1_000_000, 1)} MB"


def progress_text(*, done: int, total: int, elapsed: timedelta | None = None, satuan: str = "") -> str:
    """Say how far a job is: "2.566 dari 4.140 baris · kira-kira 40 detik lagi".

    The remaining time is left out until it can be estimated (5 s and 1% done).
    """
    parts = [" ".join(filter(None, [count_text(done), "dari", count_text(total), satuan]))]
    seconds = elapsed.total_seconds() if elapsed else 0
    if total > done > total // 100 and seconds >= 5:
        parts.append(f"kira-kira {duration_text(round(seconds * (total - done) / done))} lagi")
    return " · ".join(parts)
