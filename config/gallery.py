"""Every shared piece of the interface in every state, with invented samples. Routed while DEBUG is on."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from antrean.formats.grafik import BarisCakupan


@dataclass(frozen=True)
class ContohPekerjaan:
    judul: str
    status: str
    done: int = 0
    total: int = 0
    keterangan: str = ""


class ContohForm(forms.Form):
    nama = forms.CharField(label="Nama ruang", initial="Lab Komputer SMPN 2 Muara Tenang")
    kursi = forms.IntegerField(
        label="Jumlah kursi ujian",
        max_value=60,
        error_messages={"max_value": "Paling banyak 60 kursi per ruang. Bagi menjadi beberapa ruang."},
    )
    jenis = forms.ChoiceField(label="Jenis ruang", choices=[("lab", "Lab komputer"), ("aula", "Aula")])
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    berkas = forms.FileField(label="Denah", required=False, help_text=".pdf, paling besar 5 MB.")
    sesi = forms.ChoiceField(
        label="Sesi", widget=forms.RadioSelect, choices=[("pagi", "Pagi saja"), ("semua", "Pagi dan siang")]
    )
    ramah = forms.BooleanField(label="Ramah kursi roda", required=False)


class ContohSaring(forms.Form):
    cari = forms.CharField(label="Cari", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kelompok = forms.ChoiceField(label="Kelompok", required=False, choices=[("", "Semua kelompok"), ("guru", "Guru")])


WARNA = (
    ("kertas", "latar halaman"),
    ("lembar", "tempat membaca dan menulis"),
    ("teks", "tulisan"),
    ("teks-2", "tulisan pendamping"),
    ("garis-kuat", "tepi hal yang dapat ditekan"),
    ("tepi", "garis tepi buku tulis"),
    ("tinta", "tindakan, tautan, terpilih"),
    ("tinta-isi", "bidang yang sudah final"),
    ("tinta-lembut", "latar terpilih"),
    ("batang", "batang petugas, panel"),
    ("pensil", "sementara"),
    ("kunyit", "ragu-ragu, perlu dilihat"),
    ("bata", "rusak, ditolak, menghapus"),
    ("daun", "sudah diperiksa, baik"),
    ("nila", "sengaja dihentikan"),
    ("fokus", "tempat papan ketik berada"),
)
TANDA = (
    ("rancangan", "Rancangan"),
    ("dihitung", "Dihitung"),
    ("disahkan", "Disahkan"),
    ("selesai", "Selesai"),
    ("perlu_perbaikan", "Perlu perbaikan"),
    ("gagal", "Gagal"),
    ("dijeda", "Dijeda"),
    ("dibatalkan", "Dibatalkan"),
    ("berjalan", "Berjalan"),
)
KOMPETENSI = (
    ("Integritas", Decimal(3), Decimal(3)),
    ("Kerja Sama", Decimal(3), Decimal(3)),
    ("Komunikasi", Decimal("2.75"), Decimal(3)),
    ("Orientasi pada Hasil", Decimal(3), Decimal(3)),
    ("Pelayanan Publik", Decimal(4), Decimal(3)),
    ("Pengembangan Diri dan Orang Lain", Decimal("2.5"), Decimal(3)),
    ("Mengelola Perubahan", Decimal(2), Decimal(3)),
    ("Pengambilan Keputusan", Decimal(2), Decimal(3)),
    ("Perekat Bangsa", Decimal(3), Decimal(3)),
)
CAKUPAN = (
    BarisCakupan("Guru", 1182, 900, 398, "?kelompok=guru"),
    BarisCakupan("Tenaga kesehatan", 554, 0, 802, "?kelompok=tenaga_kesehatan"),
    BarisCakupan("Administrasi (pelaksana)", 1412, 0, 0),
    BarisCakupan("Belum ada orang", 0, 0, 0),
)
PEKERJAAN = (
    ContohPekerjaan("Laporan kesenjangan 4.140 ASN, Excel", "berjalan", 2566, 4140),
    ContohPekerjaan("Hitung ulang butir 32", "antre"),
    ContohPekerjaan("Gladi bersih Ruang 1–6", "gagal", 4, 10, "Ruang 5 tidak menjawab selama 30 detik."),
    ContohPekerjaan("Kartu peserta Gelombang 2, PDF", "selesai", 900, 900),
)


def samples() -> dict[str, Any]:
    data = {"nama": "Lab Komputer SMPN 2 Muara Tenang", "kursi": "400", "jenis": "lab", "catatan": "", "sesi": ""}
    return {
        "warna": WARNA,
        "tanda_contoh": TANDA,
        "kompetensi": [(name, reached, required, reached - required) for name, reached, required in KOMPETENSI],
        "radar_contoh": KOMPETENSI,
        "cakupan": CAKUPAN,
        "kelas": [("Optimal", 3, 1076), ("Cukup Optimal", 2, 2236), ("Kurang Optimal", 1, 828)],
        "pita": [("Kurang", 1, None), ("Cukup", 2, Decimal(78)), ("Optimal", 3, Decimal(90))],
        "jpm": Decimal("88.888888"),
        "pekerjaan_contoh": PEKERJAAN,
        "langkah": ["Unggah", "Cocokkan kolom", "Periksa", "Simpan"],
        "halaman": Paginator(range(398), 25).page(2),
        "formulir": ContohForm(data),
        "saringan": ContohSaring({"cari": "", "kelompok": "guru"}),
        "tersembunyi": [("kursi", "9"), ("kursi", "22")],
        "saat": timezone.now(),
        "nip": "198609262015051001",
    }


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "kerangka/galeri.html", samples())
