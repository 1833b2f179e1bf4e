import hashlib
import io
import struct
import zipfile

import pytest

from asesmen.penugasan.formats import read_isi
from asesmen.penugasan.rules.berkas import BerkasRefused
from tests.penugasan.berkas import JPG, MAIN, PDF, PNG, make_ooxml, make_zip, relation

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
GOOD = {"pdf": PDF, "png": PNG, "jpg": JPG} | {tipe: make_ooxml(tipe) for tipe in MAIN}


def code_of(content: bytes, tipe: str = "docx") -> str:
    with pytest.raises(BerkasRefused) as refused:
        read_isi(io.BytesIO(content), tipe=tipe, name=f"berkas.{tipe}")
    assert refused.value.message.startswith(("“berkas", "Isi “berkas"))
    return refused.value.code


@pytest.mark.parametrize("tipe", sorted(GOOD))
def test_a_true_file_of_each_kind_passes_and_is_left_at_its_start(tipe: str) -> None:
    file = io.BytesIO(GOOD[tipe])

    found = read_isi(file, tipe=tipe, name=f"berkas.{tipe}")

    assert (found.ukuran, found.sha256) == (len(GOOD[tipe]), hashlib.sha256(GOOD[tipe]).hexdigest())
    assert file.tell() == 0


@pytest.mark.parametrize("claimed", sorted(GOOD))
def test_content_of_another_kind_is_refused_whatever_the_name_says(claimed: str) -> None:
    others = {tipe: content for tipe, content in GOOD.items() if tipe != claimed}

    assert {code_of(content, claimed) for content in others.values()} == {"isi_tidak_sesuai"}


@pytest.mark.parametrize("content", [b"MZ\x90\x00" + b"\x00" * 100, b"<html><script>", b"GIF89a", b"#!/bin/sh\n"])
def test_programs_and_pages_are_refused_as_pdf(content: bytes) -> None:
    assert code_of(content, "pdf") == "isi_tidak_sesuai"


def test_a_cut_pdf_is_refused() -> None:
    assert code_of(PDF[:-8], "pdf") == "terpotong"


def test_an_old_or_encrypted_office_file_is_refused_with_what_to_do() -> None:
    assert code_of(OLE) == "bersandi"


@pytest.mark.parametrize("path", ["word/vbaProject.bin", "word/vbaData.xml", "xl/VBAPROJECT.BIN"])
def test_a_macro_part_is_refused(path: str) -> None:
    assert code_of(make_ooxml(extra={path: b"x"})) == "makro"


def test_a_docm_renamed_docx_is_refused_by_its_content_type() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"

    assert code_of(make_ooxml(kind=kind)) == "makro"


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_something_that_office_would_fetch_from_elsewhere_is_refused(kind: str) -> None:
    rels = {"word/_rels/document.xml.rels": relation(kind, "https://jahat.example/t.dotm")}

    assert code_of(make_ooxml(extra=rels)) == "rujukan_luar"


@pytest.mark.parametrize("target", ["file://host/rahasia", "\\\\host\\bagi", "//host/bagi", "javascript:alert(1)"])
def test_a_link_out_of_the_web_is_refused(target: str) -> None:
    rels = {"word/_rels/document.xml.rels": relation("hyperlink", target)}

    assert code_of(make_ooxml(extra=rels)) == "rujukan_luar"


@pytest.mark.parametrize("target", ["https://kemdikbud.example/", "mailto:guru@sekolah.example"])
def test_an_ordinary_link_in_the_text_is_accepted(target: str) -> None:
    content = make_ooxml(extra={"word/_rels/document.xml.rels": relation("hyperlink", target)})

    assert read_isi(io.BytesIO(content), tipe="docx", name="berkas.docx").ukuran == len(content)


@pytest.mark.parametrize("path", ["word/embeddings/lembar.xlsx", "word/embeddings/oleObject1.bin", "isi.zip", "a.exe"])
def test_a_file_inside_the_file_is_refused(path: str) -> None:
    assert code_of(make_ooxml(extra={path: b"x"})) == "berkas_sisipan"


def test_a_zip_bomb_is_refused_by_its_ratio_without_unpacking() -> None:
    assert code_of(make_ooxml(extra={"word/media/a.bin": b"\x00" * 3_000_000})) == "arsip_berbahaya"


def test_a_bomb_whose_directory_lies_about_sizes_is_refused() -> None:
    honest = make_ooxml(extra={"word/media/a.bin": b"\x00" * 3_000_000})
    lying = honest.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 300))

    assert code_of(lying) == "rusak"


def test_too_many_parts_are_refused() -> None:
    assert code_of(make_ooxml(extra={f"word/media/{n}.bin": b"" for n in range(1001)})) == "arsip_berbahaya"


@pytest.mark.parametrize("path", ["../../luar.xml", "/etc/passwd", "word/../../luar.xml", "C:/luar.xml"])
def test_a_part_that_points_outside_is_refused(path: str) -> None:
    assert code_of(make_ooxml(extra={path: b"x"})) == "arsip_berbahaya"


def test_a_symbolic_link_inside_is_refused() -> None:
    buffer = io.BytesIO(make_ooxml())
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("word/tautan.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert code_of(buffer.getvalue()) == "arsip_berbahaya"


def test_a_part_packed_in_an_unusual_way_is_refused() -> None:
    buffer = io.BytesIO(make_ooxml())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/lain.xml", "x")

    assert code_of(buffer.getvalue()) == "arsip_berbahaya"


def test_entities_in_the_list_of_parts_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Types>&a;</Types>'

    assert code_of(make_ooxml(extra={"[Content_Types].xml": bomb})) == "arsip_berbahaya"


def test_a_zip_without_the_main_part_is_refused() -> None:
    assert code_of(make_zip({"[Content_Types].xml": "<Types/>", "catatan.txt": "x"})) == "isi_tidak_sesuai"


def test_a_cut_office_file_is_refused() -> None:
    content = make_ooxml()

    assert code_of(content[: len(content) // 2]) == "rusak"


def test_a_damaged_office_file_is_refused() -> None:
    content = make_ooxml(extra={"word/a.xml": "isi yang cukup panjang untuk dirusak " * 20})
    middle = content.index(b"word/a.xml") + 30

    assert code_of(content[:middle] + b"\xff\x00\xff" + content[middle + 3 :]) == "rusak"


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    huge = PNG.replace(struct.pack(">II", 640, 480), struct.pack(">II", 40_000, 40_000))

    assert code_of(huge, "png") == "gambar_terlalu_besar"


@pytest.mark.parametrize(
    ("content", "tipe"), [(PNG[:20], "png"), (JPG[:8], "jpg"), (b"\xff\xd8\xff\xe0\x00\x00", "jpg")]
)
def test_a_picture_without_a_size_is_refused(content: bytes, tipe: str) -> None:
    assert code_of(content, tipe) == "terpotong"
