"""Sort keys and their collation (CSL 1.0.2, « Sorting »)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from actes.csl.blobs import Blob, plain
from actes.csl.dates import sort_key
from actes.csl.frame import Frame
from actes.csl.labels import citation_label
from actes.csl.markup import strip_tags
from actes.csl.references import DATE_VARIABLES, NUMERIC_VARIABLES
from actes.csl.style import SortKey

T = TypeVar("T")
Key = tuple[tuple[int, int, str], ...] | None
_RUNS = re.compile(r"\d+|[^\d\W]+|[^\w\s]|\s|_")
_EXPANSIONS = str.maketrans(
    # unbreakable blanks separate no words; letters that Unicode does not decompose
    {"\u00a0": "", "\u202f": "", "\u2009": "", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o"}
    | {"Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@lru_cache(maxsize=8192)
def collate(text: str) -> Key:
    """A key that sorts as French and English readers expect; None for no text.

    Words come before letters (« Le Galès » before « Lefèvre »), accents and case do not count, hyphens,
    apostrophes and other punctuation are ignored, numbers sort by value (UCA, alternate = shifted).
    """
    text = strip_tags(text).replace("|", " ").translate(_EXPANSIONS)
    folded = unicodedata.normalize("NFKD", text).casefold()
    out: list[tuple[int, int, str]] = []
    word = ""
    for run in _RUNS.findall(folded):
        if run.isdecimal():
            word = _flush(out, word)
            out.append((2, int(run), ""))
        elif run == " ":
            word = _flush(out, word)
            if out and out[-1] != (1, 0, ""):
                out.append((1, 0, ""))
        elif run[0].isalpha():
            word += run
        elif unicodedata.category(run[0])[0] == "S":
            word = _flush(out, word)
            out.append((1, 1, run))
    _flush(out, word)
    while out and out[-1] == (1, 0, ""):
        out.pop()
    return tuple(out) or None


def _flush(out: list[tuple[int, int, str]], word: str) -> str:
    if word:
        out.extend((3, 0, letter) for letter in word if not unicodedata.combining(letter))
    return ""


def key_text(key: SortKey, frame: Frame) -> str:
    """What `key` sorts by, as text, for the reference of `frame`."""
    variable = key.variable
    if key.element is not None:
        out: list[Blob] = []
        key.element.render(frame, out)
        return plain(Blob(children=out))
    if variable in DATE_VARIABLES:
        return sort_key(frame.reference.dates.get(variable, {}), ("year", "month", "day"))
    if variable == "citation-number":
        return str(frame.number)
    if variable == "citation-label":
        return citation_label(frame.reference)
    if variable == "first-reference-note-number":
        return str(frame.position.first_note) if frame.position and frame.position.first_note else ""
    value = frame.reference.fields.get(variable, "")
    if variable in NUMERIC_VARIABLES:
        match = re.match(r"\s*(-?\d+)", value)
        return match.group(1) if match else value
    return value


def sort(items: Iterable[T], keys: Callable[[T], Sequence[Key]], descending: Sequence[bool]) -> list[T]:
    """`items` by their keys, stable; what has no key comes last, in both directions."""
    ordered = list(items)
    for rank in range(len(descending) - 1, -1, -1):
        with_key = [(found, item) for item in ordered if (found := keys(item)[rank]) is not None]
        without = [item for item in ordered if keys(item)[rank] is None]
        with_key.sort(key=lambda pair: pair[0], reverse=descending[rank])
        ordered = [item for _, item in with_key] + without
    return ordered
