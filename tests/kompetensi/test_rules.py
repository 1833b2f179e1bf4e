import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asesmen.kompetensi.rules import AturanSnapshot, KonversiSnapshot, Pita, SkemaSnapshot, find_band, hole_in
from asesmen.kompetensi.rules.aturan import KonversiMissing, NothingToConvert, try_out
from asesmen.kompetensi.rules.contoh import PITA_POIN, SKEMA
from asesmen.kompetensi.rules.jabatan import missing_pairs, standar_pairs
from asesmen.kompetensi.rules.kamus import KamusInvalid, read_kamus, read_standar
from asesmen.kompetensi.rules.pita import OutsideBands, pieces

CASES = Path(__file__).parent.parent / "cases"
POIN = KonversiSnapshot(1, "Pita", 1, "pita_persen", True, "", PITA_POIN)
BOBOT = KonversiSnapshot(2, "Rata-rata", 1, "rerata_bobot", True, "")
SKEMA_SNAPSHOT = {t: SkemaSnapshot(1, t, 1, t, "", SKEMA[t]["pita"]) for t in SKEMA}


def an_aturan(**changes: object) -> AturanSnapshot:
    values = {
        "id": 1,
        "nama": "Aturan",
        "versi": 1,
        "konversi_bobot": BOBOT,
        "konversi_poin": POIN,
        "skema": SKEMA_SNAPSHOT["pemetaan"],
        "batas_jpm": "tanpa_batas",
        "bobot_ujian": Decimal("0.50"),
        "is_contoh": True,
        "sumber": "",
    }
    return AturanSnapshot(**(values | changes))  # type: ignore[arg-type]


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", rows_of("kompetensi_pasangan.csv"), ids=lambda c: f"{c['kelompok']} {c['jenjang']}")
def test_standar_pairs_follow_the_ladder_of_the_jabatan(case: dict[str, str]) -> None:
    expected = tuple(tuple(pair.split("/")) for pair in case["pasangan"].split("|") if pair)

    assert standar_pairs(jenis=case["jenis"], kelompok=case["kelompok"], jenjang=case["jenjang"]) == expected


def test_missing_pairs_names_what_a_standard_lacks_and_is_none_when_nothing_does() -> None:
    guru = {"jenis": "fungsional", "kelompok": "guru", "jenjang": "Ahli Muda"}
    keahlian = ("Jabatan Fungsional Keahlian", "Ahli Muda")

    assert missing_pairs(**guru, known={keahlian, ("Guru", "Guru Ahli Muda")}) is None
    assert missing_pairs(**guru, known={keahlian}) == (("Guru", "Guru Ahli Muda"),)
    assert missing_pairs(jenis="fungsional", kelompok="guru", jenjang="", known={keahlian}) == ()


@pytest.mark.parametrize(
    ("part", "level"),
    [
        ("0", 1),
        ("39.99", 1),
        ("40", 2),
        ("54.99", 2),
        ("55", 3),
        ("69.99", 3),
        ("70", 4),
        ("84.99", 4),
        ("85", 5),
        ("100", 5),
    ],
)
def test_level_of_points_changes_exactly_at_each_limit(part: str, level: int) -> None:
    assert POIN.level_of_points(Decimal(part), Decimal(100)) == level


def test_level_of_points_does_not_round_before_it_classifies() -> None:
    # 11 of 20 is 55%; 54,999…% stays below however close it is.
    assert POIN.level_of_points(Decimal(11), Decimal(20)) == 3
    assert POIN.level_of_points(Decimal("5499999999"), Decimal("10000000000")) == 2


def test_level_of_points_without_any_points_to_get_is_refused() -> None:
    with pytest.raises(NothingToConvert):
        POIN.level_of_points(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("weights", "level"), [("5 4 3 0", "3.00"), ("5 5 4", "4.67"), ("1 1 1 2 2 2 2 2", "1.63"), ("0", "0.00")]
)
def test_level_of_weights_is_the_mean_rounded_half_up(weights: str, level: str) -> None:
    assert str(BOBOT.level_of_weights([Decimal(w) for w in weights.split()])) == level


