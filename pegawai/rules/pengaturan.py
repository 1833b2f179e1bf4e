"""Every setting that an office may change, with its meaning and starting value.

What the regulations leave open is here and not in code. A value is kept as a row with history.
"""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Definisi:
    label: str
    bantuan: str
    jenis: Literal["teks", "teks_panjang", "angka", "pilihan", "ya_tidak"]
    default: Any
    pilihan: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maksimum: int = 1_000_000
    grup: str = "Umum"


DEFINISI: dict[str, Definisi] = {
    "nama_kabupaten": Definisi(
        "Nama kabupaten", "Seperti tertulis pada kop surat.", "teks", "Kabupaten Contoh Selatan"
    ),
    "nama_instansi": Definisi(
        "Nama BKPSDM", "Tampil di kaki halaman dan kop surat.", "teks", "BKPSDM Kabupaten Contoh Selatan"
    ),
    "alamat_instansi": Definisi("Alamat pada kop surat", "Satu baris.", "teks", "Jalan Contoh No. 1", grup="Dokumen"),
    "ukuran_kertas": Definisi(
        "Ukuran kertas",
        "Dipakai semua dokumen PDF dan lembar cetak Excel.",
        "pilihan",
        "A4",
        pilihan=(("A4", "A4"), ("F4", "F4 (folio)")),
        grup="Dokumen",
    ),
    "tempat_surat": Definisi(
        "Tempat pada tanda tangan", "Misalnya nama ibu kota kabupaten.", "teks", "Padang Aro", grup="Dokumen"
    ),
    "zona_waktu": Definisi(
        "Zona waktu",
        "Waktu yang ditampilkan di semua halaman dan dokumen.",
        "pilihan",
        "Asia/Jakarta",
        pilihan=(("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")),
    ),
    "tenggang_detik": Definisi(
        "Tenggang setelah waktu habis (detik)",
        "Jawaban yang tiba dalam tenggang dihitung dan ditandai; sesudahnya dikarantina.",
        "angka",
        60,
        maksimum=600,
        grup="Ujian",
    ),
    "token_ruang_menit": Definisi(
        "Pergantian token ruang (menit)",
        "Token pada layar proktor berganti setiap sekian menit.",
        "angka",
        15,
        minimum=1,
        maksimum=240,
        grup="Ujian",
    ),
    "masa_berlaku_tahun": Definisi(
        "Masa berlaku hasil (tahun)",
        "Peraturan BKN 26/2019 pasal 29 ayat (4): 3 tahun.",
        "angka",
        3,
        minimum=1,
        maksimum=10,
        grup="Hasil",
    ),
    "penyelenggara_internal": Definisi(
        "Nama penyelenggara pada hasil sistem ini",
        "Dicetak pada laporan sebagai pemetaan internal.",
        "teks",
        "BKPSDM Kabupaten Contoh Selatan (pemetaan internal)",
        grup="Hasil",
    ),
    "dasar_hukum": Definisi(
        "Dasar hukum pada laporan",
        "Satu peraturan per baris.",
        "teks_panjang",
        "UU 20/2023 tentang Aparatur Sipil Negara\nPeraturan BKN 26/2019\nPermenpan RB 38/2017\nPermenPANRB 19/2025",
        grup="Hasil",
    ),
    "di_bawah_standar": Definisi(
        "Siapa yang perlu pengembangan",
        "Peraturan tidak menetapkannya; pilih yang dipakai kantor Anda.",
        "pilihan",
        "kesenjangan",
        pilihan=(
            ("kesenjangan", "Ada kompetensi di bawah standar"),
            ("kategori", "Kategori di bawah yang terbaik"),
            ("keduanya", "Keduanya"),
        ),
        grup="Hasil",
    ),
    "retensi_pekerjaan_hari": Definisi(
        "Pekerjaan latar dan berkas hasilnya (hari)", "0 berarti disimpan terus.", "angka", 90, maksimum=36_500,
        grup="Masa simpan data",
    ),
    "retensi_percobaan_hari": Definisi(
        "Catatan dan percobaan masuk (hari)", "0 berarti disimpan terus.", "angka", 180, maksimum=36_500,
        grup="Masa simpan data",
    ),
    "retensi_impor_hari": Definisi(
        "Baris berkas impor (hari)", "Sesudah dihapus, impor tidak dapat ditarik kembali. 0 berarti disimpan terus.",
        "angka", 365, maksimum=36_500, grup="Masa simpan data",
    ),
    "retensi_koreksi_hari": Definisi(
        "Permintaan koreksi yang selesai (hari)", "0 berarti disimpan terus.", "angka", 730, maksimum=36_500,
        grup="Masa simpan data",
    ),
    "retensi_berkas_tugas_hari": Definisi(
        "Berkas tugas peserta (hari)", "Nilainya tetap tersimpan. 0 berarti disimpan terus.", "angka", 1_825,
        maksimum=36_500, grup="Masa simpan data",
    ),
    "retensi_ditahan": Definisi(
        "Tahan semua penghapusan", "Nyalakan selama ada sengketa atau pemeriksaan.", "ya_tidak", False,
        grup="Masa simpan data",
    ),
}  # fmt: skip

# Documents that carry a signature.
DOKUMEN = {
    "kartu": "Kartu peserta",
    "daftar_hadir": "Daftar hadir",
    "berita_acara": "Berita acara",
    "laporan": "Laporan kesenjangan",
    "lhpk": "Laporan hasil perorangan",
    "sertifikat": "Sertifikat diklat",
}


class PengaturanInvalid(ValueError):
    """A value that a setting cannot take; the text says what it can."""

    code = "setting_invalid"


def clean_nilai(kunci: str, text: str) -> Any:
    """Turn what a person wrote into the setting's value. Raises PengaturanInvalid, KeyError for an unknown key."""
    definisi = DEFINISI[kunci]
    if definisi.jenis == "ya_tidak":
        return text == "ya"
    if definisi.jenis == "angka":
        return _number(definisi, text)
    if definisi.jenis == "pilihan" and text not in dict(definisi.pilihan):
        raise PengaturanInvalid("Pilih salah satu yang tersedia.")
    bare = text.strip().replace("\r\n", "\n")
    if not bare or len(bare) > 2000:
        raise PengaturanInvalid("Isi dengan teks, paling banyak 2.000 huruf.")
    return bare


def _number(definisi: Definisi, text: str) -> int:
    bare = text.strip()
    if not bare.isascii() or not bare.isdigit() or not definisi.minimum <= int(bare[:9]) <= definisi.maksimum:
        raise PengaturanInvalid(f"Isi dengan bilangan bulat {definisi.minimum} sampai {definisi.maksimum}.")
    return int(bare)


def nilai_text(kunci: str, nilai: Any) -> str:
    """The value as people read it."""
    definisi = DEFINISI[kunci]
    if definisi.jenis == "ya_tidak":
        return "Ya" if nilai else "Tidak"
    return dict(definisi.pilihan).get(nilai, str(nilai))
