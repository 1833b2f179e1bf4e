"""Reading a person's answers is itself written down."""

from datetime import datetime
from typing import TYPE_CHECKING

from pegawai.services import record_jejak

if TYPE_CHECKING:
    from pegawai.models import Akun


def note_reading(*, peserta_id: int, nomor_peserta: str, akun: "Akun", at: datetime, is_export: bool = False) -> None:
    """Note in the audit trail that somebody opened, or took away, one sitting's answer log."""
    word = "diunduh" if is_export else "dibuka"
    record_jejak(
        tindakan=f"ujian.riwayat_{'unduh' if is_export else 'buka'}",
        objek=f"peserta:{peserta_id}",
        ringkas=f"Riwayat jawaban peserta {nomor_peserta} {word}",
        akun=akun,
        at=at,
    )
