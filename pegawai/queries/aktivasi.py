"""Who holds an activation code; for whom accounts are still to be made."""

import hmac
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from antrean.queries import finished, pekerjaan_list
from pegawai.models import KodeAktivasi, Pegawai
from pegawai.queries.akun import Scope
from pegawai.rules.kode import code_hash, normalise

NO_NIP = "0" * 18
JENIS_MASSAL = "pegawai.buat_akun_massal"


def pegawai_by_kode(nip: str, kode: str, at: datetime) -> int | None:
    """Whose activation code this is, or None without a hint why. The look-up is by the code's hash alone."""
    typed = "".join(c for c in nip if c.isdigit())
    open_codes = KodeAktivasi.objects.filter(dipakai_at=None, dicabut_at=None, sampai__gt=at, akun__is_active=True)
    row = (
        open_codes.filter(hash=code_hash(settings.KARTU_KEY, normalise(kode)))
        .values_list("akun__pegawai_id", "akun__pegawai__nip")
        .first()
    )
    known = (row[1] if row else None) or NO_NIP
    return row[0] if hmac.compare_digest(typed.encode(), known.encode()) and row else None


def without_akun(scope: Scope, *, jalur: str = "", kelompok: str = "") -> QuerySet[Pegawai]:
    """People without an account, or whose account nobody has opened yet."""
    people = Pegawai.objects.filter(scope.q("unit__jalur"))
    if jalur:
        people = people.filter(unit__jalur__startswith=jalur)
    if kelompok:
        people = people.filter(jabatan__kelompok=kelompok)
    waiting = Q(akun__is_active=True, akun__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people.filter(Q(akun=None) | waiting)


def massal_jobs(akun_id: int) -> QuerySet:
    """This account's finished jobs that made accounts, newest first."""
    return finished(pekerjaan_list(akun_id=akun_id)).filter(jenis=JENIS_MASSAL, status="selesai")
