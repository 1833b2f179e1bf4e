"""The second factor's codes: RFC 6238, appendix B (SHA-1, the last six of its eight digits)."""

from datetime import UTC, datetime, timedelta

import pytest

from pegawai.rules.faktor import code_at, matching_step, secret_text, secret_uri, step_at

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert code_at(SECRET, step_at(datetime.fromtimestamp(seconds, UTC))) == code


def test_a_code_holds_for_its_step_and_its_neighbours_only():
    at = datetime(2026, 11, 24, 8, 0, 10, tzinfo=UTC)
    code = code_at(SECRET, step_at(at))

    fits = [matching_step(SECRET, code, at + timedelta(seconds=s), 0) is not None for s in (-60, -30, 0, 30, 60)]

    assert fits == [False, True, True, True, False]


def test_no_code_works_twice():
    at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    code = code_at(SECRET, step_at(at))
    used = matching_step(SECRET, f"{code[:3]} {code[3:]}", at, 0)

    assert used == step_at(at)
    assert matching_step(SECRET, code, at, used) is None


def test_what_is_no_code_matches_nothing():
    at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    assert [matching_step(SECRET, typed, at, 0) for typed in ("", "12345", "abcdef", "1234567890")] == [None] * 4


def test_the_secret_is_told_as_apps_read_it():
    assert secret_text(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert secret_uri(SECRET, username="rina", penerbit="Asesmen ASN") == (
        "otpauth://totp/Asesmen%20ASN:rina?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Asesmen%20ASN&digits=6"
    )
