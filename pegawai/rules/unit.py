"""Kinds of unit in a regency's tree, and how a unit's name is read."""

import re
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

# A kecamatan is a perangkat daerah as well: both stand directly below the regency.
JENIS_OPD = frozenset({JenisUnit.OPD, JenisUnit.KECAMATAN})

_SEKOLAH = re.compile(r"\b(sdn?|sd negeri|smpn?|smp negeri|tkn?|tk negeri|paud|skb|sekolah)\b")
_PUSKESMAS = re.compile(r"\b(puskesmas|pusat kesehatan masyarakat|pustu|poskesdes)\b")
_UPT = re.compile(r"\b(uptd?|unit pelaksana teknis|rsud|rumah sakit|labkesda|instalasi farmasi)\b")
_SUBBAG = re.compile(r"^(sub ?bagian|sub ?bidang|seksi|subbag|kasi|sub ?koordinator)\b")


def opd_jenis(nama: str) -> JenisUnit:
    """Kind of a unit that stands directly below the regency."""
    return JenisUnit.KECAMATAN if nama.lower().startswith("kecamatan ") else JenisUnit.OPD


def unit_jenis(nama: str) -> JenisUnit:
    """Kind of a unit below a perangkat daerah, read from its name; a starting value that an officer may correct."""
    text = re.sub(r"[.,/]", " ", nama.lower()).strip()
    if text.startswith("kelurahan "):
        return JenisUnit.KELURAHAN
    if _SUBBAG.search(text):
        return JenisUnit.SUBBAG
    if text.startswith(("bidang ", "bagian ", "sekretariat", "inspektur pembantu", "irban")):
        return JenisUnit.BIDANG
    if _PUSKESMAS.search(text):
        return JenisUnit.PUSKESMAS
    if _SEKOLAH.search(text):
        return JenisUnit.SEKOLAH
    if _UPT.search(text):
        return JenisUnit.UPT
    return JenisUnit.BIDANG


def jalur_ids(jalur: str) -> list[int]:
    """The ids on the way from the root to the unit: "/1/7/" becomes [1, 7]."""
    return [int(part) for part in jalur.split("/") if part]


def jalur_below(induk_jalur: str, unit_id: int) -> str:
    """The path of a unit below the one with `induk_jalur` ("" for the root)."""
    return f"{induk_jalur or '/'}{unit_id}/"
