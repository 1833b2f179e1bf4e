"""What the office does: give a task in a wave, name its participants and assessors, move the deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from antrean.formats.teks import moment_text
from asesmen.gelombang import queries as gelombang
from asesmen.penugasan.models import Kiriman, Penugasan, Tugas
from asesmen.penugasan.queries.asesor import asesor_get
from asesmen.penugasan.rules.penugasan import GELOMBANG_TERBUKA
from pegawai.services import record_by


class TugasAlreadyAssigned(ValidationError):
    def __init__(self, judul: str) -> None:
        super().__init__(
            f"“{judul}” sudah diberikan di gelombang ini. Buka penugasan itu untuk menambah peserta.",
            code="already_assigned",
        )


class GelombangNotOpen(ValidationError):
    def __init__(self, nama: str) -> None:
        super().__init__(
            f"“{nama}” sudah dinilai atau dibatalkan, jadi tidak menerima tugas baru. Pilih gelombang lain.",
            code="gelombang_not_open",
        )


class TenggatNotPossible(ValidationError):
    def __init__(self) -> None:
        super().__init__("Tenggat harus setelah waktu dibuka. Ubah salah satunya.", code="tenggat_not_possible")


class TenggatNotLater(ValidationError):
    def __init__(self, tenggat: datetime) -> None:
        super().__init__(
            f"Tenggat hanya dapat diundur, yaitu setelah {moment_text(localtime(tenggat))}. "
            "Memajukannya akan merugikan yang sedang mengerjakan.",
            code="tenggat_not_later",
        )


class PesertaNotInGelombang(ValidationError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} orang bukan peserta gelombang ini atau sudah mundur. Muat ulang daftar, lalu pilih lagi.",
            code="not_in_gelombang",
        )


class AsesorNotAllowed(ValidationError):
    def __init__(self, message: str) -> None:
        super().__init__(message, code="asesor_not_allowed")


@dataclass(frozen=True)
class AddResult:
    added: int
    already: int


@transaction.atomic
def assign_tugas(
    *, gelombang_id: int, tugas_id: int, dibuka: datetime, tenggat: datetime, akun_id: int | None, at: datetime
) -> Penugasan:
    """Give a task in a wave; participants are added afterwards.

    Raises GelombangNotOpen, TenggatNotPossible, TugasAlreadyAssigned.
    """
    wave = gelombang.gelombang_get(gelombang_id)
    if wave is None or wave.status not in GELOMBANG_TERBUKA:
        raise GelombangNotOpen(wave.nama if wave else "Gelombang ini")
    if tenggat <= dibuka:
        raise TenggatNotPossible
    tugas = Tugas.objects.get(pk=tugas_id)
    try:
        with transaction.atomic():
            penugasan = Penugasan.objects.create(
                gelombang_id=gelombang_id, tugas=tugas, dibuka=dibuka, tenggat=tenggat, created_at=at
            )
    except IntegrityError as error:
        raise TugasAlreadyAssigned(tugas.judul) from error
    record_by(
        "penugasan.berikan",
        f"penugasan:{penugasan.pk}",
        f"Tugas “{tugas.judul}” diberikan di {wave.nama}",
        akun_id=akun_id,
        at=at,
        data={"dibuka": dibuka.isoformat(), "tenggat": tenggat.isoformat()},
    )
    return penugasan


@transaction.atomic
def add_peserta(
    *, penugasan_id: int, peserta_ids: Iterable[int], asesor_id: int | None, akun_id: int | None, at: datetime
) -> AddResult:
    """Give the task to these participants of its wave. Raises PesertaNotInGelombang, AsesorNotAllowed."""
    penugasan = Penugasan.objects.select_for_update().get(pk=penugasan_id)
    wanted = set(peserta_ids)
    known = set(gelombang.peserta_pegawai_ids(penugasan.gelombang_id).values())
    if wanted - known:
        raise PesertaNotInGelombang(len(wanted - known))
    already = set(penugasan.kiriman.filter(peserta_id__in=wanted).values_list("peserta_id", flat=True))
    new = Kiriman.objects.bulk_create(
        Kiriman(penugasan=penugasan, peserta_id=peserta_id) for peserta_id in sorted(wanted - already)
    )
    record_by(
        "penugasan.tambah_peserta",
        f"penugasan:{penugasan_id}",
        f"{len(new)} peserta diberi tugas",
        akun_id=akun_id,
        at=at,
        data={"peserta": [k.peserta_id for k in new]},
    )
    if asesor_id is not None and new:
        assign_asesor(
            penugasan_id=penugasan_id, kiriman_ids=[k.pk for k in new], asesor_id=asesor_id, akun_id=akun_id, at=at
        )
    return AddResult(added=len(new), already=len(already))


@transaction.atomic
def assign_asesor(
    *, penugasan_id: int, kiriman_ids: Iterable[int], asesor_id: int, akun_id: int | None, at: datetime
) -> int:
    """Name who marks these submissions; finished markings keep their assessor. Raises AsesorNotAllowed."""
    asesor = asesor_get(asesor_id, localdate(at))
    if asesor is None:
        raise AsesorNotAllowed("Akun ini tidak memegang peran asesor hari ini. Pilih asesor lain.")
    rows = list(
        Kiriman.objects.select_for_update(of=("self",))
        .filter(penugasan_id=penugasan_id, pk__in=list(kiriman_ids))
        .exclude(status=Kiriman.Status.DINILAI)
        .select_related("peserta")
    )
    own = [k.peserta.nomor for k in rows if asesor.pegawai_id and k.peserta.pegawai_id == asesor.pegawai_id]
    if own:
        raise AsesorNotAllowed(
            f"{asesor.nama} adalah peserta nomor {own[0]} dan tidak dapat menilai dirinya sendiri. "
            "Pilih asesor lain untuknya."
        )
    Kiriman.objects.filter(pk__in=[k.pk for k in rows]).update(asesor_id=asesor_id)
    record_by(
        "penugasan.tunjuk_asesor",
        f"penugasan:{penugasan_id}",
        f"{asesor.nama} ditunjuk menilai {len(rows)} kiriman",
        akun_id=akun_id,
        at=at,
        data={"kiriman": [k.pk for k in rows], "asesor": asesor_id},
    )
    return len(rows)


@transaction.atomic
def extend_tenggat(
    *, penugasan_id: int, tenggat: datetime, alasan: str, akun_id: int | None, at: datetime
) -> Penugasan:
    """Move the deadline to a later moment, for everybody. Raises TenggatNotLater."""
    penugasan = Penugasan.objects.select_for_update().get(pk=penugasan_id)
    before = penugasan.tenggat
    if tenggat <= before or tenggat <= at:
        raise TenggatNotLater(max(before, at))
    penugasan.tenggat = tenggat
    penugasan.save(update_fields=["tenggat"])
    record_by(
        "penugasan.undur_tenggat",
        f"penugasan:{penugasan_id}",
        f"Tenggat diundur menjadi {moment_text(localtime(tenggat))}",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
        data={"dari": before.isoformat(), "menjadi": tenggat.isoformat()},
    )
    return penugasan
