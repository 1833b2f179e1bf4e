"""The ledger of a run: what was sent, what was acknowledged, and at the end what the database holds of it."""

import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.ujian.tahan.medan import Medan
from tests.ujian.tahan.ukuran import LEDGERS, SEED

Name = tuple[str, int, int, int]  # sitting, item version, epoch, seq


@dataclass
class Buku:
    """Shared by all threads. `sent`: name → value, `acked`: names the server called safe."""

    sent: dict[Name, Any] = field(default_factory=dict)
    acked: dict[Name, float] = field(default_factory=dict)
    apart: set[Name] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sends(self, sitting: str, entries: list[dict[str, Any]]) -> None:
        with self.lock:
            for e in entries:
                self.sent[sitting, e["versi"], e["epoch"], e["seq"]] = e["nilai"]

    def heard(self, sitting: str, reply: dict[str, Any]) -> None:
        now = time.monotonic()
        with self.lock:
            for v, e, s in reply.get("acked", []):
                self.acked.setdefault((sitting, v, e, s), now)
            self.apart |= {(sitting, v, e, s) for v, e, s in reply.get("quarantined", [])}

    def counted(self, what: str) -> None:
        with self.lock:
            self.answers[what] = self.answers.get(what, 0) + 1

    def gap(self, client: str, seconds: float) -> None:
        with self.lock:
            self.gaps[client] = max(self.gaps.get(client, 0.0), seconds)

    @property
    def longest_gap(self) -> float:
        return max(self.gaps.values(), default=0.0)

    def keep(self, name: str) -> Path:
        """Write the ledger down, for whoever looks into a failure."""
        path = LEDGERS / f"buku-{name}-{SEED}.json"
        told = {
            "seed": SEED,
            "sent": [[*k, v] for k, v in self.sent.items()],
            "acked": [list(k) for k in self.acked],
            "answers": self.answers,
            "gaps": self.gaps,
        }
        path.write_text(json.dumps(told))
        return path


@dataclass(frozen=True)
class Selisih:
    """What does not agree: `lost` acknowledged and not there, `stale` under an older one, `invented` never sent."""

    lost: list[Name]
    stale: list[Name]
    invented: list[Name]

    @property
    def is_none(self) -> bool:
        return not (self.lost or self.stale or self.invented)


def compare(buku: Buku, medan: Medan) -> Selisih:
    """Hold the ledger against the log and the current answers."""
    log = {
        (str(p), v, e, s): nilai
        for p, v, e, s, nilai, keadaan in medan.rows(
            "SELECT pengerjaan_id::text, versi_id, epoch, seq, nilai, keadaan FROM ujian_logjawaban"
        )
        if keadaan != "karantina"
    }
    current = {
        (str(p), v): (e, s, nilai)
        for p, v, e, s, nilai in medan.rows(
            "SELECT pengerjaan_id::text, versi_id, epoch, seq, nilai FROM ujian_jawaban"
        )
    }
    newest: dict[tuple[str, int], tuple[int, int]] = {}
    for p, v, e, s in buku.acked:
        newest[p, v] = max(newest.get((p, v), (0, 0)), (e, s))
    return Selisih(
        lost=[name for name in buku.acked if name not in log],
        stale=[(p, v, *order) for (p, v), order in newest.items() if current.get((p, v), (0, 0, None))[:2] < order],
        invented=[name for name, nilai in log.items() if buku.sent.get(name, MISSING) != nilai]
        + [(p, v, e, s) for (p, v), (e, s, nilai) in current.items() if buku.sent.get((p, v, e, s), MISSING) != nilai],
    )


MISSING = object()
