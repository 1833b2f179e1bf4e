from typing import Any

import pytest

from asesmen.penugasan.rules.berkas import (
    MB,
    BerkasRefused,
    Persyaratan,
    blind_name,
    check_outside,
    clean_name,
    missing,
    persyaratan_from,
    tipe_of,
)

MODUL = Persyaratan("Modul ajar", True, ("pdf", "docx"), 10, 1)
MEDIA = Persyaratan("Media pendukung", False, ("pptx", "jpg", "png"), 20, 2)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("modul ajar.pdf", "modul ajar.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\guru\\modul.docx", "modul.docx"),
        ("modul\x00\n\r.pdf", "modul.pdf"),
        ("modul\u202efdp.exe", "modulfdp.exe"),
        ("..", "berkas"),
        ("", "berkas"),
        ("é" * 200 + ".pdf", "é" * 116 + ".pdf"),
        ("a" * 200, "a" * 120),
    ],
)
def test_the_original_name_becomes_harmless_text(given: str, expected: str) -> None:
    assert clean_name(given) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a.PDF", "pdf"), ("a.b.jpeg", "jpg"), ("pdf", ""), ("modul.pdf.exe", "exe")]
)
def test_the_kind_is_what_the_last_extension_claims(name: str, expected: str) -> None:
    assert tipe_of(name) == expected


def outside(persyaratan: Persyaratan = MODUL, **changes: Any) -> str:
    values = {"name": "modul.pdf", "size": 1000, "stored": 0, "stored_bytes": 0}
    return check_outside(persyaratan, **(values | changes))


def test_a_file_within_every_limit_passes() -> None:
    assert outside(size=10 * MB) == "pdf"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "modul.exe"}, "tipe"),
        ({"name": "modul.docm"}, "tipe"),
        ({"name": "modul"}, "tipe"),
        ({"size": 0}, "kosong"),
        ({"size": 10 * MB + 1}, "terlalu_besar"),
        ({"stored": 1}, "terlalu_banyak"),
        ({"stored_bytes": 100 * MB, "size": 1}, "kuota_penuh"),
    ],
)
def test_a_file_beyond_a_limit_is_refused_with_its_reason(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(BerkasRefused) as refused:
        outside(**changes)

    assert refused.value.code == code


def test_a_refusal_says_what_is_accepted_instead() -> None:
    with pytest.raises(BerkasRefused) as refused:
        outside(MEDIA, name="foto.gif")

    assert refused.value.message == (
        "“foto.gif” tidak diterima. Media pendukung harus berupa PowerPoint (.pptx), JPG, atau PNG."
    )


def test_missing_names_only_what_must_be_there() -> None:
    asked = [MODUL, MEDIA, Persyaratan("Refleksi", True, ("pdf",), 5, 1)]

    assert missing(asked, {"Refleksi": 1}) == ["Modul ajar"]


@pytest.mark.parametrize(
    "change",
    [{"tipe": ["exe"]}, {"tipe": []}, {"nama": " "}, {"maks_mb": 0}, {"maks_mb": 51}, {"maks_jumlah": 0}],
)
def test_a_requirement_that_nobody_could_fulfil_is_refused(change: dict[str, Any]) -> None:
    row = {"nama": "Modul", "wajib": True, "tipe": ["pdf"], "maks_mb": 10, "maks_jumlah": 1}

    with pytest.raises(ValueError):
        persyaratan_from([row | change])


def test_two_requirements_of_one_name_are_refused() -> None:
    row = {"nama": "Modul", "wajib": True, "tipe": ["pdf"], "maks_mb": 10, "maks_jumlah": 1}

    with pytest.raises(ValueError):
        persyaratan_from([row, row])


def test_a_blind_name_keeps_number_requirement_and_kind_only() -> None:
    assert blind_name("26001-0007", "Hasil kerja murid", 2, "pdf") == "26001-0007-hasil-kerja-murid-2.pdf"
