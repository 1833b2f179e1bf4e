"""Accounts and roles: made by an administrator, each change with a reason and a row in the audit trail."""

import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from pegawai.models import Akun, Pegawai, PemberianPeran
from pegawai.queries.akun import Scope, in_force
from pegawai.rules.peran import BUTUH_UNIT, LABEL, TANPA_UNIT, Peran, conflicts
from pegawai.rules.sandi import SANDI_AWAL_HARI
from pegawai.services.jejak import record_jejak

# Without 0 O 1 I l and their like: a first password is copied from paper by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
FIRST_LENGTH = 14
SANDI_AWAL = timedelta(days=SANDI_AWAL_HARI)


class PeranNotCombinable(ValidationError):
    def __init__(self, peran: Peran, held: frozenset[Peran]) -> None:
        others = ", ".join(LABEL[p] for p in sorted(held))
        super().__init__(
            f"{LABEL[peran]} tidak boleh dirangkap dengan {others}: yang menulis kunci tidak mengesahkan dan tidak "
            "mengumumkan hasil. Cabut salah satunya, atau beri peran ini kepada orang lain.",
            code="not_combinable",
        )


class PeranNeedsUnit(ValidationError):
    def __init__(self) -> None:
        super().__init__("Pejabat OPD memerlukan unit. Pilih unit yang dilihatnya.", code="needs_unit")


class PeranReachesEverywhere(ValidationError):
    def __init__(self, peran: Peran) -> None:
        super().__init__(
            f"Peran {LABEL[peran]} tidak dapat dibatasi pada satu unit. Kosongkan unitnya.",
            code="reaches_everywhere",
        )


class PeranNeedsPegawai(ValidationError):
    def __init__(self) -> None:
        super().__init__("Peran ASN memerlukan pegawai. Isi NIP pada akun ini dahulu.", code="needs_pegawai")


class PeranTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__("Akun ini sudah memegang peran itu untuk unit dan waktu yang sama.", code="taken")


class LastAdministrator(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Ini administrator terakhir yang aktif. Beri peran administrator kepada orang lain dahulu.", code="last"
        )


class AkunTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__("Nama pengguna atau NIP ini sudah dipakai akun lain.", code="taken")


class PegawaiUnknown(ValidationError):
    def __init__(self) -> None:
        super().__init__("NIP ini tidak ada di daftar pegawai. Periksa angkanya.", code="person_unknown")


def first_password() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(FIRST_LENGTH))


@transaction.atomic
def create_akun(
    *,
    username: str,
    nama: str,
    oleh: Akun | None,
    at: datetime,
    email: str = "",
    nip: str = "",
    sandi: str = "",
    within: Scope | None = None,
) -> tuple[Akun, str]:
    """Make an account and return it with its password.

    Without `sandi` a first password is drawn, shown once, valid for 14 days, and must be changed.
    `within` says for whose people. Raises AkunTaken, PegawaiUnknown.
    """
    pegawai = _pegawai(nip, within or Scope(is_all=True))
    must_change, sandi = not sandi, sandi or first_password()
    taken = Q(username__iexact=username) | (Q(pegawai=pegawai) if pegawai else Q())
    if Akun.objects.filter(taken).exists():
        raise AkunTaken
    akun = Akun.objects.create_user(
        username,
        sandi,
        nama=nama,
        email=email,
        pegawai=pegawai,
        must_change_password=must_change,
        sandi_sampai=at + SANDI_AWAL if must_change else None,
    )
    record_jejak(tindakan="akun.buat", ringkas=f"Buat akun {username}", at=at, akun=oleh, objek=f"akun:{akun.pk}")
    return akun, sandi


def _pegawai(nip: str, within: Scope) -> Pegawai | None:
    if not nip and within.is_all:
        return None
    found = Pegawai.objects.filter(within.q("unit__jalur"), nip=nip).first()
    if found is None:
        raise PegawaiUnknown
    return found


@transaction.atomic
def grant_peran(
    *,
    akun_id: int,
    peran: Peran,
    dari: date,
    at: datetime,
    oleh: Akun | None,
    unit_id: int | None = None,
    sampai: date | None = None,
    alasan: str = "",
) -> PemberianPeran:
    """Give a role from a day on.

    Raises PeranNeedsUnit, PeranReachesEverywhere, PeranNeedsPegawai, PeranNotCombinable, PeranTaken.
    """
    # The lock keeps two administrators from granting two roles that may not stand together.
    akun = Akun.objects.select_for_update().get(pk=akun_id)
    _refuse_unfit(akun, peran, unit_id)
    held = PemberianPeran.objects.filter(akun=akun, **_until(sampai)).exclude(sampai__lt=dari)
    if against := conflicts(peran, (Peran(p) for p in held.values_list("peran", flat=True))):
        raise PeranNotCombinable(peran, against)
    row = PemberianPeran(akun=akun, peran=peran, unit_id=unit_id, dari=dari, sampai=sampai, diberikan_oleh=oleh)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refusal:
        raise PeranTaken from refusal
    _end_sessions(akun)
    _record("beri", row, alasan, at, oleh)
    return row


