"""How a page tells what happened: a refusal's sentences, or a count and what comes next."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone


def tell(request: HttpRequest, text: str) -> None:
    messages.success(request, text)


def refuse(request: HttpRequest, refusal: ValidationError) -> None:
    for text in refusal.messages:
        messages.error(request, text)


def now() -> datetime:
    return timezone.now()
