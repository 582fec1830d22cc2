"""One CSL-JSON item out of several of the same work: the fullest value of each field, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actes.normalising.merging.folding import fold, isbn13

Item = Mapping[str, Any]
_NAMES = frozenset({"author", "editor", "translator", "container-author", "director"})
_MARKUP = re.compile(r"<[^<>]+>")


def merged_item(items: Sequence[Item]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """The item made of `items`, the first of which is preferred; and (field, value kept, value left) where they differ.

    A field that says the same more fully (a whole given name, a subtitle, a day, accents) replaces one that says
    less; one that says another thing does not, and is listed.
    """
    merged = dict(items[0])
    conflicts: list[tuple[str, str, str]] = []
    for item in items[1:]:
        for name in sorted(item):
            if name in {"id", "type"}:
                continue
            if name not in merged:
                merged[name] = item[name]
                continue
            chosen = fuller(name, merged[name], item[name])
            if chosen is None:
                conflicts.append((name, shown(merged[name]), shown(item[name])))
            else:
                merged[name] = chosen
    return {name: merged[name] for name in sorted(merged)}, conflicts


def completeness(item: Item) -> tuple[int, int]:
    """What orders items from poor to rich: how many fields they have, how long they are."""
    return len(item), sum(len(shown(value)) for value in item.values())


def fuller(name: str, one: Any, two: Any) -> Any | None:
    """Which of two values of a field says the same as the other and more; None when they say different things."""
    if one == two:
        return one
    if name in _NAMES and isinstance(one, list) and isinstance(two, list):
        return _fuller_names(one, two)
    if isinstance(one, dict) and isinstance(two, dict):
        return _fuller_date(one, two)
    if not isinstance(one, str) or not isinstance(two, str):
        return None
    if name == "ISBN":
        return one if set(map(isbn13, one.split())) >= set(map(isbn13, two.split())) else None
    if name in {"DOI", "URL", "ISSN"}:
        return one if fold(one) == fold(two) else None
    return _fuller_text(name, one, two)


def _fuller_text(name: str, one: str, two: str) -> str | None:
    x, y = fold(one), fold(two)
    if x == y:
        return max((one, two), key=lambda text: (not _capitals(text), _accents(text), text == one))
    if name in {
        "title",
        "container-title",
        "collection-title",
        "publisher",
        "publisher-place",
        "page",
        "genre",
        "note",
    }:
        longer, shorter, text = (x, y, one) if len(x) > len(y) else (y, x, two)
        if longer.startswith(shorter + " "):
            return text
    return None


def _capitals(text: str) -> bool:
    letters = [c for c in _MARKUP.sub("", text) if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)


def _accents(text: str) -> int:
    return sum(not c.isascii() for c in text)


def _fuller_names(one: Sequence[Item], two: Sequence[Item]) -> list[Item] | None:
    """The longer list, each name in its fuller form; None when people differ."""
    if len(one) != len(two):
        shorter, longer = sorted((one, two), key=len)
        real = [p for p in shorter if fold(str(p.get("literal", ""))) not in {"et al", "others"}]
        fits = all(_fuller_name(p, q) is not None for p, q in zip(real, longer, strict=False))
        return list(longer) if fits and real else None
    chosen = [_fuller_name(p, q) for p, q in zip(one, two, strict=True)]
    return None if any(p is None for p in chosen) else [p for p in chosen if p is not None]


def _fuller_name(one: Item, two: Item) -> Item | None:
    x, y = fold(shown([one])).split(), fold(shown([two])).split()
    if x == y:
        return max((one, two), key=lambda p: (not _capitals(str(p.get("family", ""))), _accents(shown([p])), p is one))
    if fold(str(one.get("family", ""))) != fold(str(two.get("family", ""))) or "literal" in one or "literal" in two:
        return None
    given = [fold(str(p.get("given", ""))).split() for p in (one, two)]
    if all(v.startswith(w) or w.startswith(v) for v, w in zip(*given, strict=False)):
        return max((one, two), key=lambda p: (len(str(p.get("given", "")).replace(".", "")), p is one))
    return None


def _fuller_date(one: Item, two: Item) -> Item | None:
    x, y = one.get("date-parts"), two.get("date-parts")
    if not x or not y or len(x) != len(y):
        return None
    if all(v[: len(w)] == w[: len(v)] for v, w in zip(x, y, strict=True)):
        return max((one, two), key=lambda d: (sum(map(len, d["date-parts"])), len(d), d is one))
    return None


def shown(value: Any) -> str:
    """A value of an item as one line: names, a date, a text."""
    if isinstance(value, list):
        return "; ".join(
            " ".join(
                str(p[k])
                for k in ("literal", "dropping-particle", "non-dropping-particle", "family", "given")
                if k in p
            )
            for p in value
        )
    if isinstance(value, dict):
        if "literal" in value:
            return str(value["literal"])
        return "/".join("-".join(f"{n:02d}" for n in part) for part in value.get("date-parts", ()))
    return " ".join(str(value).split())
