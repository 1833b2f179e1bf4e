"""One browser's worth of HTTP on the standard library: a kept connection, cookies, forms and JSON."""

import http.client
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

TIMEOUT = 30
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Refused(Exception):
    """The server answered something else than the step needs."""


@dataclass(frozen=True)
class Jawab:
    status: int
    body: bytes
    location: str

    def json(self) -> dict[str, Any]:
        try:
            data = json.loads(self.body)
        except ValueError as error:
            raise Refused(f"status {self.status}, bukan JSON") from error
        return data if isinstance(data, dict) else {}


class Peramban:
    """A made-up browser. `host`: the name the server answers to, where it differs from the address."""

    def __init__(self, url: str, host: str = "") -> None:
        self.parts = urlsplit(url)
        self.host = host or self.parts.netloc
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Jawab:
        return self._ask("GET", path, None, {})

    def post_form(self, path: str, data: dict[str, str]) -> Jawab:
        body = urlencode(data | {"csrfmiddlewaretoken": self._csrf()}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def post_json(self, path: str, data: object, *, token: str = "") -> Jawab:
        """With a token as the page itself does it: without any cookie."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {"X-CSRFToken": self._csrf()}
        return self._ask("POST", path, json.dumps(data).encode(), headers, with_cookies=not token)

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def _csrf(self) -> str:
        return next((value for name, value in self.cookies.items() if name.endswith("csrftoken")), "")

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], *, with_cookies: bool = True
    ) -> Jawab:
        headers = {"Host": self.host, "Referer": f"{self.parts.scheme}://{self.host}/", **headers}
        if with_cookies and self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            return self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # A kept connection that the server closed meanwhile; every request here may be sent twice.
            self.close()
            return self._once(method, path, body, headers)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Jawab:
        if self.connection is None:
            kind = http.client.HTTPSConnection if self.parts.scheme == "https" else http.client.HTTPConnection
            self.connection = kind(self.parts.hostname or "", self.parts.port, timeout=TIMEOUT)
        try:
            self.connection.request(method, path, body, headers)
            reply = self.connection.getresponse()
            content = reply.read()
        except Exception:
            self.close()
            raise
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return Jawab(reply.status, content, reply.headers.get("Location", ""))
