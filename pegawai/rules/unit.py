"""Kinds of unit in a regency's tree."""

from enum import StrEnum


class JenisUnit(StrEnum):
    INSTANSI = "instansi"
    OPD = "opd"
    BIDANG = "bidang"
    SUBBAG = "subbag"
    UPT = "upt"
    SEKOLAH = "sekolah"
    PUSKESMAS = "puskesmas"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(j.value, LABEL[j]) for j in cls]


LABEL = {
    JenisUnit.INSTANSI: "Instansi",
    JenisUnit.OPD: "Perangkat daerah",
    JenisUnit.BIDANG: "Bidang",
    JenisUnit.SUBBAG: "Subbagian",
    JenisUnit.UPT: "UPT",
    JenisUnit.SEKOLAH: "Sekolah",
    JenisUnit.PUSKESMAS: "Puskesmas",
    JenisUnit.KECAMATAN: "Kecamatan",
    JenisUnit.KELURAHAN: "Kelurahan",
}
