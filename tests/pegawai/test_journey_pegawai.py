"""An officer's first day in a real browser: sign in, upload a list, look, save, take back. Every page fits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page

from antrean import services as antrean
from antrean.models import Pekerjaan
from pegawai import tasks
from pegawai.models import Pegawai
from tests.browser import SIZES, chromium, faults
from tests.pegawai.factories import AT, SANDI, make_akun, make_pegawai

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LOUD = {"error", "warning"}
ROWS = [
    ["NIP", "Nama", "Gol", "Jabatan", "Unit Kerja", "OPD"],
    ["198609262015052001", "Siti Aminah, S.Pd.", "III/c", "Guru Ahli Muda", "UPT SDN 1", "Dinas Pendidikan"],
    ["198609262015051002", "Budi Santoso", "IX", "Guru Ahli Pertama", "UPT SDN 1", "Dinas Pendidikan"],
    ["19860926201505200", "Rina", "IV/a", "Guru Ahli Madya", None, "Dinas Pendidikan"],
]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "guru.xlsx")
    return tmp_path / "guru.xlsx"


def work() -> None:
    """Do what the workers would do; importing `tasks` told the queue how."""
    for pk in Pekerjaan.objects.filter(status="antre").values_list("pk", flat=True):
        antrean.run(pekerjaan_id=str(pk), at=AT)


def sign_in(page: Page, base: str, username: str) -> None:
    page.goto(f"{base}/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{base}/")


def pages(base: str, username: str, told: list[str]) -> Iterator[Page]:
    """A signed-in page in each size."""
    with chromium() as browser:
        for width, height in SIZES.values():
            context = browser.new_context(viewport={"width": width, "height": height})
            page = context.new_page()
            page.on("console", lambda message: told.append(message.text) if message.type in LOUD else None)
            page.on("pageerror", lambda error: told.append(str(error)))
            sign_in(page, base, username)
            yield page
            context.close()


def test_an_officer_uploads_looks_saves_and_takes_back(live_server: Any, roster: Path) -> None:
    make_akun("pengelola", username="rina")
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        sign_in(page, live_server.url, "rina")
        page.goto(f"{live_server.url}/pegawai/")
        page.get_by_role("link", name="Unggah daftar pegawai").click()
        page.get_by_label("Berkas", exact=True).set_input_files(roster)
        page.get_by_role("button", name="Unggah dan periksa").click()
        page.get_by_text("menunggu giliran").wait_for()

        work()
        # The page watches its job and shows the preview by itself.
        page.get_by_text("Belum ada data yang berubah.").wait_for()
        assert page.get_by_text("NIP hanya 17 angka").is_visible()
        assert Pegawai.objects.count() == 0

        page.get_by_role("button", name="Simpan 2 baris").click()
        page.get_by_text("menunggu giliran").wait_for()
        work()
        page.get_by_text("Impor ini sudah disimpan.").wait_for()
        assert Pegawai.objects.count() == 2

        page.locator("[href='#tarik']").click()
        page.get_by_label("Alasan").fill("berkas yang salah")
        page.locator("#tarik").get_by_role("button", name="Tarik kembali").click()
        page.get_by_text("menunggu giliran").wait_for()
        work()
        page.get_by_text("Impor ini sudah ditarik kembali").wait_for()
        assert Pegawai.objects.count() == 0


def test_the_registry_s_pages_fit_and_are_accessible(live_server: Any, roster: Path) -> None:
    rina = make_akun("pengelola", "administrator", username="rina")
    # Siti is known under another NIP.
    make_pegawai("Siti Aminah", nip="198609262010012001")
    impor = tasks.services.open_impor(jenis="pegawai", nama="guru.xlsx", isi=roster.read_bytes(), akun=rina, at=AT)
    tasks.services.stage_impor(impor_id=impor.pk, at=AT)
    first = tasks.services.open_impor(jenis="pegawai", nama="guru.xlsx", isi=roster.read_bytes(), akun=rina, at=AT)
    tasks.services.stage_impor(impor_id=first.pk, at=AT)
    tasks.services.apply_impor(impor_id=first.pk, akun=rina, at=AT)
    job = antrean.enqueue(jenis="pegawai.baca_impor", judul="Baca", argumen={}, akun_id=rina.pk, at=AT)
    addresses = [
        "/pegawai/",
        "/pegawai/?cari=tidak+ada",
        f"/pegawai/{Pegawai.objects.first().pk}/",  # type: ignore[union-attr]
        "/pegawai/unit/",
        "/pegawai/impor/",
        "/pegawai/impor/baru/",
        f"/pegawai/impor/{impor.pk}/?tampil=semua",
        f"/pegawai/impor/{impor.pk}/?tampil=usulan",
        f"/pegawai/impor/{first.pk}/",
        "/pekerjaan/",
        f"/pekerjaan/{job.pk}/",
        "/akun/",
        "/akun/baru/",
        f"/akun/{rina.pk}/",
        "/jejak/",
        "/pengaturan/",
        "/pengaturan/ukuran_kertas/",
        "/pengaturan/penandatangan/",
        "/pengaturan/penandatangan/baru/",
        "/sandi/",
    ]
    wrong, told = [], []
    for page in pages(live_server.url, "rina", told):
        for address in addresses:
            page.goto(live_server.url + address)
            wrong += [(address, page.viewport_size, fault) for fault in faults(page)]

    assert wrong == []
    assert told == []
