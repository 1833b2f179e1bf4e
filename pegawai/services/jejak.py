"""Writing the audit trail. Services call this inside the transaction of the change it tells of."""

from datetime import datetime
from typing import Any

from pegawai.models import Akun, Jejak


def record_jejak(
    *,
    tindakan: str,
    ringkas: str,
    at: datetime,
    akun: Akun | None = None,
    aktor: str = "",
    objek: str = "",
    alasan: str = "",
    data: dict[str, Any] | None = None,
) -> Jejak:
    """Add one row: `tindakan` is "noun.verb", `objek` "noun:id". `aktor` names whoever has no account."""
    return Jejak.objects.create(
        at=at,
        akun=akun,
        aktor=aktor or (akun.nama if akun else "Sistem"),
        tindakan=tindakan,
        objek=objek,
        ringkas=ringkas[:300],
        alasan=alasan[:300],
        data=data or {},
    )


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
