"""What a standard asks of people: set-wise, by the pairs of their jabatan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db.models import Q

from asesmen.kompetensi.models import BarisStandar, StandarKompetensi
from asesmen.kompetensi.rules.jabatan import Pair, standar_pairs


class Berjabatan(Protocol):
    """What must be known of a person: `pegawai.queries.Orang` has it."""

    @property
    def id(self) -> int: ...
    @property
    def jabatan_jenis(self) -> str | None: ...
    @property
    def kelompok(self) -> str | None: ...
    @property
    def jenjang(self) -> str | None: ...


@dataclass(frozen=True)
class Tuntutan:
    """The level a standard asks for one competency, and the row it comes from."""

    level: Decimal
    perlu_konfirmasi: bool
    baris_id: int
    dari: str


def standar_at(day: date) -> StandarKompetensi | None:
    """The approved standard in force on that day."""
    return StandarKompetensi.objects.filter(
        Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=day), is_disahkan=True, berlaku_dari__lte=day
    ).first()


def standar_for(orang: Iterable[Berjabatan], standar_id: int) -> dict[int, Mapping[str, Tuntutan]]:
    """Person id → competency code → what the standard asks, in one query for any number of people.

    An empty mapping: the jabatan has no standard. People of one jenjang share a mapping: do not change it.
    """
    rows = rows_by_pair(standar_id)
    known: dict[tuple[str, str, str], Mapping[str, Tuntutan]] = {}
    result: dict[int, Mapping[str, Tuntutan]] = {}
    for person in orang:
        key = (person.jabatan_jenis or "", person.kelompok or "", person.jenjang or "")
        if key not in known:
            known[key] = _joined(rows, key)
        result[person.id] = known[key]
    return result


def _joined(rows: Mapping[Pair, Mapping[str, Tuntutan]], key: tuple[str, str, str]) -> dict[str, Tuntutan]:
    joined: dict[str, Tuntutan] = {}
    for pair in standar_pairs(jenis=key[0], kelompok=key[1], jenjang=key[2]):
        joined |= rows.get(pair, {})
    return joined


def rows_by_pair(standar_id: int) -> dict[Pair, dict[str, Tuntutan]]:
    found: dict[Pair, dict[str, Tuntutan]] = {}
    rows = BarisStandar.objects.filter(standar_id=standar_id).values_list(
        "kelompok", "jenjang", "kompetensi__kode", "level", "perlu_konfirmasi", "id", "sumber"
    )
    for kelompok, jenjang, kode, level, perlu_konfirmasi, baris_id, sumber in rows:
        asked = Tuntutan(level, perlu_konfirmasi, baris_id, f"{kelompok}, {jenjang}: {sumber}".rstrip(": "))
        found.setdefault((kelompok, jenjang), {})[kode] = asked
    return found
