"""Whether two references are the same work: a verdict, and the evidence for it.

An identifier that is equal (DOI, ISBN, address, number of a law) or author + year + title make two references
one, if nothing contradicts it: another volume, edition, journal, page, given name. Titles match whole, up to
their subtitle, or with a slip of the pen per long word; never by what they merely contain.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from actes.normalising.merging.names import names_agree, same_body, same_name
from actes.normalising.merging.titles import (
    acronym_of,
    containers_agree,
    in_series,
    is_dated_law,
    is_proceedings,
    publishers_agree,
    title_match,
    titles_agree,
)
from actes.normalising.merging.works import LIMINAL, Name, Work


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
    {"web", "manuscript"},
    {"data", "software"},
    {"book", "software"},
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


def comparable(a: Work, b: Work) -> bool:
    """Whether `compare` may say more of two works than that they are two: their titles or identifiers meet."""
    if a.doi and b.doi and a.doi != b.doi and not (a.main == a.title and b.main == b.title):
        # two works, and no doubt about it unless of one title, whole or up to a subtitle
        short, long = (a, b) if len(a.title) < len(b.title) else (b, a)
        if short.main != short.title:
            return short.title in long.heads or short.title.replace(" ", "") == long.title.replace(" ", "")
    if title_match(a, b) or (a.doi and a.doi == b.doi) or (a.url and a.url == b.url) or (a.law and a.law == b.law):
        return True
    return not a.isbns.isdisjoint(b.isbns)


_DOUBTFUL = frozenset(
    {"translator", "occasion", "year", "reprint", "preprint", "type", "edition", "doi", "doi-shared", "address"}
)
"""Contradictions that an editor may want to look at; the others are plain."""


def _contradiction(a: Work, b: Work, title: str) -> str:
    """What makes two works of two references, whatever else they share; "" when nothing does."""
    same_doi = bool(a.doi and a.doi == b.doi)
    if a.law and b.law and a.law != b.law:
        return "law-number"
    if _volumes_differ(a, b):
        return "volume"
    if (a.title_number or b.title_number) and not _title_numbers(a) & _title_numbers(b):
        return "number"
    if a.shelfmark and b.shelfmark and a.shelfmark != b.shelfmark:
        return "shelfmark"
    if {a.kind, b.kind} == {"part", "book"} and not _chapter_as_book(a, b):
        return "chapter-and-book"
    paged = a.kind == b.kind == "book" and bool(a.first_page) != bool(b.first_page)
    if paged and publishers_agree(a.publisher, b.publisher) is False:
        return "chapter-and-book"  # pages of a book are those of a chapter typed as a book
    if same_doi:
        return "" if _doi_is_right(a, b, title) else "doi-shared"
    if a.doi and b.doi:
        return "preprint" if a.preprint != b.preprint else "doi"
    if a.translators and b.translators and not any(same_name(x, y) for x in a.translators for y in b.translators):
        return "translator"
    published = b if a.preprint else a
    if a.preprint != b.preprint and not a.isbns & b.isbns and not (published.bare or a.kind == b.kind == "report"):
        return "preprint"
    if not _kinds_agree(a, b):
        return "type"
    if a.edition and b.edition and a.edition != b.edition and (len(a.edition) > 3) == (len(b.edition) > 3):
        return "edition"
    if a.language and b.language and a.language != b.language:
        return "language"
    return _year_contradiction(a, b) or _place_contradiction(a, b, title)


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


def _same_spot(a: Work, b: Work, title: str) -> bool:
    """Whether title, volume and page are so equal that the names of two journals must be one, badly abbreviated."""
    placed = a.volume and _volumes_agree(a.volume, b.volume) and a.first_page and a.first_page == b.first_page
    return bool(placed) and title in {"exact", "close"} and a.kind == b.kind == "article"


def _place_contradiction(a: Work, b: Work, title: str) -> str:
    """Another journal, book, number, day, page or address."""
    if a.url and a.url == b.url and "/" in a.url and a.title == b.title:
        return ""
    if a.kind == b.kind == "report" and a.issue and b.issue and a.issue != b.issue:
        return "number"
    if not {a.kind, b.kind} & _NUMBERED_APART and a.numbers and b.numbers and not a.numbers & b.numbers:
        return "number"
    if _days_differ(a, b):
        return "day"
    if {a.kind, b.kind} <= _UNPUBLISHED and (
        (a.month and b.month and a.month != b.month) or (a.occasion and b.occasion and not a.occasion & b.occasion)
    ):
        return "occasion"
    if a.kind == b.kind == "web" and a.url and b.url and a.url != b.url and (not a.day or a.day != b.day):
        return "address"
    if a.kind in {"article", "press", "part", "web"} or b.kind in {"article", "press", "part"}:
        placed = bool(title) and a.first_page == b.first_page not in {"", "1"}
        if containers_agree(a, b) is False and not _same_spot(a, b, title) and not (placed and _same_papers(a, b)):
            return "container"
        if a.volume and b.volume and a.issue and b.issue and {a.volume, a.issue} == {b.volume, b.issue}:
            pass  # volume and number exchanged
        elif a.volume and b.volume and not _volumes_agree(a.volume, b.volume):
            return "volume"
        elif a.issue and b.issue and not (set(a.issue.split()) & set(b.issue.split()) or _counted_twice(a, b, title)):
            return "issue"
        if a.first_page and b.first_page and a.first_page != b.first_page:
            return "pages"
    if a.isbns and b.isbns and not a.isbns & b.isbns and not _years_meet(a, b):
        return "isbn"
    return ""


_KNOWN_BY_YEAR = frozenset({"article", "book", "part", "report", "thesis", "data", "software", "patent", "web"})
"""Kinds of works of which the day is the day of printing, of posting, of a defence, more or less."""
_NUMBERED_APART = frozenset({"article", "press", "part", "book", "law", "web"})
"""Kinds of works whose numbers are looked at elsewhere, or are a series'."""
_UNPUBLISHED = frozenset({"manuscript", "speech", "any"})


