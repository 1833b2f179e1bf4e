"""Starting a computation: everything that would make it impossible is said before a job is ordered."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from asesmen.bank.queries import kunci_rows, naskah_bahan
from asesmen.gelombang.services.gelombang import wave_for_update
from asesmen.kompetensi.queries import aturan_snapshot, standar_at
from asesmen.kompetensi.rules import AturanSnapshot, hole_in
from asesmen.penilaian.models import Penghitungan
from asesmen.penilaian.queries.masukan import MasukanIncomplete
from asesmen.penilaian.rules import VERSI
from asesmen.penilaian.rules.status import JALAN_GELOMBANG, Status
from asesmen.penilaian.services.jejak import record
from asesmen.ujian.queries import running_count

CARA = {"poin": "soal benar/salah (poin)", "bobot": "soal situasional (bobot)"}


class GelombangNotFinished(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Gelombang ini belum selesai. Akhiri semua sesinya lebih dulu, baru hasilnya dapat dihitung.",
            code="gelombang_not_finished",
        )


class PengerjaanRunning(ValidationError):
    """Time was added to somebody beyond the end of the session, or the sweep has not closed a sitting yet."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Masih ada {count} peserta yang ujiannya belum ditutup, jadi jawabannya masih dapat masuk. "
            "Tunggu sampai waktunya habis, atau akhiri di konsol proktor.",
            code="pengerjaan_running",
        )


class AturanMissing(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Gelombang ini belum punya aturan penilaian. Pilih aturan pada halaman gelombang.", code="aturan_missing"
        )


class StandarMissing(ValidationError):
    def __init__(self, tanggal: str) -> None:
        super().__init__(
            f"Tidak ada standar kompetensi yang disahkan dan berlaku pada tanggal acuan {tanggal}. "
            "Sahkan standar pada halaman kamus dan standar.",
            code="standar_missing",
        )


class KonversiMissing(ValidationError):
    """The office has not decided how a score becomes a level: nothing is computed."""

    def __init__(self, cara: set[str]) -> None:
        super().__init__(
            f"Aturan penilaian belum menetapkan konversi untuk {' dan '.join(CARA[c] for c in sorted(cara))}. "
            "Tetapkan konversinya lebih dulu; sistem tidak menebak.",
            code="konversi_missing",
        )


class PitaBroken(ValidationError):
    def __init__(self, nama: str, dari: str) -> None:
        super().__init__(
            f"Tabel pita “{nama}” berlubang mulai {dari}%. Buat versi baru yang utuh, lalu pakai pada aturan.",
            code="pita_broken",
        )


class KunciMissing(ValidationError):
    def __init__(self, count: str) -> None:
        super().__init__(f"{count} butir belum punya kunci. Lengkapi kuncinya di bank soal.", code="kunci_missing")


class PenghitunganRunning(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            "Penghitungan gelombang ini sedang berjalan. Tunggu sampai selesai, atau batalkan lebih dulu.",
            code="penghitungan_running",
        )


def refusal_of(lack: MasukanIncomplete) -> ValidationError:
    """The sentence for what a computation's inputs lack."""
    if lack.code == "aturan_belum_dipilih":
        return AturanMissing()
    return StandarMissing(lack.rincian) if lack.code == "standar_tidak_berlaku" else KunciMissing(lack.rincian)


@transaction.atomic
def create_penghitungan(*, gelombang_id: int, akun_id: int | None, at: datetime) -> Penghitungan:
    """Make the row that `hitung` fills.

    Raises GelombangNotFinished, PengerjaanRunning, AturanMissing, KonversiMissing, PitaBroken, StandarMissing,
    PenghitunganRunning.
    """
    gelombang = wave_for_update(gelombang_id)
    if gelombang.status not in JALAN_GELOMBANG:
        raise GelombangNotFinished
    if count := running_count(gelombang_id):
        raise PengerjaanRunning(count)
    if gelombang.aturan_id is None:
        raise AturanMissing
    if standar_at(gelombang.tanggal_acuan) is None:
        raise StandarMissing(f"{gelombang.tanggal_acuan:%d-%m-%Y}")
    require_konversi(aturan_snapshot(gelombang.aturan_id), _cara_of_instrumen(gelombang.instrumen_id))
    existing = Penghitungan.objects.filter(gelombang_id=gelombang_id)
    if existing.filter(status=Status.BERJALAN).exists():
        raise PenghitunganRunning
    penghitungan = Penghitungan.objects.create(
        gelombang_id=gelombang_id,
        nomor=(existing.aggregate(last=Max("nomor"))["last"] or 0) + 1,
        versi_aturan=VERSI,
        dihitung_oleh_id=akun_id,
        created_at=at,
    )
    record(penghitungan, "mulai", f"Penghitungan {penghitungan.nomor} dimulai", akun_id=akun_id, at=at)
    return penghitungan


def require_konversi(aturan: AturanSnapshot, cara: set[str]) -> None:
    """Raises KonversiMissing, PitaBroken."""
    chosen = {"poin": aturan.konversi_poin, "bobot": aturan.konversi_bobot}
    if missing := {c for c in cara if chosen[c] is None}:
        raise KonversiMissing(missing)
    tables = {k.nama: k.pita for c in cara if (k := chosen[c]) and k.cara == "pita_persen"}
    for nama, pita in (tables | {aturan.skema.nama: aturan.skema.pita}).items():
        if hole := hole_in(pita):
            raise PitaBroken(nama, f"{hole[0].normalize():f}".replace(".", ","))


def _cara_of_instrumen(instrumen_id: int | None) -> set[str]:
    if instrumen_id is None:
        return set()
    versions = {b.versi for bagian in naskah_bahan(instrumen_id) for k in bagian.kisi_kisi for b in k.butir}
    return {kunci.cara for kunci in kunci_rows(versions).values()}
