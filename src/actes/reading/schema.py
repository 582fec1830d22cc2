"""What a field may hold: kinds, one checker for values read with their places, one JSON Schema out of them.

A specification (`actes.reading.fields`) is an `Object` of named `Field`s. `check` turns YAML with marks
into plain values (dicts, lists, str, int, bool), notes where each stands, and reports what does not fit;
what fits is kept even when its neighbour does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from actes.diagnostics import Location, Report
from actes.reading.yaml_marks import Fields, Items, Scalar, Value

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True)
class Text:
    """One line or a block of text; `pattern` is what it must look like, `example` shows it."""

    pattern: str = ""
    example: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the words listed."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Integer:
    """A whole number."""


@dataclass(frozen=True)
class Boolean:
    """`true` or `false` (`yes`, `no`, `oui`, `non` too)."""


@dataclass(frozen=True)
class Date:
    """An ISO 8601 date: a year, a year and a month, or a day."""


@dataclass(frozen=True)
class LocalizedText:
    """A text in the document's language, or one per language: `{fr: …, en: …}`. Value: language → text."""


@dataclass(frozen=True)
class LocalizedList:
    """A list of words, or one per language. Value: language → list of words."""


@dataclass(frozen=True)
class ListOf:
    """A list; a lone value is a list of one."""

    item: Kind


@dataclass(frozen=True)
class MapOf:
    """Names the author chooses, each with a value."""

    item: Kind


@dataclass(frozen=True)
class Object:
    """Named fields. A scalar where an object is expected is read as its field `shorthand`, if it has one."""

    fields: Mapping[str, Field]
    shorthand: str = ""


Kind = Text | Choice | Integer | Boolean | Date | LocalizedText | LocalizedList | ListOf | MapOf | Object


@dataclass(frozen=True)
class Field:
    """A field: its kind, what it is for in French and English, other names it goes by."""

    kind: Kind
    fr: str
    en: str
    required: bool = False
    aliases: tuple[str, ...] = ()


TRUE = {"true", "yes", "oui", "on", "vrai"}
FALSE = {"false", "no", "non", "off", "faux"}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


