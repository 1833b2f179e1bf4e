"""Filters of reports: {% load laporan %}."""

from django import template

from antrean.formats.teks import decimal_text
from laporan.rules.sel import is_hidden

register = template.Library()
register.filter("terlalu_kecil", is_hidden)


@register.filter
def level(value: object) -> str:
    """A level without idle zeros: 3, 3,5, 2,75."""
    text = decimal_text(value)
    return text.rstrip("0").rstrip(",") if "," in text else text
