"""Our 21 columns, and the words by which files in the wild head the same things."""

import re

HURUF = ("A", "B", "C", "D", "E")
KOLOM = (
    "No", "Kode", "Kode Kompetensi", "Indikator", "Level", "Tipe", "Stimulus", "Pertanyaan",
    *(f"Opsi {h}" for h in HURUF), *(f"Bobot {h}" for h in HURUF), "Kunci", "Skor", "Pembahasan",
)  # fmt: skip

SINONIM = {
    "Kode": ("kode soal", "kode butir", "id soal"),
    "Kode Kompetensi": ("kompetensi", "kode kompetensi teknis"),
    "Indikator": ("indikator perilaku", "indikator soal"),
    "Level": ("level kompetensi", "tingkat"),
    "Tipe": ("tipe soal", "jenis soal", "jenis_soal", "jenis", "bentuk soal"),
    "Stimulus": ("wacana/stimulus", "wacana", "kasus", "situasi", "skenario"),
    "Pertanyaan": ("soal", "pertanyaan (soal)", "butir soal", "teks soal"),
    "Kunci": ("kunci jawaban", "kunci / jawaban benar", "jawaban benar", "jawaban"),
    "Skor": ("poin", "nilai", "bobot"),
    "Pembahasan": ("penjelasan",),
    "No": ("nomor", "no urut"),
}


def normal(text: str) -> str:
    """Lower case, one space between words, no remark in brackets: "Tipe Soal (PG/ESSAY)" → "tipe soal"."""
    words = " ".join(text.replace("_", " ").split()).casefold()
    return re.sub(r"\s*\([^)]*\)$", "", words) or words


_BY_WORD = {normal(name): name for name in KOLOM} | {
    normal(word): name for name, words in SINONIM.items() for word in words
}


def column_of(head: str) -> str | None:
    """Return our name of a column head, None for one we do not read."""
    return _BY_WORD.get(normal(head))
