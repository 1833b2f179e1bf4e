"""HTTP in, one question or order, HTTP out: the office, the participant, the assessor."""

from asesmen.penugasan.views.menilai import penilaian_detail, penilaian_list
from asesmen.penugasan.views.penugasan import (
    asesor_assign,
    kiriman_detail,
    nilai_reopen,
    penugasan_create,
    penugasan_detail,
    penugasan_list,
    peserta_add,
    tenggat_extend,
)
from asesmen.penugasan.views.peserta import (
    berkas_remove,
    berkas_restore,
    berkas_saya,
    berkas_upload,
    kiriman_send,
    tugas_detail,
    tugas_saya,
)
from asesmen.penugasan.views.unduh import berkas_download

__all__ = [
    "asesor_assign",
    "berkas_download",
    "berkas_remove",
    "berkas_restore",
    "berkas_saya",
    "berkas_upload",
    "kiriman_detail",
    "kiriman_send",
    "nilai_reopen",
    "penilaian_detail",
    "penilaian_list",
    "penugasan_create",
    "penugasan_detail",
    "penugasan_list",
    "peserta_add",
    "tenggat_extend",
    "tugas_detail",
    "tugas_saya",
]
