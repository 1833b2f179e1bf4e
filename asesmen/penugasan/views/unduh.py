"""Handing out an uploaded file: always as an attachment of unknown kind, so that no browser opens it as a page."""

from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from asesmen.penugasan.access import MARKERS, READERS, berkas_for_staff, is_reader, requires
from asesmen.penugasan.queries import berkas_urut
from asesmen.penugasan.rules.berkas import blind_name


def attachment(berkas: Any, name: str) -> HttpResponse:
    """The file's bytes under this name. 404 where the row outlived its file."""
    try:
        content = berkas.berkas.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Length"] = berkas.ukuran
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    # A streaming response, which views and their guards treat like any other.
    return cast(HttpResponse, response)


@require_safe
@requires(*READERS, *MARKERS)
def berkas_download(request: HttpRequest, berkas_id: UUID) -> HttpResponse:
    berkas = berkas_for_staff(request, berkas_id)
    if is_reader(request):
        return attachment(berkas, berkas.nama_asli)
    return attachment(
        berkas, blind_name(berkas.kiriman.peserta.nomor, berkas.persyaratan, berkas_urut(berkas), berkas.tipe)
    )
