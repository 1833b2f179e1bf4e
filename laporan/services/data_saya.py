"""The archive of all that is kept about one person, for that person."""

from datetime import datetime

from django.db import transaction

from laporan import queries
from laporan.exports import data_saya_zip
from pegawai.queries import pengaturan_all
from pegawai.services import record_jejak


@transaction.atomic
def make_data_saya(*, pegawai_id: int, akun_id: int, at: datetime) -> tuple[bytes, int]:
    """The archive and how many rows are in it. That it was taken is noted first, so that the archive says so too."""
    record_jejak(
        tindakan="data_saya.unduh",
        ringkas="Salinan semua data sendiri disusun",
        objek=f"pegawai:{pegawai_id}",
        akun=queries.akun_get(akun_id),
        at=at,
    )
    sheets, office = queries.data_saya(pegawai_id), pengaturan_all()
    content = data_saya_zip(
        sheets,
        queries.berkas_saya(pegawai_id),
        instansi=office["nama_instansi"],
        kertas=office["ukuran_kertas"],
        at=at,
    )
    return content, sum(len(sheet.baris) for sheet in sheets)
