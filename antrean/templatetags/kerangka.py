"""Tags and filters of every page: {% load kerangka %}. The words come from `antrean.formats.teks`."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from antrean.formats import grafik, teks

register = template.Library()

# Every state of the product in one word: which colour family and which icon stand beside it.
KELUARGA_STATUS = {
    "pensil": (
        "rancangan", "draf", "konsep", "usulan", "diusulkan", "direncanakan", "pratinjau", "dihitung", "antre",
        "menunggu", "pemetaan", "belum", "terjadwal", "diajukan", "dipesan",
    ),
    "tinta": ("dikunci", "disahkan", "diumumkan", "terbit", "terdaftar", "aktif", "berlaku", "dikumpulkan", "disimpan"),
    "daun": ("selesai", "hadir", "baik", "lulus", "sesuai", "diterima", "dinilai", "diterapkan"),
    "kunyit": ("ditelaah", "perlu_perbaikan", "terlambat", "ada_sisa", "dikembalikan"),
    "bata": ("gagal", "ditolak", "putus", "bentrok", "mangkir", "tidak_hadir"),
    "nila": ("beku", "dijeda", "ditangguhkan"),
    "": ("dibatalkan", "berakhir", "ditarik", "dicabut", "diarsipkan", "ditutup"),
}  # fmt: skip
KELUARGA = {status: family for family, statuses in KELUARGA_STATUS.items() for status in statuses}
IKON_KELUARGA = {"pensil": "", "tinta": "cek", "daun": "cek", "kunyit": "peringatan", "bata": "silang", "nila": "jeda"}
PESAN = {
    "success": ("daun", "cek"),
    "warning": ("kunyit", "peringatan"),
    "error": ("bata", "peringatan"),
}


def _request(context: Context) -> HttpRequest | None:
    """Find the request also inside `{% include … only %}`, where no variable carries it."""
    return getattr(context, "request", None) or context.get("request")


def _local(moment: date | None) -> date | None:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


# ---------- What never changes ----------


class TetapNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.text: SafeString | None = None

    def render(self, context: Context) -> SafeString:
        if self.text is None:
            nobody = Context()
            with nobody.bind_template(context.template):  # type: ignore[arg-type]
                self.text = self.nodelist.render(nobody)
        return self.text


@register.tag
def tetap(parser: Parser, _token: Token) -> TetapNode:
    """A part that is the same on every page, drawn once: {% tetap %}{% include "…" %}{% endtetap %}.

    It sees no variable and no request, so that nothing of one person can stay for the next.
    """
    nodelist = parser.parse(("endtetap",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("A block inside {% tetap %} could not be replaced.")
    return TetapNode(nodelist)


# ---------- Numbers ----------

register.filter("nip", teks.nip_text)
register.filter("kode", teks.code_text)
register.filter("angka", teks.count_text)
register.filter("desimal", teks.decimal_text)
register.filter("selisih", teks.gap_text)
register.filter("persen", teks.percent_text)
register.filter("ukuran_berkas", teks.size_text)


@register.filter
def persen_bulat(part: object, whole: object) -> str:
    return teks.percent_text(part, whole, 0)


@register.filter
def celah(gap: object) -> str:
    """Return the class of a gap cell, "petak-k3" … "petak-l1"; empty when there is no gap to show."""
    step = teks.gap_class(gap)
    return f"petak-{step}" if step else ""


# ---------- Dates and times, in the zone of the office ----------


@register.filter
def tanggal(day: date | None) -> str:
    day = _local(day)
    return teks.date_text(day) if day else ""


@register.filter
def tanggal_hari(day: date | None) -> str:
    day = _local(day)
    return teks.weekday_text(day) if day else ""


@register.filter
def tanggal_pendek(day: date | None) -> str:
    day = _local(day)
    return teks.short_date_text(day) if day else ""


@register.filter
def sampai(first: date | None, last: date | None) -> str:
    """Write a range of days: {{ gelombang.mulai|sampai:gelombang.akhir }}."""
    first, last = _local(first), _local(last)
    return teks.date_range_text(first, last) if first and last else tanggal(first or last)


@register.filter
def jam(moment: datetime | None) -> str:
    local = _local(moment)
    return teks.clock_text(local) if isinstance(local, datetime) else ""


@register.filter
def jam_detik(moment: datetime | None) -> str:
    local = _local(moment)
    return teks.clock_text(local, with_seconds=True) if isinstance(local, datetime) else ""


@register.filter
def waktu(moment: datetime | None) -> str:
    local = _local(moment)
    return teks.moment_text(local) if isinstance(local, datetime) else ""


@register.filter
def durasi(seconds: int | None) -> str:
    return "" if seconds is None else teks.duration_text(int(seconds))


# ---------- Addresses ----------


@register.simple_tag(takes_context=True)
def url_dengan(context: Context, **changes: object) -> str:
    """Return this page's query with changes: {% url_dengan halaman=3 %}. None or "" takes a key out."""
    request = _request(context)
    query = request.GET.copy() if request else None
    if query is None:
        return "?"
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def url_halaman(context: Context, key: str, number: int) -> str:
    """Return this page's query with another page number, under the name the list uses for it."""
    return url_dengan(context, **{key: number})


