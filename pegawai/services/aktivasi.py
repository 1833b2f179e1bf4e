"""Accounts of ASN: made for many at once with a code each, opened by their owner, who chooses the password."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from antrean import services as antrean
from pegawai.formats.surat_akun import SuratRow
from pegawai.models import Akun, KodeAktivasi, Pegawai, PemberianPeran
from pegawai.rules.kode import code_from_bytes, code_hash
from pegawai.rules.peran import Peran
from pegawai.rules.sandi import SANDI_AWAL_HARI
from pegawai.services.jejak import record_jejak

BATCH = 500
BERLAKU = timedelta(days=SANDI_AWAL_HARI)
Lapor = Callable[[int, int, str], None]


class AkunActive(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Akun Anda sudah aktif. Masuk dengan NIP dan kata sandi Anda. Lupa? Hubungi administrator BKPSDM.",
            code="active",
        )


class AkunClosed(ValidationError):
    def __init__(self) -> None:
        super().__init__("Akun Anda dinonaktifkan. Hubungi administrator BKPSDM.", code="closed")


class SuratTaken(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Berkas surat ini sudah diunduh. Hanya dapat diunduh satu kali; bila berkasnya hilang, buat kode baru.",
            code="surat_taken",
        )


@dataclass(frozen=True)
class Massal:
    """`dibuat` accounts, `diulang` new codes for accounts nobody opened yet, `dilewati` people who need neither."""

    surat: list[SuratRow]
    dibuat: int
    diulang: int
    dilewati: int


@transaction.atomic
def make_akun_asn(*, pegawai_ids: Sequence[int], oleh: Akun | None, at: datetime, lapor: Lapor | None = None) -> Massal:
    """Give these people an account with the role ASN and an activation code, seen once; slips come by unit and name."""
    people = list(Pegawai.objects.filter(pk__in=pegawai_ids).select_related("unit"))
    people.sort(key=lambda p: (p.unit.nama if p.unit else "", p.nama_cari, p.pk))
    have = {a.pegawai_id: a for a in Akun.objects.filter(pegawai_id__in=pegawai_ids).select_for_update()}
    taken = set(Akun.objects.filter(username__in=[p.nip for p in people]).values_list("username", flat=True))
    waiting = [p for p in people if p.pk in have and is_waiting(have[p.pk])]
    new = [p for p in people if p.pk not in have and p.nip not in taken]
    made = {akun.pegawai_id: akun for akun in _create(new, oleh, at)}
    owners = made | {p.pk: have[p.pk] for p in waiting}
    codes = _issue([akun.pk for akun in owners.values()], at, lapor)
    record_jejak(
        tindakan="akun.buat_massal",
        ringkas=f"Buat {len(new)} akun ASN, {len(waiting)} kode aktivasi baru untuk akun yang belum diaktifkan",
        at=at,
        akun=oleh,
        data={"akun": sorted(akun.pk for akun in owners.values())},
    )
    slips = [_slip(p, codes[owners[p.pk].pk]) for p in people if p.pk in owners]
    return Massal(slips, len(new), len(waiting), len(people) - len(slips))


def is_waiting(akun: Akun) -> bool:
    """An account nobody has opened yet: it has no password that works."""
    return akun.is_active and akun.password.startswith(UNUSABLE_PASSWORD_PREFIX)


def _create(people: list[Pegawai], oleh: Akun | None, at: datetime) -> list[Akun]:
    rows = [Akun(username=p.nip, nama=p.nama_lengkap, pegawai=p, password=make_password(None)) for p in people]
    made = Akun.objects.bulk_create(rows, BATCH)
    PemberianPeran.objects.bulk_create(
        (PemberianPeran(akun=a, peran=Peran.ASN, dari=timezone.localdate(at), diberikan_oleh=oleh) for a in made), BATCH
    )
    return made


def _issue(akun_ids: list[int], at: datetime, lapor: Lapor | None) -> dict[int, str]:
    """New codes; earlier ones that were not used stop working."""
    KodeAktivasi.objects.filter(akun_id__in=akun_ids, dipakai_at=None, dicabut_at=None).update(dicabut_at=at)
    until = at + BERLAKU
    codes: dict[int, str] = {}
    for start in range(0, len(akun_ids), BATCH):
        part = {pk: code_from_bytes(secrets.token_bytes(64)) for pk in akun_ids[start : start + BATCH]}
        KodeAktivasi.objects.bulk_create(
            KodeAktivasi(akun_id=pk, hash=code_hash(settings.KARTU_KEY, kode), issued_at=at, sampai=until)
            for pk, kode in part.items()
        )
        codes |= part
        if lapor:
            lapor(len(codes), len(akun_ids), "menerbitkan kode aktivasi")
    return codes


def _slip(pegawai: Pegawai, kode: str) -> SuratRow:
    return SuratRow(pegawai.nip, pegawai.nama_lengkap, pegawai.unit.nama if pegawai.unit else "tanpa unit", kode)


@transaction.atomic
def activate_akun(*, pegawai_id: int, sandi: str, at: datetime) -> Akun:
    """Open the account of somebody who showed a card or an activation code, with the password they chose.

    Raises AkunActive, AkunClosed.
    """
    pegawai = Pegawai.objects.select_for_update().get(pk=pegawai_id)
    akun = Akun.objects.select_for_update().filter(pegawai=pegawai).first()
    if akun is None:
        if Akun.objects.filter(username=pegawai.nip).exists():
            raise AkunActive
        akun = _create([pegawai], None, at)[0]
    if not akun.is_active:
        raise AkunClosed
    if not is_waiting(akun):
        raise AkunActive
    akun.set_password(sandi)
    akun.save(update_fields=["password"])
    KodeAktivasi.objects.filter(akun=akun, dipakai_at=None, dicabut_at=None).update(dipakai_at=at)
    record_jejak(tindakan="akun.aktivasi", ringkas="Aktifkan akun sendiri", at=at, akun=akun, objek=f"akun:{akun.pk}")
    return akun


@transaction.atomic
def take_surat(*, pekerjaan_id: str, oleh: Akun, at: datetime) -> bytes:
    """Hand out the slips of a job once: the file is gone afterwards. Raises SuratTaken."""
    pdf = antrean.take_once(pekerjaan_id)
    if pdf is None:
        raise SuratTaken
    record_jejak(
        tindakan="akun.unduh_surat",
        ringkas="Surat aktivasi akun diunduh, lalu dihapus dari server",
        at=at,
        akun=oleh,
        data={"pekerjaan": pekerjaan_id},
    )
    return pdf


def has_surat(pekerjaan_ids: Iterable[str]) -> set[str]:
    return {pk for pk in pekerjaan_ids if antrean.once_path(pk).exists()}
