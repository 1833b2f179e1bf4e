"""Nudges: print cards, print attendance lists, let sessions follow the clock."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from antrean.services import Progress, handler
from asesmen.gelombang import services


@shared_task(name="gelombang.sweep_sesi")
def sweep_sesi(**_newer: object) -> None:
    services.sweep_sesi(at=timezone.now())


@handler("gelombang.cetak_kartu")
def print_kartu(
    progress: Progress,
    gelombang_id: int,
    akun_id: int | None = None,
    peserta_ids: list[int] | None = None,
    ruang_sesi_id: int | None = None,
    **_newer: object,
) -> dict[str, Any]:
    progress.start(1, "menerbitkan kode dan menyusun kartu")
    pdf, count = services.print_kartu(
        gelombang_id=gelombang_id,
        akun_id=akun_id,
        at=timezone.now(),
        peserta_ids=peserta_ids,
        ruang_sesi_id=ruang_sesi_id,
    )
    services.keep_kartu(str(progress.pekerjaan.pk), pdf)
    return {"kalimat": f"{count} kartu siap diunduh, satu kali, di halaman Cetak kartu.", "kartu": count}


@handler("gelombang.cetak_hadir")
def print_hadir(progress: Progress, gelombang_id: int, akun_id: int | None = None, **_newer: object) -> dict[str, Any]:
    progress.start(1, "menyusun daftar hadir")
    pdf, count = services.print_hadir(gelombang_id=gelombang_id, akun_id=akun_id, at=timezone.now())
    progress.finish_with_file("daftar-hadir.pdf", pdf)
    return {"kalimat": f"{count} daftar hadir siap diunduh.", "daftar hadir": count}
