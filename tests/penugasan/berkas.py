"""Small files for uploads: good ones, and what somebody with bad intent would make of them."""

import io
import struct
import zipfile
from collections.abc import Mapping

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x02\x00\x00\x00"
JPG = (
    b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 480, 640) + b"\x01\x01\x11\x00\xff\xd9"
)
OPENXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OPENXML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OPENXML}.spreadsheetml.sheet.main+xml"),
    "pptx": (
        "ppt/presentation.xml",
        f"{OPENXML}.presentationml.presentation.main+xml",
    ),
}
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def content_types(part: str, kind: str) -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )


def relation(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r1" TargetMode="{mode}" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )


def make_ooxml(tipe: str = "docx", extra: Mapping[str, str | bytes] | None = None, kind: str = "") -> bytes:
    """A minimal document; `extra` adds or replaces parts, `kind` the content type of the main part."""
    part, usual = MAIN[tipe]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(part, kind or usual),
        "_rels/.rels": relation("officeDocument", part, "Internal"),
        part: "<w:document xmlns:w='urn:w'><w:body/></w:document>",
    }
    return make_zip(parts | dict(extra or {}))


def make_zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return buffer.getvalue()
