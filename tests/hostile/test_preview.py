"""The preview, really started on the attacks and asked for all its pages: nothing read, nothing sent, no hang."""

from __future__ import annotations

import json
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from lxml import html

from hostile import attacks, guarded
from hostile.test_attacks import ACTIVE, GROUPS, LIMIT_MEGABYTES, LIMIT_SECONDS, PLANTED, SLOW, _write

SECONDS_FOR_ALL = 120
"""For the first reading of a volume of a hundred attacks; each answer after it has LIMIT_SECONDS."""


class Preview:
    """A preview and what it answers."""

    def __init__(self, folder: Path, told: Path) -> None:
        self.process = guarded.start(told, "preview", str(folder), "--no-open", "--lang", "en")
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip().partition("/?")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.open("".join(self.address), timeout=LIMIT_SECONDS).read()

    def get(self, path: str, seconds: float = LIMIT_SECONDS) -> tuple[int, bytes]:
        """Status and body of an answer."""
        try:
            with self.opener.open(self.address[0] + path, timeout=seconds) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def megabytes(self) -> float:
        """The most memory the process has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024

    def close(self) -> str:
        """Stop it; what it said on standard error."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=60)[1]


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[[dict[str, attacks.Attack]], Preview]]:
    secret, told = tmp_path / "secret.txt", tmp_path / "told.txt"
    secret.write_text(f"@book{{a, title={{{PLANTED}}}}}\n# {PLANTED}\n")
    started: list[Preview] = []

    def start(chosen: dict[str, attacks.Attack]) -> Preview:
        _write(tmp_path / "volume", chosen, secret)
        started.append(Preview(tmp_path / "volume", told))
        return started[-1]

    yield start
    for one in started:
        said = one.close()
        assert "Traceback" not in said, said
    assert not told.exists(), told.read_text()


def _harmless(markup: str, where: str) -> None:
    assert PLANTED not in markup and "root:x:0" not in markup, where
    if markup.strip():
        for element in html.fromstring(f"<div>{markup}</div>").iter():
            if isinstance(element.tag, str):
                start = html.tostring(element, with_tail=False).split(b">", 1)[0] + b">"
                assert not ACTIVE.search(start), (where, start[:200])


def _asked(shown: Preview, chosen: dict[str, attacks.Attack]) -> None:
    """Every page of every chapter."""
    _, first = shown.get("/text", SECONDS_FOR_ALL)
    assert json.loads(first)["html"]
    for name in chosen:
        for path in ("text", "panel"):
            started = time.monotonic()
            status, data = shown.get(f"/{path}?chapter={name}")
            assert status == 200 and time.monotonic() - started < LIMIT_SECONDS, (name, path)
            markup = json.loads(data)["html"]
            _harmless(markup, f"{name}/{path}")
            for media in set(re.findall(r'src="(/media/[^"]+)"', markup)):
                status, picture = shown.get(media)
                assert status == 200 and PLANTED.encode() not in picture, media
                assert not ACTIVE.search(picture[:100_000]), media
    assert shown.megabytes() < LIMIT_MEGABYTES


@pytest.mark.parametrize("group", [g if g == "FILES" else pytest.param(g, marks=pytest.mark.slow) for g in GROUPS])
def test_attacks_in_the_preview(group: str, preview: Callable[..., Preview]) -> None:
    shown = preview(GROUPS[group])
    _asked(shown, GROUPS[group])
    # the proof of a chapter comes by itself, or is refused: both are answers
    assert shown.get("/proof")[0] == 200 and shown.get("/proof.pdf")[0] in {200, 404}
    for path in (
        "/media/un/..%2f..%2fsecret.txt", "/media/..%2f..%2f..%2fsecret.txt/a", "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2fetc%2fpasswd", "/fonts/..%2f..%2fsecret.ttf", "/proof/999999.png", "/proof/-1.png",
        "/text?chapter=..%2f..%2fsecret.txt", "/panel?chapter=%00",
    ):  # fmt: skip
        status, data = shown.get(path)
        assert PLANTED.encode() not in data and b"root:x:0" not in data and status < 500, path


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_long_attacks_in_the_preview(name: str, preview: Callable[..., Preview]) -> None:
    chosen = {name: attacks.CONTRIBUTIONS[name]}
    shown = preview(chosen)
    assert shown.get("/text")[0] == 200
    _asked(shown, chosen)
