"""Pages that belong to no app: troubles in words, with their JSON twins, and the doors scripts use."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

logger = logging.getLogger("asesmen.request")
csp_logger = logging.getLogger("asesmen.csp")
CSP_REPORTS_PER_MINUTE = 30

MESSAGES = {
    400: ("bad_request", "Permintaan ini tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."),
    403: ("forbidden", "Akun Anda tidak berwenang membuka halaman ini."),
    404: ("not_found", "Halaman ini tidak ada, atau bukan untuk akun Anda."),
    413: ("too_large", "Berkas atau isian yang dikirim terlalu besar. Perkecil, lalu kirim lagi."),
    429: ("too_many", "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
    500: ("error", "Terjadi kesalahan di server. Data yang sudah tersimpan tetap aman."),
    503: (
        "unavailable",
        "Layanan sedang tidak dapat dihubungi. Data yang sudah tersimpan tetap aman. Coba lagi sebentar lagi.",
    ),
}


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def trouble(request: HttpRequest, status: int, *, code: str = "", message: str = "") -> HttpResponse:
    """Return the page templates/galat/<status>.html, or {"code", "message", "request_id"} for a script."""
    own_code, own_message = MESSAGES[status]
    told = {
        "code": code or own_code,
        "message": message or own_message,
        "request_id": getattr(request, "request_id", "-"),
    }
    if wants_json(request):
        return JsonResponse(told, status=status)
    try:
        return render(request, f"galat/{status}.html", told | {"status": status}, status=status)
    except TemplateDoesNotExist:
        raise
    except Exception:
        # The page's frame asks who is signed in. Without a database that fails too: then the words alone must do.
        logger.exception("Error page %s could not be drawn", status)
        return HttpResponse(
            f"{told['message']} ({told['request_id']})", status=status, content_type="text/plain; charset=utf-8"
        )


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble(request, 400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble(request, 404)


@login_not_required
def payload_too_large(request: HttpRequest) -> HttpResponse:
    return trouble(request, 413)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    # Raised in a middleware, the loss of the database comes here: TroubleMiddleware sees what views raise.
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return trouble(request, 500)


@login_not_required
def unavailable(request: HttpRequest) -> HttpResponse:
    response = trouble(request, 503)
    response["Retry-After"] = "5"
    return response


@login_not_required
def without_tls(request: HttpRequest) -> HttpResponse:
    message = (
        "Alamat ini dibuka tanpa TLS (https). Tanpa TLS ujian dan akun tidak dapat dipakai dengan aman, maka keduanya "
        "ditutup. Hubungi administrator untuk memasang sertifikat."
    )
    return trouble(request, 403, code="no_tls", message=message)


@login_not_required
def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """What the sign-in page says anyway: during the pause nothing tells a name that exists from one that does not."""
    return response or trouble(request, 429)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu kirim lagi; isian Anda belum disimpan."
    return trouble(request, 403, code="csrf", message=message)


@login_not_required
@require_GET
def csrf(request: HttpRequest) -> JsonResponse:
    """Hand a long-lived page a fresh token: it asks once after a refusal, then repeats what it wanted to send."""
    return JsonResponse({"token": get_token(request)})


@login_not_required
@csrf_exempt
@require_POST
def csp(request: HttpRequest) -> HttpResponse:
    """Note what a browser refused to load. Browsers send this without cookies or token."""
    noted = cache.get_or_set("csp_reports", 0, timeout=60) or 0
    if noted < CSP_REPORTS_PER_MINUTE:
        cache.set("csp_reports", noted + 1, timeout=60)
        csp_logger.warning("Content security policy refused: %s", request.body[:2000].decode("utf-8", "replace"))
    return HttpResponse(status=204)
