"""The Markdown of a file's fields and body, parsed in one batch and handed out piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.reading.raw import resolve_raw
from actes.reading.schema import Field, ListOf, LocalizedText, MapOf, Object, Text
from actes.tree import Blocks, Inlines, words

MARKDOWN_FIELDS = {
    "title", "title-en", "title-fr", "subtitle", "short-title", "abstract", "biography", "statement",
    "conflict-of-interest", "data-availability", "acknowledgements",
}  # fmt: skip
"""The fields whose text is Markdown; the others are plain."""


class Markup:
    """Texts already parsed: `blocks` and `inlines` give the tree of one of the texts it was made with."""

    def __init__(self, texts: Iterable[str], place: Location, report: Report) -> None:
        """Parse `texts` together; what pandoc cannot read is reported at `place` and kept as plain words."""
        self.places: Mapping[str, Location] = {}
        self._trees: dict[str, Blocks] = {}
        self._place = place
        self._report = report
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        """Parse more texts."""
        wanted = [t for t in dict.fromkeys(texts) if t and t not in self._trees]
        for text, converted in zip(wanted, pandoc.convert([pandoc.Job(t) for t in wanted]), strict=True):
            if converted.error:
                self._report.add("unreadable-markdown", self._place, problem=converted.error.message)
                self._trees[text] = [{"t": "Para", "c": words(text)}]
            else:
                self._trees[text] = resolve_raw(pandoc.blocks(converted.result), self._place, self._report)

    def blocks(self, text: str) -> Blocks:
        """The blocks of `text` ("" has none). Raises KeyError for a text it was not made with."""
        return self._trees[text] if text else []

    def inlines(self, text: str) -> Inlines:
        """The inlines of `text`: its paragraphs run together; other blocks give their words."""
        found: Inlines = []
        for block in self.blocks(text):
            if found:
                found = [*found, {"t": "Space"}]
            if block["t"] in {"Para", "Plain"}:
                found = [*found, *block["c"]]
            else:
                # « 2. Un titre » is a list to Markdown, and a title to its author
                return found or words(text)
        return found


def markdown_texts(values: Mapping[str, Any], specification: Object) -> list[str]:
    """Every Markdown text among checked values of `specification`."""
    found: list[str] = []
    for name, field in specification.fields.items():
        if name in values:
            found += _texts(values[name], field, name)
    return found


def _texts(value: Any, field: Field, name: str) -> list[str]:
    match field.kind:
        case LocalizedText() if name in MARKDOWN_FIELDS:
            return list(value.values())
        case Text() if name in MARKDOWN_FIELDS:
            return [value]
        case Object() as inner:
            return markdown_texts(value, inner)
        case ListOf(item=Object() as inner):
            return [t for member in value for t in markdown_texts(member, inner)]
        case MapOf(item=Object() as inner):
            return [t for member in value.values() for t in markdown_texts(member, inner)]
        case _:
            return []
