"""A person's own paper, for reading their answers: numbers, and options in the order in which they saw them."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TAG = re.compile(r"<[^>]*>")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Soal:
    """One question. `opsi` is (stored code, text) in the order of the page: the first one was shown as A."""

    versi: int
    nomor: int
    bagian: str
    pertanyaan: str
    opsi: tuple[tuple[str, str], ...] = ()

    def huruf(self, kode: object) -> str:
        """The letter under which an option was shown; empty for what is no option."""
        return next((chr(65 + n) for n, (known, _) in enumerate(self.opsi) if known == kode), "")

    def teks(self, kode: object) -> str:
        return next((text for known, text in self.opsi if known == kode), "")


def questions_of(naskah: Sequence[Mapping[str, Any]], content: Mapping[int, Mapping[str, Any]]) -> dict[int, Soal]:
    """version → question, in the order of the paper."""
    found: dict[int, Soal] = {}
    for bagian in naskah:
        for butir in bagian["butir"]:
            versi = butir["versi"]
            found[versi] = _soal(butir, len(found) + 1, bagian["bagian"], content.get(versi, {}))
    return found


def _soal(butir: Mapping[str, Any], nomor: int, bagian: str, content: Mapping[str, Any]) -> Soal:
    is_html = content.get("format") == "html"
    texts = {opsi["kode"]: plain_text(opsi["teks"], is_html) for opsi in content.get("opsi", [])}
    order = butir.get("opsi") or list(texts)
    return Soal(
        versi=butir["versi"],
        nomor=nomor,
        bagian=bagian,
        pertanyaan=plain_text(content.get("pertanyaan", ""), is_html),
        opsi=tuple((kode, texts.get(kode, "")) for kode in order),
    )


def plain_text(text: str, is_html: bool) -> str:
    """One line without markup."""
    bare = html.unescape(TAG.sub(" ", text)) if is_html else text
    return SPACE.sub(" ", bare).strip()


def answer_text(nilai: object, soal: Soal | None) -> str:
    """An answer as the person saw it: "B. opsi dua", several with semicolons, a word as it was typed."""
    if nilai is None:
        return "dikosongkan"
    if isinstance(nilai, list):
        return "; ".join(answer_text(part, soal) for part in nilai) or "dikosongkan"
    letter = soal.huruf(nilai) if soal else ""
    if soal is None or not letter:
        return str(nilai)
    return f"{letter}. {soal.teks(nilai)}".rstrip()
