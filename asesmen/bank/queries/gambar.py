"""The images of items, as a page takes them: data URIs, so that a paper needs no second request."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from asesmen.bank.formats import html
from asesmen.bank.models import GambarButir, VersiButir


def gambar_uris(contents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name → data URI of every image that these items (as of `butir_content`) show. No query where there is none."""
    names: set[str] = set()
    for content in contents:
        if content["format"] == "html":
            names.update(*map(html.names_in, texts_of(content)))
    if not names:
        return {}
    rows = GambarButir.objects.filter(pk__in=names).order_by("pk").values_list("nama", "mime", "isi")
    return {nama: f"data:{mime};base64,{b64encode(isi).decode()}" for nama, mime, isi in rows}


def shown_html(versi: VersiButir) -> dict[str, Any] | None:
    """Stimulus, question and options of an HTML version, clean and with its images, for pages of staff; None for plain
    text, which a page escapes itself."""
    if versi.format != "html":
        return None
    content = {"format": "html", "stimulus": versi.stimulus, "pertanyaan": versi.pertanyaan, "opsi": versi.opsi}
    uris = gambar_uris([content])
    return {
        "stimulus": html.shown_html(versi.stimulus, uris),
        "pertanyaan": html.shown_html(versi.pertanyaan, uris),
        "opsi": [{"kode": o["kode"], "teks": html.shown_html(o["teks"], uris)} for o in versi.opsi],
    }


def words_of(text: str, form: str) -> str:
    """An item's text for a line of a list, whatever its format."""
    return html.plain_text(text) if form == "html" else text


def texts_of(content: Mapping[str, Any]) -> list[str]:
    return [content["stimulus"], content["pertanyaan"], *(o["teks"] for o in content["opsi"])]
