"""Whether two references are the same work: a verdict, and the evidence for it.

An identifier that is equal (DOI, ISBN, address, number of a law) or author + year + title make two references
one, if nothing contradicts it: another volume, edition, journal, page, given name. Titles match whole, up to
their subtitle, or with a slip of the pen per long word; never by what they merely contain.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from rapidfuzz.distance import OSA

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
        worth = related and _names_agree(a, b) != "no" and veto in _DOUBTFUL
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
    names = _names_agree(a, b)
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
        own = any(_same_body(name, Name((), (), report.publisher)) for name in report.names)
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
    names = _names_agree(a, b)
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


# titles


def title_match(a: Work, b: Work) -> str:
    """`exact`, `close` (slips of the pen), `main` (equal but for a subtitle that one lacks), or ""."""
    if not a.title or not b.title:
        return ""
    if a.title == b.title or a.title.replace(" ", "") == b.title.replace(" ", ""):
        return "exact"
    if _close(a.title, b.title) or (_same_page(a, b) and _misprinted(a.title, b.title)):
        return "close"
    if (a.main == a.title) != (b.main == b.title):
        whole, parted = (a, b) if a.main == a.title else (b, a)
        if whole.title == parted.main or _close(whole.title, parted.main):
            return "main"
    return ""


def _same_page(a: Work, b: Work) -> bool:
    return bool(a.first_page and a.first_page == b.first_page) and containers_agree(a, b) is True


def _misprinted(first: str, second: str) -> bool:
    """Whether two or three letters are all that differs in long titles: enough for what begins on the same page."""
    return min(len(first), len(second)) > 15 and OSA.distance(first, second, score_cutoff=3) <= 3


def _close(first: str, second: str) -> bool:
    """Whether two titles only differ by slips of the pen: in few words, each long, one letter, not the first."""
    if min(len(first), len(second)) < 10 or abs(len(first) - len(second)) > 12:
        return False
    one, two = first.split(), second.split()
    if len(one) != len(two):
        return _close_but_for_small_words(one, two)
    slips = [(x, y) for x, y in zip(one, two, strict=True) if x != y]
    return len(slips) <= 1 + len(one) // 6 and all(_slip(x, y) for x, y in slips)


_SMALL = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "et",
        "the",
        "a",
        "an",
        "and",
        "of",
        "en",
        "au",
        "aux",
    }
)


def _close_but_for_small_words(one: list[str], two: list[str]) -> bool:
    content = [word for word in one if word not in _SMALL]
    return len(content) > 2 and content == [word for word in two if word not in _SMALL]


def _slip(x: str, y: str) -> bool:
    """Whether one word is the other misspelt, or its plural; not « macro… » for « micro… », « est » for « ouest »."""
    if {x, y} <= _SMALL:
        return True
    shorter = min(len(x), len(y))
    if x.isdigit() or y.isdigit() or shorter < 4:
        return False
    if x + "s" == y or y + "s" == x:
        return True
    return shorter > 5 and x[:4] == y[:4] and OSA.distance(x, y) <= (1 if shorter < 12 else 2)


# names


def _names_agree(a: Work, b: Work) -> str:
    """`yes`, `partial` (one list is shorter, or one work has no names), `none` (neither has names) or `no`."""
    if not a.names and not b.names:
        return "none"
    if not a.names or not b.names:
        return "partial"
    pairs = list(zip(a.names, b.names, strict=False))
    in_order = all(same_name(x, y) for x, y in pairs)
    if not in_order:
        shorter, longer = sorted((a.names, b.names), key=len)
        unordered = len(shorter) > 1 and all(any(same_name(x, y) for y in longer) for x in shorter)
        return ("yes" if len(shorter) == len(longer) else "partial") if unordered else "no"
    if len(a.names) == len(b.names) or a.truncated or b.truncated:
        return "yes"
    return "partial"


def same_name(x: Name, y: Name) -> bool:
    """Whether two names may be one person's or one body's: families equal, given names not contradicting."""
    if x.literal or y.literal:
        return _same_body(x, y)
    if _families_agree(x.family, y.family):
        return _given_agree(x.given, y.given)
    if x.words == y.words and len(x.words) > 1:
        return True  # family and given name exchanged, or parted elsewhere
    return _family_parted(x, y) or _family_parted(y, x)


def _family_parted(x: Name, y: Name) -> bool:
    """Whether part of `y`’s family name is among `x`’s given names: « García Márquez, G. », « Márquez, G. García »."""
    rest = set(y.family) - set(x.family)
    return bool(x.family) and set(x.family) < set(y.family) and rest <= set(x.given)


def _families_agree(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    one, two = "".join(x), "".join(y)
    if one == two:
        return True
    return min(len(one), len(two)) > 6 and one[0] == two[0] and OSA.distance(one, two) <= 1


def _given_agree(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """« Jean-Pierre », « J.-P. », « J. » and nothing agree; « Pierre » and « Paul » do not."""
    for one, two in zip(x, y, strict=False):
        if len(one) == 1 or len(two) == 1:
            if one[0] != two[0]:
                return False
        elif one != two and not (one[0] == two[0] and min(len(one), len(two)) > 3 and OSA.distance(one, two) <= 1):
            return _nickname(one, two)
    return True


def _nickname(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 1 and long.startswith(short)


def _same_body(x: Name, y: Name) -> bool:
    one = x.literal or " ".join((*x.given, *x.family))
    two = y.literal or " ".join((*y.given, *y.family))
    if one == two or frozenset(one.split()) == frozenset(two.split()):
        return True
    short, long = sorted((one, two), key=len)
    if acronym_of(short, long):
        return True
    return len(short) > 10 and OSA.distance(short, long) <= 1


_CONNECTIVES = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "pour",
        "a",
        "au",
        "aux",
        "of",
        "the",
        "and",
        "for",
        "sur",
    }
)


def acronym_of(short: str, long: str) -> bool:
    """Whether `short` is made of the initials of `long`: `insee`, `institut national de la statistique …`."""
    words = long.split()
    if " " in short or not 2 <= len(short) <= 10 or len(words) < 2:
        return False
    every = "".join(w[0] for w in words)
    content = "".join(w[0] for w in words if w not in _CONNECTIVES)
    if _within(content, short) and _within(short, every):
        return True
    return len(short) > 3 and short[0] == content[:1] and _within(short, content) and len(content) - len(short) == 1


def _within(letters: str, text: str) -> bool:
    """Whether `letters` occur in `text` in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


