"""Who may ask: this machine's browser, with the token, on the preview's own pages.

The server listens on the loopback only. A page of another site can still make a browser ask it: its `Host`
(DNS rebinding), its `Origin` and `Sec-Fetch-Site` give it away; without the token nothing is answered at all.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """The application behind its door. `port` is that of the server, `token` the secret of its address."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.port, self.token = app, port, token
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    @property
    def cookie(self) -> str:
        """The cookie that stands for the token; cookies know no ports, so its name does."""
        return f"actes-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        query = parse_qs(scope["query_string"].decode("latin-1"))
        refusal = self._refusal(scope["method"], headers, query.get("token", []))
        if refusal is not None:
            await _dressed(refusal, (), send, scope, receive)
            return
        cookies = []
        if query.get("token"):
            cookies = [f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {k.decode("latin-1").lower() for k, _ in message["headers"]}
                message["headers"] = [*message["headers"], *_extra(held, cookies)]
            await send(message)

        await self.app(scope, receive, dressed)

    def _refusal(self, method: str, headers: dict[str, list[str]], tokens: list[str]) -> Response | None:
        # a header that comes twice must be right twice
        if not headers.get("host") or not self.hosts.issuperset(headers["host"]):
            return PlainTextResponse("421: this host is not served here\n", 421)
        if not {f"http://{host}" for host in self.hosts}.issuperset(headers.get("origin", [])):
            return PlainTextResponse("403: another site's page may not ask\n", 403)
        if not {"same-origin", "none"}.issuperset(headers.get("sec-fetch-site", [])):
            return PlainTextResponse("403: another site's page may not ask\n", 403)
        if method not in {"GET", "HEAD"}:
            return PlainTextResponse("405: nothing is changed from here\n", 405, {"Connection": "close"})
        if "transfer-encoding" in headers or not {"0"}.issuperset(headers.get("content-length", [])):
            # what no page sends is not read, nor taken for the next request
            return PlainTextResponse("413: nothing is received here\n", 413, {"Connection": "close"})
        if not any(
            hmac.compare_digest(t.encode(), self.token.encode()) for t in [*tokens, *self._from_cookie(headers)]
        ):
            return PlainTextResponse("403: open the address that “actes preview” printed\n", 403)
        return None

    def _from_cookie(self, headers: dict[str, list[str]]) -> list[str]:
        try:
            held = SimpleCookie("; ".join(headers.get("cookie", []))).get(self.cookie)
        except CookieError:
            return []
        return [held.value] if held else []


def _extra(held: Iterable[str], cookies: Iterable[str]) -> list[tuple[bytes, bytes]]:
    present = set(held)
    pairs = [(k, v) for k, v in HEADERS.items() if k.lower() not in present]
    pairs += [("Set-Cookie", cookie) for cookie in cookies]
    return [(k.encode("latin-1"), v.encode("latin-1")) for k, v in pairs]


async def _dressed(response: Response, cookies: Iterable[str], send: Send, scope: Scope, receive: Receive) -> None:
    for name, value in HEADERS.items():
        response.headers[name] = value
    await response(scope, receive, send)
