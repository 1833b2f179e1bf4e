"""Jabatan set by an officer, and the rules for all others: changed, tried, applied."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from pegawai import queries
from pegawai.models import Akun, AturanJabatan, Jabatan
from pegawai.rules.aturan_jabatan import BAWAAN, FAKTA, Aturan, PolaInvalid, read_pola
from pegawai.services.jejak import record_jejak

Lapor = Callable[[int, int, str], None]


class AturanInvalid(ValidationError):
    """The rule as written says nothing, or could not be applied."""


def _silent(done: int, total: int, keterangan: str) -> None:
    """Nobody listens."""


def _facts(row: Jabatan | AturanJabatan) -> dict[str, str]:
    return {fakta: getattr(row, fakta) for fakta in FAKTA}


# ---------- One jabatan ----------


@transaction.atomic
def set_jabatan(*, jabatan_id: int, facts: Mapping[str, str], alasan: str, akun: Akun | None, at: datetime) -> Jabatan:
    """Say what a jabatan is; the rules leave it alone from now on."""
    return _write_jabatan(jabatan_id, facts, True, "jabatan.tetapkan", alasan, akun, at)


@transaction.atomic
def release_jabatan(*, jabatan_id: int, alasan: str, akun: Akun | None, at: datetime) -> Jabatan:
    """Let the rules say again what a jabatan is, beginning now."""
    row = Jabatan.objects.get(pk=jabatan_id)
    facts = queries.Penentu().decide(row.nama, row.asal).facts()
    return _write_jabatan(jabatan_id, facts, False, "jabatan.lepaskan", alasan, akun, at)


def _write_jabatan(
    jabatan_id: int, facts: Mapping[str, str], is_tetap: bool, act: str, alasan: str, akun: Akun | None, at: datetime
) -> Jabatan:
    row = Jabatan.objects.select_for_update().get(pk=jabatan_id)
    before = _facts(row)
    for fakta in FAKTA:
        setattr(row, fakta, facts[fakta])
    row.is_tetap = is_tetap
    row.save(update_fields=[*FAKTA, "is_tetap"])
    record_jejak(
        tindakan=act,
        ringkas=row.nama,
        at=at,
        akun=akun,
        objek=f"jabatan:{row.pk}",
        alasan=alasan,
        sebelum=before,
        sesudah=_facts(row),
    )
    return row


# ---------- Rules ----------


def _locked_rules() -> list[AturanJabatan]:
    """All rules in their order. Where the office has none yet, the shipped ones become its own."""
    rows = list(AturanJabatan.objects.select_for_update().order_by("urutan"))
    return rows or AturanJabatan.objects.bulk_create(as_row(satu, n) for n, satu in enumerate(BAWAAN, 1))


def as_row(aturan: Aturan, urutan: int) -> AturanJabatan:
    return AturanJabatan(
        urutan=urutan, nama=aturan.nama, pola="\n".join(aturan.pola), syarat=aturan.syarat, **aturan.hasil
    )


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    try:
        pola = read_pola(fields["pola"])
    except PolaInvalid as fault:
        raise AturanInvalid({"pola": ValidationError(str(fault), code=fault.code)}) from fault
    if not any(fields[fakta] for fakta in FAKTA):
        raise AturanInvalid(
            "Isi sedikitnya satu hasil: jenis, jenjang, eselon, kelompok, atau rumpun.", code="no_result"
        )
    if fields["syarat"] and fields["jenis"]:
        message = "Aturan yang hanya untuk satu jenis tidak dapat menentukan jenis. Kosongkan salah satunya."
        raise AturanInvalid({"jenis": ValidationError(message, code="both_jenis")})
    return {**fields, "pola": "\n".join(pola)}


@transaction.atomic
def save_aturan_jabatan(
    *, aturan_id: int | None, fields: Mapping[str, str], alasan: str, akun: Akun | None, at: datetime
) -> AturanJabatan:
    """Change a rule, or add one before all others: a new rule is an exception to the old ones. Raises AturanInvalid."""
    fields = _checked(fields)
    rows = _locked_rules()
    row = next((satu for satu in rows if satu.pk == aturan_id), None)
    before = _told(row) if row else None
    if row is None:
        row = AturanJabatan(urutan=0)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    _number([row, *rows] if before is None else rows)
    _record("ubah" if before else "tambah", row, alasan, akun, at, before, _told(row))
    return row


@transaction.atomic
def move_aturan_jabatan(*, aturan_id: int, arah: int, alasan: str, akun: Akun | None, at: datetime) -> AturanJabatan:
    """Let a rule be asked one place earlier (-1) or later (+1)."""
    rows = _locked_rules()
    place = next(n for n, satu in enumerate(rows) if satu.pk == aturan_id)
    other = min(max(place + arah, 0), len(rows) - 1)
    rows[place], rows[other] = rows[other], rows[place]
    _number(rows)
    _record("pindah", rows[other], alasan, akun, at, place + 1, other + 1)
    return rows[other]


@transaction.atomic
def remove_aturan_jabatan(*, aturan_id: int, alasan: str, akun: Akun | None, at: datetime) -> None:
    """Take a rule away; the jabatan it named stay as they are until the rules are applied."""
    rows = _locked_rules()
    row = next(satu for satu in rows if satu.pk == aturan_id)
    _record("hapus", row, alasan, akun, at, _told(row), None)
    AturanJabatan.objects.filter(pk=aturan_id).delete()
    _number([satu for satu in rows if satu.pk != aturan_id])


@transaction.atomic
def reset_aturan_jabatan(*, alasan: str, akun: Akun | None, at: datetime) -> int:
    """Put the shipped rules in the place of the office's. Returns how many there are."""
    rows = _locked_rules()
    before = [_told(row) for row in rows]
    AturanJabatan.objects.all().delete()
    record_jejak(
        tindakan="aturan_jabatan.kembalikan",
        ringkas="Kembalikan aturan bawaan",
        at=at,
        akun=akun,
        alasan=alasan,
        sebelum=before,
    )
    return len(_locked_rules())


