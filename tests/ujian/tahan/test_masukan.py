"""Bad input over the real door: each kind has its own code, the good entry beside it is stored, nothing is a 5xx."""

import contextlib
import http.client
import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.ujian.tahan.medan import HOST, Medan
from tests.ujian.tahan.penulis import post
from tests.ujian.tahan.ukuran import SEED, count, tell

pytestmark = pytest.mark.slow
LONG = "x" * 4001


def good(sitting: dict[str, Any], seq: int = 50) -> dict[str, Any]:
    return {"versi": sitting["versi"][5], "epoch": 1, "seq": seq, "nilai": "baik", "ragu": False}


def bad(sitting: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"versi": sitting["versi"][0], "epoch": 1, "seq": 1, "nilai": "A", "ragu": False} | changes


# ---------- One bad entry beside a good one ----------

ENTRIES: list[tuple[str, Any, str]] = [
    ("no object", lambda s: 7, "not_an_entry"),
    ("a list", lambda s: [1, 1, 1], "not_an_entry"),
    ("a key nobody knows", lambda s: bad(s, kunci="A"), "unknown_key"),
    ("a number as text", lambda s: bad(s, seq="1"), "bad_number"),
    ("no number", lambda s: bad(s, epoch=None), "bad_number"),
    ("true for a number", lambda s: bad(s, seq=True), "bad_number"),
    ("a fraction", lambda s: bad(s, seq=1.5), "bad_number"),
    ("zero", lambda s: bad(s, seq=0), "bad_number"),
    ("negative", lambda s: bad(s, epoch=-1), "bad_number"),
    ("too large for a column", lambda s: bad(s, seq=2**31), "bad_number"),
    ("too large for any column", lambda s: bad(s, versi=2**63), "bad_number"),
    ("a number for an answer", lambda s: bad(s, nilai=5), "bad_value"),
    ("an object for an answer", lambda s: bad(s, nilai={"a": 1}), "bad_value"),
    ("a nested list", lambda s: bad(s, nilai=[["A"]]), "bad_value"),
    ("too long a text", lambda s: bad(s, nilai=LONG), "bad_value"),
    ("too many choices", lambda s: bad(s, nilai=["A"] * 21), "bad_value"),
    ("a zero byte", lambda s: bad(s, nilai="a\0b"), "bad_value"),
    ("half a surrogate pair", lambda s: bad(s, nilai="\ud800"), "bad_value"),
    ("a doubt that is no truth", lambda s: bad(s, ragu="ya"), "bad_value"),
    ("an item of no paper", lambda s: bad(s, versi=10**9), "unfit"),
    ("an epoch never given", lambda s: bad(s, epoch=99), "unfit"),
]


@pytest.mark.parametrize(("make", "code"), [case[1:] for case in ENTRIES], ids=[case[0] for case in ENTRIES])
def test_a_bad_entry_has_its_code_and_the_one_beside_it_is_stored(
    field: Medan, sitting: dict[str, Any], make: Callable[[dict[str, Any]], Any], code: str
) -> None:
    fine = good(sitting, seq=random.Random(f"{code} {make(sitting)}").randrange(100, 2**30))

    status, told = post(field.port, "simpan", {"simpanan": [make(sitting), fine]}, sitting["token"])

    assert (status, told["code"]) == (200, "ok")
    assert [why for _, why in told["refused"]] == [code]
    assert told["acked"] == [[fine["versi"], 1, fine["seq"]]]


def test_a_number_that_carries_something_else_is_a_conflict(field: Medan, sitting: dict[str, Any]) -> None:
    post(field.port, "simpan", {"simpanan": [bad(sitting, seq=7)]}, sitting["token"])

    batch = [bad(sitting, seq=7, nilai="B"), good(sitting, 8), good(sitting, 9), {**good(sitting, 9), "nilai": "lain"}]
    status, told = post(field.port, "simpan", {"simpanan": batch}, sitting["token"])

    assert status == 200
    assert sorted(told["refused"]) == sorted(
        [[[sitting["versi"][0], 1, 7], "conflict"], [[sitting["versi"][5], 1, 9], "conflict"]]
    )
    assert [name[2] for name in told["acked"]] == [8, 9]


