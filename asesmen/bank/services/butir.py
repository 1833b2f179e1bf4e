"""Bringing items in: a new item, a new version, a new key, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from asesmen.bank.formats.butir_xlsx import write_xlsx
from asesmen.bank.formats.kolom import KOLOM
from asesmen.bank.models import Butir, GambarButir, KunciButir, VersiButir
from asesmen.bank.queries.kunci import Kunci, export_rows, kunci_get
from asesmen.bank.rules.baris import BarisButir
from asesmen.bank.rules.butir import ButirMasuk, Masalah, digest, plain
from asesmen.kompetensi.queries import kompetensi_ids
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun

BARU, BERUBAH, TETAP, DITOLAK = "baru", "berubah", "tetap", "ditolak"


@dataclass(frozen=True)
class RencanaBaris:
    """What one row of a file would do. `perubahan`: field → [before, now]; a key's values are not told."""

    baris: BarisButir
    keadaan: str
    perubahan: dict[str, list[str]] = field(default_factory=dict)
    masalah: tuple[Masalah, ...] = ()


@dataclass(frozen=True)
class HasilImpor:
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True)
class _Stored:
    butir: Butir
    versi: VersiButir | None
    kunci: KunciButir | None


def plan_butir(rows: Sequence[BarisButir]) -> list[RencanaBaris]:
    """Say of each row what applying it would do; changes nothing."""
    stored = _stored([row.kode for row in rows if row.butir])
    return [_plan(row, stored.get(row.kode)) for row in rows]


@transaction.atomic
def import_butir(rows: Sequence[BarisButir], *, at: datetime, akun: "Akun | None" = None) -> HasilImpor:
    """Apply the rows that are not refused. The same rows again change nothing.

    A changed text makes a new version with its key; a changed key alone makes a new key of the version.
    """
    # Two imports at once would both make the same new items, and number versions from the same last one.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('bank.import_butir'))")
    stored = _stored([row.kode for row in rows if row.butir])
    plans = [_plan(row, stored.get(row.kode)) for row in rows]
    ids = kompetensi_ids()
    todo = [(p, p.baris.butir) for p in plans if p.keadaan in (BARU, BERUBAH) and p.baris.butir]
    _save_butir([(b, stored.get(b.kode)) for _, b in todo], ids, at)
    _save_gambar([b for _, b in todo], at)
    _save_versions([b for _, b in todo], _stored([b.kode for _, b in todo]), at, akun)
    counts = {state: sum(p.keadaan == state for p in plans) for state in (BARU, BERUBAH, TETAP)}
    if todo:
        record_jejak(
            tindakan="butir.impor",
            ringkas=f"Impor butir: {counts[BARU]} baru, {counts[BERUBAH]} berubah, {counts[TETAP]} tetap",
            at=at,
            akun=akun,
            data={"kode": [b.kode for _, b in todo]},
        )
    return HasilImpor(counts[BARU], counts[BERUBAH], counts[TETAP])


def _stored(codes: Sequence[str]) -> dict[str, _Stored]:
    found = {b.pk: b for b in Butir.objects.filter(kode__in=codes).select_related("kompetensi")}
    newest = VersiButir.objects.filter(butir_id__in=found).order_by("butir_id", "-nomor").distinct("butir_id")
    versions = {v.butir_id: v for v in newest}
    rows = KunciButir.objects.filter(versi_id__in=[v.pk for v in versions.values()])
    keys = {k.versi_id: k for k in rows.order_by("versi_id", "-nomor").distinct("versi_id")}
    return {b.kode: _Stored(b, v, keys.get(v.pk) if v else None) for b in found.values() for v in [versions.get(b.pk)]}


def _plan(row: BarisButir, stored: _Stored | None) -> RencanaBaris:
    if row.butir is None or row.is_refused:
        return RencanaBaris(row, DITOLAK, masalah=row.masalah)
    if stored is None:
        return RencanaBaris(row, BARU, masalah=row.masalah)
    if stored.butir.kompetensi.kode != row.butir.kompetensi:
        message = (
            f"Kode {row.kode} sudah dipakai butir kompetensi {stored.butir.kompetensi.kode}. "
            "Beri kode baru: kompetensi sebuah butir tidak dapat dipindah."
        )
        moved = Masalah("Kode Kompetensi", "kompetensi_berpindah", message)
        return RencanaBaris(row, DITOLAK, masalah=(*row.masalah, moved))
    butir = row.butir
    if butir.format == "teks" and stored.versi and stored.versi.format == "html":
        # A workbook carries no format. The same words mean the same item; other words would lose table and image.
        butir = replace(butir, format="html")
        if butir.sha256 != stored.versi.sha256:
            message = f"Butir {row.kode} memuat tabel atau gambar. Ubah isinya lewat berkas JSON dengan format html."
            fault = Masalah("Pertanyaan", "format_berbeda", message)
            return RencanaBaris(row, DITOLAK, masalah=(*row.masalah, fault))
        row = replace(row, butir=butir)
    changes = _changes(butir, stored)
    return RencanaBaris(row, BERUBAH if changes else TETAP, changes, row.masalah)


def _changes(butir: ButirMasuk, stored: _Stored) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = {}
    if stored.butir.level != butir.level:
        changes["Level"] = [str(stored.butir.level), str(butir.level)]
    if stored.versi is None or stored.versi.sha256 != butir.sha256:
        changes |= _content_changes(butir, stored.versi)
    if stored.kunci is None or digest(key_of(stored.kunci)) != digest(butir.key()):
        changes["Kunci"] = ["kunci lama", "kunci baru"]
    return changes


