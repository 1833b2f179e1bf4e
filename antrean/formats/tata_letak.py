"""Typesetting with typst. Templates are ours; what people wrote reaches them as data (JSON), never as markup."""

import json
import tempfile
from pathlib import Path
from typing import Any

import typst

KERTAS = {"A4": (210, 297), "F4": (215, 330)}


def typeset(template: Path, data: dict[str, Any], kertas: str = "A4") -> bytes:
    """Return a template's PDF, made in a folder of its own: nothing else can be read, nothing is fetched."""
    width, height = KERTAS[kertas]
    values = {**data, "lebar": width, "tinggi": height}
    with tempfile.TemporaryDirectory(prefix="cetak-") as folder:
        root = Path(folder)
        (root / "data.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        (root / template.name).write_bytes(template.read_bytes())
        return typst.compile(
            root / template.name,
            root=root,
            ignore_system_fonts=True,
            package_path=root / "paket",
            package_cache_path=root / "paket",
            pdf_tags=False,
        )
