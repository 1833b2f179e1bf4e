"""The exam page: its shell (the same for everybody), the paper, and the service worker that keeps the shell."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from antrean.formats.teks import zone_text
from asesmen.gelombang import queries as gelombang
from asesmen.ujian import queries, services
from asesmen.ujian.access import peserta_script
from asesmen.ujian.queries import PengerjaanRow
from asesmen.ujian.rules import Status, make_token, read_token, rescue_key
from asesmen.ujian.rules.token import is_foreign, lease_of
from asesmen.ujian.views.jawab import millis, number_in, read_json, refusal, squeezed, text_in
from asesmen.ujian.views.peserta import attempt_of, place_of

# Everything the page needs to draw itself without network. A test compares this with the folder.
CANGKANG = [
    "gambar/merek.svg",
    "bootstrap/css/bootstrap.min.css",
    "css/theme.css",
    "css/ujian.css",
    "js/tema.js",
    *(
        f"js/ujian/{name}.js"
        for name in (
            *("antrean", "bagian", "berkas", "buka", "dialog", "elemen", "gudang", "jam", "kerja", "kirim", "kumpul"),
            *("layar", "lembar", "masuklagi", "naskah", "panggilan", "papan", "pesan", "peta", "server"),
            *("tampilan", "tangan", "tombol", "tulisan", "ujian"),
            *("tipe/benar_salah", "tipe/indeks", "tipe/isian_singkat", "tipe/numerik", "tipe/pilihan"),
            *("tipe/pilihan_ganda", "tipe/pilihan_ganda_kompleks", "tipe/sjt", "tipe/teks"),
        )
    ),
]


@login_not_required
@require_safe
@squeezed
@ensure_csrf_cookie
def kerja(request: HttpRequest) -> HttpResponse:
    """The shell. Nothing in it is anybody's: the service worker may keep it."""
    told = {
        "buka": reverse("ujian:buka"),
        "simpan": reverse("ujian:simpan"),
        "denyut": reverse("ujian:denyut"),
        "kumpul": reverse("ujian:kumpul"),
        "lanjut": reverse("ujian:lanjut"),
        "panggil": reverse("ujian:panggil"),
        "lapor": reverse("ujian:lapor"),
        "masukLagi": reverse("ujian:masuk-lagi"),
        "tandaTerima": reverse("ujian:tanda-terima"),
        "peserta": reverse("ujian:peserta"),
        "masuk": reverse("ujian:masuk"),
        "csrf": reverse("csrf"),
        "csrfCookie": settings.CSRF_COOKIE_NAME,
        "pekerja": reverse("ujian:pekerja"),
    }
    return render(request, "ujian/kerja.html", {"told": told})


@login_not_required
@require_POST
@peserta_script
@squeezed
def buka(request: HttpRequest) -> HttpResponse:
    """Let this page load write and give it the open part of the paper, the answers so far, and the clock."""
    peserta: Any = request.peserta  # type: ignore[attr-defined]
    at = timezone.now()
    attempt = attempt_of(peserta.pk, at)
    if attempt is None:
        return refusal(409, services.NaskahMissing())
    if attempt.status == Status.SELESAI:
        return refusal(410, services.PengerjaanNotRunning(attempt.status))
    try:
        opened = _opened(request, attempt.id, at)
    except ValidationError as error:
        return refusal(409, error)
    seat = gelombang.penempatan_of_peserta(peserta.pk)
    head = {
        "pengerjaan": str(attempt.id),
        "token": make_token(settings.UJIAN_KEY, attempt.id, opened.lease),
        "epoch": opened.epoch,
        "lanjut": opened.is_same,
        "judul": peserta.gelombang.nama,
        "nama": peserta.pegawai.nama_lengkap,
        **place_of(seat),
        "zona": zone(),
    }
    return JsonResponse(head | _paper(attempt, opened) | {"server_now": millis(services.database_now())})


def _opened(request: HttpRequest, pengerjaan_id: UUID, at: datetime) -> services.Bukaan:
    """Raises PengerjaanNotRunning, LeaseHeld, KeyChanged."""
    data = read_json(request)
    token = text_in(data, "token", 200)
    try:
        return services.open_page(
            pengerjaan_id=pengerjaan_id,
            session_lease=lease_of(settings.UJIAN_KEY, request.session.session_key or ""),
            held_lease=_held_lease(pengerjaan_id, token),
            held_epoch=number_in(data, "epoch"),
            keterangan=text_in(data, "perangkat", 200),
            ip=request.META.get("REMOTE_ADDR"),
            at=at,
        )
    except services.LeaseHeld as error:
        if is_foreign(settings.UJIAN_KEY, pengerjaan_id, token):
            raise services.KeyChanged from error
        raise


def zone() -> dict[str, Any]:
    """The zone of the office, as the page's clock needs it."""
    now = timezone.localtime()
    offset = now.utcoffset()
    return {"menit": int(offset.total_seconds()) // 60 if offset else 0, "nama": zone_text(now)}


def _held_lease(pengerjaan_id: UUID, token: str) -> str:
    """The lease that a page kept on its device, when its token is ours and of this sitting."""
    held = read_token(settings.UJIAN_KEY, token)
    return held[1] if held and held[0] == pengerjaan_id else ""


def _paper(attempt: PengerjaanRow, opened: services.Bukaan) -> dict[str, Any]:
    is_open = attempt.bagian_versi_ids
    answers = {} if opened.is_first else queries.jawaban_of(attempt.id)
    calls = [] if opened.is_first else queries.panggilan_of(attempt.id)
    return queries.sent_paper(attempt.id, attempt.bagian_ke) | {
        "jawaban": [
            {"versi": a.versi, "epoch": a.epoch, "seq": a.seq, "nilai": a.nilai, "ragu": a.ragu}
            for a in answers.values()
            if is_open is None or a.versi in is_open
        ],
        "navigasi": attempt.navigasi,
        "bagian_ke": attempt.bagian_ke,
        "bagian_deadline": millis(attempt.bagian_deadline),
        "dijeda": millis(attempt.dijeda_at),
        "kunci_berkas": base64.b64encode(rescue_key(settings.UJIAN_KEY, attempt.id)).decode(),
        "panggilan": [
            {"versi": a.versi, "at": millis(a.at), "dijawab": millis(a.dijawab), "tanggapan": a.tanggapan or ""}
            for a in calls
        ],
        "since": queries.newest_news(attempt.id, attempt.ruang_sesi_id),
        "deadline": millis(attempt.deadline),
        "tenggang": attempt.tenggang,
        "status": attempt.status,
    }


@login_not_required
@require_safe
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker. It lives under /ujian/ and so cannot see any other page."""
    shell = [reverse("ujian:kerja"), *(static(path) for path in CANGKANG)]
    version = hashlib.sha256("\n".join(shell).encode()).hexdigest()[:12]
    told = {"versi": version, "cangkang": shell, "kerja": reverse("ujian:kerja")}
    response = render(
        request, "ujian/pekerja.js", {"told_json": json.dumps(told)}, content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response
