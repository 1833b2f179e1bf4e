from pegawai.management.impor import ImporCommand


class Command(ImporCommand):
    help = "Periksa atau simpan hasil penilaian kompetensi terdahulu (kolom NIP, tanggal penilaian, level, JPM)."
    jenis = "hasil"
    satuan = "hasil"
