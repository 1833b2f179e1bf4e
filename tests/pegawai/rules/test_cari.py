import pytest

from pegawai.rules.cari import Cari, matching_units, read_cari, swapped, variants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Cari()),
        ("  . , ", Cari()),
        ("19860926 201505 2", Cari(nip="198609262015052")),
        ("Siti Aminah", Cari(kata=("siti", "aminah"))),
        ("dra. siti aminah, s.pd", Cari(kata=("siti", "aminah"))),
        ("siti aminah s.pd m.pd", Cari(kata=("siti", "aminah"))),
        ("Hj. Nur'aini", Cari(kata=("nuraini",))),
        ("siti sdn 04", Cari(kata=("siti", "sdn", "04"))),
        ("siti siti", Cari(kata=("siti",))),
        ("a.md", Cari(kata=("a", "md"))),
        ("a1 b1 c1 d1 e1 f1 g1 h1 i1", Cari(kata=("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1"))),
    ],
)  # fmt: skip
def test_a_search_is_part_of_a_nip_or_words_without_titles(text, expected):
    assert read_cari(text) == expected


def test_a_unit_is_meant_by_the_beginning_of_a_word_of_its_name_with_all_below_it():
    names = {1: "dinas pendidikan", 2: "upt sdn 04 sangir", 3: "dinas kesehatan", 4: "puskesmas sangir"}
    paths = {1: [1], 2: [1, 2], 3: [3], 4: [3, 4]}

    assert matching_units("pendidik", names, paths) == [1, 2]
    assert matching_units("sangir", names, paths) == [2, 4]
    assert matching_units("4", names, paths) == []
    assert matching_units("ndidikan", names, paths) == []


def test_letters_that_changed_places_are_put_back():
    assert swapped("budi") == ["ubdi", "bdui", "buid"]
    assert swapped("anna") == ["nana", "anan"]
    assert swapped("sri") == []


def test_the_commonest_name_is_one_however_it_is_abbreviated():
    assert {"muhammad", "moh", "mochamad"} <= set(variants("muh"))
    assert "muh" not in variants("muh")
    assert variants("budi") == swapped("budi")
