"""Pages of the item bank."""

from asesmen.bank.views.butir import butir_aktif, butir_detail, butir_export, butir_kunci, butir_list
from asesmen.bank.views.impor import (
    impor_apply,
    impor_detail,
    impor_discard,
    impor_list,
    impor_perbaikan,
    impor_templat,
)
from asesmen.bank.views.instrumen import instrumen_create, instrumen_detail, instrumen_list

__all__ = [
    "butir_aktif",
    "butir_detail",
    "butir_export",
    "butir_kunci",
    "butir_list",
    "impor_apply",
    "impor_detail",
    "impor_discard",
    "impor_list",
    "impor_perbaikan",
    "impor_templat",
    "instrumen_create",
    "instrumen_detail",
    "instrumen_list",
]
