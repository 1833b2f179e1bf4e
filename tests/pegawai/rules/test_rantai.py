from hypothesis import given, settings
from hypothesis import strategies as st

from pegawai.rules.rantai import Jenis, Mata, canonical, check, compare_head, sidik_of

PARTS = st.lists(st.none() | st.text(max_size=5), max_size=4)


def chain(*contents: str) -> list[Mata]:
    links, before = [], b""
    for number, content in enumerate(contents, start=1):
        before = sidik_of(before, [str(number), content])
        links.append(Mata(number, f"id-{number}", before, [str(number), content]))
    return links


def found(links: list[Mata]) -> list[tuple[Jenis, int | None]]:
    return [(finding.jenis, finding.nomor) for finding in check(links)]


def test_a_whole_chain_tells_nothing() -> None:
    assert found(chain("a", "b", "c")) == []
    assert found([]) == []


def test_a_changed_byte_is_told_once_and_where() -> None:
    links = chain("a", "b", "c")
    links[1] = Mata(2, "id-2", links[1].sidik, ["2", "B"])

    assert found(links) == [(Jenis.BERUBAH, 2)]


def test_a_changed_row_with_a_seal_made_to_fit_breaks_the_next_link() -> None:
    links = chain("a", "b", "c")
    links[1] = Mata(2, "id-2", sidik_of(links[0].sidik, ["2", "B"]), ["2", "B"])

    assert found(links) == [(Jenis.BERUBAH, 3)]


def test_a_row_that_is_gone_is_told_with_and_without_its_seal() -> None:
    links = chain("a", "b", "c", "d")

    assert found([links[0], Mata(2, "id-2", links[1].sidik, None), *links[2:]]) == [(Jenis.HILANG, 2)]
    assert found([links[0], *links[2:]]) == [(Jenis.HILANG, 2)]
    assert [f.kalimat for f in check(links[3:])] == ["Kejadian nomor 1 sampai 3 hilang beserta segelnya."]


def test_a_head_noted_earlier_shows_an_end_that_was_cut_off() -> None:
    links = chain("a", "b")
    noted = links[1].sidik.hex()

    assert compare_head(2, noted, links[1].sidik) is None
    assert compare_head(2, noted[:16].upper(), links[1].sidik) is None
    assert compare_head(2, noted, None) is not None
    assert compare_head(2, noted, links[0].sidik) is not None


@settings(max_examples=50)
@given(PARTS, PARTS)
def test_different_rows_never_look_alike(one: list[str | None], other: list[str | None]) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)
