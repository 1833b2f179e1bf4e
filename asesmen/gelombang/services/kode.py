"""Card codes are made here and seen once; the database keeps a keyed hash."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from asesmen.gelombang.models import KodeKartu
from asesmen.gelombang.rules import card_hash, code_from_bytes
from pegawai.services import record_by

# A card and its re-issue at the door replace each other; a rehearsal's codes live beside them.
REPLACES = {"kartu": ("kartu", "ulang"), "ulang": ("kartu", "ulang"), "simulasi": ("simulasi",)}


@transaction.atomic
def issue_kode(
    *, peserta_ids: Iterable[int], sumber: str, akun_id: int | None, at: datetime, alasan: str = ""
) -> dict[int, str]:
    """Return participant → new plain code. Earlier codes of the same use stop working at once."""
    ids = list(dict.fromkeys(peserta_ids))
    revoked = _revoke(ids, REPLACES[sumber], at)
    codes = {pk: code_from_bytes(secrets.token_bytes(64)) for pk in ids}
    KodeKartu.objects.bulk_create(
        KodeKartu(peserta_id=pk, hash=card_hash(settings.KARTU_KEY, code), sumber=sumber, issued_at=at, akun_id=akun_id)
        for pk, code in codes.items()
    )
    record_by(
        "kode_kartu.terbit",
        f"peserta:{ids[0]}" if len(ids) == 1 else "",
        f"{len(ids)} kode kartu diterbitkan ({sumber}), {revoked} kode lama dicabut",
        akun_id=akun_id,
        at=at,
        alasan=alasan,
        data={"sumber": sumber, "peserta": len(ids), "dicabut": revoked},
    )
    return codes


@transaction.atomic
def revoke_kode(
    *, peserta_ids: Iterable[int], at: datetime, sumber: str | None = None, akun_id: int | None = None, alasan: str = ""
) -> int:
    """Stop the codes of these people (of one use, or all) and return how many."""
    ids = list(peserta_ids)
    count = _revoke(ids, (sumber,) if sumber else tuple(REPLACES), at)
    if count:
        record_by("kode_kartu.cabut", "", f"{count} kode kartu dicabut", akun_id=akun_id, at=at, alasan=alasan)
    return count


def _revoke(peserta_ids: list[int], sumber: tuple[str, ...], at: datetime) -> int:
    return KodeKartu.objects.filter(peserta_id__in=peserta_ids, sumber__in=sumber, revoked_at=None).update(
        revoked_at=at
    )
