from django.urls import path

from asesmen.ujian.views import akun, bagian, kerja, konsol, masuk, peserta, simpan, tanda_terima, tindakan
from asesmen.ujian.views.berkas import berkas, berkas_apply
from asesmen.ujian.views.karantina import (
    karantina,
    karantina_agree,
    karantina_decide,
    karantina_export,
    karantina_jumlah,
    karantina_release,
)
from asesmen.ujian.views.riwayat import riwayat, riwayat_export, riwayat_list

# A proctor's acts, each for one room and for a session.
TINDAKAN = {
    "izinkan": tindakan.izinkan,
    "jeda": tindakan.jeda,
    "lanjutkan": tindakan.lanjutkan,
    "tambah-waktu": tindakan.tambah_waktu,
    "pindah-perangkat": tindakan.pindah_perangkat,
    "kode-ulang": tindakan.kode_ulang,
    "buka-ulang": tindakan.buka_ulang,
    "akhiri": tindakan.akhiri,
    "pesan": tindakan.pesan,
    "catat": tindakan.catat,
    "kehadiran": tindakan.kehadiran,
    "tanggapi": tindakan.tanggapi,
    "ganti-waktu": tindakan.ganti_waktu,
    "abaikan-gangguan": tindakan.abaikan_gangguan,
}

app_name = "ujian"
urlpatterns = [
    # The participant, by card
    path("", masuk.masuk, name="masuk"),
    path("masuk-lagi", masuk.masuk_lagi, name="masuk-lagi"),
    path("keluar/", masuk.keluar, name="keluar"),
    path("akun/", akun.akun_aktivasi, name="akun-aktivasi"),
    path("saya/", peserta.peserta, name="peserta"),
    path("tunggu/", peserta.ruang_tunggu, name="ruang-tunggu"),
    path("tunggu/keadaan", peserta.tunggu_keadaan, name="tunggu-keadaan"),
    path("tunggu/tata-tertib", peserta.tata_tertib, name="tata-tertib"),
    path("tunggu/periksa", peserta.periksa, name="periksa"),
    path("tunggu/mulai", peserta.mulai, name="mulai"),
    path("tanda-terima/", tanda_terima.tanda_terima, name="tanda-terima"),
    path("tanda-terima/<str:kode>/<str:sidik>/", tanda_terima.tanda_terima_check, name="tanda-terima-check"),
    # The exam page: by session until it is open, then by its token
    path("kerja/", kerja.kerja, name="kerja"),
    path("kerja/buka", kerja.buka, name="buka"),
    path("pekerja.js", kerja.pekerja, name="pekerja"),
    path("api/simpan", simpan.simpan, name="simpan"),
    path("api/denyut", simpan.denyut, name="denyut"),
    path("api/kumpul", simpan.kumpul, name="kumpul"),
    path("api/lanjut", bagian.lanjut, name="lanjut"),
    path("api/panggil", bagian.panggil, name="panggil"),
    path("api/lapor", bagian.lapor, name="lapor"),
    # The proctor
    path("konsol/", konsol.konsol_list, name="konsol-list"),
    path("konsol/<int:ruang_sesi_id>/", konsol.konsol, name="konsol"),
    path("konsol/<int:ruang_sesi_id>/keadaan", konsol.konsol_keadaan, name="konsol-keadaan"),
    path("konsol/sesi/<int:sesi_id>/", konsol.konsol_sesi, name="konsol-sesi"),
    path("konsol/sesi/<int:sesi_id>/keadaan", konsol.konsol_sesi_keadaan, name="konsol-sesi-keadaan"),
    *(path(f"konsol/<int:ruang_sesi_id>/{act}", view, name=act) for act, view in TINDAKAN.items()),
    *(path(f"konsol/sesi/<int:sesi_id>/{act}", view, name=f"sesi-{act}") for act, view in TINDAKAN.items()),
    path("konsol/<int:ruang_sesi_id>/berkas", berkas, name="berkas"),
    path("konsol/<int:ruang_sesi_id>/berkas/simpan", berkas_apply, name="berkas-apply"),
    # The office: answers kept apart, and the log that settles a complaint
    path("karantina/<int:gelombang_id>/", karantina, name="karantina"),
    path("karantina/<int:gelombang_id>/jumlah", karantina_jumlah, name="karantina-jumlah"),
    path("karantina/<int:gelombang_id>/unduh", karantina_export, name="karantina-export"),
    path("karantina/<int:gelombang_id>/putus", karantina_decide, name="karantina-decide"),
    path("karantina/<int:gelombang_id>/setujui", karantina_agree, name="karantina-agree"),
    path("karantina/<int:gelombang_id>/kembalikan", karantina_release, name="karantina-release"),
    path("riwayat/gelombang/<int:gelombang_id>/", riwayat_list, name="riwayat-list"),
    path("riwayat/<int:peserta_id>/", riwayat, name="riwayat"),
    path("riwayat/<int:peserta_id>/unduh", riwayat_export, name="riwayat-export"),
]