@register.simple_tag(takes_context=True)
def isian_urut(context: Context) -> SafeString:
    """Keep the chosen order while a filter form is sent."""
    request = _request(context)
    chosen = request.GET.get("urut", "") if request else ""
    return format_html('<input type="hidden" name="urut" value="{}">', chosen) if chosen else SafeString("")


@register.simple_tag(takes_context=True)
def isian_tersembunyi(context: Context, *without: str) -> SafeString:
    """Carry the rest of the query through a GET form: {% isian_tersembunyi "cari" "halaman" %}."""
    request = _request(context)
    pairs = request.GET.lists() if request else []
    rows = ((key, value) for key, values in pairs if key not in without for value in values)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', rows)


@register.simple_tag(takes_context=True)
def isian_csrf(context: Context) -> SafeString:
    """The CSRF field for forms in partials that are included with `only`."""
    request = _request(context)
    return (
        format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
        if request
        else SafeString("")
    )


@register.simple_tag
def remah(*steps: str) -> SafeString:
    """Breadcrumbs from pairs of word and address, a last single word for here: {% remah "Gelombang" url "Sesi 1" %}."""
    pairs = [(steps[i], steps[i + 1]) for i in range(0, len(steps) - 1, 2)]
    links = [format_html('<a href="{}">{}</a>', url, label) for label, url in pairs]
    if len(steps) % 2:
        links.append(format_html('<span aria-current="page">{}</span>', steps[-1]))
    return format_html(
        '<nav class="remah" aria-label="Remah roti">{}</nav>', format_html_join(" / ", "{}", ((x,) for x in links))
    )


@register.inclusion_tag("kerangka/_th_urut.html", takes_context=True)
def th_urut(context: Context, key: str, label: str, kelas: str = "") -> dict[str, Any]:
    """A column head that sorts: {% th_urut "nama" "Nama" kelas="kanan" %} reads and writes `?urut=`."""
    request = _request(context)
    chosen = request.GET.get("urut", "") if request else ""
    state = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    following = f"-{key}" if state == "ascending" else key
    return {"label": label, "kelas": kelas, "state": state, "alamat": url_dengan(context, urut=following, halaman=None)}


# ---------- Marks ----------


@register.simple_tag
@lru_cache(maxsize=256)
def ikon(name: str, kelas: str = "") -> SafeString:
    return format_html(
        '<svg class="ikon{}" aria-hidden="true"><use href="#i-{}"/></svg>', f" {kelas}" if kelas else "", name
    )


@register.inclusion_tag("kerangka/_tanda.html")
def tanda(kata: str, keluarga: str = "", ikon: str | None = None) -> dict[str, str]:
    """A state in one word: {% tanda "Rancangan" "pensil" %}. The family brings its icon unless one is named."""
    return {"kata": kata, "keluarga": keluarga, "ikon": IKON_KELUARGA.get(keluarga, "henti") if ikon is None else ikon}


@register.inclusion_tag("kerangka/_tanda.html")
def tanda_status(status: str, kata: str) -> dict[str, str]:
    """The mark of a stored state: {% tanda_status p.status p.get_status_display %}."""
    known = KELUARGA.get(str(status))
    return tanda(kata, known or "", None if known is not None else "")


@register.filter
def keluarga_pesan(level_tag: str) -> str:
    return PESAN.get(level_tag, ("tinta", "info"))[0]


@register.filter
def ikon_pesan(level_tag: str) -> str:
    return PESAN.get(level_tag, ("tinta", "info"))[1]


# ---------- Charts ----------


@register.inclusion_tag("kerangka/_radar.html")
def radar(rows: Sequence[tuple[str, Decimal, Decimal]]) -> dict[str, Any]:
    """Radar of (competency, reached, required) rows; draws nothing below three rows."""
    return {
        "radar": grafik.radar(rows),
        "kurang": [name for name, reached, required in rows if reached < required],
        "jumlah": len(rows),
    }


@register.inclusion_tag("kerangka/_batang_cakupan.html")
def batang_cakupan(
    rows: Sequence[grafik.BarisCakupan], keterangan: str = "Cakupan asesmen menurut kelompok jabatan"
) -> dict[str, Any]:
    total = grafik.BarisCakupan("Jumlah", *(sum(getattr(r, f) for r in rows) for f in ("sudah", "terjadwal", "belum")))
    return {"rows": rows, "total": total, "keterangan": keterangan}


@register.inclusion_tag("kerangka/_sebaran_kelas.html")
def sebaran_kelas(classes: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """Stacked bar of (class, rank 3–1, count), best class first."""
    return {"potongan": grafik.stack(classes), "jumlah": sum(count for _, _, count in classes)}


@register.inclusion_tag("kerangka/_skala.html")
def skala(value: Decimal, bands: Sequence[tuple[str, int, Decimal | None]], nama: str = "JPM") -> dict[str, Any]:
    """Where a number lies between the classes: ascending (class, rank, lower limit or None)."""
    return {"skala": grafik.scale(value, bands), "nilai": value, "nama": nama}
