"""What the load generator's people do: save at a pace or as fast as they can, begin, hand in."""

import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from bench.beban import Ask, Reply, Tally, Walker, request

HOST = "localhost"
JSON = "Content-Type: application/json"
FORM = "Content-Type: application/x-www-form-urlencoded"
LEAD_SECONDS = 0.5

Order = dict[str, Any]


def save_request(token: str, versi: int, seq: int) -> bytes:
    entry = {"versi": versi, "epoch": 1, "seq": seq, "nilai": "ABCDE"[seq % 5], "ragu": False}
    body = json.dumps({"simpanan": [entry], "since": 0}, separators=(",", ":")).encode()
    return request(
        "POST", "/ujian/api/simpan", HOST, body, f"Authorization: Bearer {token}", JSON, "Accept: application/json"
    )


def is_acknowledged(reply: Reply, versi: int, seq: int) -> bool:
    return reply.status == 200 and b'"acked":[[%d,1,%d]]' % (versi, seq) in reply.body


def hurried(order: Order, tally: Tally) -> Iterator[Walker]:
    """`lines` connections, each asking again as soon as it was answered, for `seconds`."""
    until = time.perf_counter() + order["seconds"]
    pages = order["pages"]
    for n in range(order["lines"]):
        yield hurry(pages[n :: order["lines"]], order["seq"], until, tally)


def hurry(pages: list[Any], seq: int, until: float, tally: Tally) -> Walker:
    while True:
        seq += 1
        for token, versions in pages:
            now = time.perf_counter()
            if now > until:
                return
            versi = versions[seq % len(versions)]
            reply = yield Ask(now, save_request(token, versi, seq), "simpan")
            if not is_acknowledged(reply, versi, seq):
                tally.fail("simpan", reply)


def paced(order: Order, tally: Tally) -> Iterator[Walker]:
    """Each page on a connection of its own, one save each `pace` seconds, spread evenly, for `seconds`."""
    begin = time.perf_counter() + LEAD_SECONDS
    dice = random.Random(1)
    for page in order["pages"]:
        yield pace(page, order, begin + dice.random() * order["pace"], tally)


def pace(page: Any, order: Order, first: float, tally: Tally) -> Walker:
    token, versions = page
    for n in range(round(order["seconds"] / order["pace"])):
        seq = order["seq"] + n + 1
        versi = versions[seq % len(versions)]
        reply = yield Ask(first + n * order["pace"], save_request(token, versi, seq), "simpan")
        if not is_acknowledged(reply, versi, seq):
            tally.fail("simpan", reply)


def starting(order: Order, tally: Tally) -> Iterator[Walker]:
    """Everybody comes in by card within `seconds` and has the paper at the end."""
    begin = time.perf_counter() + LEAD_SECONDS
    people = order["people"]
    for n, person in enumerate(people):
        yield start(person, begin + n * order["seconds"] / len(people), tally)


def start(person: Order, due: float, tally: Tally) -> Walker:
    jar: dict[str, str] = {}

    def ask(label: str, method: str, path: str, body: bytes = b"", kind: str = "") -> Ask:
        headers = [f"Cookie: {'; '.join(f'{k}={v}' for k, v in jar.items())}"] if jar else []
        if method == "POST":
            headers += [kind, f"X-CSRFToken: {jar.get('csrftoken', '')}", f"Referer: http://{HOST}/"]
        headers.append("Accept: application/json" if kind == JSON else "Accept: text/html")
        headers.append("Accept-Encoding: gzip")
        return Ask(time.perf_counter(), request(method, path, HOST, body, *headers), label)

    card = urlencode({"nip": person["nip"], "kode": person["kode"]}).encode()
    token = json.dumps({"token": person["token"]}).encode()
    steps: list[tuple[int, Callable[[], Ask]]] = [
        (200, lambda: ask("halaman masuk", "GET", "/ujian/")._replace(due=due)),
        (302, lambda: ask("masuk", "POST", "/ujian/", card, FORM)),
        (200, lambda: ask("ruang tunggu", "GET", "/ujian/tunggu/")),
        (200, lambda: ask("tata tertib", "POST", "/ujian/tunggu/tata-tertib", b"{}", JSON)),
        (
            200,
            lambda: ask("mulai", "POST", "/ujian/tunggu/mulai", token, JSON),
        ),
        (200, lambda: ask("halaman ujian", "GET", "/ujian/kerja/")),
        (200, lambda: ask("naskah", "POST", "/ujian/kerja/buka", b'{"perangkat":"Ukur"}', JSON)),
    ]
    for wanted, make in steps:
        asked = make()
        reply = yield asked
        keep_cookies(reply.head, jar)
        if reply.status != wanted:
            tally.fail(asked.label, reply)
            return


def keep_cookies(head: bytes, jar: dict[str, str]) -> None:
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "set-cookie":
            key, _, rest = value.strip().partition("=")
            jar[key] = rest.split(";", 1)[0]


def submitting(order: Order, tally: Tally) -> Iterator[Walker]:
    """Everybody hands in at times spread over `seconds`, with one last answer in the same request."""
    begin = time.perf_counter() + LEAD_SECONDS
    dice = random.Random(2)
    for token, versions in order["pages"]:
        yield submit(token, versions[0], order["seq"], begin + dice.random() * order["seconds"], tally)


def submit(token: str, versi: int, seq: int, due: float, tally: Tally) -> Walker:
    entry = {"versi": versi, "epoch": 1, "seq": seq, "nilai": "A", "ragu": False}
    body = json.dumps({"simpanan": [entry], "since": 0}).encode()
    reply = yield Ask(
        due, request("POST", "/ujian/api/kumpul", HOST, body, f"Authorization: Bearer {token}", JSON), "kumpul"
    )
    if reply.status != 200 or b'"tanda_terima"' not in reply.body:
        tally.fail("kumpul", reply)


KINDS: dict[str, Callable[[Order, Tally], Iterator[Walker]]] = {
    "hurried": hurried,
    "paced": paced,
    "starting": starting,
    "submitting": submitting,
}
