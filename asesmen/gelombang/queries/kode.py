"""Entry by NIP and card code: one indexed query, the same work whoever knocks."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from antrean.queries import finished, pekerjaan_list, run_prepared
from asesmen.gelombang.models import KodeKartu
from asesmen.gelombang.rules import StatusGelombang, card_hash, is_card_valid, normalise

NO_NIP = "0" * 18


@dataclass(frozen=True)
class PesertaEntry:
    """Who came in. `sumber` tells a rehearsal's code from a card's."""

    peserta_id: int
    pegawai_id: int
    gelombang_id: int
    nomor: str
    nip: str
    nama: str
    sumber: str


# The first seven are a PesertaEntry; its name is Pegawai.nama_lengkap.
CARD = """
SELECT s.id, s.pegawai_id, s.gelombang_id, s.nomor, p.nip,
    CASE WHEN p.gelar_depan = '' THEN '' ELSE p.gelar_depan || ' ' END || p.nama
        || CASE WHEN p.gelar_belakang = '' THEN '' ELSE ', ' || p.gelar_belakang END,
    k.sumber, s.is_mundur, g.status, k.issued_at, k.revoked_at,
    (SELECT max(selesai) FROM gelombang_sesi WHERE gelombang_id = s.gelombang_id AND status <> 'dibatalkan')
FROM gelombang_kodekartu k
JOIN gelombang_peserta s ON s.id = k.peserta_id
JOIN gelombang_gelombang g ON g.id = s.gelombang_id
JOIN pegawai_pegawai p ON p.id = s.pegawai_id
WHERE k.hash = $1
"""


def peserta_by_entry(nip: str, kode: str, at: datetime) -> PesertaEntry | None:
    """Return who holds this card, or None, without a hint why: unknown NIP, wrong code, revoked, too late, withdrawn.

    The look-up is by the code's hash alone, so an unknown NIP costs exactly what a known one costs.
    """
    typed_nip = "".join(c for c in nip if c.isdigit())
    rows = run_prepared(CARD, [card_hash(settings.KARTU_KEY, normalise(kode))])
    entry = PesertaEntry(*rows[0][:7]) if rows else None
    is_same = hmac.compare_digest(typed_nip.encode(), (entry.nip if entry else NO_NIP).encode())
    if entry is None or not is_same or not _is_open(*rows[0][7:], at=at):
        return None
    return entry


def _is_open(
    is_mundur: bool,
    wave_status: str,
    issued_at: datetime,
    revoked_at: datetime | None,
    last_end: datetime | None,
    *,
    at: datetime,
) -> bool:
    return (
        not is_mundur
        and wave_status != StatusGelombang.DIBATALKAN
        and is_card_valid(issued_at=issued_at, revoked_at=revoked_at, last_end=last_end, at=at)
    )


def kode_aktif_count(peserta_ids: Iterable[int]) -> int:
    """How many card codes of these people printing again would revoke."""
    return KodeKartu.objects.filter(
        peserta_id__in=list(peserta_ids), revoked_at=None, sumber__in=["kartu", "ulang"]
    ).count()


def kode_aktif_of(gelombang_id: int) -> int:
    """How many participants of a wave hold a card that works (withdrawn codes and rehearsals aside)."""
    held = KodeKartu.objects.filter(peserta__gelombang_id=gelombang_id, revoked_at=None, sumber__in=["kartu", "ulang"])
    return held.values("peserta_id").distinct().count()


def kode_list(peserta_id: int) -> QuerySet[KodeKartu]:
    """When codes were issued and withdrawn, newest first; never a code itself."""
    return KodeKartu.objects.filter(peserta_id=peserta_id).select_related("akun").order_by("-issued_at", "-pk")


def kartu_jobs(gelombang_id: int, akun_id: int | None) -> QuerySet:
    """This account's finished card jobs of a wave, newest first."""
    jobs = finished(pekerjaan_list(akun_id=akun_id))
    return jobs.filter(
        jenis="gelombang.cetak_kartu", status="selesai", argumen__contains={"gelombang_id": gelombang_id}
    )
