"""Every entry of the menu leads to a page that opens for each role that sees it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import resolve, reverse

from config.menu import AKUN, MENU, Entri
from pegawai.models import Akun, PemberianPeran

ENTRIES = [pytest.param(entri, id=entri.route) for entri in (*MENU, *AKUN)]


@pytest.mark.parametrize("entri", ENTRIES)
def test_an_entry_is_seen_only_by_roles_that_its_page_admits(entri: Entri) -> None:
    view = resolve(reverse(entri.route)).func

    admitted = getattr(view, "required_peran", entri.peran)
    assert entri.peran - admitted == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("entri", ENTRIES)
def test_an_entry_answers_for_every_role_that_sees_it(client: Client, entri: Entri) -> None:
    answers = {}
    for peran in sorted(entri.peran):
        akun = Akun.objects.create(username=peran, nama="Rina Kartika")
        PemberianPeran.objects.create(akun=akun, peran=peran, dari=date(2026, 1, 1))
        client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        answers[peran] = client.get(reverse(entri.route), follow=True).status_code

    assert answers == dict.fromkeys(sorted(entri.peran), 200)
