"""Which column of a foreign file is which of our fields.

A header counts only when it is equal to a known one after normalising (case, spaces and punctuation aside): "NIP
Suami/Istri" contains "NIP" and is not one. The lists come from real exports: SIASN, Dapodik, DUK, SIMPEG. Of the many
columns of such files only these are read; everything else is personal data that we have no use for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pegawai.rules.sel import Sel, teks
from pegawai.rules.unit import JenisUnit, unit_jenis

HEADER_WITHIN = 30
Baris = Sequence[Sel]

# Field → headers, the best first.
PEGAWAI: dict[str, tuple[str, ...]] = {
    "nip": (
        "nip baru", "nip", "nip/nik", "nip / ni pppk", "ni pppk", "nipppk", "nomor induk pegawai", "nip pegawai",
        "formatted nip",
    ),
    "nama": (
        "nama", "nama lengkap", "nama pegawai", "nama guru", "nama ptk", "nama asn", "nama peserta", "nama tanpa gelar",
        "nama dan gelar",
    ),
    "gelar_depan": ("gelar depan",),
    "gelar_belakang": ("gelar belakang",),
    "jenis_kelamin": ("jenis kelamin", "jk", "l/p", "gender", "sex"),
    "tanggal_lahir": ("tanggal lahir", "tgl lahir"),
    "golongan": (
        "gol akhir nama", "gol", "golru", "gol ruang", "golongan", "golongan ruang", "gol/ruang", "pangkat/gol",
        "pangkat golongan", "pangkat/gol. ruang",
    ),
    "jenis_jabatan": ("jenis jabatan nama", "jenis jabatan", "kelompok jabatan"),
    "jabatan": ("jabatan nama", "jabatan", "nama jabatan", "jabatan saat ini", "jabatan terakhir", "jabatan ptk"),
    "unit": (
        "unor nama", "unit kerja", "unit organisasi", "satuan kerja", "satker", "tempat tugas", "nama sekolah",
        "sekolah", "asal sekolah", "puskesmas", "unit", "instansi",
    ),
    "opd": (
        "satuan kerja kerja nama", "unor induk", "unit organisasi induk", "opd", "skpd", "perangkat daerah", "dinas",
        "satuan kerja induk nama",
    ),
    "status_asn": ("jenis pegawai nama", "status asn", "status kepegawaian", "status pegawai", "jenis pegawai"),
    "status_cpns": ("status cpns pns",),
    "kedudukan_hukum": ("kedudukan hukum nama", "status keaktifan"),
}  # fmt: skip

HASIL: dict[str, tuple[str, ...]] = {
    "nip": PEGAWAI["nip"],
    "nama": PEGAWAI["nama"],
    "tanggal": (
        "tanggal penilaian", "tanggal asesmen", "tanggal", "tgl penilaian", "tgl asesmen", "tanggal uji kompetensi",
    ),
    "penyelenggara": ("penyelenggara", "lembaga penilai", "lembaga", "penyelenggara penilaian"),
    "tujuan": ("tujuan", "tujuan penilaian"),
    "kategori": ("kategori", "kategori hasil", "rekomendasi"),
    "jpm": ("jpm", "jpm (%)", "job person match", "nilai jpm"),
}  # fmt: skip

# Permenpan RB 38/2017: the nine, by code and by name. Technical competencies come as any code in capitals.
KOMPETENSI = {
    "INT": "integritas",
    "KJS": "kerja sama",
    "KOM": "komunikasi",
    "OPH": "orientasi pada hasil",
    "PP": "pelayanan publik",
    "PDOL": "pengembangan diri dan orang lain",
    "MP": "mengelola perubahan",
    "PK": "pengambilan keputusan",
    "PB": "perekat bangsa",
}
_KODE = re.compile(r"[A-Z]{2,6}\d{0,2}")
_NOT_KODE = frozenset({"NO", "NIP", "NIK", "JPM", "KET", "JK", "TTD", "OPD", "SKPD", "TOTAL", "JML", "NAMA", "GOL"})


class HeaderMissing(ValueError):
    """No row within the first thirty names the columns that are needed."""

    code = "no_header"


@dataclass(frozen=True)
class Pemetaan:
    """Where the fields are, in the order of the file: field → column index, and field → header as written."""

    baris_judul: int
    baris_data: int
    kolom: dict[str, int]
    judul: dict[str, str]
    jumlah_kolom: int
    ganda: tuple[str, ...] = ()
    unit_judul: str = ""


def normalise(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.lower())


def find_header(rows: Sequence[Baris], fields: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Pemetaan:
    """Find the header row within the first thirty and map its columns. Raises HeaderMissing.

    A header of two rows (a group above its columns) is read as one.
    """
    known = {normalise(header): field for field, headers in fields.items() for header in headers}
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if not set(needed) <= {known.get(normalise(teks(sel))) for sel in row}:
            continue
        labels = [teks(sel) for sel in row]
        following = rows[index + 1] if index + 1 < len(rows) else ()
        two_rows = _second_header(labels, following, known, needed)
        if two_rows:
            labels = two_rows
        return _map(labels, fields, index, index + (2 if two_rows else 1), unit_in_title(rows[:index]))
    raise HeaderMissing


def _second_header(
    labels: list[str], following: Baris, known: Mapping[str, str], needed: Sequence[str]
) -> list[str] | None:
    below = [teks(sel) for sel in following]
    below += [""] * (len(labels) - len(below))
    own = {known.get(normalise(label)) for label in labels}
    adds = any(word and known.get(normalise(word), None) not in own | {None} for word in below)
    holds_data = any(below[i] for i, label in enumerate(labels) if known.get(normalise(label)) in needed)
    if not adds or holds_data:
        return None
    return [word or (labels[i] if i < len(labels) else "") for i, word in enumerate(below)]


def _map(labels: list[str], fields: Mapping[str, Sequence[str]], at: int, data_at: int, unit: str) -> Pemetaan:
    places: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        places.setdefault(normalise(label), []).append(index)
    kolom, ganda = {}, []
    for field, headers in fields.items():
        found = next((normalise(h) for h in headers if normalise(h) in places), None)
        if found is None:
            continue
        kolom[field] = places[found][0]
        if len(places[found]) > 1:
            ganda.append(labels[places[found][0]])
    kolom = dict(sorted(kolom.items(), key=lambda place: place[1]))
    return Pemetaan(
        baris_judul=at + 1,
        baris_data=data_at,
        kolom=kolom,
        judul={field: labels[index] for field, index in kolom.items()},
        jumlah_kolom=sum(1 for label in labels if label),
        ganda=tuple(ganda),
        unit_judul=unit,
    )


def unit_in_title(rows: Sequence[Baris]) -> str:
    """A school's or health centre's name in the title rows, where a whole list belongs to one unit."""
    kinds = {JenisUnit.SEKOLAH, JenisUnit.PUSKESMAS, JenisUnit.UPT}
    for row in rows:
        words = [teks(sel) for sel in row if teks(sel)]
        if len(words) == 1 and unit_jenis(words[0]) in kinds and len(words[0]) <= 80:
            return words[0]
    return ""


def kolom_kompetensi(row: Baris, taken: Mapping[str, int]) -> dict[str, int]:
    """Competency code → column index in a header row: by the nine names, or any other code in capitals."""
    by_name = {normalise(nama): kode for kode, nama in KOMPETENSI.items()} | {"kerjasama": "KJS"}
    found: dict[str, int] = {}
    for index, sel in enumerate(row):
        label = teks(sel)
        kode = by_name.get(normalise(label)) or (label if _KODE.fullmatch(label) and label not in _NOT_KODE else "")
        if kode and index not in taken.values():
            found.setdefault(kode, index)
    return found
