"""An officer's answer to "is this the same person under a new NIP?": nothing is merged without it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from pegawai.models import Akun, BarisImpor, Impor
from pegawai.services.impor.periksa import Keadaan
from pegawai.services.impor.registri import LAIN, SAMA, Registri
from pegawai.services.impor.tahap import locked
from pegawai.services.jejak import record_jejak


class UsulanUnknown(ValidationError):
    def __init__(self) -> None:
        super().__init__("Baris ini tidak menunggu keputusan. Muat ulang halaman.", code="usulan_unknown")


class OrangTaken(ValidationError):
    def __init__(self, nomor: int) -> None:
        super().__init__(
            f"Orang itu sudah dipilih untuk baris {nomor}. Batalkan keputusan di baris itu dahulu.", code="orang_taken"
        )


@transaction.atomic
def decide_usulan(
    *, impor_id: int, nomor: int, pilihan: str, pegawai_id: int | None = None, akun: Akun | None, at: datetime
) -> BarisImpor:
    """Answer a row's proposal: `pilihan` is sama (with `pegawai_id`), lain, or empty to ask again.

    Raises ImporNotStaged, UsulanUnknown, OrangTaken.
    """
    impor = locked(impor_id, Impor.Status.PRATINJAU)
    row = impor.baris.filter(nomor=nomor, data__has_key="usul").first()
    known = {person["id"] for person in row.data["usul"]} if row else set()
    if row is None or (pilihan == SAMA and pegawai_id not in known) or pilihan not in {SAMA, LAIN, ""}:
        raise UsulanUnknown
    if pilihan == SAMA:
        _refuse_taken(impor, row, pegawai_id)
    _answer(impor, [(row, _answered(pilihan, pegawai_id))])
    _record(impor, [row], pilihan, akun, at)
    return row


@transaction.atomic
def decide_clear_usulan(*, impor_id: int, akun: Akun | None, at: datetime) -> int:
    """Answer "the same person" wherever one person only is proposed, for one row only. Returns how many rows.

    Raises ImporNotStaged.
    """
    impor = locked(impor_id, Impor.Status.PRATINJAU)
    taken = set(_taken(impor).values_list("data__keputusan__pegawai_id", flat=True))
    open_rows = [row for row in impor.baris.filter(keadaan=Keadaan.USULAN) if len(row.data["usul"]) == 1]
    people = [row.data["usul"][0]["id"] for row in open_rows]
    pairs = [
        (row, _answered(SAMA, person))
        for row, person in zip(open_rows, people, strict=True)
        if people.count(person) == 1 and person not in taken
    ]
    _answer(impor, pairs)
    _record(impor, [row for row, _ in pairs], SAMA, akun, at)
    return len(pairs)


def _taken(impor: Impor) -> Any:
    return impor.baris.filter(data__keputusan__pilihan=SAMA)


def _refuse_taken(impor: Impor, row: BarisImpor, pegawai_id: int | None) -> None:
    other = _taken(impor).filter(data__keputusan__pegawai_id=pegawai_id).exclude(pk=row.pk).first()
    if other:
        raise OrangTaken(other.nomor)


def _answered(pilihan: str, pegawai_id: int | None) -> dict[str, Any]:
    return {"pilihan": SAMA, "pegawai_id": pegawai_id} if pilihan == SAMA else {"pilihan": pilihan}


def _answer(impor: Impor, pairs: list[tuple[BarisImpor, dict[str, Any]]]) -> None:
    """Keep the answers, judge the rows by them, and count anew."""
    rows = [row for row, _ in pairs]
    registry = Registri([row.data for row in rows])
    for row, answer in pairs:
        before = row.keadaan
        row.data["keputusan"] = answer
        row.keadaan, row.perubahan = registry.compare(row.data)
        impor.ringkasan[before] -= 1
        impor.ringkasan[row.keadaan] += 1
    BarisImpor.objects.bulk_update(rows, ["keadaan", "perubahan", "data"], batch_size=500)
    impor.save(update_fields=["ringkasan"])


def _record(impor: Impor, rows: list[BarisImpor], pilihan: str, akun: Akun | None, at: datetime) -> None:
    if rows:
        said = {SAMA: "orang yang sama", LAIN: "orang lain"}.get(pilihan, "belum diputuskan")
        record_jejak(
            tindakan="impor.putuskan",
            ringkas=f"{len(rows)} baris {impor.berkas_nama}: {said}",
            at=at,
            akun=akun,
            objek=f"impor:{impor.pk}",
            data={"baris": [row.nomor for row in rows], "pilihan": pilihan},
        )
