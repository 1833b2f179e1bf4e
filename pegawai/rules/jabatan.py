"""Kinds, tiers and groups of jabatan. How they are read from a name: see `aturan_jabatan`.

Source: UU 20/2023 pasal 13, 14, 18; docs/registry.md, "Units and jabatan".
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


class Rumpun(StrEnum):
    """Families of work below the top: a structural jabatan leads and belongs to none."""

    GURU = "guru"
    KESEHATAN = "kesehatan"
    TEKNIS = "teknis"
    ADMINISTRASI = "administrasi"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(r.value, r.value.capitalize()) for r in cls]


ESELON = ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")

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

# The tiers of a regency as filters and lists show them.
JENJANG = (
    "JPT Pratama", "Administrator", "Pengawas", "Ahli Utama", "Ahli Madya", "Ahli Muda", "Ahli Pertama", "Penyelia",
    "Mahir", "Terampil", "Pemula", "Pelaksana", "Klerek", "Operator", "Teknisi",
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


def functional_jenjang(nama: str) -> str:
    """The jenjang at the end of a functional name: "Guru Ahli Muda" gives "Ahli Muda"; empty when there is none."""
    text = " ".join(nama.lower().split())
    return next((jenjang for jenjang in JENJANG_FUNGSIONAL if text.endswith(jenjang.lower())), "")


def label_fakta(fakta: str, isi: str) -> str:
    """A fact of a jabatan as pages write it: "tenaga_kesehatan" is "Tenaga kesehatan", nothing is a dash."""
    if not isi:
        return "—"
    if fakta == "kelompok":
        return LABEL[Kelompok(isi)] if isi in set(Kelompok) else isi
    return isi.capitalize() if fakta in {"jenis", "rumpun"} else isi
