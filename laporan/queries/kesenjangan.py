"""All facts of one merit-gap workbook, read in a handful of queries."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from antrean.formats.teks import date_text, moment_text, nip_text
from asesmen.penilaian.queries import HasilRow, hasil_rows, penghitungan_get
from laporan.exports.kesenjangan.isi import IsiKesenjangan, Kelas, Kolom, TandaTangan, TanpaHasil
from laporan.queries.kebutuhan import kebutuhan_of
from laporan.queries.metode import metode_of
from pegawai.queries import Scope, penandatangan_at, pengaturan_all

JUDUL = "Laporan kesenjangan kompetensi"
DOKUMEN = "laporan"
TUJUAN = {"pemetaan": "Pemetaan", "pengisian": "Pengisian jabatan"}
STATUS_DRAF = {"dihitung", "dibatalkan", "berjalan"}


def kesenjangan_isi(penghitungan_id: UUID | str, scope: Scope, lingkup: str, at: datetime) -> IsiKesenjangan:
    """Raises LookupError for an unknown or empty computation."""
    penghitungan = penghitungan_get(penghitungan_id)
    if penghitungan is None or not penghitungan.digest:
        raise LookupError(penghitungan_id)
    masukan, setting = penghitungan.masukan, pengaturan_all()
    rows = hasil_rows(penghitungan.pk, scope)
    missing = [_tanpa_hasil(c) for c in penghitungan.catatan if scope.covers(c["jalur"])]
    return IsiKesenjangan(
        kabupaten=setting["nama_kabupaten"],
        instansi=setting["nama_instansi"],
        alamat=setting["alamat_instansi"],
        kertas=setting["ukuran_kertas"],
        judul=JUDUL,
        gelombang=penghitungan.gelombang.nama,
        lingkup=lingkup,
        at=timezone.localtime(at),
        keterangan=_keterangan(penghitungan, lingkup, at),
        dasar_hukum=[line.strip() for line in setting["dasar_hukum"].splitlines() if line.strip()],
        catatan=_catatan(penghitungan, rows),
        peserta=len(rows) + len(missing),
        batas_jpm=masukan["aturan"]["batas_jpm"],
        kelas=_kelas(masukan),
        kolom=[Kolom(k["kode"], k["nama"], k["kelompok_kode"], k["kelompok_nama"]) for k in masukan["kompetensi"]],
        rows=rows,
        tanpa_hasil=missing,
        kebutuhan=kebutuhan_of(rows, masukan["kompetensi"]),
        metode=metode_of(penghitungan),
        tanda_tangan=_tanda_tangan(setting["tempat_surat"], timezone.localdate(at)),
    )


def _tanpa_hasil(catatan: dict[str, Any]) -> TanpaHasil:
    return TanpaHasil(
        nip=catatan["nip"],
        nama=catatan["nama"],
        jabatan=catatan["jabatan"],
        unit=catatan["unit"],
        opd=catatan["opd"],
        alasan=catatan["message"],
        is_hadir=catatan["code"] != "tidak_hadir",
    )


def _kelas(masukan: dict[str, Any]) -> list[Kelas]:
    bands = sorted(masukan["aturan"]["skema"]["pita"], key=lambda band: -band["peringkat"])
    return [Kelas(band["kode"], band["nama"]) for band in bands]


def _keterangan(penghitungan: Any, lingkup: str, at: datetime) -> list[tuple[str, str]]:
    gelombang = penghitungan.gelombang
    approved = penghitungan.disahkan_at
    return [
        ("Kegiatan", gelombang.nama),
        ("Tujuan", f"{TUJUAN[gelombang.tujuan]} (internal)"),
        ("Tanggal acuan", date_text(gelombang.tanggal_acuan)),
        ("Lingkup", lingkup),
        ("Keadaan hasil", f"{penghitungan.get_status_display()}, penghitungan {penghitungan.nomor}"),
        ("Disahkan", f"{_moment(approved)} oleh {penghitungan.disahkan_oleh}" if approved else "belum disahkan"),
        ("Laporan dibuat", _moment(at)),
    ]


def _moment(at: datetime) -> str:
    return moment_text(timezone.localtime(at))


def _catatan(penghitungan: Any, rows: Sequence[HasilRow]) -> list[str]:
    """The marks that must not be missed, one sentence each."""
    said = ["Pemetaan internal; bukan hasil penyelenggara penilaian kompetensi terakreditasi."]
    if penghitungan.status in STATUS_DRAF:
        said.append("RANCANGAN: hasil ini belum disahkan.")
    if penghitungan.masukan["aturan"]["is_contoh"]:
        said.append("ATURAN CONTOH: konversi skor ke level belum diputuskan BKPSDM; jangan dipakai untuk keputusan.")
    if any(row.is_perlu_konfirmasi for row in rows):
        said.append("Sebagian standar jabatan PERLU KONFIRMASI; orangnya ditandai pada lembar Detail individu.")
    return said


def _tanda_tangan(tempat: str, today: date) -> TandaTangan | None:
    signer = penandatangan_at(DOKUMEN, today)
    if signer is None:
        return None
    return TandaTangan(
        tempat_tanggal=f"{tempat}, {date_text(today)}",
        jabatan=f"{signer.kapasitas} {signer.jabatan}".strip(),
        nama=signer.nama,
        pangkat=signer.pangkat,
        nip=f"NIP {nip_text(signer.nip)}" if signer.nip else "",
    )
