"""Kinds and groups of jabatan, and how a jabatan's name is read.

Source: UU 20/2023 pasal 13, 14, 18; docs/registry.md, "Units and jabatan". Reading a tier from the name is allowed
for structural jabatan only, as a starting value that an officer may correct: after penyetaraan a title proves nothing.
"""

import re
from dataclasses import dataclass
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

JENJANG_FUNGSIONAL = (
    "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama", "Pemula", "Terampil", "Mahir", "Penyelia",
)  # fmt: skip

# Jabatan fungsional kesehatan that a regency employs, without their jenjang. Matched from the beginning of the name.
TENAGA_KESEHATAN = (
    "administrator kesehatan", "apoteker", "asisten apoteker", "asisten penata anestesi", "bidan", "dokter",
    "entomolog kesehatan", "epidemiolog kesehatan", "fisikawan medis", "fisioterapis", "nutrisionis", "okupasi terapis",
    "ortotis prostetis", "pembimbing kesehatan kerja", "penata anestesi", "penyuluh kesehatan masyarakat", "perawat",
    "perekam medis", "pranata laboratorium kesehatan", "promosi kesehatan", "psikolog klinis", "radiografer",
    "refraksionis optisien", "sanitarian", "tenaga promosi kesehatan", "tenaga sanitasi lingkungan",
    "teknisi elektromedis", "teknisi gigi", "teknisi transfusi darah", "terapis gigi dan mulut", "terapis wicara",
)  # fmt: skip

_JPT = re.compile(
    r"sekretaris daerah|asisten\b.*|staf ahli\b.*|inspektur( daerah| kabupaten.*)?|sekretaris (dprd|dewan)\b.*"
    r"|kepala (dinas|badan|satuan polisi|bkpsdm|bkpp|bkd|bappeda|bapperida|bappelitbang|bapenda|bpkd|bpkad|bpbd|"
    r"kesbangpol|satpol)\b.*|direktur (rsud|rumah sakit)\b.*"
)
_ADMINISTRATOR = re.compile(
    r"sekretaris (?!lurah|kelurahan)\b.*|camat\b.*|kepala (bagian|bidang|kantor)\b.*|inspektur pembantu\b.*|irban\b.*"
)
_STRUCTURAL_START = re.compile(
    r"(kepala (?!sekolah|puskesmas)|sekretaris|camat|lurah|asisten (?!apoteker|penata)|staf ahli|inspektur|direktur)\b"
)


@dataclass(frozen=True)
class JabatanDibaca:
    """What a jabatan's name says: `jenjang` is empty where the name says nothing."""

    nama: str
    jenis: JenisJabatan
    jenjang: str
    kelompok: Kelompok


def read_jabatan(nama: str, jenis_text: str = "", opd: str = "") -> JabatanDibaca:
    """Read kind, jenjang and group from a name and, where the source has it, from its column of kinds.

    `opd` is the holder's perangkat daerah: "Kepala <opd>" is JPT Pratama also where the office has an unusual name.
    """
    jenis = read_jenis(jenis_text) or _jenis_of(nama)
    if jenis == JenisJabatan.STRUKTURAL:
        return JabatanDibaca(nama, jenis, structural_tier(nama, opd), Kelompok.STRUKTURAL)
    if jenis == JenisJabatan.PELAKSANA:
        return JabatanDibaca(nama, jenis, "Pelaksana", Kelompok.ADMINISTRASI)
    return JabatanDibaca(nama, jenis, functional_jenjang(nama), _functional_group(nama))


def read_jenis(text: str) -> JenisJabatan | None:
    """Read SIASN's column ("Jabatan Fungsional", or its ids 1, 2, 4); None for anything else."""
    bare = text.strip().lower().removeprefix("jabatan ").strip()
    for jenis, words in (
        (JenisJabatan.STRUKTURAL, ("1", "struktural", "pimpinan tinggi", "administrator", "pengawas")),
        (JenisJabatan.FUNGSIONAL, ("2", "fungsional")),
        (JenisJabatan.PELAKSANA, ("4", "pelaksana", "fungsional umum")),
    ):
        if bare in words or (jenis == JenisJabatan.FUNGSIONAL and bare == "fungsional tertentu"):
            return jenis
    return None


def _jenis_of(nama: str) -> JenisJabatan:
    text = nama.lower()
    if _STRUCTURAL_START.match(text):
        return JenisJabatan.STRUKTURAL
    if functional_jenjang(nama) or _is_guru(text) or text.startswith(TENAGA_KESEHATAN):
        return JenisJabatan.FUNGSIONAL
    return JenisJabatan.PELAKSANA


def functional_jenjang(nama: str) -> str:
    """The jenjang at the end of a functional name: "Guru Ahli Muda" gives "Ahli Muda"; empty when there is none."""
    text = " ".join(nama.lower().split())
    return next((jenjang for jenjang in JENJANG_FUNGSIONAL if text.endswith(jenjang.lower())), "")


def structural_tier(nama: str, opd: str = "") -> str:
    """JPT Pratama, Administrator or Pengawas, by the title. Source: docs/registry.md."""
    text = " ".join(nama.lower().split())
    if _JPT.fullmatch(text) or (opd and text == f"kepala {opd.lower()}"):
        return "JPT Pratama"
    return "Administrator" if _ADMINISTRATOR.fullmatch(text) else "Pengawas"


def _functional_group(nama: str) -> Kelompok:
    text = nama.lower()
    if _is_guru(text):
        return Kelompok.GURU
    return Kelompok.TENAGA_KESEHATAN if text.startswith(TENAGA_KESEHATAN) else Kelompok.FUNGSIONAL


def _is_guru(text: str) -> bool:
    return text.split(" ", 1)[0] == "guru" or text.startswith("kepala sekolah")
