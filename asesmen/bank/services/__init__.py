"""Orders on items and instruments."""

from asesmen.bank.services.butir import (
    ButirUnchanged,
    export_butir,
    import_butir,
    open_kunci,
    plan_butir,
    set_aktif,
)
from asesmen.bank.services.contoh import load_butir_bergambar, load_butir_contoh, load_instrumen_contoh
from asesmen.bank.services.impor import ImporButirUnreadable, apply_impor, check_berkas, stage_impor, summary
from asesmen.bank.services.instrumen import BagianBaru, InstrumenRefused, create_instrumen

__all__ = [
    "BagianBaru",
    "ButirUnchanged",
    "ImporButirUnreadable",
    "InstrumenRefused",
    "apply_impor",
    "check_berkas",
    "create_instrumen",
    "export_butir",
    "import_butir",
    "load_butir_bergambar",
    "load_butir_contoh",
    "load_instrumen_contoh",
    "open_kunci",
    "plan_butir",
    "set_aktif",
    "stage_impor",
    "summary",
]