def _number(rows: list[AturanJabatan]) -> None:
    for urutan, row in enumerate(rows, 1):
        row.urutan = urutan
    AturanJabatan.objects.bulk_update(rows, ["urutan"])


def _told(row: AturanJabatan) -> dict[str, Any]:
    return {"nama": row.nama, "pola": row.pola, "syarat": row.syarat} | _facts(row)


def _record(
    verb: str, row: AturanJabatan, alasan: str, akun: Akun | None, at: datetime, sebelum: Any, sesudah: Any
) -> None:
    record_jejak(
        tindakan=f"aturan_jabatan.{verb}",
        ringkas=row.nama,
        at=at,
        akun=akun,
        objek=f"aturan_jabatan:{row.pk}",
        alasan=alasan,
        sebelum=sebelum,
        sesudah=sesudah,
    )


@transaction.atomic
def apply_aturan_jabatan(*, alasan: str, akun: Akun | None, at: datetime, lapor: Lapor = _silent) -> int:
    """Judge every jabatan anew by the rules in force, but for those an officer fixed. Returns how many changed."""
    rows = list(Jabatan.objects.select_for_update().filter(is_tetap=False).order_by("nama"))
    lapor(0, len(rows), "Menilai jabatan dengan aturan")
    changes = queries.jabatan_changes(rows)
    for change in changes:
        for fakta, (_, isi) in change.perubahan.items():
            setattr(change.jabatan, fakta, isi)
    Jabatan.objects.bulk_update([change.jabatan for change in changes], list(FAKTA), batch_size=500)
    lapor(len(rows), len(rows), "Selesai")
    record_jejak(
        tindakan="aturan_jabatan.terapkan",
        ringkas=f"Terapkan aturan pada {len(changes)} dari {len(rows)} jabatan",
        at=at,
        akun=akun,
        alasan=alasan,
        sebelum={change.jabatan.nama: {f: old for f, (old, _) in change.perubahan.items()} for change in changes},
        sesudah={change.jabatan.nama: {f: new for f, (_, new) in change.perubahan.items()} for change in changes},
    )
    return len(changes)
