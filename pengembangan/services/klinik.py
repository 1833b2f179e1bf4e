"""Coaching clinics: opening a session, booking a place in it, noting who came."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from antrean.formats.teks import moment_text
from pegawai.services import record_by
from pengembangan.models import PemesananKlinik, SesiKlinik, TopikKlinik
from pengembangan.rules.jadwal import end_of, has_begun

Status = PemesananKlinik.Status


class SesiInPast(ValidationError):
    def __init__(self) -> None:
        super().__init__("Waktu mulai sudah lewat. Pilih waktu yang akan datang.", code="sesi_in_past")


class KlinikBegun(ValidationError):
    def __init__(self, mulai: datetime) -> None:
        super().__init__(
            f"Klinik ini sudah dimulai {moment_text(localtime(mulai))}, jadi tidak dapat dipesan atau dibatalkan lagi.",
            code="klinik_begun",
        )


class KlinikNotBegun(ValidationError):
    def __init__(self, mulai: datetime) -> None:
        super().__init__(
            f"Klinik ini baru mulai {moment_text(localtime(mulai))}. Kehadiran dicatat sejak saat itu.",
            code="klinik_not_begun",
        )


class KlinikFull(ValidationError):
    def __init__(self) -> None:
        super().__init__("Semua tempat di sesi ini sudah dipesan. Pilih sesi lain.", code="klinik_full")


class KlinikAlreadyBooked(ValidationError):
    def __init__(self) -> None:
        super().__init__("Anda sudah memesan tempat di sesi ini.", code="already_booked")


class KlinikOverlaps(ValidationError):
    def __init__(self, judul: str, mulai: datetime) -> None:
        super().__init__(
            f"Anda sudah memesan “{judul}” ({moment_text(localtime(mulai))}) pada waktu yang sama. "
            "Batalkan dahulu bila ingin pindah.",
            code="klinik_overlaps",
        )


class PemesananNotActive(ValidationError):
    def __init__(self) -> None:
        super().__init__("Pemesanan ini sudah dibatalkan atau kehadirannya sudah dicatat.", code="not_active")


class PegawaiNotBooked(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} orang tidak memesan sesi ini. Muat ulang halaman, lalu catat lagi.", code="not_booked"
        )


@transaction.atomic
def create_sesi(
    *, topik_id: int, mulai: datetime, tempat: str, pelatih: str, kuota: int, akun_id: int | None, at: datetime
) -> SesiKlinik:
    """Open a session of a topic; it lasts as long as the topic says. Raises SesiInPast."""
    topik = TopikKlinik.objects.get(pk=topik_id)
    if has_begun(mulai, at):
        raise SesiInPast
    sesi = SesiKlinik.objects.create(
        topik=topik,
        mulai=mulai,
        selesai=end_of(mulai, topik.durasi_menit),
        tempat=tempat,
        pelatih=pelatih,
        kuota=kuota,
    )
    record_by(
        "klinik.buka",
        f"sesi_klinik:{sesi.pk}",
        f"Klinik “{topik.judul}” dibuka, {kuota} tempat",
        akun_id=akun_id,
        at=at,
    )
    return sesi


@transaction.atomic
def book_klinik(*, sesi_id: int, pegawai_id: int, akun_id: int | None, at: datetime) -> PemesananKlinik:
    """Book one place. Raises KlinikBegun, KlinikAlreadyBooked, KlinikOverlaps, KlinikFull."""
    # The lock lets bookings of one session pass one at a time: the last place is given once.
    sesi = SesiKlinik.objects.select_for_update().get(pk=sesi_id)
    if has_begun(sesi.mulai, at):
        raise KlinikBegun(sesi.mulai)
    _check_free(sesi, pegawai_id)
    if sesi.pemesanan.exclude(status=Status.BATAL).count() >= sesi.kuota:
        raise KlinikFull
    pemesanan, _ = PemesananKlinik.objects.update_or_create(
        sesi=sesi, pegawai_id=pegawai_id, defaults={"status": Status.DIPESAN, "booked_at": at, "noted_at": None}
    )
    record_by(
        "klinik.pesan",
        f"sesi_klinik:{sesi_id}",
        "1 tempat dipesan",
        akun_id=akun_id,
        at=at,
        data={"pegawai": pegawai_id},
    )
    return pemesanan


def _check_free(sesi: SesiKlinik, pegawai_id: int) -> None:
    held = PemesananKlinik.objects.filter(pegawai_id=pegawai_id).exclude(status=Status.BATAL)
    if held.filter(sesi=sesi).exists():
        raise KlinikAlreadyBooked
    clash = (
        held.filter(sesi__mulai__lt=sesi.selesai, sesi__selesai__gt=sesi.mulai).select_related("sesi__topik").first()
    )
    if clash is not None:
        raise KlinikOverlaps(clash.sesi.topik.judul, clash.sesi.mulai)


@transaction.atomic
def cancel_klinik(*, pemesanan_id: int, akun_id: int | None, at: datetime) -> PemesananKlinik:
    """Give a booked place back. Raises PemesananNotActive, KlinikBegun."""
    pemesanan = PemesananKlinik.objects.select_for_update(of=("self",)).select_related("sesi").get(pk=pemesanan_id)
    if pemesanan.status != Status.DIPESAN:
        raise PemesananNotActive
    if has_begun(pemesanan.sesi.mulai, at):
        raise KlinikBegun(pemesanan.sesi.mulai)
    pemesanan.status = Status.BATAL
    pemesanan.save(update_fields=["status"])
    record_by(
        "klinik.batal",
        f"sesi_klinik:{pemesanan.sesi_id}",
        "1 pemesanan dibatalkan",
        akun_id=akun_id,
        at=at,
        data={"pegawai": pemesanan.pegawai_id},
    )
    return pemesanan


@transaction.atomic
def note_klinik(
    *, sesi_id: int, hadir: Iterable[int], tidak_hadir: Iterable[int], akun_id: int | None, at: datetime
) -> int:
    """Note who came and who did not (pegawai ids). May be corrected later. Raises KlinikNotBegun, PegawaiNotBooked."""
    sesi = SesiKlinik.objects.select_for_update().get(pk=sesi_id)
    if not has_begun(sesi.mulai, at):
        raise KlinikNotBegun(sesi.mulai)
    came, missed = set(hadir), set(tidak_hadir) - set(hadir)
    rows = sesi.pemesanan.exclude(status=Status.BATAL)
    unknown = (came | missed) - set(rows.values_list("pegawai_id", flat=True))
    if unknown:
        raise PegawaiNotBooked(len(unknown))
    rows.filter(pegawai_id__in=came).update(status=Status.HADIR, noted_at=at)
    rows.filter(pegawai_id__in=missed).update(status=Status.TIDAK_HADIR, noted_at=at)
    record_by(
        "klinik.catat_kehadiran",
        f"sesi_klinik:{sesi_id}",
        f"{len(came)} hadir, {len(missed)} tidak hadir",
        akun_id=akun_id,
        at=at,
        data={"hadir": sorted(came), "tidak_hadir": sorted(missed)},
    )
    return len(came) + len(missed)
