from decimal import Decimal

import pytest

from asesmen.bank.rules import Tipe
from asesmen.bank.rules.baris import Bawaan, read_row, refuse_repeated

KNOWN = {"PED": "PED", "DIG-AMAN": "DIG-AMAN"}
PG = {
    "Kode": "GR-01",
    "Kode Kompetensi": "ped",
    "Level": "2",
    "Tipe": "PG",
    "Pertanyaan": "Apa?",
    "Opsi A": "satu",
    "Opsi B": "dua",
    "Kunci": "b",
}


def test_read_row_reads_an_item_with_its_key_and_one_point_where_none_is_given() -> None:
    row = read_row(2, PG, KNOWN)

    assert row.masalah == ()
    assert row.butir is not None
    assert (row.butir.kompetensi, row.butir.tipe, row.butir.kunci, row.butir.poin) == (
        "PED",
        Tipe.PILIHAN_GANDA,
        ("B",),
        Decimal(1),
    )


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"Kode": ""}, "Kode", "tanpa_kode"),
        ({"Kode": "X" * 41}, "Kode", "kode_panjang"),
        ({"Kode Kompetensi": ""}, "Kode Kompetensi", "tanpa_kompetensi"),
        ({"Kode Kompetensi": "XYZ"}, "Kode Kompetensi", "kompetensi_tidak_dikenal"),
        ({"Level": "6"}, "Level", "level_di_luar_batas"),
        ({"Level": "dua"}, "Level", "level_di_luar_batas"),
        ({"Tipe": "ESSAY"}, "Tipe", "tipe_uraian"),
        ({"Tipe": "teka-teki"}, "Tipe", "tipe_tidak_dikenal"),
        ({"Pertanyaan": ""}, "Pertanyaan", "tanpa_pertanyaan"),
        ({"Stimulus": "x" * 8001}, "Stimulus", "teks_panjang"),
        ({"Kunci": "benar"}, "Kunci", "kunci_bukan_huruf"),
        ({"Skor": "0"}, "Skor", "skor_di_luar_batas"),
        ({"Skor": "banyak"}, "Skor", "bukan_angka"),
        ({"Tipe": "SJT", "Bobot A": "5", "Bobot B": "x"}, "Bobot B", "bukan_angka"),
    ],
)
def test_read_row_refuses_with_the_column_and_a_code(changes: dict[str, str], column: str, code: str) -> None:
    row = read_row(2, {k: v for k, v in (PG | changes).items() if v}, KNOWN)

    assert row.is_refused
    assert [(m.column, m.code) for m in row.masalah] == [(column, code)]


def test_read_row_warns_where_weights_are_not_used() -> None:
    row = read_row(2, PG | {"Bobot A": "3"}, KNOWN)

    assert not row.is_refused
    assert [(m.code, m.refuses) for m in row.masalah] == [("bobot_diabaikan", False)]


def test_read_row_takes_a_true_or_false_key_as_a_word() -> None:
    cells = {k: v for k, v in PG.items() if not k.startswith("Opsi")} | {"Tipe": "benar-salah", "Kunci": "Salah"}

    butir = read_row(2, cells, KNOWN).butir

    assert butir is not None
    assert (dict(butir.opsi), butir.kunci) == ({"A": "Benar", "B": "Salah"}, ("B",))


def test_read_row_reads_numbers_with_their_tolerance() -> None:
    cells = {k: v for k, v in PG.items() if not k.startswith("Opsi")} | {"Tipe": "numerik", "Kunci": "0,52|0.52±0,005"}

    butir = read_row(2, cells, KNOWN).butir

    assert butir is not None
    assert (butir.diterima, butir.toleransi) == (("0,52", "0.52"), Decimal("0.005"))


def test_read_row_takes_the_best_weight_as_key_of_an_sjt_whether_or_not_the_file_says_so() -> None:
    sjt = PG | {"Tipe": "SJT", "Bobot A": "1", "Bobot B": "5"}

    said = read_row(2, sjt, KNOWN).butir
    unsaid = read_row(2, {k: v for k, v in sjt.items() if k != "Kunci"}, KNOWN).butir

    assert said == unsaid
    assert said is not None
    assert (said.kunci, said.poin) == (("B",), Decimal(5))


def test_refuse_repeated_keeps_the_first_row_of_a_code() -> None:
    rows = refuse_repeated([read_row(2, PG, KNOWN), read_row(3, PG, KNOWN)])

    assert [row.is_refused for row in rows] == [False, True]
    assert rows[1].masalah[0].message == ("Kode GR-01 sudah dipakai di baris 2. Beri kode lain atau hapus baris ini.")


def test_bawaan_fills_only_what_a_row_lacks() -> None:
    bawaan = Bawaan("PED", "2", "GR-X")

    assert bawaan.fill({"Kode": "GR-01"}, 3) == {"Kode": "GR-01", "Kode Kompetensi": "PED", "Level": "2"}
    assert bawaan.fill({}, 3)["Kode"] == "GR-X-03"
    assert Bawaan().fill({"Pertanyaan": "Apa?"}, 1) == {"Pertanyaan": "Apa?"}
