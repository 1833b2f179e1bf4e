"""A proctor's console in a real browser: a room of forty with every state, on a laptop, a tablet and a phone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from asesmen.ujian import services
from asesmen.ujian.models import Pengerjaan, Putus
from pegawai.models import Akun
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, begin, make_ujian, save
from tests.ujian.halaman import accessible, device, picture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]

TABLET = {"width": 1024, "height": 768}
SIZES = ["laptop", "tablet", "ponsel"]
# Buttons and links of the console that a finger could miss.
TOO_SMALL = """[...document.querySelectorAll(".kepala-aksi .btn, .konsol-denah .btn, .bilah-aksi .btn, .denah label")]
    .concat([...document.querySelectorAll(".konsol-perlu .btn, .saring label")])
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.textContent.trim())"""


def sitting(ujian: Ujian, seat: int) -> Pengerjaan:
    return Pengerjaan.objects.get(peserta=ujian.peserta[seat - 1])


def mixed_room(akun: Akun, now: datetime) -> Ujian:
    """Forty seats: 36 work, of whom one is paused, two are cut off and two are done; one waits; three are empty."""
    ujian = make_ujian(orang=40, mulai=now - 60 * MENIT, proktor=akun)
    for n in range(36):
        p = begin(ujian, n, at=now - 40 * MENIT, lease=f"{n:032x}")
        save(p, *[(i, 1, i + 1, "A") for i in range(n % 7)], at=now - timedelta(seconds=n % 9))
    Pengerjaan.objects.filter(status="berjalan").update(perangkat="Chrome 149, 1366 × 768", last_seen_at=now)
    for seat in (9, 22):
        gone = Pengerjaan.objects.filter(pk=sitting(ujian, seat).pk)
        gone.update(last_seen_at=now - 4 * MENIT, perangkat="Chrome 149, 360 × 740")
        gone.get().jawaban.update(saved_at=now - 4 * MENIT)
    for seat in (3, 26):
        p = sitting(ujian, seat)
        services.submit(pengerjaan_id=p.pk, lease=p.lease, at=now)
    room = {"ruang_sesi_id": ujian.ruang_sesi.pk, "akun": akun, "at": now}
    services.pause(peserta_ids=[ujian.peserta[13].pk], alasan="Sakit kepala, ke UKS.", **room)
    services.confirm_rules(peserta_id=ujian.peserta[36].pk, at=now)
    ask_and_fall_silent(ujian, now)
    return ujian


def ask_and_fall_silent(ujian: Ujian, now: datetime) -> None:
    first, second = sitting(ujian, 12), sitting(ujian, 30)
    services.call_proktor(pengerjaan_id=first.pk, lease=first.lease, kalimat="Layar saya gelap.", at=now)
    services.report_soal(
        pengerjaan_id=second.pk, lease=second.lease, versi_id=second.versi_ids[2], kalimat="Opsi B dan C sama.", at=now
    )
    for p in Pengerjaan.objects.filter(status="berjalan"):
        dari = now - 20 * MENIT
        Putus.objects.create(pengerjaan=p, ruang_sesi_id=p.ruang_sesi_id, dari=dari, sampai=dari + 7 * MENIT)


@contextmanager
def console(live_server: Any, client: Any, akun: Akun, size: str) -> Iterator[tuple[Page, list[str]]]:
    client.force_login(akun)
    with device("ponsel" if size == "ponsel" else "laptop") as context:
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        if size == "tablet":
            page.set_viewport_size(TABLET)  # type: ignore[arg-type]
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page, troubles


def order(page: Page, button: str, *, reason: str = "Listrik padam", menit: str = "") -> None:
    """Fill the open dialog and send it."""
    dialog = page.locator("dialog[open]")
    accessible(page)
    if menit:
        dialog.get_by_label("Menit").fill(menit)
    if reason:
        dialog.get_by_role("textbox").last.fill(reason)
    dialog.get_by_role("button", name=button).click()


@pytest.mark.parametrize("size", SIZES)
def test_a_proctor_oversees_a_full_room_and_acts_on_it(live_server: Any, client: Any, size: str) -> None:
    akun = make_akun("proktor")
    ujian = mixed_room(akun, timezone.now())
    with console(live_server, client, akun, size) as (page, troubles):
        page.goto(f"{live_server.url}/ujian/konsol/")
        accessible(page)
        page.get_by_role("link", name="Ruang R").click()
        expect(page.locator("[data-token]")).to_have_text(ujian.token(timezone.now()))
        expect(page.locator("[data-panggilan]")).to_have_count(2)
        expect(page.locator('[data-keadaan="putus"]')).to_have_count(2)
        accessible(page)
        picture(page, f"konsol-{size}")

        page.get_by_role("button", name="Beri 7 menit").click()
        picture(page, f"konsol-usulan-{size}")
        order(page, "Beri waktu", reason="")
        expect(page.get_by_text("7 menit diberikan kepada 34 peserta")).to_be_visible()
        page.locator('[data-milik] [href="#tanggapi"]').first.click()
        order(page, "Kirim tanggapan", reason="")
        expect(page.get_by_text("Tanggapan terkirim")).to_be_visible()
        expect(page.locator("[data-panggilan]")).to_have_count(1)

        page.locator("#kursi-9").check()
        page.locator("#kursi-22").check()
        expect(page.get_by_text("2 kursi dipilih")).to_be_visible()
        assert page.evaluate(TOO_SMALL) == []
        accessible(page)
        picture(page, f"konsol-pilih-{size}")
        page.get_by_role("button", name="Jeda", exact=True).click()
        order(page, "Jeda 2 peserta")
        expect(page.get_by_text("2 ujian dijeda")).to_be_visible()
        expect(page.locator('[data-keadaan="beku"]')).to_have_count(3)
        assert troubles == []

    assert sorted(set(Pengerjaan.objects.values_list("tambahan", flat=True))) == [0, 420]


def test_the_console_follows_the_room_and_says_what_is_new(live_server: Any, client: Any) -> None:
    akun = make_akun("proktor")
    now = timezone.now()
    ujian = make_ujian(orang=3, mulai=now - 30 * MENIT, proktor=akun)
    for n in range(2):
        begin(ujian, n, at=now - 20 * MENIT, lease=f"{n:032x}")
    with console(live_server, client, akun, "laptop") as (page, troubles):
        page.goto(f"{live_server.url}/ujian/konsol/{ujian.ruang_sesi.pk}/")
        spoken = page.locator("[data-ucapan]")
        expect(page.locator("[data-sisa]")).to_contain_text("00.3")

        save(sitting(ujian, 1), (5, 1, 50, "A"), at=timezone.now())
        expect(page.locator("#kursi-1 + label")).to_contain_text("1/6", timeout=20_000)
        expect(spoken).to_contain_text("kembali: 1")
        Pengerjaan.objects.filter(pk=sitting(ujian, 2).pk).update(last_seen_at=timezone.now())
        expect(page.locator("#kursi-2 + label")).to_contain_text("Mulai", timeout=20_000)
        p = sitting(ujian, 1)
        services.call_proktor(pengerjaan_id=p.pk, lease=p.lease, kalimat="<b>Tolong</b>", at=timezone.now())
        expect(spoken).to_contain_text("memanggil proktor", timeout=20_000)
        expect(page.get_by_text("“<b>Tolong</b>”")).to_be_visible()
        expect(page.locator("#kursi-1 + label [data-k-panggil]")).to_be_visible()

        page.get_by_label("Cari nomor kursi atau nama").fill("2")
        expect(page.locator("[data-kursi]:not([hidden])")).to_have_count(1)
        page.get_by_role("button", name="Pilih yang tampil").click()
        expect(page.locator("[data-bilah-isi]")).to_contain_text("1 kursi dipilih · 2 ")
        expect(page.locator("[data-bilah-isi]")).to_contain_text("belum ada jawaban")
        page.get_by_label("Cari nomor kursi atau nama").fill("tidak ada")
        expect(page.get_by_text("Tidak ada kursi yang cocok")).to_be_visible()
        assert troubles == []


def test_the_office_oversees_all_rooms_of_a_session(live_server: Any, client: Any) -> None:
    from tests.ujian.besar import make_sesi_besar

    besar = make_sesi_besar(85, at=timezone.now())
    with console(live_server, client, make_akun("pengelola"), "tablet") as (page, troubles):
        page.goto(f"{live_server.url}/ujian/konsol/sesi/{besar.sesi.pk}/")
        expect(page.locator("[data-kursi]")).to_have_count(85)
        accessible(page)
        picture(page, "konsol-sesi-tablet")
        page.get_by_role("button", name="Jeda semua").click()
        order(page, "Jeda semua ruang sesi ini")
        expect(page.get_by_text("85 ujian dijeda")).to_be_visible()
        expect(page.locator('[data-keadaan="beku"]')).to_have_count(85)
        assert troubles == []
