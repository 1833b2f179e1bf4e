"""Steps 4, 5 and 8: one teacher in the browser, the other 899 through the same door, the assignment."""

import json
import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from asesmen.gelombang.models import Gelombang, Penempatan, Sesi
from asesmen.penugasan.models import Kiriman
from asesmen.ujian.models import Jawaban, Pengerjaan
from tests.browser import SIZES
from tests.config.servers import wait_until
from tests.jalan.kantor import PATIENCE, Kantor, option, sign_in
from tests.penugasan.berkas import PDF
from tests.ujian.halaman import wait_room


def first_day(office: Kantor) -> None:
    """The day has come: what a calendar does, the test does to the sessions; nothing else is touched."""
    Gelombang.objects.update(is_simulasi=True)
    sesi = Sesi.objects.get(nomor=1)
    office.python(
        "-c",
        "import django; django.setup(); from datetime import timedelta; from django.utils import timezone; "
        "from asesmen.gelombang.services.gladi import move_sesi; now = timezone.now(); "
        f"move_sesi(sesi_id={sesi.pk}, mulai=now - timedelta(minutes=1), selesai=now + timedelta(hours=2), "
        "akun_id=None, at=now)",
    )
    wait_until(lambda: Sesi.objects.get(pk=sesi.pk).status == "berlangsung", seconds=90, what="beat opens the session")


def exam(browser: Browser, office: Kantor, nip: str, kode: str) -> None:
    """On a phone: enter, read the rules, start, lose the line, go on, hand in, keep the receipt."""
    token = room_token(browser, office, nip)
    width, height = SIZES["ponsel"]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{office.base}/ujian/")
    page.get_by_label("NIP atau NI PPPK").fill(nip)
    page.get_by_label("Kode kartu", exact=True).fill(kode)
    page.get_by_role("button", name=re.compile("Masuk")).click()
    wait_room(page, token)
    page.get_by_role("button", name="Mulai ujian").click()
    expect(page.locator("[data-ruang]")).to_be_visible()
    for number in range(1, 31):
        answer(page, number)
    expect(page.locator('.peta .peta-no[data-simpan="server"]')).to_have_count(30, timeout=PATIENCE)
    context.set_offline(True)
    for number in range(31, 61):
        answer(page, number)
    expect(page.locator('.peta .peta-no[data-simpan="perangkat"]')).to_have_count(30, timeout=PATIENCE)
    context.set_offline(False)
    expect(page.locator('.peta .peta-no[data-simpan="server"]')).to_have_count(60, timeout=PATIENCE)
    hand_in(page)
    mine = Pengerjaan.objects.get(peserta__pegawai__nip=nip)
    assert mine.status == "selesai"
    assert Jawaban.objects.filter(pengerjaan=mine).exclude(nilai=None).count() == 60
    expect(page.locator("main")).to_contain_text("60 dari 60")
    context.close()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Periksa dan kumpulkan")).first.click()
    page.get_by_role("button", name=re.compile("^Kumpulkan")).last.click()
    page.wait_for_url(re.compile("tanda-terima"))


def room_token(browser: Browser, office: Kantor, nip: str) -> str:
    seat = Penempatan.objects.get(pegawai__nip=nip)
    page = sign_in(browser, office, "admin")
    page.goto(f"{office.base}/ujian/konsol/{seat.ruang_sesi_id}/")
    token = page.locator("[data-token]").first.inner_text()
    page.context.close()
    return re.sub(r"\s", "", token)


def answer(page: Page, number: int) -> None:
    page.locator(".peta-no").nth(number - 1).click()
    expect(page.locator("[data-nomor]")).to_have_text(str(number))
    field = page.locator(".isian-soal")
    if field.count():
        field.fill("0,52")
    else:
        page.locator(".opsi input").nth(number % 4 if page.locator(".opsi input").count() > 3 else 0).check()


def the_others(office: Kantor, nip: str) -> None:
    """The other 899 through the real HTTP door."""
    told = office.manage(
        *("simulate", "--gelombang", str(Gelombang.objects.get().pk), "--participants", "900"),
        *("--exclude-nip", nip, "--rehearse", "--url", office.base, "--seed", "7", "--json"),
    )
    Gelombang.objects.update(is_simulasi=False)
    summary = json.loads(told[told.index("{") :])
    assert summary["galat"] == 0, summary
    assert Pengerjaan.objects.filter(status="selesai").count() == 900
    assert Gelombang.objects.get().status == "selesai"


def assignment(browser: Browser, pengelola: Page, office: Kantor, nip: str, kode: str) -> None:
    """A dozen teachers get the task; the one whose card we hold hands in and is marked."""
    office.manage("muat_contoh", "tugas")
    pengelola.goto(f"{office.base}/penugasan/baru/")
    pengelola.select_option("[name=gelombang]", label=option(pengelola, "gelombang", "Guru 2026"))
    pengelola.select_option("[name=tugas]", label=option(pengelola, "tugas", "Modul Ajar"))
    now = timezone.localtime()
    pengelola.fill("[name=dibuka]", f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    pengelola.fill("[name=tenggat]", f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}")
    pengelola.get_by_role("button", name="Lanjut memilih peserta").click()
    give_task(pengelola, nip)
    teacher_hands_in(browser, office, nip, kode)
    assessor_marks(browser, office)


def give_task(page: Page, nip: str) -> None:
    """The teacher whose card we hold, found by NIP, then eleven more, all to the one assessor."""
    page.fill("[name=cari]", nip)
    page.get_by_role("button", name="Tampilkan").click()
    for count, total in ((1, 1), (11, 12)):
        boxes = page.locator("input[name=peserta]:not([disabled])")
        for n in range(count):
            boxes.nth(n).check()
        page.select_option("select[name=asesor]", index=1)
        page.get_by_role("button", name=f"Beri tugas kepada {count} peserta").click()
        wait_until(lambda: Kiriman.objects.count() == total, seconds=20, what="the task is given")  # noqa: B023
        page.goto(page.url.split("?")[0].removesuffix("peserta/") + "peserta/")


def teacher_hands_in(browser: Browser, office: Kantor, nip: str, kode: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{office.base}/ujian/")
    page.get_by_label("NIP atau NI PPPK").fill(nip)
    page.get_by_label("Kode kartu", exact=True).fill(kode)
    page.get_by_role("button", name=re.compile("Masuk")).click()
    page.goto(f"{office.base}/penugasan/saya/")
    page.get_by_role("link", name="Baca dan kerjakan tugas").click()
    for part in (1, 2, 3):
        section = page.locator(f"#bagian-{part}")
        section.locator("input[type=file]").set_input_files(
            {"name": f"berkas {part}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        section.get_by_role("button", name="Unggah").click()
        section.get_by_text("Belum dikirim").wait_for()
    page.get_by_role("button", name="Kirim tugas").click()
    page.get_by_text("Tugas Anda sudah kami terima.").wait_for()
    page.context.close()


def assessor_marks(browser: Browser, office: Kantor) -> None:
    """Level 3 for every criterion."""
    page = sign_in(browser, office, "asesor")
    kiriman = Kiriman.objects.get(status="dikirim")
    page.goto(f"{office.base}/penugasan/menilai/{kiriman.pk}/")
    for choice in page.locator("input[type=radio][value='3']").all():
        choice.check(force=True)
    page.get_by_role("button", name="Selesaikan penilaian").click()
    page.get_by_text("Penilaian selesai dan masuk ke penghitungan berikutnya.").wait_for()
    assert Kiriman.objects.filter(status="dinilai").count() == 1
    page.context.close()
