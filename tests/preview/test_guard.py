"""Who is answered, and what: the token, the host, the origin, the paths."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from preview.conftest import TEXT, Author

Start = Callable[..., Author]


def ask(author: Author, path: str, *, token: bool = True, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """The status and the body of an answer, asked without any client's tidying of the path."""
    parts = urlsplit(author.address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=120)
    query = f"{'&' if '?' in path else '?'}{parts.query}" if token else ""
    connection.putrequest(method, path + query, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    held = answer.status, answer.read()
    connection.close()
    return held


def test_only_the_address_printed_is_answered(start: Start) -> None:
    author = start()
    host = urlsplit(author.address).netloc
    assert ask(author, "/")[0] == 200
    assert ask(author, "/", token=False)[0] == 403
    assert ask(author, "/text", token=False)[0] == 403
    assert ask(author, "/?token=wrong", token=False)[0] == 403
    assert ask(author, "/", Host="evil.example")[0] == 421
    assert ask(author, "/", Host=f"evil.example:{urlsplit(author.address).port}")[0] == 421
    assert ask(author, "/text", Origin="http://evil.example")[0] == 403
    assert ask(author, "/text", Origin="null")[0] == 403
    assert ask(author, "/text", Origin=f"http://{host}")[0] == 200
    assert ask(author, "/text", Sec_Fetch_Site="cross-site")[0] == 403
    assert ask(author, "/text", method="POST")[0] == 405


def test_nothing_outside_the_chapter_is_served(start: Start) -> None:
    author = start(TEXT + "\n![secret](lien.png)\n\n![haut](../haut.png)\n")
    (author.folder.parent / "haut.png").write_bytes(b"SECRET")
    (author.folder / "lien.png").symlink_to(author.folder.parent / "haut.png")
    author.save(TEXT + "\n![secret](lien.png)\n\n![haut](../haut.png)\n")
    status, body = ask(author, "/text")
    assert status == 200
    assert b"/media/mon-article/mon-article-carte.svg" in body
    for path in (
        "/media/mon-article/../../article.md",
        "/media/mon-article/..%2f..%2farticle.md",
        "/media/mon-article/article.md",
        "/media/mon-article/lien.png",
        "/media/mon-article/mon-article-lien.png",
        "/media/mon-article/mon-article-haut.png",
        "/media/..%2fmon-article/x",
        "/static/../session.py",
        "/static/%2e%2e/%2e%2e/session.py",
        "/fonts/../../x.ttf",
        "/article.md",
        "//etc/passwd",
    ):
        status, body = ask(author, path)
        assert status == 404, path
        assert b"SECRET" not in body
    assert ask(author, "/media/mon-article/mon-article-carte.svg")[0] == 200


@pytest.mark.parametrize("path", ["/", "/text", "/media/mon-article/mon-article-carte.svg", "/nothing"])
def test_every_answer_has_its_policy(start: Start, path: str) -> None:
    author = start()
    ask(author, "/text")
    parts = urlsplit(author.address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=120)
    connection.request("GET", f"{path}?{parts.query}")
    answer = connection.getresponse()
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")
    assert "unsafe-eval" not in (answer.getheader("Content-Security-Policy") or "")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    connection.close()
