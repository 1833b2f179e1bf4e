"""Pages of a participant: own tasks, what is asked, putting files and sending them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from asesmen.penugasan import queries, services
from asesmen.penugasan.access import berkas_for_peserta, kiriman_for_peserta, peserta_required
from asesmen.penugasan.rules.berkas import MAKS_MB_PER_ORANG, MB
from asesmen.penugasan.rules.waktu import Tahap, left_text, tahap
from asesmen.penugasan.views.unduh import attachment

# All of one person's files at once, and the form around them. Larger bodies are turned away unread.
MAKS_KIRIM = (MAKS_MB_PER_ORANG + 2) * MB
View = Callable[..., HttpResponse]


def limited_body(view: View) -> View:
    """Look at the announced length first: the token check would otherwise read the whole body onto the disk."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAKS_KIRIM:
            raise RequestDataTooBig
        return checked(request, *args, **kwargs)

    return guarded


@login_not_required
@require_safe
@peserta_required
def tugas_saya(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [
        (k, tahap(k.penugasan.dibuka, k.penugasan.tenggat, now), left_text(k.penugasan.tenggat, now))
        for k in queries.tugas_saya(request.peserta.pk)  # type: ignore[attr-defined]
    ]
    return render(request, "penugasan/tugas_saya.html", {"rows": rows, "peserta": request.peserta})  # type: ignore[attr-defined]


@login_not_required
@require_safe
@peserta_required
def tugas_detail(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    return _page(request, kiriman_for_peserta(request, kiriman_id))


def _page(request: HttpRequest, kiriman: Any, *, urut: int = 0, refused: list[str] | None = None) -> HttpResponse:
    """The task with its files; `refused` stands at requirement `urut`, or above the button where that is 0."""
    now, bagian = timezone.now(), queries.bagian_rows(kiriman)
    now_tahap = tahap(kiriman.penugasan.dibuka, kiriman.penugasan.tenggat, now)
    is_announced = kiriman.status == "dinilai" and request.peserta.gelombang.status == "diumumkan"  # type: ignore[attr-defined]
    context = {
        "kiriman": kiriman,
        "peserta": request.peserta,  # type: ignore[attr-defined]
        "bagian": bagian,
        "kurang": [part.persyaratan.nama for part in bagian if part.is_missing],
        "tahap": now_tahap,
        "sisa": left_text(kiriman.penugasan.tenggat, now),
        "is_open": now_tahap == Tahap.DIBUKA and kiriman.status != "dinilai",
        "is_changed": any(part.is_changed for part in bagian),
        "rubrik": queries.rubrik_rows(kiriman) if is_announced else None,
        "urut": urut,
        "refused": refused or [],
    }
    return render(request, "penugasan/tugas_detail.html", context)


@login_not_required
@require_POST
@peserta_required
@limited_body
def berkas_upload(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    kiriman = kiriman_for_peserta(request, kiriman_id)
    names = {part.persyaratan.nama: part.urut for part in queries.bagian_rows(kiriman)}
    persyaratan = request.POST.get("persyaratan", "")
    files = request.FILES.getlist("berkas")
    refused = [] if files else ["Belum ada berkas yang dipilih. Pilih berkasnya, lalu tekan Unggah."]
    kept = 0
    for file in files:
        try:
            services.upload_berkas(kiriman_id=kiriman.pk, persyaratan=persyaratan, file=file, at=timezone.now())
            kept += 1
        except ValidationError as error:
            refused += error.messages
    if kept:
        messages.success(request, f"{kept} berkas diunggah untuk {persyaratan}. Tekan Kirim tugas bila lengkap.")
    if refused:
        return _page(request, kiriman, urut=names.get(persyaratan, 0), refused=refused)
    return redirect("penugasan:tugas-detail", kiriman.pk)


@login_not_required
@require_POST
@peserta_required
def berkas_remove(request: HttpRequest, berkas_id: UUID) -> HttpResponse:
    berkas = berkas_for_peserta(request, berkas_id)
    done = (
        "Berkas tidak ikut kiriman berikutnya. Kiriman sebelumnya tetap berlaku sampai Anda mengirim lagi."
        if berkas.is_dikirim
        else "Berkas dihapus."
    )
    return _ordered(request, berkas.kiriman_id, done, lambda at: services.remove_berkas(berkas_id=berkas_id, at=at))


@login_not_required
@require_POST
@peserta_required
def berkas_restore(request: HttpRequest, berkas_id: UUID) -> HttpResponse:
    berkas = berkas_for_peserta(request, berkas_id)
    return _ordered(
        request,
        berkas.kiriman_id,
        "Berkas ikut lagi dalam kiriman.",
        lambda at: services.restore_berkas(berkas_id=berkas_id, at=at),
    )


@login_not_required
@require_POST
@peserta_required
def kiriman_send(request: HttpRequest, kiriman_id: int) -> HttpResponse:
    kiriman = kiriman_for_peserta(request, kiriman_id)
    return _ordered(
        request,
        kiriman.pk,
        "Tugas Anda sudah kami terima. Selama belum lewat tenggat, Anda masih dapat menggantinya.",
        lambda at: services.send_kiriman(kiriman_id=kiriman.pk, at=at),
    )


def _ordered(request: HttpRequest, kiriman_id: int, done: str, order: Callable[[Any], object]) -> HttpResponse:
    try:
        order(timezone.now())
        messages.success(request, done)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("penugasan:tugas-detail", kiriman_id)


@login_not_required
@require_safe
@peserta_required
def berkas_saya(request: HttpRequest, berkas_id: UUID) -> HttpResponse:
    berkas = berkas_for_peserta(request, berkas_id)
    return attachment(berkas, berkas.nama_asli)
