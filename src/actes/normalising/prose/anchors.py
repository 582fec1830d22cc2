"""What closes a citation: a year, several, an original one, « s. d. », « à paraître », « op. cit. », « ibid. »."""

from __future__ import annotations

import re
from collections import deque
from enum import Enum
from typing import NamedTuple

from actes.normalising.prose.works import UNDATED


class Anchored(Enum):
    """What kind of thing closes a citation."""

    YEAR = "year"
    UNDATED = "undated"
    FORTHCOMING = "forthcoming"
    OPUS = "opus"
    """« op. cit. »: the work by this author cited before."""
    IBID = "ibid"
    """« ibid. »: the work just cited; stands for the names too."""


class Anchor(NamedTuple):
    """The closing words of a citation and their place in the view.

    `original` is the year of the first edition when typed too, or its first and last years (« 1904-1905 »);
    `range` marks « 2008-2012 », which is no year of publication; `article` marks « art. cité », `place`
    « loc. cit. », which stands for the page too.
    """

    kind: Anchored
    start: int
    end: int
    year: int = UNDATED
    letter: str = ""
    original: tuple[int, int] | None = None
    range: bool = False
    article: bool = False
    place: bool = False
    same_author: bool = False
    """« id. » rather than « ibid. »."""


_Y = r"(?:1[4-9]\d\d|20\d\d)"
_BEFORE = r"(?<![\w.,/@-])(?<!\d[ ])"
_AFTER = r"(?![\w%€$])(?![.,]\d)"
_FIRST = (
    r"(?:éd(?:ition|\.)?[ ]?or(?:ig(?:inale)?)?\.?|1(?:re|ère|ere|st)[ ]éd(?:ition|\.)?|or(?:ig|iginal)\.?|publ\.)[ :]*"
)
_AGAIN = r"(?:nouv\.[ ]éd\.|rééd(?:ition|\.)?|réimpr(?:ession|\.)?|trad(?:uction|\.)?(?:[ ]fr(?:ançaise|\.)?)?)[ :]*"
_UNTIL = r"(?:[ ]?[-‐‑–—/][ ]?(?:\d{4}|\d\d))?(?!\d)"
# both patterns first look at one letter, which turns most places away before their alternatives are tried
_PATTERN = re.compile(
    rf"""
    (?=[\d(\[*_snuàafeilo])(?:
    (?P<range>(?<!\w){_Y}[ ]?[-‐‑–—][ ]?(?:\d\d|\d{{4}})(?!\d))
  | (?P<two>(?:\[(?:{_FIRST})?{_Y}{_UNTIL}\],?|\((?:{_FIRST})?{_Y}{_UNTIL}\))[ ]?{_Y}[a-z]?{_AFTER}
      |(?<![\w/])(?<![.,]\d){_Y}/{_Y}[a-z]?(?![/\w])
      |(?<![\w@/-])(?<![.,]\d){_Y}[a-z]?(?:,?[ ](?=\[))?[ ]?(?:[\[(](?:{_FIRST}|{_AGAIN})?{_Y}{_UNTIL}[\])]
        |[,;][ ]?(?:{_FIRST}|{_AGAIN}){_Y}[a-z]?{_AFTER}))
  | (?<![\w@/-])(?<![.,]\d)(?P<year>{_Y})(?P<letter>[a-z]|[ ][a-z](?=[ ]?(?:[,;)\]]|et[ ][b-z]\b|$)))?{_AFTER}
  | (?P<undated>\[[ ]?[sn]\.[ ]?d\.[ ]?\]|(?<!\w)[sn]\.[ ]?d\.
      |(?<!\w)s\.d\b\.?|(?<!\w)(?:sans[ ]date|no[ ]date|undated)(?!\w))
  | (?P<forthcoming>(?<!\w)(?:[àÀa][ ]para[îi]tre|sous[ ]presse|en[ ]pr[ée]paration|forthcoming|in[ ]press
      |[àÀ][ ]venir)(?!\w))
  | (?P<opus>(?<![^\W_])[*_]{{0,2}}(?:op(?:\.|us)[ ]?cit(?:\.|é|atum)?|(?P<place>loc\.[ ]?cit\.?)
      |(?P<article>art(?:\.|icle)[ ]?cit(?:\.|é))|ouvr(?:\.|age)[ ]?cit(?:\.|é))[*_]{{0,2}}(?!\w))
  | (?P<ibid>(?<![^\W_])[*_]{{0,2}}(?:ibid(?:em)?(?:\.(?![*_]*\w))?|(?P<id>id(?:\.|em\.?)))[*_]{{0,2}}(?!\w)))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = re.compile(r"[ ]?(?:,|et|and|&|/|-|–)[ ]?([a-z])(?![\w.’'])", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?=[pnvtlfacdi§])(?<!\w)(?:pp|pages?|n[°os]|nos?|vol|vols|volume|tome|ligne|fol|§{1,2}|art|chap|ch|doi|isbn|(?-i:[pntvl]))"
    r"(?:\.[ ]?|[ ]|(?=\d))(?:\d{1,5}|[ivxlcdm]+\b)(?:[ ]?(?:[-‐‑–—,]|et|and)[ ]?\d{1,5}(?!\w))*",
    re.IGNORECASE,
)


def anchors(view: str, start: int, end: int) -> list[Anchor]:
    """The anchors in `view[start:end]`, in order; numbers of pages, volumes and the like are none."""
    labelled = deque([m.span() for m in _LABELLED.finditer(view, start, end)])
    found: list[Anchor] = []
    position = start
    while match := _PATTERN.search(view, position, end):
        position = match.end()
        while labelled and labelled[0][1] <= match.start():
            labelled.popleft()
        if labelled and _is_number_of_label(view, labelled[0], match.start()):
            # « p. 12, 1998 » is a page, then a year: only the number next to the label is surely no year
            continue
        found.append(_anchor(match))
        while found[-1].letter and (more := _LETTERS.match(view, position, end)):
            last = found[-1]
            if not 0 < ord(more[1].lower()) - ord(last.letter) <= 4:
                break
            found.append(Anchor(Anchored.YEAR, more.start(1), more.end(1), last.year, more[1].lower()))
            position = more.end()
    return found


def anchored_at(view: str, place: int, end: int) -> bool:
    """Whether an anchor may begin right at `place` of `view[:end]`."""
    return _PATTERN.match(view, place, end) is not None


def _is_number_of_label(view: str, labelled: tuple[int, int], place: int) -> bool:
    first, stop = labelled
    if not first < place < stop:
        return False
    between = view[first:place]
    return "," not in between and not re.search(r"\d\D", between.replace("-", "").replace("–", ""))


def _anchor(match: re.Match[str]) -> Anchor:
    start, end = match.span()
    if match["range"]:
        return Anchor(Anchored.YEAR, start, end, int(match["range"][:4]), range=True)
    if match["two"]:
        # whichever comes first, the earlier year is that of the first edition
        *originals, year = sorted(int(year) for year in re.findall(_Y, match["two"]))
        letter = re.search(rf"{_Y}([a-z])(?!\w)", match["two"], re.IGNORECASE)
        return Anchor(
            Anchored.YEAR, start, end, year, letter[1].lower() if letter else "", (originals[0], originals[-1])
        )
    if match["year"]:
        return Anchor(Anchored.YEAR, start, end, int(match["year"]), (match["letter"] or "").strip().lower())
    if match["undated"]:
        return Anchor(Anchored.UNDATED, start, end)
    if match["forthcoming"]:
        return Anchor(Anchored.FORTHCOMING, start, end)
    if match["opus"]:
        return Anchor(Anchored.OPUS, start, end, article=bool(match["article"]), place=bool(match["place"]))
    return Anchor(Anchored.IBID, start, end, same_author=bool(match["id"]))
