"""Passwords that others could guess, and those they could not."""

import pytest

from pegawai.rules.sandi import birth_texts, context_words, is_guessable

WORDS = context_words(
    "198609262015052001",
    "Siti Rahmawati, S.Pd.",
    "Kabupaten Contoh Selatan",
    "Dinas Pendidikan dan Kebudayaan",
    *birth_texts("198609262015052001"),
)


@pytest.mark.parametrize(
    "sandi",
    [
        "198609262015052001",
        "198609262015052001!aman",
        "siti26091986",
        "Rahmawati-26-09-1986",
        "SitiRahmawati2026",
        "Bismillah123456",
        "indonesiamerdeka1945",
        "Contoh Selatan 2026",
        "DinasPendidikan#1",
        "password12345",
        "kata sandi rahasia",
    ],
)
def test_a_password_of_known_words_is_refused(sandi):
    assert is_guessable(sandi, WORDS)


@pytest.mark.parametrize("sandi", ["kuda-nil-di-sawah-hijau", "Rahmawati suka bubur kampiun", "9f#Kq2!vLm7w"])
def test_words_of_ones_own_are_enough(sandi):
    assert not is_guessable(sandi, WORDS)


def test_a_name_without_a_nip_has_no_birth_date():
    assert birth_texts("siti.rahma") == ()
    assert birth_texts("19860926")[1] == "26091986"
