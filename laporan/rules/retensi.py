"""How long each kind of personal data is kept, and what is never deleted by itself (UU 27/2022; archives rules)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Jenis:
    """A kind of data that is deleted when its time is over.

    `setelan` names the setting with the number of days; none for what says itself when it ends.
    """

    kunci: str
    nama: str
    isi: str
    sejak: str
    setelan: str


JENIS = (
    Jenis(
        "pekerjaan",
        "Pekerjaan latar dan berkas hasilnya",
        "Laporan, kartu, dan arsip yang pernah disusun.",
        "pekerjaan berakhir",
        "retensi_pekerjaan_hari",
    ),
    Jenis("sesi", "Sesi masuk yang habis masanya", "Siapa yang masuk, di perambannya.", "habis masanya", ""),
    Jenis(
        "masuk",
        "Catatan masuk pada penjaga pintu",
        "Nama pengguna, alamat, dan waktu. Jejak audit menyimpan catatannya sendiri.",
        "masuk",
        "retensi_percobaan_hari",
    ),
    Jenis(
        "percobaan",
        "Percobaan masuk yang gagal",
        "Nama pengguna, alamat, dan waktu percobaan.",
        "percobaan terakhir",
        "retensi_percobaan_hari",
    ),
    Jenis(
        "impor",
        "Baris berkas impor",
        "Isi berkas yang diunggah. Sesudah dihapus, impornya tidak dapat ditarik kembali.",
        "impor selesai",
        "retensi_impor_hari",
    ),
    Jenis(
        "koreksi",
        "Permintaan koreksi yang sudah selesai",
        "Permintaan dan jawabannya.",
        "permintaan selesai",
        "retensi_koreksi_hari",
    ),
    Jenis(
        "berkas_tugas",
        "Berkas tugas peserta",
        "Isi berkas. Nama, sidik, dan nilainya tetap tersimpan.",
        "diunggah",
        "retensi_berkas_tugas_hari",
    ),
)
TETAP = (
    ("Jejak audit", "Hanya dapat ditambah; rantainya putus bila satu baris dihapus."),
    ("Jawaban ujian dan riwayatnya", "Bukti hasil; dipertahankan selama hasilnya dapat disanggah."),
    ("Hasil dan riwayat asesmen", "Arsip kepegawaian; masa berlakunya dicatat, bukan dihapus."),
    ("Data pegawai dan riwayat jabatan", "Disimpan selama yang bersangkutan tercatat sebagai ASN daerah ini."),
)


def limit_of(days: int, at: datetime) -> datetime | None:
    """What is older than this is over; None where 0 days mean that it is kept for ever."""
    return at - timedelta(days=days) if days else None
