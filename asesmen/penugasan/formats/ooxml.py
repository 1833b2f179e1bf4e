"""Office files as zips: whole, of bearable size, without macros or anything fetched from elsewhere."""

import posixpath
import stat
import zipfile
import zlib
from typing import BinaryIO
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from asesmen.penugasan.rules.berkas import TIPE, BerkasRefused

MAKS_ENTRI = 1_000
MAKS_RASIO = 100
MAKS_BONGKAR = 100 * 1024 * 1024
MAKS_XML = 4 * 1024 * 1024
UTAMA = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
ISI = "[Content_Types].xml"
BERSARANG = (
    ".zip",
    ".docx",
    ".docm",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".pptx",
    ".pptm",
    ".jar",
    ".rar",
    ".7z",
    ".exe",
    ".ole",
)
MAKRO = ("vbaproject", "vbadata", "macroenabled")
TAUT_AMAN = {"", "http", "https", "mailto"}
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)


def check_ooxml(file: BinaryIO, *, tipe: str, name: str) -> None:
    """Raises BerkasRefused for anything but a plain, whole document of this kind."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            _check_kind(archive, {e.filename for e in entries}, tipe, name)
            for entry in entries:
                if entry.filename.endswith(".rels"):
                    _check_relations(_xml(archive, entry.filename, name), name)
            _unpack_all(archive, entries)
    except BROKEN as error:
        raise _broken(name, tipe) from error


def _broken(name: str, tipe: str) -> BerkasRefused:
    return BerkasRefused(
        "rusak",
        f"“{name}” rusak atau tidak utuh. Buka di aplikasinya, simpan ulang sebagai {TIPE[tipe]}, lalu unggah lagi.",
    )


def _refuse_zip(name: str, why: str) -> BerkasRefused:
    return BerkasRefused(
        "arsip_berbahaya",
        f"“{name}” tidak dapat diterima: {why}. Simpan ulang dari aplikasi aslinya, lalu unggah lagi.",
    )


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAKS_ENTRI:
        raise _refuse_zip(name, f"berisi lebih dari {MAKS_ENTRI} bagian")
    if len({e.filename.lower() for e in entries}) != len(entries):
        raise _refuse_zip(name, "dua bagian di dalamnya bernama sama")
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    if unpacked > MAKS_BONGKAR or unpacked > MAKS_RASIO * max(packed, 1):
        raise _refuse_zip(name, "isinya mengembang terlalu besar saat dibuka")
    for entry in entries:
        _check_entry(entry, name)


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    path = entry.filename
    inside = posixpath.normpath(path)
    if path.startswith("/") or "\\" in path or ":" in path or inside.startswith(".."):
        raise _refuse_zip(name, "salah satu bagiannya menunjuk ke luar berkas")
    if entry.create_system == 3 and stat.S_ISLNK(entry.external_attr >> 16):
        raise _refuse_zip(name, "salah satu bagiannya berupa tautan")
    if entry.flag_bits & 0x1:
        raise _refuse_zip(name, "salah satu bagiannya bersandi")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refuse_zip(name, "salah satu bagiannya dimampatkan dengan cara yang tidak dikenal")
    low = path.lower()
    if any(word in low for word in MAKRO):
        raise _macro(name)
    if low.endswith(BERSARANG) or "/embeddings/" in low or "/activex/" in low:
        raise BerkasRefused(
            "berkas_sisipan",
            f"“{name}” memuat berkas lain yang disisipkan. Ubah sisipan itu menjadi gambar atau tabel biasa, "
            "lalu unggah lagi.",
        )


def _macro(name: str) -> BerkasRefused:
    return BerkasRefused(
        "makro", f"“{name}” memuat makro. Simpan ulang tanpa makro (bukan .docm, .xlsm, atau .pptm), lalu unggah lagi."
    )


def _check_kind(archive: zipfile.ZipFile, names: set[str], tipe: str, name: str) -> None:
    if ISI not in names or UTAMA[tipe] not in names:
        raise BerkasRefused(
            "isi_tidak_sesuai", f"Isi “{name}” bukan {TIPE[tipe]}. Simpan ulang sebagai {TIPE[tipe]}, lalu unggah lagi."
        )
    for element in _xml(archive, ISI, name).iter():
        kind = (element.get("ContentType") or "").lower()
        if any(word in kind for word in MAKRO):
            raise _macro(name)


def _check_relations(root: Element, name: str) -> None:
    """Refuse what an office program fetches by itself: templates, pictures, objects. Links people click may stay."""
    for relation in root.iter():
        if (relation.get("TargetMode") or "").lower() != "external":
            continue
        target = relation.get("Target") or ""
        is_link = (relation.get("Type") or "").lower().endswith("/hyperlink")
        if not is_link or urlsplit(target).scheme.lower() not in TAUT_AMAN or target.startswith(("\\\\", "//")):
            raise BerkasRefused(
                "rujukan_luar",
                f"“{name}” mengambil sesuatu dari luar berkas (misalnya gambar atau templat tertaut). "
                "Sisipkan langsung atau simpan sebagai PDF, lalu unggah lagi.",
            )


def _xml(archive: zipfile.ZipFile, path: str, name: str) -> Element:
    with archive.open(path) as part:
        text = part.read(MAKS_XML + 1)
    if len(text) > MAKS_XML:
        raise _refuse_zip(name, "daftar isinya terlalu besar")
    try:
        return fromstring(text)
    except (ParseError, DefusedXmlException) as error:
        raise _refuse_zip(name, "daftar isinya tidak dapat dibaca") from error


def _unpack_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read every part to its end: the checksums are proven, and what the sizes in the directory say is not believed."""
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(1 << 16):
                pass
