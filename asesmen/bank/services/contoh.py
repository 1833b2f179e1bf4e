"""The sample items and instruments that the product ships (contoh/konten)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from asesmen.bank.formats.butir_json import rows_of
from asesmen.bank.models import Instrumen
from asesmen.bank.queries.impor import read_rows
from asesmen.bank.services.butir import HasilImpor, import_butir
from asesmen.bank.services.instrumen import BagianBaru, create_instrumen

if TYPE_CHECKING:
    from pegawai.models import Akun

BERKAS = ("soal_guru.json", "soal_nakes.json", "soal_digital.json", "soal_mansoskul.json")
MANSOSKUL = dict.fromkeys(("INT", "KJS", "KOM", "OPH", "PP", "PDOL", "MP", "PK", "PB"), 4)
BAGIAN_MANSOSKUL = BagianBaru(
    "Manajerial dan sosial kultural",
    MANSOSKUL,
    "Setiap soal memuat satu keadaan di tempat kerja. Pilih tindakan yang paling Anda yakini tepat.",
)
PETUNJUK = (
    "Anda boleh berpindah soal kapan saja. Jawaban tersimpan begitu dipilih dan dapat diubah sampai ujian diakhiri."
)
INSTRUMEN = {
    "guru": (
        "Asesmen Guru 2026",
        BagianBaru(
            "Kompetensi teknis guru",
            {"PED": 8, "KEP": 5, "SOS": 4, "PRO": 7},
            "Jawab menurut pengetahuan Anda tentang pembelajaran. Tidak ada pengurangan nilai.",
        ),
    ),
    "nakes": (
        "Asesmen Tenaga Kesehatan 2026",
        BagianBaru(
            "Kompetensi teknis kesehatan",
            {"NKS-MUTU": 7, "NKS-KLINIS": 7, "NKS-KOM": 5, "NKS-ETIK": 5},
            "Jawab menurut pengetahuan Anda tentang pelayanan kesehatan. Tidak ada pengurangan nilai.",
        ),
    ),
}


class ContohRefused(ValidationError):
    """A sample file does not fit the dictionary."""


def _content(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "contoh" / "konten" / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_butir_contoh(at: datetime, akun: "Akun | None" = None) -> HasilImpor:
    """Bring in the sample items; the dictionary must be there. A second time changes nothing.

    Raises ContohRefused.
    """
    return _load([item for name in BERKAS for item in _content(name)], at, akun)


@transaction.atomic
def load_butir_bergambar(*, rows: Sequence[Mapping[str, Any]], at: datetime) -> HasilImpor:
    """Bring in the sample items with a table and an image (`rows` of soal_bergambar.json); again changes nothing.

    They stand apart, so that the papers of the demonstration stay as they are. Raises ContohRefused.
    """
    return _load(rows, at, None)


def _load(items: Sequence[Mapping[str, Any]], at: datetime, akun: "Akun | None") -> HasilImpor:
    rows = read_rows(rows_of(items))
    refused = next((row for row in rows if row.is_refused), None)
    if refused:
        raise ContohRefused(f"Butir contoh {refused.kode}: {refused.masalah[0].message}", code="butir_contoh_ditolak")
    return import_butir(rows, at=at, akun=akun)


@transaction.atomic
def load_instrumen_contoh(at: datetime, akun: "Akun | None" = None) -> dict[str, int]:
    """Make sure the sample items and instruments exist; return the instruments' ids ("guru", "nakes")."""
    load_butir_contoh(at, akun)
    return {key: _instrumen(nama, teknis, at, akun).pk for key, (nama, teknis) in INSTRUMEN.items()}


def _instrumen(nama: str, teknis: BagianBaru, at: datetime, akun: "Akun | None") -> Instrumen:
    found = Instrumen.objects.filter(nama=nama).order_by("-versi").first()
    return found or create_instrumen(
        nama=nama, durasi_menit=120, petunjuk=PETUNJUK, bagian=(teknis, BAGIAN_MANSOSKUL), at=at, akun=akun
    )
