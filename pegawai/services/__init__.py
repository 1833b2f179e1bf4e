"""Orders on the registry."""

from pegawai.services.impor import (
    BarisCalon,
    ImporNotStaged,
    ImporNotWithdrawable,
    ImporUnreadable,
    apply_impor,
    check_berkas,
    discard_impor,
    fail_impor,
    finish_impor,
    open_impor,
    stage_impor,
    store_impor,
    withdraw_impor,
)
from pegawai.services.jejak import record_jejak
from pegawai.services.riwayat import RiwayatBaru, remove_riwayat, write_riwayat

__all__ = [
    "BarisCalon",
    "ImporNotStaged",
    "ImporNotWithdrawable",
    "ImporUnreadable",
    "RiwayatBaru",
    "apply_impor",
    "check_berkas",
    "discard_impor",
    "fail_impor",
    "finish_impor",
    "open_impor",
    "record_jejak",
    "remove_riwayat",
    "stage_impor",
    "store_impor",
    "withdraw_impor",
    "write_riwayat",
]
