"""Dates as spreadsheets and people write them."""

import re
from datetime import date

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ t].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_WORDS = re.compile(r"(\d{1,2})[- ]([a-z]+)[- ](\d{4})")
_BULAN = (
    ("jan",), ("feb", "peb"), ("mar",), ("apr",), ("mei", "may"), ("jun",),
    ("jul",), ("agu", "aug", "ags"), ("sep",), ("okt", "oct"), ("nov", "nop"), ("des", "dec"),
)  # fmt: skip


def read_tanggal(text: str) -> date | None:
    """Read 2026-11-24, 24-11-2026, 24/11/2026 or "24 November 2026"; None for anything else."""
    bare = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(bare):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(bare):
        return _date(found[3], found[2], found[1])
    if found := _WORDS.fullmatch(bare):
        month = next((n for n, names in enumerate(_BULAN, 1) if found[2][:3] in names), 0)
        return _date(found[3], str(month), found[1])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
