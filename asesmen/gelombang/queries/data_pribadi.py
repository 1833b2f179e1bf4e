"""What waves keep about one person."""

from asesmen.gelombang.models import KodeKartu, Penempatan, Peserta
from pegawai.queries import lembar_of
from pegawai.rules.data_pribadi import LembarData


def peserta_ids_of(pegawai_id: int) -> list[int]:
    return list(Peserta.objects.filter(pegawai_id=pegawai_id).values_list("pk", flat=True))


def data_orang(pegawai_id: int) -> list[LembarData]:
    """Participations, seats and attendance; of a card's code only when it was given and taken away."""
    return [
        lembar_of(
            "Keikutsertaan",
            Peserta.objects.filter(pegawai_id=pegawai_id).order_by("pk"),
            {
                "Gelombang": "gelombang__nama", "Nomor peserta": "nomor", "Alasan": "alasan", "Mundur": "is_mundur",
                "Tambahan menit": "tambahan_menit", "Ditambahkan": "created_at",
            },
        ),
        lembar_of(
            "Tempat duduk",
            Penempatan.objects.filter(pegawai_id=pegawai_id).order_by("pk"),
            {
                "Gelombang": "peserta__gelombang__nama", "Ruang": "ruang_sesi__ruang__nama",
                "Mulai": "ruang_sesi__sesi__mulai", "Kursi": "kursi", "Kehadiran": "kehadiran",
            },
        ),
        lembar_of(
            "Kode kartu",
            KodeKartu.objects.filter(peserta__pegawai_id=pegawai_id).order_by("issued_at"),
            {
                "Gelombang": "peserta__gelombang__nama", "Sumber": "sumber", "Terbit": "issued_at",
                "Dicabut": "revoked_at",
            },
        ),
    ]  # fmt: skip
