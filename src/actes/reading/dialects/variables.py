"""Quarto's `{{< meta x >}}` and `{{< var x >}}`: values of the header and of `_variables.yml`, where they are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from actes.diagnostics import Report
from actes.reading.dialects.beside import beside_project
from actes.reading.dialects.prose import outside_code
from actes.reading.yaml_marks import Fields, Items, Scalar, Value

_NAMED = re.compile(r"\{\{<[ \t]*(meta|var)[ \t]+([\w.-]{1,200})[ \t]*>\}\}")
_DEEPEST = 3
"""Values that name one another."""


def fill(fields: Fields, body: str, path: Path, root: Path, report: Report) -> tuple[Fields, str]:
    """The header and the body with these shortcodes replaced; one that names nothing stays as typed."""
    if "{{<" not in body and not _names_some(fields):
        return fields, body
    held: Mapping[str, Fields] = {"meta": fields, "var": beside_project("_variables.yml", path, root, report)}

    def put(text: str, depth: int = 0) -> str:
        def value(found: re.Match[str]) -> str:
            named = _find(held[found[1]], found[2].split("."))
            if named is None or depth >= _DEEPEST:
                return found[0]
            return " ".join(put(named.text, depth + 1).split())

        return _NAMED.sub(value, text)

    return _mapped(fields, put), outside_code(body, put)


def _find(fields: Fields, names: list[str]) -> Scalar | None:
    found: Value | None = fields
    for name in names:
        found = found.entries.get(name) if isinstance(found, Fields) else None
    return found if isinstance(found, Scalar) and not found.is_null else None


def _names_some(value: Value) -> bool:
    if isinstance(value, Scalar):
        return "{{<" in value.text
    return any(_names_some(v) for v in (value.items if isinstance(value, Items) else value.entries.values()))


def _mapped(fields: Fields, put: Callable[[str], str]) -> Fields:
    def change(value: Value) -> Value:
        if isinstance(value, Scalar):
            return Scalar(put(value.text), value.plain, value.location) if "{{<" in value.text else value
        if isinstance(value, Items):
            return Items(tuple(change(v) for v in value.items), value.location)
        return Fields({k: change(v) for k, v in value.entries.items()}, value.location, value.keys)

    return Fields({k: change(v) for k, v in fields.entries.items()}, fields.location, fields.keys)
