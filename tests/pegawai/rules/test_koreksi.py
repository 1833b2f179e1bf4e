from datetime import UTC, date, datetime

import pytest

from pegawai.rules.koreksi import NEXT, Bidang, KoreksiInvalid, Status, clean_isi, due_at


@pytest.mark.parametrize(
    ("bidang", "text", "value"),
    [
        (Bidang.NAMA, "  Siti   Aminah ", "Siti Aminah"),
        (Bidang.GELAR_DEPAN, "", ""),
        (Bidang.TANGGAL_LAHIR, "17-08-1985", date(1985, 8, 17)),
        (Bidang.TANGGAL_LAHIR, "17 Agustus 1985", date(1985, 8, 17)),
        (Bidang.JENIS_KELAMIN, "Perempuan", "P"),
        (Bidang.LAINNYA, "apa saja", "apa saja"),
    ],
)
def test_what_a_person_wrote_becomes_the_fields_value(bidang, text, value):
    assert clean_isi(bidang, text) == value


@pytest.mark.parametrize(
    ("bidang", "text"),
    [
        (Bidang.NAMA, ""),
        (Bidang.NAMA, "=SUM(A1)"),
        (Bidang.NAMA, "Siti 2"),
        (Bidang.NAMA, "a" * 151),
        (Bidang.TANGGAL_LAHIR, "31-02-1985"),
        (Bidang.TANGGAL_LAHIR, "01-01-2026"),
        (Bidang.JENIS_KELAMIN, "x"),
        (Bidang.JABATAN, ""),
    ],
)
def test_what_cannot_stand_there_is_refused(bidang, text):
    with pytest.raises(KoreksiInvalid):
        clean_isi(bidang, text)


def test_an_answer_is_final_and_due_in_three_days():
    assert {s for s in Status if NEXT[s]} == {Status.DIAJUKAN}
    assert due_at(datetime(2026, 11, 24, 2, tzinfo=UTC)) == datetime(2026, 11, 27, 2, tzinfo=UTC)
