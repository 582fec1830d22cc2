"""What every test may ask for: golden files, which `--update` writes again, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser

from browser import chromium

hypothesis.settings.register_profile("reproducible", derandomize=True)
hypothesis.settings.register_profile("search")
# what CI says of a commit does not depend on chance; `make test-slow` and `make fuzz` look for new examples
hypothesis.settings.load_profile("reproducible")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`."""
    parser.addoption("--update", action="store_true", help="write the golden files again, to be read before a commit")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Compare bytes with a golden file: `golden(path, data)`; with `--update`, write it."""

    def compare(path: Path, data: bytes) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"{path} is missing: run pytest with --update, and read it"
        assert path.read_bytes().decode() == data.decode()

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Playwright runs once in a process: whoever needs a browser asks for this one."""
    with chromium() as launched:
        yield launched
