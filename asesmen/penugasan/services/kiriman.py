"""What a participant does with an assignment: put files, take them away, send. The last sending counts."""

from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.timezone import localtime

from antrean.formats.teks import moment_text
from asesmen.penugasan.formats import Isi, read_isi
from asesmen.penugasan.models import BerkasKiriman, Kiriman
from asesmen.penugasan.rules.berkas import (
    BerkasRefused,
    Persyaratan,
    check_outside,
    clean_name,
    missing,
    persyaratan_from,
)
from asesmen.penugasan.rules.waktu import Tahap, tahap
from asesmen.penugasan.services.jejak import record_peserta


class KirimanNotOpened(ValidationError):
    def __init__(self, dibuka: datetime) -> None:
        super().__init__(
            f"Tugas ini baru dibuka {moment_text(localtime(dibuka))}. Berkas dapat diunggah sejak saat itu.",
            code="not_opened",
        )


class KirimanClosed(ValidationError):
    def __init__(self, tenggat: datetime) -> None:
        super().__init__(
            f"Tenggat tugas ini sudah lewat ({moment_text(localtime(tenggat))}). "
            "Berkas yang sudah dikirim tetap tersimpan. Bila Anda terhalang, hubungi BKPSDM.",
            code="closed",
        )


class KirimanMarked(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Kiriman Anda sudah selesai dinilai, jadi tidak dapat diganti lagi. Berkas Anda tetap tersimpan.",
            code="marked",
        )


class KirimanIncomplete(ValidationError):
    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"Belum dapat dikirim. Masih kurang: {', '.join(names)}. Berkas yang sudah diunggah tetap tersimpan.",
            code="incomplete",
        )


class KirimanUnchanged(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Tidak ada yang berubah sejak kiriman terakhir, jadi tidak perlu dikirim lagi.", code="unchanged"
        )


class BerkasNotAccepted(ValidationError):
    """An uploaded file refused; `code` is that of the rule (tipe, isi_tidak_sesuai, makro, …)."""

    def __init__(self, refused: BerkasRefused) -> None:
        super().__init__(refused.message, code=refused.code)


class PersyaratanUnknown(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Tugas ini tidak meminta berkas tersebut. Muat ulang halaman, lalu pilih lagi.", code="unknown_persyaratan"
        )


def upload_berkas(*, kiriman_id: int, persyaratan: str, file: File, at: datetime) -> BerkasKiriman:
    """Keep one file for one requirement, beside what was sent already.

    Raises KirimanNotOpened, KirimanClosed, KirimanMarked, PersyaratanUnknown, BerkasNotAccepted.
    """
    kiriman = Kiriman.objects.select_related("penugasan__tugas").get(pk=kiriman_id)
    _check_open(kiriman, at)
    asked = _persyaratan(kiriman, persyaratan)
    name = clean_name(file.name or "")
    try:
        tipe = _check_outside(kiriman, asked, name, file.size)
        # Reading a large file takes a while: it happens before the row is locked.
        isi = read_isi(cast(BinaryIO, file), tipe=tipe, name=name)
        with transaction.atomic():
            kiriman = _locked(kiriman_id, at)
            _check_outside(kiriman, asked, name, isi.ukuran)
            return _keep(kiriman, asked, name, tipe, isi, file, at)
    except BerkasRefused as refused:
        raise BerkasNotAccepted(refused) from refused


@transaction.atomic
def remove_berkas(*, berkas_id: UUID, at: datetime) -> None:
    """Take a file away: at once when it was never sent, with the next sending otherwise.

    Raises KirimanNotOpened, KirimanClosed, KirimanMarked.
    """
    berkas = BerkasKiriman.objects.get(pk=berkas_id)
    kiriman = _locked(berkas.kiriman_id, at)
    if berkas.is_dikirim:
        BerkasKiriman.objects.filter(pk=berkas.pk).update(is_dibuang=True)
    else:
        _delete(berkas)
    record_peserta(
        "berkas.hapus", kiriman, f"Berkas {berkas.persyaratan} diambil kembali", at=at, data={"sha256": berkas.sha256}
    )


