"""Dull, valid, minimal assignments: one task of two requirements and three criteria."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from asesmen.kompetensi.models import KelompokKompetensi, Kompetensi
from asesmen.penugasan.models import BerkasKiriman, Kiriman, KriteriaRubrik, NilaiKriteria, Penugasan, Tugas
from tests.gelombang.factories import make_gelombang, make_peserta
from tests.pegawai.factories import make_akun

DIBUKA = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TENGGAT = datetime(2026, 11, 27, 16, 59, tzinfo=UTC)
SESUDAH = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
PERSYARATAN = [
    {"nama": "Modul ajar", "wajib": True, "tipe": ["pdf", "docx"], "maks_mb": 1, "maks_jumlah": 1},
    {"nama": "Media pendukung", "wajib": False, "tipe": ["pdf", "png"], "maks_mb": 1, "maks_jumlah": 2},
]
KRITERIA = [("Keselarasan", "PRO", 40), ("Diferensiasi", "PED", 35), ("Asesmen formatif", "PED", 25)]
_number = count(1)


def make_kompetensi(kode: str) -> Kompetensi:
    kelompok = KelompokKompetensi.objects.get_or_create(kode="GURU", defaults={"nama": "Teknis guru"})[0]
    return Kompetensi.objects.get_or_create(
        kode=kode, defaults={"nama": f"Kompetensi {kode}", "jenis": "teknis", "kelompok": kelompok}
    )[0]


def make_tugas(**fields: Any) -> Tugas:
    n = next(_number)
    values = {
        "kode": f"TGS-{n}",
        "judul": f"Modul ajar {n}",
        "durasi_hari": 7,
        "skenario": "Anda mengajar satu kelas.",
        "instruksi": ["Susun modul.", "Tulis refleksi."],
        "berkas": PERSYARATAN,
    }
    tugas = Tugas.objects.create(**(values | fields))
    for urut, (nama, kode, bobot) in enumerate(KRITERIA, 1):
        KriteriaRubrik.objects.create(
            tugas=tugas,
            urut=urut,
            nama=nama,
            kompetensi=make_kompetensi(kode),
            bobot=bobot,
            deskriptor={str(level): f"{nama} pada level {level}." for level in range(1, 6)},
        )
    return tugas


def make_penugasan(**fields: Any) -> Penugasan:
    values: dict[str, Any] = {"dibuka": DIBUKA, "tenggat": TENGGAT, "created_at": DIBUKA}
    values |= {
        name: make() for name, make in (("gelombang", make_gelombang), ("tugas", make_tugas)) if name not in fields
    }
    return Penugasan.objects.create(**(values | fields))


def make_kiriman(penugasan: Penugasan | None = None, **fields: Any) -> Kiriman:
    penugasan = penugasan or make_penugasan()
    peserta = fields.pop("peserta", None) or make_peserta(penugasan.gelombang)
    return Kiriman.objects.create(penugasan=penugasan, peserta=peserta, **fields)


def make_berkas(kiriman: Kiriman, **fields: Any) -> BerkasKiriman:
    """A row without a file behind it."""
    values = {
        "persyaratan": "Modul ajar",
        "berkas": f"penugasan/{kiriman.pk}/{next(_number)}",
        "nama_asli": "modul.pdf",
        "tipe": "pdf",
        "ukuran": 1000,
        "sha256": "0" * 64,
        "uploaded_at": AT,
    }
    return BerkasKiriman.objects.create(kiriman=kiriman, **(values | fields))


def make_sent(penugasan: Penugasan | None = None, **fields: Any) -> Kiriman:
    kiriman = make_kiriman(penugasan, status="dikirim", submitted_at=AT, **fields)
    make_berkas(kiriman, is_dikirim=True)
    return kiriman


def make_marked(penugasan: Penugasan | None = None, levels: tuple[int, ...] = (3, 3, 4), **fields: Any) -> Kiriman:
    kiriman = make_sent(penugasan, **({"asesor": make_akun("asesor")} | fields))
    for kriteria, level in zip(kiriman.penugasan.tugas.kriteria.all(), levels, strict=True):
        NilaiKriteria.objects.create(kiriman=kiriman, kriteria=kriteria, level=level)
    Kiriman.objects.filter(pk=kiriman.pk).update(status="dinilai", marked_at=AT)
    return kiriman
