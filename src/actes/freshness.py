"""Whether there is anything to do: a fingerprint of the inputs, and what the last build of the same kind made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from actes.cache import digest, file_digest, package_digest, workspace
from actes.diagnostics import Diagnostic, Location, Severity
from actes.files import write_atomically
from actes.outcome import Outcome, Product, Request
from actes.reading.root import volume_root

_SKIPPED = {"node_modules", "__pycache__"}


_LARGEST = 100_000_000
"""Bytes beyond which no file of a volume is read."""


def _root(request: Request) -> Path:
    return request.path if request.path.is_dir() else (volume_root(request.path.parent) or request.path.parent)


def _inputs(request: Request) -> Iterator[Path]:
    """Every file the build may read: those of the volume's folder, of the paper's folder without a volume."""
    output = request.output.resolve()
    for folder, names, files in os.walk(_root(request)):
        here = Path(folder)
        names[:] = sorted(
            n for n in names if not n.startswith(".") and n not in _SKIPPED and (here / n).resolve() != output
        )
        yield from (here / name for name in sorted(files) if not name.startswith("."))


def fingerprint(request: Request) -> str:
    """The digest of everything the outcome depends on."""
    parts = [package_digest(), request.path.name, *request.outputs, "|", *request.only, str(request.strict)]
    parts.append(os.environ.get("SOURCE_DATE_EPOCH", ""))
    root = _root(request).resolve()
    for path in _inputs(request):
        # a pipe would wait for ever, a link may lead to any file of the machine: no build reads either
        readable = path.is_file() and path.resolve().is_relative_to(root)
        size = path.stat().st_size if readable else 0
        # what no stage would read is not worth minutes
        parts += [str(path), str(size) if size > _LARGEST else file_digest(path) if readable else ""]
    return digest(*parts)


def _state(request: Request) -> Path:
    name = digest(str(request.path.resolve()), *request.outputs, "|", *request.only)[:24]
    return workspace(request.output) / "state" / f"{name}.json"


def announce(request: Request, made: set[str]) -> None:
    """Keep which files are about to be written: they are this request's, whatever becomes of the build."""
    state = {"fingerprint": "", "files": sorted(_still_there(request) | made)}
    write_atomically(_state(request), json.dumps(state, ensure_ascii=False).encode())


def remember(request: Request, fingerprint: str, outcome: Outcome) -> None:
    """Keep what was built from these inputs."""
    state = {
        "fingerprint": fingerprint,
        "files": sorted(_still_there(request) | {str(p.path.relative_to(request.output)) for p in outcome.products}),
        "words": outcome.words,
        "references": outcome.references,
        "products": [
            [p.kind, str(p.path.relative_to(request.output)), p.pages, file_digest(p.path)] for p in outcome.products
        ],
        "diagnostics": [
            [d.code, d.location.file, d.location.line, d.location.column, list(map(list, d.values)), str(d.severity)]
            for d in outcome.diagnostics
        ],
    }
    write_atomically(_state(request), json.dumps(state, ensure_ascii=False).encode())


def _recall(request: Request) -> dict[str, object]:
    try:
        loaded = json.loads(_state(request).read_bytes())
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def former_outputs(request: Request) -> set[str]:
    """The files builds of the same kind wrote and did not remove, relative to the output folder."""
    files = _recall(request).get("files")
    return set(map(str, files)) if isinstance(files, list) else set()


def _still_there(request: Request) -> set[str]:
    return {name for name in former_outputs(request) if (request.output / name).exists()}


def stands(request: Request) -> bool:
    """Whether nothing has changed since the last build of the same kind, as far as can be told."""
    try:
        return recall(request, fingerprint(request)) is not None
    except OSError:
        return False


def recall(request: Request, fingerprint: str) -> Outcome | None:
    """The outcome of the last build if these inputs gave it and its outputs are still as it left them."""
    state = _recall(request)
    if state.get("fingerprint") != fingerprint:
        return None
    products, diagnostics = state["products"], state["diagnostics"]
    assert isinstance(products, list) and isinstance(diagnostics, list)
    if any(file_digest(request.output / path) != held for _kind, path, _pages, held in products):
        return None
    return Outcome(
        products=tuple(Product(kind, request.output / path, pages) for kind, path, pages, _held in products),
        diagnostics=tuple(
            Diagnostic(code, Location(file, line, column), tuple((k, v) for k, v in values), Severity(severity))
            for code, file, line, column, values, severity in diagnostics
        ),
        words=int(str(state["words"])),
        references=int(str(state["references"])),
        fresh=True,
    )
