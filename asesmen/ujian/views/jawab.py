"""JSON in and out, in one shape: {"code", "message"} when something stands against it."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse


def millis(moment: datetime | None) -> int | None:
    """Milliseconds since 1970, as scripts count."""
    return None if moment is None else round(moment.timestamp() * 1000)


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The body as an object; an empty one when it is anything else."""
    try:
        data = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def text_in(data: dict[str, Any], name: str, longest: int) -> str:
    value = data.get(name)
    return value[:longest].replace("\x00", "") if isinstance(value, str) else ""


def number_in(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0


def refusal(status: int, error: ValidationError, **more: Any) -> JsonResponse:
    return JsonResponse({"code": error.code or "refused", "message": " ".join(error.messages), **more}, status=status)
