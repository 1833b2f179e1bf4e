"""Which entries of the main menu a person sees: by role, in one fixed order."""

from collections.abc import Iterable
from dataclasses import dataclass

from pegawai.rules.peran import Peran

PETUGAS = frozenset(Peran) - {Peran.ASN}
PENGELOLA = frozenset({Peran.ADMINISTRATOR, Peran.PENGELOLA, Peran.AUDITOR})
PEJABAT = frozenset({Peran.PEJABAT_OPD, Peran.PIMPINAN})
SOAL = frozenset({Peran.PENULIS_SOAL, Peran.PENELAAH_SOAL})
ASN = frozenset({Peran.ASN})

# What the office reads of a wave's answers: reached from the wave, and kept by the exam.
RUJUKAN = ("/ujian/karantina/", "/ujian/riwayat/")

# As many as stand side by side at 1366 px; the rest fold into "Lainnya".
VISIBLE = 7


@dataclass(frozen=True)
class Entri:
    """One entry: its word, the route it opens, who sees it, and the paths of its pages that lie elsewhere."""

    label: str
    route: str
    peran: frozenset[Peran]
    juga: tuple[str, ...] = ()


MENU = (
    Entri("Dasbor", "laporan:beranda", PETUGAS),
    Entri("Hasil saya", "laporan:profil-saya", ASN),
    Entri("Klinik saya", "pengembangan:klinik-saya", ASN),
    Entri("Data saya", "pegawai:data-saya", ASN),
    Entri("Pegawai", "pegawai:pegawai-list", PENGELOLA | PEJABAT),
    Entri("Gelombang", "gelombang:gelombang-list", PENGELOLA | {Peran.PROKTOR}, RUJUKAN),
    Entri("Ruang ujian", "ujian:konsol-list", frozenset({Peran.PROKTOR})),
    Entri("Bank soal", "bank:butir-list", PENGELOLA | SOAL),
    Entri("Penilaian", "penilaian:penghitungan-list", PENGELOLA | {Peran.PENGESAH}),
    Entri("Pengembangan", "pengembangan:kebutuhan-list", PENGELOLA | PEJABAT),
    Entri("Laporan", "laporan:kesenjangan", PENGELOLA | PEJABAT | {Peran.PENGESAH}),
    Entri("Menilai", "penugasan:penilaian-list", frozenset({Peran.ASESOR})),
    Entri("Penugasan", "penugasan:penugasan-list", PENGELOLA | {Peran.ASESOR}),
    Entri("Kamus dan standar", "kompetensi:kompetensi-list", PENGELOLA | SOAL | {Peran.ASESOR, Peran.PENGESAH}),
    Entri("Koreksi data", "pegawai:koreksi-list", PENGELOLA),
    Entri("Pekerjaan", "pegawai:pekerjaan-list", PETUGAS),
    Entri("Akun dan peran", "pegawai:akun-list", frozenset({Peran.ADMINISTRATOR, Peran.AUDITOR})),
    Entri("Kunci masuk", "pegawai:kunci-list", frozenset({Peran.PROKTOR})),
    Entri("Jejak audit", "pegawai:jejak-list", frozenset({Peran.ADMINISTRATOR, Peran.AUDITOR})),
    Entri("Pengaturan", "pegawai:pengaturan", frozenset({Peran.ADMINISTRATOR, Peran.AUDITOR})),
)
AKUN = (
    Entri("Ganti kata sandi", "pegawai:sandi-change", frozenset(Peran)),
    Entri("Faktor kedua", "pegawai:faktor", frozenset(Peran)),
)


def menu_for(peran: Iterable[Peran]) -> list[Entri]:
    """Return the entries of anyone who holds one of the roles."""
    held = frozenset(peran)
    return [entri for entri in MENU if entri.peran & held]


def owner_of(path: str, addresses: Iterable[str]) -> str | None:
    """Return the address that a page lies under: the longest one that begins its path, "/" only for itself."""
    owning = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(owning, key=len, default=None)
