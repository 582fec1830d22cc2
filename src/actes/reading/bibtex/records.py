"""From scanned entries to records: strings expanded, fields under their BibLaTeX names, inheritance applied.

`@string` abbreviations are expanded within a limit, and `crossref` and `xdata` are followed here, cycles
detected: pandoc, which never ends on one, is given entries that stand by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from actes.reading.bibtex.blocks import Entry, Field, Problem, Scan
from actes.reading.bibtex.fields import FIELD_ALIASES, canonical_type


class _Budget:
    """Characters that strings and parents may add: strings made of strings, parents of many, grow without bound."""

    def __init__(self, text: str) -> None:
        self.left = 2_000_000 + 8 * len(text)

    def spend(self, characters: int) -> bool:
        """Whether so many more may be added."""
        self.left -= characters
        return self.left >= 0


_MONTH_STRINGS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})

_BOOKS = frozenset({"book", "collection", "proceedings", "reference"})
_WHOLES = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})
_PARTS = frozenset(
    {"inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "inreference"}
)
_NOT_INHERITED = frozenset(
    {
        "abstract", "addendum", "annotation", "crossref", "doi", "entryset", "entrysubtype", "eprint", "eprintclass",
        "eprinttype", "execute", "file", "gender", "ids", "keywords", "label", "langidopts", "nameaddon", "note",
        "options", "pages", "pagetotal", "presort", "related", "relatedoptions", "relatedstring", "relatedtype",
        "shortauthor", "shorteditor", "shorthand", "shorthandintro", "shorttitle", "sortkey", "sortname", "sorttitle",
        "sortyear", "type", "url", "urldate", "xdata", "xref",
    }
)  # fmt: skip
"""What belongs to the parent alone: BibLaTeX's own list (app. B), and what would name the whole for the part."""


_STAND_INS = {
    "article": {"issue": "number", "booktitle": "journaltitle"},
    "inproceedings": {"journaltitle": "booktitle"},
    "incollection": {"journaltitle": "booktitle"},
    "patent": {"holder": "author"},
}
"""Type → field used for another one, when that one is missing: slips of authors and of reference managers."""


@dataclass(frozen=True)
class Record:
    """An entry ready for conversion: `fields` by BibLaTeX name, with the places of those it has itself."""

    entry: Entry
    kind: str
    fields: Mapping[str, str]
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """As typed."""
        return self.entry.key

    def place(self, name: str) -> int:
        """Where the field stands; the entry's key for one it inherits or lacks."""
        return self.places.get(name, self.entry.key_start)


def records(text: str, scanned: Scan) -> tuple[list[Record], list[Problem]]:
    """A record for each entry that is not broken, in their order, and what was wrong on the way."""
    reader = _Reader(text)
    for definition in scanned.strings:
        reader.strings[definition.name] = reader.value(definition)
    own = [reader.record(entry) for entry in scanned.entries if not entry.broken]
    return _inherit(own, reader), reader.problems


LONGEST = 20_000
"""Characters of a value that are read: no title is longer, and pandoc takes minutes for a megabyte of LaTeX."""
_LONG_BY_NATURE = frozenset({"abstract", "annotation", "annote", "file", "keywords", "comment", "review"})
"""Fields pandoc is not given."""


def _beginning(value: str) -> str:
    """The first words of a value that is too long, closed where a group of LaTeX is cut."""
    head = value[:LONGEST].rsplit(None, 1)[0].rstrip("\\")
    depth = 0
    for found in re.finditer(r"\\[\s\S]|[{}]", head):
        depth = max(0, depth + {"{": 1, "}": -1}.get(found[0], 0))
    return head + "}" * depth


class _Reader:
    """What values are read with: the text, its abbreviations, the budget; and the problems met."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.strings: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.budget = _Budget(text)

    def value(self, held: Field) -> str:
        """The value of a field with its abbreviations expanded; a name nobody defined stands for itself."""
        pieces: list[str] = []
        for piece in held.pieces:
            raw = self.text[piece.start : piece.end]
            if piece.bare and (name := raw.lower()) in self.strings:
                raw = self.strings[name]
                if not self.budget.spend(len(raw)):
                    self.problems.append(Problem("value-too-long", held.start, {"field": held.name}))
                    return ""
            elif piece.bare and name not in _MONTH_STRINGS and raw.isidentifier():
                self.problems.append(Problem("undefined-string", piece.start, {"name": raw}))
            pieces.append(raw)
        return "".join(pieces)

    def record(self, entry: Entry) -> Record:
        """The entry under BibLaTeX's names; of a field given twice the first value counts, as in BibTeX."""
        fields: dict[str, str] = {}
        places: dict[str, int] = {}
        for held in entry.fields:
            name = FIELD_ALIASES.get(held.name, held.name)
            value = self.value(held)
            if len(value) > LONGEST and held.name not in _LONG_BY_NATURE:
                values = {"field": held.name, "length": str(len(value))}
                self.problems.append(Problem("endless-value", held.start, values))
                value = _beginning(value)
            if name in fields:
                if fields[name].strip() and value.strip() and " ".join(fields[name].split()) != " ".join(value.split()):
                    values = {"field": held.name, "key": entry.key, "lost": " ".join(value.split())[:60]}
                    self.problems.append(Problem("repeated-bib-field", held.start, values))
                if fields[name].strip():
                    continue
            fields[name] = value
            places[name] = held.start
        kind = canonical_type(entry.kind)
        for name, wanted in _STAND_INS.get(kind, {}).items():
            if name in fields and not fields.get(wanted, "").strip():
                fields[wanted], places[wanted] = fields.pop(name), places.pop(name)
        if not fields.get("url", "").strip():
            _move_address(fields, places)
        kept = {name: value for name, value in fields.items() if value.strip()}
        return Record(entry, kind, kept, places)


