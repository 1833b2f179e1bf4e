"""Rule sets: what an office can choose from, and one of them frozen."""

from dataclasses import dataclass

from asesmen.kompetensi.models import AturanPenilaian, Konversi, SkemaKategori
from asesmen.kompetensi.rules.aturan import AturanSnapshot, KonversiSnapshot, SkemaSnapshot
from asesmen.kompetensi.rules.pita import Pita, PitaKelas


@dataclass(frozen=True)
class AturanRow:
    id: int
    nama: str
    versi: int
    tujuan: str
    skema_nama: str
    is_contoh: bool
    is_lengkap: bool

    @property
    def label(self) -> str:
        mark = " (contoh)" if self.is_contoh else ""
        return f"{self.nama}, versi {self.versi}{mark}"


def aturan_rows() -> list[AturanRow]:
    """Every rule set, newest version first. Without `is_lengkap` a conversion is missing and nothing is computed."""
    return [
        AturanRow(
            id=a.pk,
            nama=a.nama,
            versi=a.versi,
            tujuan=a.skema.tujuan,
            skema_nama=a.skema.nama,
            is_contoh=a.is_contoh,
            is_lengkap=bool(a.konversi_bobot_id and a.konversi_poin_id),
        )
        for a in AturanPenilaian.objects.select_related("skema").order_by("nama", "-versi")
    ]


def aturan_snapshot(aturan_id: int) -> AturanSnapshot:
    """One rule set with all its bands. Raises AturanPenilaian.DoesNotExist."""
    a = AturanPenilaian.objects.select_related("skema", "konversi_bobot", "konversi_poin").get(pk=aturan_id)
    return AturanSnapshot(
        id=a.pk,
        nama=a.nama,
        versi=a.versi,
        konversi_bobot=_konversi(a.konversi_bobot),
        konversi_poin=_konversi(a.konversi_poin),
        skema=_skema(a.skema),
        batas_jpm=a.batas_jpm,
        bobot_ujian=a.bobot_ujian,
        is_contoh=a.is_contoh,
        sumber=a.sumber,
    )


def _konversi(konversi: Konversi | None) -> KonversiSnapshot | None:
    if konversi is None:
        return None
    bands = tuple(Pita(p.dari, p.sampai, p.level) for p in konversi.pita.order_by("dari"))
    return KonversiSnapshot(
        konversi.pk, konversi.nama, konversi.versi, konversi.cara, konversi.is_contoh, konversi.sumber, bands
    )


def _skema(skema: SkemaKategori) -> SkemaSnapshot:
    bands = tuple(PitaKelas(p.dari, p.sampai, p.kode, p.nama, p.peringkat) for p in skema.pita.order_by("-dari"))
    return SkemaSnapshot(skema.pk, skema.nama, skema.versi, skema.tujuan, skema.sumber, bands)


def aturan_exists(aturan_id: int) -> bool:
    return AturanPenilaian.objects.filter(pk=aturan_id).exists()
