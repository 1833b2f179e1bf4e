"""What development keeps about one person."""

from pegawai.queries import lembar_of
from pegawai.rules.data_pribadi import LembarData
from pengembangan.models import KepesertaanDiklat, PemesananKlinik


def data_orang(pegawai_id: int) -> list[LembarData]:
    return [
        lembar_of(
            "Diklat",
            KepesertaanDiklat.objects.filter(pegawai_id=pegawai_id).order_by("enrolled_at"),
            {
                "Program": "angkatan__program__nama", "Angkatan": "angkatan__nama", "Keadaan": "status",
                "JP diakui": "jp_diakui", "Didaftarkan": "enrolled_at", "Dicatat": "noted_at",
            },
        ),
        lembar_of(
            "Klinik",
            PemesananKlinik.objects.filter(pegawai_id=pegawai_id).order_by("booked_at"),
            {
                "Topik": "sesi__topik__judul", "Mulai": "sesi__mulai", "Keadaan": "status", "Dipesan": "booked_at",
                "Dicatat": "noted_at",
            },
        ),
    ]  # fmt: skip