# journals, books and publishers


def containers_agree(a: Work, b: Work) -> bool | None:
    """Whether two references stand in the same journal or book; None when one does not say."""
    if a.issns & b.issns and a.kind in {"article", "press"}:
        return True
    return titles_agree(a.container, b.container)


def titles_agree(one: str, two: str) -> bool | None:
    """Whether two names of a journal, a book or a house are one: equal, abbreviated, initials, first words."""
    if not one or not two:
        return None
    if one == two or one.replace(" ", "") == two.replace(" ", ""):
        return True
    x = [w for w in one.split() if w not in _CONNECTIVES]
    y = [w for w in two.split() if w not in _CONNECTIVES]
    if not x or not y:
        return False
    short, long = sorted((x, y), key=lambda words: len(" ".join(words)))
    if len(short) == 1 and acronym_of(short[0], " ".join(long)):
        return True
    if len(short) == len(long):
        if all(w.startswith(v) or v.startswith(w) for v, w in zip(short, long, strict=True)):
            return True
        return all(v == w or _slip(v, w) for v, w in zip(short, long, strict=True))
    if len(long) - len(short) <= 2 and _abbreviates(short, long):
        return True
    # a subtitle left out: « Flux », « Flux. Cahiers scientifiques internationaux »
    return len(" ".join(short)) > 3 and long[: len(short)] == short


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether `short` are beginnings of words of `long`, in order, cut short at least once, from the first word on."""
    rest = iter(long)
    cut = [next((len(word) > len(start) for word in rest if word.startswith(start)), None) for start in short]
    return None not in cut and any(cut) and long[0].startswith(short[0]) and len(short) > 1


_HOUSE = frozenset(
    {
        "edition", "editions", "editeur", "editeurs", "ed", "eds", "presses", "press", "pu", "up", "publishing",
        "publisher",
        "publishers", "publications", "books", "book", "universitaires", "universitaire", "universite", "university",
        "co", "inc", "ltd", "cie", "verlag", "libraire", "librairie", "imprimerie", "institut", "centre", "ministere",
    }
)  # fmt: skip
"""Words that houses share."""


def publishers_agree(one: str, two: str) -> bool | None:
    """Whether two names of a house may be one: as `titles_agree`, initials, or a word of its own in common."""
    agreed = titles_agree(one, two)
    if agreed is not False:
        return agreed
    if acronym_of(*sorted((one, two), key=len)):
        return True
    own = [frozenset(w for w in name.split() if w not in _HOUSE | _CONNECTIVES and len(w) > 2) for name in (one, two)]
    return bool(own[0] & own[1])
