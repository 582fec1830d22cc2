"""Many saves: the last one is what is shown, and nothing piles up."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from preview.conftest import TEXT, Author

pytestmark = pytest.mark.slow
Start = Callable[..., Author]
SMALL = "\n# Un\n\nDébut [@davezies].\n"


def shown(author: Author) -> str:
    """The chapter as the server gives it."""
    parts = urlsplit(author.address)
    with urllib.request.urlopen(f"http://{parts.netloc}/text?{parts.query}", timeout=120) as answer:
        return str(json.load(answer)["html"])


def wait_for(author: Author, words: str) -> None:
    """Until the chapter holds `words`."""
    for _ in range(1200):
        if words in shown(author):
            return
        time.sleep(0.1)
    pytest.fail(f"{words} was never shown")


def held(author: Author) -> tuple[int, int, int]:
    """Megabytes, open files and threads of the server."""
    process = Path(f"/proc/{author.process.pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) // 1024, len(list((process / "fd").iterdir())), int(status["Threads"])


def test_a_thousand_quick_saves_end_in_the_right_state(start: Start) -> None:
    author = start(SMALL)
    wait_for(author, "Début")
    for number in range(1000):
        author.save(f"{SMALL}\nÉtat {number}.\n")
    wait_for(author, "État 999.")
    time.sleep(2)
    assert "État 999." in shown(author)


def test_two_hundred_saves_leak_nothing(start: Start) -> None:
    author = start(TEXT)
    for number in range(60):
        author.save(f"{TEXT}\nÉtat {number}.\n")
        wait_for(author, f"État {number}.")
    before = held(author)
    for number in range(60, 260):
        author.save(f"{TEXT}\nÉtat {number}.\n")
        wait_for(author, f"État {number}.")
    after = held(author)
    assert after[0] - before[0] < 60, (before, after)
    assert after[1] - before[1] <= 4, (before, after)
    assert after[2] - before[2] <= 2, (before, after)


def test_nothing_is_left_of_a_preview_that_is_killed(start: Start) -> None:
    author = start(TEXT)
    wait_for(author, "début")
    process = author.process.pid
    children = [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    assert children
    author.process.kill()
    author.process.wait()
    for _ in range(300):
        if not any(Path(f"/proc/{pid}").exists() for pid in children):
            return
        time.sleep(0.1)
    pytest.fail("processes outlive the preview")
