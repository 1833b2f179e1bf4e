"""Opening a sign-in lock before its five minutes are over."""

from datetime import datetime

from axes.models import AccessAttempt
from django.db import transaction

from pegawai.models import Akun
from pegawai.services.jejak import record_jejak


@transaction.atomic
def open_kunci(*, akun_id: int, oleh: Akun, at: datetime, alamat: str = "", alasan: str = "") -> int:
    """Forget the wrong tries on an account, everywhere or from one address; how many counters that were."""
    akun = Akun.objects.get(pk=akun_id)
    tries = AccessAttempt.objects.filter(username=akun.username)
    if alamat:
        tries = tries.filter(ip_address=alamat)
    count, _ = tries.delete()
    record_jejak(
        tindakan="akun.buka_kunci",
        ringkas=f"Buka kunci masuk akun {akun.username}",
        at=at,
        akun=oleh,
        objek=f"akun:{akun.pk}",
        alasan=alasan,
    )
    return count
