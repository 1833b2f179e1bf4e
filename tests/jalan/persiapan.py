"""Steps 1 to 3: the roster, the dictionary and the items, the wave and its cards."""

import re
import subprocess
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Browser, Page

from asesmen.gelombang.models import Gelombang, Penempatan
from asesmen.ujian.models import Pengerjaan
from pegawai.models import Pegawai, RiwayatAsesmen
from tests.config.servers import wait_until
from tests.jalan.kantor import BERKAS, KONTEN, Kantor, option, press, says, send_file, sign_in, visit

GELOMBANG = "Gelombang Guru 2026"
TEKNIS = {"PED": 8, "KEP": 5, "SOS": 4, "PRO": 7}
MANSOSKUL = dict.fromkeys(("INT", "KJS", "KOM", "OPH", "PP", "PDOL", "MP", "PK", "PB"), 4)


# ---------- 1 Registry ----------


def registry(page: Page, office: Kantor) -> None:
    upload(page, office, "Daftar pegawai", "siasn.xlsx")
    says(page, "Belum ada data yang berubah")
    says(page, "4.706")
    says(page, "NIP tersimpan sebagai angka")
    assert Pegawai.objects.count() == 0
    page.get_by_role("button", name="Simpan 4.706 baris").click()
    says(page, "Impor ini sudah disimpan")
    assert Pegawai.objects.count() == 4706
    upload(page, office, "Hasil", "hasil_sebelumnya.xlsx")
    page.get_by_role("button", name="Simpan 1.706 baris").click()
    says(page, "Impor ini sudah disimpan")
    assert RiwayatAsesmen.objects.count() == 1706
    page.goto(office.base)
    says(page, "3.000")


def upload(page: Page, office: Kantor, jenis: str, nama: str) -> None:
    page.goto(f"{office.base}/pegawai/impor/baru/")
    page.get_by_label(re.compile(jenis)).check()
    page.set_input_files("input[type=file]", BERKAS / nama)
    page.get_by_role("button", name="Unggah dan periksa").click()


# ---------- 2 Dictionary, standard, items ----------


def dictionary(browser: Browser, pengelola: Page, office: Kantor) -> None:
    pengelola.goto(f"{office.base}/kamus/muat-contoh/")
    pengelola.locator("main form button[type=submit]").click()
    says(pengelola, "21")
    pengesah = sign_in(browser, office, "pengesah")
    pengesah.goto(f"{office.base}/kamus/standar/")
    pengesah.get_by_role("link", name="Standar kompetensi contoh", exact=True).click()
    press(pengesah, "Sahkan")
    says(pengesah, "Disahkan")
    penulis = sign_in(browser, office, "penulis")
    for nama, jumlah in (("soal_guru.xlsx", 40), ("soal_mansoskul.xlsx", 63)):
        penulis.goto(f"{office.base}/bank/impor/")
        penulis.set_input_files("input[type=file]", KONTEN / nama)
        penulis.get_by_role("button", name="Periksa berkas").click()
        penulis.get_by_role("button", name=re.compile(f"Simpan {jumlah} ")).click()
        says(penulis, str(jumlah))
    instrument(penulis, office)


def instrument(page: Page, office: Kantor) -> None:
    page.goto(f"{office.base}/bank/instrumen/baru/")
    page.fill("[name=nama]", "Asesmen Guru 2026")
    page.fill("[name=durasi_menit]", "120")
    page.fill("[name=nama_1]", "Teknis guru")
    page.fill("[name=nama_2]", "Manajerial dan sosial kultural")
    for bagian, kisi in ((1, TEKNIS), (2, MANSOSKUL)):
        for kode, jumlah in kisi.items():
            page.fill(f"[name='jumlah_{bagian}_{kode}']", str(jumlah))
    page.get_by_role("button", name="Simpan instrumen").click()
    says(page, "60")


# ---------- 3 Wave ----------


def wave(page: Page, office: Kantor) -> None:
    page.goto(f"{office.base}/gelombang/ruang/unggah/")
    send_file(page, BERKAS / "ruang.xlsx", "Periksa berkas")
    page.locator("main form button.btn-primary").click()
    page.goto(f"{office.base}/gelombang/baru/")
    page.fill("[name=nama]", GELOMBANG)
    page.select_option("[name=tujuan]", "pemetaan")
    page.fill("[name=tanggal_acuan]", timezone.localdate().isoformat())
    page.select_option("[name=instrumen]", index=1)
    page.select_option("[name=aturan]", label=option(page, "aturan", "pemetaan"))
    page.get_by_role("button", name="Buat gelombang").click()
    page.wait_for_url(re.compile(r"/gelombang/\d+/$"))
    pk = int(page.url.rstrip("/").rsplit("/", 1)[1])
    page.goto(f"{office.base}/gelombang/{pk}/peserta/unggah/")
    send_file(page, BERKAS / "peserta_900_guru.xlsx", "Periksa daftar")
    page.locator("main form button.btn-primary").click()
    says(page, "900 peserta")
    page.goto(f"{office.base}/gelombang/{pk}/sesi/")
    day = working_day(timezone.localdate() + timedelta(days=3))
    page.fill("[name=dari]", day.isoformat())
    page.fill("[name=sampai]", day.isoformat())
    page.get_by_role("button", name="Buat sesi").click()
    says(page, "900 kursi")
    page.get_by_role("button", name="Susun 900 tempat").click()
    says(page, "Semua peserta mendapat tempat")
    page.get_by_role("button", name="Kunci gelombang").click()
    says(page, "Dikunci")
    wait_until(lambda: Pengerjaan.objects.count() == 900, seconds=90, what="the worker drew the papers")
    assert Penempatan.objects.count() == 900


def working_day(day: date) -> date:
    """Monday to Thursday: four sessions take place."""
    return day if day.weekday() < 4 else working_day(day + timedelta(days=1))


def cards(page: Page, office: Kantor, folder: Path) -> tuple[str, str]:
    """Print all cards as one PDF and read one: the NIP and code of the first seat of the first session."""
    pk = Gelombang.objects.get().pk
    visit(page, f"{office.base}/gelombang/{pk}/kartu/")
    with page.expect_navigation():
        page.get_by_role("button", name="Terbitkan kode dan cetak kartu").click()
    unduh = page.get_by_role("button", name=re.compile("Unduh"))

    def is_ready() -> bool:
        visit(page, f"{office.base}/gelombang/{pk}/kartu/")
        return unduh.count() > 0

    wait_until(is_ready, seconds=90, what="the cards can be downloaded")
    with page.expect_download() as waiting:
        unduh.first.click()
    waiting.value.save_as(folder / "kartu.pdf")
    command = ["pdftotext", "-raw", str(folder / "kartu.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seat = Penempatan.objects.filter(ruang_sesi__sesi__nomor=1).select_related("pegawai").order_by("peserta__nomor")[0]
    return seat.pegawai.nip, code_on_card(text, seat.pegawai.nip)


def code_on_card(text: str, nip: str) -> str:
    """The code on the card that carries this NIP: the first that stands after it."""
    compact = re.sub(r"[ \t]", "", text)
    found = re.search(r"\b[34679ACDEFHJKMNPQRTUVWXY]{10}\b", compact[compact.index(nip) + 18 :])
    assert found is not None
    return found[0]
