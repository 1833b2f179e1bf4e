"""One row of a roster: which facts it states, which cells are refused and which only raise a doubt."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pegawai.rules import sel as cells
from pegawai.rules.baris import data_rows, read_nama, read_nip, read_text, refuse_duplicates, start_row
from pegawai.rules.eselon import read_eselon, tier_of
from pegawai.rules.golongan import read_golongan
from pegawai.rules.jabatan import JenisJabatan, functional_jenjang, read_jenis
from pegawai.rules.kolom import Baris, Pemetaan
from pegawai.rules.masalah import BarisDibaca
from pegawai.rules.nip import Nip, nip_doubts
from pegawai.rules.sel import Sel
from pegawai.rules.tanggal import read_tanggal

NEEDED = ("nip", "nama")
KELAMIN = {
    **dict.fromkeys(("l", "m", "1", "pria", "laki-laki", "laki laki", "lakilaki", "male"), "L"),
    **dict.fromkeys(("p", "f", "2", "wanita", "perempuan", "female"), "P"),
}
FROM_NIP = ("tanggal_lahir", "jenis_kelamin", "status_asn")
KELAMIN_LABEL = {"L": "pria", "P": "wanita"}


def read_rows(rows: Sequence[Baris], peta: Pemetaan, today: date) -> list[BarisDibaca]:
    """Read every data row; of rows with the same NIP the first one stands."""
    read = [_read(nomor, named, peta, today) for nomor, named in data_rows(rows, peta)]
    refuse_duplicates(read, ["nip"], peta.judul["nip"], "NIP yang sama")
    return read


def _read(nomor: int, named: dict[str, Sel], peta: Pemetaan, today: date) -> BarisDibaca:
    baris = start_row(nomor, named, peta)
    nip = read_nip(baris, named.get("nip"), peta.judul["nip"])
    depan, nama, belakang = read_nama(baris, named.get("nama"), peta.judul["nama"])
    baris.data = {
        "nip": nip.angka if nip else cells.teks(named.get("nip")),
        "nama": nama,
        "gelar_depan": _text(baris, named, peta, "gelar_depan", 40) or depan,
        "gelar_belakang": _text(baris, named, peta, "gelar_belakang", 60) or belakang,
        "golongan": _golongan(baris, named, peta),
        "kedudukan_hukum": _text(baris, named, peta, "kedudukan_hukum", 60),
    }
    _check_titles(baris, peta)
    baris.data |= _jabatan(baris, named, peta)
    baris.data |= _unit(baris, named, peta)
    baris.data |= _tmt(baris, named, peta)
    if nip:
        baris.data |= _person(baris, named, peta, nip, today)
    return baris


def _check_titles(baris: BarisDibaca, peta: Pemetaan) -> None:
    if len(baris.data["gelar_depan"]) > 40 or len(baris.data["gelar_belakang"]) > 60:
        baris.refuse(peta.judul["nama"], "too_long", "Gelar terlalu panjang. Periksa tanda koma di dalam nama.")


def _text(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, field: str, limit: int) -> str:
    return read_text(baris, named.get(field), peta.judul.get(field, field), limit)


def _tmt(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> dict[str, str]:
    """Since when jabatan and golongan hold, where the file states it readably."""
    found = {}
    for field in ("tmt_jabatan", "tmt_golongan"):
        text = cells.teks(named.get(field))
        if day := read_tanggal(text):
            found[field] = day.isoformat()
        elif text:
            baris.warn(peta.judul[field], "tmt_unreadable", f"“{text}” bukan tanggal. Tulis seperti 01-04-2025.")
    return found


def _golongan(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> str:
    text = _text(baris, named, peta, "golongan", 60)
    found = read_golongan(text)
    if text and found is None:
        message = f"Golongan “{text}” tidak dikenal dan tidak disimpan. Tulis seperti III/d, atau IX untuk PPPK."
        baris.warn(peta.judul["golongan"], "golongan_unknown", message)
    return found or ""


def _jabatan(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> dict[str, Any]:
    nama = _text(baris, named, peta, "jabatan", 200)
    if not nama:
        return {"jabatan": ""}
    return {"jabatan": nama, "asal": _stated(named)}


def _stated(named: dict[str, Sel]) -> dict[str, str]:
    """What the list itself says of the jabatan: a fact. What the title seems to say is for the office's rules."""
    jenis = read_jenis(cells.teks(named.get("jenis_jabatan")))
    eselon = read_eselon(cells.teks(named.get("eselon")))
    if eselon and jenis in (None, JenisJabatan.STRUKTURAL):
        return {"jenis": JenisJabatan.STRUKTURAL.value, "jenjang": tier_of(eselon), "eselon": eselon}
    stated = {"jenis": jenis.value if jenis else "", "jenjang": functional_jenjang(cells.teks(named.get("jenjang")))}
    return {fakta: isi for fakta, isi in stated.items() if isi}


