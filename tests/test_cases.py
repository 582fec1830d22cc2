"""Golden volumes: `tests/cases/<name>/manuscript` builds to `expected/`, byte for byte (`--update` writes it again)."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from actes.build import build
from actes.outcome import Request

CASES = sorted(p for p in (Path(__file__).parent / "cases").iterdir() if p.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_a_volume_gives_what_was_reviewed(
    case: Path, tmp_path: Path, golden: Callable[[Path, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(case / "manuscript", tmp_path / "manuscript")
    monkeypatch.chdir(tmp_path)
    outcome = build(Request(Path("manuscript"), ("epub", "jats"), output=Path("out"), jobs=1))
    expected = case / "expected"
    problems = "".join(d.as_text("fr") + "\n" for d in outcome.diagnostics)
    golden(expected / "diagnostics.txt", problems.encode())
    for product in outcome.products:
        if product.kind in {"jats", "bits"}:
            golden(expected / product.path.name, product.path.read_bytes())
        elif product.kind == "epub":
            with zipfile.ZipFile(product.path) as archive:
                for name in archive.namelist():
                    if name.endswith("premier.xhtml"):
                        golden(expected / "premier.xhtml", archive.read(name))
