"""The jobs that make the merit-gap workbook and a person's own archive, and that delete what is over its time."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from antrean.formats.teks import count_text, size_text
from antrean.services import Progress, handler
from laporan import services
from laporan.rules.retensi import JENIS
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


@handler("laporan.data_saya")
def data_saya(progress: Progress, *, pegawai_id: int, akun_id: int, **_newer: object) -> dict[str, Any]:
    progress.start(1, "Mengumpulkan data Anda")
    at = timezone.localtime()
    content, rows = services.make_data_saya(pegawai_id=pegawai_id, akun_id=akun_id, at=at)
    progress.finish_with_file(f"data-saya-{at:%Y-%m-%d}.zip", content)
    return {"kalimat": f"{count_text(rows)} baris data dan berkas Anda, {size_text(len(content))}.", "baris": rows}


@handler("laporan.retensi")
def retensi(progress: Progress, *, akun_id: int | None, alasan: str, **_newer: object) -> dict[str, Any]:
    progress.start(len(JENIS), "Menghapus yang lewat masa simpan")
    done = services.purge(akun_id=akun_id, alasan=alasan, at=timezone.now(), lapor=progress.step)
    return {"kalimat": f"{count_text(sum(done.values()))} dihapus karena lewat masa simpan."} | done
