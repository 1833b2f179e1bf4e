"""One made-up participant's way: card, rules, token, paper, answers in small batches, receipt."""

import http.client
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asesmen.gelombang.rules import room_token
from asesmen.ujian.management.gladi.catatan import Catatan
from asesmen.ujian.management.gladi.pintu import Jawab, Peramban, Refused
from asesmen.ujian.services import Isian

BATCH = 5
TRIES = 6
P_TWICE, P_SWAPPED = 0.06, 0.06
TROUBLES = (Refused, OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Bekal:
    """What one participant needs. `rahasia` empty: a room without token. `jeda`: seconds between two batches."""

    isian: Isian
    kode: str
    rahasia: str
    token_menit: int
    seed: str
    jeda: float


class Peserta:
    def __init__(self, bekal: Bekal, peramban: Peramban, catatan: Catatan) -> None:
        self.bekal, self.peramban, self.catatan = bekal, peramban, catatan
        self.nasib = random.Random(f"{bekal.seed} {bekal.isian.seat.nomor}")  # noqa: S311  (a rehearsal's dice)

    def walk(self, is_late: Callable[[], bool]) -> bool:
        """Go the whole way; False when a step failed or time was up."""
        try:
            self.enter()
            naskah = self.begin()
            if not self.answer(naskah, is_late):
                return False
            self.hand_in(naskah)
        except TROUBLES as error:
            self.catatan.failed(self.langkah, f"{self.bekal.isian.seat.nomor}: {error or type(error).__name__}")
            return False
        finally:
            self.peramban.close()
        return True

    # ---------- Steps ----------

    def enter(self) -> None:
        seat = self.bekal.isian.seat
        self.langkah = "masuk"
        self.timed("masuk", lambda: self.peramban.get("/ujian/"), 200)
        self.timed("masuk", lambda: self.peramban.post_form("/ujian/", {"nip": seat.nip, "kode": self.bekal.kode}), 302)
        self.timed("ruang tunggu", lambda: self.peramban.get("/ujian/tunggu/"), 200)
        self.timed("ruang tunggu", lambda: self.peramban.post_json("/ujian/tunggu/tata-tertib", {}), 200)

    def begin(self) -> dict[str, Any]:
        self.timed("mulai", lambda: self.peramban.post_json("/ujian/tunggu/mulai", {"token": self.room_token()}), 200)
        self.timed("naskah", lambda: self.peramban.get("/ujian/kerja/"), 200)
        perangkat = {"perangkat": "Gladi"}
        return self.timed("naskah", lambda: self.peramban.post_json("/ujian/kerja/buka", perangkat), 200).json()

    def answer(self, naskah: dict[str, Any], is_late: Callable[[], bool]) -> bool:
        """Section by section where they are timed, else the whole paper at once."""
        while True:
            batches = self.batches(naskah)
            is_last = naskah["bagian_deadline"] is None or naskah["bagian_ke"] + 1 == naskah["bagian_jumlah"]
            rest = [] if is_last or not batches else batches.pop()
            for batch in batches:
                if is_late():
                    self.catatan.failed("simpan", f"{self.bekal.isian.seat.nomor}: batas waktu gladi habis")
                    return False
                self.send("simpan", naskah, batch)
                if self.bekal.jeda:
                    time.sleep(self.bekal.jeda * (0.5 + self.nasib.random()))
            if is_last:
                return True
            naskah |= self.send("lanjut", naskah, rest, dari=naskah["bagian_ke"])

    def batches(self, naskah: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """Entries of what is open, some sent twice, some in the wrong order: the server must not mind."""
        is_open = {butir["versi"] for bagian in naskah["bagian"] for butir in bagian["butir"]}
        entries = [
            {"versi": s.versi, "epoch": naskah["epoch"], "seq": seq, "nilai": s.nilai, "ragu": s.ragu}
            for seq, s in enumerate(self.bekal.isian.langkah, start=1)
            if s.versi in is_open
        ]
        parts = [entries[n : n + BATCH] for n in range(0, len(entries), BATCH)]
        result: list[list[dict[str, Any]]] = []
        for part in parts:
            if self.nasib.random() < P_SWAPPED and result:
                result.insert(-1, part)
            else:
                result.append(part)
            if self.nasib.random() < P_TWICE:
                result.append(part)
        return result

    def send(self, langkah: str, naskah: dict[str, Any], batch: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        """Send a batch until it is stored, and return the reply."""
        body = {"simpanan": batch, "since": naskah["since"], **more}
        wanted = sorted([e["versi"], e["epoch"], e["seq"]] for e in batch)
        for attempt in range(TRIES):
            reply = self.timed(
                langkah,
                lambda: self.peramban.post_json(f"/ujian/api/{langkah}", body, token=naskah["token"]),
                200,
                429,
                503,
            )
            if reply.status == 200:
                break
            time.sleep(0.2 * 2**attempt)
        if reply.status != 200 or sorted(reply.json().get("acked", [])) != wanted:
            raise Refused(f"{langkah} dijawab {reply.status}: {reply.json().get('code')}")
        self.catatan.saved(len(batch))
        return reply.json()

    def hand_in(self, naskah: dict[str, Any]) -> None:
        body = {"simpanan": [], "since": naskah["since"]}
        done = self.timed(
            "kumpul", lambda: self.peramban.post_json("/ujian/api/kumpul", body, token=naskah["token"]), 200
        ).json()
        page = self.timed("tanda terima", lambda: self.peramban.get("/ujian/tanda-terima/"), 200)
        kode = done["tanda_terima"]["kode"]
        if f"{kode[:4]} {kode[4:8]} {kode[8:]}".encode() not in page.body:
            raise Refused("kode terima tidak tampil pada tanda terima")

    # ---------- Tools ----------

    def room_token(self) -> str:
        if not self.bekal.rahasia:
            return ""
        return room_token(self.bekal.rahasia, datetime.now(UTC), self.bekal.token_menit)

    def timed(self, langkah: str, ask: Callable[[], Jawab], *wanted: int) -> Jawab:
        self.langkah = langkah
        begun = time.perf_counter()
        reply = ask()
        self.catatan.took(langkah, time.perf_counter() - begun)
        if reply.status not in wanted:
            detail = reply.json().get("message", "") if reply.body[:1] == b"{" else reply.location
            raise Refused(f"dijawab {reply.status} {detail}".strip())
        return reply
