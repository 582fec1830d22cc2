"""Whether two references are the same work: a verdict, and the evidence for it.

An identifier that is equal (DOI, ISBN, address, number of a law) or author + year + title make two references
one, if nothing contradicts it: another volume, edition, journal, page, given name. Titles match whole, up to
their subtitle, or with a slip of the pen per long word; never by what they merely contain.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from actes.normalising.merging_names import names_agree, same_body
from actes.normalising.merging_titles import containers_agree, publishers_agree, title_match
from actes.normalising.merging_works import Name, Work


class Answer(enum.IntEnum):
    """SAME merges, DIFFERENT forbids it, POSSIBLE is for the editor to decide, UNRELATED is not worth a word."""

    UNRELATED = 0
    DIFFERENT = 1
    POSSIBLE = 2
    SAME = 3


@dataclass(frozen=True)
class Verdict:
    """`reason` is the evidence (`doi`, `author+year+title`, …) or what forbids; `strength` orders merges, 3 first."""

    answer: Answer
    reason: str = ""
    strength: int = 0
    contradicted: bool = False

    @property
    def forbids(self) -> bool:
        """Whether something says that these are two works, be it that an editor may still doubt it."""
        return self.answer is Answer.DIFFERENT or self.contradicted


_COMPATIBLE = (
    {"article", "press"},
    {"web", "article"},
    {"web", "press"},
    {"web", "report"},
    {"web", "law"},
    {"web", "data"},
    {"web", "software"},
    {"data", "software"},
    {"manuscript", "speech"},
)
"""Kinds of which one work may be now the one, now the other, according to who types it."""


def compare(a: Work, b: Work) -> Verdict:
    """Whether `a` and `b` are the same work. Symmetric."""
    title = title_match(a, b)
    if veto := _contradiction(a, b, title):
        related = title in {"exact", "main"} or bool(a.doi and a.doi == b.doi)
        worth = related and names_agree(a, b) != "no" and veto in _DOUBTFUL
        return Verdict(Answer.POSSIBLE if worth else Answer.DIFFERENT, veto, contradicted=True)
    if identifier := _identifier(a, b, title):
        return Verdict(Answer.SAME, identifier, 3)
    return _by_description(a, b, title)


_DOUBTFUL = frozenset({"year", "reprint", "preprint", "type", "edition", "doi", "doi-shared", "address"})
"""Contradictions that an editor may want to look at; the others are plain."""


def _contradiction(a: Work, b: Work, title: str) -> str:
    """What makes two works of two references, whatever else they share; "" when nothing does."""
    same_doi = bool(a.doi and a.doi == b.doi)
    if a.law and b.law and a.law != b.law:
        return "law-number"
    if _volumes_differ(a, b):
        return "volume"
    if {a.kind, b.kind} == {"part", "book"}:
        return "chapter-and-book"
    if same_doi:
        return "" if _doi_is_right(a, b, title) else "doi-shared"
    if a.doi and b.doi:
        return "preprint" if a.preprint != b.preprint else "doi"
    if a.preprint != b.preprint and not a.isbns & b.isbns:
        return "preprint"
    if not _kinds_agree(a, b):
        return "type"
    if a.edition and b.edition and a.edition != b.edition:
        return "edition"
    if a.language and b.language and a.language != b.language:
        return "language"
    return _year_contradiction(a, b) or _place_contradiction(a, b)


def _doi_is_right(a: Work, b: Work, title: str) -> bool:
    """Whether two works with one DOI look like one: the titles, or, when one is translated, all the rest."""
    names = names_agree(a, b)
    if title or _alike(a.title, b.title):
        return names != "no" or title == "exact"
    placed = bool(a.first_page and a.first_page == b.first_page) or bool(a.volume and a.volume == b.volume)
    return names != "no" and placed and _years_meet(a, b)


def _year_contradiction(a: Work, b: Work) -> str:
    if not (a.years and b.years) or _years_meet(a, b):
        return ""
    if a.original_year in b.years or b.original_year in a.years:
        return "reprint"
    if a.isbns & b.isbns:
        return ""
    near = abs(a.years[0] - b.years[0]) == 1
    return "" if near and _same_publication(a, b) else "year"


def _same_publication(a: Work, b: Work) -> bool:
    """Whether a year's difference is between two dates of one publication: online and print, defence and deposit."""
    if a.kind == b.kind == "thesis":
        return publishers_agree(a.publisher, b.publisher) is not False
    if a.kind in {"article", "press", "part"} and containers_agree(a, b):
        numbered = bool(a.volume and a.volume == b.volume) or bool(a.issue and a.issue == b.issue)
        return bool(a.first_page and a.first_page == b.first_page) or (numbered and a.kind == "article")
    return False


