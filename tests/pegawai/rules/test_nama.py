import pytest

from pegawai.rules.nama import is_formula, search_form, split_titles


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Drs. H. AHMAD, M.Pd.", ("Drs. H.", "AHMAD", "M.Pd.")),
        ("dr. Siti Aminah, Sp.A", ("dr.", "Siti Aminah", "Sp.A")),
        ("Hj. Ani S.Pd.SD", ("Hj.", "Ani", "S.Pd.SD")),
        ("Budi S.Kom., M.T.", ("", "Budi", "S.Kom., M.T.")),
        ("A. Rahman", ("", "A. Rahman", "")),
        ("M. Ali", ("", "M. Ali", "")),
        ("Ir", ("", "Ir", "")),
        ("", ("", "", "")),
    ],
)
def test_titles_are_parted_from_the_name(text, parts):
    assert split_titles(text) == parts


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Drs. H. AHMAD, M.Pd.", "ahmad"),
        ("Nur'aini", "nuraini"),
        ("Siti-Aminah  É", "siti aminah e"),
        ("M. Ali", "m ali"),
    ],
)
def test_search_form_is_lower_case_without_titles_and_marks(text, form):
    assert search_form(text) == form


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+62", "-1", "@SUM(A1)", "＝1"])
def test_what_a_spreadsheet_would_run_is_a_formula(text):
    assert is_formula(text)


def test_a_name_is_no_formula():
    assert not is_formula("Siti")
    assert not is_formula("")
