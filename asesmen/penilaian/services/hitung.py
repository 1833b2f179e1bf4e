"""The computation itself: read everything once, decide in the rules, write everything in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.penilaian import queries
from asesmen.penilaian.models import Hasil, HasilKompetensi, Penghitungan
from asesmen.penilaian.queries.masukan import Masukan, MasukanIncomplete
from asesmen.penilaian.rules.gelombang import cara_of, scorer, skor_ujian
from asesmen.penilaian.rules.level import KonversiUnfit
from asesmen.penilaian.rules.orang import HasilOrang, TanpaHasil, hasil_orang
from asesmen.penilaian.rules.sidik import sidik
from asesmen.penilaian.rules.skor import CaraCampur, Skor
from asesmen.penilaian.rules.status import Status
from asesmen.penilaian.services.acts import StatusNotNext, penghitungan_for_update
from asesmen.penilaian.services.jejak import move_gelombang, record
from asesmen.penilaian.services.mulai import refusal_of, require_konversi
from pegawai.queries import Orang

BATCH = 2000


class Progress(Protocol):
    """What a running computation reports to; `antrean.services.Progress` is one."""

    def start(self, total: int, keterangan: str = "") -> None: ...
    def step(self, done: int, keterangan: str | None = None) -> None: ...


class AturanUnfit(ValidationError):
    """The rules cannot be applied to these items."""

    def __init__(self, code: str, rincian: str) -> None:
        sentences = {
            "cara_campur": f"Kompetensi {rincian} diukur dengan dua cara skor sekaligus, dan belum ada aturan yang "
            "menggabungkannya. Pisahkan pada instrumen.",
            "konversi_tidak_cocok": "Konversi rata-rata bobot dipilih untuk soal benar/salah yang tidak berbobot. "
            "Pilih konversi pita persen.",
        }
        super().__init__(sentences[code], code=code)


def hitung(*, penghitungan_id: str, at: datetime, progress: Progress | None = None) -> Penghitungan:
    """Fill a computation that was created. Safe to repeat: one that is done already stays as it is.

    A refusal ends the computation as cancelled, with its reason. Raises StatusNotNext for one that was cancelled,
    KonversiMissing, PitaBroken, AturanMissing, StandarMissing, KunciMissing, AturanUnfit.
    """
    penghitungan = Penghitungan.objects.get(pk=penghitungan_id)
    if penghitungan.status == Status.DIBATALKAN:
        raise StatusNotNext(penghitungan.status)
    if penghitungan.status != Status.BERJALAN:
        return penghitungan
    try:
        masukan = _masukan(penghitungan.gelombang_id)
        hasil, catatan = _compute(masukan, progress)
    except ValidationError as refusal:
        _refuse(penghitungan_id, refusal, at)
        raise
    return _store(penghitungan_id, masukan, hasil, catatan, at)


def _masukan(gelombang_id: int) -> Masukan:
    try:
        masukan = queries.masukan_of(gelombang_id)
    except MasukanIncomplete as lack:
        raise refusal_of(lack) from lack
    require_konversi(masukan.aturan, cara_of(masukan.kunci.values()))
    return masukan


def _compute(masukan: Masukan, progress: Progress | None) -> tuple[dict[int, HasilOrang], list[dict[str, Any]]]:
    """Results by participant, and for the others the reason."""
    of_paper = scorer(masukan.kunci)
    hasil: dict[int, HasilOrang] = {}
    catatan: list[dict[str, Any]] = []
    if progress:
        progress.start(len(masukan.peserta), "Menghitung level, kesenjangan, dan JPM")
    for number, (peserta_id, orang) in enumerate(_by_name(masukan.peserta), 1):
        try:
            skor = skor_ujian(masukan.jawaban.get(peserta_id), of_paper) if masukan.is_ujian else {}
            hasil[peserta_id] = _orang(masukan, peserta_id, orang, skor)
        except TanpaHasil as reason:
            catatan.append(_catatan(peserta_id, orang, reason))
        except CaraCampur as unfit:
            raise AturanUnfit(unfit.code, unfit.kompetensi) from unfit
        except KonversiUnfit as unfit:
            raise AturanUnfit(unfit.code, "") from unfit
        if progress:
            progress.step(number)
    return hasil, catatan


def _by_name(peserta: dict[int, Orang]) -> list[tuple[int, Orang]]:
    return sorted(peserta.items(), key=lambda pair: (pair[1].nama_cari, pair[0]))


def _orang(masukan: Masukan, peserta_id: int, orang: Orang, skor: dict[str, Skor]) -> HasilOrang:
    tuntutan = masukan.tuntutan.get(orang.id, {})
    return hasil_orang(skor, masukan.tugas.get(peserta_id, {}), tuntutan, masukan.aturan)


def _catatan(peserta_id: int, orang: Orang, reason: TanpaHasil) -> dict[str, Any]:
    return {
        "peserta": peserta_id,
        "pegawai": orang.id,
        "nip": orang.nip,
        "nama": orang.nama,
        "jabatan": orang.jabatan,
        "unit": orang.unit_nama,
        "opd": orang.opd_nama,
        "jalur": orang.unit_jalur,
        "code": reason.code,
        "message": reason.message,
    }


@transaction.atomic
def _refuse(penghitungan_id: str, refusal: ValidationError, at: datetime) -> None:
    penghitungan = penghitungan_for_update(penghitungan_id)
    if penghitungan.status != Status.BERJALAN:
        return
    penghitungan.status = Status.DIBATALKAN
    penghitungan.catatan = [{"code": refusal.code, "message": " ".join(refusal.messages)}]
    penghitungan.save(update_fields=["status", "catatan"])
    record(penghitungan, "tolak", f"Penghitungan {penghitungan.nomor} tidak dapat dilakukan", akun_id=None, at=at)


@transaction.atomic
def _store(
    penghitungan_id: str,
    masukan: Masukan,
    hasil: dict[int, HasilOrang],
    catatan: list[dict[str, Any]],
    at: datetime,
) -> Penghitungan:
    penghitungan = penghitungan_for_update(penghitungan_id)
    # A job may run twice, and somebody may have cancelled meanwhile: only the first to come here writes.
    if penghitungan.status != Status.BERJALAN:
        return penghitungan
    rows = Hasil.objects.bulk_create(
        (_hasil(penghitungan, p, masukan.peserta[p], h) for p, h in hasil.items()), batch_size=BATCH
    )
    HasilKompetensi.objects.bulk_create(_kompetensi(rows, hasil, masukan), batch_size=BATCH)
    penghitungan.masukan = queries.masukan_json(masukan)
    penghitungan.digest = sidik(penghitungan.masukan)
    penghitungan.status, penghitungan.dihitung_at = Status.DIHITUNG, at
    penghitungan.peserta_count, penghitungan.hasil_count = len(masukan.peserta), len(hasil)
    penghitungan.catatan = catatan
    penghitungan.save()
    _record_done(penghitungan, at)
    return penghitungan


def _record_done(penghitungan: Penghitungan, at: datetime) -> None:
    akun_id = penghitungan.dihitung_oleh_id
    record(
        penghitungan,
        "hitung",
        f"Penghitungan {penghitungan.nomor}: {penghitungan.hasil_count} dari {penghitungan.peserta_count} peserta",
        akun_id=akun_id,
        at=at,
        data={"digest": penghitungan.digest},
    )
    move_gelombang(penghitungan.gelombang_id, akun_id=akun_id, at=at)


def _hasil(penghitungan: Penghitungan, peserta_id: int, orang: Orang, hasil: HasilOrang) -> Hasil:
    return Hasil(
        penghitungan=penghitungan,
        peserta_id=peserta_id,
        pegawai_id=orang.id,
        unit_id=orang.unit_id,
        nip=orang.nip,
        nama=orang.nama,
        unit_nama=orang.unit_nama,
        unit_jalur=orang.unit_jalur,
        opd_nama=orang.opd_nama,
        jabatan=orang.jabatan,
        jenjang=orang.jenjang,
        kelompok=orang.kelompok,
        capaian=hasil.jumlah.capaian,
        capaian_dihitung=hasil.jumlah.dihitung,
        standar=hasil.jumlah.standar,
        jpm=hasil.jumlah.persen,
        kategori_kode=hasil.kelas.kode,
        kategori_nama=hasil.kelas.nama,
        kategori_peringkat=hasil.kelas.peringkat,
        is_perlu_konfirmasi=hasil.is_perlu_konfirmasi,
    )


def _kompetensi(rows: Iterable[Hasil], hasil: dict[int, HasilOrang], masukan: Masukan) -> Iterable[HasilKompetensi]:
    ids = {k.kode: k.id for k in masukan.kompetensi}
    for row in rows:
        for capaian in hasil[row.peserta_id].capaian:
            yield HasilKompetensi(
                hasil=row,
                kompetensi_id=ids[capaian.kode],
                kode=capaian.kode,
                level=capaian.level,
                standar=capaian.standar,
                kesenjangan=capaian.kesenjangan,
                metode=capaian.metode,
            )
