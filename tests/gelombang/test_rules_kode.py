"""Card codes and room tokens on paper."""

from datetime import UTC, datetime, timedelta

import pytest

from asesmen.gelombang.rules import (
    ALFABET,
    card_hash,
    code_from_bytes,
    is_card_valid,
    is_code,
    normalise,
    room_token,
    room_token_ok,
)

AT = datetime(2026, 12, 1, 0, 35, tzinfo=UTC)


def test_the_alphabet_has_no_look_alikes():
    assert not set("0O1ILl2Z5S8B") & set(ALFABET)
    assert len(set(ALFABET)) == len(ALFABET) == 24


def test_a_code_has_ten_letters_of_the_alphabet():
    kode = code_from_bytes(bytes(range(64)))

    assert len(kode) == 10
    assert is_code(kode)


def test_unfair_bytes_are_thrown_away():
    assert code_from_bytes(bytes([255, 250, 240] + [0] * 10)) == ALFABET[0] * 10
    with pytest.raises(ValueError, match="not enough"):
        code_from_bytes(bytes([255] * 64))


def test_typing_forgives_case_spaces_and_dashes():
    assert normalise(" k7rm-4xph 9t ") == "K7RM4XPH9T"
    assert not is_code(normalise("K7RM 4XPH 9O"))


def test_the_hash_depends_on_the_key():
    assert card_hash("a", "K7RM4XPH9T") != card_hash("b", "K7RM4XPH9T")
    assert len(card_hash("a", "K7RM4XPH9T")) == 64


def test_a_card_without_sessions_works_thirty_days_from_issue():
    def valid(days):
        return is_card_valid(issued_at=AT, revoked_at=None, last_end=None, at=AT + timedelta(days=days))

    assert [valid(-1), valid(0), valid(30), valid(31)] == [False, True, True, False]


def test_a_room_token_holds_for_its_period_and_the_one_after():
    token = room_token("rahasia", AT, 15)

    assert len(token) == 6
    assert room_token("rahasia", AT + timedelta(minutes=9), 15) == token
    assert room_token_ok("rahasia", token.lower(), AT, 15)
    assert room_token_ok("rahasia", token, AT + timedelta(minutes=24), 15)
    assert not room_token_ok("rahasia", token, AT + timedelta(minutes=25), 15)
    assert not room_token_ok("lain", token, AT, 15)
    assert not room_token_ok("rahasia", "", AT, 15)