@transaction.atomic
def restore_berkas(*, berkas_id: UUID, at: datetime) -> None:
    """Undo remove_berkas for a sent file. Raises KirimanNotOpened, KirimanClosed, KirimanMarked, BerkasNotAccepted."""
    berkas = BerkasKiriman.objects.get(pk=berkas_id)
    kiriman = _locked(berkas.kiriman_id, at)
    asked = _persyaratan(kiriman, berkas.persyaratan)
    if not berkas.is_dibuang:
        return
    try:
        _check_outside(kiriman, asked, berkas.nama_asli, berkas.ukuran)
    except BerkasRefused as refused:
        raise BerkasNotAccepted(refused) from refused
    BerkasKiriman.objects.filter(pk=berkas.pk).update(is_dibuang=False)
    record_peserta(
        "berkas.kembalikan", kiriman, f"Berkas {berkas.persyaratan} dikembalikan", at=at, data={"sha256": berkas.sha256}
    )


@transaction.atomic
def send_kiriman(*, kiriman_id: int, at: datetime) -> Kiriman:
    """Make what is there now the submission; files taken away since the last sending are deleted.

    Raises KirimanNotOpened, KirimanClosed, KirimanMarked, KirimanIncomplete, KirimanUnchanged.
    """
    kiriman = _locked(kiriman_id, at)
    rows = list(kiriman.berkas.all())
    kept = [b for b in rows if not b.is_dibuang]
    counts = {b.persyaratan: 0 for b in kept}
    for berkas in kept:
        counts[berkas.persyaratan] += 1
    lacking = missing(persyaratan_from(kiriman.penugasan.tugas.berkas), counts)
    if lacking:
        raise KirimanIncomplete(lacking)
    if kiriman.status == Kiriman.Status.DIKIRIM and all(b.is_dikirim and not b.is_dibuang for b in rows):
        raise KirimanUnchanged
    for berkas in rows:
        if berkas.is_dibuang:
            _delete(berkas)
    kiriman.berkas.update(is_dikirim=True)
    kiriman.status, kiriman.submitted_at = Kiriman.Status.DIKIRIM, at
    kiriman.save(update_fields=["status", "submitted_at"])
    record_peserta(
        "kiriman.kirim", kiriman, f"Tugas dikirim: {len(kept)} berkas", at=at, data={"sha256": [b.sha256 for b in kept]}
    )
    return kiriman


def _locked(kiriman_id: int, at: datetime) -> Kiriman:
    kiriman = (
        Kiriman.objects.select_for_update(of=("self",)).select_related("penugasan__tugas", "peserta").get(pk=kiriman_id)
    )
    _check_open(kiriman, at)
    return kiriman


def _check_open(kiriman: Kiriman, at: datetime) -> None:
    if kiriman.status == Kiriman.Status.DINILAI:
        raise KirimanMarked
    penugasan = kiriman.penugasan
    now = tahap(penugasan.dibuka, penugasan.tenggat, at)
    if now == Tahap.BELUM_DIBUKA:
        raise KirimanNotOpened(penugasan.dibuka)
    if now == Tahap.LEWAT:
        raise KirimanClosed(penugasan.tenggat)


def _persyaratan(kiriman: Kiriman, nama: str) -> Persyaratan:
    for asked in persyaratan_from(kiriman.penugasan.tugas.berkas):
        if asked.nama == nama:
            return asked
    raise PersyaratanUnknown


def _check_outside(kiriman: Kiriman, asked: Persyaratan, name: str, size: int) -> str:
    rows = [(b.persyaratan, b.ukuran) for b in kiriman.berkas.all() if not b.is_dibuang]
    return check_outside(
        asked,
        name=name,
        size=size,
        stored=sum(1 for persyaratan, _ in rows if persyaratan == asked.nama),
        stored_bytes=sum(ukuran for _, ukuran in rows),
    )


def _keep(
    kiriman: Kiriman, asked: Persyaratan, name: str, tipe: str, isi: Isi, file: File, at: datetime
) -> BerkasKiriman:
    berkas = BerkasKiriman(
        kiriman=kiriman,
        persyaratan=asked.nama,
        nama_asli=name,
        tipe=tipe,
        ukuran=isi.ukuran,
        sha256=isi.sha256,
        uploaded_at=at,
    )
    berkas.berkas.save(name, file, save=False)
    stored = berkas.berkas
    try:
        with transaction.atomic():
            berkas.save()
            record_peserta(
                "berkas.unggah", kiriman, f"Berkas {asked.nama} diunggah", at=at, data={"sha256": isi.sha256}
            )
    except BaseException:
        # The row is gone, so nobody would ever find the file.
        stored.storage.delete(str(stored.name))
        raise
    return berkas


def _delete(berkas: BerkasKiriman) -> None:
    stored = berkas.berkas
    berkas.delete()
    transaction.on_commit(lambda: stored.storage.delete(str(stored.name)))
