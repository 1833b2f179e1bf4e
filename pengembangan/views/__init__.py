"""HTTP in, one question or order, HTTP out: needs, programmes, batches, clinics, and what an ASN books."""

from pengembangan.views.angkatan import (
    angkatan_create,
    angkatan_detail,
    angkatan_enrol,
    angkatan_list,
    kehadiran_note,
    kepesertaan_cancel,
)
from pengembangan.views.kebutuhan import jp_list, kebutuhan_detail, kebutuhan_list
from pengembangan.views.klinik import kehadiran_klinik_note, sesi_klinik_create, sesi_klinik_detail, sesi_klinik_list
from pengembangan.views.program import program_detail, program_list
from pengembangan.views.saya import klinik_book, klinik_cancel, klinik_saya

__all__ = [
    "angkatan_create",
    "angkatan_detail",
    "angkatan_enrol",
    "angkatan_list",
    "jp_list",
    "kebutuhan_detail",
    "kebutuhan_list",
    "kehadiran_klinik_note",
    "kehadiran_note",
    "kepesertaan_cancel",
    "klinik_book",
    "klinik_cancel",
    "klinik_saya",
    "program_detail",
    "program_list",
    "sesi_klinik_create",
    "sesi_klinik_detail",
    "sesi_klinik_list",
]
