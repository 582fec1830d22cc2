"""JSON for archives: no empty value, the same bytes for the same values."""

from __future__ import annotations

import json
from typing import Any

Attributes = dict[str, Any]


def without_empty(attributes: Attributes) -> Attributes:
    """`attributes` without empty values, however deep."""
    kept = {key: _without_empty(value) for key, value in attributes.items()}
    return {key: value for key, value in kept.items() if value not in _EMPTY}


_EMPTY: tuple[Any, ...] = ("", None, [], {})


def _without_empty(held: Any) -> Any:
    if isinstance(held, dict):
        return without_empty(held)
    if isinstance(held, list):
        return [value for value in map(_without_empty, held) if value not in _EMPTY]
    return held


def json_bytes(held: Any) -> bytes:
    """`held` as JSON, in UTF-8, its keys in the order they were given."""
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()
