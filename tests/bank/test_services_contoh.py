from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from asesmen.bank import queries, services
from asesmen.bank.models import Butir, KunciButir, VersiButir
from asesmen.bank.rules import draw, score
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


def test_the_sample_items_with_a_table_and_an_image_are_loaded_by_name_and_can_be_read() -> None:
    make_kamus()
    out = StringIO()

    call_command("muat_contoh", "soal", stdout=out)
    call_command("muat_contoh", "soal", stdout=out)

    versions = VersiButir.objects.filter(format="html").order_by("butir__kode")
    assert out.getvalue() == "soal: 2 baru, 0 diubah, 0 tetap\nsoal: 0 baru, 0 diubah, 2 tetap\n"
    assert [v.butir.kode for v in versions] == ["GR-PED-T1", "GR-PRO-G1"]
    assert "<table><caption>Jumlah murid menurut capaian</caption>" in versions[0].stimulus
    content = queries.butir_content([v.pk for v in versions])
    (nama, uri), *others = queries.gambar_uris(content.values()).items()
    assert (others, nama in versions[1].stimulus, uri[:22]) == ([], True, "data:image/png;base64,")
    keys = queries.kunci_rows([v.pk for v in versions])
    assert [score(keys[v.pk], answer) for v, answer in zip(versions, ("B", "125"), strict=True)] == [1, 2]


def test_samples_without_their_dictionary_are_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="soal: Butir contoh GR-PED-T1: Kompetensi PED tidak ada di kamus"):
        call_command("muat_contoh", "soal")
