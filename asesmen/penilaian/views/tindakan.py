"""Acts on a computation: one order each, then back to its page with a sentence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from antrean.queries import unfinished_of
from antrean.services import enqueue
from asesmen.gelombang.access import gelombang_for
from asesmen.penilaian import services
from asesmen.penilaian.access import PENGHITUNG, PENGUMUM, penghitungan_for
from pegawai.access import requires
from pegawai.rules.peran import Peran
from pegawai.views.halaman import alasan_of, tell

JENIS = "penilaian.hitung"


@require_POST
@requires(*PENGHITUNG)
def penghitungan_create(request: HttpRequest, gelombang_id: int) -> HttpResponse:
    gelombang = gelombang_for(request, gelombang_id)
    try:
        penghitungan = services.create_penghitungan(
            gelombang_id=gelombang.pk, akun_id=request.user.pk, at=timezone.now()
        )
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("penilaian:penghitungan-list")
    return _order(request, penghitungan)


@require_POST
@requires(*PENGHITUNG)
def penghitungan_run(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    """Order the job again, after it stopped before its end."""
    return _order(request, penghitungan_for(request, penghitungan_id))


def _order(request: HttpRequest, penghitungan: Any) -> HttpResponse:
    page = reverse("penilaian:penghitungan-detail", args=[penghitungan.pk])
    argumen: dict[str, object] = {"penghitungan_id": str(penghitungan.pk)}
    if unfinished_of(jenis=JENIS, argumen=argumen) is None:
        enqueue(
            jenis=JENIS,
            judul=f"Penghitungan {penghitungan.nomor}, {penghitungan.gelombang.nama}",
            argumen=argumen,
            akun_id=request.user.pk,
            at=timezone.now(),
            tautan=page,
        )
    return redirect(page)


@require_POST
@requires(Peran.PENGESAH, sudo="POST")
def penghitungan_sahkan(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    return _act(request, penghitungan_id, services.sahkan, "Penghitungan disahkan. Hasilnya belum terlihat peserta.")


@require_POST
@requires(Peran.PENGESAH, sudo="POST")
def penghitungan_batal_sahkan(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    return _act_with_alasan(request, penghitungan_id, services.batal_sahkan, "Pengesahan dibatalkan.")


@require_POST
@requires(*PENGUMUM, sudo="POST")
def penghitungan_umumkan(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    said = "Hasil diumumkan. Peserta dapat melihatnya, dan riwayat asesmennya sudah ditulis."
    return _act(request, penghitungan_id, services.umumkan, said)


@require_POST
@requires(*PENGUMUM, sudo="POST")
def penghitungan_tarik_umumkan(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    said = "Pengumuman ditarik. Peserta tidak lagi melihat hasil ini."
    return _act_with_alasan(request, penghitungan_id, services.tarik_umumkan, said)


@require_POST
@requires(*PENGHITUNG)
def penghitungan_batalkan(request: HttpRequest, penghitungan_id: UUID) -> HttpResponse:
    return _act_with_alasan(request, penghitungan_id, services.batalkan, "Penghitungan dibatalkan.")


def _act(
    request: HttpRequest, penghitungan_id: UUID, order: Callable[..., Any], said: str, **more: Any
) -> HttpResponse:
    penghitungan = penghitungan_for(request, penghitungan_id)
    try:
        order(penghitungan_id=penghitungan.pk, akun_id=request.user.pk, at=timezone.now(), **more)
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, said)
    return redirect("penilaian:penghitungan-detail", penghitungan.pk)


def _act_with_alasan(request: HttpRequest, penghitungan_id: UUID, order: Callable[..., Any], said: str) -> HttpResponse:
    try:
        alasan = alasan_of(request)
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("penilaian:penghitungan-detail", penghitungan_id)
    return _act(request, penghitungan_id, order, said, alasan=alasan)
