"""Orders on items and instruments."""

from asesmen.bank.services.butir import import_butir, plan_butir
from asesmen.bank.services.contoh import load_butir_contoh, load_instrumen_contoh
from asesmen.bank.services.instrumen import BagianBaru, InstrumenRefused, create_instrumen

__all__ = [
    "BagianBaru",
    "InstrumenRefused",
    "create_instrumen",
    "import_butir",
    "load_butir_contoh",
    "load_instrumen_contoh",
    "plan_butir",
]