def _unit(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan) -> dict[str, str]:
    unit = _text(baris, named, peta, "unit", 200) or peta.unit_judul
    opd = _text(baris, named, peta, "opd", 200)
    if not unit and {"unit", "opd"} & set(peta.kolom):
        where = f"Pegawai dicatat langsung di {opd}." if opd else "Unit pegawai dibiarkan seperti semula."
        baris.warn(peta.judul.get("unit") or peta.judul["opd"], "no_unit", f"Unit kerja kosong. {where}")
    return {"unit": unit, "opd": opd}


def _person(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, nip: Nip, today: date) -> dict[str, Any]:
    for code, message in nip_doubts(nip, today):
        baris.warn(peta.judul["nip"], code, message)
    return {
        "tanggal_lahir": _tanggal_lahir(baris, named, peta, nip).isoformat(),
        "jenis_kelamin": _jenis_kelamin(baris, named, peta, nip),
        "status_asn": _status(baris, named, peta, nip),
        # What the file does not say fills a new person's facts, and never replaces a known one's.
        "dari_nip": [field for field in FROM_NIP if not _is_stated(named, peta, field)],
    }


def _is_stated(named: dict[str, Sel], peta: Pemetaan, field: str) -> bool:
    if field == "tanggal_lahir":
        return bool(_tanggal_tertulis(named, peta)[0])
    return not cells.is_empty(named.get(field))


def _tanggal_lahir(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, nip: Nip) -> date:
    text, column = _tanggal_tertulis(named, peta)
    found = read_tanggal(text)
    if text and found is None:
        message = f"“{text}” bukan tanggal, dipakai tanggal lahir menurut NIP. Tulis seperti 25-03-1997."
        baris.warn(column, "birth_unreadable", message)
    if found and found != nip.tanggal_lahir:
        message = f"Berbeda dari NIP, yang menunjukkan {nip.tanggal_lahir:%d-%m-%Y}. Cocokkan dengan SK."
        baris.warn(column, "birth_mismatch", message)
    return found or nip.tanggal_lahir


def _tanggal_tertulis(named: dict[str, Sel], peta: Pemetaan) -> tuple[str, str]:
    """The birth date as written, and its column; of "Padang, 26-09-1986" what stands behind the comma."""
    own = cells.teks(named.get("tanggal_lahir"))
    if own or "tempat_tanggal_lahir" not in peta.kolom:
        return own, peta.judul.get("tanggal_lahir", "")
    both = cells.teks(named.get("tempat_tanggal_lahir"))
    return both.rpartition(",")[2].strip() if "," in both else "", peta.judul["tempat_tanggal_lahir"]


def _jenis_kelamin(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, nip: Nip) -> str:
    text = cells.teks(named.get("jenis_kelamin"))
    found = KELAMIN.get(text.lower())
    if text and found is None:
        message = f"“{text}” tidak dikenal, dipakai jenis kelamin menurut NIP. Tulis L atau P."
        baris.warn(peta.judul["jenis_kelamin"], "sex_unreadable", message)
    if found and found != nip.jenis_kelamin:
        shown = KELAMIN_LABEL[nip.jenis_kelamin]
        message = f"Berbeda dari angka ke-15 NIP, yang menunjukkan {shown}. Cocokkan dengan SK."
        baris.warn(peta.judul["jenis_kelamin"], "sex_mismatch", message)
    return found or nip.jenis_kelamin


def _status(baris: BarisDibaca, named: dict[str, Sel], peta: Pemetaan, nip: Nip) -> str:
    text = cells.teks(named.get("status_asn")).upper()
    if cells.teks(named.get("status_cpns")).upper() == "C" or text.startswith("CPNS"):
        return "CPNS"
    stated = next((status for status in ("PPPK", "PNS") if text.startswith(status)), "")
    if stated and stated != nip.pola:
        message = f"Tertulis {stated}, tetapi NIP berpola {nip.pola}. Cocokkan dengan SK."
        baris.warn(peta.judul["status_asn"], "status_mismatch", message)
    return stated or nip.pola
