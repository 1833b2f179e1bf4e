"""What can happen in an exam room, by category: a proctor's note names one, so that a wave's notes can be counted."""

from enum import StrEnum


class Kejadian(StrEnum):
    LISTRIK = "listrik"
    JARINGAN = "jaringan"
    PERANGKAT = "perangkat"
    KESEHATAN = "kesehatan"
    PELANGGARAN = "pelanggaran"
    SOAL = "soal"
    LAIN = "lain"


LABEL_KEJADIAN = {
    Kejadian.LISTRIK: "Listrik padam",
    Kejadian.JARINGAN: "Gangguan jaringan",
    Kejadian.PERANGKAT: "Kerusakan perangkat",
    Kejadian.KESEHATAN: "Kesehatan peserta",
    Kejadian.PELANGGARAN: "Pelanggaran tata tertib",
    Kejadian.SOAL: "Masalah pada soal",
    Kejadian.LAIN: "Kejadian lain",
}