# ---------- A body that is of no use, a time that is past, a device that lost its turn ----------

BODIES: list[tuple[str, bytes, int, str]] = [
    ("nothing", b"", 422, "unreadable"),
    ("half an object", b'{"simpanan": [', 422, "unreadable"),
    ("a list", b"[]", 422, "unreadable"),
    ("no list of entries", b'{"simpanan": {"a": 1}}', 422, "unreadable"),
    ("no text at all", b"\xff\xfe\x00", 422, "unreadable"),
    ("nested without end", b"[" * 200_000, 422, "unreadable"),
    ("too many entries", json.dumps({"simpanan": [{}] * 101}).encode(), 422, "unreadable"),
    ("too large", b" " * (256 * 1024 + 1), 413, "too_large"),
]


@pytest.mark.parametrize(("body", "status", "code"), [c[1:] for c in BODIES], ids=[c[0] for c in BODIES])
def test_a_body_of_no_use_has_its_code(
    field: Medan, sitting: dict[str, Any], body: bytes, status: int, code: str
) -> None:
    got, told = post(field.port, "simpan", body, sitting["token"])

    assert (got, told["code"]) == (status, code)
    assert told["message"]


@pytest.mark.parametrize("token", ["", "x", "A" * 86, "ÿ"])
def test_a_token_that_is_not_ours_is_401(field: Medan, token: str) -> None:
    status, told = post(field.port, "simpan", {"simpanan": []}, token)

    assert (status, told["code"]) == (401, "bad_token")


LATE = [(-30, 200, "ok", "acked"), (30, 200, "ok", "acked"), (120, 410, "closed", "quarantined")]


@pytest.mark.parametrize(("past", "status", "code", "where"), LATE, ids=["in time", "in the grace", "too late"])
def test_a_late_save_is_counted_in_the_grace_and_kept_apart_after_it(
    field: Medan, sitting: dict[str, Any], past: int, status: int, code: str, where: str
) -> None:
    """`past`: seconds after the deadline."""
    field.rows(
        "UPDATE ujian_pengerjaan SET started_at = clock_timestamp() - make_interval(secs => durasi + %s) "
        "WHERE id = %s RETURNING 1",
        past,
        sitting["id"],
    )

    got, told = post(field.port, "simpan", {"simpanan": [good(sitting, 2**20)]}, sitting["token"])

    assert (got, told["code"]) == (status, code)
    assert told[where] == [[sitting["versi"][5], 1, 2**20]]


def test_a_stale_devices_save_is_409_and_kept_apart(field: Medan, sitting: dict[str, Any]) -> None:
    field.rows("UPDATE ujian_pengerjaan SET lease = %s, epoch = 9 WHERE id = %s RETURNING 1", "ee" * 16, sitting["id"])

    got, told = post(field.port, "simpan", {"simpanan": [good(sitting, 2**21)]}, sitting["token"])

    assert (got, told["code"]) == (409, "lease_lost")
    assert (told["acked"], told["quarantined"]) == ([], [[sitting["versi"][5], 1, 2**21]])


def test_another_persons_item_is_refused_whoever_the_body_names(
    field: Medan, sittings: Callable[[int], list[dict[str, Any]]]
) -> None:
    mine, other = sittings(2)
    entry = good(mine, 2**22)

    status, told = post(
        field.port, "simpan", {"simpanan": [entry], "pengerjaan": other["id"], "lease": "x"}, mine["token"]
    )

    assert (status, told["pengerjaan"]) == (200, mine["id"])
    assert not field.rows("SELECT 1 FROM ujian_logjawaban WHERE pengerjaan_id = %s AND seq = %s", other["id"], 2**22)


# ---------- Junk ----------

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 2**31, 2**63, 2**200, 1e308, "", "A", "\0", "\ud800", "x" * 5000, "9" * 40),
    *([], {}, [[]], {"a": {}}, ["A"] * 30, "'; DROP TABLE x; --", "NaN", "\u202e", "💥"),
]


