"""Filters of reports: {% load laporan %}."""

from django import template

from laporan.rules.sel import is_hidden

register = template.Library()
register.filter("terlalu_kecil", is_hidden)
