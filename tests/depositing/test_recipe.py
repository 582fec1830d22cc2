"""The recipe of docs/deposit.md sends what HAL's server expects, once, and stops at a refusal."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import textwrap
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from depositing.deposit_samples import made

DOCUMENT = Path(__file__).parents[2] / "docs" / "deposit.md"


class Server(HTTPServer):
    """A server that answers as HAL does to a zip and its headers, and remembers them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        (notice,) = [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if n.endswith(".xml")]
        right = (
            self.headers["Packaging"] == "http://purl.org/net/sword-types/AOfr"
            and self.headers["Content-Type"] == "application/zip"
            and self.headers["Content-Disposition"] == f"attachment; filename={notice}"
            and self.headers["Authorization"] == "Basic ZWRpdG9yOnNlY3JldA=="
        )
        if right:
            assert isinstance(self.server, Server)
            self.server.taken.append(notice)
        self.send_response(201 if right else 412)
        self.end_headers()
        self.wfile.write(b"<entry/>")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.mark.skipif(shutil.which("curl") is None, reason="the recipe is for curl")
def test_the_recipe_sends_each_package_once(server: Server, tmp_path: Path) -> None:
    recipe = re.search(r"    #!/bin/sh.*?    done\n", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert recipe
    (tmp_path / "send.sh").write_text(textwrap.dedent(recipe[0]), "utf-8")
    for path, data in made(targets=("hal",)).items():
        target = tmp_path / "build" / "deposit" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def send(account: str) -> int:
        command = ["sh", "send.sh", f"http://127.0.0.1:{server.server_port}/sword/hal"]
        held = {**os.environ, "HAL_USER": account, "no_proxy": "127.0.0.1"}
        return subprocess.run(command, cwd=tmp_path, env=held, capture_output=True, check=False).returncode

    assert send("editor:wrong") == 1
    assert not list((tmp_path / "sent" / "hal").glob("*.xml"))
    assert send("editor:secret") == 0
    assert send("editor:secret") == 0
    assert sorted(server.taken) == ["jsa2025-03.xml", "jsa2025_volume.xml"]
