"""Instruments: what an office can choose from, and the items a paper can be drawn of."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Sum
from django.db.models.functions import Coalesce

from asesmen.bank.models import Bagian, Instrumen, KunciButir, VersiButir
from asesmen.bank.rules.kunci import Tipe
from asesmen.bank.rules.naskah import BahanBagian, BahanButir, BahanKisi
from asesmen.bank.rules.tipe import JENIS_BUTIR
from asesmen.kompetensi.queries import kompetensi_rows


@dataclass(frozen=True)
class InstrumenRow:
    id: int
    nama: str
    versi: int
    petunjuk: str
    durasi_menit: int
    navigasi: str
    jumlah_butir: int

    @property
    def label(self) -> str:
        return f"{self.nama}, versi {self.versi} ({self.jumlah_butir} butir, {self.durasi_menit} menit)"


def instrumen_rows() -> list[InstrumenRow]:
    """Every instrument, by name, the newest version first."""
    found = Instrumen.objects.annotate(total=Coalesce(Sum("bagian__kisi_kisi__jumlah"), 0)).order_by("nama", "-versi")
    return [InstrumenRow(i.pk, i.nama, i.versi, i.petunjuk, i.durasi_menit, i.navigasi, i.total) for i in found]


def instrumen_get(instrumen_id: int) -> InstrumenRow | None:
    return next((row for row in instrumen_rows() if row.id == instrumen_id), None)


def naskah_bahan(instrumen_id: int) -> list[BahanBagian]:
    """The sections in order, each with its blueprint and the item versions that `rules.draw` may take."""
    sections = Bagian.objects.filter(instrumen_id=instrumen_id).order_by("urut")
    sections = sections.prefetch_related("kisi_kisi__kompetensi")
    found = list(sections)
    candidates = _candidates({k.kompetensi_id for b in found for k in b.kisi_kisi.all()})
    return [
        BahanBagian(
            bagian=section.nama,
            petunjuk=section.petunjuk,
            durasi_menit=section.durasi_menit,
            kisi_kisi=tuple(
                BahanKisi(k.kompetensi.kode, k.jumlah, tuple(candidates[k.kompetensi_id]))
                for k in sorted(section.kisi_kisi.all(), key=lambda k: (k.kompetensi.urut, k.kompetensi.kode))
            ),
        )
        for section in found
    ]


def _candidates(kompetensi_ids: set[int]) -> dict[int, list[BahanButir]]:
    """Competency id → the newest version of each active item that has a key."""
    has_key = Exists(KunciButir.objects.filter(versi=OuterRef("pk")))
    rows = (
        VersiButir.objects.filter(butir__is_aktif=True, butir__kompetensi_id__in=kompetensi_ids)
        .order_by("butir_id", "-nomor")
        .distinct("butir_id")
        .annotate(has_key=has_key)
        .values_list("butir__kompetensi_id", "id", "butir__kode", "tipe", "opsi", "has_key")
    )
    found: dict[int, list[BahanButir]] = defaultdict(list)
    for kompetensi_id, versi_id, kode, tipe, opsi, keyed in sorted(rows, key=lambda row: row[2]):
        if keyed:
            letters = tuple(o["kode"] for o in opsi)
            is_fixed = JENIS_BUTIR[Tipe(tipe)].is_opsi_tetap
            found[kompetensi_id].append(BahanButir(versi_id, kode, letters, is_fixed))
    return found


@dataclass(frozen=True)
class KisiRow:
    """One row of a blueprint: wanted against what the bank can give today."""

    kode: str
    nama: str
    jumlah: int
    tersedia: int

    @property
    def is_short(self) -> bool:
        return self.tersedia < self.jumlah


@dataclass(frozen=True)
class BagianRinci:
    nama: str
    petunjuk: str
    durasi_menit: int | None
    kisi_kisi: tuple[KisiRow, ...]

    @property
    def jumlah(self) -> int:
        return sum(row.jumlah for row in self.kisi_kisi)


@dataclass(frozen=True)
class InstrumenRinci:
    instrumen: Instrumen
    bagian: tuple[BagianRinci, ...]

    @property
    def jumlah(self) -> int:
        return sum(b.jumlah for b in self.bagian)

    @property
    def kurang(self) -> tuple[KisiRow, ...]:
        """The rows that the bank cannot fill: no paper can be drawn while there are any."""
        return tuple(row for b in self.bagian for row in b.kisi_kisi if row.is_short)


def instrumen_detail(instrumen_id: int) -> InstrumenRinci | None:
    instrumen = Instrumen.objects.filter(pk=instrumen_id).first()
    if instrumen is None:
        return None
    names = {row.kode: row.nama for row in kompetensi_rows()}
    sections = tuple(
        BagianRinci(
            b.bagian,
            b.petunjuk,
            b.durasi_menit,
            tuple(KisiRow(k.kompetensi, names[k.kompetensi], k.jumlah, len(k.butir)) for k in b.kisi_kisi),
        )
        for b in naskah_bahan(instrumen_id)
    )
    return InstrumenRinci(instrumen, sections)
