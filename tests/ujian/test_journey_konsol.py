"""A proctor's console in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from asesmen.ujian import services
from asesmen.ujian.models import Pengerjaan
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, begin, make_ujian, save
from tests.ujian.test_journey_ujian import _orm_beside_playwright, accessible, device, picture  # noqa: F401

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize(("size", "theme"), [("laptop", "light"), ("ponsel", "dark")])
def test_a_proctor_sees_the_room_and_acts_on_it(live_server: Any, client: Any, size: str, theme: str) -> None:
    akun = make_akun("proktor")
    now = timezone.now()
    ujian = make_ujian(orang=12, mulai=now - 30 * MENIT, proktor=akun)
    for n in range(8):
        p = begin(ujian, n, at=now - 20 * MENIT, lease=f"{n:032x}")
        save(p, *[(i, 1, i + 1, "A") for i in range(n % 6)], at=now - timedelta(seconds=n * 15))
    services.submit(pengerjaan_id=p.pk, lease=p.lease, at=now)
    services.confirm_rules(peserta_id=ujian.peserta[9].pk, at=now)
    client.force_login(akun)

    with device(size, theme) as context:
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.emulate_media(reduced_motion="reduce")
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{live_server.url}/ujian/konsol/")
        accessible(page)
        page.get_by_role("link", name="Ruang R").click()
        expect(page.locator("[data-token]")).to_have_text(ujian.token(timezone.now()))
        accessible(page)
        picture(page, f"konsol-{size}")

        page.locator("#kursi-1").check()
        page.locator("#kursi-2").check()
        expect(page.get_by_text("2 kursi dipilih")).to_be_visible()
        page.get_by_role("button", name="Tambah waktu", exact=True).click()
        expect(page.get_by_role("heading", name="Tambah waktu 2 peserta?")).to_be_visible()
        accessible(page)
        picture(page, f"konsol-dialog-{size}")
        page.get_by_label("Menit").locator("visible=true").fill("7")
        page.get_by_label("Alasan").locator("visible=true").fill("Listrik padam")
        page.get_by_role("button", name="Tambah waktu 2 peserta").click()
        expect(page.get_by_text("Waktu 2 peserta bertambah 7 menit")).to_be_visible()

        save(Pengerjaan.objects.get(peserta=ujian.peserta[0]), (5, 1, 50, "A"), at=timezone.now())
        expect(page.locator("[data-kursi]").first.locator("[data-k-ket]")).to_contain_text("1/6", timeout=20_000)
        page.get_by_text("Selesai").first.click()
        expect(page.locator("[data-kursi]:not([hidden])")).to_have_count(1)
        assert troubles == []

    assert sorted(Pengerjaan.objects.values_list("tambahan", flat=True))[-2:] == [420, 420]
