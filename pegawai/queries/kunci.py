"""Who is locked out of signing in at this moment, from where, until when.

The lock belongs to the pair of name and address, so a stranger elsewhere cannot lock a known NIP, nor one person's
mistakes a school behind one address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Max, Sum

from pegawai.models import Akun

UNKNOWN_NAMES = 100
SLOW_STEP = timedelta(seconds=1)
COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)


@dataclass(frozen=True)
class Kunci:
    akun_id: int
    username: str
    nama: str
    alamat: str
    sampai: datetime


def kunci_list(*, at: datetime, alamat: str = "", usernames: Iterable[str] | None = None) -> list[Kunci]:
    """Locked accounts, the latest first; only those behind `alamat`, only these names, where given."""
    tries = AccessAttempt.objects.filter(attempt_time__gt=at - COOL_OFF)
    if alamat:
        tries = tries.filter(ip_address=alamat)
    if usernames is not None:
        tries = tries.filter(username__in=list(usernames))
    pairs = (
        tries.values("username", "ip_address")
        .annotate(gagal=Sum("failures_since_start"), akhir=Max("attempt_time"))
        .filter(gagal__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-akhir", "username")
    )
    rows = list(pairs)
    known = {a.username: a for a in Akun.objects.filter(username__in=[row["username"] for row in rows])}
    return [
        Kunci(found.pk, found.username, found.nama, str(row["ip_address"]), row["akhir"] + COOL_OFF)
        for row in rows
        if (found := known.get(row["username"]))
    ]


def is_slowed(*, alamat: str, at: datetime) -> bool:
    """Whether an address tried so many different names without an account that its tries are let through one a second.

    Nobody is locked by this: what comes too early is only told to come again.
    """
    tried = AccessAttempt.objects.filter(ip_address=alamat, attempt_time__gt=at - COOL_OFF)
    unknown = tried.exclude(username__in=Akun.objects.values("username"))
    counted = unknown.aggregate(names=Count("username", distinct=True), last=Max("attempt_time"))
    return counted["names"] >= UNKNOWN_NAMES and at - counted["last"] < SLOW_STEP
