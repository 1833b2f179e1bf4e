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
Fields = Mapping[str, Sequence[str]]

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
    "tempat_tanggal_lahir": (
        "ttl", "tempat tanggal lahir", "tempat dan tanggal lahir", "tempat tgl lahir", "tempat dan tgl lahir",
    ),
    "golongan": (
        "gol akhir nama", "gol", "golru", "gol ruang", "golongan", "golongan ruang", "gol/ruang", "pangkat/gol",
        "pangkat golongan", "pangkat/gol. ruang",
    ),
    "tmt_golongan": (
        "tmt golongan", "tmt gol", "tmt golru", "tmt gol ruang", "tmt pangkat", "golongan tmt", "gol tmt",
        "pangkat tmt",
    ),
    "jenis_jabatan": ("jenis jabatan nama", "jenis jabatan", "kelompok jabatan"),
    "jabatan": ("jabatan nama", "jabatan", "nama jabatan", "jabatan saat ini", "jabatan terakhir", "jabatan ptk"),
    "tmt_jabatan": ("tmt jabatan", "jabatan tmt"),
    "jenjang": ("jenjang jabatan", "jenjang jf", "jenjang"),
    "eselon": ("eselon", "es"),
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
    "kedudukan_hukum": ("kedudukan hukum nama", "kedudukan hukum", "status keaktifan"),
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
_RELATIVE = re.compile(r"\b(suami|istri|isteri|pasangan|ayah|ibu|orang tua|anak|wali)\b", re.IGNORECASE)
_TITLE = re.compile(r"(daftar|data|rekap\w*|laporan|lampiran|nominatif|tanggal|jumlah)\b", re.IGNORECASE)
_KODE = re.compile(r"[A-Z]{2,6}\d{0,2}")
_NOT_KODE = frozenset({"NO", "NIP", "NIK", "JPM", "KET", "JK", "TTD", "OPD", "SKPD", "TOTAL", "JML", "NAMA", "GOL"})


class HeaderMissing(ValueError):
    """No row within the first thirty names the columns that are needed."""

    code = "no_header"


@dataclass(frozen=True)
class Judul:
    """One column's header; `grup` is the word above it where a header has two rows."""

    teks: str
    grup: str = ""

    @property
    def penuh(self) -> str:
        return f"{self.grup} {self.teks}".strip() if self.teks else self.grup

    def names(self) -> list[tuple[str, int]]:
        """(normalised header, rank): a word of its own counts before one that stands under a group."""
        if not self.grup:
            return [(normalise(self.teks), 0)]
        if _RELATIVE.search(self.grup):
            return [(normalise(self.penuh), 0)]
        return [(normalise(self.penuh), 0), (normalise(self.teks), 1)]


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
    # How the columns were found: by the known headers, as this officer chose, or as one chose for an earlier file.
    cara: str = "otomatis"
    profil: str = ""

    @property
    def is_dua_baris(self) -> bool:
        return self.baris_data - self.baris_judul == 1


def normalise(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.lower())


def judul_of(rows: Sequence[Baris], index: int, *, dua_baris: bool = False) -> list[Judul]:
    """The headers in a row; with `dua_baris` the row below names the columns and this one groups them."""
    upper = [teks(sel) for sel in rows[index]] if index < len(rows) else []
    if not dua_baris:
        return [Judul(word) for word in upper]
    lower = [teks(sel) for sel in rows[index + 1]] if index + 1 < len(rows) else []
    found, group = [], ""
    for at in range(max(len(upper), len(lower))):
        above, below = (words[at] if at < len(words) else "" for words in (upper, lower))
        # A merged cell keeps its word in the first column only: the group reaches to the next word.
        group = above or group
        found.append(Judul(below, group) if below else Judul(above))
    return found


def find_header(rows: Sequence[Baris], fields: Fields, needed: Sequence[str]) -> Pemetaan:
    """Find the header row within the first thirty and map its columns. Raises HeaderMissing.

    A header of two rows (groups above columns) is read as one where the lower row names columns and none is lost by it.
    """
    for index in range(min(HEADER_WITHIN, len(rows))):
        one, two = (match_fields(judul_of(rows, index, dua_baris=both), fields)[0] for both in (False, True))
        below = match_fields(judul_of(rows, index + 1), fields)[0]
        names_all = {*needed, *one, *below} <= set(two)
        is_two = names_all and bool(below) and len(two) > len(below)
        if is_two or set(needed) <= set(one):
            return map_columns(rows, index, fields, dua_baris=is_two)
    raise HeaderMissing


def match_fields(judul: Sequence[Judul], fields: Fields) -> tuple[dict[str, int], tuple[str, ...]]:
    """Field → column index, in the order of the file, and the headers that stand twice."""
    places: dict[str, list[tuple[int, int]]] = {}
    for index, label in enumerate(judul):
        for name, rank in label.names():
            places.setdefault(name, []).append((rank, index))
    kolom, ganda = {}, []
    for field, headers in fields.items():
        found = [(*place, order) for order, h in enumerate(headers) for place in places.get(normalise(h), ())]
        if not found:
            continue
        rank, at, order = min(found, key=lambda place: (place[0], place[2], place[1]))
        kolom[field] = at
        if sum(place[0] == rank and place[2] == order for place in found) > 1:
            ganda.append(judul[at].teks)
    return dict(sorted(kolom.items(), key=lambda place: place[1])), tuple(ganda)


def map_columns(
    rows: Sequence[Baris],
    index: int,
    fields: Fields,
    *,
    dua_baris: bool,
    kolom: Mapping[str, int] | None = None,
) -> Pemetaan:
    """The mapping under the header in row `index` (from 0): by the known headers, or as `kolom` states it."""
    judul = judul_of(rows, index, dua_baris=dua_baris)
    found, ganda = match_fields(judul, fields) if kolom is None else (dict(kolom), ())
    found = dict(sorted(found.items(), key=lambda place: place[1]))
    words = {at: label.teks or label.grup or f"Kolom {column_letters(at)}" for at, label in enumerate(judul)}
    return Pemetaan(
        baris_judul=index + 1,
        baris_data=index + (2 if dua_baris else 1),
        kolom=found,
        judul=_distinct({field: words.get(at, f"Kolom {column_letters(at)}") for field, at in found.items()}, found),
        jumlah_kolom=sum(1 for label in judul if label.teks),
        ganda=ganda,
        unit_judul=unit_in_title(rows[:index]),
    )


def _distinct(judul: dict[str, str], kolom: Mapping[str, int]) -> dict[str, str]:
    """Two columns under one word are told apart by their letters: rows keep their cells by header."""
    twice = {word for word in judul.values() if list(judul.values()).count(word) > 1}
    return {f: f"{word} ({column_letters(kolom[f])})" if word in twice else word for f, word in judul.items()}


def column_letters(index: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def unit_in_title(rows: Sequence[Baris]) -> str:
    """A school's or health centre's name in the title rows, where a whole list belongs to one unit."""
    for row in rows:
        words = [teks(sel) for sel in row if teks(sel)]
        if len(words) == 1 and is_one_unit(words[0]):
            return words[0]
    return ""


def is_one_unit(text: str) -> bool:
    """True for the name of a school or health centre, and not for "Daftar Kepala Sekolah"."""
    kinds = {JenisUnit.SEKOLAH, JenisUnit.PUSKESMAS, JenisUnit.UPT}
    return len(text) <= 80 and unit_jenis(text) in kinds and not _TITLE.match(text)


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
