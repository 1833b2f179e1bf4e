"""A participant's page without a browser: sends its queue again and again until each entry is named."""

import http.client
import json
import random
import threading
import time
from typing import Any

from tests.ujian.tahan.buku import Buku
from tests.ujian.tahan.medan import HOST

TIMEOUT = 4.0


def post(port: int, path: str, body: object, token: str, timeout: float = TIMEOUT) -> tuple[int, dict[str, Any]]:
    """One request on a connection of its own; (status, JSON or {}). Raises OSError, HTTPException."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Authorization": f"Bearer {token}",
        "Connection": "close",
    }
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("POST", f"/ujian/api/{path}", raw, headers)
        reply = connection.getresponse()
        content = reply.read()
        is_json = (reply.headers.get("Content-Type") or "").startswith("application/json")
        return reply.status, json.loads(content) if is_json else {}
    finally:
        connection.close()


class Penulis(threading.Thread):
    """Writes in these sittings in turn, one request in flight, some of them twice and some old ones once more."""

    def __init__(
        self, name: str, port: int, sittings: list[dict[str, Any]], buku: Buku, stop: threading.Event, seed: int,
        pause: float = 0.02,
    ) -> None:  # fmt: skip
        super().__init__(name=name, daemon=True)
        self.port, self.sittings, self.buku, self.halt, self.pause = port, sittings, buku, stop, pause
        self.dice = random.Random(f"{seed} {name}")
        self.seq = {s["id"]: 0 for s in sittings}
        self.last_ack = time.monotonic()
        self.old: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.halt.is_set():
                sitting = self.dice.choice(self.sittings)
                self.deliver(sitting, self.batch(sitting))
                if self.old and self.dice.random() < 0.1:
                    self.once(*self.dice.choice(self.old))
                time.sleep(self.pause * self.dice.random())
        except BaseException as error:
            self.trouble = error

    def batch(self, sitting: dict[str, Any]) -> list[dict[str, Any]]:
        entries = []
        for _ in range(self.dice.randint(1, 3)):
            self.seq[sitting["id"]] += 1
            seq = self.seq[sitting["id"]]
            versi = self.dice.choice(sitting["versi"])
            entries.append({"versi": versi, "epoch": 1, "seq": seq, "nilai": f"{self.name}-{seq}", "ragu": False})
        self.buku.sends(sitting["id"], entries)
        return entries

    def deliver(self, sitting: dict[str, Any], entries: list[dict[str, Any]]) -> None:
        """Until every entry is named; the run's end breaks it off."""
        left = entries
        wait = 0.05
        while left:
            named = self.once(sitting, left)
            now = time.monotonic()
            self.buku.gap(self.name, now - self.last_ack)
            if named:
                self.last_ack, wait = now, 0.05
            left = [e for e in left if (e["versi"], e["epoch"], e["seq"]) not in named]
            if left:
                if self.halt.is_set():
                    return
                time.sleep(wait * (0.5 + self.dice.random()))
                wait = min(wait * 2, 0.2)
        self.old = [*self.old[-20:], (sitting, entries)]

    def once(self, sitting: dict[str, Any], entries: list[dict[str, Any]]) -> set[tuple[int, int, int]]:
        try:
            status, reply = post(self.port, "simpan", {"simpanan": entries, "since": 0}, sitting["token"])
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.buku.counted(type(error).__name__)
            return set()
        self.buku.counted(str(status))
        if reply.get("pengerjaan") != sitting["id"]:
            return set()
        self.buku.heard(sitting["id"], reply)
        return {tuple(n) for n in [*reply.get("acked", []), *reply.get("quarantined", [])]}


def shared_out(sittings: list[dict[str, Any]], writers: int) -> list[list[dict[str, Any]]]:
    """Each sitting has one writer, as it has one page."""
    return [sittings[n::writers] for n in range(writers)]
