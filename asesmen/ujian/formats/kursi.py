"""What a seat's tile says, for the page and for its refresh alike."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from antrean.formats.teks import clock_text
from asesmen.ujian.rules import LABEL_KURSI, Kursi

IKON = {
    Kursi.BELUM: "kursi",
    Kursi.HADIR: "orang",
    Kursi.MULAI: "lanjut",
    Kursi.SEDANG: "catat",
    Kursi.PUTUS: "putus",
    Kursi.BEKU: "jeda",
    Kursi.SELESAI: "cek",
}
# From here on the age of the last sign of life is shown as something to look at.
LAMA_DETIK = 60


@dataclass(frozen=True)
class TeksKursi:
    """`persen` of the bar, None without one; `is_lama`: the age needs a look."""

    keadaan: str
    label: str
    ikon: str
    ket: str
    persen: int | None
    is_lama: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def kursi_text(
    keadaan: Kursi, *, dijawab: int = 0, butir: int = 0, umur: int | None = None, finished_at: datetime | None = None
) -> TeksKursi:
    """`finished_at` in the zone of the office."""
    progress = f"{dijawab}/{butir}"
    if keadaan is Kursi.BELUM:
        ket = "kosong"
    elif keadaan is Kursi.HADIR:
        ket = "menunggu"
    elif keadaan is Kursi.MULAI:
        ket = "baru masuk"
    elif keadaan is Kursi.SELESAI:
        ket = f"{progress} · {clock_text(finished_at).split(' ')[0]}" if finished_at else progress
    else:
        ket = progress if umur is None else f"{progress} · {age_text(umur)}"
    has_bar = keadaan in {Kursi.MULAI, Kursi.SEDANG, Kursi.PUTUS, Kursi.BEKU}
    return TeksKursi(
        keadaan=keadaan.value,
        label=LABEL_KURSI[keadaan],
        ikon=IKON[keadaan],
        ket=ket,
        persen=(dijawab * 100 // butir if butir else 0) if has_bar else None,
        is_lama=keadaan is Kursi.SEDANG and umur is not None and umur >= LAMA_DETIK,
    )


def age_text(seconds: int) -> str:
    """Say an age in one unit: "7 dtk", "75 dtk", "4 mnt", "2 jam"."""
    if seconds < 120:
        return f"{seconds} dtk"
    if seconds < 7200:
        return f"{seconds // 60} mnt"
    return f"{seconds // 3600} jam"
