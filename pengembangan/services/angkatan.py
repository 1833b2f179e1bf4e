"""Batches of a programme: opening one, enrolling people within its quota, noting who came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from antrean.formats.teks import date_text
from pegawai.queries import orang_many
from pegawai.services import record_by
from pengembangan.models import AngkatanDiklat, KepesertaanDiklat, ProgramDiklat
from pengembangan.rules.jadwal import can_enrol, can_note_angkatan

Status = KepesertaanDiklat.Status


class AngkatanNamaTaken(ValidationError):
    def __init__(self, nama: str) -> None:
        super().__init__(f"Program ini sudah mempunyai “{nama}”. Beri nama lain.", code="nama_taken")


class TanggalNotPossible(ValidationError):
    def __init__(self) -> None:
        super().__init__("Hari terakhir tidak boleh sebelum hari pertama. Ubah salah satunya.", code="tanggal")


class AngkatanOver(ValidationError):
    def __init__(self, selesai: date) -> None:
        super().__init__(
            f"Angkatan ini berakhir {date_text(selesai)}, jadi tidak menerima peserta lagi. Pilih angkatan lain.",
            code="angkatan_over",
        )


class AngkatanFull(ValidationError):
    def __init__(self, sisa: int, diminta: int) -> None:
        super().__init__(
            f"Sisa tempat {sisa}, sedangkan {diminta} orang akan didaftarkan. Belum ada yang terdaftar. "
            f"Kurangi {diminta - sisa} orang atau buka angkatan lain.",
            code="angkatan_full",
        )
        self.sisa = sisa


class AngkatanNotBegun(ValidationError):
    def __init__(self, mulai: date) -> None:
        super().__init__(
            f"Angkatan ini baru mulai {date_text(mulai)}. Kehadiran dicatat sejak hari itu.", code="angkatan_not_begun"
        )


class PegawaiUnknown(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} orang tidak ada di data pegawai. Muat ulang daftar, lalu pilih lagi.", code="pegawai_unknown"
        )


class PegawaiNotEnrolled(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} orang tidak terdaftar di angkatan ini. Muat ulang halaman, lalu catat lagi.", code="not_enrolled"
        )


class KepesertaanNotCancellable(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Hanya yang masih terdaftar dapat dikeluarkan; kehadirannya sudah dicatat atau sudah dibatalkan.",
            code="not_cancellable",
        )


@dataclass(frozen=True)
class EnrolResult:
    """pegawai ids: now enrolled, already on a list of this programme, already attended it before."""

    enrolled: tuple[int, ...]
    already: tuple[int, ...]
    attended: tuple[int, ...]


@transaction.atomic
def create_angkatan(
    *,
    program_id: int,
    nama: str,
    mulai: date,
    selesai: date,
    tempat: str,
    kuota: int,
    akun_id: int | None,
    at: datetime,
) -> AngkatanDiklat:
    """Open a batch. Raises TanggalNotPossible, AngkatanNamaTaken."""
    if selesai < mulai:
        raise TanggalNotPossible
    try:
        with transaction.atomic():
            angkatan = AngkatanDiklat.objects.create(
                program_id=program_id, nama=nama, mulai=mulai, selesai=selesai, tempat=tempat, kuota=kuota
            )
    except IntegrityError as error:
        raise AngkatanNamaTaken(nama) from error
    record_by("angkatan.buka", f"angkatan:{angkatan.pk}", f"{nama} dibuka, {kuota} tempat", akun_id=akun_id, at=at)
    return angkatan


@transaction.atomic
def enrol(*, angkatan_id: int, pegawai_ids: Iterable[int], akun_id: int | None, at: datetime) -> EnrolResult:
    """Enrol people at once, all or none. Who is on a list of this programme, or attended it, is left out and told.

    Raises AngkatanOver, PegawaiUnknown, AngkatanFull.
    """
    angkatan = _locked(angkatan_id)
    if not can_enrol(angkatan.selesai, localdate(at)):
        raise AngkatanOver(angkatan.selesai)
    wanted = set(pegawai_ids)
    unknown = wanted - set(orang_many(wanted))
    if unknown:
        raise PegawaiUnknown(len(unknown))
    result = _sort_out(angkatan, wanted)
    sisa = angkatan.kuota - angkatan.kepesertaan.exclude(status=Status.BATAL).count()
    if len(result.enrolled) > sisa:
        raise AngkatanFull(max(0, sisa), len(result.enrolled))
    _write(angkatan, result.enrolled, at)
    record_by(
        "angkatan.daftarkan",
        f"angkatan:{angkatan_id}",
        f"{len(result.enrolled)} orang didaftarkan",
        akun_id=akun_id,
        at=at,
        data={"pegawai": list(result.enrolled)},
    )
    return result


def _locked(angkatan_id: int) -> AngkatanDiklat:
    # The programme too: two officers could enrol one person in two of its batches at the same moment.
    program_id = AngkatanDiklat.objects.values_list("program_id", flat=True).get(pk=angkatan_id)
    ProgramDiklat.objects.select_for_update().get(pk=program_id)
    return AngkatanDiklat.objects.select_for_update().select_related("program").get(pk=angkatan_id)


def _sort_out(angkatan: AngkatanDiklat, wanted: Collection[int]) -> EnrolResult:
    rows = KepesertaanDiklat.objects.filter(angkatan__program_id=angkatan.program_id, pegawai_id__in=wanted)
    held = list(rows.values_list("pegawai_id", "status"))
    attended = {pk for pk, status in held if status == Status.HADIR}
    already = {pk for pk, status in held if status == Status.TERDAFTAR} - attended
    # Noted as absent in this very batch: that is a fact about it, not a place to give away again.
    already |= set(rows.filter(angkatan=angkatan, status=Status.TIDAK_HADIR).values_list("pegawai_id", flat=True))
    return EnrolResult(
        enrolled=tuple(sorted(set(wanted) - attended - already)),
        already=tuple(sorted(already)),
        attended=tuple(sorted(attended)),
    )


def _write(angkatan: AngkatanDiklat, pegawai_ids: Iterable[int], at: datetime) -> None:
    """A place that was given up before becomes an enrolment again."""
    KepesertaanDiklat.objects.bulk_create(
        [KepesertaanDiklat(angkatan=angkatan, pegawai_id=pk, enrolled_at=at) for pk in pegawai_ids],
        update_conflicts=True,
        unique_fields=["angkatan", "pegawai"],
        update_fields=["status", "enrolled_at", "noted_at"],
    )


@transaction.atomic
def cancel_enrolment(*, kepesertaan_id: int, alasan: str, akun_id: int | None, at: datetime) -> KepesertaanDiklat:
    """Take somebody off the list; the place is free again. Raises KepesertaanNotCancellable."""
    kepesertaan = KepesertaanDiklat.objects.select_for_update().get(pk=kepesertaan_id)
    if kepesertaan.status != Status.TERDAFTAR:
        raise KepesertaanNotCancellable
    kepesertaan.status = Status.BATAL
    kepesertaan.save(update_fields=["status"])
    record_by(
        "angkatan.keluarkan",
        f"angkatan:{kepesertaan.angkatan_id}",
        "1 orang dikeluarkan dari angkatan",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
        data={"pegawai": kepesertaan.pegawai_id},
    )
    return kepesertaan


@transaction.atomic
def note_attendance(
    *, angkatan_id: int, hadir: Iterable[int], tidak_hadir: Iterable[int], akun_id: int | None, at: datetime
) -> int:
    """Note who came (pegawai ids; the programme's JP count) and who did not. May be corrected later. Returns how many.

    Raises AngkatanNotBegun, PegawaiNotEnrolled.
    """
    angkatan = _locked(angkatan_id)
    if not can_note_angkatan(angkatan.mulai, localdate(at)):
        raise AngkatanNotBegun(angkatan.mulai)
    came, missed = set(hadir), set(tidak_hadir) - set(hadir)
    rows = angkatan.kepesertaan.exclude(status=Status.BATAL)
    unknown = (came | missed) - set(rows.values_list("pegawai_id", flat=True))
    if unknown:
        raise PegawaiNotEnrolled(len(unknown))
    rows.filter(pegawai_id__in=came).update(status=Status.HADIR, jp_diakui=angkatan.program.jp, noted_at=at)
    rows.filter(pegawai_id__in=missed).update(status=Status.TIDAK_HADIR, jp_diakui=0, noted_at=at)
    record_by(
        "angkatan.catat_kehadiran",
        f"angkatan:{angkatan_id}",
        f"{len(came)} hadir ({angkatan.program.jp} JP), {len(missed)} tidak hadir",
        akun_id=akun_id,
        at=at,
        data={"hadir": sorted(came), "tidak_hadir": sorted(missed)},
    )
    return len(came) + len(missed)
