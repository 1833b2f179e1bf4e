"""Deliberately broken builds: what every durability test must be seen to catch before it is believed.

The server's two come from the setting UJIAN_BROKEN, which is empty in every mode but "test". The page's is not in the
product at all: a WSGI entry of the tests (wsgi_rusak.py) serves kirim.js with its queue emptied too early.

ack_before_commit          the reply is sent first, the commit follows a moment later
no_sequence_guard          whatever arrives last is stored, also when it is older
queue_emptied_before_ack   the page's queue lets go of entries when it sends them
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENTRY = "tests.ujian.tahan.wsgi_rusak:application"
ENVIRONMENT = {
    "ack_before_commit": {"UJIAN_BROKEN": "commit"},
    "no_sequence_guard": {"UJIAN_BROKEN": "order"},
    "queue_emptied_before_ack": {},
}
KIRIM = Path(__file__).resolve().parents[3] / "static" / "js" / "ujian" / "kirim.js"

IS_SAVE = re.compile(r"INSERT\s+INTO\s+ujian_jawaban\b", re.IGNORECASE)
GUARD = re.compile(r"\(\s*excluded\.epoch\s*,\s*excluded\.seq\s*\)\s*>\s*\(\s*j\.epoch\s*,\s*j\.seq\s*\)")
# Where the sender takes its batch from the queue, and the same place emptying the queue as it does so.
TAKES = "if (!batch.length) return null;"
EMPTIES = TAKES + "\n    await this.deps.settle({ stored: [], apart: batch, renumber: [], drop: [] }, {});"


class SwitchRefused(RuntimeError):
    """The product no longer has the place that a switch bends: mend the switch, or its test proves nothing."""


def without_guard(sql: str) -> str:
    """The save's statement without its sequence guard; any other statement as it is."""
    if not IS_SAVE.search(sql):
        return sql
    bent, times = GUARD.subn("true", sql)
    if times != 1:
        raise SwitchRefused("The save has no sequence guard of the known form.")
    return bent


@contextmanager
def no_sequence_guard() -> Iterator[None]:
    """Inside: saves of this process are stored in the order of their arrival."""
    from asesmen.ujian.services import simpan

    whole = simpan.SAVE
    simpan.SAVE = without_guard(whole)
    try:
        yield
    finally:
        simpan.SAVE = whole


def forgetful_sender() -> str:
    """kirim.js as a build that empties its queue before the acknowledgement."""
    source = KIRIM.read_text(encoding="utf-8")
    if source.count(TAKES) != 1:
        raise SwitchRefused("kirim.js takes its batch in another way.")
    return source.replace(TAKES, EMPTIES)
