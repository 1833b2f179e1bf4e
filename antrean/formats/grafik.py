"""Geometry of our small charts: numbers in, coordinates out. The page and the PDF draw the same picture from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

RADAR_WIDTH, RADAR_HEIGHT, RADAR_RADIUS = 480, 366, 125
RADAR_X, RADAR_Y = 240, 186
LABEL_LINE = 17
LABEL_SPLIT_AT = 12
# Half the width of "JPM 138,89%" on the narrowest page, in percent of the scale.
NEEDLE_WORDS = 20


def svg_number(value: float | Decimal) -> str:
    """Write a coordinate with one decimal and a dot, whatever the language of the page."""
    return f"{value:.1f}"


def share(part: int, whole: int) -> str:
    """Return part of whole as an SVG length: "47.7%"."""
    return f"{svg_number(part * 100 / whole)}%" if whole else "0.0%"


# ---------- Coverage: done, planned, left ----------


@dataclass(frozen=True)
class BarisCakupan:
    """One group of people: how many are done, planned and left. `alamat` leads to those left."""

    nama: str
    sudah: int
    terjadwal: int
    belum: int
    alamat: str = ""

    @property
    def jumlah(self) -> int:
        return self.sudah + self.terjadwal + self.belum

    @property
    def lebar_sudah(self) -> str:
        return share(self.sudah, self.jumlah)

    @property
    def lebar_terjadwal(self) -> str:
        return share(self.terjadwal, self.jumlah)


# ---------- Distribution over ordered classes ----------


@dataclass(frozen=True)
class PotonganKelas:
    """One class in a stacked bar. `urutan` 3, 2, 1 picks the colour; `x`, `lebar`, `tengah` are SVG lengths."""

    nama: str
    urutan: int
    jumlah: int
    x: str
    lebar: str
    tengah: str
    is_labelled: bool


def stack(classes: Sequence[tuple[str, int, int]]) -> list[PotonganKelas]:
    """Lay (name, rank, count) side by side. Pieces under 9% are too narrow for a number inside."""
    total = sum(count for _, _, count in classes)
    pieces, before = [], 0
    for name, rank, count in classes:
        pieces.append(
            PotonganKelas(
                nama=name,
                urutan=rank,
                jumlah=count,
                x=share(before, total),
                lebar=share(count, total),
                tengah=share(2 * before + count, 2 * total),
                is_labelled=count * 100 >= total * 9 > 0,
            )
        )
        before += count
    return pieces


# ---------- Radar: reached and required level per competency ----------


@dataclass(frozen=True)
class SumbuRadar:
    """One axis: where the grid ends, where the point lies, and where the name stands."""

    nomor: int
    ujung: tuple[str, str]
    titik: tuple[str, str]
    is_below: bool
    label: tuple[str, str]
    label_sempit: tuple[str, str]
    anchor: str
    baris: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Radar:
    jala: tuple[str, ...]
    capaian: str
    standar: str
    sumbu: tuple[SumbuRadar, ...]


def _point(index: int, count: int, distance: float) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return RADAR_X + distance * cos(angle), RADAR_Y + distance * sin(angle)


def _text(point: tuple[float, float]) -> tuple[str, str]:
    return svg_number(point[0]), svg_number(point[1])


def _polygon(distances: Sequence[float]) -> str:
    points = (_point(i, len(distances), d) for i, d in enumerate(distances))
    return " ".join(",".join(_text(p)) for p in points)


def split_label(name: str) -> list[str]:
    """Break a long name into two lines at the space nearest to its middle."""
    if len(name) <= LABEL_SPLIT_AT or " " not in name:
        return [name]
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    middle = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]


def _anchor(x: float) -> str:
    if abs(x - RADAR_X) < 10:
        return "middle"
    return "start" if x > RADAR_X else "end"


def _axis(index: int, count: int, name: str, reached: Decimal, required: Decimal, unit: float) -> SumbuRadar:
    x, y = _point(index, count, RADAR_RADIUS + 14)
    lines = split_label(name)
    lift = (len(lines) - 1) * LABEL_LINE if y < RADAR_Y else 0
    return SumbuRadar(
        nomor=index + 1,
        ujung=_text(_point(index, count, RADAR_RADIUS)),
        titik=_text(_point(index, count, float(reached) * unit)),
        is_below=reached < required,
        label=_text((x, y + 4 - lift)),
        label_sempit=_text(_point(index, count, RADAR_RADIUS + 18)),
        anchor=_anchor(x),
        baris=tuple((line, LABEL_LINE if i else 0) for i, line in enumerate(lines)),
    )


def radar(rows: Sequence[tuple[str, Decimal, Decimal]], *, levels: int = 5) -> Radar | None:
    """Lay out (name, reached, required) rows. A radar needs three axes: None below that, the table tells it all."""
    count = len(rows)
    if count < 3:
        return None
    top = max([Decimal(levels), *(level for row in rows for level in row[1:])])
    unit = RADAR_RADIUS / float(top)
    return Radar(
        jala=tuple(_polygon([unit * level] * count) for level in range(1, levels + 1)),
        capaian=_polygon([float(reached) * unit for _, reached, _ in rows]),
        standar=_polygon([float(required) * unit for _, _, required in rows]),
        sumbu=tuple(_axis(i, count, *row, unit) for i, row in enumerate(rows)),
    )


# ---------- Scale: one number between limits ----------


@dataclass(frozen=True)
class Pita:
    """One class on the scale, from `x` on; `batas` is the lower limit written under its left edge."""

    nama: str
    urutan: int
    x: str
    lebar: str
    tengah: str
    batas: Decimal | None


@dataclass(frozen=True)
class Skala:
    """`rata` anchors the needle's words so that they stay inside the picture near its ends."""

    pita: tuple[Pita, ...]
    jarum: str
    rata: str


def scale(value: Decimal, bands: Sequence[tuple[str, int, Decimal | None]], *, low: int = 50, high: int = 110) -> Skala:
    """Lay out ascending bands of (name, rank, lower limit or None) and a needle, kept within the scale."""

    def place(number: Decimal) -> Decimal:
        return min(max((number - low) * 100 / (high - low), Decimal(0)), Decimal(100))

    starts = [Decimal(low) if limit is None else limit for _, _, limit in bands]
    edges = [place(start) for start in starts] + [Decimal(100)]
    pieces = [
        Pita(
            nama=name,
            urutan=rank,
            x=f"{svg_number(edges[i])}%",
            lebar=f"{svg_number(edges[i + 1] - edges[i])}%",
            tengah=f"{svg_number((edges[i] + edges[i + 1]) / 2)}%",
            batas=limit,
        )
        for i, (name, rank, limit) in enumerate(bands)
    ]
    needle = place(value)
    anchor = "start" if needle < NEEDLE_WORDS else "end" if needle > 100 - NEEDLE_WORDS else "middle"
    return Skala(pita=tuple(pieces), jarum=f"{svg_number(needle)}%", rata=anchor)
