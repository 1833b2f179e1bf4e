"""People are found as they are typed: without titles, misspelt, in any order, by NIP, by unit."""

import pytest

from pegawai import queries
from pegawai.models import Pegawai
from tests.pegawai.factories import make_pegawai, make_unit

pytestmark = pytest.mark.django_db
NAMES = ("Siti Aminah", "Ahmad Fauzi", "Yulia Fitri Ramadhani", "Desi Marlina", "Nofri Syahputra", "Hendra Gunawan")


def found(text: str) -> list[str]:
    rows = queries.search_people(Pegawai.objects.all(), text)
    return [p.nama for p in (rows.order_by("-mirip", "pk") if "mirip" in rows.query.annotations else rows)]


@pytest.fixture
def people():
    unit = make_unit("Dinas Contoh")
    return [make_pegawai(nama, unit) for nama in NAMES]


def mistakes(word: str) -> list[str]:
    """Each single slip of the hand inside a word: a letter left out, doubled, replaced, two swapped."""
    inside = range(1, len(word) - 1)
    left_out = [word[:i] + word[i + 1 :] for i in inside]
    doubled = [word[:i] + word[i] + word[i:] for i in inside]
    replaced = [word[:i] + "x" + word[i + 1 :] for i in inside]
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in inside]
    return [*left_out, *doubled, *replaced, *swapped]


def test_one_slip_in_a_long_word_still_finds_the_person_first(people):
    missed = [
        slip
        for nama, word in ((n, n.split()[-1].lower()) for n in NAMES)
        for slip in mistakes(word)
        if found(slip)[:1] != [nama]
    ]

    assert missed == []


def test_the_order_of_words_and_titles_do_not_matter(people):
    assert found("fitri yulia") == ["Yulia Fitri Ramadhani"]
    assert found("Dr. Hendra Gunawan, M.Si.") == ["Hendra Gunawan"]
    assert found("hendra gunawan s.kom") == ["Hendra Gunawan"]


def test_an_abbreviated_name_is_found_by_the_full_one_and_the_other_way_round():
    unit = make_unit()
    for nama in ("Moh Yusuf", "Muhammad Rizal"):
        make_pegawai(nama, unit)

    assert found("muhammad yusuf") == ["Moh Yusuf"]
    assert found("moch. rizal") == ["Muhammad Rizal"]


def test_every_word_must_be_found(people):
    assert found("siti fauzi") == []


def test_two_letters_are_the_beginning_of_a_word(people):
    assert found("fa") == ["Ahmad Fauzi"]
    assert found("uz") == []


def test_the_fullest_likeness_comes_first():
    unit = make_unit()
    for nama in ("Siti Aminatun", "Siti Aminah Putri", "Siti Aminah"):
        make_pegawai(nama, unit)

    assert found("siti aminah")[:2] == ["Siti Aminah", "Siti Aminah Putri"]


def test_a_unit_names_those_who_work_there_and_below_alone_or_beside_a_name():
    dinas = make_unit("Dinas Pendidikan")
    sekolah = make_unit("UPT SDN 04 Sangir", dinas, jenis="sekolah")
    make_pegawai("Siti Aminah", sekolah)
    make_pegawai("Budi Santoso", sekolah)
    make_pegawai("Siti Rohani", make_unit("Dinas Sosial"))

    assert sorted(found("dinas pendidikan")) == ["Budi Santoso", "Siti Aminah"]
    assert found("siti sdn 04") == ["Siti Aminah"]


def test_part_of_a_nip_finds_its_holder(people):
    nip = people[0].nip

    assert "Siti Aminah" in found(nip[2:10])
    assert found(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}") == ["Siti Aminah"]
