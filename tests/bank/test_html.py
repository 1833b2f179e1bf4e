"""Items with tables and images: what comes in, what stays out, what a page gets."""

import json
import zlib
from base64 import b64encode
from struct import pack
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from asesmen.bank import queries, services
from asesmen.bank.formats.butir_json import read_json
from asesmen.bank.formats.html import clean_html, names_in, plain_text, shown_html
from asesmen.bank.models import Butir, GambarButir, VersiButir
from asesmen.bank.queries.impor import read_rows
from asesmen.bank.rules.baris import BarisButir, Bawaan
from asesmen.bank.rules.gambar import MAX_BYTES, GambarRefused, read_gambar
from tests.bank.factories import AT
from tests.bank.test_ukuran import jpeg, lossy
from tests.bank.test_views import sign_in
from tests.kompetensi.factories import make_kamus


def png(shade: int = 0) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes([0, shade])))
        + chunk(b"IEND", b"")
    )


PNG = b64encode(png()).decode()
NAMA = read_gambar("a", PNG).nama


def item(**changes: Any) -> dict[str, Any]:
    return {
        "kode": "H-1",
        "kompetensi": "PED",
        "level": 2,
        "tipe": "pilihan_ganda",
        "format": "html",
        "stimulus": '<p>Lihat grafik.</p><img src="gambar:grafik" alt="Grafik batang: 3 dan 5">',
        "pertanyaan": "<p>Nilai <b>terbesar</b>?</p>",
        "opsi": {"A": "3", "B": "x<sup>2</sup>"},
        "kunci": ["B"],
        "gambar": {"grafik": PNG},
    } | changes


def as_file(*items: dict[str, Any]) -> bytes:
    return json.dumps(items).encode()


def rows(*items: dict[str, Any]) -> list[BarisButir]:
    make_kamus()
    return read_rows(read_json(as_file(*items)))


def codes(row: BarisButir) -> list[tuple[str, str]]:
    return [(m.column, m.code) for m in row.masalah]


# ---------- The image ----------


@pytest.mark.parametrize(
    ("isi", "mime", "ending"),
    [
        (png(), "image/png", ".png"),
        (jpeg(4, 3), "image/jpeg", ".jpg"),
        (lossy(4, 3), "image/webp", ".webp"),
    ],
)
def test_an_image_is_told_by_its_first_bytes_and_named_by_its_content(isi: bytes, mime: str, ending: str) -> None:
    found = read_gambar("apa pun.exe", b64encode(isi).decode())

    assert (found.mime, found.isi, found.nama[32:]) == (mime, isi, ending)
    assert read_gambar("nama lain", b64encode(isi).decode()) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bukan base64!", "gambar_rusak"),
        ("é", "gambar_rusak"),
        (b64encode(b"<svg onload=alert(1)>").decode(), "gambar_bukan_gambar"),
        (b64encode(b"RIFF\x00\x00\x00\x00WAVE").decode(), "gambar_bukan_gambar"),
        ("", "gambar_bukan_gambar"),
        (b64encode(png() + bytes(MAX_BYTES)).decode(), "gambar_terlalu_besar"),
    ],
)
def test_what_is_no_image_is_refused_with_the_cure(text: str, code: str) -> None:
    with pytest.raises(GambarRefused) as refusal:
        read_gambar("grafik", text)
    assert refusal.value.code == code


# ---------- The text ----------

STORED = {"grafik": NAMA, NAMA: NAMA}
DIRTY = [
    '<p onclick="x()">a</p><script>alert(1)</script>',
    '<img src="gambar:grafik" alt="A" onerror="x()">',
    '<img src=x:1 alt=q><img src="javascript:alert(1)" alt="q"><img src="https://jauh.example/a.png" alt="q">',
    '<a href="javascript:alert(1)">tekan</a><iframe src="//jauh.example"></iframe>',
    '<svg><image href="data:x"/></svg><math><mi xlink:href="data:x"></mi></math>',
    '<table style="x"><tr><td colspan=2 class="y">1<td>2</table>',
    '<p title="<img src=gambar:grafik alt=1>">&lt;script&gt;</p><style>p{}</style>',
    '<img src="data:image/png;base64,AAAA" alt="q"><img src="//jauh.example/x" alt="q"><img src="/x" alt="q">',
]


