"""Items with tables and images: HTML of an item file → HTML that a page may show.

It is cleaned when it comes in, by an allow-list, and again whenever a page of staff shows it. The exam page has an
allow-list of its own and never takes HTML as it comes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html.parser import HTMLParser

import nh3
from django.utils.safestring import SafeString

from asesmen.bank.rules.baris import BarisButir
from asesmen.bank.rules.butir import ButirMasuk, Masalah
from asesmen.bank.rules.gambar import Gambar, GambarRefused, read_gambar

TAGS = {
    *("p", "br", "b", "strong", "i", "em", "u", "sub", "sup", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "img"),
}
# Dropped with what is in them; of other tags the text stays.
GONE = {"script", "style", "template", "iframe", "object", "noscript"}
SCHEME = "gambar:"
STORED = re.compile(r'src="gambar:([0-9a-f]{32}\.(?:png|jpg|webp))"')


def clean_html(html: str, stored: Mapping[str, str]) -> str:
    """Return what the allow-list leaves. `stored`: an image's name in the text → its name in the bank."""

    def source(src: str) -> str | None:
        name = stored.get(src.removeprefix(SCHEME)) if src.startswith(SCHEME) else None
        return None if name is None else SCHEME + name

    return _clean(html, source, "gambar")


def shown_html(html: str, uris: Mapping[str, str]) -> SafeString:
    """Stored HTML as a page of staff shows it: cleaned once more, its images as data URIs. Safe, for it was cleaned."""
    return SafeString(_clean(html, lambda src: uris.get(src.removeprefix(SCHEME)), "data", "gambar"))


def names_in(html: str) -> set[str]:
    """The names of the images in stored HTML."""
    return set(STORED.findall(html))


def plain_text(html: str) -> str:
    """The words of an item's HTML, for lists and searches."""
    return _read(html).text


def with_html(row: BarisButir, images: Mapping[str, str]) -> BarisButir:
    """Clean an item that came in as HTML, and take in the images it shows; `images` is name → base64."""
    if row.butir is None:
        return row
    found, faults = _images(images)
    stored = {name: image.nama for name, image in found.items()}
    # Its own stored form comes back as it is.
    stored |= {image.nama: image.nama for image in found.values()}
    butir = replace(
        row.butir,
        format="html",
        stimulus=clean_html(row.butir.stimulus, stored),
        pertanyaan=clean_html(row.butir.pertanyaan, stored),
        opsi={letter: clean_html(text, stored) for letter, text in row.butir.opsi.items()},
    )
    parts = _parts(butir)
    faults += [fault for column, html in parts.items() for fault in _faults(column, html)]
    used = set().union(*map(names_in, parts.values()))
    butir = replace(butir, gambar=tuple(sorted((g for g in found.values() if g.nama in used), key=lambda g: g.nama)))
    return BarisButir(row.nomor, row.kode, butir, (*row.masalah, *faults))


def _images(images: Mapping[str, str]) -> tuple[dict[str, Gambar], list[Masalah]]:
    found: dict[str, Gambar] = {}
    faults = []
    for name, text in images.items():
        try:
            found[name] = read_gambar(name, text)
        except GambarRefused as wrong:
            faults.append(Masalah("Gambar", wrong.code, str(wrong)))
    return found, faults


def _parts(butir: ButirMasuk) -> dict[str, str]:
    options = {f"Opsi {letter}": text for letter, text in butir.opsi.items()}
    return {"Stimulus": butir.stimulus, "Pertanyaan": butir.pertanyaan, **options}


def _faults(column: str, html: str) -> list[Masalah]:
    read = _read(html)
    faults = []
    if column != "Stimulus" and not read.text and not read.images:
        message = "Tidak ada isi yang boleh tampil. Tulis dengan paragraf, daftar, tabel, atau gambar."
        faults.append(Masalah(column, "html_kosong", message))
    if any(not src for src, _ in read.images):
        message = 'Ada gambar yang tidak disertakan di berkas. Tulis src="gambar:NAMA" dan sertakan NAMA di “gambar”.'
        faults.append(Masalah(column, "gambar_tidak_ada", message))
    if any(not alt.strip() for _, alt in read.images):
        message = 'Ada gambar tanpa keterangan. Isi alt="…" bagi peserta yang memakai pembaca layar.'
        faults.append(Masalah(column, "gambar_tanpa_alt", message))
    return faults


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.images: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.append(" ")
        if tag == "img":
            values = dict(attrs)
            self.images.append((values.get("src") or "", values.get("alt") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def _clean(html: str, source: Callable[[str], str | None], *schemes: str) -> str:
    def keep(tag: str, name: str, value: str) -> str | None:
        return source(value) if name == "src" else value

    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=GONE,
        attributes={"*": set(), "img": {"src", "alt"}},
        attribute_filter=keep,
        url_schemes=set(schemes),
        url_relative="deny",
        link_rel=None,
    ).strip()
