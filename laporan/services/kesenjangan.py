"""The merit-gap workbook."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from laporan import queries
from laporan.exports import kesenjangan_xlsx
from pegawai.queries import Scope
from pegawai.services import record_jejak


class PenghitunganEmpty(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Penghitungan ini tidak punya hasil. Hitung gelombangnya lebih dulu, lalu minta laporannya lagi.",
            code="penghitungan_empty",
        )


@transaction.atomic
def make_kesenjangan(
    *, penghitungan_id: UUID | str, scope: Scope, lingkup: str, akun_id: int | None, at: datetime
) -> bytes:
    """The merit-gap workbook of one computation within a scope. Raises PenghitunganEmpty."""
    try:
        isi = queries.kesenjangan_isi(penghitungan_id, scope, lingkup, at)
    except LookupError as unknown:
        raise PenghitunganEmpty from unknown
    record_jejak(
        tindakan="laporan.kesenjangan",
        ringkas=f"Laporan kesenjangan {isi.gelombang}, {lingkup}: {len(isi.rows)} orang",
        at=at,
        akun=queries.akun_get(akun_id),
        objek=f"penghitungan:{penghitungan_id}",
    )
    return kesenjangan_xlsx(isi)
