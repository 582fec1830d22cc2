"""TOML with positions, as Hugo writes it between `+++`: the values of `actes.reading.yaml_marks`, and their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from actes.diagnostics import Location, Report
from actes.reading.yaml_marks import FORBIDDEN, Fields, Items, Scalar, Value

LONGEST = 20_000
"""Characters beyond which a header is refused: the parser's time grows with the square of a dotted key."""
_DEEPEST = 40
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_KEY = re.compile(r"^[ \t]*(?:\[+[ \t]*)?[\"']?([\w-]+)[\"']?[ \t]*(?:[=.]|\]+[ \t]*(?:#.*)?$)", re.MULTILINE)


def load(text: str, file: str, report: Report, *, first_line: int = 1) -> Fields | None:
    """The mapping a TOML text holds; None when it is broken (reported). `first_line` is where it begins in `file`."""
    start = Location(file, first_line)
    if len(text) > LONGEST:
        report.add("broken-toml", start)
        return None
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        place = Location(file, first_line + int(found[1]) - 1, int(found[2])) if found else start
        report.add("broken-toml", place)
        return None
    except RecursionError:
        report.add("broken-toml", start)
        return None
    places: dict[str, Location] = {}
    for key in _KEY.finditer(text):
        places.setdefault(key[1], Location(file, first_line + text.count("\n", 0, key.start()), 1))
    return _mapping(held, places, start, 0)


def _mapping(held: Mapping[str, Any], places: Mapping[str, Location], above: Location, depth: int) -> Fields:
    keys = {name: places.get(name, above) for name in held}
    return Fields({name: _value(value, places, keys[name], depth + 1) for name, value in held.items()}, above, keys)


def _value(value: Any, places: Mapping[str, Location], place: Location, depth: int) -> Value:
    if depth > _DEEPEST:
        return Scalar("", True, place)
    if isinstance(value, dict):
        return _mapping(value, places, place, depth)
    if isinstance(value, list):
        return Items(tuple(_value(item, places, place, depth + 1) for item in value), place)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", True, place)
    if isinstance(value, date | datetime | time):
        return Scalar(value.isoformat(), True, place)
    return Scalar(FORBIDDEN.sub(" ", str(value)), False, place)
