"""One sitting in a real browser: on a laptop and on a phone, through a lost line and a reload without network."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, LogJawaban, Pengerjaan
from tests.browser import SIZES
from tests.pegawai.factories import make_akun
from tests.ujian.factories import MENIT, Ujian, make_ujian
from tests.ujian.halaman import (
    KEPT,
    accessible,
    begin,
    choose,
    device,
    enter,
    inked,
    picture,
    wait_room,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ujian() -> Ujian:
    return make_ujian(mulai=timezone.now() - MENIT)


@pytest.mark.parametrize("size", list(SIZES))
def test_a_sitting_survives_a_lost_line_and_a_reload_without_network(live_server: Any, ujian: Ujian, size: str) -> None:
    with device(size) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        begin(page, live_server.url, ujian)

        choose(page, 1)
        choose(page, 2)
        inked(page, 2)
        expect(page.locator("[data-simpan-judul]")).to_have_text("Tersimpan di server")
        picture(page, f"ujian-{size}")

        context.set_offline(True)
        choose(page, 3)
        choose(page, 4)
        expect(page.locator('.peta .peta-no[data-simpan="perangkat"]')).to_have_count(2)
        expect(page.get_by_text("Sambungan terputus sejak")).to_be_visible()
        expect(page.locator("[data-simpan-judul]")).to_have_text("2 jawaban di perangkat ini")
        picture(page, f"luring-{size}")
        assert Jawaban.objects.count() == 2

        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(page.locator("[data-ruang]")).to_be_visible()
        expect(page.locator('.peta .peta-no[data-simpan="perangkat"]')).to_have_count(2)
        inked(page, 2)
        choose(page, 5)
        expect(page.locator('.peta .peta-no[data-simpan="perangkat"]')).to_have_count(3)

        context.set_offline(False)
        inked(page, 5)
        choose(page, 6)
        inked(page, 6)
        assert Jawaban.objects.count() == 6

        page.get_by_role("button", name="Periksa dan kumpulkan").click()
        expect(page.get_by_text("6 dari 6 soal dijawab.")).to_be_visible()
        picture(page, f"kumpul-{size}")
        page.get_by_role("button", name="Kumpulkan jawaban").click()

        expect(page.get_by_role("heading", name="Jawaban Anda sudah kami terima")).to_be_visible()
        expect(page.get_by_text("Tidak ada yang tertinggal di perangkat ini.")).to_be_visible()
        picture(page, f"tanda-terima-{size}")
        kept = page.evaluate(KEPT)
        assert (kept, troubles) == (0, [])

    p = Pengerjaan.objects.get()
    assert (p.status, p.finish_kind, p.epoch) == ("selesai", "peserta", 1)
    assert len({(e, s) for e, s in LogJawaban.objects.values_list("epoch", "seq")}) == LogJawaban.objects.count() == 6


@pytest.mark.parametrize("size", list(SIZES))
def test_every_page_of_a_participant_is_accessible_and_fits(live_server: Any, ujian: Ujian, size: str) -> None:
    with device(size) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/ujian/")
        accessible(page)
        page.get_by_label("Kode kartu", exact=True).fill("AAAA AAAA AA")
        page.get_by_label("NIP atau NI PPPK").fill("197902142005012003")
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_text("Anda belum masuk")).to_be_visible()
        accessible(page)
        picture(page, f"masuk-gagal-{size}")

        enter(page, live_server.url, ujian)
        accessible(page)
        picture(page, f"peserta-{size}")
        wait_room(page, ujian.token(timezone.now()))
        accessible(page)
        picture(page, f"tunggu-{size}")
        page.get_by_role("button", name="Mulai ujian").click()
        expect(page.locator("[data-ruang]")).to_be_visible()
        for number in range(1, 7):
            choose(page, number)
            if number in (1, 4):
                accessible(page)
        inked(page, 6)
        picture(page, f"soal-{size}")
        page.get_by_role("button", name="Periksa dan kumpulkan").click()
        accessible(page)
        page.get_by_role("button", name="Kumpulkan jawaban").click()
        expect(page.get_by_text("Tidak ada yang tertinggal di perangkat ini.")).to_be_visible()
        accessible(page)


def test_the_whole_exam_by_keyboard_alone(live_server: Any, ujian: Ujian) -> None:
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        for number in range(1, 7):
            expect(page.locator("[data-nomor]")).to_have_text(str(number))
            if page.locator(".isian-soal").count():
                while page.evaluate("!document.activeElement.matches('.isian-soal')"):
                    page.keyboard.press("Tab")
                page.keyboard.type("0,52")
                page.keyboard.press("Tab")
            else:
                page.keyboard.press("a")
            page.keyboard.press("r")
            page.keyboard.press("ArrowRight")
        inked(page, 6)
        expect(page.locator(".peta .peta-no[data-ragu]")).to_have_count(6)
        page.keyboard.press("t")
        expect(page.locator("[data-kabar-waktu]")).to_have_text(re.compile("^Sisa waktu (1 jam|59 menit)"))

        while page.evaluate("!document.activeElement.matches('[data-kumpul-buka]')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Jawaban Anda sudah kami terima")).to_be_visible()


def test_a_second_device_waits_for_the_proctor_and_then_goes_on(live_server: Any, ujian: Ujian) -> None:
    with device() as first:
        assert first.browser is not None
        second = first.browser.new_context(viewport={"width": 360, "height": 740})
        old, new = first.new_page(), second.new_page()
        begin(old, live_server.url, ujian)
        choose(old, 1)
        inked(old, 1)
        enter(new, live_server.url, ujian)
        new.get_by_role("link", name="Lanjutkan ujian").click()
        expect(new.get_by_text("sedang terbuka di perangkat lain")).to_be_visible()
        picture(new, "perangkat-lain")

        services.move_device(
            ruang_sesi_id=ujian.ruang_sesi.pk,
            peserta_ids=[ujian.peserta[0].pk],
            alasan="Laptop mati",
            akun=make_akun(),
            at=timezone.now(),
        )
        new.get_by_role("button", name="Coba lagi").click()
        expect(new.locator("[data-ruang]")).to_be_visible()
        inked(new, 1)
        choose(new, 2)
        inked(new, 2)

        choose(old, 3)
        expect(old.get_by_text("Ujian ini dilanjutkan di perangkat lain")).to_be_visible()
        picture(old, "dipindahkan")

    kept = dict(LogJawaban.objects.values_list("keadaan", "epoch"))
    assert kept == {"diterima": 3, "karantina": 1}
    assert Jawaban.objects.count() == 2


def test_extra_time_appears_as_a_banner(live_server: Any, ujian: Ujian) -> None:
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        services.add_time(
            ruang_sesi_id=ujian.ruang_sesi.pk, menit=7, alasan="Listrik padam", akun=make_akun(), at=timezone.now()
        )

        expect(page.get_by_text("Waktu Anda ditambah 7 menit")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Listrik padam. Ujian kini berakhir pukul")).to_be_visible()
        picture(page, "tambah-waktu")


def test_at_the_end_of_the_time_the_page_hands_in_by_itself(live_server: Any, ujian: Ujian) -> None:
    with device() as context:
        page = context.new_page()
        begin(page, live_server.url, ujian)
        choose(page, 1)
        inked(page, 1)
        started = Pengerjaan.objects.get().started_at
        assert started is not None
        Pengerjaan.objects.update(durasi=int((timezone.now() - started).total_seconds()) + 4, tenggang=6)
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(page.get_by_text("Waktu habis", exact=True).first).to_be_visible(timeout=30_000)
        expect(page.get_by_role("heading", name="Jawaban Anda sudah kami terima")).to_be_visible(timeout=60_000)

    assert Pengerjaan.objects.get().finish_kind == "waktu"


def test_a_second_tab_asks_before_it_takes_over(live_server: Any, ujian: Ujian) -> None:
    with device() as context:
        first = context.new_page()
        begin(first, live_server.url, ujian)
        second = context.new_page()
        second.goto(f"{live_server.url}/ujian/kerja/")
        expect(second.get_by_text("sudah terbuka di tab lain")).to_be_visible()

        second.get_by_role("button", name="Pakai tab ini").click()
        expect(second.locator("[data-ruang]")).to_be_visible()
        expect(first.get_by_text("Ujian ini dilanjutkan di tab lain")).to_be_visible()
        choose(second, 1)
        inked(second, 1)
