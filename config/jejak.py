"""What enters the audit trail for every page alike: whence a request comes, refused doors, failed sign-ins."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from pegawai import queries
from pegawai.services import Asal, asal, record_jejak

Next = Callable[[HttpRequest], HttpResponseBase]
REFUSED = {403, 404}


class JejakMiddleware:
    """Tell the trail the request's address and id, and write down when a signed-in person meets a shut door.

    A page that is not theirs answers like one that is not there, so both are noted. Participants have no account: what
    they do is in the exam's own log, and their requests ask nothing here.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = asal.set(
            Asal(alamat=request.META.get("REMOTE_ADDR", ""), permintaan=getattr(request, "request_id", ""))
        )
        try:
            response = self.get_response(request)
            if response.status_code in REFUSED and request.resolver_match is not None:
                note_refusal(request, response.status_code)
        finally:
            asal.reset(token)
        return response


def note_refusal(request: HttpRequest, status: int) -> None:
    match = request.resolver_match
    if match is None or not getattr(match.func, "login_required", True) or not request.user.is_authenticated:
        return
    argumen = {name: str(value)[:80] for name, value in match.kwargs.items()}
    noun, value = next(reversed(argumen.items()), ("", ""))
    record_jejak(
        tindakan="akses.ditolak",
        objek=f"{noun.removesuffix('_id')}:{value}"[:80] if noun else "",
        ringkas=f"Ditolak ({status}): {request.method} {match.view_name}",
        akun=queries.akun_get(request.user.pk),
        at=timezone.now(),
        data={"rute": match.view_name, "argumen": argumen},
    )


@receiver(user_login_failed)
def note_failed_sign_in(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: object) -> None:
    """Write down whom somebody tried to be. A name that no account has may be a password typed in the wrong box."""
    akun = queries.akun_by_username(str(credentials.get("username", ""))[:60])
    record_jejak(
        tindakan="akun.masuk_gagal",
        objek=f"akun:{akun.pk}" if akun else "",
        ringkas=f"Gagal masuk sebagai {akun.username}" if akun else "Gagal masuk dengan nama yang tidak dikenal",
        aktor="Belum masuk",
        at=timezone.now(),
    )