def _place_contradiction(a: Work, b: Work) -> str:
    """Another journal, book, number, day, page or address."""
    if a.url and a.url == b.url and "/" in a.url and a.title == b.title:
        return ""
    if a.kind == b.kind == "report" and a.issue and b.issue and a.issue != b.issue:
        return "number"
    if a.day and b.day and "press" in {a.kind, b.kind} and abs((a.day - b.day).days) > 3:
        return "day"
    if a.kind == b.kind == "web" and a.url and b.url and a.url != b.url and (not a.day or a.day != b.day):
        return "address"
    if a.kind in {"article", "press", "part", "web"} or b.kind in {"article", "press", "part"}:
        if containers_agree(a, b) is False:
            return "container"
        if a.volume and b.volume and a.issue and b.issue and {a.volume, a.issue} == {b.volume, b.issue}:
            pass  # volume and number exchanged
        elif a.volume and b.volume and a.volume != b.volume:
            return "volume"
        elif a.issue and b.issue and not set(a.issue.split()) & set(b.issue.split()):
            return "issue"
        if a.first_page and b.first_page and a.first_page != b.first_page:
            return "pages"
    if a.isbns and b.isbns and not a.isbns & b.isbns and not _years_meet(a, b):
        return "isbn"
    return ""


def _volumes_differ(a: Work, b: Work) -> bool:
    """Two volumes of a work, or a volume and the whole."""
    first, second = set(a.volume_number.split("/")) - {""}, set(b.volume_number.split("/")) - {""}
    if a.kind in {"article", "press", "part"} and b.kind in {"article", "press", "part"}:
        return first != second and not (first & second)
    return bool(first or second) and not first & second


def _kinds_agree(a: Work, b: Work) -> bool:
    if a.kind == b.kind:
        return True
    if "any" in {a.kind, b.kind}:
        return {a.kind, b.kind} != {"any", "part"} or bool(a.container and b.container)
    if {a.kind, b.kind} == {"book", "report"}:
        report = a if a.kind == "report" else b
        own = any(same_body(name, Name((), (), report.publisher)) for name in report.names)
        return own or publishers_agree(a.publisher, b.publisher) is True
    if {a.kind, b.kind} == {"part", "article"}:
        return containers_agree(a, b) is True
    if "web" in {a.kind, b.kind}:
        return {a.kind, b.kind} in _COMPATIBLE and (not a.url or not b.url or a.url == b.url)
    return {a.kind, b.kind} in _COMPATIBLE


def _identifier(a: Work, b: Work, title: str) -> str:
    """The identifier that both bear, if their titles do not belie it."""
    alike = bool(title) or _alike(a.title, b.title)
    if a.doi and a.doi == b.doi:
        return "doi"
    if a.law and a.law == b.law:
        return "law-number"
    if a.isbns & b.isbns and a.kind in _WHOLE and b.kind in _WHOLE and alike:
        return "isbn"
    if a.url and a.url == b.url and "/" in a.url and (title or (_years_meet(a, b) and alike)):
        return "url"
    return ""


_WHOLE = frozenset({"book", "report", "thesis", "any", "other"})


def _alike(first: str, second: str) -> bool:
    """Whether two titles share most of their words, or the words of one are the first of the other."""
    one, two = first.split(), second.split()
    if not one or not two:
        return True
    common = len(set(one) & set(two))
    shorter, longer = sorted((one, two), key=len)
    return common * 2 > len(set(shorter)) and (common * 2 > len(set(longer)) or longer[: len(shorter)] == shorter)


def _by_description(a: Work, b: Work, title: str) -> Verdict:
    """Author, year and title, weighed with the container, the publisher and the pages."""
    names = names_agree(a, b)
    if not title or names == "no":
        return Verdict(Answer.UNRELATED)
    evidence = _evidence(a, b)
    dated = _years_meet(a, b)
    if a.years and b.years and not dated:
        dated = _same_publication(a, b) or bool(a.isbns & b.isbns)
    elif not a.years or not b.years:
        known = bool(a.undated and a.undated == b.undated) or not (a.years or b.years or a.undated or b.undated)
        if not known and evidence < 1:
            return Verdict(Answer.POSSIBLE, "undated")
        dated = known or not (a.undated or b.undated)
        if not dated:
            return Verdict(Answer.POSSIBLE, "undated")
    if not dated:
        return Verdict(Answer.POSSIBLE, "year")
    needed = 2 * a.generic
    if names == "none" and not (a.kind == b.kind == "law" and title == "exact" and a.day == b.day):
        needed += 1 if title == "exact" else 2
    elif names == "partial" and (title != "exact" or len(a.title.split()) < 4):
        needed += 1
    other_house = a.kind in _WHOLE and publishers_agree(a.publisher, b.publisher) is False
    if evidence < needed or (title == "main" and other_house):
        return Verdict(Answer.POSSIBLE, f"{'author+' if names != 'none' else ''}year+{title}-title")
    label = {"exact": "title", "close": "close title", "main": "main title"}[title]
    strength = {"exact": 2, "close": 1, "main": 0}[title]
    return Verdict(Answer.SAME, f"{'author+' if names != 'none' else ''}year+{label}", strength)


def _evidence(a: Work, b: Work) -> int:
    """How many other things both say alike: container, pages, number, publisher, identifier."""
    return sum(
        (
            containers_agree(a, b) is True,
            bool(a.first_page) and a.first_page == b.first_page,
            bool(a.volume) and a.volume == b.volume,
            bool(a.issue) and a.issue == b.issue,
            a.kind in _WHOLE and publishers_agree(a.publisher, b.publisher) is True,
            bool(a.url) and a.url == b.url,
            bool(a.isbns & b.isbns),
        )
    )


def _years_meet(a: Work, b: Work) -> bool:
    return bool(set(a.years) & set(b.years))
