"""Which rows of a standard apply to a jabatan.

A standard is kept per (kelompok, jenjang) of the regulations. A functional jabatan joins two: the rows of its tier and
those of its profession, e.g. a Guru Ahli Muda has the 13 of (Jabatan Fungsional Keahlian, Ahli Muda) and the 4 of
(Guru, Guru Ahli Muda). A jenjang that is not on these ladders has no standard: it is reported, never guessed.
"""

from collections.abc import Collection

PIMPINAN_TINGGI = "Jabatan Pimpinan Tinggi"
ADMINISTRASI = "Jabatan Administrasi"
KEAHLIAN = "Jabatan Fungsional Keahlian"
KETERAMPILAN = "Jabatan Fungsional Keterampilan"
GURU = "Guru"
TENAGA_KESEHATAN = "Tenaga Kesehatan"

JENJANG = {
    PIMPINAN_TINGGI: ("JPT Utama", "JPT Madya", "JPT Pratama"),
    ADMINISTRASI: ("Administrator", "Pengawas", "Pelaksana"),
    KEAHLIAN: ("Ahli Utama", "Ahli Madya", "Ahli Muda", "Ahli Pertama"),
    KETERAMPILAN: ("Penyelia", "Mahir", "Terampil", "Pemula"),
    GURU: ("Guru Ahli Utama", "Guru Ahli Madya", "Guru Ahli Muda", "Guru Ahli Pertama"),
    TENAGA_KESEHATAN: ("Ahli Utama", "Ahli Madya", "Ahli Muda", "Ahli Pertama", "Penyelia", "Mahir", "Terampil"),
}

Pair = tuple[str, str]


def standar_pairs(*, jenis: str, kelompok: str, jenjang: str) -> tuple[Pair, ...]:
    """Return the (kelompok, jenjang) pairs of the standard for a jabatan; none when its jenjang is not known.

    `jenis` and `kelompok` are the codes of the registry (struktural, guru, …), `jenjang` its text, e.g. "Ahli Muda".
    """
    if jenis == "pelaksana":
        return ((ADMINISTRASI, "Pelaksana"),)
    tingkat = " ".join(jenjang.split())
    if jenis == "struktural":
        return _structural(tingkat)
    if jenis == "fungsional":
        return _functional(tingkat, kelompok)
    return ()


def _structural(tingkat: str) -> tuple[Pair, ...]:
    if tingkat in JENJANG[PIMPINAN_TINGGI]:
        return ((PIMPINAN_TINGGI, tingkat),)
    return ((ADMINISTRASI, tingkat),) if tingkat in ("Administrator", "Pengawas") else ()


def _functional(tingkat: str, kelompok: str) -> tuple[Pair, ...]:
    tingkat = tingkat.removeprefix("Guru ")
    family = next((f for f in (KEAHLIAN, KETERAMPILAN) if tingkat in JENJANG[f]), None)
    if family is None:
        return ()
    if kelompok == "guru":
        return ((family, tingkat), (GURU, f"Guru {tingkat}"))
    if kelompok == "tenaga_kesehatan":
        return ((family, tingkat), (TENAGA_KESEHATAN, tingkat))
    return ((family, tingkat),)


def missing_pairs(*, jenis: str, kelompok: str, jenjang: str, known: Collection[Pair]) -> tuple[Pair, ...] | None:
    """Return the pairs that a standard with the `known` pairs lacks for a jabatan; None when it lacks nothing.

    An empty tuple: the jenjang is on no ladder, so no pair can be named.
    """
    wanted = standar_pairs(jenis=jenis, kelompok=kelompok, jenjang=jenjang)
    missing = tuple(pair for pair in wanted if pair not in known)
    return None if wanted and not missing else missing
