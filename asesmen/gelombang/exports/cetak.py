"""Typesetting with typst. The templates are ours; what people wrote reaches them as data (JSON), never as markup."""

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent
KERTAS = {"A4": (210, 297), "F4": (215, 330)}


@dataclass(frozen=True)
class Kop:
    """The letterhead, the wave's name, and the paper (A4 or F4)."""

    kabupaten: str
    instansi: str
    alamat: str
    gelombang: str
    kertas: str = "A4"


def typeset(template: str, kop: Kop, data: dict[str, Any]) -> bytes:
    """Return the PDF of one of our templates, in a folder of its own: nothing else can be read, nothing is fetched."""
    width, height = KERTAS[kop.kertas]
    values = {**data, "kop": asdict(kop), "lebar": width, "tinggi": height}
    with tempfile.TemporaryDirectory(prefix="cetak-") as folder:
        root = Path(folder)
        (root / "data.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        (root / template).write_bytes((TEMPLATES / template).read_bytes())
        return typst.compile(
            root / template,
            root=root,
            ignore_system_fonts=True,
            package_path=root / "paket",
            package_cache_path=root / "paket",
            pdf_tags=False,
        )
