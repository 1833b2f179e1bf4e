"""Asking for a correction, taking that back, answering it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pegawai.models import Akun, Pegawai, PermintaanKoreksi
from pegawai.queries.koreksi import tercatat
from pegawai.rules.koreksi import BIDANG_LABEL, LANGSUNG, NEXT, Bidang, KoreksiInvalid, Status, clean_isi
from pegawai.rules.nama import search_form
from pegawai.services.jejak import record_jejak


class KoreksiRefused(ValidationError):
    """What was asked for cannot stand in that field."""


class KoreksiUnchanged(ValidationError):
    def __init__(self) -> None:
        super().__init__("Isi itu sama dengan yang sudah tercatat. Tidak ada yang perlu dikoreksi.", code="unchanged")


class KoreksiWaiting(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Permintaan untuk bagian data ini masih menunggu jawaban. Batalkan dahulu bila ingin mengubahnya.",
            code="waiting",
        )


class KoreksiClosed(ValidationError):
    def __init__(self) -> None:
        super().__init__("Permintaan ini sudah dijawab atau dibatalkan. Muat ulang halaman.", code="closed")


class KoreksiOwn(ValidationError):
    def __init__(self) -> None:
        super().__init__("Permintaan Anda sendiri dijawab oleh petugas lain.", code="own")


@transaction.atomic
def ask_koreksi(*, akun: Akun, bidang: Bidang, seharusnya: str, penjelasan: str, at: datetime) -> PermintaanKoreksi:
    """Ask for a field of one's own row. Raises KoreksiRefused, KoreksiUnchanged, KoreksiWaiting."""
    pegawai = Pegawai.objects.select_related("unit", "jabatan").get(akun=akun)
    now = tercatat(pegawai, bidang)
    value = _clean(bidang, seharusnya)
    if bidang in LANGSUNG and value == getattr(pegawai, bidang):
        raise KoreksiUnchanged
    row = PermintaanKoreksi(
        pegawai=pegawai,
        akun=akun,
        bidang=bidang,
        tercatat=now[:300],
        seharusnya=_text(value),
        penjelasan=penjelasan[:500],
        created_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refusal:
        raise KoreksiWaiting from refusal
    _record("ajukan", row, akun, at)
    return row


@transaction.atomic
def cancel_koreksi(*, koreksi_id: int, akun: Akun, at: datetime) -> PermintaanKoreksi:
    """Take one's own request back. Raises KoreksiClosed."""
    row = _open(koreksi_id, Status.DIBATALKAN)
    row.status = Status.DIBATALKAN
    row.save(update_fields=["status"])
    _record("batal", row, akun, at)
    return row


@transaction.atomic
def answer_koreksi(*, koreksi_id: int, terima: bool, jawaban: str, akun: Akun, at: datetime) -> PermintaanKoreksi:
    """Accept or refuse; a fact of the person alone changes at once.

    Raises KoreksiClosed, KoreksiOwn, KoreksiRefused.
    """
    to = Status.DITERIMA if terima else Status.DITOLAK
    row = _open(koreksi_id, to)
    if akun.pk == row.akun_id or (akun.pegawai_id and akun.pegawai_id == row.pegawai_id):
        raise KoreksiOwn
    row.status, row.jawaban, row.dijawab_oleh, row.dijawab_at = to, jawaban[:500], akun, at
    row.save(update_fields=["status", "jawaban", "dijawab_oleh", "dijawab_at"])
    if terima and row.bidang in LANGSUNG:
        _apply(row, at)
    _record("terima" if terima else "tolak", row, akun, at, alasan=jawaban)
    return row


def _open(koreksi_id: int, to: Status) -> PermintaanKoreksi:
    # Two officers may answer at once: the lock makes the second one see the first's answer.
    row = PermintaanKoreksi.objects.select_for_update(of=["self"]).select_related("pegawai").get(pk=koreksi_id)
    if to not in NEXT[Status(row.status)]:
        raise KoreksiClosed
    return row


def _apply(row: PermintaanKoreksi, at: datetime) -> None:
    pegawai = Pegawai.objects.select_for_update().get(pk=row.pegawai_id)
    setattr(pegawai, row.bidang, _clean(Bidang(row.bidang), row.seharusnya))
    pegawai.nama_cari = search_form(pegawai.nama)
    pegawai.updated_at = at
    pegawai.save(update_fields=[row.bidang, "nama_cari", "updated_at"])


def _clean(bidang: Bidang, text: str) -> str | date:
    try:
        return clean_isi(bidang, text)
    except KoreksiInvalid as fault:
        raise KoreksiRefused(str(fault), code=fault.code) from fault


def _text(value: str | date) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


def _record(verb: str, row: PermintaanKoreksi, akun: Akun, at: datetime, alasan: str = "") -> None:
    record_jejak(
        tindakan=f"koreksi.{verb}",
        ringkas=f"Permintaan koreksi {BIDANG_LABEL[Bidang(row.bidang)].lower()}: {row.pegawai.nama_lengkap}",
        objek=f"pegawai:{row.pegawai_id}",
        akun=akun,
        at=at,
        alasan=alasan or row.penjelasan[:300],
        sebelum={row.bidang: row.tercatat},
        sesudah={row.bidang: row.seharusnya},
        data={"koreksi_id": row.pk},
    )
