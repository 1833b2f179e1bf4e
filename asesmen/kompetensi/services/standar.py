"""Standards: brought in as a draft, put in force by a second person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from asesmen.kompetensi.models import BarisStandar, Kompetensi, StandarKompetensi
from asesmen.kompetensi.rules.kamus import BarisData, KamusInvalid, read_standar
from asesmen.kompetensi.services.kamus import Muatan
from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun


class StandarRefused(ValidationError):
    """The rows do not hold together; nothing was changed."""


class StandarAlreadyApproved(ValidationError):
    def __init__(self, nama: str) -> None:
        super().__init__(
            f"{nama} sudah disahkan dan tidak diubah lagi. Muat perubahan sebagai standar baru dengan nama lain.",
            code="standar_sudah_disahkan",
        )


class StandarSamePerson(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Standar disahkan oleh orang kedua. Minta pengelola lain atau pengesah untuk mengesahkannya.",
            code="standar_orang_yang_sama",
        )


class StandarOverlaps(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Sudah ada standar sah pada masa yang sama. Akhiri masa berlaku standar itu dahulu.",
            code="standar_tumpang_tindih",
        )


def plan_standar(rows: Sequence[Mapping[str, Any]], *, nama: str, known: set[str] | None = None) -> Muatan:
    """What `load_standar` would do. `known`: codes that the dictionary will have by then.

    Raises StandarRefused.
    """
    codes = set(Kompetensi.objects.values_list("kode", flat=True)) | (known or set())
    return _compare(_read(rows, codes), StandarKompetensi.objects.filter(nama=nama).first())


@transaction.atomic
def load_standar(
    rows: Sequence[Mapping[str, Any]],
    *,
    nama: str,
    berlaku_dari: date,
    at: datetime,
    nomor_sk: str = "",
    akun: "Akun | None" = None,
) -> StandarKompetensi:
    """Create the draft of that name, or bring it up to these rows; the same rows again change nothing.

    Raises StandarRefused, StandarAlreadyApproved.
    """
    read = _read(rows, set(Kompetensi.objects.values_list("kode", flat=True)))
    standar = StandarKompetensi.objects.select_for_update().filter(nama=nama).first()
    plan = _compare(read, standar)
    if standar and not plan.has_changes:
        return standar
    if standar and standar.is_disahkan:
        raise StandarAlreadyApproved(nama)
    if standar is None:
        standar = StandarKompetensi.objects.create(
            nama=nama, nomor_sk=nomor_sk, berlaku_dari=berlaku_dari, dibuat_oleh=akun, created_at=at
        )
    _save_rows(standar, read)
    ringkas = f"{nama}: {len(plan.baru)} baris baru, {len(plan.berubah)} berubah"
    record_jejak(tindakan="standar.muat", ringkas=ringkas, at=at, akun=akun, objek=f"standar:{standar.pk}")
    return standar


@transaction.atomic
def approve_standar(*, standar_id: int, akun: "Akun | None", at: datetime) -> StandarKompetensi:
    """Put a draft in force. `akun` must be somebody else than who brought it in.

    Raises StandarAlreadyApproved, StandarSamePerson, StandarOverlaps.
    """
    standar = StandarKompetensi.objects.select_for_update().get(pk=standar_id)
    if standar.is_disahkan:
        raise StandarAlreadyApproved(standar.nama)
    if akun is not None and akun.pk == standar.dibuat_oleh_id:
        raise StandarSamePerson
    standar.is_disahkan = True
    standar.disahkan_oleh = akun
    standar.disahkan_at = at
    try:
        with transaction.atomic():
            standar.save(update_fields=["is_disahkan", "disahkan_oleh", "disahkan_at"])
    except IntegrityError as clash:
        raise StandarOverlaps from clash
    record_jejak(
        tindakan="standar.sahkan",
        ringkas=f"{standar.nama} disahkan, berlaku sejak {standar.berlaku_dari:%d-%m-%Y}",
        at=at,
        akun=akun,
        objek=f"standar:{standar.pk}",
    )
    return standar


def _read(rows: Sequence[Mapping[str, Any]], known: set[str]) -> tuple[BarisData, ...]:
    try:
        return read_standar(rows, known)
    except KamusInvalid as wrong:
        raise StandarRefused(str(wrong), code="standar_tidak_cocok") from wrong
    except (KeyError, TypeError) as wrong:
        raise StandarRefused(f"Isian {wrong} tidak ada dalam data standar.", code="standar_tidak_cocok") from wrong


def _compare(read: Sequence[BarisData], standar: StandarKompetensi | None) -> Muatan:
    stored = _stored(standar) if standar else {}
    sorted_into: dict[str, list[str]] = {"baru": [], "berubah": [], "tetap": []}
    for row in read:
        state = "baru" if row.kunci not in stored else "tetap" if stored[row.kunci] == row else "berubah"
        sorted_into[state].append(" / ".join(row.kunci))
    return Muatan(**{state: tuple(keys) for state, keys in sorted_into.items()})


def _stored(standar: StandarKompetensi) -> dict[tuple[str, str, str], BarisData]:
    rows = standar.baris.values_list("kelompok", "jenjang", "kompetensi__kode", "level", "sumber", "perlu_konfirmasi")
    return {read.kunci: read for read in (BarisData(*row) for row in rows)}


def _save_rows(standar: StandarKompetensi, read: Sequence[BarisData]) -> None:
    ids = dict(Kompetensi.objects.values_list("kode", "id"))
    BarisStandar.objects.bulk_create(
        [
            BarisStandar(
                standar=standar,
                kelompok=row.kelompok,
                jenjang=row.jenjang,
                kompetensi_id=ids[row.kompetensi],
                level=row.level,
                sumber=row.sumber,
                perlu_konfirmasi=row.perlu_konfirmasi,
            )
            for row in read
        ],
        update_conflicts=True,
        unique_fields=["standar", "kelompok", "jenjang", "kompetensi"],
        update_fields=["level", "sumber", "perlu_konfirmasi"],
    )
