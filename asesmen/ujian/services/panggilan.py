"""What a participant asks for from the exam page: the proctor, and a look at an item that seems wrong."""

import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.ujian.models import Pengerjaan, TindakanProktor
from asesmen.ujian.rules import Status
from asesmen.ujian.rules.kiriman import UNSTORABLE
from asesmen.ujian.services.mulai import LeaseHeld, PengerjaanNotRunning

MAX_KALIMAT = 300
PANGGIL, LAPOR = TindakanProktor.Jenis.PANGGIL, TindakanProktor.Jenis.LAPOR_SOAL


class KalimatTooLong(ValidationError):
    def __init__(self) -> None:
        super().__init__(f"Paling banyak {MAX_KALIMAT} huruf. Persingkat kalimatnya.", code="kalimat_too_long")


class KalimatMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__("Tulis satu kalimat: apa yang keliru pada soal ini?", code="kalimat_missing")


class SoalNotOnPaper(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Soal ini tidak ada pada naskah yang sedang Anda buka. Muat ulang halaman.", code="not_on_paper"
        )


@transaction.atomic
def call_proktor(*, pengerjaan_id: UUID, lease: str, kalimat: str, at: datetime) -> bool:
    """Ask for the proctor, with or without a sentence; False while an earlier call waits for its answer.

    Raises PengerjaanNotRunning, LeaseHeld, KalimatTooLong.
    """
    text = _sentence(kalimat)
    return _ask(_running(pengerjaan_id, lease), PANGGIL, text, None, at)


@transaction.atomic
def report_soal(*, pengerjaan_id: UUID, lease: str, versi_id: int, kalimat: str, at: datetime) -> bool:
    """Report an item of the open part of the paper; False while an earlier report of it waits for its answer.

    Raises PengerjaanNotRunning, LeaseHeld, KalimatMissing, KalimatTooLong, SoalNotOnPaper.
    """
    text = _sentence(kalimat)
    if not text:
        raise KalimatMissing
    p = _running(pengerjaan_id, lease)
    if versi_id not in (p.versi_ids if p.bagian_versi_ids is None else p.bagian_versi_ids):
        raise SoalNotOnPaper
    return _ask(p, LAPOR, text, versi_id, at)


def _sentence(kalimat: str) -> str:
    """One line of storable text."""
    text = re.sub(r"\s+", " ", UNSTORABLE.sub("", kalimat)).strip()
    if len(text) > MAX_KALIMAT:
        raise KalimatTooLong
    return text


def _running(pengerjaan_id: UUID, lease: str) -> Pengerjaan:
    # Locked, so that a second tap at the same moment finds the first.
    p = Pengerjaan.objects.select_for_update(no_key=True).defer("naskah").get(pk=pengerjaan_id)
    if p.status != Status.BERJALAN:
        raise PengerjaanNotRunning(p.status)
    if p.lease != lease:
        raise LeaseHeld
    return p


def _ask(p: Pengerjaan, jenis: str, kalimat: str, versi_id: int | None, at: datetime) -> bool:
    waiting = TindakanProktor.objects.filter(pengerjaan=p, jenis=jenis, versi_id=versi_id, tanggapan=None)
    if waiting.exists():
        return False
    TindakanProktor.objects.create(
        ruang_sesi_id=p.ruang_sesi_id, pengerjaan=p, jenis=jenis, alasan=kalimat, versi_id=versi_id, akun=None, at=at
    )
    return True