def _counted_twice(a: Work, b: Work, title: str) -> bool:
    """Whether two numbers may be one issue's: journals count through the years or within one; the page tells."""
    placed = a.first_page == b.first_page not in {"", "1"} and title in {"exact", "close"}
    return placed and containers_agree(a, b) is True and _years_meet(a, b)


def _same_papers(a: Work, b: Work) -> bool:
    """Whether two places may be one under other names: proceedings, or a journal that is a series of books."""
    if is_proceedings(a.container) and is_proceedings(b.container):
        return True
    names = [(a.container, name) for name in b.series] + [(b.container, name) for name in a.series]
    return any(titles_agree(one, two) for one, two in names)


def _volumes_agree(one: str, two: str) -> bool:
    """Whether two volumes of a journal are one; the letter of a series may be left out: `71`, `71b`."""
    return one == two or (one.isdecimal() != two.isdecimal() and one.rstrip("abcd") == two.rstrip("abcd"))


def _days_differ(a: Work, b: Work) -> bool:
    """Whether two are of two days: on paper it is a day or two later; but a column has the same name every day."""
    if not a.day or not b.day or a.day == b.day:
        return False
    apart = abs((a.day - b.day).days) > 3 and not {a.kind, b.kind} & _KNOWN_BY_YEAR
    return apart or (len(a.title.split()) < 3 and not {a.kind, b.kind} & _WHOLE)


def _title_numbers(work: Work) -> frozenset[str]:
    return frozenset({work.title_number}) if work.title_number else work.numbers


def _volumes_differ(a: Work, b: Work) -> bool:
    """Two volumes of a work, or a volume and the whole."""
    first, second = set(a.volume_number.split("/")) - {""}, set(b.volume_number.split("/")) - {""}
    if not first or not second:
        numbered, other = (a, b) if first else (b, a)
        if in_series(other, numbered):
            return False
        if a.title == b.title and a.main != a.title and not numbered.volume_in_title:
            return False  # the subtitle tells the volume
        if a.first_page and a.first_page == b.first_page and containers_agree(a, b):
            return False
    return bool(first or second) and not first & second


