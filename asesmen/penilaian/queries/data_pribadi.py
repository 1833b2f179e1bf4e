"""What computations keep about one person: results that were announced, as the person may see them elsewhere."""

from asesmen.penilaian.models import Hasil, HasilKompetensi
from asesmen.penilaian.rules.status import Status
from pegawai.queries import lembar_of
from pegawai.rules.data_pribadi import LembarData

ANNOUNCED = [Status.DIUMUMKAN, Status.DIGANTI]


def hasil_ids_of(pegawai_id: int) -> list[int]:
    return list(Hasil.objects.filter(pegawai_id=pegawai_id).values_list("pk", flat=True))


def data_orang(pegawai_id: int) -> list[LembarData]:
    return [
        lembar_of(
            "Hasil",
            Hasil.objects.filter(pegawai_id=pegawai_id, penghitungan__status__in=ANNOUNCED).order_by("pk"),
            {
                "Gelombang": "penghitungan__gelombang__nama", "Diumumkan": "penghitungan__diumumkan_at",
                "Unit": "unit_nama", "Perangkat daerah": "opd_nama", "Jabatan": "jabatan", "Jenjang": "jenjang",
                "Capaian": "capaian", "Standar": "standar", "JPM": "jpm", "Kategori": "kategori_nama",
            },
        ),
        lembar_of(
            "Hasil per kompetensi",
            HasilKompetensi.objects.filter(
                hasil__pegawai_id=pegawai_id, hasil__penghitungan__status__in=ANNOUNCED
            ).order_by("hasil_id", "kode"),
            {
                "Gelombang": "hasil__penghitungan__gelombang__nama", "Kompetensi": "kompetensi__nama", "Kode": "kode",
                "Capaian": "level", "Standar": "standar", "Kesenjangan": "kesenjangan",
            },
        ),
    ]  # fmt: skip
