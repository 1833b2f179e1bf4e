from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.bank.rules import BahanBagian, BahanButir, BahanKisi, DurasiMixed, TooFewButir, draw, shortages


def bahan(pool: int = 10, wanted: int = 4) -> list[BahanBagian]:
    items = tuple(BahanButir(n, f"PED-{n:02d}", ("A", "B", "C", "D")) for n in range(1, pool + 1))
    fixed = (BahanButir(100, "BS-01", ("A", "B"), is_opsi_tetap=True),)
    return [
        BahanBagian("Teknis", "Baca dahulu.", 30, (BahanKisi("PED", wanted, items),)),
        BahanBagian("Benar salah", "", 5, (BahanKisi("KEP", 1, fixed),)),
    ]


def test_draw_gives_the_same_paper_for_the_same_seed_on_any_machine() -> None:
    naskah = draw("gelombang:1/peserta:7", bahan())

    assert naskah == draw("gelombang:1/peserta:7", bahan())
    assert naskah == [
        {
            "bagian": "Teknis",
            "petunjuk": "Baca dahulu.",
            "durasi": 1800,
            "butir": [
                {"versi": 7, "opsi": list("BADC")},
                {"versi": 4, "opsi": list("ABCD")},
                {"versi": 9, "opsi": list("DACB")},
                {"versi": 3, "opsi": list("DCBA")},
            ],
        },
        {"bagian": "Benar salah", "petunjuk": "", "durasi": 300, "butir": [{"versi": 100, "opsi": ["A", "B"]}]},
    ]


def test_draw_does_not_depend_on_the_order_in_which_items_are_given() -> None:
    forward = bahan()
    kisi = forward[0].kisi_kisi[0]
    turned = [BahanBagian("Teknis", "Baca dahulu.", 30, (BahanKisi("PED", 4, kisi.butir[::-1]),)), forward[1]]

    assert draw("benih", turned) == draw("benih", forward)


@given(st.text(max_size=20), st.integers(min_value=1, max_value=10))
def test_draw_takes_exactly_the_wanted_number_once_each_with_all_their_options(seed: str, wanted: int) -> None:
    items = draw(seed, bahan(wanted=wanted))[0]["butir"]

    assert len({item["versi"] for item in items}) == wanted
    assert all(sorted(item["opsi"]) == ["A", "B", "C", "D"] for item in items)


def test_draw_spreads_items_over_many_papers() -> None:
    seen: dict[int, int] = {}
    for n in range(500):
        for item in draw(f"peserta:{n}", bahan())[0]["butir"]:
            seen[item["versi"]] = seen.get(item["versi"], 0) + 1

    # 500 papers of 4 out of 10: 200 each, give or take what chance allows.
    assert sorted(seen) == list(range(1, 11))
    assert all(150 < count < 250 for count in seen.values())


def test_draw_from_too_few_items_is_refused_and_every_shortage_is_named() -> None:
    with pytest.raises(TooFewButir, match=r"PED: perlu 4 butir, tersedia 3\."):
        draw("benih", bahan(pool=3))

    assert [(s.kompetensi, s.wanted, s.available) for s in shortages(bahan(pool=3))] == [("PED", 4, 3)]
    assert shortages(bahan()) == []


def test_sections_share_the_whole_time_or_have_all_their_own() -> None:
    timed, shared = bahan()[0], replace(bahan()[1], durasi_menit=None)

    assert [section["durasi"] for section in draw("benih", [replace(timed, durasi_menit=None), shared])] == [None, None]
    with pytest.raises(DurasiMixed, match="Bagian “Benar salah” belum punya waktu") as refusal:
        draw("benih", [timed, shared])
    assert refusal.value.code == "durasi_bagian_campur"
