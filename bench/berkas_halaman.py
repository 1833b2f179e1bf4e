"""What a browser fetches for the exam page the first time, in bytes on the wire."""

import http.client
import json
import re
from urllib.parse import urlencode, urljoin

FILES = re.compile(r"""(?:src|href)="(/[^"#]+\.(?:js|css|svg|ico|png|webmanifest))\"""")
IMPORTS = re.compile(r"""(?:import|from)\s*\(?["']([^"']+\.js)["']|url\(["']?([^"')]+)["']?\)""")


class Browser:
    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.jar: dict[str, str] = {}

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        """(bytes of the body as sent, the body unpacked)."""
        import gzip

        headers = {"Host": "localhost", "Accept-Encoding": "gzip", "Referer": "http://localhost/"}
        headers |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items())} if self.jar else {}
        headers |= {"Content-Type": kind, "X-CSRFToken": self.jar.get("csrftoken", "")} if kind else {}
        self.connection.request(method, path, body or None, headers)
        reply = self.connection.getresponse()
        raw = reply.read()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.jar[name] = value
        if reply.status >= 400:
            raise RuntimeError(f"{path} answered {reply.status}: {raw[:200]!r}")
        return len(raw), gzip.decompress(raw) if reply.headers.get("Content-Encoding") == "gzip" else raw

    def send(self, path: str, data: object) -> tuple[int, bytes]:
        return self.ask("POST", path, json.dumps(data).encode(), "application/json")


def first_load(port: int, person: dict[str, str]) -> dict[str, int]:
    """Come in, begin where needed, and fetch page, files and paper; path → bytes."""
    browser = Browser(port)
    browser.ask("GET", "/ujian/")
    card = urlencode({"nip": person["nip"], "kode": person["kode"]}).encode()
    browser.ask("POST", "/ujian/", card, "application/x-www-form-urlencoded")
    browser.send("/ujian/tunggu/tata-tertib", {})
    browser.send("/ujian/tunggu/mulai", {"token": person["token"]})
    size, page = browser.ask("GET", "/ujian/kerja/")
    sizes = {"/ujian/kerja/": size}
    waiting = FILES.findall(page.decode())
    while waiting:
        path = waiting.pop()
        if path in sizes:
            continue
        sizes[path], text = browser.ask("GET", path)
        if path.endswith((".js", ".css")):
            found = ("".join(pair) for pair in IMPORTS.findall(text.decode()))
            waiting += [urljoin(path, name) for name in found if not name.startswith("data:")]
    sizes["/ujian/kerja/buka"], paper = browser.send("/ujian/kerja/buka", {"perangkat": "Ukur"})
    items = sum(len(section["butir"]) for section in json.loads(paper)["bagian"])
    if items != 100:
        raise RuntimeError(f"the paper has {items} items")
    return sizes
