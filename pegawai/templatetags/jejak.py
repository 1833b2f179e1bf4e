"""Words for the audit trail: {{ j.tindakan|tindakan }}, {{ j.objek|objek }}, {{ j.sebelum|nilai_jejak }}."""

from django import template

from pegawai.rules.jejak import label_objek, label_tindakan, value_text

register = template.Library()
register.filter("tindakan", label_tindakan)
register.filter("objek", label_objek)
register.filter("nilai_jejak", value_text)


@register.filter
def sidik(digest: bytes | memoryview | None) -> str:
    """The first half of a link's digest, as its workbook and command print it whole."""
    return bytes(digest).hex()[:32] if digest else "—"
