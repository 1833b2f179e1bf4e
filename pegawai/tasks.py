"""Background work of the registry: a nudge each, the row says what is to be done."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from antrean import services as antrean
from antrean.formats.teks import count_text
from antrean.services import Progress
from pegawai import queries, services
from pegawai.formats.surat_akun import surat_pdf


class Pelapor:
    """Carries a service's reports to the job's row; a new total or new words are written at once."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.said: tuple[int, str] = (-1, "")

    def __call__(self, done: int, total: int, keterangan: str) -> None:
        if (total, keterangan) != self.said:
            self.said = (total, keterangan)
            self.progress.start(total, keterangan)
        self.progress.step(done)


@shared_task(name="pegawai.sweep_berkas")
def sweep_berkas(**_newer: object) -> None:
    services.drop_forgotten_berkas(at=timezone.now())


@antrean.handler("pegawai.baca_impor")
def baca_impor(progress: Progress, *, impor_id: int, **_newer: object) -> dict[str, Any]:
    now = timezone.now()
    try:
        impor = services.stage_impor(impor_id=impor_id, at=now, lapor=Pelapor(progress))
    except services.ImporUnreadable as refusal:
        if refusal.code != "no_header":
            raise
        return {"kalimat": "Kolom berkas ini belum dikenal. Tunjuk kolomnya di halaman impor", "sisa": True}
    summary = impor.ringkasan
    refused = summary.get("ditolak", 0)
    words = f"{count_text(summary.get('baris', 0))} baris dibaca, {count_text(refused)} perlu diperbaiki"
    return {"kalimat": words, "sisa": bool(refused)}


@antrean.handler("pegawai.terapkan_impor")
def terapkan_impor(
    progress: Progress, *, impor_id: int, akun_id: int | None = None, **_newer: object
) -> dict[str, Any]:
    impor = services.apply_impor(
        impor_id=impor_id, akun=queries.akun_get(akun_id), at=timezone.now(), lapor=Pelapor(progress)
    )
    counts = impor.ringkasan
    words = (
        f"{count_text(counts['created'])} dibuat, {count_text(counts['updated'])} diperbarui, "
        f"{count_text(counts['unchanged'])} tidak berubah, "
        f"{count_text(counts['ditolak'] + counts.get('undecided', 0))} dilewati"
    )
    return {"kalimat": words, "sisa": bool(counts["ditolak"] or counts.get("undecided"))}


@antrean.handler("pegawai.tarik_impor")
def tarik_impor(
    progress: Progress, *, impor_id: int, alasan: str, akun_id: int | None = None, **_newer: object
) -> dict[str, Any]:
    impor = services.withdraw_impor(
        impor_id=impor_id,
        akun=queries.akun_get(akun_id),
        at=timezone.now(),
        alasan=alasan,
        lapor=Pelapor(progress),
    )
    done = impor.ringkasan
    words = f"{count_text(done['removed'])} baris dihapus, {count_text(done['restored'])} dikembalikan ke isi semula"
    return {"kalimat": words, "sisa": False}


@antrean.handler("pegawai.periksa_jejak")
def periksa_jejak(progress: Progress, *, jumlah: int, **_newer: object) -> dict[str, Any]:
    progress.start(jumlah, "Menghitung ulang rantai")
    result = queries.verify_jejak(progress.step)
    told = {f.kalimat: f.jejak_id or "—" for f in result.temuan[:20]}
    kepala = {"kepala rantai": f"{result.kepala.nomor}:{result.kepala.sidik}"}
    return {"kalimat": f"{result.kalimat}.", "sisa": bool(result.temuan)} | told | kepala


@antrean.handler("pegawai.terapkan_aturan_jabatan")
def terapkan_aturan_jabatan(
    progress: Progress, *, alasan: str, akun_id: int | None = None, **_newer: object
) -> dict[str, Any]:
    count = services.apply_aturan_jabatan(
        alasan=alasan, akun=queries.akun_get(akun_id), at=timezone.now(), lapor=Pelapor(progress)
    )
    return {"kalimat": f"{count_text(count)} jabatan diperbarui menurut aturan"}


@antrean.handler("pegawai.buat_akun_massal")
def buat_akun_massal(
    progress: Progress, *, pegawai_ids: list[int], alamat: str, akun_id: int | None = None, **_newer: object
) -> dict[str, Any]:
    at = timezone.now()
    done = services.make_akun_asn(
        pegawai_ids=pegawai_ids, oleh=queries.akun_get(akun_id), at=at, lapor=Pelapor(progress)
    )
    office = queries.pengaturan_all()
    pdf = surat_pdf(
        done.surat,
        instansi=office["nama_instansi"],
        alamat=alamat,
        sampai=timezone.localdate(at + services.BERLAKU),
        kertas=office["ukuran_kertas"],
    )
    antrean.keep_once(str(progress.pekerjaan.pk), pdf)
    words = (
        f"{count_text(done.dibuat)} akun dibuat, {count_text(done.diulang)} kode baru untuk yang belum diaktifkan. "
        "Suratnya siap diunduh, satu kali, di halaman Akun untuk banyak ASN."
    )
    return {"kalimat": words, "surat": len(done.surat)}
