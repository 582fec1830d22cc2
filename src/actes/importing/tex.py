"""A TeX document's other files: those it includes, its bibliographies, its pictures."""

from __future__ import annotations

import re
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.reading.assets import inside

DEEPEST = 6
LARGEST = 4_000_000
"""Bytes of a document with all that it includes."""

_INCLUDE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:input|include|subfile)\s*\{([^{}\n]{1,200})\}")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_BIBLIOGRAPHY = re.compile(r"\\(?:bibliography|addbibresource)\s*(?:\[[^\]\n]*\])?\{([^{}]{1,500})\}")


def whole(path: Path, place: Location, report: Report) -> str:
    """The text of a TeX file with the files it includes put in place. Raises OSError for the file itself."""
    return _expanded(path, path.parent, place, report, 0, [LARGEST])


def _expanded(path: Path, root: Path, place: Location, report: Report, depth: int, left: list[int]) -> str:
    data = path.read_bytes()
    left[0] -= len(data)
    text = _COMMENT.sub("%", data.decode("utf-8-sig", "replace"))

    def put(found: re.Match[str]) -> str:
        name = found[2].strip()
        candidates = [root / name, root / f"{name}.tex", path.parent / name, path.parent / f"{name}.tex"]
        target = next((p for p in candidates if p.is_file() and inside(p, root)), None)
        if target is None or depth >= DEEPEST or left[0] - target.stat().st_size < 0:
            report.add("include-not-found", place, path=name)
            return ""
        return found[1] + _expanded(target, root, place, report, depth + 1, left)

    return _INCLUDE.sub(put, text)


def bibliographies(text: str, folder: Path) -> list[Path]:
    """The .bib files a TeX text names, if they are in its folder."""
    names = [n.strip() for found in _BIBLIOGRAPHY.finditer(text) for n in found[1].split(",")]
    paths = [folder / (n if n.endswith(".bib") else f"{n}.bib") for n in dict.fromkeys(names) if n]
    return [p for p in paths if p.is_file() and inside(p, folder)]
