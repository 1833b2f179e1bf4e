"""An officer's choice of columns: what is refused, what is remembered of it, and when it is used again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegawai.rules.kolom import HASIL, PEGAWAI, judul_of, normalise
from pegawai.rules.kolom_berkas import guess_judul, kolom_berkas, suggest_kolom
from pegawai.rules.pilihan_kolom import (
    LABEL,
    PilihanKolom,
    PilihanRefused,
    apply_pilihan,
    check_pilihan,
    find_known,
    recall,
    remember,
    sidik_of,
)

NIP = "198609262015052001"
ROWS = [
    ["Daftar pegawai tahun 2026"],
    ["Urut", "Nomor Pegawai", "Nama Orang", "Kantor", "Catatan", "Catatan"],
    [["n", "1"], NIP, "Siti", "Dinas Kesehatan", "a", "b"],
]
CHOICE = PilihanKolom("data", 2, False, {"nip": 1, "nama": 2, "unit": 3})
NEEDED = ("nip", "nama")


@pytest.mark.parametrize("fields", [PEGAWAI, HASIL], ids=["pegawai", "hasil"])
def test_every_field_has_a_label_that_is_itself_a_known_header(fields):
    unknown = [name for name, known in fields.items() if normalise(LABEL[name]) not in {normalise(h) for h in known}]

    assert unknown == []


def test_a_choice_says_where_the_fields_are():
    peta = apply_pilihan(CHOICE, ROWS, PEGAWAI)

    assert (peta.baris_judul, peta.baris_data, peta.kolom) == (2, 2, {"nip": 1, "nama": 2, "unit": 3})
    assert peta.judul == {"nip": "Nomor Pegawai", "nama": "Nama Orang", "unit": "Kantor"}


def test_columns_with_the_same_word_are_told_apart_and_one_without_a_word_is_named_by_its_letter():
    peta = apply_pilihan(PilihanKolom("data", 2, False, {"nip": 4, "nama": 5, "unit": 6}), ROWS, PEGAWAI)

    assert peta.judul == {"nip": "Catatan (E)", "nama": "Catatan (F)", "unit": "Kolom G"}


@pytest.mark.parametrize(
    ("kolom", "baris", "code"),
    [
        ({"nip": 1}, 2, "choice_needed"),
        ({"nip": 1, "nama": 1}, 2, "choice_twice"),
        ({"nip": 1, "nama": 9}, 2, "choice_outside"),
        ({"nip": 1, "nama": 2}, 1, "choice_outside"),
        ({"nip": 0, "nama": 1}, 31, "choice_outside"),
        ({"nip": -1, "nama": 1}, 2, "choice_outside"),
    ],
)
def test_a_choice_that_cannot_be_read_by_is_refused(kolom, baris, code):
    with pytest.raises(PilihanRefused) as refusal:
        check_pilihan(PilihanKolom("data", baris, False, kolom), ROWS, NEEDED)

    assert refusal.value.code == code


def test_a_choice_survives_the_database_which_forgets_the_order():
    kept = json.loads(json.dumps(CHOICE.as_dict(), sort_keys=True))

    assert PilihanKolom.of(kept) == CHOICE
    assert PilihanKolom.of(None) is None
    assert list(apply_pilihan(CHOICE, ROWS, PEGAWAI).kolom) == ["nip", "nama", "unit"]


def test_a_source_is_known_again_with_its_columns_in_another_order_and_below_other_titles():
    judul = judul_of(ROWS, 1)
    known = {sidik_of(judul): remember(CHOICE.kolom, judul)}
    later = [["Tahun 2027"], ["Revisi"], ["Catatan", "Kantor", "Nama Orang", "Nomor Pegawai", "Urut", "Catatan"]]

    found = find_known(later, known, NEEDED)

    assert found == (sidik_of(judul), PilihanKolom("", 3, False, {"nip": 3, "nama": 2, "unit": 1}))


def test_another_word_in_the_header_is_another_source():
    judul = judul_of(ROWS, 1)
    known = {sidik_of(judul): remember(CHOICE.kolom, judul)}

    assert find_known([["Urut", "Nomor Pegawai", "Nama Orang", "Kantor", "Catatan"]], known, NEEDED) is None
    assert find_known(ROWS, {}, NEEDED) is None


def test_a_header_of_two_rows_is_known_again():
    rows = [["Nomor", "Orang", None, "Kantor"], [None, "Nama", "Gelar", None]]
    judul = judul_of(rows, 0, dua_baris=True)
    kolom = {"nip": 0, "nama": 1, "unit": 3}

    found = find_known([["Judul"], *rows], {sidik_of(judul): remember(kolom, judul)}, NEEDED)

    assert found == (sidik_of(judul), PilihanKolom("", 2, True, kolom))


@given(st.lists(st.sampled_from(["NIP", "Nama", "a", "b", "", "Unit Kerja"]), min_size=2, max_size=8), st.data())
def test_what_is_remembered_is_found_in_the_same_header(words, data):
    judul = judul_of([words], 0)
    places = [at for at, word in enumerate(words) if word]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=4)) if places else []
    kolom = dict(zip(["nip", "nama", "unit", "opd"], chosen, strict=False))

    assert recall(json.loads(json.dumps(remember(kolom, judul))), judul) == kolom


def test_the_page_shows_columns_with_examples_and_guesses_the_header():
    assert guess_judul(ROWS) == 2
    assert guess_judul([[], [["n", "1"]]]) == 1
    assert [kolom.label for kolom in kolom_berkas(ROWS, 2, dua_baris=False)][:3] == [
        "A · Urut · misalnya 1",
        f"B · Nomor Pegawai · misalnya {NIP}",
        "C · Nama Orang · misalnya Siti",
    ]


def test_the_nip_is_suggested_by_what_stands_below_its_header():
    assert suggest_kolom(ROWS, 2, PEGAWAI, dua_baris=False) == {"nip": 1}
    assert suggest_kolom([["NIP", "x"], ["1", NIP]], 1, PEGAWAI, dua_baris=False) == {"nip": 0}
    assert suggest_kolom([["a", "b"], ["1", ["n", NIP]]], 1, PEGAWAI, dua_baris=False) == {}
