"""The second factor of an account: shared once with an app, asked at every sign-in, replaced by recovery codes."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from pegawai.formats.rahasia import NONCE_BYTES, seal, unseal
from pegawai.models import Akun, FaktorKedua, KodePemulihan
from pegawai.rules.faktor import (
    FAKTOR_PAUSE_MINUTES,
    FAKTOR_TRIES,
    KODE_PEMULIHAN_COUNT,
    SECRET_BYTES,
    matching_step,
)
from pegawai.rules.kode import code_from_bytes, code_hash, normalise
from pegawai.services.jejak import record_jejak


class FaktorMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__("Faktor kedua belum disiapkan. Siapkan dahulu pada halaman ini.", code="missing")


class FaktorKodeWrong(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya pada aplikasi, lalu tulis enam angkanya.",
            code="wrong",
        )


class FaktorPaused(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            f"Kode sudah {FAKTOR_TRIES} kali salah. Tunggu {FAKTOR_PAUSE_MINUTES} menit, lalu tulis kode yang baru.",
            code="paused",
        )


@transaction.atomic
def begin_faktor(*, akun_id: int, at: datetime) -> FaktorKedua:
    """Draw a secret for an account without a working factor; it counts once a first code of it was written."""
    akun = Akun.objects.select_for_update().get(pk=akun_id)
    found = FaktorKedua.objects.filter(akun=akun).first()
    if found and found.dikonfirmasi_at:
        return found
    sealed = seal(
        settings.FAKTOR_KEY,
        secrets.token_bytes(SECRET_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        milik=_milik(akun_id),
    )
    return FaktorKedua.objects.update_or_create(
        akun=akun, defaults={"rahasia": sealed, "created_at": at, "gagal": 0, "jeda_sampai": None}
    )[0]


def secret_of(faktor: FaktorKedua) -> bytes:
    return unseal(settings.FAKTOR_KEY, bytes(faktor.rahasia), milik=_milik(faktor.akun_id))


def _milik(akun_id: int) -> str:
    return f"faktor:{akun_id}"


@transaction.atomic
def confirm_faktor(*, akun_id: int, kode: str, at: datetime) -> list[str]:
    """Let the factor count and return its recovery codes, seen once. Raises FaktorMissing, FaktorKodeWrong."""
    faktor = _locked(akun_id)
    step = matching_step(secret_of(faktor), kode, at, faktor.langkah_terakhir)
    if step is None:
        raise FaktorKodeWrong
    faktor.dikonfirmasi_at, faktor.langkah_terakhir = faktor.dikonfirmasi_at or at, step
    faktor.save(update_fields=["dikonfirmasi_at", "langkah_terakhir"])
    _record("faktor.pasang", "Pasang faktor kedua", faktor.akun, at)
    return _issue(faktor)


@transaction.atomic
def renew_kode_pemulihan(*, akun_id: int, at: datetime) -> list[str]:
    """New recovery codes, seen once; the earlier ones stop working. Raises FaktorMissing."""
    faktor = _locked(akun_id)
    if faktor.dikonfirmasi_at is None:
        raise FaktorMissing
    _record("faktor.kode_baru", "Buat kode pemulihan baru", faktor.akun, at)
    return _issue(faktor)


def _issue(faktor: FaktorKedua) -> list[str]:
    faktor.kode_pemulihan.all().delete()
    codes = [code_from_bytes(secrets.token_bytes(64)) for _ in range(KODE_PEMULIHAN_COUNT)]
    KodePemulihan.objects.bulk_create(
        KodePemulihan(faktor=faktor, hash=code_hash(settings.FAKTOR_KEY, code)) for code in codes
    )
    return codes


def check_faktor(*, akun_id: int, kode: str, at: datetime) -> None:
    """Accept a code of the app or a recovery code, once. Raises FaktorMissing, FaktorPaused, FaktorKodeWrong."""
    # A refusal must keep its count, so it is raised after the transaction.
    refusal = _try(akun_id, kode, at)
    if refusal:
        raise refusal


@transaction.atomic
def _try(akun_id: int, kode: str, at: datetime) -> ValidationError | None:
    faktor = _locked(akun_id)
    if faktor.dikonfirmasi_at is None:
        return FaktorMissing()
    if faktor.jeda_sampai and at < faktor.jeda_sampai:
        return FaktorPaused()
    step = matching_step(secret_of(faktor), kode, at, faktor.langkah_terakhir)
    if step is None and not _use_pemulihan(faktor, kode, at):
        return _note_failure(faktor, at)
    faktor.gagal, faktor.jeda_sampai = 0, None
    faktor.langkah_terakhir = step or faktor.langkah_terakhir
    faktor.save(update_fields=["gagal", "jeda_sampai", "langkah_terakhir"])
    return None


def _use_pemulihan(faktor: FaktorKedua, kode: str, at: datetime) -> bool:
    digest = code_hash(settings.FAKTOR_KEY, normalise(kode))
    used = faktor.kode_pemulihan.filter(hash=digest, dipakai_at=None).update(dipakai_at=at)
    if used:
        _record("faktor.kode_dipakai", "Masuk dengan kode pemulihan", faktor.akun, at)
    return bool(used)


def _note_failure(faktor: FaktorKedua, at: datetime) -> ValidationError:
    faktor.gagal += 1
    is_last = faktor.gagal >= FAKTOR_TRIES
    if is_last:
        faktor.gagal, faktor.jeda_sampai = 0, at + timedelta(minutes=FAKTOR_PAUSE_MINUTES)
        _record("faktor.jeda", f"Kode faktor kedua {FAKTOR_TRIES} kali salah", faktor.akun, at)
    faktor.save(update_fields=["gagal", "jeda_sampai"])
    return FaktorPaused() if is_last else FaktorKodeWrong()


@transaction.atomic
def remove_faktor(*, akun_id: int, oleh: Akun, at: datetime, alasan: str = "") -> Akun:
    """Take the factor away (its phone is lost): the account's sessions end. Raises FaktorMissing."""
    faktor = _locked(akun_id)
    akun = faktor.akun
    faktor.delete()
    akun.sesi_ke += 1
    akun.save(update_fields=["sesi_ke"])
    record_jejak(
        tindakan="faktor.lepas",
        ringkas=f"Lepas faktor kedua akun {akun.username}",
        at=at,
        akun=oleh,
        objek=f"akun:{akun.pk}",
        alasan=alasan,
    )
    return akun


def _locked(akun_id: int) -> FaktorKedua:
    found = FaktorKedua.objects.select_for_update(of=["self"]).select_related("akun").filter(akun_id=akun_id).first()
    if found is None:
        raise FaktorMissing
    return found


def _record(tindakan: str, ringkas: str, akun: Akun, at: datetime) -> None:
    record_jejak(tindakan=tindakan, ringkas=ringkas, at=at, akun=akun, objek=f"akun:{akun.pk}")