@dataclass
class Checked:
    """Plain values, and where each stands: `authors.0.orcid` → Location."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)


def check(fields: Fields, specification: Object, report: Report) -> Checked:
    """The values of `fields` that fit `specification`; what does not is reported and left out."""
    checker = _Checker(report)
    values = checker.object(fields, specification, "")
    return Checked(values, checker.places)


class _Checker:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.places: dict[str, Location] = {}

    def object(self, fields: Fields, specification: Object, path: str) -> dict[str, Any]:
        names = {alias: name for name, f in specification.fields.items() for alias in (name, *f.aliases)}
        values: dict[str, Any] = {}
        for written, value in fields.entries.items():
            place = fields.keys[written]
            name = names.get(written) or names.get(written.strip().lower().replace("_", "-"))
            if name is None:
                self._unknown(written, place, names)
                continue
            inner = f"{path}{name}"
            self.places[inner] = value.location if not isinstance(value, Fields | Items) else place
            if isinstance(value, Scalar) and value.is_null:
                continue
            checked = self.value(value, specification.fields[name].kind, inner, name)
            if checked is not None:
                if name in values:
                    self.report.add("duplicate-field", place, field=written)
                else:
                    values[name] = checked
        for name, held in specification.fields.items():
            if held.required and name not in values and f"{path}{name}" not in self.places:
                self.report.add("missing-field", fields.location, field=f"{path}{name}")
        return values

    def _unknown(self, written: str, place: Location, names: Mapping[str, str]) -> None:
        near = process.extractOne(written.lower().replace("_", "-"), list(names), score_cutoff=70)
        if near:
            self.report.add("misspelt-field", place, field=written, suggestion=near[0])
        else:
            self.report.add("unknown-field", place, field=written, known=", ".join(sorted(set(names.values()))))

    def value(self, value: Value, kind: Kind, path: str, name: str) -> Any:
        match kind:
            case Object():
                return self._object_or_shorthand(value, kind, path, name)
            case ListOf(item=item):
                return self._list(value, item, path, name)
            case MapOf(item=item):
                if not isinstance(value, Fields):
                    return self._wrong(value, name, "a mapping", "une table de correspondance")
                return self._map(value, item, path)
            case LocalizedText():
                return self._localized(value, Text(), path, name)
            case LocalizedList():
                return self._localized(value, ListOf(Text()), path, name)
            case _:
                return self._scalar(value, kind, name)

    def _object_or_shorthand(self, value: Value, kind: Object, path: str, name: str) -> Any:
        if isinstance(value, Fields):
            return self.object(value, kind, f"{path}.")
        if isinstance(value, Scalar) and kind.shorthand:
            self.places[f"{path}.{kind.shorthand}"] = value.location
            return {kind.shorthand: value.text.strip()}
        return self._wrong(value, name, "named fields", "des champs nommés")

    def _list(self, value: Value, item: Kind, path: str, name: str) -> list[Any]:
        if isinstance(value, Items):
            members = list(value.items)
        elif isinstance(item, Text) and isinstance(value, Scalar):
            # « a ; b ; c » and « a, b, c » are how people type a list of words
            separator = ";" if ";" in value.text else ","
            return [part.strip() for part in value.text.split(separator) if part.strip()]
        else:
            members = [value]
        found = []
        for i, member in enumerate(members):
            self.places[f"{path}.{i}"] = member.location
            checked = self.value(member, item, f"{path}.{i}", name)
            if checked is not None:
                found.append(checked)
        return found

    def _map(self, value: Fields, item: Kind, path: str) -> dict[str, Any]:
        found = {}
        for key, held in value.entries.items():
            self.places[f"{path}.{key}"] = held.location
            checked = self.value(held, item, f"{path}.{key}", key)
            if checked is not None:
                found[key] = checked
        return found

    def _localized(self, value: Value, item: Kind, path: str, name: str) -> Any:
        if not isinstance(value, Fields):
            checked = self.value(value, item, path, name)
            return None if checked is None else {"": checked}
        found = {}
        for language, held in value.entries.items():
            place = value.keys[language]
            self.places[f"{path}.{language}"] = held.location
            if not LANGUAGE.match(language):
                self.report.add("bad-language", place, field=name, value=language)
                continue
            checked = self.value(held, item, f"{path}.{language}", name)
            if checked is not None:
                found[language] = checked
        return found

    def _scalar(self, value: Value, kind: Kind, name: str) -> Any:
        if not isinstance(value, Scalar):
            return self._wrong(value, name, "a text", "un texte")
        text = value.text.strip()
        match kind:
            case Text(pattern=pattern, example=example):
                if pattern and not re.fullmatch(pattern, text):
                    self.report.add("bad-value", value.location, field=name, value=text, example=example)
                    return None
                return text
            case Choice(values=values):
                if text.lower() in values:
                    return text.lower()
                self.report.add("unknown-value", value.location, field=name, value=text, known=", ".join(values))
                return None
            case Integer():
                if re.fullmatch(r"-?\d{1,9}", text):
                    return int(text)
                return self._wrong(value, name, "a whole number", "un nombre entier")
            case Boolean():
                if text.lower() in TRUE | FALSE:
                    return text.lower() in TRUE
                return self._wrong(value, name, "true or false", "true ou false")
            case _:
                if _DATE.match(text):
                    return text
                self.report.add("bad-date", value.location, field=name, value=text)
                return None

    def _wrong(self, value: Value, name: str, en: str, fr: str) -> None:
        self.report.add("wrong-type", value.location, field=name, expected_en=en, expected_fr=fr)


def json_schema(specification: Object, title: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a specification, for completion and validation in editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_schema(specification),
    }


def _schema(kind: Kind) -> dict[str, Any]:
    match kind:
        case Text(pattern=pattern):
            held: dict[str, Any] = {"type": ["string", "number"]}
            if pattern:
                held = {"type": "string", "pattern": f"^(?:{pattern})$"}
            return held
        case Choice(values=values):
            return {"type": "string", "enum": list(values)}
        case Integer():
            return {"type": "integer"}
        case Boolean():
            return {"type": "boolean"}
        case Date():
            return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
        case LocalizedText():
            return _per_language({"type": "string"})
        case LocalizedList():
            words = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}
            return _per_language(words)
        case ListOf(item=item):
            inner = _schema(item)
            return {"anyOf": [{"type": "array", "items": inner}, inner]}
        case MapOf(item=item):
            return {"type": "object", "additionalProperties": _schema(item)}
        case Object():
            return _object_schema(kind)


def _per_language(inner: dict[str, Any]) -> dict[str, Any]:
    languages = {"type": "object", "patternProperties": {"^[a-z]{2,3}(-.+)?$": inner}, "additionalProperties": False}
    return {"anyOf": [inner, languages]}


def _object_schema(kind: Object) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, held in kind.fields.items():
        described = {"description": f"{held.en} / {held.fr}", **_schema(held.kind)}
        for alias in (name, *held.aliases):
            properties[alias] = described
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": [name for name, held in kind.fields.items() if held.required and not held.aliases],
    }
    if kind.shorthand:
        return {"anyOf": [schema, {"type": "string"}]}
    return schema
