"""What the audit trail's acts ("akun.masuk") and objects ("akun:9") are called on its page."""

import re
from typing import Any

from pegawai.rules.pengaturan import DEFINISI

TINDAKAN = {
    "akses.ditolak": "Akses ditolak",
    "akun.aktifkan": "Akun diaktifkan",
    "akun.aktivasi": "Akun diaktifkan pemiliknya",
    "akun.buat": "Akun dibuat",
    "akun.buat_massal": "Banyak akun dibuat sekaligus",
    "akun.buka_kunci": "Kunci masuk dibuka",
    "akun.ganti_sandi": "Kata sandi diganti sendiri",
    "akun.keluar": "Keluar",
    "akun.kode_aktivasi": "Kode aktivasi diterbitkan",
    "akun.kunci": "Masuk dikunci sementara",
    "akun.masuk": "Masuk",
    "akun.masuk_gagal": "Gagal masuk",
    "akun.nonaktifkan": "Akun dinonaktifkan",
    "akun.sandi_baru": "Kata sandi baru diterbitkan",
    "akun.unduh_surat": "Surat aktivasi diunduh",
    "angkatan.buka": "Angkatan diklat dibuka",
    "angkatan.catat_kehadiran": "Kehadiran diklat dicatat",
    "angkatan.daftarkan": "Peserta diklat didaftarkan",
    "angkatan.keluarkan": "Peserta diklat dikeluarkan",
    "aturan_jabatan.hapus": "Aturan jabatan dihapus",
    "aturan_jabatan.kembalikan": "Aturan jabatan bawaan dikembalikan",
    "aturan_jabatan.pindah": "Urutan aturan jabatan diubah",
    "aturan_jabatan.tambah": "Aturan jabatan ditambah",
    "aturan_jabatan.terapkan": "Aturan jabatan diterapkan",
    "aturan_jabatan.ubah": "Aturan jabatan diubah",
    "aturan.muat": "Aturan penilaian dimuat",
    "berkas.hapus": "Berkas tugas diambil kembali",
    "berkas.kembalikan": "Berkas tugas dikembalikan",
    "berkas.unduh": "Berkas tugas diunduh",
    "berkas.unggah": "Berkas tugas diunggah",
    "butir.aktifkan": "Butir diaktifkan",
    "butir.ekspor": "Butir diunduh beserta kuncinya",
    "butir.impor": "Butir diimpor",
    "butir.nonaktifkan": "Butir dinonaktifkan",
    "daftar_hadir.cetak": "Daftar hadir dicetak",
    "data_saya.unduh": "Salinan data sendiri disusun",
    "faktor.jeda": "Kode faktor kedua salah berulang kali",
    "faktor.kode_baru": "Kode pemulihan dibuat ulang",
    "faktor.kode_dipakai": "Kode pemulihan dipakai",
    "faktor.lepas": "Faktor kedua dilepas",
    "faktor.pasang": "Faktor kedua dipasang",
    "gelombang.batalkan": "Gelombang dibatalkan",
    "gelombang.buat": "Gelombang dibuat",
    "gelombang.buka_kunci": "Kunci gelombang dibuka",
    "gelombang.kunci": "Gelombang dikunci",
    "gelombang.status": "Status gelombang berubah",
    "gelombang.ubah": "Gelombang diubah",
    "hasil.daftar": "Daftar hasil perorangan dibuka",
    "hasil.lihat": "Hasil perorangan dibuka",
    "hasil.lihat_sendiri": "Hasil sendiri dibuka",
    "impor.buang": "Impor dibuang",
    "impor.perbaikan": "Berkas perbaikan diunduh",
    "impor.putuskan": "Usulan orang yang sama diputuskan",
    "impor.tarik": "Impor ditarik kembali",
    "impor.terapkan": "Impor disimpan",
    "impor.unggah": "Berkas impor diunggah",
    "instrumen.buat": "Instrumen dibuat",
    "jejak.periksa": "Rantai jejak diperiksa",
    "jejak.unduh": "Jejak audit diunduh",
    "jabatan.lepaskan": "Jabatan dikembalikan ke aturan",
    "jabatan.tetapkan": "Jabatan ditetapkan petugas",
    "kamus.muat": "Kamus kompetensi dimuat",
    "kartu.unduh": "Kartu peserta diunduh",
    "katalog.muat": "Katalog diklat dimuat",
    "kiriman.kirim": "Tugas dikirim",
    "kiriman.lihat": "Kiriman tugas dibuka",
    "klinik.batal": "Pesanan klinik dibatalkan",
    "klinik.buka": "Sesi klinik dibuka",
    "klinik.catat_kehadiran": "Kehadiran klinik dicatat",
    "klinik.muat": "Topik klinik dimuat",
    "klinik.pesan": "Klinik dipesan",
    "kode_kartu.cabut": "Kode kartu dicabut",
    "kode_kartu.terbit": "Kode kartu diterbitkan",
    "koreksi.ajukan": "Koreksi data diajukan",
    "koreksi.batal": "Koreksi data dibatalkan",
    "koreksi.terima": "Koreksi data diterima",
    "koreksi.tolak": "Koreksi data ditolak",
    "kunci.lihat": "Kunci jawaban dilihat",
    "laporan.kesenjangan": "Laporan kesenjangan diunduh",
    "naskah.siapkan": "Naskah ujian disiapkan",
    "nilai.buka_lagi": "Penilaian tugas dibuka lagi",
    "nilai.selesaikan": "Penilaian tugas diselesaikan",
    "nilai.simpan": "Nilai tugas disimpan",
    "pegawai.lihat": "Data pegawai dibuka",
    "pegawai.unduh": "Daftar pegawai diunduh",
    "pekerjaan.unduh": "Berkas hasil pekerjaan diunduh",
    "penandatangan.hapus": "Penanda tangan dihapus",
    "penandatangan.tetapkan": "Penanda tangan ditetapkan",
    "penempatan.kosongkan": "Penempatan dikosongkan",
    "penempatan.pindah": "Peserta dipindahkan",
    "penempatan.susun": "Penempatan disusun",
    "pengaturan.ubah": "Pengaturan diubah",
    "penghitungan.batal_sahkan": "Pengesahan hasil dibatalkan",
    "penghitungan.batalkan": "Penghitungan dibatalkan",
    "penghitungan.hitung": "Penghitungan selesai",
    "penghitungan.mulai": "Penghitungan dimulai",
    "penghitungan.sahkan": "Hasil disahkan",
    "penghitungan.tarik_umumkan": "Pengumuman hasil ditarik",
    "penghitungan.tolak": "Penghitungan ditolak",
    "penghitungan.umumkan": "Hasil diumumkan",
    "penugasan.berikan": "Penugasan diberikan",
    "penugasan.tambah_peserta": "Peserta penugasan ditambah",
    "penugasan.tunjuk_asesor": "Asesor ditunjuk",
    "penugasan.undur_tenggat": "Tenggat penugasan diundur",
    "peran.beri": "Peran diberikan",
    "peran.cabut": "Peran dicabut",
    "peserta.kehadiran": "Kehadiran peserta dicatat",
    "peserta.mundur": "Peserta mundur",
    "peserta.tambah": "Peserta ditambah",
    "peserta.tambahan_waktu": "Tambahan waktu peserta diatur",
    "peserta.unduh": "Daftar peserta diunduh",
    "pola_sesi.simpan": "Pola sesi disimpan",
    "profil_kolom.hapus": "Profil kolom dihapus",
    "profil_kolom.simpan": "Profil kolom disimpan",
    "proktor.tugas": "Proktor ditugaskan",
    "retensi.hapus": "Data lewat masa simpan dihapus",
    "ruang.hapus": "Ruang dihapus",
    "ruang.simpan": "Ruang disimpan",
    "sesi.buat": "Sesi dibuat",
    "sesi.buka": "Sesi dibuka",
    "sesi.hapus": "Sesi dihapus",
    "sesi.pindah_gladi": "Sesi gladi bersih dipindah waktunya",
    "sesi.tutup": "Sesi ditutup",
    "standar.muat": "Standar kompetensi dimuat",
    "standar.sahkan": "Standar kompetensi disahkan",
    "tabel.ubah": "Tabel basis data diubah paksa",
    "tugas.muat": "Tugas dimuat",
    "unit.batal_ubah": "Perubahan unit dibatalkan",
    "unit.gabung": "Unit digabungkan",
    "unit.ganti_nama": "Unit diganti namanya",
    "ujian.abaikan": "Gangguan dicatat tanpa pengganti waktu",
    "ujian.akhiri": "Ujian peserta diakhiri",
    "ujian.berkas": "Berkas jawaban dimasukkan",
    "ujian.buka_ulang": "Ujian peserta dibuka ulang",
    "ujian.catat": "Kejadian di ruang dicatat",
    "ujian.isi_contoh": "Jawaban contoh diisi",
    "ujian.izin": "Peserta diizinkan masuk",
    "ujian.jeda": "Ujian dijeda",
    "ujian.karantina_kembalikan": "Jawaban karantina dikembalikan",
    "ujian.karantina_putus": "Jawaban karantina diputus",
    "ujian.karantina_setujui": "Putusan karantina disetujui",
    "ujian.karantina_unduh": "Daftar karantina diunduh",
    "ujian.kode": "Kode kartu diterbitkan ulang",
    "ujian.lanjut": "Ujian dilanjutkan",
    "ujian.lapor_soal": "Soal dilaporkan peserta",
    "ujian.panggil": "Peserta memanggil proktor",
    "ujian.pesan": "Pesan dikirim kepada peserta",
    "ujian.pindah": "Peserta pindah perangkat",
    "ujian.riwayat_buka": "Riwayat jawaban dibuka",
    "ujian.riwayat_unduh": "Riwayat jawaban diunduh",
    "ujian.tambah_waktu": "Waktu ujian ditambah",
    "ujian.tanggap": "Panggilan peserta ditanggapi",
}

LONG_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def words(name: str) -> str:
    """Write a technical name as words: "ruang_sesi" becomes "Ruang sesi"."""
    return name.replace("_", " ").strip().capitalize()


def label_tindakan(tindakan: str) -> str:
    """Name an act; one the table does not know is read from its own words: "nota.cetak_ulang" → "Nota: cetak ulang"."""
    if tindakan in TINDAKAN:
        return TINDAKAN[tindakan]
    noun, _, verb = tindakan.partition(".")
    return f"{words(noun)}: {words(verb).lower()}" if verb else words(noun)


def label_objek(objek: str) -> str:
    """Name an object: "ruang_sesi:12" → "Ruang sesi 12", a setting by its label, a long key by its beginning."""
    noun, _, which = objek.partition(":")
    if noun == "pengaturan" and which in DEFINISI:
        return f"Pengaturan: {DEFINISI[which].label}"
    return f"{words(noun)} {which[:8] if LONG_KEY.fullmatch(which) else which}".strip()


def value_text(value: Any) -> str:
    """Write what was or what is for people: "—" for nothing, "unit: 7; sampai: 2026-12-31" for several parts."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {value_text(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(value_text, value)) or "—"
    return str(value)
