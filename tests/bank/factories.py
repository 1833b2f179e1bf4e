"""Items and instruments for tests."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from asesmen.bank import services
from asesmen.bank.models import VersiButir
from asesmen.bank.rules.baris import BarisButir
from asesmen.bank.rules.butir import ButirMasuk
from asesmen.bank.rules.kunci import Tipe
from asesmen.bank.services.instrumen import BagianBaru
from asesmen.kompetensi.queries import kompetensi_ids
from tests.kompetensi.factories import make_kamus

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
OPSI = {"A": "opsi satu", "B": "opsi dua", "C": "opsi tiga", "D": "opsi empat"}
POLOS: dict[Tipe, dict[str, Any]] = {
    Tipe.SJT: {"opsi": OPSI, "bobot": {h: Decimal(n) for h, n in zip("ABCD", (2, 5, 3, 1), strict=True)}, "poin": 5},
    Tipe.PILIHAN_GANDA: {"opsi": OPSI, "kunci": ("B",)},
    Tipe.PILIHAN_GANDA_KOMPLEKS: {"opsi": OPSI, "kunci": ("A", "C")},
    Tipe.BENAR_SALAH: {"opsi": {"A": "Benar", "B": "Salah"}, "kunci": ("A",)},
    Tipe.ISIAN_SINGKAT: {"diterima": ("perancah", "scaffolding")},
    Tipe.NUMERIK: {"diterima": ("0,52",), "toleransi": Decimal("0.005")},
}


def a_butir(
    kode: str = "UJI-01", kompetensi: str = "PED", tipe: Tipe = Tipe.PILIHAN_GANDA, **changes: Any
) -> ButirMasuk:
    """A valid item that is nowhere stored."""
    butir = ButirMasuk(kode, kompetensi, 2, tipe, f"Pertanyaan {kode}?", **POLOS[tipe])
    return replace(butir, poin=Decimal(butir.poin), **changes)


def make_butir(
    kode: str = "UJI-01", kompetensi: str = "PED", tipe: Tipe = Tipe.PILIHAN_GANDA, **changes: Any
) -> VersiButir:
    """Store an item with its key (and the dictionary, when it is not there); return its newest version."""
    store_butir(a_butir(kode, kompetensi, tipe, **changes))
    return VersiButir.objects.filter(butir__kode=kode).order_by("-nomor")[0]


def store_butir(*butir: ButirMasuk) -> None:
    """Store items with their keys, and the dictionary when theirs is not there, in one import."""
    if {b.kompetensi for b in butir} - set(kompetensi_ids()):
        make_kamus()
    services.import_butir([BarisButir(n, b.kode, b) for n, b in enumerate(butir, 1)], at=AT)


def make_instrumen(jumlah: dict[str, int] | None = None, *, nama: str = "Instrumen uji", durasi_menit: int = 60) -> int:
    """An instrument of one section with just enough items for it: codes UJI-<competency>-<n>. Return its id."""
    wanted = jumlah or {"PED": 2, "INT": 1}
    sjt = ("INT", "KJS", "KOM", "OPH", "PP", "PDOL", "MP", "PK", "PB")
    store_butir(
        *(
            a_butir(f"UJI-{kode}-{n}", kode, Tipe.SJT if kode in sjt else Tipe.PILIHAN_GANDA)
            for kode, count in wanted.items()
            for n in range(1, count + 1)
        )
    )
    bagian = [BagianBaru("Bagian uji", wanted)]
    return services.create_instrumen(nama=nama, durasi_menit=durasi_menit, bagian=bagian, at=AT).pk