class Pengacau:
    """Makes requests that nobody should send: a good one, bent in one to four places; now and then plain noise."""

    def __init__(self, seed: int, sittings: list[dict[str, Any]]) -> None:
        self.dice = random.Random(seed)
        self.sittings = sittings

    def request(self) -> tuple[str, str, bytes, dict[str, str]]:
        sitting = self.dice.choice(self.sittings)
        path = self.dice.choice(["simpan"] * 6 + ["denyut"] * 2 + ["kumpul", "lanjut", "panggil", "lapor"])
        body: Any = {"simpanan": [self.entry(sitting) for _ in range(self.dice.randrange(4))], "since": 0}
        body |= self.dice.choice([{}, {}, {"dari": 0}, {"kalimat": "x"}, {"versi": sitting["versi"][0]}])
        for _ in range(self.dice.randint(1, 4)):
            body = self.bend(body)
        raw = json.dumps(body).encode()
        if self.dice.random() < 0.15:
            raw = self.noise(raw)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {sitting['token']}"}
        if self.dice.random() < 0.1:
            headers[self.dice.choice(list(headers))] = self.dice.choice(["", "x", "Bearer", "Bearer  ", "text/html"])
        method = self.dice.choice(["POST"] * 19 + [self.dice.choice(["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])])
        return method, f"/ujian/api/{path}", raw, headers

    def entry(self, sitting: dict[str, Any]) -> dict[str, Any]:
        return {
            "versi": self.dice.choice(sitting["versi"]),
            "epoch": 1,
            "seq": self.dice.randrange(1, 2**31),
            "nilai": self.dice.choice(["A", ["A", "B"], None, "teks"]),
            "ragu": self.dice.random() < 0.3,
        }

    def bend(self, data: Any) -> Any:
        """Put something else in one place, anywhere in the tree; or add, or take away."""
        if isinstance(data, dict) and data and self.dice.random() < 0.85:
            key = self.dice.choice(list(data))
            act = self.dice.random()
            if act < 0.1:
                return {k: v for k, v in data.items() if k != key}
            if act < 0.2:
                return data | {str(self.dice.choice(JUNK))[:50]: self.dice.choice(JUNK)}
            return data | {key: self.bend(data[key])}
        if isinstance(data, list) and data and self.dice.random() < 0.85:
            n = self.dice.randrange(len(data))
            return [*data[:n], self.bend(data[n]), *data[n + 1 :]] if self.dice.random() < 0.9 else data * 3
        return self.dice.choice(JUNK)

    def noise(self, raw: bytes) -> bytes:
        if not raw or self.dice.random() < 0.3:
            return self.dice.randbytes(self.dice.randrange(200))
        n = self.dice.randrange(len(raw))
        return raw[:n] + self.dice.choice([b"", b"\xff", b"{", b'"', b"\0"]) + raw[n + self.dice.randrange(3) :]


def answered(connection: http.client.HTTPConnection, *request: Any) -> http.client.HTTPResponse:
    """A kept connection that the server has closed meanwhile, as it may, is opened once more."""
    try:
        connection.request(*request)
        return connection.getresponse()
    except (ConnectionError, http.client.RemoteDisconnected):
        connection.close()
        connection.request(*request)
        return connection.getresponse()


def test_no_junk_makes_the_server_fall(field: Medan, sittings: Callable[[int], list[dict[str, Any]]]) -> None:
    tries = count("JUNK", 500, 5000)
    junk = Pengacau(SEED, sittings(20))
    statuses: Counter[int] = Counter()
    fallen: list[tuple[int, str, bytes]] = []
    workers = field.workers()
    with contextlib.closing(http.client.HTTPConnection(HOST, field.port, timeout=10)) as connection:
        for _ in range(tries):
            method, path, raw, headers = junk.request()
            reply = answered(connection, method, path, raw, headers)
            body = reply.read()
            statuses[reply.status] += 1
            if reply.status >= 500:
                fallen.append((reply.status, path, raw))
            elif path.endswith(("simpan", "denyut")) and method == "POST":
                assert json.loads(body)["code"], raw
            if reply.will_close:
                connection.close()

    tell("junk", requests=tries, statuses=dict(sorted(statuses.items())), fallen=len(fallen))
    assert fallen == []
    assert field.workers() == workers, "nobody died of it"
    assert statuses[200] > tries // 20, "some of it must get as far as the database"
