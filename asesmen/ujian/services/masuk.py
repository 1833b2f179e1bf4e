"""The participant's door: entry by NIP and card code, with a pause after wrong tries.

A card code has 45 random bits, so guessing is hopeless at any rate; the pause is for people who mistype. It belongs to
the pair of what was typed as NIP and the place it came from: nobody can lock out a colleague behind the same address,
nor a stranger a known NIP. It is kept in the database: when that fails, nobody comes in.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from antrean.queries import run_prepared
from asesmen.gelombang import queries as gelombang
from asesmen.gelombang.queries import PesertaEntry
from asesmen.ujian.models import PercobaanGagal
from asesmen.ujian.rules import MASUK_PAUSE, MASUK_TRIES, tries_left
from pegawai.queries import pegawai_by_kode

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Masuk:
    """`entry` None: refused, without a hint why. `sisa`: tries that remain before a pause, 0 in a pause."""

    entry: PesertaEntry | None
    sisa: int


def enter(*, nip: str, kode: str, asal: str, at: datetime) -> Masuk:
    """Let a participant in. `asal` is where the request came from."""
    digits = "".join(c for c in nip if c.isdigit())[:40]
    kunci = door_key("masuk", digits, asal)
    left = remaining(kunci=kunci, at=at)
    if left == 0:
        return Masuk(None, 0)
    entry = gelombang.peserta_by_entry(nip, kode, at)
    if entry is None:
        return Masuk(None, note_failure(kunci=kunci, at=at))
    if left < MASUK_TRIES:
        forget(kunci=kunci)
    return Masuk(entry, MASUK_TRIES)


def prove(*, nip: str, kode: str, asal: str, at: datetime) -> tuple[int | None, int]:
    """Whose card or activation code this is (the person's id) and how many tries remain: for opening an own account.

    A rehearsal's code opens nothing here.
    """
    kunci = door_key("aktivasi", "".join(c for c in nip if c.isdigit())[:40], asal)
    left = remaining(kunci=kunci, at=at)
    if left == 0:
        return None, 0
    entry = gelombang.peserta_by_entry(nip, kode, at)
    by_card = entry.pegawai_id if entry and entry.sumber != "simulasi" else None
    found = by_card or pegawai_by_kode(nip, kode, at)
    if found is None:
        return None, note_failure(kunci=kunci, at=at)
    if left < MASUK_TRIES:
        forget(kunci=kunci)
    return found, MASUK_TRIES


def door_key(jenis: str, siapa: str, asal: str = "") -> str:
    """The key of a door's counter: who, then where from, both as keyed hashes, so that no NIP stands in the table."""
    return _keyed(f"{jenis} {siapa}") + _keyed(asal)


def _keyed(text: str) -> str:
    return hmac.new(settings.UJIAN_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def remaining(*, kunci: str, at: datetime) -> int:
    rows = run_prepared("SELECT jumlah, at FROM ujian_percobaangagal WHERE kunci = $1", [kunci])
    return tries_left(rows[0][0], rows[0][1], at) if rows else tries_left(0, None, at)


def note_failure(*, kunci: str, at: datetime) -> int:
    """Count one wrong try and return how many remain. One statement: parallel tries are all counted."""
    sql = """
        INSERT INTO ujian_percobaangagal AS p (kunci, jumlah, at) VALUES (%(kunci)s, 1, %(at)s)
        ON CONFLICT (kunci) DO UPDATE SET
            jumlah = CASE WHEN p.at <= %(forgotten)s THEN 1 ELSE LEAST(p.jumlah + 1, 1000) END,
            at = GREATEST(p.at, %(at)s)
        RETURNING jumlah
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"kunci": kunci, "at": at, "forgotten": at - MASUK_PAUSE})
        return tries_left(cursor.fetchone()[0], at, at)


def forget(*, kunci: str) -> None:
    PercobaanGagal.objects.filter(pk=kunci).delete()


def forget_person(*, jenis: str, siapa: str) -> None:
    """End the pauses of one person, wherever the tries came from."""
    PercobaanGagal.objects.filter(pk__startswith=_keyed(f"{jenis} {siapa}")).delete()


def forget_old(*, at: datetime) -> int:
    return PercobaanGagal.objects.filter(at__lt=at - FORGOTTEN_AFTER).delete()[0]
