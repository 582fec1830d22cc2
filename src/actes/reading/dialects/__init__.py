"""Other tools' Markdown (JOSS, MyST, Stylo, Quarto and R Markdown, Hugo, Obsidian), made ours while it is read.

Three steps, each a pure function, called by `actes.reading.contribution`:

- `header` rewrites the fields before they are checked;
- `text` rewrites the body before pandoc parses it, line for line, so that positions stay;
- `shape` rewrites what pandoc parsed, where a construct has no spelling in pandoc's Markdown.

What has no equivalent is kept as text and told once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.model import Reference
from actes.reading.dialects import (
    beside,
    fields,
    hugo,
    joss,
    myst,
    myst_directives,
    myst_links,
    obsidian,
    quarto,
    stylo,
    variables,
)
from actes.reading.dialects.findings import Findings
from actes.reading.dialects.header import Header, scalar
from actes.reading.dialects.prose import fences, outside_fences
from actes.reading.language import evident_language
from actes.reading.yaml_marks import Fields
from actes.tree import Blocks, kinds_in

__all__ = ["Manuscript", "header", "labelled", "shape", "text"]

_LEAST = 12
"""Small words that tell the language of a text that does not say it."""


@dataclass(frozen=True)
class Manuscript:
    """A Markdown file cut in two, and where it stands."""

    path: Path
    root: Path
    file: str
    fields: Fields
    body: str
    body_line: int


def header(manuscript: Manuscript, language: str, guess: bool, report: Report) -> Manuscript:
    """`manuscript` with fields of ours only; those of files beside it (`myst.yml`…) come in where it has none.

    A text that does not say its language gets the one it is evidently in, when `guess` allows it or when it
    was made with another tool; `language` is its volume's.
    """
    path, root = manuscript.path, manuscript.root
    own = Header(manuscript.fields)
    projects = beside.myst(path.parent, root, report)
    is_myst = bool(projects) or myst.recognised(manuscript.body)
    is_quarto = quarto.recognised(path.suffix.lower(), manuscript.body)
    metadata = beside.stylo(path, root, report)
    if metadata is not None:
        for written, value in metadata.entries.items():
            if not own.has(written):
                own.pop(written)
                own.put(written, value, metadata.keys[written])
    body = manuscript.body
    if is_myst:
        body = _abstract_part(body, own, manuscript)
    for project in projects:
        _fill(own, project, beside.MYST)
    if is_quarto:
        for project in beside.quarto(path, root, report):
            _fill(own, project, beside.QUARTO)
    filled, body = variables.fill(own.fields(), body, path, root, report)
    own = Header(filled)
    recognised = is_myst or is_quarto or metadata is not None or _is_joss(own)
    made = Header(fields.translate(own.fields(), recognised, report, month_first=is_quarto))
    if not made.has("title", "titre"):
        _title(made, body, manuscript)
    foreign = is_myst or is_quarto or metadata is not None
    if not made.has("language", "lang") and (guess or foreign):
        written = evident_language(body, language.split("-")[0], _LEAST)
        if written != language.split("-")[0]:
            made.put("language", scalar(written, made.location))
    return replace(manuscript, fields=made.fields(), body=body)


def _fill(own: Header, project: Fields, names: Mapping[str, str]) -> None:
    aliases = {"authors": "author", "license": "licence", "lang": "language", "language": "lang", "keywords": "tags"}
    wanted = {k: v for k, v in names.items() if not own.has(v) and not (v in aliases and own.has(aliases[v]))}
    own.fill(project, wanted)


def _is_joss(own: Header) -> bool:
    return own.has("affiliations") and own.has("tags", "bibliography", "cito-bibliography")


_PART = re.compile(r"^\+\+\+[ \t]*\{[^}\n]*\"?part\"?[ \t]*:[ \t]*\"?abstract\"?[^}\n]*\}[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"^\+\+\+", re.MULTILINE)


def _abstract_part(body: str, own: Header, manuscript: Manuscript) -> str:
    """`body` without the block MyST marks as the abstract, which goes to the header."""
    found = _PART.search(body)
    if not found or own.has("abstract"):
        return body
    end = _BREAK.search(body, found.end())
    if end is None:
        return body
    part = body[found.end() : end.start()]
    line = manuscript.body_line + body.count("\n", 0, found.end())
    own.put("abstract", scalar(part.strip(), Location(manuscript.file, line)))
    return body[: found.start()] + "\n" * part.count("\n") + body[end.start() :]


_PART_OF_BOOK = re.compile(r"#[ \t]+\((?:PART|APPENDIX)\\?\*?\)")
_ATX = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*\Z")


def _title(made: Header, body: str, manuscript: Manuscript) -> None:
    """A lone heading of level 1 that opens the text is its title; code that prepares the others is no text."""
    lines = body.split("\n")
    prose = [i for i, code in fences(lines) if not code and lines[i].strip() and not _PART_OF_BOOK.match(lines[i])]
    heads = [i for i in prose if _ATX.match(lines[i])]
    if len(heads) != 1 or heads[0] != prose[0]:
        return
    found = _ATX.match(lines[heads[0]])
    assert found
    shown = re.sub(r"\s*\{[^{}]*\}\s*\Z", "", found[1])
    made.put("title", scalar(shown, Location(manuscript.file, manuscript.body_line + heads[0])))


_METADATA = re.compile(
    r"(?:(?<=\n\n)|(?<=\A\n))---[ \t]*\n"
    r"((?:[A-Za-z][\w-]*:(?:[ \t].*)?\n(?:[ \t]+\S.*\n|-[ \t].*\n)*)+)(?:---|\.\.\.)[ \t]*(?=\n|\Z)"
)
"""Metadata in the middle or at the end of a text, as pandoc allows."""


def _set_aside(found: re.Match[str], manuscript: Manuscript, report: Report) -> str:
    names = re.findall(r"^([A-Za-z][\w-]*):", found[1], re.MULTILINE)
    offset = max(manuscript.body.find(found[0]), 0)
    line = manuscript.body_line + manuscript.body.count("\n", 0, offset)
    report.add("foreign-fields", Location(manuscript.file, line), fields=", ".join(names))
    return "\n" * found[0].count("\n")


def text(manuscript: Manuscript, references: Sequence[Reference], report: Report) -> str:
    """The body in pandoc's Markdown, with as many lines."""
    findings = Findings(manuscript.file)
    body = outside_fences(
        manuscript.body, lambda stretch: _METADATA.sub(lambda m: _set_aside(m, manuscript, report), stretch)
    )
    if myst.recognised(body) or (manuscript.path.parent / "myst.yml").is_file():
        body = myst.text(body, myst_links.dois_of(references), findings)
    body = quarto.text(body, findings)
    body = hugo.text(body, findings)
    body = obsidian.text(body, findings)
    body = joss.text(body, findings)
    head = "\n" * (manuscript.body_line - 1)
    findings.tell(head + manuscript.body, report)
    return body


def shape(blocks: Blocks, language: str, references: Sequence[Reference], place: Location, report: Report) -> Blocks:
    """What pandoc parsed, with the constructs that `text` marked in the shape `actes.reading.structure` knows."""
    present = frozenset[str]().union(*map(kinds_in, blocks))
    # most texts are in no dialect: what nothing could be shaped in need not be gone through again and again
    marked = bool(present & {"Div", "CodeBlock", "Span"})
    if marked:
        blocks = myst_directives.shape(blocks, language)
        blocks = quarto.shape(blocks, language, place, report)
    if marked or "BlockQuote" in present:
        blocks = obsidian.shape(blocks, language)
    blocks = joss.shape(blocks)
    if marked:
        blocks = stylo.shape(blocks)
    return myst_links.cite_dois(blocks, references)


labelled = joss.shape
"""What was read of LaTeX in a text, with its labels as identifiers and its references as cross-references."""
