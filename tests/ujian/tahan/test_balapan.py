"""The race of save and submit: nothing is acknowledged as counted that the receipt does not count."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from asesmen.ujian.rules import Simpanan, answers_digest
from tests.ujian.tahan.medan import Medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.ukuran import count, tell

pytestmark = pytest.mark.slow
SAVERS, EACH = 3, 4


def race(field: Medan, sitting: dict[str, Any], first: int) -> tuple[set[int], dict[str, Any]]:
    """Three connections save while a fourth hands in; (numbers acknowledged as counted, the receipt's reply)."""
    acked: set[int] = set()
    gate = threading.Barrier(SAVERS + 1)
    done: dict[str, Any] = {}

    def saver(n: int) -> None:
        gate.wait()
        for k in range(EACH):
            seq = first + n * EACH + k
            entry = {"versi": sitting["versi"][seq % 7], "epoch": 1, "seq": seq, "nilai": f"r{seq}", "ragu": False}
            _, told = post(field.port, "simpan", {"simpanan": [entry]}, sitting["token"], timeout=15)
            acked.update(s for _, _, s in told["acked"])

    def hand_in() -> None:
        gate.wait()
        done.update(post(field.port, "kumpul", {"simpanan": []}, sitting["token"], timeout=15)[1])

    threads = [threading.Thread(target=saver, args=(n,)) for n in range(SAVERS)] + [threading.Thread(target=hand_in)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return acked, done


def stored(field: Medan, sitting: dict[str, Any]) -> tuple[str, str, set[int]]:
    """(the receipt's hash, the hash over what is stored, the numbers that count)."""
    [(kept,)] = field.rows("SELECT receipt_hash FROM ujian_pengerjaan WHERE id = %s", sitting["id"])
    sql = "SELECT versi_id, epoch, seq, nilai, is_ragu FROM ujian_jawaban WHERE pengerjaan_id = %s"
    answers = [Simpanan(*row) for row in field.rows(sql, sitting["id"])]
    log = "SELECT seq FROM ujian_logjawaban WHERE pengerjaan_id = %s AND keadaan <> 'karantina'"
    return kept, answers_digest(sitting["id"], answers), {seq for (seq,) in field.rows(log, sitting["id"])}


def run_again(field: Medan, sitting: dict[str, Any]) -> None:
    field.rows(
        "UPDATE ujian_pengerjaan SET status = 'berjalan', finished_at = NULL, finish_kind = '', receipt_hash = '' "
        "WHERE id = %s RETURNING 1",
        sitting["id"],
    )


def test_no_save_is_acknowledged_that_the_receipt_does_not_count(
    field: Medan, sittings: Callable[[int], list[dict[str, Any]]]
) -> None:
    rounds = count("RACES", 100, 1000)
    # A sitting saves at most so often a second: the rounds go round among people.
    people = sittings(20)
    counted: dict[str, set[int]] = {p["id"]: set() for p in people}
    won = 0
    for n in range(rounds):
        sitting = people[n % len(people)]
        acked, done = race(field, sitting, 1000 + n * SAVERS * EACH)
        counted[sitting["id"]] |= acked
        receipt, digest, log = stored(field, sitting)
        assert done["tanda_terima"]["kode"], n
        assert receipt == digest, n
        assert log == counted[sitting["id"]], n
        won += bool(acked) and len(acked) < SAVERS * EACH
        run_again(field, sitting)

    tell("save against submit", rounds=rounds, undecided=won, acked=sum(len(s) for s in counted.values()))
    assert won > rounds // 20, "the two must really meet"
