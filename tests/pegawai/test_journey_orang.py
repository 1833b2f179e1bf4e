"""Finding somebody while typing, merging two units, and the rules for jabatan, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from pegawai import services
from pegawai.models import Unit
from tests.browser import chromium, faults
from tests.pegawai.factories import AT, make_akun, make_jabatan, make_pegawai, make_unit
from tests.pegawai.test_journey_pegawai import pages, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tree() -> dict[str, Unit]:
    root = make_unit("Pemerintah Kabupaten", jenis="instansi")
    found = {"lama": make_unit("Dinas Pendidikan", root), "baru": make_unit("Dinas Dikbud", root)}
    make_pegawai("Siti Aminah", found["lama"])
    make_pegawai("Budi Santoso", found["baru"])
    return found


def test_the_list_follows_the_typing_and_a_merging_is_seen_before_it_happens(
    live_server: Any, tree: dict[str, Unit]
) -> None:
    make_akun("pengelola", username="rina")
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        sign_in(page, live_server.url, "rina")
        page.goto(f"{live_server.url}/pegawai/")
        box = page.get_by_role("searchbox")
        box.press_sequentially("siti amnah")

        expect(page.locator("tbody th")).to_have_text(["Siti Aminah"])
        expect(page.get_by_role("status").first).to_contain_text("1 pegawai cocok")
        expect(box).to_be_focused()
        assert page.url.endswith("/pegawai/?cari=siti+amnah")

        page.goto(f"{live_server.url}/pegawai/unit/{tree['lama'].pk}/gabung/")
        page.get_by_label("Digabungkan ke unit").select_option(label="Dinas Dikbud")
        page.get_by_role("button", name="Lihat akibatnya").click()
        expect(page.get_by_text("1 pegawai pindah ke Dinas Dikbud")).to_be_visible()
        page.get_by_role("button", name="Gabungkan", exact=True).click()
        page.get_by_label("Alasan").fill("Perbup 7/2026")
        page.get_by_role("button", name="Gabungkan unit").click()

        expect(page.get_by_text("Dinas Pendidikan digabungkan ke Dinas Dikbud.")).to_be_visible()
        assert set(Unit.objects.filter(pegawai__nama="Siti Aminah")) == {tree["baru"]}


def test_the_pages_of_units_and_jabatan_fit_and_are_accessible(live_server: Any, tree: dict[str, Unit]) -> None:
    rina = make_akun("pengelola", username="rina")
    services.reset_aturan_jabatan(alasan="Uji", akun=rina, at=AT)
    make_jabatan("Guru Ahli Muda", "fungsional")
    row = services.rename_unit(unit_id=tree["lama"].pk, nama="Dinas Lama", jenis="opd", alasan="Uji", akun=rina, at=AT)
    assert row
    addresses = [
        f"/pegawai/unit/{tree['lama'].pk}/",
        f"/pegawai/unit/{tree['lama'].pk}/gabung/?tujuan={tree['baru'].pk}",
        "/pegawai/jabatan/",
        "/pegawai/jabatan/aturan/?coba=Guru+Ahli+Muda",
        "/pegawai/jabatan/aturan/terapkan/",
    ]
    wrong: list[Any] = []
    told: list[str] = []
    for page in pages(live_server.url, "rina", told):
        for address in addresses:
            page.goto(live_server.url + address)
            wrong += [(address, page.viewport_size, fault) for fault in faults(page)]

    assert wrong == []
    assert told == []
