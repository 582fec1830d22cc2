"""Records to CSL-JSON by pandoc: what it is given, and how what it refuses is told apart.

pandoc reads LaTeX, names and the mapping of types; dates, identifiers and what it would drop or change are
the business of `items`. Each entry is given `langid = french`, under which pandoc never changes the case of
a title, and a name of its own making, so that no key can trouble it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actes import pandoc
from actes.reading.bibtex.fields import NAME_FIELDS, TITLE_PARTS
from actes.reading.bibtex.languages import ROLES, STATES, is_french, keyword
from actes.reading.bibtex.latex import prepare, split_list
from actes.reading.bibtex.names import names, spoken
from actes.reading.bibtex.records import Record

CHUNK = 100
"""Entries per job of pandoc: what it refuses one entry for is converted again entry by entry."""

SUBTITLE, ADDITION = "\ue000", "\ue001"
"""Stand between title and subtitle, title and addition: `items` puts the punctuation of the language."""

_NAMES = ("author", "editor", "translator", "bookauthor", "director", "holder")
_LISTS = ("publisher", "location", "institution", "organization", "origpublisher", "origlocation")
_TEXTS = (
    "issuetitle", "venue", "series", "number", "volume", "volumes", "part", "issue", "edition", "eid", "chapter",
    "version", "howpublished", "pagetotal", "pages", "shorttitle", "shortjournal", "origtitle",
)  # fmt: skip
_SENT_AS = {"archival": "misc", "standard": "misc", "commentary": "misc", "bibnote": "misc"}


@dataclass(frozen=True)
class Converted:
    """What pandoc made of a record: its item, or why it refused it; and the macros nobody knows, by field."""

    item: Mapping[str, Any]
    error: str = ""
    unknown_macros: tuple[tuple[str, str], ...] = ()


def convert(records: Sequence[Record]) -> list[Converted]:
    """The CSL-JSON of each record, in their order, as pandoc gives it (repaired by `items.finished`)."""
    written = [_written(index, record) for index, record in enumerate(records)]
    chunks = [range(start, min(start + CHUNK, len(written))) for start in range(0, len(written), CHUNK)]
    items: dict[int, Mapping[str, Any]] = {}
    errors: dict[int, str] = {}
    alone: list[int] = []
    for chunk, result in zip(chunks, _run([[written[i][0] for i in chunk] for chunk in chunks]), strict=True):
        if result.error:
            alone += chunk
        else:
            items.update(_by_index(result.result))
    for index, result in zip(alone, _run([[written[i][0]] for i in alone]), strict=True):
        if result.error:
            errors[index] = result.error.message
        else:
            items.update(_by_index(result.result))
    return [
        Converted(items.get(i, {}), errors.get(i, "" if i in items else "no item"), written[i][1])
        for i in range(len(records))
    ]


def _run(texts: Sequence[Sequence[str]]) -> list[pandoc.Converted]:
    return pandoc.convert([pandoc.Job("\n".join(text), "biblatex", "csljson") for text in texts])


def _by_index(result: str) -> dict[int, Mapping[str, Any]]:
    return {int(item["id"]): item for item in json.loads(result)}


def _written(index: int, record: Record) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The entry pandoc is given, and (field, macro) for each unknown macro."""
    unknown: dict[tuple[str, str], None] = {}
    fields = _Fields(record.fields, unknown)
    french = is_french(record.fields)
    sent: dict[str, str] = {}
    for name in _NAMES:
        sent[name] = " and ".join(names(fields.text(name)))
    for name in _LISTS:
        places = [p for p in split_list(fields.text(name)) if p]
        # a house may be called « Taylor and Francis »; braces keep pandoc from parting it
        sent[name] = f"{{{(' ; ' if french else ' and ').join(places)}}}" if len(places) > 1 else fields.text(name)
    for name in _TEXTS:
        sent[name] = fields.text(name)
    for name in TITLE_PARTS:
        sent[name] = fields.title(name)
    sent["title"] = SUBTITLE.join(t for t in (sent.pop("maintitle"), sent["title"]) if t)
    if main := fields.title("maintitle") if sent["booktitle"] else "":
        sent["title"] = fields.title("title")
        sent["booktitle"] = main + SUBTITLE + sent["booktitle"]
    sent["note"] = _note(fields, french)
    sent["pubstate"] = keyword(STATES, fields.text("pubstate"), french)
    if record.kind == "article" and sent["series"].isdigit():
        sent["series"] = f"{sent['series']}e série" if french else f"series {sent['series']}"
    lines = [f"{name} = {{{value}}}," for name, value in sent.items() if value]
    kind = _SENT_AS.get(record.kind, record.kind)
    return f"@{kind}{{{index}, langid = {{french}},\n" + "\n".join(lines) + "\n}", tuple(unknown)


class _Fields:
    """The fields of an entry as prepared LaTeX, with a record of macros nobody knows."""

    def __init__(self, raw: Mapping[str, str], unknown: dict[tuple[str, str], None]) -> None:
        self.raw = raw
        self.unknown = unknown

    def text(self, name: str) -> str:
        """The field, "" when there is none."""
        if name not in self.raw:
            return ""
        value, unknown = prepare(self.raw[name])
        self.unknown.update(dict.fromkeys((name, macro) for macro in unknown))
        if name in NAME_FIELDS:
            return value
        return value.replace(SUBTITLE, " ").replace(ADDITION, " ")

    def title(self, name: str) -> str:
        """A title with its subtitle and addition, joined by marks."""
        subtitle, *addition = TITLE_PARTS[name]
        if name == "eventtitle":
            subtitle, addition = "", ["eventtitleaddon"]
        title = SUBTITLE.join(t for t in (self.text(name), self.text(subtitle)) if t)
        return ADDITION.join(t for t in (title, *map(self.text, addition)) if t)


def _note(fields: _Fields, french: bool) -> str:
    told = [fields.text("note"), fields.text("addendum")]
    for name, words in ROLES.items():
        if people := spoken(fields.text(name)):
            told.append(f"{words[0 if french else 1]} {people}")
    return ". ".join(t.rstrip(".") if t is not told[-1] else t for t in [t for t in told if t])
