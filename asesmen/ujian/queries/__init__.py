"""Questions about sittings: the face that other apps read."""

from asesmen.ujian.queries.jawaban import JawabanPeserta, jawaban_rows
from asesmen.ujian.queries.kabar import Catatan, Kabar, Panggilan, kabar_ruang
from asesmen.ujian.queries.karantina import accepted_since
from asesmen.ujian.queries.konsol import KeadaanKursi, keadaan_ruang, tindakan_list
from asesmen.ujian.queries.laporan_soal import LaporanSoal, laporan_soal
from asesmen.ujian.queries.naskah import sent_paper
from asesmen.ujian.queries.pengerjaan import (
    PanggilanSendiri,
    PengerjaanRow,
    hadir_count,
    jawaban_of,
    naskah_count,
    naskah_get,
    newest_news,
    panggilan_of,
    pengerjaan_by_receipt,
    pengerjaan_get,
    pengerjaan_of_peserta,
    running_count,
    running_in,
)

__all__ = [
    "Catatan",
    "JawabanPeserta",
    "Kabar",
    "KeadaanKursi",
    "LaporanSoal",
    "Panggilan",
    "PanggilanSendiri",
    "PengerjaanRow",
    "accepted_since",
    "hadir_count",
    "jawaban_of",
    "jawaban_rows",
    "kabar_ruang",
    "keadaan_ruang",
    "laporan_soal",
    "naskah_count",
    "naskah_get",
    "newest_news",
    "panggilan_of",
    "pengerjaan_by_receipt",
    "pengerjaan_get",
    "pengerjaan_of_peserta",
    "running_count",
    "running_in",
    "sent_paper",
    "tindakan_list",
]
