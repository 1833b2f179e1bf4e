"""A line that fails: an HTTP proxy between page and server that does to each request what a test asks.

lulus      pass
tunda      pass, two seconds later
putus      hang up before the server has heard anything
bisu       say nothing until the mode changes
potong     let the server answer (it has committed), then hang up without a word of the reply
separuh    send the first half of the reply, then hang up
ganda      bring the request to the server twice at the same moment, answer once
ulang      answer, and bring the same request to the server once more afterwards
portal     answer 200 with a login page in HTML, as a school's captive portal does
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
MODES = ("lulus", "tunda", "putus", "bisu", "potong", "separuh", "ganda", "ulang", "portal")
PORTAL = b"<!doctype html><title>Wi-Fi Sekolah</title><p>Silakan masuk untuk memakai internet.</p>"


class Proksi:
    """`mode` for every request whose path begins with `only`; `script` goes before it, one mode a request."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = 0
        self.mode = "lulus"
        self.only = "/"
        self.script: list[str] = []
        self.seen: list[tuple[str, str]] = []
        # Held here: once its client has hung up, nothing else holds a task that still waits for the server.
        self._tasks: set[asyncio.Task[None] | None] = set()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="proksi", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        """Let what is under way come to its end, and break off what hangs."""
        self._server.close()
        # Again, since a connection that was just being taken in becomes a task only now.
        while left := asyncio.all_tasks() - {asyncio.current_task()}:
            _, hanging = await asyncio.wait(left, timeout=1)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
        await self._server.wait_closed()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, HOST, 0, limit=2**20))
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    # ---------- One connection, one request ----------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.current_task())
        try:
            request = await read_message(reader)
            if request:
                path = request.split(b" ", 2)[1].decode("latin-1")
                mode = self._choose(path)
                self.seen.append((path, mode))
                await self._act(mode, path, request, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            # The other side went away, or the test is over.
            pass
        finally:
            with contextlib.suppress(OSError):
                writer.close()
                await writer.wait_closed()
            self._tasks.discard(asyncio.current_task())

    def _choose(self, path: str) -> str:
        if not path.startswith(self.only):
            return "lulus"
        return self.script.pop(0) if self.script else self.mode

    async def _act(self, mode: str, path: str, request: bytes, writer: asyncio.StreamWriter) -> None:
        if mode == "tunda":
            await asyncio.sleep(2)
        while mode == "bisu":
            await asyncio.sleep(0.05)
            if self.mode != "bisu":
                return
        if mode == "putus":
            return
        if mode == "portal":
            reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PORTAL
        elif mode == "ganda":
            reply = (await asyncio.gather(self._ask(request), self._ask(request)))[1]
        else:
            reply = await self._ask(request)
        if mode == "potong":
            return
        writer.write(reply[: len(reply) // 2] if mode == "separuh" else reply)
        await writer.drain()
        if mode == "ulang":
            await self._ask(request)

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(HOST, self.upstream)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read(-1)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def read_message(reader: asyncio.StreamReader) -> bytes:
    """One request whole, made to close its connection afterwards; empty when nobody asked."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    lines = head.split(b"\r\n")
    kept = [line for line in lines[1:-2] if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    sizes = [int(line.split(b":")[1]) for line in kept if line.lower().startswith(b"content-length:")]
    body = await reader.readexactly(sizes[0]) if sizes else b""
    return b"\r\n".join([lines[0], *kept, b"Connection: close", b"", b""]) + body


@contextmanager
def proksi(upstream: int) -> Iterator[Proksi]:
    made = Proksi(upstream)
    made.start()
    try:
        yield made
    finally:
        made.stop()
