"""The registry's facts: people, units, jabatan, accounts, roles, imports, settings, audit trail."""

from pegawai.models.akun import Akun, PemberianPeran
from pegawai.models.aturan_jabatan import AturanJabatan
from pegawai.models.faktor import FaktorKedua, KodeAktivasi, KodePemulihan
from pegawai.models.impor import BarisImpor, Impor
from pegawai.models.jejak import Jejak, SegelJejak
from pegawai.models.kolom import ProfilKolom
from pegawai.models.koreksi import PermintaanKoreksi
from pegawai.models.orang import Jabatan, Pegawai, RiwayatAsesmen, Unit
from pegawai.models.pengaturan import Penandatangan, Pengaturan
from pegawai.models.riwayat_pegawai import RiwayatNip, RiwayatPegawai
from pegawai.models.unit import PerubahanUnit

__all__ = [
    "Akun",
    "AturanJabatan",
    "BarisImpor",
    "FaktorKedua",
    "Impor",
    "Jabatan",
    "Jejak",
    "KodeAktivasi",
    "KodePemulihan",
    "Pegawai",
    "PemberianPeran",
    "Penandatangan",
    "Pengaturan",
    "PermintaanKoreksi",
    "PerubahanUnit",
    "ProfilKolom",
    "RiwayatAsesmen",
    "RiwayatNip",
    "RiwayatPegawai",
    "SegelJejak",
    "Unit",
]
