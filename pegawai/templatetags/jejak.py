"""Words for the audit trail: {{ j.tindakan|tindakan }} and {{ j.objek|objek }}."""

from django import template

from pegawai.rules.jejak import label_objek, label_tindakan

register = template.Library()
register.filter("tindakan", label_tindakan)
register.filter("objek", label_objek)
