"""Records to CSL-JSON by pandoc: what it is given, and how what it refuses is told apart.

pandoc reads LaTeX, names and the mapping of types; dates, identifiers and what it would drop or change are
the business of `items`. Each entry is given `langid = french`, under which pandoc never changes the case of
a title, and a name of its own making, so that no key can trouble it.

Reading LaTeX is what takes pandoc its time: values that come out as they went in (`plain`) are sent as one
character each and put back into its answer, so that entries of one shape are asked for once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actes import pandoc
from actes.reading.bibtex.fields import NAME_FIELDS, TITLE_PARTS
from actes.reading.bibtex.languages import ROLES, STATES, is_french, keyword
from actes.reading.bibtex.latex import prepare, split_list
from actes.reading.bibtex.names import is_braced, names, spoken
from actes.reading.bibtex.plain import plain_name, plain_text
from actes.reading.bibtex.records import Record

CHUNK = 100
"""Entries per job of pandoc: what it refuses one entry for is converted again entry by entry."""

SUBTITLE, ADDITION = "\ue000", "\ue001"
"""Stand between title and subtitle, title and addition: `items` puts the punctuation of the language."""

_NAMES = ("author", "editor", "translator", "bookauthor", "director", "holder")
_LISTS = ("publisher", "location", "institution", "organization", "origpublisher", "origlocation")
_TEXTS = (
    "issuetitle", "venue", "series", "number", "volume", "volumes", "part", "issue", "edition", "eid", "chapter",
    "version", "howpublished", "pagetotal", "pages", "shorttitle", "shortjournal", "origtitle", "pubstate",
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
    sent = [_sent(record) for record in records]
    shapes = {shape: number for number, shape in enumerate(dict.fromkeys(s.shape for s in sent))}
    written = [f"@{shape[0]}{{{number},{shape[1]}\n}}" for shape, number in shapes.items()]
    items, errors = _converted(written)
    found: list[Converted] = []
    for one in sent:
        number = shapes[one.shape]
        error = errors.get(number, "" if number in items else "no item")
        found.append(Converted(_filled(items.get(number, {}), one.values), error, one.unknown_macros))
    return found


def _converted(written: Sequence[str]) -> tuple[dict[int, Mapping[str, Any]], dict[int, str]]:
    """The items of entries named by their numbers, and why pandoc refused the others."""
    chunks = [range(start, min(start + CHUNK, len(written))) for start in range(0, len(written), CHUNK)]
    items: dict[int, Mapping[str, Any]] = {}
    errors: dict[int, str] = {}
    alone: list[int] = []
    for chunk, result in zip(chunks, _run([[written[i] for i in chunk] for chunk in chunks]), strict=True):
        if result.error:
            alone += chunk
        else:
            items.update(_by_index(result.result))
    for index, result in zip(alone, _run([[written[i]] for i in alone]), strict=True):
        if result.error:
            errors[index] = result.error.message
        else:
            items.update(_by_index(result.result))
    return items, errors


def _run(texts: Sequence[Sequence[str]]) -> list[pandoc.Converted]:
    return pandoc.convert([pandoc.Job("\n".join(text), "biblatex", "csljson") for text in texts])


def _by_index(result: str) -> dict[int, Mapping[str, Any]]:
    return {int(item["id"]): item for item in json.loads(result)}


@dataclass(frozen=True)
class _Sent:
    """A record as pandoc is asked for it: its type and fields, and what stands for characters in them."""

    shape: tuple[str, str]
    values: Mapping[str, Any]
    unknown_macros: tuple[tuple[str, str], ...]
    """(field, macro) for each macro nobody knows."""


def _sent(record: Record) -> _Sent:
    unknown: dict[tuple[str, str], None] = {}
    fields = _Fields(record.fields, unknown)
    french = is_french(record.fields)
    sent: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name in _NAMES:
        if name in record.fields:
            sent[name] = _names(name, names(fields.text(name)), values)
    for name in _LISTS:
        if held := fields.text(name):
            places = [place for place in split_list(held) if place]
            # a house may be called « Taylor and Francis »; braces keep pandoc from parting it
            sent[name] = f"{{{(' ; ' if french else ' and ').join(places)}}}" if len(places) > 1 else held
    for name in _TEXTS:
        sent[name] = fields.text(name)
    main, title, book = fields.title("maintitle"), fields.title("title"), fields.title("booktitle")
    sent["title"] = title if book else SUBTITLE.join(t for t in (main, title) if t)
    sent["booktitle"] = SUBTITLE.join(t for t in (main, book) if t) if book else ""
    for name in ("journaltitle", "issuetitle", "eventtitle"):
        sent[name] = fields.title(name)
    sent["note"] = _note(fields, french)
    sent["pubstate"] = keyword(STATES, sent["pubstate"], french)
    if record.kind == "article" and sent["series"].isdecimal():
        sent["series"] = f"{sent['series']}e série" if french else f"series {sent['series']}"
    sent = {name: value for name, value in sent.items() if value}
    joined = frozenset().union(*(group for group in _JOINED if len(group & sent.keys()) > 1))
    lines = [f"{name} = {{{_standing(name, value, name in joined, values)}}}" for name, value in sent.items()]
    kind = _SENT_AS.get(record.kind, record.kind)
    return _Sent((kind, ",\n".join([" langid = {french}", *lines])), values, tuple(unknown))


_STANDING = {name: chr(0xE100 + n) for n, name in enumerate((*_NAMES, *_LISTS, *_TEXTS, *TITLE_PARTS, "note"))}
"""Field → the character that stands for its value in what pandoc is given."""
_READ_BY_PANDOC = frozenset({"series", "pubstate"})
"""Fields of which pandoc knows some words."""
_JOINED = (
    frozenset({"institution", "organization", "howpublished", "publisher"}),
    frozenset({"number", "issue"}),
)
"""Fields that pandoc joins, with a sign that depends on what the first one ends with."""


def _names(field: str, typed: Sequence[str], values: dict[str, Any]) -> str:
    """A list of names as pandoc is given it: itself, or what stands for it."""
    plain = [plain_name(name) for name in typed]
    if not typed or None in plain:
        return " and ".join(typed)
    stands = _STANDING[field]
    values[stands] = plain
    return f"{stands}, {stands}"


def _standing(field: str, value: str, joined: bool, values: dict[str, Any]) -> str:
    """The value of a field (`joined` to another one) as pandoc is given it: itself, or what stands for it."""
    if field in _NAMES or field in _READ_BY_PANDOC:
        return value
    text = plain_text(value)
    parted = field in _LISTS and not is_braced(value) and _AND.search(value)
    if text is None or parted or (joined and value[-1] in "!?.,:;}"):
        return value
    stands = _STANDING[field]
    values[stands] = text.replace("–", "-") if field == "pages" else text
    return stands


_AND = re.compile(r"\band\b", re.IGNORECASE)
_STANDS = re.compile("[" + "".join(_STANDING.values()) + "]")


def _filled(item: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """An item in which what stands for a value is replaced by it."""
    filled: dict[str, Any] = {}
    for name, value in item.items():
        if isinstance(value, str):
            filled[name] = (
                values[value]
                if value in values
                else _STANDS.sub(lambda m: values.get(m[0], m[0]), value)
                if not value.isascii()
                else value
            )
        elif isinstance(value, list) and value and isinstance(value[0], dict) and value[0].get("family") in values:
            filled[name] = [dict(person) for person in values[value[0]["family"]]]
        else:
            filled[name] = value
    return filled


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
        if unknown:
            self.unknown.update(dict.fromkeys((name, macro) for macro in unknown))
        if value.isascii():
            return value
        value = _STANDS.sub("", value)  # no letters of any script
        return value if name in NAME_FIELDS else value.replace(SUBTITLE, " ").replace(ADDITION, " ")

    def title(self, name: str) -> str:
        """A title with its subtitle and addition, joined by marks."""
        subtitle, *addition = TITLE_PARTS[name]
        if subtitle not in self.raw and not any(part in self.raw for part in addition) and name != "eventtitle":
            return self.text(name)
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
