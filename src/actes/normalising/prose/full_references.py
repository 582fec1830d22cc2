"""Full references typed in a note: « Laurent Davezies, *La crise qui vient*, Paris, Seuil, 2012, p. 33 ».

Linked when one work has these authors, this title and this year, and what else is typed is what the
bibliography says of it (publisher, journal, pages); a remark of the author's would be lost, so anything
else leaves the note alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actes.normalising.prose.aligning import align
from actes.normalising.prose.anchors import Anchor, Anchored, anchors
from actes.normalising.prose.folding import folded
from actes.normalising.prose.leading import admissible
from actes.normalising.prose.locators import locator
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.tokens import Kind, Token, tokens
from actes.normalising.prose.vocabulary import APPARATUS, DATE_WORDS
from actes.normalising.prose.works import Work

_PAGES = re.compile(
    r"(?:ici|spéc\.|notamment|en particulier|cit\.|cité|here|esp\.)?[ ,]*(pp?\.[ ]?[\divxlc])", re.IGNORECASE
)
_PAGES_AND = re.compile(r"(pp?\.[ ]?[\divxlc][\w-]*)[ ]+(?:et|and)[ ]+$", re.IGNORECASE)
"""« p. 12 et p. 15 » is one place cited."""
_VOLUME = re.compile(r"(?<!\w)((?:t|vol)\.[ ]?(?:\d+|[IVX]+),[ ]*)$")
"""« t. I, p. 30 », of a book."""
_VOLUME_OF_BOOK = re.compile(r"(?<!\w)((?:t|vol)\.[ ]?(?:\d+|[IVX]+))(?!\w)")
_CLOSING = {"*": "*", "_": "_", "«": "»", "“": "”", '"': '"'}
_MORE_WORDS = re.compile(r"[ ][^\W\d_]")
_SUBTITLE = re.compile(r"[ ]?[.:][ ]")
_LONGEST_SUBTITLE = 200
_NUMERAL = re.compile(r"\d+|[ivxlc]+")
_CUT_SHORT = re.compile(r"…|\.\.\.")
_WORD = re.compile(r"[^\W_]+")


def read(passage: Passage, start: int, end: int) -> Cite | None:
    """The one citation `view[start:end]` is, None unless it is a full reference, or a title with « op. cit. »."""
    view = passage.view
    text, places = _folded_with_places(view, start, end)
    names = tokens(view, start, end)
    opus = next((a.start for a in anchors(view, start, end) if a.kind is Anchored.OPUS), None)
    found: dict[str, tuple[Work, int, int]] = {}
    for work in passage.identifier.named(names[:30]):
        if opus is not None and work.key not in passage.history.cited:
            continue
        spans = [span for title in work.titles if (span := _span(text, title, view, places))]
        if not spans:
            spans = _short_title(view, start, end, work, opus)
        if spans:
            first, last = min(s for s, _ in spans), max(e for _, e in spans)
            found[work.key] = (work, places[first], places[last - 1] + 1)
    # the chapter, whose title comes before that of its book; of two titles that begin alike, the longer
    best = min(((first, -stop) for _, first, stop in found.values()), default=None)
    kept = [entry for entry in found.values() if (entry[1], -entry[2]) == best]
    if len(kept) != 1:
        return None
    work, title_start, title_end = kept[0]
    books = [other for other, first, _ in found.values() if first > title_end]
    if ";" in view[title_end:end] or not all(_is_part_of(work, book) for book in books):
        # two references
        return None
    if _goes_on(view, title_start, title_end, end):
        return None
    title_end = _subtitle_end(view, title_start, title_end, end)
    signing = [t for t in names if t.end <= title_start]
    signing = _without_year_and_quotes(signing)
    alignment = align(signing, work, passage.identifier.bibliography)
    if alignment is None or not admissible(
        signing,
        alignment.first,
        passage.identifier.bibliography,
        narrative=False,
        corporate=work.authors[0].corporate,
    ):
        return None
    begun = signing[alignment.first].start
    pages, pages_start = _pages(view, title_end, end, work)
    volume = _VOLUME_OF_BOOK.search(view, title_end, pages_start)
    if volume and not (work.article or work.item.get("volume") or work.item.get("collection-number")):
        # « *Les lieux de mémoire*, t. I, *La République* »
        pages = ", ".join(filter(None, (volume[1], pages)))
    anchored = [a for a in anchors(view, start, end) if not title_start <= a.start < title_end]
    described = [book.item for book in (work, *books)]
    if not _dated(passage, work, anchored) or not _explained(view, title_end, pages_start, described):
        return None
    return Cite(
        begun,
        end,
        passage.words(begun, end).strip(),
        work.key,
        alignment.reasons | {"full-reference"},
        0.9,
        prefix=passage.words(start, begun).lstrip(),
        locator=pages,
    )


def _folded_with_places(view: str, start: int, end: int) -> tuple[str, list[int]]:
    """The folded words of `view[start:end]`, each between blanks, and the place each character comes from."""
    text: list[str] = [" "]
    places = [start]
    for match in _WORD.finditer(view, start, end):
        word = folded(match[0]).replace(" ", "")
        text.append(f"{word} ")
        places += [match.start()] * max(0, len(word) - 1) + [match.end() - 1] * min(1, len(word)) + [match.end() - 1]
    return "".join(text), places


def _span(text: str, title: str, view: str, places: Sequence[int]) -> tuple[int, int] | None:
    """Where `title` is in the folded `text`; a short word must be set as a title: « *Seuils* »."""
    place = text.find(f" {title} ")
    if place < 0:
        return None
    first, last = place + 1, place + 1 + len(title)
    if len(title.split()) < 2 and len(title) < 8:
        ended = places[last - 1] + 1
        closing = _CLOSING.get(_mark(view, places[first]))
        if closing is None or not view[ended : ended + 2].lstrip().startswith(closing):
            return None
    return first, last


def _short_title(view: str, start: int, end: int, work: Work, opus: int | None) -> list[tuple[int, int]]:
    """Where the first words of its title stand in the folded text, right before « … » or « op. cit. » at `opus`."""
    cut = _CUT_SHORT.search(view, start, end) if opus is None else None
    stop = opus or (cut.start() if cut else start)
    before = _folded_with_places(view, start, stop)[0]
    words = before.split()
    for length in range(len(words) - 1, 2 if cut else 1, -1):
        title = " ".join(words[-length:])
        if len(title) >= 8 and any(t.startswith(f"{title} ") for t in work.titles):
            return [(len(before) - len(title) - 1, len(before) - 1)]
    return []


def _without_year_and_quotes(names: Sequence[Token]) -> list[Token]:
    """The tokens before a title, up to the last word of the names: « Davezies, L. (2012) « » → « Davezies, L. »"""
    kept = list(names)
    while kept and kept[-1].kind not in (Kind.WORD, Kind.INITIAL, Kind.OTHERS, Kind.ROLE):
        if kept[-1].kind is Kind.CLOSE and kept[-2:-1] and kept[-2].kind in (Kind.WORD, Kind.INITIAL):
            # « Bourdieu (Pierre), »
            break
        kept.pop()
    return kept


def _pages(view: str, start: int, end: int, work: Work) -> tuple[str, int]:
    """The page cited, unlike the pages the work takes up, and where it is (`end` if there is none)."""
    own = folded(str(work.item.get("page") or ""))
    for match in reversed(list(_PAGES.finditer(view, start, end))):
        found, stop = locator(view, match.start(1) - 1, end)
        if found and not view[stop:end].strip(" .,;)*_"):
            before = _PAGES_AND.search(view, start, match.start(1))
            if not before and not work.article:
                before = _VOLUME.search(view, start, match.start(1))
            if before:
                found, match = locator(view, before.start(1) - 1, end)[0], before
            return ("", end) if own and folded(found.removeprefix("p. ")) == own else (found, match.start())
    return "", end


def _is_part_of(work: Work, book: Work) -> bool:
    """Whether `work` may be a chapter of `book`: it came out when that did, and names its editors."""
    return (
        bool(work.editors)
        and work.year == book.year
        and [e.name for e in work.editors] == [a.name for a in book.authors]
    )


def _goes_on(view: str, start: int, end: int, limit: int) -> bool:
    """Whether the title set at `start` is a longer one: « *La ville émiettée* » is not *La ville*."""
    return _mark(view, start) in _CLOSING and bool(_MORE_WORDS.match(view, end, limit))


def _mark(view: str, start: int) -> str:
    """The sign of emphasis or quotation mark that opens right before `start`."""
    return view[max(0, start - 2) : start].rstrip()[-1:]


def _subtitle_end(view: str, start: int, end: int, limit: int) -> int:
    """Where the title set at `start` ends, with the subtitle that is typed and that the bibliography leaves out."""
    closing = _CLOSING.get(_mark(view, start))
    if closing is None or not _SUBTITLE.match(view, end, limit):
        return end
    place = view.find(closing, end, limit)
    return place if 0 <= place < end + _LONGEST_SUBTITLE else end


def _dated(passage: Passage, work: Work, closing: Sequence[Anchor]) -> bool:
    years = {anchor.year for anchor in closing if anchor.kind is Anchored.YEAR}
    if any(anchor.kind is Anchored.OPUS for anchor in closing):
        return not years - {work.year} and work.key in passage.history.cited
    known = {work.year, work.original, *(int(y) for y in re.findall(r"\b\d{4}\b", str(work.item.get("title") or "")))}
    return work.year in years and years <= known


def _explained(view: str, start: int, end: int, items: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the words of `view[start:end]` are what the bibliography says of these works, all but a few."""
    typed = [
        w
        for w in folded(view[start:end]).split()
        if w not in APPARATUS and w not in DATE_WORDS and not _NUMERAL.fullmatch(w)
    ]
    known = set(folded(" ".join(_values(items))).split())
    strange = [w for w in typed if w not in known and len(w) > 1]
    return len(strange) <= 3 and len(strange) <= max(1, len(typed) // 2)


def _values(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("annote", "note", "abstract", "keyword"):
                yield from _values(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner)
    else:
        yield str(value)
