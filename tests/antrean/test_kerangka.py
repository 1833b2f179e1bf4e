from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

MOMENT = datetime(2026, 12, 1, 1, 41, 7, tzinfo=UTC)


def render(source: str, path: str = "/daftar/", **values: object) -> str:
    context = RequestContext(RequestFactory().get(path), values)
    return Template("{% load kerangka %}" + source).render(context).strip()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ v|nip }}", "19860926 201505 1 001"),
        ("{{ 2100|angka }}", "2.100"),
        ("{{ jpm|desimal }} {{ jpm|desimal:1 }}", "88,89 88,9"),
        ("{{ '-0.5'|selisih }} {{ '-0.5'|selisih:2 }}", "−0,5 −0,50"),
        ("{{ 1182|persen:2480 }} {{ 1182|persen_bulat:2480 }}", "47,7% 48%"),
        ("{{ '-1'|celah }} [{{ none|celah }}]", "petak-k3 []"),
        ("{{ 2100000|ukuran_berkas }}", "2,1 MB"),
        ("{{ 150|durasi }} [{{ none|durasi }}]", "2 menit []"),
        ("{{ 'K7RM4XPH9T'|kode }}", "K7RM 4XPH 9T"),
    ],
)
def test_filters_write_numbers_the_indonesian_way(source: str, text: str) -> None:
    assert render(source, v="198609262015051001", jpm=Decimal("88.888"), none=None) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ saat|tanggal }}", "1 Desember 2026"),
        ("{{ saat|tanggal_hari }}", "Selasa, 1 Desember 2026"),
        ("{{ saat|tanggal_pendek }}", "1 Des 2026"),
        ("{{ saat|jam }}", "08.41 WIB"),
        ("{{ saat|jam_detik }}", "08.41.07 WIB"),
        ("{{ saat|waktu }}", "1 Desember 2026 pukul 08.41 WIB"),
        ("{{ hari|tanggal }}", "24 November 2026"),
        ("{{ hari|sampai:saat }}", "24 November–1 Desember 2026"),
        ("{{ hari|sampai:none }}", "24 November 2026"),
        ("[{{ none|tanggal }}{{ none|tanggal_hari }}{{ none|tanggal_pendek }}]", "[]"),
        ("[{{ none|jam }}{{ none|jam_detik }}{{ none|waktu }}]", "[]"),
    ],
)
def test_filters_write_moments_in_the_zone_of_the_office(source: str, text: str) -> None:
    assert render(source, saat=MOMENT, hari=date(2026, 11, 24), none=None) == text


def test_url_dengan_changes_one_key_and_keeps_the_rest() -> None:
    assert render("{% url_dengan halaman=3 %}", "/?cari=siti&halaman=2") == "?cari=siti&amp;halaman=3"


def test_url_dengan_takes_empty_keys_out() -> None:
    assert render("{% url_dengan cari='' halaman=none %}", "/?cari=siti&halaman=2", none=None) == "?"


def test_isian_tersembunyi_carries_the_rest_of_the_query_escaped() -> None:
    html = render("{% isian_tersembunyi 'cari' %}", "/?cari=x&urut=%22nama")

    assert html == '<input type="hidden" name="urut" value="&quot;nama">'


def test_remah_ends_with_the_page_itself() -> None:
    html = render('{% remah "Gelombang" "/gelombang/" nama %}', nama="Sesi <1>")

    assert html == (
        '<nav class="remah" aria-label="Remah roti"><a href="/gelombang/">Gelombang</a> / '
        '<span aria-current="page">Sesi &lt;1&gt;</span></nav>'
    )


@pytest.mark.parametrize(
    ("query", "sort", "following"),
    [
        ("", "", "?urut=nama"),
        ("?urut=nama", ' aria-sort="ascending"', "?urut=-nama"),
        ("?urut=-nama", ' aria-sort="descending"', "?urut=nama"),
    ],
)
def test_th_urut_turns_the_order_round(query: str, sort: str, following: str) -> None:
    html = render('{% th_urut "nama" "Nama" %}', f"/{query}")

    assert html.startswith(f'<th scope="col"{sort}><a class="urut" href="{following}">Nama')


def test_th_urut_goes_back_to_the_first_page() -> None:
    assert 'href="?urut=nama"' in render('{% th_urut "nama" "Nama" %}', "/?halaman=7")


@pytest.mark.parametrize(
    ("source", "classes", "icon"),
    [
        ('{% tanda_status "disahkan" "Disahkan" %}', "tanda tanda-tinta", "#i-cek"),
        ('{% tanda_status "gagal" "Gagal" %}', "tanda tanda-bata", "#i-silang"),
        ('{% tanda_status "dibatalkan" "Dibatalkan" %}', "tanda", "#i-henti"),
        ('{% tanda "Pratinjau" "kunyit" "tanya" %}', "tanda tanda-kunyit", "#i-tanya"),
    ],
)
def test_a_mark_is_a_word_a_shape_and_a_colour(source: str, classes: str, icon: str) -> None:
    html = render(source)

    assert html.startswith(f'<span class="{classes}"><svg')
    assert f'href="{icon}"' in html


def test_an_unknown_state_is_a_plain_word() -> None:
    assert render('{% tanda_status "berjalan" "Berjalan" %}') == '<span class="tanda">Berjalan</span>'