def test_cleaning_leaves_the_allow_list_and_names_images_as_the_bank_does() -> None:
    assert clean_html(DIRTY[0], STORED) == "<p>a</p>"
    assert clean_html(DIRTY[1], STORED) == f'<img src="gambar:{NAMA}" alt="A">'
    assert clean_html(DIRTY[5], STORED) == "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    assert clean_html("a < b & c", {}) == "a &lt; b &amp; c"
    assert names_in(clean_html(DIRTY[1], STORED)) == {NAMA}
    assert plain_text("<p>a &lt; b</p><ul><li>satu</li></ul>") == "a < b satu"


def harmless(html: str, *sources: str) -> None:
    import re

    tags = re.findall(r"<[^>]*>", html)
    assert not [t for t in tags if not re.fullmatch(r'</?[a-z]+>|<img( (src|alt)="[^"]*")*>', t)]
    assert {s for t in tags for s in re.findall(r' src="([^"]*)"', t)} <= set(sources)


@given(
    st.lists(st.sampled_from([*DIRTY, "<", ">", '"', "'", "<p", "</table>", "gambar:grafik", "&#106;"])).map("".join)
)
@example("".join(DIRTY))
def test_cleaning_lets_nothing_else_through_and_twice_is_once(text: str) -> None:
    cleaned = clean_html(text, STORED)

    harmless(cleaned, f"gambar:{NAMA}")
    assert clean_html(cleaned, STORED) == cleaned


def test_a_page_of_staff_gets_the_images_themselves_and_cleans_once_more() -> None:
    shown = shown_html(
        f'<img src="gambar:{NAMA}" alt="A"><img src="gambar:x.png" alt="B"><b onclick="x">c</b>',
        {NAMA: "data:image/png;base64,AA"},
    )

    assert shown == '<img src="data:image/png;base64,AA" alt="A"><img alt="B"><b>c</b>'


# ---------- The file ----------


@pytest.mark.django_db
def test_an_item_with_an_image_comes_in_once_and_again_changes_nothing() -> None:
    first = services.import_butir(rows(item()), at=AT)
    again = services.import_butir(
        rows(item(gambar={"lain": PNG}, stimulus=item()["stimulus"].replace('grafik"', 'lain"'))), at=AT
    )

    versi = VersiButir.objects.get()
    assert ((first.created, again.unchanged), versi.format) == ((1, 1), "html")
    assert versi.stimulus == f'<p>Lihat grafik.</p><img src="gambar:{NAMA}" alt="Grafik batang: 3 dan 5">'
    assert versi.opsi == [{"kode": "A", "teks": "3"}, {"kode": "B", "teks": "x<sup>2</sup>"}]
    assert [(g.nama, g.mime, bytes(g.isi)) for g in GambarButir.objects.all()] == [(NAMA, "image/png", png())]


@pytest.mark.django_db
def test_another_picture_makes_another_version_and_an_image_nobody_shows_is_not_kept() -> None:
    services.import_butir(rows(item()), at=AT)

    other = {"grafik": b64encode(png(9)).decode(), "sisa": b64encode(png(5)).decode()}
    done = services.import_butir(rows(item(gambar=other)), at=AT)

    assert (done.updated, VersiButir.objects.count(), GambarButir.objects.count()) == (1, 2, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": "markdown"}, ("Format", "format_tidak_dikenal")),
        ({"gambar": {}}, ("Stimulus", "gambar_tidak_ada")),
        ({"stimulus": '<img src="https://jauh.example/a.png" alt="A">'}, ("Stimulus", "gambar_tidak_ada")),
        ({"stimulus": '<img src="gambar:grafik">'}, ("Stimulus", "gambar_tanpa_alt")),
        ({"pertanyaan": "<script>alert(1)</script>"}, ("Pertanyaan", "html_kosong")),
        ({"opsi": {"A": "3", "B": "<svg></svg>"}}, ("Opsi B", "html_kosong")),
        ({"gambar": {"grafik": PNG, "peta": "zzz"}}, ("Gambar", "gambar_rusak")),
    ],
)
def test_a_faulty_item_is_refused_by_column_and_the_good_one_beside_it_comes_in(
    changes: dict[str, Any], fault: tuple[str, str]
) -> None:
    found = rows(item(**changes), item(kode="H-2"))
    services.import_butir(found, at=AT)

    assert codes(found[0]) == [fault]
    assert [b.kode for b in Butir.objects.all()] == ["H-2"]


