"""The paper as a page receives it."""

from typing import Any
from uuid import UUID

from asesmen.bank import queries as bank
from asesmen.ujian.queries.pengerjaan import naskah_get
from asesmen.ujian.rules import paper_for, sent_sections, versions_of


def sent_paper(pengerjaan_id: UUID, ke: int) -> dict[str, Any]:
    """{"bagian", "bagian_jumlah", "gambar": {name: data URI}}: what is open while section `ke` is, nothing later."""
    naskah = naskah_get(pengerjaan_id)
    content = bank.butir_content(versions_of([naskah[n] for n in sent_sections(naskah, ke)]))
    return {
        "bagian": paper_for(naskah, content, ke),
        "bagian_jumlah": len(naskah),
        "gambar": bank.gambar_uris(content.values()),
    }
