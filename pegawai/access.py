"""Who may. Every view of staff stands behind `requires`; what is not theirs does not exist for them (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from pegawai import queries
from pegawai.models import Akun
from pegawai.queries.akun import Scope
from pegawai.rules.peran import Peran

View = Callable[..., HttpResponse]


def peran_in(request: HttpRequest) -> frozenset[Peran]:
    """Roles of the signed-in account today, read once per request."""
    if not request.user.is_authenticated:
        return frozenset()
    if not hasattr(request, "_peran"):
        request._peran = queries.peran_of(request.user, timezone.localdate())  # type: ignore[attr-defined]
    return request._peran  # type: ignore[attr-defined]


def requires(*peran: Peran) -> Callable[[View], View]:
    """Open a view to these roles only. They stay readable on it as `required_peran` (the access table test)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not peran_in(request) & set(peran):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.required_peran = frozenset(peran)  # type: ignore[attr-defined]
        return guarded

    return decorate


def scope_in(request: HttpRequest, *peran: Peran) -> Scope:
    """The units that the signed-in account may see through these roles."""
    akun = request.user
    assert isinstance(akun, Akun)
    return queries.scope_of(akun, set(peran), timezone.localdate())
