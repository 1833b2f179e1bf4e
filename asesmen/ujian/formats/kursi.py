"""What a seat's tile says, for the page and for its refresh alike."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

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
WITH_BAR = {Kursi.MULAI, Kursi.SEDANG, Kursi.PUTUS, Kursi.BEKU}
# From here on the age of the last sign of life is shown as something to look at.
LAMA_DETIK = 60
# The short side of a phone's screen.
PONSEL = 600


class TeksKursi(NamedTuple):
    """`persen` of the bar, None without one; `is_lama`: the age needs a look; `simpan`: age of the last answer."""

    keadaan: str
    ket: str
    persen: int | None
    is_lama: bool
    perangkat: str = ""
    simpan: str = ""

    @property
    def label(self) -> str:
        return LABEL_KURSI[Kursi(self.keadaan)]

    @property
    def ikon(self) -> str:
        return IKON[Kursi(self.keadaan)]

    def as_json(self) -> dict[str, Any]:
        """What changes from moment to moment; the page knows label and picture of a state."""
        return self._asdict()


def kursi_text(
    keadaan: Kursi,
    *,
    dijawab: int = 0,
    butir: int = 0,
    umur: int | None = None,
    umur_simpan: int | None = None,
    finished_at: datetime | None = None,
    dijeda_at: datetime | None = None,
    kehadiran: str = "",
    perangkat: str = "",
    is_diizinkan: bool = False,
    is_bebas: bool = False,
) -> TeksKursi:
    """Moments in the zone of the office. `is_bebas`: no device holds the sitting; `is_diizinkan`: needs no token."""
    if keadaan in {Kursi.BELUM, Kursi.HADIR}:
        ket = _waiting(keadaan, kehadiran, is_diizinkan)
    elif keadaan is Kursi.MULAI:
        ket = "baru masuk"
    else:
        moment = {Kursi.SELESAI: finished_at, Kursi.BEKU: dijeda_at}.get(keadaan)
        ket = _progress(f"{dijawab}/{butir}", moment, None if keadaan is Kursi.SELESAI else umur)
    has_bar = keadaan in WITH_BAR
    device = "menunggu perangkat" if has_bar and is_bebas else device_text(perangkat)
    return TeksKursi(
        keadaan=keadaan.value,
        ket=ket,
        persen=(dijawab * 100 // butir if butir else 0) if has_bar else None,
        is_lama=keadaan is Kursi.SEDANG and umur is not None and umur >= LAMA_DETIK,
        perangkat=device,
        simpan=age_text(umur_simpan) if has_bar and umur_simpan is not None else "",
    )


def _progress(count: str, moment: datetime | None, umur: int | None) -> str:
    """How far, and since when the state holds or how long ago there was a sign of life."""
    if moment:
        return f"{count} · {hour_text(moment)}"
    return count if umur is None else f"{count} · {age_text(umur)}"


def _waiting(keadaan: Kursi, kehadiran: str, is_allowed: bool) -> str:
    if kehadiran == "tidak_hadir":
        return "tidak hadir"
    if is_allowed:
        return "boleh masuk"
    return "menunggu" if keadaan is Kursi.HADIR else "kosong"


@lru_cache(maxsize=2000)
def device_text(keterangan: str) -> str:
    """Say a device short: "Google Chrome 149, 360 × 740" is "ponsel, Chrome"; a small screen is a phone's."""
    name, _, screen = keterangan.partition(", ")
    name = re.sub(r"^(Google|Microsoft) | [\d.]+$", "", name)
    sides = [int(side) for side in re.findall(r"\d+", screen)[:2]]
    return f"ponsel, {name}" if len(sides) == 2 and min(sides) < PONSEL else name


def hour_text(moment: datetime) -> str:
    return clock_text(moment).split(" ")[0]


def age_text(seconds: int) -> str:
    """Say an age in one unit: "7 dtk", "75 dtk", "4 mnt", "2 jam"."""
    if seconds < 120:
        return f"{seconds} dtk"
    if seconds < 7200:
        return f"{seconds // 60} mnt"
    return f"{seconds // 3600} jam"
