"""A list of citations: what stands between two parentheses, after « names ( », or makes up a note.

Each year closes a citation; before it stand its names, before them what remains of the citation before
(pages, a remark) and words that introduce this one (« voir aussi »). Years that close nothing (« la crise de
2008 ») are words like others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actes.normalising.prose import remarks
from actes.normalising.prose.aligning import align
from actes.normalising.prose.anchors import Anchor, Anchored, anchors
from actes.normalising.prose.folding import folded
from actes.normalising.prose.identifying import Identified, names_begin
from actes.normalising.prose.locators import closing_words, locator
from actes.normalising.prose.outcomes import Cite
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.tokens import Kind, Token, tokens
from actes.normalising.prose.works import Work

_SEPARATORS_ONLY = re.compile(r"[\s,;/&]*(?:(?:et|and|puis|&)(?!\w))?[\s,;]*(?:(?:en|in)(?!\w))?\s*")
_IN_BOOK = re.compile(r"[ ]*,?[ ]*(?:in|dans)[ ]+", re.IGNORECASE)
_MARKUP = re.compile(r"[*_]+")
_ROLE_ONLY = re.compile(r"[ ,]*\(?(?:dirs?|[eé]ds?|coords?)\.?\)?", re.IGNORECASE)
"""« Fourcaut, 2007 (dir.) »: the bibliography says who edits."""
_CITED_WITHOUT_KEY = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞŒ][\w’'-]*|al\.?[*_]*)(?:[ ,(:&/]+\w+){0,4}[ ,(:]*(?:1[4-9]|20)\d\d(?!\d)"
)
"""A year after a capital in a remark: a citation, maybe, that was not understood."""
_OPENING_MARKUP = re.compile(r"\s*([*_]+)(?=\w)")


def _unwrapped(view: str, start: int, end: int) -> tuple[int, int]:
    """The list without the emphasis that holds it whole: « (**Davezies, 2012**) »."""
    first = _OPENING_MARKUP.match(view, start, end)
    inside = view[start:end].rstrip()
    if not first or not inside.endswith(first[1]) or inside.count(first[1]) != 2:
        return start, end
    return first.end(), start + len(inside) - len(first[1])


class ListReader:
    """Reads one list, from left to right."""

    def __init__(self, passage: Passage, start: int, end: int, names: Sequence[Token] = ()) -> None:
        self.passage = passage
        self.view = passage.view
        self.start, self.end = _unwrapped(passage.view, start, end)
        self.carried = list(names)
        """Names that hold for the years that have none: those before the parenthesis, or of the last citation."""
        self.narrative = bool(names)
        self.cites: list[Cite] = []
        self.whole = True
        """Whether every word of the list could be placed around a key."""
        self.position = self.start
        self.same_place: dict[int, str] = {}
        """The pages of the citations that mean, unless others are typed, the place cited before (« ibid. »)."""

    def read(self) -> list[Cite]:
        """The citations of the list, none when nothing in it looks like one."""
        found = anchors(self.view, self.start, self.end)
        skip = -1
        for number, anchor in enumerate(found):
            if number == skip or anchor.start < self.position:
                continue
            following = found[number + 1] if number + 1 < len(found) else None
            if (
                anchor.kind is Anchored.IBID
                and anchor.same_author
                and following
                and self._same_author(anchor, following)
            ):
                skip = number + 1
                continue
            self._close(anchor)
        if self.cites:
            self._finish()
        for number, pages in self.same_place.items():
            cite = self.cites[number]
            if not cite.locator and not cite.suffix:
                pages = pages or (self.cites[number - 1].locator if number else "")
                self.cites[number] = cite.but(locator=pages)
        return self.cites

    # -- one citation

    def _close(self, anchor: Anchor) -> None:
        place = self.position
        pages = ""
        if self.cites:
            pages, place = locator(self.view, self.position, anchor.start)
        gap = tokens(self.view, place, anchor.start)
        if self._only_separators(place, anchor.start) and (self.cites or self.narrative):
            if anchor.kind is Anchored.OPUS and self.cites:
                # « Davezies, 2012, op. cit. » says it twice
                self._keep_pages(pages)
                self.position = anchor.end
                return
            if anchor.kind not in (Anchored.OPUS, Anchored.IBID) and self.carried:
                identified = self._identify(self.carried, anchor)
                if identified and identified.work and self.narrative and self._is_homonym(identified.work):
                    identified = identified._replace(work=None, problem="ambiguous", candidates=(identified.work.key,))
                self._append(anchor, identified, place, anchor.start, pages, "", self.narrative)
            elif self.narrative and not self.cites:
                self._referring(anchor, self.carried, place, pages)
            elif anchor.kind is Anchored.IBID:
                self._referring(anchor, [], place, pages)
            return
        if anchor.kind in (Anchored.OPUS, Anchored.IBID):
            self._referring(anchor, gap, place, pages)
            return
        if self._in_book(anchor, gap, place, pages):
            return
        identified = self._identify(gap, anchor)
        if identified is None:
            return
        self._between(anchor, identified, gap, place, pages)

    def _only_separators(self, start: int, end: int) -> bool:
        return bool(_SEPARATORS_ONLY.fullmatch(self.view, start, end))

    def _identify(self, names: Sequence[Token], anchor: Anchor) -> Identified | None:
        if anchor.range:
            first = self.passage.identifier.identify(names, anchor._replace(letter="", original=None))
            return first._replace(work=None, problem="year", candidates=()) if first else None
        return self.passage.identifier.identify(names, anchor, narrative=self.narrative and names is self.carried)

    def _append(
        self,
        anchor: Anchor,
        identified: Identified | None,
        place: int,
        names_start: int,
        pages: str,
        prefix: str,
        suppressed: bool = False,
    ) -> None:
        if identified is None:
            self.whole = False
            return
        self._keep_pages(pages)
        self.cites.append(
            Cite(
                names_start,
                anchor.end,
                self.passage.words(names_start, anchor.end).strip(),
                identified.work.key if identified.work else "",
                identified.reasons,
                identified.confidence,
                identified.problem,
                identified.candidates,
                prefix,
                author_suppressed=suppressed and bool(self.cites),
                first=identified.first,
            )
        )
        self.position = anchor.end

    def _keep_pages(self, pages: str) -> None:
        if pages and self.cites:
            self.cites[-1] = self.cites[-1].but(locator=pages)

    def _between(self, anchor: Anchor, identified: Identified, gap: Sequence[Token], place: int, pages: str) -> None:
        names_start = self._with_markup(gap[identified.first].start if gap else anchor.start, anchor.end)
        suffix, prefix, sure = "", "", True
        if self.cites:
            suffix, prefix, sure = self._divide(place, names_start)
        else:
            prefix = self.passage.words(place, names_start).lstrip()
        self.carried, self.narrative = list(gap[identified.first :]), False
        self.whole = (
            self.whole and sure and not _CITED_WITHOUT_KEY.search(prefix) and not remarks.OPEN_QUOTE.search(prefix)
        )
        if prefix and not self.cites:
            self.whole = self.whole and bool(remarks.BEFORE.fullmatch(prefix))
        reasons = identified.reasons
        if self.cites:
            self.cites[-1] = self.cites[-1].but(suffix=suffix)
            divided = self.view[place:names_start].strip()
            if identified.work and (not divided or (prefix and ";" not in divided)):
                reasons = reasons | {"separator"}
        self._append(anchor, identified._replace(reasons=reasons), place, names_start, pages, prefix)

    def _with_markup(self, start: int, end: int) -> int:
        """`start`, or before the signs of emphasis that open there and close before `end`."""
        if self.view[start - 1 : start] not in "*_":
            return start
        run = re.search(r"[*_]+$", self.view[max(self.position, start - 3) : start])
        if run and self.view.count(run[0], start, end) % 2:
            return start - len(run[0])
        return start

    def _divide(self, start: int, end: int) -> tuple[str, str, bool]:
        """What stands between two citations: the end of the one, the beginning of the other, whether it is clear."""
        view = self.view
        suffix = ""
        closing, place = closing_words(view, start, end)
        if closing:
            suffix = f", {self.passage.words(start, place).strip(' ,;')}"
            start = place
        last = view.rfind(";", start, end)
        if last >= 0:
            remark = self.passage.words(start, last).rstrip(" ;")
            if not remarks.AFTER.fullmatch(remark):
                # what stands between two semicolons has no key
                return "", "", False
            if remark.strip():
                suffix += remark if remark[:1] in ",.: " else f" {remark}"
            start = last + 1
        prefix = self.passage.words(start, end).lstrip(" ,/&.–—")
        if folded(prefix) in ("et", "and", "et de", "") and not prefix.strip(" ,;/&").endswith("."):
            prefix = "" if folded(prefix) != "et de" else prefix
        return suffix, prefix, True

    def _finish(self) -> None:
        pages, place = locator(self.view, self.position, self.end)
        self._keep_pages(pages)
        place = self._in_book_after(place)
        if not pages and place > self.position:
            pages, place = locator(self.view, place, self.end)
            self._keep_pages(pages)
        rest = self.passage.words(place, self.end).rstrip()
        if rest.strip() in ("", ".", ",", ";") or _ROLE_ONLY.fullmatch(rest):
            return
        closing, after = closing_words(self.view, place, self.end)
        if rest.lstrip().startswith("?"):
            # « (Castel, 1995 ?) » is a doubt
            suffix, self.whole = "", False
        elif closing and not self.view[after : self.end].strip(" .;,"):
            suffix = f", {closing}"
        elif not remarks.AFTER.fullmatch(rest):
            suffix, self.whole = "", False
        else:
            suffix = rest if rest[:1] in " ,.:" else f" {rest}"
            self.whole = self.whole and not _CITED_WITHOUT_KEY.search(rest)
            if _MARKUP.fullmatch(suffix.strip()):
                suffix = ""
        self.cites[-1] = self.cites[-1].but(suffix=self.cites[-1].suffix + suffix)

    # -- what refers to other citations

    def _referring(self, anchor: Anchor, gap: Sequence[Token], place: int, pages: str) -> None:
        history, note = self.passage.history, self.passage.note
        names = list(gap)
        while names and names[-1].kind is Kind.COMMA:
            names.pop()
        if anchor.kind is Anchored.IBID or (anchor.place and not any(t.capital for t in names)):
            work = history.antecedent(note) if not self.cites else self._last_work()
            first = len(names)
            if work and not anchor.same_author:
                self.same_place[len(self.cites)] = "" if self.cites else history.same_pages()
            if work and names and names[-1].capital and not self._is_opener(names):
                alignment = align(names, work, self.passage.identifier.bibliography)
                first, work = (alignment.first, work) if alignment else (0, None)
            identified = (
                Identified(first, work, frozenset({"ibid"}), 0.9) if work else Identified(first, problem="antecedent")
            )
        else:
            if not names:
                return
            first, works = history.cited_before(names, article=anchor.article, narrative=self.narrative)
            strange = not history.strangers.isdisjoint(t.plain for t in names[first:])
            if len(works) == 1 and not strange:
                identified = Identified(first, works[0], frozenset({"opus"}), 0.85)
                if anchor.place:
                    self.same_place[len(self.cites)] = history.pages.get(works[0].key, "")
            else:
                named = works or self.passage.identifier.named(names)
                identified = Identified(
                    min(first, max(0, len(names) - 1)),
                    problem="antecedent",
                    candidates=tuple(w.key for w in named)[:5],
                )
        start = names[identified.first].start if identified.first < len(names) else anchor.start
        if gap is self.carried:
            self._append(anchor, identified, place, anchor.start, pages, "")
            return
        suffix, prefix, sure = "", "", True
        if self.cites:
            suffix, prefix, sure = self._divide(place, start)
            self.cites[-1] = self.cites[-1].but(suffix=suffix)
        else:
            prefix = self.passage.words(place, start).lstrip()
        self.whole = self.whole and sure
        self._append(anchor, identified, place, start, pages, prefix)

    def _is_opener(self, names: Sequence[Token]) -> bool:
        return folded(names[-1].text) in ("voir", "cf", "see", "confer", "comme", "in", "selon", "dans")

    def _is_homonym(self, work: Work) -> bool:
        """Whether `work` is by another one of that name than the work just cited: « Mathieu (2012 ; 1991) » is one."""
        last = self._last_work() if self.cites else None
        if last is None:
            return False
        given, others = work.authors[0].given[:1], last.authors[0].given[:1]
        return bool(given and others) and given[0][:1] != others[0][:1]

    def _last_work(self) -> Work | None:
        return self.passage.identifier.bibliography.work(self.cites[-1].key) if self.cites[-1].key else None

    def _same_author(self, anchor: Anchor, year: Anchor) -> bool:
        """« Id., 2008 »: a work of that year by those who wrote the one just cited."""
        if year.kind is not Anchored.YEAR or not self._only_separators(anchor.end, year.start):
            return False
        pages, place = locator(self.view, self.position, anchor.start) if self.cites else ("", self.position)
        if not self._only_separators(place, anchor.start):
            return False
        last = self._last_work() if self.cites else self.passage.history.antecedent(self.passage.note)
        works = [
            work
            for work in self.passage.identifier.bibliography.by_year.get(year.year, ())
            if last
            and [a.name for a in work.authors] == [a.name for a in last.authors]
            and (not year.letter or work.letter == year.letter)
        ]
        identified = (
            Identified(0, works[0], frozenset({"ibid"}), 0.85)
            if len(works) == 1
            else Identified(0, problem="antecedent", candidates=tuple(w.key for w in works))
        )
        self._append(year, identified, self.position, anchor.start, pages, "")
        return True

    # -- chapters cited with their book

    def _in_book(self, anchor: Anchor, gap: Sequence[Token], place: int, pages: str) -> bool:
        """« Simoulin, in Pasquier et al., 2007 »: the chapter, by its author and the editors of its book."""
        at = next((n for n, t in enumerate(gap) if t.kind is Kind.WORD and folded(t.text) in ("in", "dans")), -1)
        if at < 0 or anchor.kind is not Anchored.YEAR:
            return False
        bibliography = self.passage.identifier.bibliography
        before, after = gap[:at], gap[at + 1 :]
        if self.cites and self._only_separators(place, gap[at].start):
            # « Simoulin, 2007, in Pasquier et al., 2007 »
            work = self._last_work()
            if not (work and work.editors and work.year == anchor.year):
                return False
            alignment = align(after, work, bibliography, editors=True)
            if alignment is None or alignment.first:
                return False
            self._keep_pages(pages)
            self.cites[-1] = self.cites[-1].but(reasons=self.cites[-1].reasons | {"in"})
            self.position = anchor.end
            return True
        if not before or not any(t.capital for t in before[-3:]):
            return False
        found: list[tuple[int, Identified]] = []
        for work in bibliography.by_year.get(anchor.year, ()):
            if not work.editors:
                continue
            editors = align(after, work, bibliography, editors=True)
            if editors is None or editors.first:
                continue
            identified = self.passage.identifier.accept(before, work)
            if identified:
                found.append((identified.first, identified))
        if len(found) != 1:
            names = names_begin(before)
            if names is None:
                return False
            candidates = tuple(i.work.key for _, i in found if i.work) or tuple(
                w.key for w in self.passage.identifier.named(before)
            )
            problem = Identified(names, problem="ambiguous" if found else "authors", candidates=candidates[:5])
            self._between(anchor, problem, before, place, pages)
            return True
        identified = found[0][1]
        self._between(anchor, identified._replace(reasons=identified.reasons | {"in"}), before, place, pages)
        return True

    def _in_book_after(self, place: int) -> int:
        """« Simoulin, 2007, in Pasquier et al. »: where what names the book ends."""
        match = _IN_BOOK.match(self.view, place, self.end)
        work = self._last_work() if match else None
        if not match or not work or not work.editors:
            return place
        pages = re.compile(r",[ ]*(?:pp?\.|chap)").search(self.view, match.end(), self.end)
        stop = pages.start() if pages else self.end
        names = tokens(self.view, match.end(), stop)
        alignment = align(names, work, self.passage.identifier.bibliography, editors=True)
        if alignment is None or alignment.first:
            return place
        self.cites[-1] = self.cites[-1].but(reasons=self.cites[-1].reasons | {"in"})
        return stop
