import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegawai.rules.nip import NipInvalid, clean_nip, nip_doubts, parse_nip

TODAY = date(2026, 11, 24)
births = st.dates(date(1950, 1, 1), date(2008, 12, 31))
months = st.sampled_from([f"{m:02d}" for m in range(1, 13)] + [str(n) for n in range(21, 30)])
serials = st.integers(1, 999).map("{:03d}".format)


@st.composite
def nips(draw):
    year, sex = draw(st.integers(1970, 2026)), draw(st.sampled_from("12"))
    return f"{draw(births):%Y%m%d}{year}{draw(months)}{sex}{draw(serials)}"


@given(nips())
def test_every_well_formed_number_is_read_part_by_part(text):
    nip = parse_nip(text)

    assert nip.angka == text
    assert f"{nip.tanggal_lahir:%Y%m%d}" == text[:8]
    assert nip.tahun_pengangkatan == int(text[8:12])
    assert nip.pola == ("PPPK" if text[12] == "2" else "PNS")
    assert nip.jenis_kelamin == {"1": "L", "2": "P"}[text[14]]


@given(nips(), st.lists(st.tuples(st.integers(0, 18), st.sampled_from(list(" .-'’\u00a0"))), max_size=6))
def test_spaces_dots_hyphens_and_apostrophes_do_not_matter(text, marks):
    written = text
    for at, mark in marks:
        written = written[:at] + mark + written[at:]

    assert parse_nip(written).angka == text


@given(st.text(max_size=25))
def test_any_text_is_either_read_or_refused_with_a_code_and_a_sentence(text):
    try:
        answer = parse_nip(text).angka
    except NipInvalid as fault:
        answer = f"{fault.code}: {fault}"

    assert answer == clean_nip(text) or re.fullmatch(r"nip_\w+: .*\.", answer, re.DOTALL)


@given(nips())
def test_a_number_that_went_through_excel_is_never_read_as_another_persons(text):
    kept_by_excel = f"{int(text[:15])}000"

    with pytest.raises(NipInvalid) as fault:
        parse_nip(kept_by_excel)

    assert fault.value.code == "nip_number"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nip_missing"),
        (" - ", "nip_missing"),
        ("1.96907041999012e+17", "nip_number"),
        ("1,98609E+17", "nip_number"),
        ("19690306199701200", "nip_short"),
        ("1969030619970120011", "nip_long"),
        ("19690306199701200A", "nip_not_digits"),
        ("１９６９０３０６１９９７０１２００１", "nip_not_digits"),
        ("199302312018032001", "nip_bad_date"),
        ("000002312018032001", "nip_bad_date"),
        ("199807052024131001", "nip_month_13"),
        ("199807052024001001", "nip_month_13"),
        ("199807052024201001", "nip_month_13"),
        ("199807052024301001", "nip_month_13"),
        ("199807052024013001", "nip_bad_sex"),
        ("199807052024011000", "nip_number"),
    ],
)
def test_each_fault_has_its_own_code(text, code):
    with pytest.raises(NipInvalid) as fault:
        parse_nip(text)

    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("198609262015051001", []),
        ("200911252026011001", ["nip_age"]),
        ("200911242026011001", []),
        ("194511242000011001", ["nip_age"]),
        ("194511252000011001", []),
        ("198609261990011001", ["nip_appointment"]),
        ("198609262027011001", []),
        ("198609262028011001", ["nip_appointment"]),
        ("201001011990011001", ["nip_age", "nip_appointment"]),
    ],
)
def test_unlikely_ages_and_years_raise_a_doubt_only(text, codes):
    assert [code for code, _ in nip_doubts(parse_nip(text), TODAY)] == codes
