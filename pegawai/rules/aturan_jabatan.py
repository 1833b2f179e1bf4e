"""Rules by which a jabatan's name tells its jenis, jenjang, eselon, kelompok and rumpun. Officers edit them as rows.

Rules are asked in their order and each fact comes from the first one that states it. What the source of the list states
(`asal`) comes before every rule, and a rule for another jenis than the one found is passed over: after penyetaraan a
title proves nothing. Source of the shipped rules: UU 20/2023 pasal 13, 14, 18; docs/registry.md, "Units and jabatan".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pegawai.rules.jabatan import JENJANG_FUNGSIONAL, TENAGA_KESEHATAN, JenisJabatan, Kelompok, Rumpun

FAKTA = ("jenis", "jenjang", "eselon", "kelompok", "rumpun")
OPD = "{opd}"
MOST_STARS = 5


@dataclass(frozen=True)
class Aturan:
    """`pola` are names, * for anything; `syarat` is the jenis a jabatan must have, `hasil` the facts stated."""

    nama: str
    pola: tuple[str, ...]
    hasil: Mapping[str, str]
    syarat: str = ""


@dataclass(frozen=True)
class JabatanDiputus:
    """Facts of a jabatan; `dari` names the rule each came from, "sumber" for what the list itself stated."""

    jenis: str
    jenjang: str
    eselon: str
    kelompok: str
    rumpun: str
    dari: Mapping[str, str] = field(default_factory=dict, compare=False)

    def facts(self) -> dict[str, str]:
        return {fakta: getattr(self, fakta) for fakta in FAKTA}


class PolaInvalid(Exception):
    """A rule that could not be applied as written; `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_pola(text: str) -> tuple[str, ...]:
    """One pattern a line, in lower case. Raises PolaInvalid."""
    found = tuple(dict.fromkeys(filter(None, (plain(line) for line in text.splitlines()))))
    if not found:
        raise PolaInvalid("empty", "Tulis sedikitnya satu pola, misalnya: guru *")
    for pola in found:
        if pola.count("*") > MOST_STARS:
            raise PolaInvalid(
                "stars", f"Pola “{pola}” memakai terlalu banyak tanda bintang. Paling banyak {MOST_STARS}."
            )
        if pola != "*" and not pola.replace("*", "").strip():
            raise PolaInvalid("bare", f"Pola “{pola}” cocok dengan semua nama. Tulis * saja bila itu yang dimaksud.")
    return found


def plain(nama: str) -> str:
    return " ".join(nama.lower().split())


def matches(pola: str, nama: str) -> bool:
    """Whether a name, as `plain` writes it, has this form; each * stands for any letters, also none."""
    first, *rest = pola.split("*")
    if not rest:
        return nama == pola
    last = rest.pop()
    if not (nama.startswith(first) and nama.endswith(last) and len(nama) >= len(first) + len(last)):
        return False
    at, end = len(first), len(nama) - len(last)
    for part in rest:
        found = nama.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def fits(aturan: Aturan, nama: str, opd: Iterable[str]) -> bool:
    """Whether a rule speaks of this name; {opd} in a pattern stands for the name of any perangkat daerah."""
    for pola in aturan.pola:
        if OPD in pola:
            if any(matches(pola.replace(OPD, satu), nama) for satu in opd):
                return True
        elif matches(pola, nama):
            return True
    return False


def decide(nama: str, asal: Mapping[str, str], aturan: Sequence[Aturan], opd: Iterable[str] = ()) -> JabatanDiputus:
    """The facts of a jabatan. `asal` is what the list states of jenis, jenjang, eselon; `opd` names in lower case."""
    name = plain(nama)
    fitting = [satu for satu in aturan if fits(satu, name, opd)]
    jenis, origin = _jenis(asal, fitting)
    facts, dari = {"jenis": jenis}, {"jenis": origin}
    for fakta in FAKTA[1:]:
        facts[fakta], dari[fakta] = _fact(fakta, jenis, fitting)
    for fakta in _stated(asal, jenis):
        facts[fakta], dari[fakta] = asal[fakta], "sumber"
    return JabatanDiputus(**facts, dari={fakta: origin for fakta, origin in dari.items() if facts[fakta]})


def _jenis(asal: Mapping[str, str], fitting: Sequence[Aturan]) -> tuple[str, str]:
    if asal.get("jenis"):
        return asal["jenis"], "sumber"
    for satu in fitting:
        if satu.hasil.get("jenis") and not satu.syarat:
            return satu.hasil["jenis"], satu.nama
    return JenisJabatan.PELAKSANA.value, ""


def _fact(fakta: str, jenis: str, fitting: Sequence[Aturan]) -> tuple[str, str]:
    for satu in fitting:
        about = satu.syarat or satu.hasil.get("jenis") or jenis
        if satu.hasil.get(fakta) and about == jenis:
            return satu.hasil[fakta], satu.nama
    return (Kelompok.ADMINISTRASI.value, "") if fakta == "kelompok" else ("", "")


def _stated(asal: Mapping[str, str], jenis: str) -> list[str]:
    """Which of the stated facts a jabatan of this jenis can have: an eselon is for structural ones only."""
    is_structural = jenis == JenisJabatan.STRUKTURAL
    tiers = [] if jenis == JenisJabatan.PELAKSANA else ["jenjang"]
    if asal.get("jenjang") in JENJANG_FUNGSIONAL and jenis != JenisJabatan.FUNGSIONAL:
        tiers = []
    if asal.get("jenjang") and asal["jenjang"] not in JENJANG_FUNGSIONAL and not is_structural:
        tiers = []
    return [fakta for fakta in [*tiers, *(["eselon"] if is_structural else [])] if asal.get(fakta)]


# ---------- The shipped rules ----------

_S, _F, _P = (jenis.value for jenis in (JenisJabatan.STRUKTURAL, JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA))


def _structural(nama: str, jenjang: str, eselon: str, *pola: str) -> Aturan:
    hasil = {"jenis": _S, "jenjang": jenjang, "eselon": eselon, "kelompok": Kelompok.STRUKTURAL.value}
    return Aturan(nama, pola, {fakta: isi for fakta, isi in hasil.items() if isi})


def _profession(nama: str, kelompok: Kelompok, rumpun: Rumpun, *pola: str) -> Aturan:
    return Aturan(nama, pola, {"jenis": _F, "kelompok": kelompok.value, "rumpun": rumpun.value})


BAWAAN: tuple[Aturan, ...] = (
    _profession("Guru", Kelompok.GURU, Rumpun.GURU, "guru", "guru *", "kepala sekolah*"),
    _profession(
        "Tenaga kesehatan",
        Kelompok.TENAGA_KESEHATAN,
        Rumpun.KESEHATAN,
        "kepala puskesmas*",
        *(f"{nama}*" for nama in TENAGA_KESEHATAN),
    ),
    _structural("Sekretaris daerah", "JPT Pratama", "II.a", "sekretaris daerah"),
    _structural(
        "Kepala perangkat daerah", "JPT Pratama", "II.b",
        "kepala {opd}", "kepala dinas*", "kepala badan*", "kepala satuan polisi*", "kepala bkpsdm*", "kepala bkpp*",
        "kepala bkd*", "kepala bappeda*", "kepala bapperida*", "kepala bappelitbang*", "kepala bapenda*",
        "kepala bpkd*", "kepala bpkad*", "kepala bpbd*", "kepala kesbangpol*", "kepala satpol*",
    ),
    _structural(
        "Asisten, staf ahli, inspektur", "JPT Pratama", "II.b",
        "asisten", "asisten *", "staf ahli*", "inspektur", "inspektur daerah", "inspektur kabupaten*",
        "sekretaris dprd*", "sekretaris dewan*",
    ),
    _structural("Direktur rumah sakit", "JPT Pratama", "", "direktur rsud*", "direktur rumah sakit*"),
    _structural("Sekretaris lurah", "Pengawas", "IV.b", "sekretaris lurah*", "sekretaris kelurahan*"),
    _structural("Sekretaris camat", "Administrator", "III.b", "sekretaris camat*", "sekretaris kecamatan*"),
    _structural(
        "Sekretaris, camat, kepala bagian", "Administrator", "III.a",
        "sekretaris *", "camat", "camat *", "kepala bagian*", "kepala kantor*", "inspektur pembantu*", "irban*",
    ),
    _structural("Kepala bidang", "Administrator", "III.b", "kepala bidang*"),
    _structural(
        "Kepala subbagian dan seksi, lurah", "Pengawas", "IV.a",
        "kepala sub*", "kepala seksi*", "kasubbag*", "lurah", "lurah *",
    ),
    _structural("Jabatan struktural lain", "Pengawas", "", "kepala *", "sekretaris", "direktur*", "inspektur *"),
    *(
        Aturan(f"Fungsional {jenjang}", (f"* {jenjang.lower()}", jenjang.lower()), {"jenis": _F, "jenjang": jenjang})
        for jenjang in JENJANG_FUNGSIONAL
    ),
    Aturan("Struktural tanpa pola", ("*",), {"jenjang": "Pengawas", "kelompok": Kelompok.STRUKTURAL.value}, _S),
    Aturan(
        "Fungsional lain", ("*",), {"kelompok": Kelompok.FUNGSIONAL.value, "rumpun": Rumpun.TEKNIS.value}, _F
    ),
    Aturan(
        "Selebihnya pelaksana",
        ("*",),
        {
            "jenis": _P,
            "jenjang": "Pelaksana",
            "kelompok": Kelompok.ADMINISTRASI.value,
            "rumpun": Rumpun.ADMINISTRASI.value,
        },
    ),
)  # fmt: skip
