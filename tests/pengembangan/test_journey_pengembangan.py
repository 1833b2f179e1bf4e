"""From a need to hours in a real browser: an officer enrols and notes, an ASN books a clinic."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from pengembangan.queries import TindakLanjut, tindak_lanjut_by_pegawai
from tests.browser import chromium, faults
from tests.pegawai.factories import make_akun, make_pegawai
from tests.pengembangan.factories import make_angkatan, make_hasil, make_program, make_sesi, make_topik
from tests.penugasan.pages import open_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def signed_in(*peran: str, **fields) -> Client:
    client = Client()
    client.force_login(make_akun(*peran, **fields))
    return client


def enrol_and_note(page: Page, base: str) -> list[Any]:
    """From the needs of one competency to the batch, two people at once; both came."""
    page.goto(f"{base}/pengembangan/?kode=PED")
    found = faults(page)
    page.get_by_role("link", name="Daftarkan peserta").click()
    button = page.get_by_role("button", name="Daftarkan")
    expect(button).to_be_disabled()
    page.locator("[data-pilih-semua]").check()
    expect(button).to_have_text("Daftarkan 2 orang")
    button.click()
    page.get_by_text("2 orang didaftarkan.").wait_for()
    page.get_by_role("link", name="Tandai semua hadir").click()
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_text("Kehadiran dicatat: 2 hadir (16 JP), 0 tidak hadir.").wait_for()
    return found + faults(page)


def book_and_return(page: Page, base: str) -> list[Any]:
    page.goto(f"{base}/pengembangan/saya/klinik/")
    page.get_by_text("Sesuai kebutuhan Anda").wait_for()
    page.get_by_role("button", name="Pesan tempat").click()
    page.get_by_text("sudah dipesan.").wait_for()
    found = faults(page)
    page.get_by_role("link", name="Batalkan").click()
    page.locator("dialog[open]").wait_for()
    found += faults(page)
    page.locator("dialog[open]").get_by_role("button", name="Batalkan 1 pesanan").click()
    page.get_by_text("dibatalkan.").wait_for()
    return found


def test_a_need_becomes_a_training_with_hours_and_a_clinic_is_booked_on_a_phone(live_server) -> None:
    me, other = make_pegawai("Hamdani"), make_pegawai("Yuliarti")
    make_hasil(me, PED=("2.00", "3.00"), DIG_CAKAP=("1.00", "2.00"))
    make_hasil(other, PED=("2.40", "3.00"))
    make_angkatan(make_program("PED", jp=16), mulai=timezone.localdate(), selesai=timezone.localdate())
    make_sesi(make_topik("DIG-CAKAP", dari=1, ke=2), mulai=timezone.now() + timedelta(days=1))
    officer, asn = signed_in("pengelola"), signed_in("asn", pegawai=me)

    with chromium() as browser:
        found = enrol_and_note(open_page(browser, live_server.url, officer, "laptop"), live_server.url)
        found += book_and_return(open_page(browser, live_server.url, asn, "ponsel"), live_server.url)

    assert found == []
    assert tindak_lanjut_by_pegawai([me.pk, other.pk]) == {
        me.pk: TindakLanjut(diklat=1, jp=16),
        other.pk: TindakLanjut(diklat=1, jp=16),
    }
