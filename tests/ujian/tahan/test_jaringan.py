"""F01, F17, F18, F25 on the wire: cut, doubled, replayed, answered by a stranger. Browsers have their journeys."""

import http.client
import random
from typing import Any

import pytest

from tests.ujian.tahan.medan import Medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.proksi import Proksi, proksi
from tests.ujian.tahan.ukuran import SEED, count, tell

pytestmark = pytest.mark.slow
CUT = (OSError, http.client.HTTPException, ValueError)


def entry(sitting: dict[str, Any], n: int, seq: int, nilai: object = "A") -> dict[str, Any]:
    return {"versi": sitting["versi"][n], "epoch": 1, "seq": seq, "nilai": nilai, "ragu": False}


def log_of(field: Medan, sitting: dict[str, Any]) -> list[tuple[Any, ...]]:
    return field.rows(
        "SELECT versi_id, epoch, seq, nilai FROM ujian_logjawaban WHERE pengerjaan_id = %s ORDER BY epoch, seq",
        sitting["id"],
    )


def answers_of(field: Medan, sitting: dict[str, Any]) -> dict[int, Any]:
    sql = "SELECT versi_id, nilai FROM ujian_jawaban WHERE pengerjaan_id = %s"
    return dict(field.rows(sql, sitting["id"]))


def try_to_save(line: Proksi, sitting: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The reply as a page would take it, or None: not ours, not JSON, cut off."""
    try:
        _, reply = post(line.port, "simpan", {"simpanan": entries, "since": 0}, sitting["token"])
    except CUT:
        return None
    return reply if reply.get("pengerjaan") == sitting["id"] else None


@pytest.mark.parametrize("mode", ["potong", "separuh"])
def test_a_reply_that_is_lost_after_the_commit_makes_the_repeat_a_no_op(
    field: Medan, sitting: dict[str, Any], mode: str
) -> None:
    batch = [entry(sitting, 0, 1), entry(sitting, 1, 2, "B")]
    with proksi(field.port) as line:
        line.script = [mode]
        lost = try_to_save(line, sitting, batch)
        stored = log_of(field, sitting)
        again = try_to_save(line, sitting, batch)

    assert lost is None
    assert len(stored) == 2, "the server had committed"
    assert again is not None
    assert sorted(again["acked"]) == sorted([e["versi"], 1, e["seq"]] for e in batch)
    assert log_of(field, sitting) == stored


def test_a_line_that_hangs_up_first_leaves_nothing_half_done(field: Medan, sitting: dict[str, Any]) -> None:
    with proksi(field.port) as line:
        line.script = ["putus"]
        assert try_to_save(line, sitting, [entry(sitting, 0, 1)]) is None

    assert log_of(field, sitting) == []


def test_a_portals_page_is_no_acknowledgement_and_nothing_reached_the_server(
    field: Medan, sitting: dict[str, Any]
) -> None:
    with proksi(field.port) as line:
        line.mode = "portal"
        status, reply = post(line.port, "simpan", {"simpanan": [entry(sitting, 0, 1)]}, sitting["token"])

    assert (status, reply) == (200, {})
    assert log_of(field, sitting) == []


@pytest.mark.parametrize("mode", ["ganda", "ulang"])
def test_a_request_that_comes_twice_is_stored_once_and_acknowledged_each_time(
    field: Medan, sitting: dict[str, Any], mode: str
) -> None:
    """Twice at the same moment, over two connections, one of which does not see yet what the other stores."""
    rounds = range(1, 16)
    with proksi(field.port) as line:
        line.mode = mode
        replies = [try_to_save(line, sitting, [entry(sitting, 0, seq, "C")]) for seq in rounds]

    assert [reply and reply["acked"] for reply in replies] == [[[sitting["versi"][0], 1, seq]] for seq in rounds]
    assert log_of(field, sitting) == [(sitting["versi"][0], 1, seq, "C") for seq in rounds]


def test_a_replay_of_an_old_request_changes_nothing(field: Medan, sitting: dict[str, Any]) -> None:
    with proksi(field.port) as line:
        old = [entry(sitting, 0, 1, "A")]
        try_to_save(line, sitting, old)
        try_to_save(line, sitting, [entry(sitting, 0, 2, "B")])
        replayed = try_to_save(line, sitting, old)

    assert replayed is not None
    assert replayed["acked"] == [[sitting["versi"][0], 1, 1]]
    assert answers_of(field, sitting) == {sitting["versi"][0]: "B"}


def test_a_page_on_a_bad_line_gets_everything_through_once(field: Medan, sitting: dict[str, Any]) -> None:
    """Whatever the line does to each try, the queue empties, and the server holds each entry once."""
    dice = random.Random(SEED)
    rounds = count("BAD_LINE", 20, 1000)
    seq, tries = 0, 0
    newest: dict[int, str] = {}
    with proksi(field.port) as line:
        for _ in range(rounds):
            left = []
            for _ in range(dice.randint(1, 3)):
                seq += 1
                left.append(entry(sitting, dice.randrange(6), seq, f"n{seq}"))
                newest[left[-1]["versi"]] = f"n{seq}"
            while left:
                tries += 1
                line.script = [dice.choice(["lulus", "putus", "potong", "separuh", "ganda", "portal"])]
                reply = try_to_save(line, sitting, left) or {"acked": []}
                left = [e for e in left if [e["versi"], e["epoch"], e["seq"]] not in reply["acked"]]

    rows = log_of(field, sitting)
    tell("bad line", rounds=rounds, tries=tries, stored=len(rows))
    assert [row[2] for row in rows] == list(range(1, seq + 1))
    assert answers_of(field, sitting) == newest
