"""Our JSON layout of items → rows of cells, so that both layouts are read by the same rules."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from asesmen.bank.formats.berkas import BerkasUnreadable, Row, clean

PLAIN = {
    "Kode": "kode",
    "Kode Kompetensi": "kompetensi",
    "Indikator": "indikator",
    "Level": "level",
    "Tipe": "tipe",
    "Stimulus": "stimulus",
    "Pertanyaan": "pertanyaan",
    "Skor": "skor",
    "Pembahasan": "pembahasan",
    "Format": "format",
}


def read_json(content: bytes) -> list[Row]:
    """Raises BerkasUnreadable."""
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise BerkasUnreadable("Berkas bukan JSON yang utuh. Ekspor ulang dari sumbernya.") from wrong
    if not isinstance(data, list) or not all(isinstance(item, Mapping) for item in data):
        raise BerkasUnreadable("Berkas JSON harus memuat daftar butir: [{…}, {…}].")
    return rows_of(data)


def rows_of(items: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Number the items from 1: the row number of a JSON file is the item's place in the list."""
    return [Row(number, _cells(item), _images(item)) for number, item in enumerate(items, 1)]


def _cells(item: Mapping[str, Any]) -> dict[str, str]:
    cells = {name: _text(item.get(key)) for name, key in PLAIN.items()}
    weights = _mapping(item.get("bobot"))
    if weights and not cells["Tipe"]:
        cells["Tipe"] = "sjt"
    for prefix, values in (("Opsi", _mapping(item.get("opsi"))), ("Bobot", weights)):
        cells |= {f"{prefix} {letter}": _text(value) for letter, value in values.items()}
    cells["Kunci"] = _key(item)
    return {name: text for name, text in cells.items() if text}


def _images(item: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): _text(value) for name, value in _mapping(item.get("gambar")).items()}


def _key(item: Mapping[str, Any]) -> str:
    accepted, letters = item.get("jawaban_diterima"), item.get("kunci")
    if isinstance(accepted, list) and accepted:
        text = "|".join(_text(value) for value in accepted)
        spread = item.get("toleransi")
        return f"{text}±{_text(spread)}" if spread is not None else text
    return ", ".join(_text(value) for value in letters) if isinstance(letters, list) else _text(letters)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return "" if value is None else clean(str(value))
