"""Groups by key and by hand: `(Gilli, 2014 ; @davezies2012)`, `[@davezies2012 ; Gilli, 2014]`.

pandoc reads neither as a group. What is a key stays as it is, what is typed is read as any list; the group is
rewritten when both are clear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from actes.normalising.prose import rendering
from actes.normalising.prose.brackets import Bracket
from actes.normalising.prose.lists import ListReader
from actes.normalising.prose.masking import Existing
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage

_SEPARATORS = re.compile(r"[\s,;/&]*(?:(?:et|and)(?!\w))?[\s,;]*")
_BEFORE_KEY = re.compile(r"[^\d\[\]]*")
_AFTER_KEY = re.compile(r"(?:\s*,[^\[\]]*)?")


@dataclass(frozen=True)
class Mixed:
    """What a group cites by hand, and what replaces it whole ("" leaves it)."""

    cites: tuple[Cite, ...]
    replacement: str


def read(passage: Passage, bracket: Bracket, existing: Sequence[Existing]) -> Mixed | None:
    """The group `bracket`, which holds the citations `existing`; None when nothing in it is typed by hand."""
    parts: list[str] = []
    cites: list[Cite] = []
    clear = True
    for start, end, keys in _pieces(passage, bracket, existing):
        if keys:
            part = _kept(passage.words(start, end).strip(), passage.text[keys[0].start : keys[0].end], len(keys))
        else:
            reader = ListReader(passage, start, end)
            found = reader.read()
            cites += found
            part = rendering.group(found)[1:-1] if found and reader.whole and rendering.writable(found) else ""
        clear = clear and bool(part)
        parts.append(part)
    return Mixed(tuple(cites), f"[{'; '.join(parts)}]" if clear else "") if cites else None


def _pieces(passage: Passage, bracket: Bracket, existing: Sequence[Existing]) -> list[tuple[int, int, list[Existing]]]:
    """What semicolons, or the brackets of a group by key, set apart; pieces typed by hand in a row are one."""
    cuts = {bracket.inner_start, bracket.inner_end}
    cuts.update(m.end() for m in re.compile(";").finditer(passage.view, bracket.inner_start, bracket.inner_end))
    for cited in existing:
        if passage.text[cited.start] == "[":
            cuts.update((cited.start, cited.end))
    ordered = sorted(cuts)
    pieces: list[tuple[int, int, list[Existing]]] = []
    for start, end in pairwise(ordered):
        keys = [cited for cited in existing if start <= cited.start < end]
        if _SEPARATORS.fullmatch(passage.view, start, end):
            continue
        if pieces and not keys and not pieces[-1][2]:
            pieces[-1] = (pieces[-1][0], end, [])
        else:
            pieces.append((start, end, keys))
    return pieces


def _kept(piece: str, cited: str, count: int) -> str:
    """A piece that has a key, as it stands in a group; "" when what surrounds the key is not clear."""
    piece = piece.rstrip(" ;")
    if piece == cited and piece.startswith("["):
        return piece[1:-1]
    before, found, after = piece.partition(cited)
    clear = count == 1 and found and _BEFORE_KEY.fullmatch(before) and _AFTER_KEY.fullmatch(after)
    return piece if clear and "[" not in cited else ""
