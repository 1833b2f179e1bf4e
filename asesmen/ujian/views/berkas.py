"""A rescue file, from the participant's stick into the server: choose, look, store."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from asesmen.gelombang import queries as gelombang
from asesmen.ujian.access import ACTORS, requires, ruang_sesi_to_act
from asesmen.ujian.forms import BerkasForm, SimpanBerkasForm, first_error
from asesmen.ujian.rules.berkas import MAX_BYTES
from asesmen.ujian.services import berkas as services
from asesmen.ujian.services.berkas import BerkasTooLarge, Pratinjau
from pegawai.access import akun_in
from pegawai.views.halaman import tell


@requires(*ACTORS)
def berkas(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    """Choose a file; sending it shows what it would change."""
    room = ruang_sesi_to_act(request, ruang_sesi_id)
    if request.method != "POST":
        return _page(request, room, BerkasForm())
    form = BerkasForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, room, form)
    upload = form.cleaned_data["berkas"]
    try:
        if upload.size > MAX_BYTES:
            raise BerkasTooLarge
        raw = upload.read()
        found = services.preview_berkas(ruang_sesi_id=ruang_sesi_id, raw=raw, at=timezone.now())
    except ValidationError as refusal:
        form.add_error("berkas", refusal)
        return _page(request, room, form)
    return _page(request, room, BerkasForm(), found, raw.decode())


def _page(
    request: HttpRequest, room: Any, form: BerkasForm, found: Pratinjau | None = None, isi: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"room": room, "form": form, "pratinjau": found, "isi": isi}
    if found:
        context["seat"] = gelombang.penempatan_of_peserta(found.peserta_id)
        context["dibuat"] = datetime.fromtimestamp(found.dibuat / 1000, UTC) if found.dibuat < 10**14 else None
    return render(request, "ujian/berkas.html", context)


@require_POST
@requires(*ACTORS)
def berkas_apply(request: HttpRequest, ruang_sesi_id: int) -> HttpResponse:
    ruang_sesi_to_act(request, ruang_sesi_id)
    form = SimpanBerkasForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("ujian:berkas", ruang_sesi_id)
    try:
        done = services.apply_berkas(
            ruang_sesi_id=ruang_sesi_id,
            raw=form.cleaned_data["isi"].encode(),
            alasan=form.cleaned_data["alasan"],
            akun=akun_in(request),
            at=timezone.now(),
        )
    except ValidationError as refusal:
        tell(request, refusal)
        return redirect("ujian:berkas", ruang_sesi_id)
    messages.success(request, said(done))
    return redirect("ujian:konsol", ruang_sesi_id)


def said(done: Pratinjau) -> str:
    """What became of a file."""
    if not done.is_new:
        return "Semua isi berkas ini sudah ada di server. Tidak ada yang berubah."
    counted = len(done.rows) - done.karantina
    parts = []
    if counted:
        parts.append(f"{counted} isian disimpan seperti simpanan biasa")
    if done.karantina:
        parts.append(f"{done.karantina} isian masuk karantina dan menunggu putusan panitia")
    return f"Berkas diterima: {' dan '.join(parts)}."
