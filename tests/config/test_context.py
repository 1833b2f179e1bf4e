from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from config import context
from config.context import Kerangka, shell
from pegawai.models import Akun, PemberianPeran, Pengaturan
from pegawai.rules.peran import Peran


def request_of(user: object, path: str = "/", **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    request.COOKIES.update(cookies)
    return request


def kerangka(user: object, path: str = "/", **cookies: str) -> Kerangka:
    return shell(request_of(user, path, **cookies))["kerangka"]


def akun_with(*peran: Peran) -> Akun:
    akun = Akun.objects.create(username="rina", nama="Rina Kartika")
    for one in peran:
        PemberianPeran.objects.create(akun=akun, peran=one, dari=date(2026, 1, 1))
    return akun


def test_a_visitor_has_no_menu_and_costs_no_query() -> None:
    frame = kerangka(AnonymousUser())

    assert (frame.menu, frame.menu_lain, frame.nama, frame.peran_label) == ([], [], "", "")


@pytest.mark.parametrize(("cookie", "tema"), [("dark", "dark"), ("light", "light"), ('"><script>', ""), ("", "")])
def test_only_a_known_theme_is_written_into_the_page(cookie: str, tema: str) -> None:
    assert kerangka(AnonymousUser(), tema=cookie).tema == tema


@pytest.mark.parametrize(("cookie", "ukuran"), [("terbesar", "terbesar"), ("raksasa", "")])
def test_only_a_known_text_size_is_written_into_the_page(cookie: str, ukuran: str) -> None:
    assert kerangka(AnonymousUser(), ukuran=cookie).ukuran == ukuran


@pytest.mark.django_db
def test_the_frame_names_the_person_and_all_roles() -> None:
    frame = kerangka(akun_with(Peran.PROKTOR, Peran.PENGELOLA))

    assert (frame.nama, frame.peran_label) == ("Rina Kartika", "Pengelola BKPSDM, Proktor")


@pytest.mark.django_db
def test_a_grant_that_is_over_shows_no_menu() -> None:
    akun = akun_with()
    PemberianPeran.objects.create(akun=akun, peran=Peran.AUDITOR, dari=date(2025, 1, 1), sampai=date(2025, 12, 31))

    assert kerangka(akun).tautan_menu == []


@pytest.mark.django_db
def test_the_office_is_named_from_its_settings() -> None:
    frame = kerangka(AnonymousUser())

    assert frame.instansi == "BKPSDM Kabupaten Contoh Selatan"
    assert frame.kabupaten == "Kabupaten Contoh Selatan"


@pytest.mark.django_db
def test_whoever_signed_in_sees_a_new_name_of_the_office_at_once_and_others_within_half_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rina, visitor = akun_with(Peran.PENGELOLA), AnonymousUser()
    now = [1_000_000.0]
    monkeypatch.setattr(context.time, "monotonic", lambda: now[0])
    before = kerangka(visitor).instansi
    Pengaturan.objects.create(kunci="nama_instansi", nilai="BKPSDM Contoh Baru", at=timezone.now())

    seen = [kerangka(user).instansi for user in (rina, visitor)]
    now[0] += context.KEEP_SECONDS

    assert seen == ["BKPSDM Contoh Baru", before]
    assert kerangka(visitor).instansi == "BKPSDM Contoh Baru"