@pytest.mark.django_db
def test_plain_text_stays_plain_and_its_digest_does_not_know_of_formats() -> None:
    plain = item(kode="T-1", format="teks", stimulus="a < b", gambar={})
    services.import_butir(rows(plain), at=AT)

    versi = VersiButir.objects.get()
    without = {name: value for name, value in plain.items() if name not in ("format", "gambar")}
    assert (versi.format, versi.stimulus) == ("teks", "a < b")
    assert services.import_butir(rows(without), at=AT).unchanged == 1


@pytest.mark.django_db
def test_an_import_by_preview_keeps_the_images() -> None:
    make_kamus()
    impor_id = services.stage_impor(isi=as_file(item()), nama="soal.json", bawaan=Bawaan(), akun=None, at=AT)

    done = services.apply_impor(impor_id=impor_id, akun=None, at=AT)

    assert (done.created, GambarButir.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_workbook_of_the_bank_brings_an_item_with_an_image_back_unchanged_and_cannot_flatten_it() -> None:
    services.import_butir(rows(item()), at=AT)
    book = services.export_butir(butir_ids=[Butir.objects.get().pk], akun=None, at=AT)

    same = services.check_berkas(isi=book, nama="a.xlsx", bawaan=Bawaan())
    flat = services.plan_butir(rows(item(format="teks", gambar={}, stimulus="Tanpa gambar")))

    assert [(p.keadaan, p.masalah) for p in same] == [("tetap", ())]
    assert [(p.keadaan, [m.code for m in p.masalah]) for p in flat] == [("ditolak", ["format_berbeda"])]


@pytest.mark.django_db
def test_images_leave_the_bank_as_data_uris_of_the_items_that_show_them() -> None:
    services.import_butir(rows(item(), item(kode="H-2", stimulus="", gambar={})), at=AT)
    content = queries.butir_content(VersiButir.objects.values_list("pk", flat=True))

    assert queries.gambar_uris(content.values()) == {NAMA: f"data:image/png;base64,{PNG}"}


@pytest.mark.django_db
def test_pages_of_staff_show_the_table_and_the_image_and_lists_show_words(client: Client) -> None:
    sign_in(client, "penelaah_soal")
    services.import_butir(rows(item(pertanyaan="<table><tr><td>2 &lt; 3</td></tr></table>")), at=AT)
    butir_id = Butir.objects.get().pk

    detail = client.get(reverse("bank:butir-detail", args=[butir_id]))
    listed = client.get(reverse("bank:butir-list"))

    assertContains(detail, f'<img src="data:image/png;base64,{PNG}" alt="Grafik batang: 3 dan 5">')
    assertContains(detail, "<table><tbody><tr><td>2 &lt; 3</td></tr></tbody></table>")
    assertContains(listed, '<td data-label="Soal">2 &lt; 3</td>')


@pytest.mark.django_db
def test_items_without_images_cost_no_query(django_assert_num_queries: Any) -> None:
    services.import_butir(rows(item(stimulus="", gambar={})), at=AT)
    content = queries.butir_content(VersiButir.objects.values_list("pk", flat=True))

    with django_assert_num_queries(0):
        assert queries.gambar_uris(content.values()) == {}
