"""What a running page may ask by its token, without a framework: Django's views and the plain callable share it.

The plain callable (`DOORS`, mounted by config/front.py) takes the two requests that come all the time past Django: a
save costs its HMAC, one statement that it shares with others, and its JSON.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from asesmen.ujian import services
from asesmen.ujian.access import laju, token_of
from asesmen.ujian.rules import Kiriman, KirimanUnreadable, read_kiriman
from asesmen.ujian.services import HasilSimpan
from asesmen.ujian.views.jawab import millis

MAX_BODY = 256 * 1024
MESSAGES = {
    "ok": "",
    "bad_token": "Halaman ini tidak dikenal lagi. Masuk lagi dengan NIP dan kode kartu; jawaban Anda aman.",
    "too_many": "Terlalu cepat. Halaman mengirim lagi sendiri.",
    "too_large": "Kiriman terlalu besar. Halaman mengirim dalam bagian yang lebih kecil.",
    "unreadable": "Kiriman tidak terbaca.",
    "bad_entries": "Tidak ada isian yang dapat disimpan.",
    "lease_lost": "Ujian ini dilanjutkan di perangkat lain. Halaman ini berhenti menyimpan.",
    "closed": "Ujian ini sudah ditutup. Jawaban yang tiba sesudahnya disimpan terpisah.",
}
STATUS = {"lain": (409, "lease_lost"), "tutup": (410, "closed")}
encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True)
class Balasan:
    """A reply in JSON. `wait`: seconds for Retry-After, 0 for none."""

    status: int
    told: dict[str, Any]
    wait: int = 0

    @property
    def body(self) -> bytes:
        return encode(self.told).encode()


@dataclass(frozen=True)
class Tamu:
    """Who asks, by a token of ours, and what they bring."""

    pengerjaan_id: UUID
    lease: str
    kiriman: Kiriman
    ip: str | None


Save = Callable[..., HasilSimpan | None]


def tell(http: int, code: str, **more: Any) -> Balasan:
    return Balasan(http, {"code": code, "message": MESSAGES[code], **more})


def admit(*, authorization: str, length: str, read: Callable[[int], bytes], ip: str | None) -> Tamu | Balasan:
    """Check token, speed, size and shape, in this order, before anything reaches the database."""
    who = token_of(authorization)
    if who is None:
        return tell(401, "bad_token")
    if wait := laju.wait(who[0]):
        return Balasan(429, tell(429, "too_many").told, max(1, round(wait)))
    size = int(length) if length.isascii() and length.isdigit() else 0
    if size > MAX_BODY:
        return tell(413, "too_large")
    try:
        kiriman = read_kiriman(json.loads(read(size)))
    except (KirimanUnreadable, ValueError, RecursionError):
        return tell(422, "unreadable")
    return Tamu(*who, kiriman, ip)


def simpan(tamu: Tamu, *, save: Save) -> Balasan:
    kiriman = tamu.kiriman
    hasil = save(
        pengerjaan_id=tamu.pengerjaan_id, lease=tamu.lease, simpanan=kiriman.simpanan, since=kiriman.since, ip=tamu.ip
    )
    return answer(tamu.pengerjaan_id, hasil, kiriman)


def denyut(tamu: Tamu, *, save: Save, show_life: Callable[..., bool]) -> Balasan:
    """A sign of life from a page that has nothing to save; it brings back clock and news."""
    since = tamu.kiriman.since
    show_life(pengerjaan_id=tamu.pengerjaan_id, lease=tamu.lease)
    hasil = save(pengerjaan_id=tamu.pengerjaan_id, lease=tamu.lease, simpanan=[], since=since)
    return answer(tamu.pengerjaan_id, hasil, Kiriman(since=since))


def answer(pengerjaan_id: UUID, hasil: HasilSimpan | None, kiriman: Kiriman) -> Balasan:
    if hasil is None:
        return tell(401, "bad_token")
    status, code = STATUS.get(hasil.pintu, (200, "ok"))
    found = facts(pengerjaan_id, hasil, kiriman)
    if status == 200 and found["refused"] and not hasil.acked:
        status, code = 422, "bad_entries"
    return tell(status, code, **found)


def facts(pengerjaan_id: UUID, hasil: HasilSimpan | None, kiriman: Kiriman) -> dict[str, Any]:
    if hasil is None:
        return {"pengerjaan": str(pengerjaan_id)}
    left = max(0.0, (hasil.deadline - hasil.now).total_seconds()) if hasil.deadline else None
    return {
        "pengerjaan": str(pengerjaan_id),
        "acked": hasil.acked,
        "quarantined": hasil.quarantined,
        "refused": [*hasil.refused, *kiriman.refused],
        "server_now": millis(hasil.now),
        "deadline": millis(hasil.deadline),
        "seconds_left": left,
        "tenggang": hasil.tenggang,
        "status": hasil.status,
        "dijeda": millis(hasil.dijeda_at),
        "bagian_ke": hasil.bagian_ke,
        "bagian_deadline": millis(hasil.bagian_deadline),
        "news": hasil.news,
    }


# ---------- Past Django ----------

Environ = Mapping[str, Any]


def past_django(serve: Callable[[Tamu], Balasan], environ: Environ, ip: str) -> Balasan:
    admitted = admit(
        authorization=environ.get("HTTP_AUTHORIZATION", ""),
        length=environ.get("CONTENT_LENGTH") or "",
        read=environ["wsgi.input"].read,
        ip=ip or None,
    )
    return admitted if isinstance(admitted, Balasan) else serve(admitted)


# Route → what answers it, from a WSGI environment and the client's address. Raises DatabaseError.
DOORS: dict[str, Callable[[Environ, str], Balasan]] = {
    "ujian:simpan": partial(past_django, partial(simpan, save=services.save_together)),
    "ujian:denyut": partial(
        past_django, partial(denyut, save=services.save_together, show_life=services.show_life_past_django)
    ),
}
