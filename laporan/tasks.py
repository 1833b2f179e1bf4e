"""The job that makes the merit-gap workbook."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from antrean.formats.teks import size_text
from antrean.services import Progress, handler
from laporan import services
from pegawai.queries import Scope


@handler("laporan.kesenjangan")
def kesenjangan(
    progress: Progress,
    *,
    penghitungan_id: str,
    jalur: Sequence[str] | None,
    lingkup: str,
    nama: str,
    akun_id: int | None,
    **_newer: object,
) -> dict[str, Any]:
    """`jalur`: paths of the units that may be seen, None for all; decided when the job was ordered."""
    progress.start(1, "Menyusun tujuh lembar")
    content = services.make_kesenjangan(
        penghitungan_id=penghitungan_id,
        scope=Scope(is_all=jalur is None, jalur=tuple(jalur or ())),
        lingkup=lingkup,
        akun_id=akun_id,
        at=timezone.now(),
    )
    progress.finish_with_file(f"kesenjangan-{slugify(nama)}.xlsx", content)
    return {"kalimat": f"Laporan tujuh lembar, {size_text(len(content))}.", "ukuran": len(content)}
