"""How much of a stranger's file is read, and the refusal that every reader raises."""

import re

MAX_ROWS, MAX_COLUMNS, MAX_SHEETS, MAX_TEXT = 50_000, 150, 100, 5_000
MAX_STRINGS, MAX_STYLES = 1_500_000, 65_490
MAX_ENTRIES, MAX_UNPACKED, MAX_RATIO = 1_000, 100 * 1024 * 1024, 100
MAX_OUTPUT = 40 * 1024 * 1024
NOT_PLAIN = {ord(c): " " for c in map(chr, [*range(32), *range(127, 160)])} | dict.fromkeys(range(0xD800, 0xE000))
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Refused(Exception):
    """The file is refused; the only argument is the code."""


def plain(text: str) -> str:
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.translate(NOT_PLAIN)[:MAX_TEXT].strip()