_ADDRESS = re.compile(r"\\url\s*\{([^{}]+)\}|\bhttps?://[^\s{}]+")


def _move_address(fields: dict[str, str], places: dict[str, int]) -> None:
    """The address that old BibTeX styles had in `howpublished`, or that is a whole `note`, as `url`."""
    for name in ("howpublished", "note"):
        value = fields.get(name, "")
        found = _ADDRESS.search(value)
        rest = _ADDRESS.sub("", value, count=1).strip(" \n\t{}.,;:()") if found else ""
        if found and (name == "howpublished" or not rest):
            fields["url"], fields[name], places["url"] = found[1] or found[0], rest, places[name]
            return


def _inherit(own: list[Record], reader: _Reader) -> list[Record]:
    """Records with what `xdata` and `crossref` give them; a link that closes a circle is cut and told."""
    if not any("crossref" in r.fields or "xdata" in r.fields for r in own):
        return own
    by_key: dict[str, int] = {}
    for index, record in enumerate(own):
        by_key.setdefault(record.key, index)
    folded: dict[str, int] = {}
    for key, index in by_key.items():
        folded.setdefault(key.lower(), index)
    done: dict[int, Record] = {}
    for first in range(len(own)):
        path = [first] if first not in done else []
        on_path = set(path)
        while path:  # by hand: a chain of parents may be longer than Python's stack
            index = path[-1]
            parents = _parents(own[index], by_key, folded)
            waiting = next((p for _, p in parents if p is not None and p not in done and p not in on_path), None)
            if waiting is not None:
                path.append(waiting)
                on_path.add(waiting)
                continue
            done[index] = _completed(own[index], parents, done, reader)
            path.pop()
    return [done[index] for index in range(len(own))]


def _parents(
    record: Record, by_key: Mapping[str, int], folded: Mapping[str, int]
) -> list[tuple[tuple[str, str], int | None]]:
    """((field, key), index of the entry it names) for each link of a record."""
    links = [("xdata", key.strip()) for key in record.fields.get("xdata", "").split(",") if key.strip()]
    links += [("crossref", record.fields["crossref"].strip())] if "crossref" in record.fields else []
    return [((name, key), by_key.get(key, folded.get(key.lower()))) for name, key in links]


def _completed(
    record: Record,
    parents: list[tuple[tuple[str, str], int | None]],
    done: Mapping[int, Record],
    reader: _Reader,
) -> Record:
    problems = reader.problems
    fields = dict(record.fields)
    for (link, key), index in parents:
        values = {"field": link, "target": key, "key": record.key}
        if index is None:
            problems.append(Problem("unknown-crossref", record.place(link), values))
        elif index not in done:
            problems.append(Problem("cyclic-crossref", record.place(link), values))
        else:
            given = _given(done[index], record.kind) if link == "crossref" else done[index].fields
            dated = {"date", "year", "month"} & fields.keys()
            for name, value in given.items():
                if name in fields or (dated and name in {"date", "year", "month", "day"}):
                    continue
                if not reader.budget.spend(len(value)):
                    problems.append(Problem("value-too-long", record.place(link), {"field": link}))
                    break
                fields[name] = value
    return replace(record, fields=fields)


def _given(parent: Record, kind: str) -> dict[str, str]:
    """What `parent` gives to an entry of type `kind`, under the names it bears there (BibLaTeX app. B)."""
    renamed: dict[str, str] = {}
    if parent.kind in _WHOLES and (kind in _PARTS or kind in _BOOKS):
        renamed = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
    elif parent.kind in _BOOKS and kind in _PARTS:
        renamed = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
    elif parent.kind == "periodical" and kind in {"article", "suppperiodical", "review"}:
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    dropped = _NOT_INHERITED | ({"subtitle", "titleaddon"} - renamed.keys() if renamed else set())
    fields: dict[str, str] = {}
    for name, value in parent.fields.items():
        if name in dropped or (name == "booktitle" and "title" in parent.fields and renamed):
            continue
        if name == "author" and kind in _PARTS and parent.kind in _BOOKS | _WHOLES:
            fields["bookauthor"] = value
            if kind in {"inbook", "bookinbook", "suppbook"}:
                fields["author"] = value
            continue
        fields[renamed.get(name, name)] = value
    return fields
