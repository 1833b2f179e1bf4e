"""Pages of scoring and reports in a real browser: both sizes and themes, no axe violation, no sideways scroll."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from asesmen.ujian.models import Pengerjaan
from pegawai.models import Akun
from tests.browser import OTHER, SIZES, chromium, faults, show
from tests.pegawai.factories import make_akun, make_jabatan, make_pegawai, make_unit
from tests.pengembangan.factories import make_kepesertaan
from tests.penilaian.factories import make_computed, make_full_wave, make_people, make_published, make_sittings

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]
# Set to a folder to keep pictures of the pages.
GAMBAR = os.environ.get("GAMBAR_LAPORAN", "")


def session_of(akun: Akun | None = None, **values: Any) -> str:
    """A session's key, as if somebody had signed in or entered with a card."""
    client = Client()
    if akun:
        client.force_login(akun)
    session = client.session
    session.update(values)
    session.save()
    return client.session.session_key or ""


def contexts(base: str, session: str) -> Iterator[tuple[str, BrowserContext]]:
    with chromium() as browser:
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height})
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
            yield size, context
            context.close()


def walk(base: str, session: str, pages: dict[str, str]) -> list[Any]:
    """Open each page in each size and theme; return everything that is wrong."""
    wrong: list[Any] = []
    errors: list[str] = []
    for device, context in contexts(base, session):
        page = context.new_page()
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        for name, path in pages.items():
            response = page.goto(f"{base}{path}")
            assert response is not None
            if response.status != 200:
                wrong.append((name, response.status))
            wrong += [(name, device, *fault) for fault in faults(page)]
            if GAMBAR:
                keep_pictures(page, f"{name}-{device}")
    return [*wrong, *errors]


def keep_pictures(page: Page, name: str) -> None:
    Path(GAMBAR).mkdir(parents=True, exist_ok=True)
    for theme in OTHER:
        show(page, theme)
        page.screenshot(path=f"{GAMBAR}/{name}-{theme}.png", full_page=True)


def make_results() -> Any:
    """A published wave of two OPD, one of them with two people only, and people who are left."""
    gelombang = make_full_wave(18, opd=make_unit("Dinas Pendidikan"), nama="Gelombang Guru 2026")
    make_sittings(gelombang, make_people(2, make_unit("Dinas Kepemudaan dan Olahraga")))
    absent = Pengerjaan.objects.order_by("peserta__nomor").first()
    assert absent is not None
    Pengerjaan.objects.filter(pk=absent.pk).update(status="siap", started_at=None, finished_at=None)
    for _ in range(6):
        make_pegawai(jabatan=make_jabatan("Perawat Ahli Muda", kelompok="tenaga_kesehatan"))
    return make_published(gelombang)


def test_reports_and_profiles_are_accessible_at_both_sizes_and_themes(live_server) -> None:
    published = make_results()
    hasil = published.hasil.order_by("jpm").first()
    make_kepesertaan(pegawai=hasil.pegawai)

    pages = {
        "dasbor": "/",
        "hasil-list": reverse("laporan:hasil-list"),
        "kesenjangan": reverse("laporan:kesenjangan"),
        "profil": reverse("laporan:profil", args=[hasil.pegawai_id]),
    }
    assert walk(live_server.url, session_of(make_akun("pimpinan")), pages) == []


def test_scoring_pages_are_accessible_at_both_sizes_and_themes(live_server) -> None:
    published = make_results()
    draft = make_computed(published.gelombang)

    pages = {
        "penghitungan-list": reverse("penilaian:penghitungan-list"),
        "penghitungan-draf": reverse("penilaian:penghitungan-detail", args=[draft.pk]),
        "penghitungan-terbit": reverse("penilaian:penghitungan-detail", args=[published.pk]),
        "hasil-detail": reverse("penilaian:hasil-detail", args=[draft.hasil.first().pk]),
    }
    assert walk(live_server.url, session_of(make_akun("pengesah", "pengelola")), pages) == []


def test_the_participants_own_result_is_accessible_at_both_sizes_and_themes(live_server) -> None:
    published = make_results()
    peserta = published.hasil.order_by("-jpm").first().peserta

    session = session_of(peserta_id=peserta.pk)
    assert walk(live_server.url, session, {"hasil-peserta": reverse("laporan:hasil-peserta")}) == []
