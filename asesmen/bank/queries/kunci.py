"""Keys as people read them. Secret: only `services.open_kunci` and the export show them, and both leave a trace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asesmen.bank.formats.kolom import HURUF
from asesmen.bank.models import Butir, KunciButir, VersiButir
from asesmen.bank.queries.butir import newest_keys
from asesmen.bank.rules.butir import plain


@dataclass(frozen=True)
class Kunci:
    """The newest key of an item's newest version."""

    kode: str
    nomor: int
    cara: str
    poin: Decimal
    kunci: tuple[str, ...]
    bobot: dict[str, Decimal]
    diterima: tuple[str, ...]
    toleransi: Decimal | None
    pembahasan: str


def newest_versions(butir_ids: Sequence[int]) -> dict[int, VersiButir]:
    """Item id → its newest version."""
    found = VersiButir.objects.filter(butir_id__in=butir_ids).order_by("butir_id", "-nomor").distinct("butir_id")
    return {versi.butir_id: versi for versi in found}


def kunci_get(butir_id: int) -> Kunci | None:
    versi = newest_versions([butir_id]).get(butir_id)
    found = newest_keys([versi.pk]).select_related("versi__butir").first() if versi else None
    if found is None:
        return None
    return Kunci(
        kode=found.versi.butir.kode,
        nomor=found.nomor,
        cara=found.cara,
        poin=found.poin,
        kunci=tuple(found.kunci),
        bobot={letter: Decimal(weight) for letter, weight in found.bobot.items()},
        diterima=tuple(found.diterima),
        toleransi=found.toleransi,
        pembahasan=found.pembahasan,
    )


def export_rows(butir_ids: Sequence[int]) -> Iterator[list[str]]:
    """The items as lines of our 21 columns, in the order of their codes."""
    versions = newest_versions(butir_ids)
    keys = {key.versi_id: key for key in newest_keys([v.pk for v in versions.values()])}
    items = Butir.objects.filter(pk__in=butir_ids).select_related("kompetensi").order_by("kode")
    for number, butir in enumerate(items, 1):
        versi = versions.get(butir.pk)
        if versi and versi.pk in keys:
            yield [str(number), *_line(butir, versi, keys[versi.pk])]


def _line(butir: Butir, versi: VersiButir, key: KunciButir) -> list[str]:
    options = {o["kode"]: o["teks"] for o in versi.opsi}
    return [
        butir.kode,
        butir.kompetensi.kode,
        versi.indikator,
        str(butir.level),
        "SJT" if versi.tipe == "sjt" else versi.tipe,
        versi.stimulus,
        versi.pertanyaan,
        *(options.get(letter, "") for letter in HURUF),
        *(key.bobot.get(letter, "") for letter in HURUF),
        _key_text(key),
        plain(key.poin),
        key.pembahasan,
    ]


def _key_text(key: KunciButir) -> str:
    if not key.diterima:
        return ", ".join(key.kunci)
    spread = "" if key.toleransi is None else f"±{plain(key.toleransi).replace('.', ',')}"
    return "|".join(key.diterima) + spread
