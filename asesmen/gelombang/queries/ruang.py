"""Rooms, sessions, and the two together."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from antrean.formats.teks import moment_text
from asesmen.gelombang.models import PolaSesi, Ruang, RuangSesi, Sesi
from asesmen.gelombang.rules import Pola, StatusSesi
from pegawai.rules.peran import Peran

TERISI = Count("penempatan", filter=Q(penempatan__peserta__is_mundur=False))


def ruang_sesi_get(ruang_sesi_id: int) -> RuangSesi | None:
    """One room in one session, and the database's time (`sekarang`)."""
    return (
        RuangSesi.objects.select_related("sesi__gelombang", "ruang", "proktor")
        .annotate(terisi=TERISI, sekarang=Now())  # type: ignore[no-redef]
        .filter(pk=ruang_sesi_id)
        .first()
    )


def ruang_sesi_list(gelombang_id: int) -> QuerySet[RuangSesi]:
    """Every room of every session of a wave with how many sit there (`terisi`), in order of time and room."""
    return (
        RuangSesi.objects.filter(sesi__gelombang_id=gelombang_id)
        .exclude(sesi__status=StatusSesi.DIBATALKAN)
        .select_related("sesi", "ruang", "proktor")
        .annotate(terisi=TERISI)  # type: ignore[no-redef]
        .order_by("sesi__mulai", "sesi__nomor", "ruang__kode")
    )


def ruang_sesi_of(sesi_id: int) -> list[RuangSesi]:
    """The rooms of one session with its wave, by room, and the database's time (`sekarang`). One query."""
    rooms = RuangSesi.objects.filter(sesi_id=sesi_id).select_related("sesi__gelombang", "ruang")
    return list(rooms.annotate(sekarang=Now()).order_by("ruang__kode"))


def sesi_list(gelombang_id: int) -> QuerySet[Sesi]:
    return Sesi.objects.filter(gelombang_id=gelombang_id).order_by("mulai", "nomor")


def tugas_of(akun_id: int, start: datetime, days: int = 1) -> QuerySet[RuangSesi]:
    """The rooms where this account is proctor, of sessions within `days` from `start`; also one that began before."""
    return (
        RuangSesi.objects.filter(
            proktor_id=akun_id, sesi__selesai__gt=start, sesi__mulai__lt=start + timedelta(days=days)
        )
        .exclude(sesi__status=StatusSesi.DIBATALKAN)
        .select_related("sesi__gelombang", "ruang")
        .annotate(terisi=TERISI)  # type: ignore[no-redef]
        .order_by("sesi__mulai", "ruang__kode")
    )


def ruang_bentrok(ruang_ids: Iterable[int], spans: Sequence[tuple[datetime, datetime]]) -> str:
    """A sentence that names the first of these rooms already in use in one of these spans; empty when all are free."""
    hits = Q(pk__in=[])
    for mulai, selesai in spans:
        hits |= Q(rentang__overlap=DateTimeTZRange(mulai, selesai))
    clash = (
        RuangSesi.objects.filter(hits, ruang_id__in=list(ruang_ids))
        .select_related("ruang", "sesi__gelombang")
        .order_by("sesi__mulai", "ruang__kode")
        .first()
    )
    if clash is None:
        return ""
    return (
        f"Ruang {clash.ruang.kode} sudah dipakai {clash.sesi.gelombang.nama} sesi {clash.sesi.nomor}, "
        f"{moment_text(timezone.localtime(clash.sesi.mulai))}. Pilih ruang atau tanggal lain."
    )


def ruang_list() -> QuerySet[Ruang]:
    return Ruang.objects.annotate(dipakai=Count("ruang_sesi")).order_by("kode")


def pola_list() -> list[Pola]:
    """The daily pattern of sessions; empty until somebody gave one."""
    return [Pola(p.nomor, p.mulai, p.selesai, p.jumat_mulai, p.is_jumat) for p in PolaSesi.objects.order_by("mulai")]


def ruang_get(ruang_id: int) -> Ruang | None:
    return Ruang.objects.filter(pk=ruang_id).first()


def sesi_get(sesi_id: int) -> Sesi | None:
    return Sesi.objects.select_related("gelombang").filter(pk=sesi_id).first()


def proktor_list(at: date) -> list[tuple[int, str]]:
    """Accounts that hold the role of proctor on a day: (id, name), by name."""
    held = Q(peran_diberikan__sampai=None) | Q(peran_diberikan__sampai__gte=at)
    rows = get_user_model().objects.filter(
        held, is_active=True, peran_diberikan__peran=Peran.PROKTOR, peran_diberikan__dari__lte=at
    )
    return list(rows.order_by("nama").values_list("pk", "nama").distinct())