def _chapter_as_book(a: Work, b: Work) -> bool:
    """Whether the book of a chapter and a book is that chapter, typed as a book with its pages."""
    return bool(a.first_page) and a.first_page == b.first_page != "1"


def _kinds_agree(a: Work, b: Work) -> bool:
    if a.kind == b.kind or ({a.kind, b.kind} == {"part", "book"} and _chapter_as_book(a, b)):
        return True
    if "any" in {a.kind, b.kind}:
        loose, other = (a, b) if a.kind == "any" else (b, a)
        if other.kind in {"article", "press", "part"} and loose.publisher and not loose.container:
            houses = (titles_agree(loose.publisher, name) for name in (other.container, other.publisher))
            return any(houses)  # a paper read somewhere is not the article
        if other.kind != "part" or (a.container and b.container):
            return True
        return (a.bare or b.bare) and min(len(a.title.split()), len(b.title.split())) > 3
    if {a.kind, b.kind} == {"book", "article"}:
        book, article = (a, b) if a.kind == "book" else (b, a)
        placed = article.volume or article.issue or article.first_page
        # a book typed as an article, its house in the place of the journal
        return not placed and titles_agree(book.publisher, article.container) is True
    if {a.kind, b.kind} == {"book", "report"}:
        report = a if a.kind == "report" else b
        own = any(same_body(name, Name((), (), report.publisher)) for name in report.names)
        return own or publishers_agree(a.publisher, b.publisher) is True
    if {a.kind, b.kind} == {"part", "article"}:
        return containers_agree(a, b) is True or (a.first_page == b.first_page != "" and _same_papers(a, b))
    if {a.kind, b.kind} == {"report", "article"}:  # a number of a series: « Insee Première », « Céreq Bref »
        return bool(a.issue and a.issue == b.issue) and _same_papers(a, b)
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
    deep = "/" in a.url or (title == "exact" and not a.generic and {a.kind, b.kind} <= {"web", "any"})
    dated = _years_meet(a, b) or not (a.years or b.years)
    if a.url and a.url == b.url and deep and (title or (dated and alike)):
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
    # an introduction is known by its book; a review by its page as well
    needed = 1 if a.kind == b.kind == "part" and a.title in LIMINAL and b.title in LIMINAL else 2 * a.generic
    enacted = (
        title == "exact"
        and (a.kind == b.kind == "law" or is_dated_law(a.title))
        and (a.day or b.day) == (b.day or a.day)
    )
    if names == "none" and not enacted:
        needed += 1 if title == "exact" else 2
    elif names == "partial" and (title != "exact" or len(a.title.split()) < 4):
        needed += 1
    other_house = a.kind in _WHOLE and publishers_agree(a.publisher, b.publisher) is False
    if evidence < needed or (title == "main" and (other_house or _one_of_a_series(a, b))):
        return Verdict(Answer.POSSIBLE, f"{'author+' if names != 'none' else ''}year+{title}-title")
    label = {"exact": "title", "close": "close title", "main": "main title"}[title]
    strength = {"exact": 2, "close": 1, "main": 0}[title]
    return Verdict(Answer.SAME, f"{'author+' if names != 'none' else ''}year+{label}", strength)


def _one_of_a_series(a: Work, b: Work) -> bool:
    """Whether a subtitle may name one of several: bodies publish « Recensement : Morbihan », « Reviews: France ».

    So do they, beside a report, its figures and its summary: without other evidence a title alone is the whole's.
    """
    short, long = sorted((a, b), key=lambda work: len(work.title))
    said = long.title.removeprefix(short.title).strip()
    if not any(name.literal for name in long.names) or acronym_of(said, short.title):
        return False
    if short.numbers & set(said.split()):  # « 24e rapport annuel », number 24
        return False
    return len(said.split()) < 3 or (short.main == short.title and _evidence(a, b) == 0)


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
