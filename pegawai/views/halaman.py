"""What list pages and forms share: a page of rows, a file to download, a refusal told as a message."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from pegawai.forms import AlasanForm

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def page_of(request: HttpRequest, rows: Any, per: int = PER_PAGE, key: str = "halaman") -> Page:
    """The asked page of a list; the nearest one for a number that does not exist. `key` where a page has two lists."""
    return Paginator(rows, per).get_page(request.GET.get(key))


def tell(request: HttpRequest, refusal: ValidationError) -> None:
    messages.error(request, " ".join(refusal.messages))


def alasan_of(request: HttpRequest) -> str:
    """The reason that a dialog asked for. Raises ValidationError when there is none."""
    form = AlasanForm(request.POST)
    if not form.is_valid():
        raise ValidationError([fault.message for fault in form.errors.as_data()["alasan"]])
    return str(form.cleaned_data["alasan"])


def download(content: bytes, name: str, content_type: str = XLSX) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
