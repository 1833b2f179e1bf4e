"""Writing the audit trail. Services call this inside the transaction of the change it tells of."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from pegawai.models import Akun, Jejak
from pegawai.queries.akun import peran_of
from pegawai.rules.peran import LABEL, Peran


@dataclass
class Asal:
    """Whence an order comes: the request's address and id, and the roles of whoever gave it, once they are known."""

    alamat: str = ""
    permintaan: str = ""
    peran: frozenset[Peran] = frozenset()


# Set for each request by a middleware; work outside a request has no address.
asal: ContextVar[Asal | None] = ContextVar("asal", default=None)


def record_jejak(
    *,
    tindakan: str,
    ringkas: str,
    at: datetime,
    akun: Akun | None = None,
    aktor: str = "",
    objek: str = "",
    alasan: str = "",
    sebelum: Any = None,
    sesudah: Any = None,
    data: dict[str, Any] | None = None,
) -> Jejak:
    """Add one row: `tindakan` is "noun.verb", `objek` "noun:id". `aktor` names whoever has no account.

    `sebelum` and `sesudah` are what was and what is, as JSON can say it; the database chains the row as it commits.
    """
    whence = asal.get() or Asal()
    return Jejak.objects.create(
        at=at,
        akun=akun,
        aktor=aktor or (akun.nama if akun else "Sistem"),
        peran=_peran_text(akun, whence, at),
        alamat=whence.alamat[:45],
        permintaan=whence.permintaan[:64],
        tindakan=tindakan,
        objek=objek,
        ringkas=ringkas[:300],
        alasan=alasan[:300],
        sebelum=sebelum,
        sesudah=sesudah,
        data=data or {},
    )


def _peran_text(akun: Akun | None, whence: Asal, at: datetime) -> str:
    """The roles of that account by name; a request has asked for them already, work outside one asks here."""
    if akun is None:
        return ""
    held = whence.peran or peran_of(akun, timezone.localdate(at))
    return ", ".join(LABEL[p] for p in Peran if p in held)


def record_by(
    tindakan: str,
    objek: str,
    ringkas: str,
    *,
    akun_id: int | None,
    at: datetime,
    alasan: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """The same for services that know the account by its id only; None is the system itself."""
    akun = Akun.objects.filter(pk=akun_id).first() if akun_id else None
    record_jejak(tindakan=tindakan, objek=objek, ringkas=ringkas, akun=akun, at=at, alasan=alasan, data=data)
