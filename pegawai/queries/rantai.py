"""Reading the chain of the audit trail as the database keeps it, row by row and as text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from antrean.formats.teks import count_text
from pegawai.models import Jejak, SegelJejak
from pegawai.rules import rantai
from pegawai.rules.rantai import Mata, Temuan

MOMENT = "'YYYY-MM-DD\"T\"HH24:MI:SS.US'"
# A row that is gone leaves its link: hence the left join. The order of the columns is that of the digest.
LINKS = f"""
SELECT s.nomor, s.jejak_id::text, s.sidik, j.id IS NOT NULL, s.nomor::text,
    to_char(s.pada AT TIME ZONE 'UTC', {MOMENT}), j.id::text, to_char(j.at AT TIME ZONE 'UTC', {MOMENT}),
    j.akun_id::text, j.aktor, j.peran, j.alamat, j.permintaan, j.tindakan, j.objek, j.ringkas, j.alasan,
    j.sebelum::text, j.sesudah::text, j.data::text
FROM pegawai_segeljejak s LEFT JOIN pegawai_jejak j ON j.id = s.jejak_id
WHERE s.nomor > %s ORDER BY s.nomor LIMIT %s
"""  # noqa: S608 - the only inserted text is the constant above
GUARDS = {
    ("pegawai_jejak", "hanya_tambah"),
    ("pegawai_jejak", "pesan_segel"),
    ("pegawai_jejak", "tidak_dikosongkan"),
    ("pegawai_segeljejak", "hanya_tambah"),
    ("pegawai_segeljejak", "segel_jejak"),
    ("pegawai_segeljejak", "tidak_dikosongkan"),
}
AT_ONCE = 2000


@dataclass(frozen=True)
class Kepala:
    """The last link; `nomor` is 0 while the trail is empty."""

    nomor: int
    sidik: str


def kepala_jejak() -> Kepala:
    last = SegelJejak.objects.exclude(nomor=None).order_by("-nomor").first()
    return Kepala(last.nomor or 0, bytes(last.sidik or b"").hex()) if last else Kepala(0, "")


def links() -> Iterator[Mata]:
    """Every link of the chain from the first on, in portions."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(LINKS, [last, AT_ONCE])
            rows = cursor.fetchall()
        for nomor, jejak_id, sidik, is_there, *parts in rows:
            yield Mata(nomor, jejak_id, bytes(sidik), parts if is_there else None)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][0]


def loose_ends() -> Iterator[Temuan]:
    """What the chain itself cannot tell: rows that no link covers, and guards that are gone."""
    for jejak_id, ringkas in Jejak.objects.filter(segel__nomor=None).values_list("pk", "ringkas"):
        yield rantai.unsealed(str(jejak_id), ringkas)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') "
            "AND tgrelid IN ('pegawai_jejak'::regclass, 'pegawai_segeljejak'::regclass) AND NOT tgisinternal"
        )
        standing = set(cursor.fetchall())
    for tabel, pemicu in sorted(GUARDS - standing):
        yield rantai.guard_missing(tabel, pemicu)


def head_fault(nomor: int, noted: str) -> Temuan | None:
    """Compare a head that was noted earlier with the link of that number now."""
    found = SegelJejak.objects.filter(nomor=nomor).values_list("sidik", flat=True).first()
    return rantai.compare_head(nomor, noted, bytes(found) if found is not None else None)


@dataclass(frozen=True)
class Periksa:
    """What a walk over the whole trail found."""

    jumlah: int
    kepala: Kepala
    temuan: list[Temuan]

    @property
    def kalimat(self) -> str:
        if self.temuan:
            return f"{count_text(len(self.temuan))} kejanggalan pada {count_text(self.jumlah)} kejadian"
        return f"Rantai utuh: {count_text(self.jumlah)} kejadian cocok dengan segelnya"


def verify_jejak(lapor: Callable[[int], None] = lambda done: None, noted: tuple[int, str] | None = None) -> Periksa:
    """Compute every link again. `noted` is a head written down earlier; `lapor` is told how many links are done."""
    seen = 0

    def counted() -> Iterator[Mata]:
        nonlocal seen
        for link in links():
            seen += 1
            yield link
            if seen % AT_ONCE == 0:
                lapor(seen)

    found = [*rantai.check(counted()), *loose_ends()]
    if noted and (fault := head_fault(*noted)):
        found.append(fault)
    return Periksa(seen, kepala_jejak(), found)
