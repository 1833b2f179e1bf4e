"""Dull, valid, minimal development: programmes, batches, clinics, and published results with gaps."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from asesmen.kompetensi.models import KelompokKompetensi, Kompetensi
from asesmen.penilaian.models import Hasil, HasilKompetensi, Penghitungan
from pegawai.models import Pegawai
from pengembangan.models import (
    AngkatanDiklat,
    KepesertaanDiklat,
    PemesananKlinik,
    ProgramDiklat,
    SesiKlinik,
    TopikKlinik,
)
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.pegawai.factories import make_pegawai

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
_number = count(1)


def make_kompetensi(kode: str) -> Kompetensi:
    kelompok = KelompokKompetensi.objects.get_or_create(kode="GURU", defaults={"nama": "Teknis guru"})[0]
    return Kompetensi.objects.get_or_create(
        kode=kode, defaults={"nama": f"Kompetensi {kode}", "jenis": "teknis", "kelompok": kelompok}
    )[0]


def make_program(*kode: str, dari: int = 2, ke: int = 3, **fields: Any) -> ProgramDiklat:
    n = next(_number)
    values = {"kode": f"DK-{n:03d}", "nama": f"Program {n}", "jenis": "klasikal", "bentuk": "kursus", "jp": 16}
    program = ProgramDiklat.objects.create(**(values | {"dari_level": dari, "ke_level": ke} | fields))
    program.kompetensi.set(make_kompetensi(k) for k in kode or ("PED",))
    return program


def make_angkatan(program: ProgramDiklat | None = None, **fields: Any) -> AngkatanDiklat:
    values = {
        "nama": f"Angkatan {next(_number)}",
        "mulai": TODAY + timedelta(days=7),
        "selesai": TODAY + timedelta(days=9),
        "kuota": 30,
    }
    return AngkatanDiklat.objects.create(program=program or make_program(), **(values | fields))


def make_kepesertaan(
    angkatan: AngkatanDiklat | None = None, pegawai: Pegawai | None = None, status: str = "terdaftar", **fields: Any
) -> KepesertaanDiklat:
    angkatan = angkatan or make_angkatan()
    values = {"jp_diakui": angkatan.program.jp if status == "hadir" else 0, "enrolled_at": AT}
    return KepesertaanDiklat.objects.create(
        angkatan=angkatan, pegawai=pegawai or make_pegawai(), status=status, **(values | fields)
    )


def make_topik(*kode: str, dari: int = 1, ke: int = 2, **fields: Any) -> TopikKlinik:
    n = next(_number)
    values = {"kode": f"CC-{n:02d}", "judul": f"Topik {n}", "durasi_menit": 90, "jp": 2, "kuota": 12}
    topik = TopikKlinik.objects.create(**(values | {"dari_level": dari, "ke_level": ke} | fields))
    topik.kompetensi.set(make_kompetensi(k) for k in kode or ("DIG-CAKAP",))
    return topik


def make_sesi(topik: TopikKlinik | None = None, **fields: Any) -> SesiKlinik:
    mulai = fields.pop("mulai", AT + timedelta(days=3))
    values = {
        "selesai": mulai + timedelta(minutes=90),
        "tempat": "Lab komputer",
        "pelatih": "Rina Kartika",
        "kuota": 12,
    }
    return SesiKlinik.objects.create(topik=topik or make_topik(), mulai=mulai, **(values | fields))


def make_pemesanan(
    sesi: SesiKlinik | None = None, pegawai: Pegawai | None = None, status: str = "dipesan"
) -> PemesananKlinik:
    return PemesananKlinik.objects.create(
        sesi=sesi or make_sesi(), pegawai=pegawai or make_pegawai(), status=status, booked_at=AT
    )


def make_penghitungan(status: str = "diumumkan", **fields: Any) -> Penghitungan:
    values = {"gelombang": fields.pop("gelombang", None) or make_gelombang(), "nomor": 1, "versi_aturan": "1"}
    return Penghitungan.objects.create(status=status, created_at=AT, diumumkan_at=AT, **(values | fields))


def make_hasil(
    pegawai: Pegawai | None = None,
    penghitungan: Penghitungan | None = None,
    *,
    peringkat: int = 2,
    **levels: tuple[str, str],
) -> Hasil:
    """A result from `PED=("2.00", "3.00")`: level and standard per competency, underscores for hyphens."""
    pegawai, penghitungan = pegawai or make_pegawai(), penghitungan or make_penghitungan()
    levels = levels or {"PED": ("2.00", "3.00")}
    hasil = Hasil.objects.create(
        penghitungan=penghitungan,
        peserta=make_peserta(penghitungan.gelombang, pegawai),
        pegawai=pegawai,
        unit=pegawai.unit,
        nip=pegawai.nip,
        nama=pegawai.nama_lengkap,
        unit_nama=pegawai.unit.nama if pegawai.unit else "",
        unit_jalur=pegawai.unit.jalur if pegawai.unit else "",
        jabatan="Guru Ahli Muda",
        kelompok="guru",
        capaian=sum(Decimal(level) for level, _ in levels.values()),
        capaian_dihitung=sum(Decimal(level) for level, _ in levels.values()),
        standar=sum(Decimal(standar) for _, standar in levels.values()),
        jpm=Decimal("88.89"),
        kategori_kode="CO",
        kategori_nama="Cukup Optimal",
        kategori_peringkat=peringkat,
    )
    for name, (level, standar) in levels.items():
        kode = name.replace("_", "-")
        HasilKompetensi.objects.create(
            hasil=hasil,
            kompetensi=make_kompetensi(kode),
            kode=kode,
            level=Decimal(level),
            standar=Decimal(standar),
            kesenjangan=Decimal(level) - Decimal(standar),
        )
    return hasil
