"""Deleting what is over its time, and saying so in the audit trail."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError

from antrean.services import forget_pekerjaan
from asesmen.penugasan.services.retensi import forget_berkas
from laporan import queries
from pegawai.services import forget_impor, forget_koreksi, forget_masuk, forget_percobaan, forget_sesi, record_jejak

FORGET: dict[str, Callable[..., int]] = {
    "pekerjaan": forget_pekerjaan,
    "sesi": forget_sesi,
    "masuk": forget_masuk,
    "percobaan": forget_percobaan,
    "impor": forget_impor,
    "koreksi": forget_koreksi,
    "berkas_tugas": forget_berkas,
}


class RetensiHeld(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Penghapusan sedang ditahan pada Pengaturan. Matikan penahanannya dahulu bila memang boleh dihapus.",
            code="held",
        )


def purge(
    *, akun_id: int | None, alasan: str, at: datetime, lapor: Callable[[int], None] = lambda done: None
) -> dict[str, int]:
    """Delete, kind by kind, what is over its time, and return how many rows each lost. Raises RetensiHeld.

    Each kind is a transaction of its own: what was deleted is noted even when a later kind fails.
    """
    if queries.retensi_ditahan():
        raise RetensiHeld
    akun, done = queries.akun_get(akun_id), {}
    for number, row in enumerate(queries.retensi_rows(at), 1):
        if row.batas and row.jumlah:
            done[row.jenis.nama] = FORGET[row.jenis.kunci](before=row.batas)
            record_jejak(
                tindakan="retensi.hapus",
                ringkas=f"{row.jenis.nama}: {done[row.jenis.nama]} dihapus karena lewat masa simpan",
                objek=f"retensi:{row.jenis.kunci}",
                akun=akun,
                at=at,
                alasan=alasan,
                data={"hari": row.hari, "sebelum": row.batas.isoformat(), "jumlah": done[row.jenis.nama]},
            )
        lapor(number)
    return done
