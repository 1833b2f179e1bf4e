"""Coaching clinics: topics, sessions with their free places, bookings."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from pengembangan.models import PemesananKlinik, SesiKlinik, TopikKlinik
from pengembangan.rules.kecocokan import Program

ACTIVE = ~Q(pemesanan__status=PemesananKlinik.Status.BATAL)


def topik_list() -> QuerySet[TopikKlinik]:
    return TopikKlinik.objects.prefetch_related("kompetensi").order_by("kode")


def topik_rows() -> list[Program]:
    """Every topic as plain data, for fitting. Two queries."""
    return [
        Program(
            id=t.pk,
            kode=t.kode,
            nama=t.judul,
            jp=t.jp,
            dari_level=t.dari_level,
            ke_level=t.ke_level,
            kompetensi=frozenset(k.kode for k in t.kompetensi.all()),
            bentuk="coaching clinic",
        )
        for t in topik_list()
    ]


def sesi_list(*, at: datetime, keadaan: str = "datang", cari: str = "") -> QuerySet[SesiKlinik]:
    """Sessions with terisi and sisa: those to come, the next first (datang), or those begun, the last first (lewat)."""
    rows = SesiKlinik.objects.select_related("topik").annotate(terisi=Count("pemesanan", filter=ACTIVE))
    rows = rows.annotate(sisa=F("kuota") - F("terisi"))
    if keadaan == "datang":
        rows = rows.filter(mulai__gt=at)
    elif keadaan == "lewat":
        rows = rows.filter(mulai__lte=at)
    for word in cari.split():
        rows = rows.filter(Q(topik__judul__icontains=word) | Q(tempat__icontains=word) | Q(pelatih__icontains=word))
    return rows.order_by("mulai" if keadaan == "datang" else "-mulai", "pk")


def sesi_get(sesi_id: int) -> SesiKlinik | None:
    return (
        SesiKlinik.objects.select_related("topik")
        .annotate(terisi=Count("pemesanan", filter=ACTIVE))
        .filter(pk=sesi_id)
        .first()
    )


def pemesanan_list(sesi_id: int) -> QuerySet[PemesananKlinik]:
    """Who booked a session, by name, without those who cancelled."""
    rows = PemesananKlinik.objects.filter(sesi_id=sesi_id).exclude(status=PemesananKlinik.Status.BATAL)
    return rows.select_related("pegawai__unit").order_by("pegawai__nama_cari", "pk")


def pemesanan_of(pegawai_id: int) -> QuerySet[PemesananKlinik]:
    """One person's bookings, the latest session first, without cancelled ones."""
    rows = PemesananKlinik.objects.filter(pegawai_id=pegawai_id).exclude(status=PemesananKlinik.Status.BATAL)
    return rows.select_related("sesi__topik").order_by("-sesi__mulai", "pk")


def pemesanan_get(pemesanan_id: int, pegawai_id: int) -> PemesananKlinik | None:
    """A booking of this person, else None."""
    return PemesananKlinik.objects.select_related("sesi__topik").filter(pk=pemesanan_id, pegawai_id=pegawai_id).first()
