"""The paper as a page receives it."""

from typing import Any
from uuid import UUID

from asesmen.bank import queries as bank
from asesmen.ujian.queries.pengerjaan import naskah_get
from asesmen.ujian.rules import paper_for, sent_sections, versions_of


def sent_paper(pengerjaan_id: UUID, ke: int) -> dict[str, Any]:
    """{"bagian", "bagian_jumlah", "gambar": {name: data URI}}: what is open while section `ke` is, nothing later."""
    naskah = naskah_get(pengerjaan_id)
    content = _content_of(versions_of([naskah[n] for n in sent_sections(naskah, ke)]))
    return {
        "bagian": paper_for(naskah, content, ke),
        "bagian_jumlah": len(naskah),
        "gambar": bank.gambar_uris(content.values()),
    }


# An item version never changes (a trigger refuses it): 900 people who begin in the same seconds read each of them once.
_kept: dict[int, dict[str, Any]] = {}
MOST_KEPT = 5000


def _content_of(version_ids: list[int]) -> dict[int, dict[str, Any]]:
    found = {pk: content for pk in version_ids if (content := _kept.get(pk))}
    missing = [pk for pk in version_ids if pk not in found]
    if missing:
        fresh = bank.butir_content(missing)
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        _kept.update(fresh)
        found |= fresh
    return found
