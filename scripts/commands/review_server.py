"""The review page, served to one browser of this machine and to nobody else.

- bound to 127.0.0.1 on a free port; a request that calls the host by another name is refused (DNS rebinding),
- the address holds a token that works once; it is exchanged for a cookie that scripts cannot read and other sites cannot send,
- what changes something must come from the page itself (Origin) and be JSON,
- nothing is stored by the browser, nothing is loaded from outside, no other page may frame it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from scripts.commands.review_store import Store, Wish
from scripts.ground.faults import Fault, Faults

PAGE = Path(__file__).with_name("review_page")
FILES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LARGEST_BODY = 64 * 1024
OWN_FETCH = ("", "same-origin", "none")
USED = "This address has been used. The review is open in another window; to start again, end it and type make review anew."


class ReviewServer(ThreadingHTTPServer):
    """Serves one review; `address` is what the person opens."""

    daemon_threads = True

    def __init__(self, store: Store, title: str, by: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store, self.title, self.by = store, title, by
        self.session = secrets.token_urlsafe(32)
        self._token: str | None = secrets.token_urlsafe(32)
        self._token_lock = Lock()
        self.address = f"http://127.0.0.1:{self.server_port}/?token={self._token}"
        self.hosts = tuple(f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost"))

    def server_bind(self) -> None:
        """Bind without asking the network for the name of this machine, which may take long where there is none."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not keep the ports of one host apart."""
        return f"review_{self.server_port}"

    def admits(self, token: str) -> bool:
        """Whether the token is right, and nobody has used it before."""
        with self._token_lock:
            right = self._token is not None and compare_digest(token.encode(), self._token.encode())
            if right:
                self._token = None
            return right

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no event; and a traceback might quote a text."""

    def content(self) -> dict[str, Any]:
        """All that the page shows."""
        material = self.store.material
        cases = [
            {
                **{name: rows[0][name] for name in ("item", "label", "reason", "hint", "who")},
                "places": [_place(row) for row in rows],
            }
            for rows in material.cases.values()
        ]
        standing = self.store.standing()
        return {"title": self.title, "by": self.by, "cases": cases, "people": material.people, "standing": standing}


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    # a browser that sends half a request is not waited for
    timeout = 30
    server_version, sys_version = "review", ""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if not self._is_our_host():
            return
        token = parse_qs(asked.query).get("token", [""])[0]
        if asked.path == "/" and token and not self._is_ours():
            self._admit(token)
        elif not self._is_ours():
            self._say(HTTPStatus.FORBIDDEN, "Open the address that make review printed.")
        elif asked.path == "/" and token:
            self._send(HTTPStatus.SEE_OTHER, b"", {"Location": "/"})
        elif asked.path == "/review.json":
            self._answer(self.server.content)
        elif asked.path in FILES:
            name, kind = FILES[asked.path]
            self._send(HTTPStatus.OK, (PAGE / name).read_bytes(), {"Content-Type": kind})
        else:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")

    def do_POST(self) -> None:
        if not self._is_our_host():
            return
        body = self._body()
        actions = {"/decide": self._decide, "/reopen": self._reopen, "/undo": self._undo, "/finish": self._finish}
        if body is None:
            return
        if self.path not in actions:
            self._say(HTTPStatus.NOT_FOUND, "There is no such page.")
        else:
            self._answer(lambda: actions[self.path](body))

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: addresses hold the token."""

    def _decide(self, body: dict[str, Any]) -> dict[str, Any]:
        # JSON knows lists only
        self.server.store.decide(Wish(**{**body, "places": tuple(body.get("places", ()))}))
        return {"standing": self.server.store.standing()}

    def _reopen(self, body: dict[str, Any]) -> dict[str, Any]:
        self.server.store.reopen(str(body.get("item", "")))
        return {"standing": self.server.store.standing()}

    def _undo(self, _: dict[str, Any]) -> dict[str, Any]:
        item = self.server.store.undo()
        return {"undone": item, "standing": self.server.store.standing()}

    def _finish(self, _: dict[str, Any]) -> dict[str, Any]:
        Thread(target=self.server.shutdown, daemon=True).start()
        return {"finished": True}

    def _answer(self, act: Callable[[], dict[str, Any]]) -> None:
        """What an action returns as JSON; a fault as its words."""
        try:
            made, status = act(), HTTPStatus.OK
        except (Fault, Faults) as fault:
            first = fault.faults[0] if isinstance(fault, Faults) else fault
            made, status = {"fault": f"{first.what} {first.remedy} ({first.where})"}, HTTPStatus.CONFLICT
        except (ValidationError, TypeError):
            made, status = {"fault": "The request is not one of this page."}, HTTPStatus.BAD_REQUEST
        content = json.dumps(made, ensure_ascii=False).encode("utf-8")
        self._send(status, content, {"Content-Type": "application/json; charset=utf-8"})

    def _admit(self, token: str) -> None:
        if not self.server.admits(token):
            self._say(HTTPStatus.FORBIDDEN, USED)
            return
        cookie = f"{self.server.cookie}={self.server.session}; HttpOnly; SameSite=Strict; Path=/"
        self._send(HTTPStatus.SEE_OTHER, b"", {"Location": "/", "Set-Cookie": cookie})

    def _is_our_host(self) -> bool:
        if self.headers.get("Host", "") in self.server.hosts:
            return True
        self._say(HTTPStatus.MISDIRECTED_REQUEST, "This is not the address of the review.")
        return False

    def _is_ours(self) -> bool:
        """Whether the request comes from the page that was let in."""
        try:
            given = SimpleCookie(self.headers.get("Cookie", "")).get(self.server.cookie)
        except CookieError:
            return False
        own = self.headers.get("Sec-Fetch-Site", "") in OWN_FETCH
        return own and given is not None and compare_digest(given.value.encode(), self.server.session.encode())

    def _body(self) -> dict[str, Any] | None:
        """The JSON of a request of ours; a refusal has been sent when there is none."""
        length = self.headers.get("Content-Length", "")
        if not self._is_ours() or self.headers.get("Origin", "") not in [f"http://{host}" for host in self.server.hosts]:
            self._say(HTTPStatus.FORBIDDEN, "Only the page of the review may do this.")
        elif self.headers.get_content_type() != "application/json":
            self._say(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This is not JSON.")
        elif not length.isdecimal():
            self._say(HTTPStatus.LENGTH_REQUIRED, "The length is missing.")
        elif int(length) > LARGEST_BODY:
            self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too long.")
        else:
            return self._parsed(self.rfile.read(int(length)))
        return None

    def _parsed(self, content: bytes) -> dict[str, Any] | None:
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            self._say(HTTPStatus.BAD_REQUEST, "This is not JSON.")
            return None
        return body

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._send(status, f"{words}\n".encode(), {"Content-Type": "text/plain; charset=utf-8", "Connection": "close"})

    def _send(self, status: HTTPStatus, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("place", "before", "words", "after", "kind", "document", "turn")}