def _content_changes(butir: ButirMasuk, versi: VersiButir | None) -> dict[str, list[str]]:
    before = content_of(versi) if versi else {}
    now = butir.content()
    names = {
        "format": "Format",
        "tipe": "Tipe",
        "indikator": "Indikator",
        "stimulus": "Stimulus",
        "pertanyaan": "Pertanyaan",
    }
    changes = {names[k]: [str(before.get(k, "")), str(now.get(k, ""))] for k in names if before.get(k) != now.get(k)}
    if before.get("opsi") != now["opsi"]:
        changes["Opsi"] = [_option_text(before.get("opsi", [])), _option_text(now["opsi"])]
    return changes


def _option_text(opsi: Sequence[dict[str, str]]) -> str:
    return "\n".join(f"{o['kode']}. {o['teks']}" for o in opsi)


def content_of(versi: VersiButir) -> dict[str, Any]:
    return {
        **({"format": versi.format} if versi.format != "teks" else {}),
        "tipe": versi.tipe,
        "indikator": versi.indikator,
        "stimulus": versi.stimulus,
        "pertanyaan": versi.pertanyaan,
        "opsi": versi.opsi,
    }


def key_of(kunci: KunciButir) -> dict[str, Any]:
    """The key in the form of `ButirMasuk.key`, for comparing."""
    return {
        "cara": kunci.cara,
        "poin": plain(kunci.poin),
        "kunci": kunci.kunci,
        "bobot": kunci.bobot,
        "diterima": kunci.diterima,
        "toleransi": None if kunci.toleransi is None else plain(kunci.toleransi),
        "pembahasan": kunci.pembahasan,
    }


def _save_butir(todo: Sequence[tuple[ButirMasuk, _Stored | None]], ids: dict[str, int], at: datetime) -> None:
    Butir.objects.bulk_create(
        [
            Butir(kode=b.kode, kompetensi_id=ids[b.kompetensi], level=b.level, created_at=at)
            for b, stored in todo
            if stored is None
        ]
    )
    changed = []
    for butir, stored in todo:
        if stored and stored.butir.level != butir.level:
            stored.butir.level = butir.level
            changed.append(stored.butir)
    Butir.objects.bulk_update(changed, ["level"])


def _save_gambar(todo: Sequence[ButirMasuk], at: datetime) -> None:
    images = {g.nama: g for butir in todo for g in butir.gambar}
    GambarButir.objects.bulk_create(
        [GambarButir(nama=g.nama, mime=g.mime, isi=g.isi, created_at=at) for g in images.values()],
        ignore_conflicts=True,
    )


def _save_versions(todo: Sequence[ButirMasuk], stored: dict[str, _Stored], at: datetime, akun: "Akun | None") -> None:
    versions, keys = [], []
    for butir in todo:
        row = stored[butir.kode]
        versi, is_new = row.versi, row.versi is None or row.versi.sha256 != butir.sha256
        if is_new or versi is None:
            number = versi.nomor + 1 if versi else 1
            versi = VersiButir(butir=row.butir, nomor=number, sha256=butir.sha256, created_at=at, **butir.content())
            versions.append(versi)
        if is_new or row.kunci is None or digest(key_of(row.kunci)) != digest(butir.key()):
            number = 1 if is_new or row.kunci is None else row.kunci.nomor + 1
            keys.append(KunciButir(versi=versi, nomor=number, akun=akun, created_at=at, **butir.key()))
    VersiButir.objects.bulk_create(versions)
    KunciButir.objects.bulk_create(keys)


class ButirUnchanged(ValidationError):
    def __init__(self, kode: str) -> None:
        super().__init__(f"Keadaan butir {kode} sudah seperti itu.", code="butir_tetap")


@transaction.atomic
def set_aktif(*, butir_id: int, is_aktif: bool, alasan: str, akun: "Akun | None", at: datetime) -> Butir:
    """Take an item out of new papers, or back in. Papers already drawn keep it.

    Raises ButirUnchanged.
    """
    butir = Butir.objects.select_for_update().get(pk=butir_id)
    if butir.is_aktif == is_aktif:
        raise ButirUnchanged(butir.kode)
    butir.is_aktif = is_aktif
    butir.save(update_fields=["is_aktif"])
    record_jejak(
        tindakan="butir.aktifkan" if is_aktif else "butir.nonaktifkan",
        ringkas=f"Butir {butir.kode} {'dipakai lagi' if is_aktif else 'tidak dipakai untuk naskah baru'}",
        alasan=alasan,
        at=at,
        akun=akun,
        objek=f"butir:{butir.pk}",
    )
    return butir


@transaction.atomic
def open_kunci(*, butir_id: int, akun: "Akun | None", at: datetime) -> Kunci | None:
    """Read the newest key of an item for a person, and note who did; None when it has none."""
    found = kunci_get(butir_id)
    record_jejak(
        tindakan="kunci.lihat",
        ringkas=f"Kunci butir {found.kode if found else butir_id} dibuka",
        at=at,
        akun=akun,
        objek=f"butir:{butir_id}",
    )
    return found


@transaction.atomic
def export_butir(*, butir_ids: Sequence[int], akun: "Akun | None", at: datetime) -> bytes:
    """The items with their keys as a workbook of our layout, and a note of who took it."""
    rows = list(export_rows(butir_ids))
    record_jejak(tindakan="butir.ekspor", ringkas=f"{len(rows)} butir beserta kuncinya diunduh", at=at, akun=akun)
    return write_xlsx(rows, KOLOM)
