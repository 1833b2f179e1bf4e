"""Kinds and groups of jabatan, and how a jabatan's name is read.

Source: UU 20/2023 pasal 13, 14, 18; domain notes on jenis jabatan and jenjang. Reading a tier from the name is allowed
for structural jabatan only, as a starting value that an officer may correct: after penyetaraan a title proves nothing.
"""

from enum import StrEnum


class JenisJabatan(StrEnum):
    STRUKTURAL = "struktural"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(j.value, j.value.capitalize()) for j in cls]


class Kelompok(StrEnum):
    """The groups by which officials count coverage."""

    GURU = "guru"
    TENAGA_KESEHATAN = "tenaga_kesehatan"
    STRUKTURAL = "struktural"
    ADMINISTRASI = "administrasi"
    FUNGSIONAL = "fungsional"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(k.value, LABEL[k]) for k in cls]


LABEL = {
    Kelompok.GURU: "Guru",
    Kelompok.TENAGA_KESEHATAN: "Tenaga kesehatan",
    Kelompok.STRUKTURAL: "Struktural",
    Kelompok.ADMINISTRASI: "Administrasi (pelaksana)",
    Kelompok.FUNGSIONAL: "Fungsional lain",
}
