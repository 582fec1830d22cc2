"""Whoever reaches the preview's port and speaks HTTP badly: no file, no traceback, and the author is served."""

from __future__ import annotations

import contextlib
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hostile.test_attacks import LIMIT_MEGABYTES, PLANTED
from volumes import write

OPEN = 1024
"""Files the preview may have open, as on most machines."""


class Server:
    """A preview, its port, and what a browser that knows the token sends."""

    def __init__(self, folder: Path) -> None:
        (folder / "secret.txt").write_text(PLANTED)
        self.root = write(folder / "v", {"un": "\n# Début\n\nUn texte.\n\n![Dessin](a.svg)\n"}, images=["a.svg"])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "actes", "preview", str(self.root), "--no-open", "--lang", "en"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN, OPEN)),
        )  # fmt: skip
        assert self.process.stdout
        address = urlsplit(self.process.stdout.readline().strip())
        assert address.port
        self.port, self.token = address.port, address.query.removeprefix("token=")
        self.host = f"Host: 127.0.0.1:{self.port}\r\n"
        self.known = f"{self.host}Cookie: actes-{self.port}={self.token}\r\n"

    def open(self, sent: bytes | str = b"", seconds: float = 20) -> socket.socket:
        """A connection on which `sent` was said."""
        made = socket.create_connection(("127.0.0.1", self.port), timeout=seconds)
        with contextlib.suppress(OSError):  # it may hang up before it has heard all
            made.sendall(sent.encode("latin-1") if isinstance(sent, str) else sent)
        return made

    def say(self, sent: bytes | str, seconds: float = 20) -> bytes:
        """All that is answered until the other side hangs up."""
        with self.open(sent, seconds) as connection:
            heard = b""
            with contextlib.suppress(ConnectionError):
                while piece := connection.recv(1 << 16):
                    heard += piece
        assert PLANTED.encode() not in heard and b"root:x:0" not in heard and b"Traceback" not in heard
        return heard

    def ask(self, path: str, more: str = "", method: str = "GET", host: str | None = None) -> bytes:
        """The answer to a request after which the connection is closed."""
        return self.say(f"{method} {path} HTTP/1.1\r\n{host or self.known}{more}Connection: close\r\n\r\n")

    def serves(self) -> None:
        """A reader is answered at once."""
        started = time.monotonic()
        assert self.ask("/text").startswith(b"HTTP/1.1 200")
        assert time.monotonic() - started < 3

    @property
    def files(self) -> int:
        """How many files it has open."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def megabytes(self) -> float:
        """The most memory it has had."""
        return int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[0]) / 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("http"))
    started.serves()
    yield started
    started.serves()
    assert started.megabytes() < LIMIT_MEGABYTES / 4
    started.process.send_signal(signal.SIGINT)
    assert started.process.communicate(timeout=60) == ("", "")


def statuses(answer: bytes) -> list[int]:
    return [int(s) for s in re.findall(rb"HTTP/1\.1 (\d+)", answer)]


TRAVERSALS = [
    "/media/un/..%2f..%2fsecret.txt", "/media/un/%252e%252e%252fsecret.txt", "/media/..%2f..%2f..%2fetc/passwd",
    "/../../../../etc/passwd", "//etc/passwd", "/static/..%5c..%5csecret.txt", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/screen.css%00.png", "/static/screen.css/", "/fonts/..%2f..%2fetc%2fpasswd%00.ttf", "/fonts/serif%00.ttf",
    "/proof/%2e%2e.png", f"/proof/{'9' * 4000}.png", f"/proof/{'9' * 5000}.png", "/proof/-1.png", "/proof/01.png",
    "/proof/%D9%A1.png", "/media/un/%e9", "/media/un/%ff%00", "http://evil.example/text", "file:///etc/passwd", "*",
    "text", "/%ed%a0%80", "/text%0d%0aSet-Cookie:%20a=b", "/text;x",
]  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS, ids=lambda p: p[:30])
def test_there_is_nothing_to_climb_to(server: Server, path: str) -> None:
    assert statuses(server.ask(path)) == [404]


@pytest.mark.parametrize("query", ["token=%ff%00%ed%a0%80", "token=&" * 9000, "a&" * 30000, "chapter=" + "x" * 50000])
def test_any_query(server: Server, query: str) -> None:
    assert statuses(server.ask(f"/text?{query}", host=server.host)) == [403]
    assert statuses(server.ask(f"/text?{query}")) == [200]


def test_another_site_is_not_answered(server: Server) -> None:
    own = f"http://127.0.0.1:{server.port}"
    for host, more, expected in (
        (server.known.replace("127.0.0.1", "evil.example"), "", 421),
        (server.known.replace("127.0.0.1", "127.0.0.1@evil.example"), "", 421),
        (server.known + "Host: evil.example\r\n", "", 400),
        ("Host: evil.example\r\n" + server.known, "", 400),
        (server.known, "Origin: http://evil.example\r\n", 403),
        (server.known, f"Origin: http://evil.example\r\nOrigin: {own}\r\n", 403),
        (server.known, f"Origin: {own}\r\nOrigin: null\r\n", 403),
        (server.known, f"Origin: {own}.evil.example\r\n", 403),
        (server.known, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: none\r\n", 403),
        (server.known, "X-Forwarded-Host: evil.example\r\nX-Forwarded-For: evil.example\r\n", 200),
        (server.host, "", 403),
        (f'{server.host}Cookie: actes-{server.port}="\\777\xe9\r\n', "", 403),
        (f"{server.host}Cookie: a=1\r\nCookie: actes-{server.port}={server.token}\r\n", "", 200),
    ):
        assert statuses(server.ask("/text", more, host=host)) == [expected], (host, more)
    # as HTTP/1.0 a request needs no host
    assert statuses(server.say(f"GET /text HTTP/1.0\r\nCookie: actes-{server.port}={server.token}\r\n\r\n")) == [421]


METHODS = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "get", "X" * 3000]


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m[:9])
def test_nothing_is_changed(server: Server, method: str) -> None:
    assert statuses(server.ask("/text", method=method)) == [405]


@pytest.mark.parametrize("path", ["/", "/text", "/state", "/panel", "/proof", "/static/screen.css", "/fonts/serif.ttf"])
def test_head(server: Server, path: str) -> None:
    answer = server.ask(path, method="HEAD")
    assert statuses(answer) == [200] and answer.endswith(b"\r\n\r\n")


SMUGGLED = {
    "length-and-chunks": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{}",
    "chunks-and-length": "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{}",
    "two-lengths": "Content-Length: 0\r\nContent-Length: 5\r\n\r\n{}",
    "list-of-lengths": "Content-Length: 0, 5\r\n\r\n{}",
    "negative-length": "Content-Length: -1\r\n\r\n{}",
    "signed-length": "Content-Length: +5\r\n\r\n{}",
    "length-of-400-digits": f"Content-Length: {'9' * 400}\r\n\r\n{{}}",
    "length-of-5000-digits": f"Content-Length: {'9' * 5000}\r\n\r\n{{}}",
    "a-length": "Content-Length: 5\r\n\r\n{}",
    "odd-coding": "Transfer-Encoding: xchunked\r\n\r\n{}",
    "space-before-colon": "Transfer-Encoding : chunked\r\n\r\n{}",
    "two-codings": "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n{}",
    "expected": "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n{}",
    **{
        f"chunk-{name}": f"Transfer-Encoding: chunked\r\n\r\n{size}\r\nhello\r\n0\r\n\r\n{{}}"
        for name, size in {
            "letters": "zz", "negative": "-1", "huge": "f" * 20, "digits": "f" * 5000, "extension": "1;" + "x" * 99999,
            "hexadecimal": "0x5", "right": "5",
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SMUGGLED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_request_hides_in_another(server: Server, name: str, method: str) -> None:
    hidden = f"GET /text HTTP/1.1\r\n{server.known}\r\n"
    answer = server.say(f"{method} /text HTTP/1.1\r\n{server.known}{SMUGGLED[name].format(hidden)}")
    assert len(statuses(answer)) <= 1 and not {200, 500} & set(statuses(answer)), answer[:200]


MALFORMED = {
    "header-of-1mb": "GET /text HTTP/1.1\r\n{}X: " + "a" * 1_000_000 + "\r\n\r\n",
    "target-of-1mb": "GET /" + "a" * 1_000_000 + " HTTP/1.1\r\n{}\r\n",
    "headers-without-end": "GET /text HTTP/1.1\r\n{}" + "X: aaaaaaaaaa\r\n" * 40_000,
    "null-in-header": "GET /text HTTP/1.1\r\n{}X: a\0b\r\n\r\n",
    "null-in-target": "GET /te\0xt HTTP/1.1\r\n{}\r\n",
    "accent-in-target": "GET /t\xe9xt HTTP/1.1\r\n{}\r\n",
    "http-0.9": "GET /text\r\n\r\n",
    "http-2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "tls": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + "\x00\xff" * 200 + "\r\n\r\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_request(server: Server, name: str) -> None:
    answer = server.say(MALFORMED[name].format(server.known))
    assert set(statuses(answer)) <= {400, 403, 421}, answer[:200]


def test_many_headers_and_upgrades(server: Server) -> None:
    many = "".join(f"X{i}: b\r\n" for i in range(10_000))
    assert statuses(server.ask("/text", many))[0] in {200, 400}
    for upgrade in ("websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\nSec-WebSocket-Version: 13", "h2c"):
        with server.open(f"GET /text HTTP/1.1\r\n{server.known}Connection: Upgrade\r\nUpgrade: {upgrade}\r\n\r\n") as c:
            assert statuses(c.recv(1 << 16)) == [200]


RANGES = [
    "bytes=0-", "bytes=-1", "bytes=" + ",".join(["0-"] * 15000), "bytes=" + ",".join(f"{i}-{i}" for i in range(4500)),
    "bytes=9999999999999999-", "bytes=5-1", "x=1", "bytes=a-b", "bytes=" + "9" * 5000 + "-",
]  # fmt: skip


@pytest.mark.parametrize("asked", RANGES, ids=lambda r: r[:12])
def test_ranges(server: Server, asked: str) -> None:
    answer = server.ask("/static/preview.js", f"Range: {asked}\r\n")
    assert statuses(answer)[0] in {200, 206, 400, 416} and len(answer) < 100_000


def test_a_body_of_a_gigabyte_is_not_received(server: Server) -> None:
    block, sent = b"x" * 1_000_000, 0
    for start in ("Content-Length: 1073741824\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nf4240\r\n"):
        with server.open(f"POST /text HTTP/1.1\r\n{server.known}{start}") as connection, contextlib.suppress(OSError):
            for _ in range(1074):
                connection.sendall(block)
                sent += 1
    assert sent < 100


def test_two_hundred_pages_listen(server: Server) -> None:
    before = server.files
    ask = f"GET /state HTTP/1.1\r\n{server.known}\r\n"
    with contextlib.ExitStack() as held:
        pages = [held.enter_context(server.open(ask)) for _ in range(200)]
        assert all(b"data:" in page.recv(1 << 16) or b"data:" in page.recv(1 << 16) for page in pages)
        server.serves()
        article = next(server.root.rglob("article.md"))
        article.write_text(article.read_text("utf-8") + "\nEncore.\n", "utf-8")
        assert all(b"data:" in page.recv(1 << 16) for page in pages)
    for _ in range(50):
        if server.files <= before:
            break
        time.sleep(0.1)
    assert server.files <= before


@pytest.mark.parametrize("connections", [400, pytest.param(OPEN + 100, marks=pytest.mark.slow)])
def test_who_asks_nothing_keeps_nobody_out(server: Server, connections: int) -> None:
    """More connections than are taken, or than the machine has files for, each with a letter of a request."""
    with contextlib.ExitStack() as held:
        for _ in range(connections):
            held.enter_context(server.open("G"))
        server.serves()
        assert server.files < 400


@pytest.mark.slow
def test_slow_clients_are_let_go(server: Server) -> None:
    """A letter a second, or an answer that is never read: each is let go after a while, a page that listens is not."""
    before = server.files
    with contextlib.ExitStack() as held:
        listening = held.enter_context(server.open(f"GET /state HTTP/1.1\r\n{server.known}\r\n"))
        slow = [held.enter_context(server.open("GET /text HTTP/1.1\r\n")) for _ in range(100)]
        many = f"GET /fonts/serif.ttf HTTP/1.1\r\n{server.known}\r\n" * 40
        for _ in range(50):
            held.enter_context(server.open(many))
        for _ in range(25):
            for connection in slow:
                with contextlib.suppress(OSError):
                    connection.send(b"X")
            server.serves()
            time.sleep(1)
        assert server.files <= before + 1
        assert b"data:" in listening.recv(1 << 16)
