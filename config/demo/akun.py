"""One demonstration account per role. They exist only where the demonstration was loaded."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localdate

from pegawai import queries, services
from pegawai.queries.akun import Scope
from pegawai.rules.peran import Peran

SANDI = "Asesmen-Contoh-2026"


@dataclass(frozen=True)
class AkunContoh:
    username: str
    nama: str
    peran: Peran
    untuk: str


AKUN = (
    AkunContoh("admin", "Wirman Jauhari", Peran.ADMINISTRATOR, "akun, peran, pengaturan"),
    AkunContoh("pengelola", "Dedi Saputra", Peran.PENGELOLA, "impor, gelombang, penghitungan, pengembangan"),
    AkunContoh("penulis", "Nurmalis", Peran.PENULIS_SOAL, "menulis soal dan kuncinya"),
    AkunContoh("penelaah", "Erni Yulita", Peran.PENELAAH_SOAL, "menelaah soal"),
    AkunContoh("proktor", "Robi Kurnia", Peran.PROKTOR, "mengawasi ruang ujian"),
    AkunContoh("asesor", "Fauziah Hanum", Peran.ASESOR, "menilai penugasan"),
    AkunContoh("pengesah", "Zulhendri", Peran.PENGESAH, "mengesahkan dan mengumumkan hasil"),
    AkunContoh("pejabat.pendidikan", "Mardalena", Peran.PEJABAT_OPD, "melihat Dinas Pendidikan saja"),
    AkunContoh("pimpinan", "Syamsurizal", Peran.PIMPINAN, "melihat semua perangkat daerah"),
    AkunContoh("auditor", "Yeni Marlina", Peran.AUDITOR, "melihat semua, tidak mengubah"),
)
ASN = AkunContoh("asn", "", Peran.ASN, "hasil dan pengembangan dirinya sendiri")
OPD_PEJABAT = "Dinas Pendidikan"


def make_akun(*, at: datetime, only: Collection[str] = ()) -> dict[str, int]:
    """Make sure the demonstration accounts exist (or `only` these) with role and shared password; ids by username."""
    unit = {u.nama: u.id for u in queries.opd_list(Scope(is_all=True))}
    ids = {}
    for row in AKUN:
        found = queries.akun_by_username(row.username)
        if found:
            ids[row.username] = found.pk
        elif not only or row.username in only:
            unit_id = unit.get(OPD_PEJABAT) if row.peran == Peran.PEJABAT_OPD else None
            ids[row.username] = _make(row, at=at, unit_id=unit_id)
    return ids


def make_asn(*, nip: str, nama: str, at: datetime) -> int:
    """The account of one person of the registry, who sees only themselves."""
    return _make(replace(ASN, nama=nama), at=at, nip=nip)


def _make(row: AkunContoh, *, at: datetime, unit_id: int | None = None, nip: str = "") -> int:
    akun, _ = services.create_akun(username=row.username, nama=row.nama, nip=nip, oleh=None, at=at)
    services.change_sandi(akun_id=akun.pk, sandi=SANDI, at=at)
    services.grant_peran(
        akun_id=akun.pk, peran=row.peran, unit_id=unit_id, dari=localdate(at), at=at, oleh=None, alasan="Akun contoh"
    )
    return akun.pk


def name_signatory(*, at: datetime) -> None:
    """Who signs the demonstration's reports: the account that approves them."""
    pengesah = next(row for row in AKUN if row.peran == Peran.PENGESAH)
    services.add_penandatangan(
        dokumen="laporan",
        dari=localdate(at),
        akun=None,
        at=at,
        jabatan="Kepala BKPSDM",
        nama=pengesah.nama,
        pangkat="Pembina Utama Muda",
        nip="",
    )
