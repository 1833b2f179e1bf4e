"""Orders on the dictionary, the standards and the scoring rules."""

from asesmen.kompetensi.services.aturan import (
    AturanHasHole,
    AturanOverlaps,
    create_konversi,
    create_skema,
    load_contoh_aturan,
)
from asesmen.kompetensi.services.contoh import (
    NAMA_STANDAR,
    load_contoh,
    load_contoh_kamus,
    load_contoh_standar,
    plan_contoh,
)
from asesmen.kompetensi.services.kamus import Muatan, load_kamus, plan_kamus
from asesmen.kompetensi.services.standar import (
    StandarAlreadyApproved,
    StandarOverlaps,
    StandarSamePerson,
    approve_standar,
    load_standar,
    plan_standar,
)

__all__ = [
    "NAMA_STANDAR",
    "AturanHasHole",
    "AturanOverlaps",
    "Muatan",
    "StandarAlreadyApproved",
    "StandarOverlaps",
    "StandarSamePerson",
    "approve_standar",
    "create_konversi",
    "create_skema",
    "load_contoh",
    "load_contoh_aturan",
    "load_contoh_kamus",
    "load_contoh_standar",
    "load_kamus",
    "load_standar",
    "plan_contoh",
    "plan_kamus",
    "plan_standar",
]
