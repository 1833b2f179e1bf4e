"""Whatever stands in the cells, a row is read or refused: nothing else comes out, and it can be kept as JSON."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pegawai.rules import hasil_baris, pegawai_baris
from pegawai.rules.kolom import HASIL, PEGAWAI, find_header

TODAY = date(2026, 11, 24)
NIP = "198609262015052001"
words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(
        [NIP, f"'{NIP}", "=1+1", "-", "31-02-2025", "0000-01-01", "1e999", "1_0", "NaN", "5,50", "III/d", "P"]
    ),
)
cells = st.one_of(st.none(), words, st.tuples(st.sampled_from("ndbef"), words).map(list))


def table(headers):
    rows = st.lists(st.lists(cells, max_size=len(headers) + 2), max_size=4)
    return rows.map(lambda found: [headers, [NIP, *["Siti"] * 2], *found])


@given(table(["NIP", "Nama", "JK", "Tanggal Lahir", "Gol", "Jabatan", "Unit Kerja", "OPD", "Status ASN"]))
def test_any_roster_is_read_or_refused_row_by_row(rows):
    read = pegawai_baris.read_rows(rows, find_header(rows, PEGAWAI, pegawai_baris.NEEDED), TODAY)

    assert json.loads(json.dumps([[b.data, b.asal] for b in read])) == [[b.data, b.asal] for b in read]
    standing = [b.data["nip"] for b in read if not b.is_refused]
    assert len(standing) == len(set(standing))
    assert all(len(nip) == 18 and nip.isascii() and nip.isdigit() for nip in standing)
    assert all(m.message.endswith(".") for b in read for m in b.masalah)


@given(table(["NIP", "Nama", "Tanggal", "Penyelenggara", "Tujuan", "INT", "JPM"]))
def test_any_list_of_results_is_read_or_refused_row_by_row(rows):
    read = hasil_baris.read_rows(rows, find_header(rows, HASIL, hasil_baris.NEEDED), TODAY)

    assert json.loads(json.dumps([[b.data, b.asal] for b in read])) == [[b.data, b.asal] for b in read]
    assert all(date.fromisoformat(b.data["tanggal"]) <= TODAY for b in read if not b.is_refused)
