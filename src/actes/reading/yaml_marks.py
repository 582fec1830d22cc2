"""YAML with positions: plain values, and where each of them stands.

Scalars stay text (`2017-10-19`, `no` and `0012` are what the author typed); what a field means is the
business of `actes.reading.schema`. Aliases are refused: a front matter needs none, and a bomb is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from actes.diagnostics import Location, Report


@dataclass(frozen=True)
class Scalar:
    """A scalar: its text, whether it was quoted or a block (then `null`, `true` are words), its place."""

    text: str
    plain: bool
    location: Location

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing."""
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Items:
    """A sequence."""

    items: tuple[Value, ...]
    location: Location


@dataclass(frozen=True)
class Fields:
    """A mapping; `keys` holds where each key stands."""

    entries: Mapping[str, Value]
    location: Location
    keys: Mapping[str, Location] = field(default_factory=dict)


Value = Scalar | Items | Fields


def load(text: str, file: str, report: Report, *, first_line: int = 1) -> Fields | None:
    """The mapping a YAML text holds, or None when it is broken (reported) or no mapping (reported).

    `first_line` is the line of `file` at which `text` begins. An empty text is an empty mapping.
    """
    reader = _Reader(file, report, first_line)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else Location(file, first_line)
        problem = " ".join(str(error.problem or error.context).split())
        report.add("broken-yaml", place, problem=problem, problem_fr=_in_french(problem))
        return None
    except yaml.reader.ReaderError as error:
        place = Location.at(file, text, min(error.position, len(text)))
        place = Location(file, place.line + first_line - 1, place.column)
        report.add("broken-yaml", place, problem=error.reason, problem_fr="un caractère n’y est pas permis")
        return None
    except RecursionError:
        report.add(
            "broken-yaml",
            Location(file, first_line),
            problem="too deeply nested",
            problem_fr="trop de niveaux imbriqués",
        )
        return None
    if node is None:
        return Fields({}, Location(file, first_line))
    value = reader.value(node, 0)
    if isinstance(value, Fields):
        return value
    problem, problem_fr = "a list of `field: value` lines is expected", "on attend des lignes « champ: valeur »"
    report.add("broken-yaml", Location(file, first_line), problem=problem, problem_fr=problem_fr)
    return None


_FRENCH = {
    "mapping values are not allowed": "un deux-points inattendu",
    "could not find expected ':'": "il manque un deux-points après le nom du champ",
    "expected ',' or": "il manque une virgule, ou le crochet ou l’accolade qui ferme",
    "expected <block end>": "la ligne n’est pas alignée sur les précédentes",
    "expected the node content": "il manque une valeur, ou un crochet n’est pas fermé",
    "found unexpected end of stream": "un guillemet n’est pas fermé",
    "found unexpected document separator": "un guillemet n’est pas fermé",
    "found character": "un caractère qui ne peut pas commencer une valeur (tabulation, @, %, `)",
    "found unknown escape": "une barre oblique inversée dans un texte entre guillemets doubles (doublez-la)",
    "found undefined alias": "un astérisque en tête de valeur (mettez-la entre guillemets)",
    "expected alphabetic or numeric": "un signe (*, &) en tête de valeur (mettez-la entre guillemets)",
    "found duplicate": "un nom est donné deux fois",
}


def _in_french(problem: str) -> str:
    """What PyYAML says, for authors; its own words when nothing is known of them."""
    return next((said for start, said in _FRENCH.items() if problem.startswith(start)), problem)


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold, and what terminals obey."""


class _Reader:
    def __init__(self, file: str, report: Report, first_line: int) -> None:
        self.file, self.report, self.first_line = file, report, first_line
        self.seen: set[int] = set()

    def place(self, mark: Any) -> Location:
        return Location(self.file, mark.line + self.first_line, mark.column + 1)

    def value(self, node: yaml.Node, depth: int) -> Value:
        place = self.place(node.start_mark)
        if id(node) in self.seen or depth > 40:
            self.report.add("yaml-alias", place)
            return Scalar("", True, place)
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            entries: dict[str, Value] = {}
            keys: dict[str, Location] = {}
            for key, held in node.value:
                where = self.place(key.start_mark)
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
                if not name or name in entries:
                    self.report.add("duplicate-field", where, field=name or "?")
                    continue
                entries[name] = self.value(held, depth + 1)
                keys[name] = where
            return Fields(entries, place, keys)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.value(item, depth + 1) for item in node.value), place)
        # what an escape writes ("\\e", "\\0") is no more allowed than in the text itself
        return Scalar(FORBIDDEN.sub(" ", str(node.value)), not getattr(node, "style", None), place)
