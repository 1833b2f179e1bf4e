from collections import Counter

import pytest

from asesmen.bank import queries, services
from asesmen.bank.models import Butir, KunciButir, VersiButir
from asesmen.bank.rules import draw
from tests.bank.factories import AT
from tests.kompetensi.factories import make_kamus

pytestmark = pytest.mark.django_db


def test_load_butir_contoh_takes_all_163_items_and_a_second_time_changes_nothing() -> None:
    make_kamus()

    first = services.load_butir_contoh(AT)
    second = services.load_butir_contoh(AT)

    assert (first.created, first.updated, first.unchanged) == (163, 0, 0)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 163)
    assert (Butir.objects.count(), VersiButir.objects.count(), KunciButir.objects.count()) == (163, 163, 163)


def test_load_instrumen_contoh_makes_papers_of_60_items_in_two_sections() -> None:
    make_kamus()

    ids = services.load_instrumen_contoh(AT)

    for key, technical in (("guru", {"PED": 8, "KEP": 5, "SOS": 4, "PRO": 7}), ("nakes", None)):
        naskah = draw("peserta:1", queries.naskah_bahan(ids[key]))
        assert [len(b["butir"]) for b in naskah] == [24, 36]
        content = queries.butir_content([b["versi"] for s in naskah for b in s["butir"]])
        per_kompetensi = Counter(content[b["versi"]]["kompetensi"] for b in naskah[0]["butir"])
        assert sum(per_kompetensi.values()) == 24
        if technical:
            assert per_kompetensi == technical
    assert services.load_instrumen_contoh(AT) == ids
