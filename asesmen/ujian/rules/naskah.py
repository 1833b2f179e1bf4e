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


def seed_of(key: str, gelombang_id: int, nomor: str) -> str:
    """The seed of one participant's paper: reproducible for the office, no use to whoever knows the number."""
    return hmac.new(key.encode(), f"naskah {gelombang_id} {nomor}".encode(), hashlib.sha256).hexdigest()[:32]


def paper_for(naskah: Naskah, content: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return [{"nama", "petunjuk", "butir": [{"versi", "nomor", "tipe", "stimulus", "pertanyaan", "opsi"}]}].

    Numbers run through all sections. `opsi` is [{"kode", "teks"}] in the frozen order; `kode` is what is stored.
    """
    number = 0
    sections = []
    for bagian in naskah:
        items = []
        for butir in bagian["butir"]:
            number += 1
            items.append(_item(butir, number, content[butir["versi"]]))
        sections.append({"nama": bagian["bagian"], "petunjuk": bagian.get("petunjuk") or "", "butir": items})
    return sections


def _item(butir: Mapping[str, Any], number: int, content: Mapping[str, Any]) -> dict[str, Any]:
    texts = {opsi["kode"]: opsi["teks"] for opsi in content["opsi"]}
    order = butir.get("opsi") or list(texts)
    return {
        "versi": butir["versi"],
        "nomor": number,
        **{name: content[name] for name in ISI},
        "opsi": [{"kode": kode, "teks": texts[kode]} for kode in order],
    }
