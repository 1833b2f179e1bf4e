"""What Excel means by a number: the number itself, a day, a time of day, or a duration."""

import re
from datetime import date, datetime, time, timedelta

from pegawai.formats.bacaan.batas import Refused

EPOCH, EPOCH_1904 = (datetime.combine(day, time()) for day in (date(1899, 12, 30), date(1904, 1, 1)))
NUMBER = re.compile(r"[-+]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][-+]?\d{1,4})?", re.ASCII)
# Number formats: what is quoted, escaped or in brackets is no letter of the format; [h] counts hours beyond a day.
BESIDE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
MOMENTS = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))
BUILT_IN = {str(n): "moment" for n in MOMENTS} | {"46": "duration"}


def number(text: str) -> str:
    """The number as written; where Excel wrote a fraction, its shortest form ("94.44" for 94.439999999999998)."""
    if text.isdecimal():
        return text
    if not NUMBER.fullmatch(text):
        raise Refused("unreadable")
    return repr(float(text)).removesuffix(".0")


def moment(serial: float, form: str, *, is_1904: bool) -> list[str]:
    """A day, a time of day, both, or a duration, as ISO writes them."""
    try:
        seconds = round(serial * 86_400)
    except (ValueError, OverflowError):
        return ["e", "#VALUE!"]
    if form == "duration":
        return ["d", str(timedelta(seconds=seconds))] if abs(seconds) < 10**11 else ["e", "#VALUE!"]
    if 0 <= seconds < 86_400:
        return ["d", time(seconds // 3600, seconds // 60 % 60, seconds % 60).isoformat()]
    # Excel believes that 1900 had a 29 February.
    shift = 1 if not is_1904 and 0 < serial < 60 else 0
    try:
        found = (EPOCH_1904 if is_1904 else EPOCH) + timedelta(days=shift, seconds=seconds)
    except OverflowError:
        return ["e", "#VALUE!"]
    return ["d", day_of(found)]


def day_of(found: datetime) -> str:
    return found.date().isoformat() if found.time() == time() else found.isoformat()


def form_of(code: str) -> str:
    """What a number format makes of a number: "moment", "duration", or nothing of interest."""
    if DURATION.search(code):
        return "duration"
    return "moment" if LETTERS.search(BESIDE.sub("", code.split(";")[0])) else ""
