"""Sources and studies apart: references divided by keyword or type."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Selection:
    """What a list of references takes: references with one of `keywords` or of `types`, without `excluded` ones.

    Without keywords and types it takes everything. Keywords are compared without case and accents.
    """

    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    excluded_keywords: tuple[str, ...] = ()
    excluded_types: tuple[str, ...] = ()

    def takes(self, reference: Mapping[str, Any]) -> bool:
        """Whether a CSL-JSON item belongs here."""
        held, kind = keywords_of(reference), str(reference.get("type", ""))
        if kind in self.excluded_types or held & {_folded(k) for k in self.excluded_keywords}:
            return False
        if not self.keywords and not self.types:
            return True
        return kind in self.types or bool(held & {_folded(k) for k in self.keywords})


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def keywords_of(reference: Mapping[str, Any]) -> set[str]:
    """The keywords of a CSL-JSON item, folded: `keyword` holds them separated by commas or semicolons."""
    held = str(reference.get("keyword") or "")
    return {_folded(k) for k in held.replace(";", ",").split(",") if k.strip()}


def partition(
    references: Iterable[Mapping[str, Any]], selections: Sequence[Selection]
) -> tuple[list[list[str]], list[str]]:
    """The keys each selection takes, in the order given, and those none takes.

    A reference goes to the first selection that takes it; one that takes everything comes last, whatever
    its place: each reference is listed exactly once.
    """
    lists: list[list[str]] = [[] for _ in selections]
    rest: list[str] = []
    general = [i for i, s in enumerate(selections) if not s.keywords and not s.types]
    order = [i for i in range(len(selections)) if i not in general] + general
    for reference in references:
        chosen = next((i for i in order if selections[i].takes(reference)), None)
        (rest if chosen is None else lists[chosen]).append(str(reference["id"]))
    return lists, rest
