"""The receipt: the participant's own page, and the page a scanned QR opens."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from asesmen.gelombang import queries as gelombang
from asesmen.ujian import queries
from asesmen.ujian.access import peserta_required
from asesmen.ujian.queries import PengerjaanRow
from asesmen.ujian.queries.karantina import added_after_receipt, answers_at_receipt
from asesmen.ujian.rules import Status, is_signature, receipt_signature, short_digest, versions_of
from asesmen.ujian.views.peserta import attempt_of
from pegawai.formats.qr import qr_image


@login_not_required
@require_safe
@peserta_required
def tanda_terima(request: HttpRequest) -> HttpResponse:
    attempt = attempt_of(request.peserta.pk, timezone.now())  # type: ignore[attr-defined]
    if attempt is None or attempt.status != Status.SELESAI:
        return redirect("ujian:peserta")
    return render(request, "ujian/tanda_terima.html", _context(request, attempt) | {"is_own": True})


@login_not_required
@require_safe
def tanda_terima_check(request: HttpRequest, kode: str, sidik: str) -> HttpResponse:
    """Whoever holds the slip sees that it is genuine; without the signature there is nothing here."""
    attempt = queries.pengerjaan_by_receipt(kode)
    if attempt is None or not is_signature(settings.TANDA_TERIMA_KEY, kode, attempt.receipt_hash, sidik):
        raise Http404
    return render(request, "ujian/tanda_terima_check.html", _context(request, attempt))


def _context(request: HttpRequest, attempt: PengerjaanRow) -> dict[str, Any]:
    sidik = receipt_signature(settings.TANDA_TERIMA_KEY, attempt.receipt_code, attempt.receipt_hash)
    address = request.build_absolute_uri(reverse("ujian:tanda-terima-check", args=[attempt.receipt_code, sidik]))
    # As issued: what an officer let in from quarantine afterwards is named beside it, and changes nothing on it.
    added = added_after_receipt([attempt.id]).get(attempt.id, 0)
    answers = answers_at_receipt(attempt.id) if added else queries.jawaban_of(attempt.id)
    order = versions_of(queries.naskah_get(attempt.id))
    blank = [n for n, versi in enumerate(order, start=1) if versi not in answers or answers[versi].nilai is None]
    return {
        "peserta": gelombang.peserta_get(attempt.peserta_id),
        "seat": gelombang.penempatan_of_peserta(attempt.peserta_id),
        "attempt": attempt,
        "dijawab": len(order) - len(blank),
        "kosong": blank,
        "ditambahkan": added,
        "sidik_pendek": short_digest(attempt.receipt_hash),
        "alamat_periksa": address,
        "qr": qr_image(address),
    }
