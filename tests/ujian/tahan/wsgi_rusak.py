"""The WSGI entry of a build whose page forgets too early (rusak.py). Refuses to load in any mode but test."""

from django.conf import settings

from config.wsgi import application as product
from tests.ujian.tahan.rusak import SwitchRefused, forgetful_sender

if settings.MODE != "test":
    raise SwitchRefused("A broken build runs in the mode test alone.")


def application(environ, start_response):  # type: ignore[no-untyped-def]
    if not environ["PATH_INFO"].endswith("/js/ujian/kirim.js"):
        return product(environ, start_response)
    headers = [("Content-Type", "text/javascript; charset=utf-8"), ("Cache-Control", "no-store")]
    start_response("200 OK", headers)
    return [forgetful_sender().encode()]
