"""Headers that stand in other files: `myst.yml`, Stylo's `.yaml`, `_quarto.yml`, `index.Rmd` — inside the volume."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.files import display
from actes.reading import front_matter, yaml_marks
from actes.reading.assets import inside
from actes.reading.dialects.header import plain_name, text_of
from actes.reading.text import read_text
from actes.reading.yaml_marks import Fields, Items, Scalar

_LARGEST = 500_000
_HIGHEST = 4
"""Folders above a paper in which its project's file is looked for."""

MYST = {
    "title": "title", "subtitle": "subtitle", "short-title": "short-title", "authors": "authors", "author": "authors",
    "affiliations": "affiliations", "affiliation": "affiliations", "keywords": "keywords", "tags": "keywords",
    "abstract": "abstract", "license": "license", "licence": "license", "doi": "doi", "date": "date",
    "bibliography": "bibliography", "funding": "funding", "acknowledgements": "acknowledgements",
    "acknowledgments": "acknowledgements", "data-availability": "data-availability", "language": "language",
    "contributors": "contributors",
}  # fmt: skip
_MYST_INHERITED = {"license", "date", "bibliography", "keywords", "language", "contributors"}
"""What a project above (that of the proceedings) says of each paper; its title and people are its own."""
QUARTO = {
    "title": "title", "subtitle": "subtitle", "abstract": "abstract", "keywords": "keywords", "doi": "doi",
    "bibliography": "bibliography", "author": "authors", "authors": "authors", "affiliations": "affiliations",
    "lang": "lang", "language": "lang", "license": "license", "date": "date",
}  # fmt: skip


def load(path: Path, root: Path, report: Report) -> Fields | None:
    """The YAML of a file inside `root` (of its header, when it has one); None when it is absent or unreadable."""
    if not path.is_file() or not inside(path, root):
        return None
    file = display(path)
    try:
        if path.stat().st_size > _LARGEST:
            return None
        text = read_text(path, file, report)
    except OSError as error:
        report.add("unreadable-file", Location(file), problem=error.strerror or str(error))
        return None
    cut = front_matter.split(text, file, Report())
    if cut.header or path.suffix.lower() not in {".yml", ".yaml"}:
        return front_matter.fields(cut, file, report)
    return yaml_marks.load(text, file, report)


def _upwards(folder: Path, root: Path) -> Iterator[Path]:
    top = root.resolve()
    here = folder.resolve()
    for _ in range(_HIGHEST):
        yield here
        if here == top or not here.is_relative_to(top):
            return
        here = here.parent


def myst(folder: Path, root: Path, report: Report) -> list[Fields]:
    """The `project` of the nearest `myst.yml` and of those it extends, the nearest first; `parts` spread out."""
    for here in _upwards(folder, root):
        found = load(here / "myst.yml", root, report)
        if found is not None:
            projects = [_from(here, folder, p) or p for p in _projects(found, here, root, report, 0)]
            return projects if here == folder.resolve() else [_only(p, _MYST_INHERITED) for p in projects]
    return []


def _projects(found: Fields, folder: Path, root: Path, report: Report, depth: int) -> list[Fields]:
    projects: list[Fields] = []
    project = found.entries.get("project")
    if isinstance(project, Fields):
        projects.append(_spread(project))
    extends = found.entries.get("extends", found.entries.get("extend"))
    for name in extends.items if isinstance(extends, Items) else (extends,):
        text = text_of(name)
        if text and depth < _HIGHEST and not re.match(r"[a-z]+:", text) and "\0" not in text:
            above = load(folder / text, root, report)
            if above is not None:
                inherited = _projects(above, (folder / text).parent, root, report, depth + 1)
                projects += [_only(p, _MYST_INHERITED) for p in inherited]
    return projects


def _spread(project: Fields) -> Fields:
    parts = project.entries.get("parts")
    if not isinstance(parts, Fields):
        return project
    return Fields({**parts.entries, **project.entries}, project.location, {**parts.keys, **project.keys})


def _only(fields: Fields, names: set[str]) -> Fields:
    kept = {k: v for k, v in fields.entries.items() if MYST.get(plain_name(k)) in names}
    return Fields(kept, fields.location, fields.keys)


_NOT_STYLO = {
    "volume",
    "myst",
    "_quarto",
    "_config",
    "_toc",
    "_bookdown",
    "_output",
    "_metadata",
    "mkdocs",
    "environment",
}


def stylo(path: Path, root: Path, report: Report) -> Fields | None:
    """Stylo's metadata: the YAML file that bears the text's name, else the only one beside that is Stylo's."""
    named = [p for s in (".yaml", ".yml") if (p := path.with_suffix(s)).is_file() and p.stem.lower() not in _NOT_STYLO]
    if named:
        return load(named[0], root, report)
    others = [
        p
        for p in sorted([*path.parent.glob("*.yaml"), *path.parent.glob("*.yml")])
        if p.stem.lower() not in _NOT_STYLO and not p.name.startswith(".")
    ]
    found = [f for p in others[:5] if (f := load(p, root, Report())) is not None and is_stylo(f)]
    return found[0] if len(found) == 1 else None


def is_stylo(fields: Fields) -> bool:
    """Whether a header has fields that only Stylo writes."""
    return bool(
        {"title_f", "localizedContent", "url_article", "typeArticle", "controlledKeywords"} & set(fields.entries)
    )


def beside_project(name: str, path: Path, root: Path, report: Report) -> Fields:
    """The file called `name` in the nearest folder at or above the text's that has one; empty when none has."""
    for here in _upwards(path.parent, root):
        if (found := load(here / name, root, report)) is not None:
            return found
    return Fields({}, Location(display(path)), {})


def quarto(path: Path, root: Path, report: Report) -> list[Fields]:
    """What a Quarto or bookdown project says of its chapters: `_metadata.yml`, `_quarto.yml`, `index`'s header."""
    found: list[Fields] = []
    for here in _upwards(path.parent, root):
        for name in ("_metadata.yml", "_quarto.yml", "_quarto.yaml"):
            held = _from(here, path.parent, load(here / name, root, report))
            if held is not None:
                book = held.entries.get("book")
                # a book's title is not that of its chapters
                found += [held, *([_without_title(book)] if isinstance(book, Fields) else [])]
    for name in ("index.Rmd", "index.rmd", "index.qmd"):
        index = path.with_name(name)
        if index != path and index.is_file() and path.suffix.lower() in {".rmd", ".qmd"}:
            held = load(index, root, Report())
            if held is not None and {"site", "documentclass", "bibliography", "book"} & set(held.entries):
                found.append(_without_title(held))
                break
    return found


def _without_title(book: Fields) -> Fields:
    own = {"title", "subtitle", "abstract", "keywords", "doi"}
    return Fields({k: v for k, v in book.entries.items() if k not in own}, book.location, book.keys)


def _from(here: Path, folder: Path, fields: Fields | None) -> Fields | None:
    """The fields of a file of folder `here`, the paths of its `bibliography` as seen from `folder`, below it."""
    value = fields.entries.get("bibliography") if fields else None
    if fields is None or value is None:
        return fields
    steps = Path(*[".."] * len(folder.resolve().relative_to(here).parts))
    items = value.items if isinstance(value, Items) else (value,)
    made = [Scalar(str(steps / text), False, item.location) for item in items if (text := text_of(item))]
    return Fields({**fields.entries, "bibliography": Items(tuple(made), value.location)}, fields.location, fields.keys)
