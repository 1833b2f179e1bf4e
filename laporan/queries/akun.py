"""The account behind an order."""

from typing import Any

from django.contrib.auth import get_user_model


def akun_get(akun_id: int | None) -> Any:
    return get_user_model().objects.filter(pk=akun_id).first() if akun_id else None
