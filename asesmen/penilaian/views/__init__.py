"""Pages of computations and results for staff."""

from asesmen.penilaian.views.hasil import hasil_detail
from asesmen.penilaian.views.penghitungan import penghitungan_detail, penghitungan_list
from asesmen.penilaian.views.tindakan import (
    penghitungan_batal_sahkan,
    penghitungan_batalkan,
    penghitungan_create,
    penghitungan_run,
    penghitungan_sahkan,
    penghitungan_tarik_umumkan,
    penghitungan_umumkan,
)

__all__ = [
    "hasil_detail",
    "penghitungan_batal_sahkan",
    "penghitungan_batalkan",
    "penghitungan_create",
    "penghitungan_detail",
    "penghitungan_list",
    "penghitungan_run",
    "penghitungan_sahkan",
    "penghitungan_tarik_umumkan",
    "penghitungan_umumkan",
]
