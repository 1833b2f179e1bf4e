"""The office in a real browser: answers kept apart, the log of a sitting, a rescue file."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from asesmen.gelombang.models import Gelombang
from asesmen.ujian import services
from asesmen.ujian.models import Jawaban, KeputusanKarantina, Pengerjaan
from tests.browser import SIZES
from tests.pegawai.factories import make_akun
from tests.ujian.factories import DURASI, MENIT, Ujian, begin, make_ujian, save
from tests.ujian.halaman import accessible, device, picture
from tests.ujian.test_services_berkas import make_berkas

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def fill(ujian: Ujian, now: Any) -> list[Pengerjaan]:
    """Three people with answers kept apart: late, after handing in, and from a device that was replaced."""
    start = now - (DURASI + 20) * MENIT
    people = [begin(ujian, n, at=start, lease=f"{n:032x}") for n in range(4)]
    for n, p in enumerate(people):
        save(p, *[(i, 1, i + 1, "A") for i in range(4)], at=start + (n + 1) * MENIT)
    services.submit(pengerjaan_id=people[1].pk, lease=people[1].lease, at=start + 20 * MENIT)
    save(people[1], (4, 1, 9, "C"), at=start + 22 * MENIT)
    services.move_device(
        ruang_sesi_id=ujian.ruang_sesi.pk,
        peserta_ids=[people[2].peserta_id],
        alasan="Laptop mati, berita acara nomor 2",
        akun=make_akun("proktor"),
        at=start + 10 * MENIT,
    )
    services.open_page(
        pengerjaan_id=people[2].pk,
        session_lease="cd" * 16,
        keterangan="Firefox 128 di Windows 10, 1366 x 768",
        ip="10.20.1.17",
        at=start + 11 * MENIT,
    )
    save(people[2], (0, 1, 12, "B"), (1, 1, 13, ["B"]), at=start + 12 * MENIT)
    save(people[2], (0, 3, 1, "D"), at=start + 15 * MENIT, lease="cd" * 16)
    services.sweep(at=now)
    save(people[0], (0, 1, 20, "B"), (5, 1, 21, "B"), (2, 1, 22, None), at=now - 5 * MENIT)
    return [Pengerjaan.objects.get(pk=p.pk) for p in people]


def staff(context: Any, live_server: Any, client: Any, akun: Any) -> Page:
    client.force_login(akun)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    return page


@pytest.mark.parametrize("size", list(SIZES))
def test_the_office_decides_and_reads_the_log(live_server: Any, client: Any, size: str) -> None:
    now = timezone.now()
    ujian = make_ujian(orang=4, mulai=now - (DURASI + 25) * MENIT)
    people = fill(ujian, now)
    Gelombang.objects.filter(pk=ujian.gelombang.pk).update(status="selesai")

    with device(size) as context:
        page = staff(context, live_server, client, make_akun("pengelola"))
        page.goto(f"{live_server.url}/gelombang/{ujian.gelombang.pk}/")
        expect(page.locator("[data-jumlah-dari]")).to_have_text("6 jawaban menunggu putusan")
        accessible(page)
        page.get_by_role("link", name="Karantina jawaban").click()
        accessible(page)
        picture(page, f"karantina-{size}")

        boxes = page.locator("input[name=jawaban]")
        expect(boxes).to_have_count(6)
        boxes.first.check()
        page.get_by_role("button", name="Putuskan 1 jawaban").click()
        expect(page.get_by_role("heading", name="Putuskan 1 jawaban?")).to_be_visible()
        accessible(page)
        picture(page, f"karantina-dialog-{size}")
        page.get_by_label("Alasan").locator("visible=true").fill("Listrik padam, berita acara nomor 3")
        page.get_by_role("button", name="Terima 1 jawaban").click()
        expect(page.get_by_text("1 jawaban diterima, 1 soal kini memakai jawaban itu.")).to_be_visible()

        page.get_by_role("button", name="Putuskan semua milik peserta ini").first.click()
        page.get_by_label("Alasan").locator("visible=true").fill("Tanpa berita acara")
        page.get_by_role("button", name="Tolak semua").locator("visible=true").click()
        expect(page.get_by_text("2 jawaban ditolak")).to_be_visible()

        page.goto(f"{live_server.url}/ujian/riwayat/gelombang/{ujian.gelombang.pk}/")
        accessible(page)
        picture(page, f"riwayat-list-{size}")
        page.goto(f"{live_server.url}/ujian/riwayat/{people[2].peserta_id}/")
        expect(page.get_by_text("Pindah perangkat").first).to_be_visible()
        accessible(page)
        picture(page, f"riwayat-{size}")

    assert KeputusanKarantina.objects.count() == 3


@pytest.mark.parametrize("size", list(SIZES))
def test_a_proctor_takes_a_rescue_file(live_server: Any, client: Any, size: str) -> None:
    akun = make_akun("proktor")
    now = timezone.now()
    ujian = make_ujian(mulai=now - 30 * MENIT, proktor=akun)
    p = begin(ujian, at=now - 20 * MENIT)
    save(p, (0, 1, 1, "A"), at=now - timedelta(minutes=10))
    raw = make_berkas(p, (0, 1, 1, "A"), (1, 1, 2, ["B"]), (2, 1, 3, "A"))

    with device(size) as context:
        page = staff(context, live_server, client, akun)
        page.goto(f"{live_server.url}/ujian/konsol/{ujian.ruang_sesi.pk}/berkas")
        accessible(page)
        picture(page, f"berkas-{size}")
        field = page.get_by_label("Berkas penyelamat")
        field.set_input_files({"name": "x.asn.json", "mimeType": "application/json", "buffer": b"bukan"})
        page.get_by_role("button", name="Periksa berkas").click()
        expect(page.get_by_text("Ini bukan berkas penyelamat").first).to_be_visible()
        accessible(page)
        picture(page, f"berkas-salah-{size}")
        field.set_input_files({"name": "x.asn.json", "mimeType": "application/json", "buffer": raw})
        page.get_by_role("button", name="Periksa berkas").click()
        expect(page.get_by_role("button", name="Simpan 2 isian")).to_be_visible()
        accessible(page)
        picture(page, f"berkas-pratinjau-{size}")
        page.get_by_label("Alasan").fill("Laptop mati")
        page.get_by_role("button", name="Simpan 2 isian").click()
        expect(page.get_by_text("2 isian disimpan seperti simpanan biasa")).to_be_visible()

    assert Jawaban.objects.count() == 3
