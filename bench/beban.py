"""The load generator: a process of its own, raw kept-alive sockets over loopback, its own CPU reported.

    python -m bench.beban < order.json > told.json

A walker is a generator that yields what to ask and is sent the reply. A request's time counts from the moment at which
it was due, not from the moment at which a busy generator got round to it.
"""

import heapq
import itertools
import json
import select
import socket
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CHUNK = 1 << 16
PATIENCE_SECONDS = 30


class Ask(NamedTuple):
    """One request: when it is due (seconds of perf_counter), its bytes, what it counts as."""

    due: float
    data: bytes
    label: str


class Reply(NamedTuple):
    """Status 0: the connection failed or nothing came."""

    status: int
    head: bytes
    body: bytes


Walker = Generator[Ask, Reply, None]


@dataclass
class Tally:
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    bytes_sent: int = 0
    bytes_heard: int = 0

    def fail(self, label: str, reply: Reply) -> None:
        self.errors[f"{label} {reply.status}"] += 1
        if len(self.examples) < 5:
            self.examples.append(f"{label} {reply.status} {reply.body[:200].decode(errors='replace')}")

    def as_json(self, seconds: float, cpu: float) -> dict[str, Any]:
        every = sorted(itertools.chain.from_iterable(self.took.values()))
        return {
            "requests": len(every),
            "errors": sum(self.errors.values()),
            "kinds": self.errors,
            "examples": self.examples,
            "seconds": seconds,
            "per_second": len(every) / seconds if seconds else 0,
            "p50": percentile(every, 50),
            "p99": percentile(every, 99),
            "worst": every[-1] if every else 0,
            "p99_of": {label: percentile(sorted(took), 99) for label, took in self.took.items()},
            "bytes": [self.bytes_sent, self.bytes_heard],
            "client_cpu": cpu / seconds if seconds else 0,
        }


def percentile(ordered: list[float], q: int) -> float:
    """In milliseconds."""
    return round(ordered[max(0, -(-len(ordered) * q // 100) - 1)] * 1000, 2) if ordered else 0.0


@dataclass(eq=False)
class Line:
    """One connection and whoever walks on it."""

    walker: Walker
    ask: Ask
    sock: socket.socket | None = None
    heard: bytearray = field(default_factory=bytearray)
    sent_at: float = 0.0


class Engine:
    def __init__(self, place: tuple[str, int], tally: Tally) -> None:
        self.place, self.tally = place, tally
        self.poll = select.epoll()
        self.open: dict[int, Line] = {}
        self.due: list[tuple[float, int, Line]] = []
        self.number = itertools.count()

    def run(self, walkers: Iterable[Walker]) -> None:
        for walker in walkers:
            self.later(Line(walker, next(walker)))
        while self.due or self.open:
            now = time.perf_counter()
            while self.due and self.due[0][0] <= now:
                self.send(heapq.heappop(self.due)[2])
            wait = min(0.5, max(0.0, self.due[0][0] - time.perf_counter())) if self.due else 0.5
            events = self.poll.poll(wait if self.open else 0) if self.open else []
            if not self.open and self.due:
                time.sleep(wait)
            for number, _ in events:
                self.hear(self.open[number])
            if not events:
                self.give_up_on_the_silent()

    def later(self, line: Line) -> None:
        heapq.heappush(self.due, (line.ask.due, next(self.number), line))

    def send(self, line: Line) -> None:
        try:
            if line.sock is None:
                line.sock = socket.create_connection(self.place, timeout=5)
                line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.sent_at = time.perf_counter()
            line.sock.sendall(line.ask.data)
            line.sock.setblocking(False)
        except OSError:
            self.done(line, Reply(0, b"", b""))
            return
        self.tally.bytes_sent += len(line.ask.data)
        number = line.sock.fileno()
        if number not in self.open:
            self.open[number] = line
            self.poll.register(number, select.EPOLLIN)

    def hear(self, line: Line) -> None:
        assert line.sock is not None
        try:
            part = line.sock.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self.done(line, Reply(0, b"", b""))
            return
        line.heard += part
        reply = complete(line.heard)
        if reply:
            self.tally.bytes_heard += len(line.heard)
            line.heard.clear()
            self.done(line, reply)

    def done(self, line: Line, reply: Reply) -> None:
        if reply.status == 0 or b"connection: close" in reply.head.lower():
            self.close(line)
        self.tally.took[line.ask.label].append(time.perf_counter() - line.ask.due)
        try:
            line.ask = line.walker.send(reply)
        except StopIteration:
            self.close(line)
            return
        # After a failure by way of the queue: a dead server must not turn into a recursion.
        if reply.status and line.ask.due <= time.perf_counter():
            self.send(line)
        else:
            self.later(line)

    def close(self, line: Line) -> None:
        if line.sock is not None:
            if self.open.pop(line.sock.fileno(), None):
                self.poll.unregister(line.sock.fileno())
            line.sock.close()
        line.sock = None
        line.heard.clear()

    def give_up_on_the_silent(self) -> None:
        now = time.perf_counter()
        waiting = {id(line) for _, _, line in self.due}
        for line in list(self.open.values()):
            if id(line) not in waiting and now - line.sent_at > PATIENCE_SECONDS:
                self.done(line, Reply(0, b"", b"nothing heard"))


def complete(heard: bytearray) -> Reply | None:
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(heard[:end])
    lower = head.lower()
    status = int(head[9:12])
    mark = lower.find(b"content-length:")
    if mark >= 0:
        length = int(lower[mark + 15 :].split(b"\r\n", 1)[0])
        if len(heard) < end + 4 + length:
            return None
        return Reply(status, head, bytes(heard[end + 4 : end + 4 + length]))
    if b"transfer-encoding: chunked" in lower:
        return Reply(status, head, bytes(heard[end + 4 :])) if heard.endswith(b"0\r\n\r\n") else None
    return Reply(status, head, b"")


def request(method: str, path: str, host: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def main() -> None:
    from bench import langkah

    order = json.load(sys.stdin)
    tally = Tally()
    engine = Engine(("127.0.0.1", order["port"]), tally)
    walkers = langkah.KINDS[order["kind"]](order, tally)
    began, cpu = time.perf_counter(), time.process_time()
    engine.run(walkers)
    told = tally.as_json(time.perf_counter() - began, time.process_time() - cpu)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
