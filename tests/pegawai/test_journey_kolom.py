"""An officer points out the columns of a list that nobody knows, in a real browser; the next one is read by itself."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pegawai.models import Impor
from tests.browser import chromium
from tests.pegawai.factories import make_akun
from tests.pegawai.test_journey_pegawai import faults, pages, sign_in, work

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROWS = [
    ["REKAPITULASI PEGAWAI"],
    ["Urut", "Nomor Pegawai", "Nama Orang", "Pangkat Terakhir", "Tempat Kerja Induk", "NIK"],
    ["1", "198609262015052001", "Siti Aminah, S.Pd.", "Penata, III/c", "Dinas Pendidikan", "1311805409335254"],
    ["2", "198609262015051002", "Budi Santoso", "IX", "Dinas Kesehatan", "1311436805366782"],
]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "simpeg.xlsx")
    return tmp_path / "simpeg.xlsx"


def upload(page: Any, base: str, roster: Path) -> None:
    page.goto(f"{base}/pegawai/impor/baru/")
    page.get_by_label("Berkas", exact=True).set_input_files(roster)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_text("menunggu giliran").wait_for()
    work()


def test_columns_are_pointed_out_once_and_the_pages_fit(live_server: Any, roster: Path) -> None:
    make_akun("pengelola", username="rina")
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        sign_in(page, live_server.url, "rina")
        upload(page, live_server.url, roster)
        page.get_by_role("link", name="Tunjuk kolomnya").click()
        # The row and the NIP are guessed from what stands there; the rest is said by the officer.
        assert page.locator("#id_baris").input_value() == "2"
        assert page.locator("#id_nip").input_value() == "1"
        page.locator("#id_nama").select_option("2")
        page.locator("#id_golongan").select_option("3")
        page.locator("#id_opd").select_option("4")
        page.get_by_label("Ingat untuk sumber").fill("SIMPEG kabupaten")
        page.get_by_role("button", name="Periksa dengan kolom ini").click()
        page.get_by_text("menunggu giliran").wait_for()
        work()
        page.get_by_text("Simpan 2 baris").wait_for()

        upload(page, live_server.url, roster)
        page.get_by_text("menurut profil SIMPEG kabupaten").wait_for()

    waiting = Impor.objects.order_by("pk")[0]
    Impor.objects.filter(pk=waiting.pk).update(status="pemetaan", galat="Judul kolom tidak ditemukan.")
    told: list[str] = []
    wrong = []
    for page in pages(live_server.url, "rina", told):
        for address in (f"impor/{waiting.pk}/", f"impor/{waiting.pk}/kolom/", "impor/profil/"):
            page.goto(f"{live_server.url}/pegawai/{address}")
            wrong += [(address, page.viewport_size, fault) for fault in faults(page)]
    assert (wrong, told) == ([], [])
