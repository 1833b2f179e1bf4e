"""Reading what a page sends. A bad entry is named and left out; the good ones beside it go on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asesmen.ujian.rules.urutan import Simpanan

MAX_ENTRIES = 100
MAX_TEXT = 4000
MAX_CHOICES = 20
MAX_CHOICE = 40
BIGGEST = 2**31 - 1
BIGGEST_ID = 2**63 - 1
KEYS = frozenset({"versi", "epoch", "seq", "nilai", "ragu"})
# PostgreSQL stores neither: a NUL, half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class KirimanUnreadable(ValueError):
    """The whole body is of no use: not an object, no list of entries, or too many."""

    code = "unreadable"


@dataclass(frozen=True)
class Kiriman:
    """`refused` is [(what the page named, code)]; `since` is the newest news that the page has."""

    simpanan: list[Simpanan] = field(default_factory=list)
    refused: list[tuple[list[Any], str]] = field(default_factory=list)
    since: int = 0


def read_kiriman(data: object) -> Kiriman:
    """Sort a parsed body {"simpanan": [{"versi", "epoch", "seq", "nilai", "ragu"}], "since": 0}.

    Raises KirimanUnreadable.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("simpanan", []), list):
        raise KirimanUnreadable
    entries = data.get("simpanan", [])
    if len(entries) > MAX_ENTRIES:
        raise KirimanUnreadable
    since = data.get("since", 0)
    result = Kiriman(since=since if _is_whole(since, 0, BIGGEST_ID) else 0)
    seen: dict[tuple[int, int], Simpanan] = {}
    for entry in entries:
        save = _read(entry)
        if isinstance(save, str):
            result.refused.append((name_of(entry), save))
        elif seen.setdefault(save.order, save) != save:
            result.refused.append((name_of(entry), "conflict"))
    result.simpanan.extend(seen.values())
    return result


def name_of(entry: object) -> list[Any]:
    """[versi, epoch, seq] as far as they are numbers: by this the page knows its entry again."""
    found = entry if isinstance(entry, Mapping) else {}
    return [found.get(k) if _is_whole(found.get(k), 0, BIGGEST_ID) else None for k in ("versi", "epoch", "seq")]


def _read(entry: object) -> Simpanan | str:
    if not isinstance(entry, Mapping):
        return "not_an_entry"
    if set(entry) - KEYS:
        return "unknown_key"
    versi, epoch, seq = entry.get("versi"), entry.get("epoch"), entry.get("seq")
    if not _is_whole(versi, 1, BIGGEST_ID) or not _is_whole(epoch, 1, BIGGEST) or not _is_whole(seq, 1, BIGGEST):
        return "bad_number"
    nilai, ragu = entry.get("nilai"), entry.get("ragu", False)
    if not isinstance(ragu, bool) or not _is_nilai(nilai):
        return "bad_value"
    return Simpanan(versi, epoch, seq, nilai, ragu)  # type: ignore[arg-type]


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_nilai(nilai: object) -> bool:
    if nilai is None:
        return True
    if isinstance(nilai, str):
        return _is_text(nilai, MAX_TEXT)
    return (
        isinstance(nilai, list)
        and len(nilai) <= MAX_CHOICES
        and all(isinstance(part, str) and _is_text(part, MAX_CHOICE) for part in nilai)
    )


def _is_text(text: str, longest: int) -> bool:
    return len(text) <= longest and not UNSTORABLE.search(text)
