"""Entry by NIP and card code: one indexed query, the same work whoever knocks."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery

from antrean.queries import finished, pekerjaan_list
from asesmen.gelombang.models import KodeKartu, Sesi
from asesmen.gelombang.rules import StatusGelombang, StatusSesi, card_hash, is_card_valid, normalise

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


def peserta_by_entry(nip: str, kode: str, at: datetime) -> PesertaEntry | None:
    """Return who holds this card, or None, without a hint why: unknown NIP, wrong code, revoked, too late, withdrawn.

    The look-up is by the code's hash alone, so an unknown NIP costs exactly what a known one costs.
    """
    typed_nip = "".join(c for c in nip if c.isdigit())
    last_end = (
        Sesi.objects.filter(gelombang_id=OuterRef("peserta__gelombang_id"))
        .exclude(status=StatusSesi.DIBATALKAN)
        .order_by("-selesai")
        .values("selesai")[:1]
    )
    found = (
        KodeKartu.objects.filter(hash=card_hash(settings.KARTU_KEY, normalise(kode)))
        .select_related("peserta__pegawai")
        .annotate(last_end=Subquery(last_end), wave_status=F("peserta__gelombang__status"))
        .order_by()[:1]
    )
    kartu = next(iter(found), None)
    nip_on_card = kartu.peserta.pegawai.nip if kartu else NO_NIP
    is_same = hmac.compare_digest(typed_nip.encode(), nip_on_card.encode())
    if kartu is None or not is_same or not _is_open(kartu, at):
        return None
    return _entry(kartu)


def _is_open(kartu: KodeKartu, at: datetime) -> bool:
    return (
        not kartu.peserta.is_mundur
        and kartu.wave_status != StatusGelombang.DIBATALKAN  # type: ignore[attr-defined]
        and is_card_valid(
            issued_at=kartu.issued_at,
            revoked_at=kartu.revoked_at,
            last_end=kartu.last_end,  # type: ignore[attr-defined]
            at=at,
        )
    )


def _entry(kartu: KodeKartu) -> PesertaEntry:
    peserta = kartu.peserta
    return PesertaEntry(
        peserta_id=peserta.pk,
        pegawai_id=peserta.pegawai_id,
        gelombang_id=peserta.gelombang_id,
        nomor=peserta.nomor,
        nip=peserta.pegawai.nip,
        nama=peserta.pegawai.nama_lengkap,
        sumber=kartu.sumber,
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