def test_isian_csrf_works_where_no_context_is_passed_on() -> None:
    html = render(
        '{% include "kerangka/_dialog.html" with id="d" judul="Hapus?" alamat="/hapus/" tombol="Hapus 1" only %}'
    )

    assert 'name="csrfmiddlewaretoken" value="' in html
    assert 'action="/hapus/"' in html
    assert "<textarea" not in html


def test_a_dialog_asks_for_a_reason_and_offers_the_safe_way_first() -> None:
    html = render(
        '{% include "kerangka/_dialog.html" with id="d" judul="Akhiri?" tombol="Akhiri 2 ujian" '
        'batal="Jangan akhiri" alasan="Alasan" only %}'
    )

    assert '<label class="form-label" for="d-alasan">Alasan</label>' in html
    assert html.index("Jangan akhiri") < html.index("Akhiri 2 ujian")


def test_pages_are_counted_and_linked_with_the_query() -> None:
    html = render(
        '{% include "kerangka/_halaman.html" with halaman=halaman satuan="pegawai" only %}',
        "/?cari=a&halaman=2",
        halaman=Paginator(range(2100), 25).page(2),
    )

    assert 'Menampilkan <span class="angka">26–50</span> dari <span class="angka">2.100</span> pegawai' in html
    assert 'href="?cari=a&amp;halaman=1"' in html
    assert 'href="?cari=a&amp;halaman=3"' in html


def test_a_single_page_has_no_navigation() -> None:
    html = render(
        '{% include "kerangka/_halaman.html" with halaman=halaman only %}', halaman=Paginator([1], 25).page(1)
    )

    assert "<nav" not in html


def job(status: str, done: int = 0, total: int = 0) -> SimpleNamespace:
    return SimpleNamespace(judul="Hitung", status=status, done=done, total=total, keterangan="")


@pytest.mark.parametrize(
    ("pekerjaan", "bar", "words"),
    [
        (job("antre"), '<progress class="kemajuan" aria-label="Hitung">', "menunggu giliran"),
        (job("berjalan", 2566, 4140), 'max="4140" value="2566"', "2.566 dari 4.140"),
        (job("gagal", 4, 10), '<progress class="kemajuan kemajuan-henti"', "4 dari 10"),
        (job("selesai"), 'max="1" value="1"', ""),
    ],
)
def test_progress_is_a_bar_and_a_sentence(pekerjaan: SimpleNamespace, bar: str, words: str) -> None:
    html = render('{% include "kerangka/_kemajuan.html" with pekerjaan=p alamat="/p/1.json" only %}', p=pekerjaan)

    assert bar in html
    assert f"<span data-kalimat>{words}</span>" in html
    assert 'data-pekerjaan="/p/1.json"' in html


def test_coverage_is_a_table_with_its_sum() -> None:
    rows = [
        SimpleNamespace(
            nama="Guru", sudah=1182, terjadwal=900, belum=398, alamat="/x", lebar_sudah="47.7%", lebar_terjadwal="36.3%"
        )
    ]

    html = render("{% batang_cakupan rows %}", rows=rows)

    assert '<rect class="g-tinta" x="0" y="1" width="47.7%" height="16"/>' in html
    assert '<td class="kanan" data-label="sudah">1.182</td>' in html.split("<tfoot>")[1]


def test_a_radar_of_two_competencies_is_left_to_the_table() -> None:
    assert render("{% radar rows %}", rows=[("A", Decimal(3), Decimal(3)), ("B", Decimal(2), Decimal(3))]) == ""


def test_a_radar_tells_its_finding_in_words() -> None:
    html = render("{% radar rows %}", rows=[(n, Decimal(r), Decimal(3)) for n, r in (("A", 3), ("B", 2), ("C", 4))])

    assert 'aria-label="Radar 3 kompetensi. Di bawah standar: B. Angka lengkap ada di tabel."' in html


def test_a_distribution_tells_every_share() -> None:
    html = render("{% sebaran_kelas k %}", k=[("Optimal", 3, 26), ("Cukup", 2, 70), ("Kurang", 1, 4)])

    assert 'aria-label="Optimal 26,0%, Cukup 70,0%, Kurang 4,0%"' in html


def test_a_scale_shows_where_the_number_lies() -> None:
    html = render("{% skala jpm pita %}", jpm=Decimal("88.888"), pita=[("Kurang", 1, None), ("Cukup", 2, Decimal(78))])

    assert 'aria-label="JPM 88,89 persen. Kurang, Cukup mulai 78."' in html


def test_a_part_that_never_changes_is_drawn_once_and_knows_nobody() -> None:
    template = Template(
        "{% load kerangka %}{% tetap %}{{ nama }}{% isian_csrf %}{% ikon 'cek' %}{% endtetap %}{{ nama }}"
    )

    drawn = [template.render(RequestContext(RequestFactory().get("/"), {"nama": nama})) for nama in ("Ani", "Budi")]

    icon = '<svg class="ikon" aria-hidden="true"><use href="#i-cek"/></svg>'
    assert drawn == [f"{icon}Ani", f"{icon}Budi"]


def test_a_part_that_never_changes_cannot_hold_what_a_page_fills_in() -> None:
    with pytest.raises(TemplateSyntaxError, match="could not be replaced"):
        Template("{% load kerangka %}{% tetap %}{% block isi %}{% endblock %}{% endtetap %}")
