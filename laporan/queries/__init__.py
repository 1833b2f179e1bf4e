"""What reports and dashboards read, from the apps below."""

from laporan.queries.akun import akun_get
from laporan.queries.dasbor import Cakupan, Mutu, Petak, cakupan_of, lingkup_of, mutu_of, petak_of, sebaran_of
from laporan.queries.data_saya import berkas_saya, data_saya
from laporan.queries.kesenjangan import kesenjangan_isi
from laporan.queries.profil import Profil, profil_list, profil_of, profil_of_peserta
from laporan.queries.retensi import BarisRetensi, retensi_ditahan, retensi_rows

__all__ = [
    "BarisRetensi",
    "Cakupan",
    "Mutu",
    "Petak",
    "Profil",
    "akun_get",
    "berkas_saya",
    "cakupan_of",
    "data_saya",
    "kesenjangan_isi",
    "lingkup_of",
    "mutu_of",
    "petak_of",
    "profil_list",
    "profil_of",
    "profil_of_peserta",
    "retensi_ditahan",
    "retensi_rows",
    "sebaran_of",
]