def _refuse_unfit(akun: Akun, peran: Peran, unit_id: int | None) -> None:
    """A role that needs a unit, or obeys none, or needs a person behind the account."""
    if peran in BUTUH_UNIT and unit_id is None:
        raise PeranNeedsUnit
    if peran in TANPA_UNIT and unit_id is not None:
        raise PeranReachesEverywhere(peran)
    if peran == Peran.ASN and akun.pegawai_id is None:
        raise PeranNeedsPegawai


def _until(sampai: date | None) -> dict[str, date]:
    return {} if sampai is None else {"dari__lte": sampai}


@transaction.atomic
def revoke_peran(*, pemberian_id: int, at: datetime, oleh: Akun | None, alasan: str) -> PemberianPeran:
    """End a role at once; the row stays as history. Raises LastAdministrator."""
    row = PemberianPeran.objects.select_for_update(of=["self"]).select_related("akun", "unit").get(pk=pemberian_id)
    today = timezone.localdate(at)
    if row.peran == Peran.ADMINISTRATOR:
        _refuse_last(today, Q(pk=row.pk))
    if row.dari >= today:
        # Granted today or later: nothing was done with it on any earlier day, so no day of history is kept.
        _record("cabut", row, alasan, at, oleh)
        _end_sessions(row.akun)
        row.delete()
        return row
    row.sampai = today - timedelta(days=1)
    row.save(update_fields=["sampai"])
    _end_sessions(row.akun)
    _record("cabut", row, alasan, at, oleh)
    return row


def _end_sessions(akun: Akun) -> None:
    """Whoever gained or lost something signs in again: a session never outlives the rights it began with."""
    Akun.objects.filter(pk=akun.pk).update(sesi_ke=F("sesi_ke") + 1)


def _refuse_last(today: date, without: Q) -> None:
    others = PemberianPeran.objects.filter(in_force(today), peran=Peran.ADMINISTRATOR, akun__is_active=True)
    if not others.exclude(without).exists():
        raise LastAdministrator


def _record(verb: str, row: PemberianPeran, alasan: str, at: datetime, oleh: Akun | None) -> None:
    where = row.unit.nama if row.unit else "semua unit"
    record_jejak(
        tindakan=f"peran.{verb}",
        ringkas=f"{verb.capitalize()} peran {LABEL[Peran(row.peran)]} ({where}): {row.akun.nama}",
        at=at,
        akun=oleh,
        objek=f"akun:{row.akun_id}",
        alasan=alasan,
        data={"peran": row.peran, "unit_id": row.unit_id, "dari": str(row.dari), "sampai": str(row.sampai or "")},
        sebelum=None if verb == "beri" else {"peran": row.peran, "unit": where},
        sesudah={"peran": row.peran, "unit": where} if verb == "beri" else None,
    )


@transaction.atomic
def set_aktif(*, akun_id: int, aktif: bool, at: datetime, oleh: Akun | None, alasan: str) -> Akun:
    """Open or close an account; a closed one signs in no more and its sessions end. Raises LastAdministrator."""
    akun = Akun.objects.select_for_update().get(pk=akun_id)
    was = akun.is_active
    if not aktif:
        today = timezone.localdate(at)
        if PemberianPeran.objects.filter(in_force(today), akun=akun, peran=Peran.ADMINISTRATOR).exists():
            _refuse_last(today, Q(akun=akun))
    akun.is_active, akun.sesi_ke = aktif, akun.sesi_ke + 1
    akun.save(update_fields=["is_active", "sesi_ke"])
    verb = "aktifkan" if aktif else "nonaktifkan"
    record_jejak(
        tindakan=f"akun.{verb}",
        ringkas=f"{verb.capitalize()} akun {akun.username}",
        at=at,
        akun=oleh,
        objek=f"akun:{akun.pk}",
        alasan=alasan,
        sebelum={"aktif": was},
        sesudah={"aktif": aktif},
    )
    return akun


@transaction.atomic
def reset_sandi(*, akun_id: int, at: datetime, oleh: Akun | None, alasan: str) -> tuple[Akun, str]:
    """Give an account a new first password, shown once, valid for 14 days; its sessions end."""
    akun = Akun.objects.select_for_update().get(pk=akun_id)
    sandi = first_password()
    akun.set_password(sandi)
    akun.must_change_password, akun.sandi_sampai = True, at + SANDI_AWAL
    akun.save(update_fields=["password", "must_change_password", "sandi_sampai"])
    record_jejak(
        tindakan="akun.sandi_baru",
        ringkas=f"Buat kata sandi sementara untuk {akun.username}",
        at=at,
        akun=oleh,
        objek=f"akun:{akun.pk}",
        alasan=alasan,
    )
    return akun, sandi


@transaction.atomic
def change_sandi(*, akun_id: int, sandi: str, at: datetime) -> Akun:
    """Set the password that its owner chose (checked by the form); every other session of the account ends."""
    akun = Akun.objects.select_for_update().get(pk=akun_id)
    akun.set_password(sandi)
    akun.must_change_password, akun.sandi_sampai = False, None
    akun.save(update_fields=["password", "must_change_password", "sandi_sampai"])
    record_jejak(
        tindakan="akun.ganti_sandi", ringkas="Ganti kata sandi sendiri", at=at, akun=akun, objek=f"akun:{akun.pk}"
    )
    return akun
