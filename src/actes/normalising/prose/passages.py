"""A passage: what every reading of a list of citations needs to know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.normalising.prose.history import History
from actes.normalising.prose.identifying import Identifier
from actes.normalising.prose.masking import without_typed_blanks

_BLANKS = re.compile(r" {2,}")


@dataclass(frozen=True)
class Passage:
    """A text, its view and what identifies works: what every reading of a list needs."""

    text: str
    view: str
    identifier: Identifier
    history: History
    note: int = -1

    def words(self, start: int, end: int) -> str:
        """`text[start:end]` on one line."""
        raw = self.text[start:end]
        if raw.isalnum():
            return raw
        if "\n" in raw:
            raw = "".join(
                " " if seen in " \n" and typed in "\n\r\t >" else typed
                for typed, seen in zip(raw, self.view[start:end], strict=True)
            )
        raw = without_typed_blanks(raw)
        return _BLANKS.sub(" ", raw) if "  " in raw else raw
