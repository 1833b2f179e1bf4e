from pegawai.management.impor import ImporCommand


class Command(ImporCommand):
    help = "Periksa atau simpan daftar pegawai (SIASN, Dapodik, DUK, atau daftar lain dengan kolom NIP dan Nama)."
    jenis = "pegawai"
    satuan = "pegawai"