@pytest.mark.parametrize(
    ("tujuan", "jpm", "kode"),
    [
        ("pemetaan", "90", "O"),
        ("pemetaan", "89.999999", "CO"),
        ("pemetaan", "78", "CO"),
        ("pemetaan", "77.999999", "KO"),
        ("pemetaan", "0", "KO"),
        ("pemetaan", "140", "O"),
        ("pengisian", "80", "MS"),
        ("pengisian", "79.999999", "MMS"),
        ("pengisian", "68", "MMS"),
        ("pengisian", "67.999999", "KMS"),
    ],
)
def test_kelas_of_changes_exactly_at_each_limit(tujuan: str, jpm: str, kode: str) -> None:
    assert SKEMA_SNAPSHOT[tujuan].kelas_of(Decimal(jpm), Decimal(100)).kode == kode


@given(st.decimals(min_value=0, max_value=1000, places=6), st.integers(min_value=1, max_value=500))
def test_every_share_has_exactly_one_class(part: Decimal, whole: int) -> None:
    for skema in SKEMA_SNAPSHOT.values():
        chosen = skema.kelas_of(part, Decimal(whole))
        share = part * 100
        inside = [p for p in skema.pita if p.dari * whole <= share and (p.sampai is None or share < p.sampai * whole)]
        assert inside == [chosen]


def band(dari: str, sampai: str | None) -> Pita:
    return Pita(Decimal(dari), None if sampai is None else Decimal(sampai), Decimal(1))


@pytest.mark.parametrize(
    ("bands", "hole"),
    [
        ([("0", "40"), ("40", None)], None),
        ([("40", None), ("0", "40")], None),
        ([], ("0", None)),
        ([("0", "40")], ("40", None)),
        ([("10", None)], ("0", "10")),
        ([("0", "68"), ("68.01", None)], ("68", "68.01")),
    ],
)
def test_hole_in_names_the_first_uncovered_stretch(
    bands: list[tuple[str, str | None]], hole: tuple[str, str | None] | None
) -> None:
    found = hole_in([band(*b) for b in bands])

    expected = hole and (Decimal(hole[0]), None if hole[1] is None else Decimal(hole[1]))
    assert found == expected


def test_find_band_in_a_hole_is_refused() -> None:
    with pytest.raises(OutsideBands):
        find_band([band("0", "68"), band("69", None)], part=Decimal("68.5"), whole=Decimal(100))


def test_pieces_fill_the_picture_from_edge_to_edge() -> None:
    laid = pieces(PITA_POIN, maximum=Decimal(100))

    assert [(p.x, p.lebar) for p in laid] == [(0, 40), (40, 15), (55, 15), (70, 15), (85, 15)]


def test_aturan_snapshot_survives_json() -> None:
    aturan = an_aturan()

    assert AturanSnapshot.from_json(aturan.as_json()) == aturan
    assert aturan.as_json()["skema"]["pita"][0]["dari"] == "90"


def test_aturan_without_a_conversion_refuses_that_kind_of_score() -> None:
    aturan = an_aturan(konversi_poin=None)

    with pytest.raises(KonversiMissing):
        aturan.konversi("poin")
    assert aturan.konversi("bobot") == BOBOT
    assert try_out(aturan, persen=Decimal(50)).level_poin is None


def test_read_standar_refuses_an_unknown_competency_a_wild_level_and_a_repeated_row() -> None:
    row = {"kelompok": "Guru", "jenjang": "Guru Ahli Muda", "kompetensi": "PED", "level": 3}

    with pytest.raises(KamusInvalid, match="Baris 1: kompetensi XYZ tidak ada di kamus"):
        read_standar([row | {"kompetensi": "XYZ"}], {"PED"})
    with pytest.raises(KamusInvalid, match="Baris 2: level 6 di luar 0 sampai 5,5"):
        read_standar([row, row | {"jenjang": "Lain", "level": 6}], {"PED"})
    with pytest.raises(KamusInvalid, match="Guru / Guru Ahli Muda / PED muncul dua kali"):
        read_standar([row, row], {"PED"})


def test_read_kamus_refuses_a_competency_without_a_group() -> None:
    entry = {"kode": "INT", "nama": "Integritas", "jenis": "manajerial", "definisi": "", "level": []}

    with pytest.raises(KamusInvalid, match="INT tidak menjadi anggota kelompok mana pun"):
        read_kamus({"kelompok": [], "kompetensi": [entry]})
