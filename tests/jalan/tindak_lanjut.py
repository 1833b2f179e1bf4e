"""Steps 6, 7 and 9: from answers to classes by two people, the official's workbook, training and clinics."""

import re
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Browser, Page

from asesmen.gelombang.models import Gelombang
from asesmen.penilaian.models import Hasil, Penghitungan
from asesmen.penugasan.models import Kiriman, KriteriaRubrik
from pegawai.models import RiwayatAsesmen
from pengembangan.models import KepesertaanDiklat, PemesananKlinik
from tests.config.servers import wait_until
from tests.jalan.kantor import Kantor, option, press, says, sign_in
from tests.laporan.recompute import Levels, half_up, jpm, levels_by_nip, standards
from tests.laporan.workbook import block, exact, opened, people

TASK_LEVEL = Fraction(3)


def results(browser: Browser, pengelola: Page, office: Kantor) -> None:
    """Computed by one person with visible progress, approved by another, published."""
    pengelola.goto(f"{office.base}/penilaian/")
    pengelola.get_by_role("button", name=re.compile("^Hitung")).click()
    wait_until(
        lambda: Penghitungan.objects.filter(status="dihitung").exists(), seconds=90, what="the worker computed the wave"
    )
    row = Penghitungan.objects.get()
    assert (row.hasil_count, row.catatan) == (900, [])
    pengesah = sign_in(browser, office, "pengesah")
    pengesah.goto(f"{office.base}/penilaian/{row.pk}/")
    says(pengesah, "contoh")
    press(pengesah, "Sahkan", "Sudah diperiksa")
    says(pengesah, "Disahkan")
    press(pengesah, "Umumkan", "Hasil diumumkan")
    says(pengesah, "Diumumkan")
    assert RiwayatAsesmen.objects.filter(is_internal=True).count() == 900
    pengesah.context.close()


def report(browser: Browser, office: Kantor, folder: Path) -> None:
    """The leader sees 2.100 left; the official of Dinas Pendidikan sees that office only and takes its workbook."""
    pimpinan = sign_in(browser, office, "pimpinan")
    says(pimpinan, "2.100")
    says(pimpinan, "850")
    says(pimpinan, "1.250")
    pimpinan.context.close()
    page = sign_in(browser, office, "pejabat.pendidikan")
    says(page, "Dinas Pendidikan")
    page.goto(f"{office.base}/pegawai/")
    says(page, "1.832")
    page.goto(f"{office.base}/laporan/kesenjangan/")
    page.get_by_role("button", name="Buat laporan 900 orang").click()
    unduh = page.get_by_role("link", name=re.compile("^Unduh"))
    unduh.wait_for()
    with page.expect_download() as waiting:
        unduh.first.click()
    waiting.value.save_as(folder / "kesenjangan.xlsx")
    recompute((folder / "kesenjangan.xlsx").read_bytes())
    page.context.close()


def recompute(data: bytes) -> None:
    """Every level, gap, JPM and class of the 900, by a road of its own from the raw answers, to the last digit."""
    rows, levels, asked = people(opened(data)["Detail individu"]), all_levels(), standards()
    assert len(rows) == 900
    assert rows.keys() == levels.keys()
    for nip, person in rows.items():
        required = asked[person["Identitas", "Jenjang"]]
        assert block(person, "Capaian") == levels[nip]
        assert block(person, "Kesenjangan (capaian − standar)") == {
            kode: level - required[kode] for kode, level in levels[nip].items()
        }
        assert (exact(person["Hasil", "JPM (%)"]), person["Hasil", "Kategori"]) == jpm(levels[nip], required)


def all_levels() -> dict[str, Levels]:
    """Levels of the exam; where the task was marked too, half of each, rounded once."""
    levels = levels_by_nip(Gelombang.objects.get().pk)
    marked = {row.kompetensi.kode for row in KriteriaRubrik.objects.filter(tugas__kode="TGS-GURU-01")}
    nip = Kiriman.objects.get(status="dinilai").peserta.pegawai.nip
    for kode in marked & levels[nip].keys():
        levels[nip][kode] = half_up((levels[nip][kode] + TASK_LEVEL) / 2)
    return levels


def development(browser: Browser, pengelola: Page, office: Kantor) -> None:
    """A batch is filled from the needs of one competency and its attendance noted; a clinic is booked."""
    office.manage("muat_contoh", "diklat", "klinik")
    today = timezone.localdate()
    pengelola.goto(f"{office.base}/pengembangan/angkatan/baru/")
    pengelola.select_option("[name=program]", label=option(pengelola, "program", "Integritas"))
    pengelola.fill("[name=nama]", "Angkatan I")
    pengelola.fill("[name=mulai]", today.isoformat())
    pengelola.fill("[name=selesai]", (today + timedelta(days=1)).isoformat())
    pengelola.fill("[name=tempat]", "Aula BKPSDM")
    pengelola.fill("[name=kuota]", "30")
    pengelola.get_by_role("button", name="Lanjut memilih peserta").click()
    boxes = pengelola.locator("input[type=checkbox][data-pilih-baris]")
    for n in range(5):
        boxes.nth(n).check()
    pengelola.get_by_role("button", name="Daftarkan 5 orang").click()
    pengelola.get_by_role("link", name="Tandai semua hadir").click()
    pengelola.get_by_role("button", name="Catat kehadiran").click()
    pengelola.get_by_text(re.compile("Kehadiran dicatat: 5 hadir")).wait_for()
    assert KepesertaanDiklat.objects.filter(status="hadir", jp_diakui__gt=0).count() == 5
    clinic(browser, pengelola, office)


def clinic(browser: Browser, pengelola: Page, office: Kantor) -> None:
    """An ASN with an account books a place; the report will say who followed up."""
    pengelola.goto(f"{office.base}/pengembangan/klinik/baru/")
    pengelola.select_option("[name=topik]", index=1)
    pengelola.fill("[name=mulai]", f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}")
    pengelola.fill("[name=tempat]", "Lab BKPSDM")
    pengelola.fill("[name=pelatih]", "Tim Klinik")
    pengelola.fill("[name=kuota]", "12")
    pengelola.get_by_role("button", name="Buka sesi klinik").click()
    teacher = Hasil.objects.order_by("pk")[0]
    office.python(
        "-c",
        "import django; django.setup(); from django.utils import timezone; from config.demo.akun import make_asn; "
        f"make_asn(nip={teacher.nip!r}, nama='Guru', at=timezone.now())",
    )
    asn = sign_in(browser, office, "asn")
    asn.goto(f"{office.base}/laporan/profil-saya/")
    says(asn, teacher.kategori_nama)
    asn.goto(f"{office.base}/pengembangan/saya/klinik/")
    asn.get_by_role("button", name="Pesan tempat").click()
    asn.get_by_text("sudah dipesan.").wait_for()
    assert PemesananKlinik.objects.get().pegawai_id == teacher.pegawai_id
    asn.context.close()
