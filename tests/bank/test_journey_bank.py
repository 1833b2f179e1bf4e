"""Dictionary and item bank in a real browser: a writer imports a file, no page scrolls sideways, no axe violation."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from asesmen.bank import services
from asesmen.bank.models import Butir
from asesmen.kompetensi.services import load_contoh
from pegawai.models import Akun
from tests.bank.factories import AT
from tests.browser import SIZES, chromium, faults
from tests.kompetensi.factories import make_aturan
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]
KONTEN = settings.BASE_DIR / "contoh" / "konten"


def cookie_of(akun: Akun, base: str) -> Any:
    """Call it before the browser opens: inside its loop Django would take a second connection that nobody closes."""
    client = Client()
    client.force_login(akun)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": base}


def test_pages_of_dictionary_and_bank_are_accessible_on_phone_and_laptop(live_server: Any) -> None:
    load_contoh(at=AT)
    instrumen_id = services.load_instrumen_contoh(AT)["guru"]
    services.load_butir_bergambar(rows=json.loads((KONTEN / "soal_bergambar.json").read_text()), at=AT)
    make_pegawai(jabatan=make_jabatan("Sekretaris Daerah", "struktural", "struktural", "JPT Madya"))
    standar, aturan = load_contoh(at=AT)[1].pk, make_aturan()["pemetaan"]
    cookie = cookie_of(make_akun("pengelola", "penulis_soal", "pengesah"), live_server.url)
    paths = [
        reverse("kompetensi:kompetensi-list"),
        reverse("kompetensi:kompetensi-detail", args=["PED"]),
        reverse("kompetensi:kompetensi-load"),
        reverse("kompetensi:standar-list"),
        reverse("kompetensi:standar-detail", args=[standar]),
        reverse("kompetensi:standar-tanpa", args=[standar]),
        reverse("kompetensi:aturan-list"),
        reverse("kompetensi:aturan-detail", args=[aturan]) + "?persen=54%2C99&bobot=5+4&jpm=88",
        reverse("bank:butir-list"),
        *(
            reverse("bank:butir-detail", args=[pk])
            for pk in Butir.objects.filter(kode__in=["DG-CAKAP-10", "GR-PED-T1", "GR-PRO-G1"]).values_list(
                "pk", flat=True
            )
        ),
        reverse("bank:instrumen-list"),
        reverse("bank:instrumen-detail", args=[instrumen_id]),
        reverse("bank:instrumen-create"),
    ]

    wrong: list[Any] = []
    errors: list[str] = []
    with chromium() as browser:
        for width, height in SIZES.values():
            context = browser.new_context(viewport={"width": width, "height": height})
            context.add_cookies([cookie])
            page = context.new_page()
            page.on("pageerror", lambda fault: errors.append(str(fault)))
            for path in paths:
                page.goto(live_server.url + path)
                wrong += [(path, width, fault) for fault in faults(page)]
            context.close()

    assert (wrong, errors) == ([], [])


def test_a_writer_imports_a_file_and_opens_a_key(live_server: Any) -> None:
    load_contoh(at=AT)
    cookie = cookie_of(make_akun("penulis_soal"), live_server.url)
    wrong: list[Any] = []

    with chromium() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(live_server.url + reverse("bank:impor-list"))
        wrong += faults(page)
        page.set_input_files("input[type=file]", str(KONTEN / "soal_guru.xlsx"))
        page.get_by_role("button", name="Periksa berkas").click()
        page.get_by_role("heading", name="Periksa butir sebelum disimpan").wait_for()
        wrong += faults(page)
        page.get_by_role("button", name="Simpan 40 butir").click()
        page.get_by_text("40 butir disimpan.").wait_for()
        page.get_by_role("link", name="GR-KEP-01").click()
        page.get_by_role("button", name="Buka kunci").click()
        page.get_by_text("Pembukaan ini dicatat pada jejak audit.").wait_for()
        wrong += faults(page)
        context.close()

    assert wrong == []
    assert Butir.objects.count() == 40
