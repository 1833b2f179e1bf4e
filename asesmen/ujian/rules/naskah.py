"""What a participant receives. Only fields named here leave: no key, weight, explanation or item code."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

Naskah = Sequence[Mapping[str, Any]]
ISI = ("tipe", "stimulus", "pertanyaan")


def versions_of(naskah: Naskah) -> list[int]:
    """Item versions in the order of the paper."""
    return [butir["versi"] for bagian in naskah for butir in bagian["butir"]]


def is_timed(naskah: Naskah) -> bool:
    """True where every section has its own time: then one section is open at a time, and it is left only forward."""
    return bool(naskah) and all(bagian.get("durasi") for bagian in naskah)


def with_extra(naskah: Naskah, detik: int) -> list[dict[str, Any]]:
    """The paper of a person with extra time: timed sections share it by their length, to the second."""
    if not is_timed(naskah):
        return [dict(bagian) for bagian in naskah]
    total = sum(bagian["durasi"] for bagian in naskah)
    found, before, given = [], 0, 0
    for bagian in naskah:
        before += bagian["durasi"]
        share = detik * before // total - given
        given += share
        found.append({**bagian, "durasi": bagian["durasi"] + share})
    return found


def open_section(naskah: Naskah, ke: int) -> dict[str, Any]:
    """The fields of a sitting in which section `ke` (from 0) is open; nothing in them where sections are not timed."""
    if not is_timed(naskah):
        return {"bagian_ke": 0, "bagian_durasi": None, "bagian_versi_ids": None}
    return {"bagian_ke": ke, "bagian_durasi": naskah[ke]["durasi"], "bagian_versi_ids": versions_of([naskah[ke]])}


def sent_sections(naskah: Naskah, ke: int) -> range:
    """The numbers of the sections that a page may have while section `ke` is open."""
    return range(ke, ke + 1) if is_timed(naskah) else range(len(naskah))


def seed_of(key: str, gelombang_id: int, nomor: str) -> str:
    """The seed of one participant's paper: reproducible for the office, no use to whoever knows the number."""
    return hmac.new(key.encode(), f"naskah {gelombang_id} {nomor}".encode(), hashlib.sha256).hexdigest()[:32]


def paper_for(naskah: Naskah, content: Mapping[int, Mapping[str, Any]], ke: int = 0) -> list[dict[str, Any]]:
    """Return [{"ke", "nama", "petunjuk", "durasi", "butir": [item]}]: every section, or where they are timed only `ke`.

    An item is {"versi", "nomor", "tipe", "format", "stimulus", "pertanyaan", "opsi"}. Numbers run through the whole
    paper. `opsi` is [{"kode", "teks"}] in the frozen order; `kode` is what is stored.
    """
    sections = []
    for n in sent_sections(naskah, ke):
        bagian = naskah[n]
        before = sum(len(earlier["butir"]) for earlier in naskah[:n])
        sections.append(
            {
                "ke": n,
                "nama": bagian["bagian"],
                "petunjuk": bagian.get("petunjuk") or "",
                "durasi": bagian.get("durasi"),
                "butir": [_item(b, i, content[b["versi"]]) for i, b in enumerate(bagian["butir"], before + 1)],
            }
        )
    return sections


def _item(butir: Mapping[str, Any], number: int, content: Mapping[str, Any]) -> dict[str, Any]:
    texts = {opsi["kode"]: opsi["teks"] for opsi in content["opsi"]}
    order = butir.get("opsi") or list(texts)
    return {
        "versi": butir["versi"],
        "nomor": number,
        "format": content.get("format", "teks"),
        **{name: content[name] for name in ISI},
        "opsi": [{"kode": kode, "teks": texts[kode]} for kode in order],
    }
