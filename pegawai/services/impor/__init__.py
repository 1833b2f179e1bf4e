"""Imports in two steps: a file is staged and looked at, then applied in one transaction.

`stage_impor`, `apply_impor` and `withdraw_impor` know rosters and earlier results. Another app that imports something
else (items) checks its own rows and uses `open_impor`, `store_impor`, `finish_impor` and `discard_impor`.
"""

from pegawai.services.impor.alur import apply_impor, check_berkas, stage_impor, withdraw_impor
from pegawai.services.impor.pemetaan import (
    NEEDED,
    BerkasGone,
    KolomRefused,
    choose_kolom,
    drop_forgotten_berkas,
    remove_profil,
)
from pegawai.services.impor.periksa import BarisCalon, ImporUnreadable, Lapor, Pemeriksaan
from pegawai.services.impor.tahap import (
    ImporNotStaged,
    ImporNotWithdrawable,
    discard_impor,
    fail_impor,
    finish_impor,
    open_impor,
    store_impor,
)
from pegawai.services.impor.usulan import OrangTaken, UsulanUnknown, decide_clear_usulan, decide_usulan

__all__ = [
    "NEEDED",
    "BarisCalon",
    "BerkasGone",
    "ImporNotStaged",
    "ImporNotWithdrawable",
    "ImporUnreadable",
    "KolomRefused",
    "Lapor",
    "OrangTaken",
    "Pemeriksaan",
    "UsulanUnknown",
    "apply_impor",
    "check_berkas",
    "choose_kolom",
    "decide_clear_usulan",
    "decide_usulan",
    "discard_impor",
    "drop_forgotten_berkas",
    "fail_impor",
    "finish_impor",
    "open_impor",
    "remove_profil",
    "stage_impor",
    "store_impor",
    "withdraw_impor",
]
