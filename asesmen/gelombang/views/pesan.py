"""How a page tells what happened: a refusal's sentences, or a count and what comes next."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from asesmen.gelombang.forms import AlasanForm

PER_PAGE = 50


def tell(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def refuse(request: HttpRequest, refusal: ValidationError) -> None:
    for text in refusal.messages:
        messages.error(request, text)


def reason_in(request: HttpRequest) -> str:
    """The reason of a destructive act. Raises ValidationError when there is none."""
    form = AlasanForm(request.POST)
    if not form.is_valid():
        raise ValidationError("Isi alasannya, paling banyak 300 huruf. Belum ada yang berubah.", code="no_reason")
    return form.cleaned_data["alasan"]


def page_of(request: HttpRequest, rows: QuerySet | list, per_page: int = PER_PAGE) -> Page:
    return Paginator(rows, per_page).get_page(request.GET.get("halaman"))


def now() -> datetime:
    return timezone.now()
