"""Attendance lists, one for each room of each session, with signatures in zig-zag columns."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from antrean.formats.teks import nip_text
from asesmen.gelombang.exports.cetak import Kop, typeset


@dataclass(frozen=True)
class HadirOrang:
    kursi: int
    nomor: str
    nama: str
    nip: str
    unit: str


@dataclass(frozen=True)
class HadirRuang:
    hari: str
    jam: str
    sesi: str
    ruang: str
    tempat: str
    proktor: str = ""
    orang: Sequence[HadirOrang] = field(default_factory=tuple)


def hadir_pdf(rooms: Sequence[HadirRuang], kop: Kop, tempat_surat: str) -> bytes:
    """The lists of these rooms in this order; a room without people gets a sheet that says so."""
    data = [{**asdict(r), "orang": [{**asdict(o), "nip": nip_text(o.nip)} for o in r.orang]} for r in rooms]
    return typeset("hadir.typ", kop, {"ruang": data, "tempat_surat": tempat_surat})
