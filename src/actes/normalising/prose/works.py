"""The bibliography as citations see it: who wrote, edited, what year, under which forms of their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from actes.model import Reference
from actes.normalising.prose.folding import exact, folded, joined
from actes.normalising.prose.vocabulary import ARTICLES, OF, PARTICLES

_PARTICLES = (PARTICLES - ARTICLES) | {
    "den",
    "te",
    "zu",
    "zum",
    "zur",
    "vom",
    "dello",
    "dos",
    "das",
    "do",
    "e",
    "y",
    "af",
    "av",
    "op",
}
_SMALL_WORDS = (
    OF | ARTICLES | {"a", "an", "au", "aux", "et", "en", "pour", "sur", "par", "and", "for", "in", "on", "to", "und"}
)
_NO_AUTHOR = frozenset({"others", "et al", "al", "collectif", "anonyme"})
LEGAL_TYPES = frozenset({"legislation", "bill", "legal_case", "treaty", "regulation"})
_ARTICLES = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "article", "chapter", "paper-conference"}
)


class Form(NamedTuple):
    """A way to write a family or corporate name; `reason` tells why it is not the name in full ("" if it is).

    `lower` when it has no capital: danah boyd, bell hooks, a’urba.
    """

    exact: str
    joined: str
    reason: str = ""
    lower: bool = False


class Author(NamedTuple):
    """Who signs: the forms of the family name and the given names, folded, one by one."""

    forms: tuple[Form, ...]
    given: tuple[str, ...] = ()
    corporate: bool = False
    particled: bool = False
    """Whether every style prints its particle: d’Arcy, never Arcy."""
    acronym: str = ""
    """Letters of the main words of a corporate name, in capitals."""

    @property
    def name(self) -> str:
        """The joined form of the name in full."""
        return self.forms[0].joined


UNDATED = -1
"""The year under which works without a date, or not yet published, are kept."""


@dataclass(eq=False)
class Work:
    """An entry of the bibliography. Nothing changes it; `frozen` would make thousands of them much slower to make."""

    key: str
    authors: tuple[Author, ...]
    open_ended: bool
    """Whether its list of authors ends in « and others »."""
    edited: bool
    """Whether those who sign are its editors."""
    editors: tuple[Author, ...]
    """Those of the book it is a part of."""
    year: int | None
    letter: str
    month: int
    day: int
    original: int | None
    forthcoming: bool
    article: bool
    legal: bool
    item: Mapping[str, Any]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Folded: the title whole, then without its subtitle."""
        title = re.sub(r"<[^<>]*>", "", str(self.item.get("title") or ""))
        titles = [title, *re.split(r"\s*[:.]\s+|\s+:\s*", title, maxsplit=1)[:1]]
        titles += [str(self.item.get("title-short") or ""), str(self.item.get("shortTitle") or "")]
        return tuple(dict.fromkeys(t for t in map(folded, titles) if t))

    @property
    def years(self) -> tuple[int, ...]:
        """Those it may be cited under: its own, `UNDATED`."""
        if self.year is None:
            return (UNDATED,)
        return (self.year, UNDATED) if self.forthcoming else (self.year,)

    @property
    def names(self) -> list[str]:
        """Family or corporate names of those who sign it, as the bibliography writes them."""
        people = self.item.get("author") or self.item.get("editor") or ()
        return [
            str(
                person.get("literal") or f"{person.get('non-dropping-particle', '')} {person.get('family', '')}"
            ).strip()
            for person in people
            if isinstance(person, Mapping)
        ]

    @property
    def words(self) -> set[str]:
        """Folded words of the names of its authors, and their joined forms."""
        found: set[str] = set()
        for author in self.authors:
            for form in author.forms:
                found.add(form.joined)
                if not form.exact.isalpha():
                    found.update(folded(form.exact).split())
            if author.acronym:
                found.add(author.acronym.lower())
        return found


_BESIDE_A_NAME = re.compile(
    r"(?:,?\s+[JS]r\.?|\s*\((?:éd|ed|eds|éds|dir|coord|auth?|aut|trad|org|hrsg)s?\.?\))+$", re.IGNORECASE
)
"""What some bibliographies write into a family name: « Mulvehill (auth.) »."""


def _form(text: str, reason: str = "") -> Form:
    if text.isascii() and text.isalpha():
        plain = text.lower()
        return Form(plain, plain, reason, plain == text)
    return Form(exact(text), joined(text), reason, text.islower())


def _person(name: Mapping[str, Any]) -> Author | None:
    family = str(name.get("family") or "").strip()
    if not family.isalpha():
        family = _BESIDE_A_NAME.sub("", family)
    given = tuple(folded(str(name.get("given") or "")).split())
    form = _form(family)
    if not form.joined:
        literal = str(name.get("literal") or name.get("given") or "").strip()
        return _corporate(literal, "") if joined(literal) else None
    if family.isalpha() and not name.get("non-dropping-particle") and not name.get("dropping-particle"):
        return Author((form,), given)
    forms = [form]
    for particle in ("non-dropping-particle", "dropping-particle"):
        if name.get(particle):
            blank = "" if str(name[particle]).endswith(("'", "’")) else " "
            forms.append(_form(f"{name[particle]}{blank}{family}"))
    parts = family.split()
    while len(parts) > 1 and parts[0].lower().rstrip("'’") in _PARTICLES:
        # « van Ypersele » cited as « Ypersele »
        typed_as_particle = parts[0][:1].islower()
        parts = parts[1:]
        forms.append(_form(" ".join(parts), "" if typed_as_particle else "particle"))
    return Author(tuple(f for f in forms if f.joined), given, particled=bool(name.get("non-dropping-particle")))


def _corporate(literal: str, short: str) -> Author:
    forms = [_form(literal)]
    bare = re.sub(r"\s*\(([^()]*)\)\s*$", "", literal)
    if bare != literal and joined(bare):
        forms.append(_form(bare))
        inside = literal[len(bare) :].strip(" ()")
        if joined(inside):
            forms.append(_form(inside))
    if short and joined(short):
        forms.append(_form(short))
    main = [w for w in folded(bare).split() if w not in _SMALL_WORDS]
    acronym = "".join(w[0] for w in main).upper() if len(main) > 2 else ""
    return Author(tuple(forms), (), corporate=True, acronym=acronym)


def _names(value: object, short: str = "") -> tuple[tuple[Author, ...], bool]:
    authors: list[Author] = []
    open_ended = False
    if not value:
        return (), False
    names = value if isinstance(value, list | tuple) else ()
    for name in names:
        if not isinstance(name, Mapping):
            continue
        literal = str(name.get("literal") or "")
        if not name.get("given") and folded(literal or str(name.get("family") or "")) in _NO_AUTHOR:
            open_ended = True
            continue
        author = _corporate(literal, short) if literal and joined(literal) else _person(name)
        if author and short and not author.corporate and len(names) == 1:
            author = author._replace(forms=(*author.forms, _form(short)))
        if author and author.forms:
            authors.append(author)
    return tuple(authors), open_ended


_NUMBER = re.compile(r"-?\d{1,4}")


def _date(value: object) -> tuple[int | None, str, int, int]:
    """Year, letter, month and day of a CSL date; zeros and None for what is not there."""
    if not isinstance(value, Mapping):
        return None, "", 0, 0
    parts = value.get("date-parts")
    if isinstance(parts, list | tuple) and parts and isinstance(parts[0], list | tuple) and parts[0]:
        if len(parts[0]) == 1:
            return _number(parts[0][0]) or None, "", 0, 0
        year, month, day = map(_number, (*parts[0], 0, 0)[:3])
        return year or None, "", month, day
    text = str(value.get("literal") or value.get("raw") or "")
    found = re.search(r"(?<!\d)(\d{4})(?:([a-z])\b)?", text)
    return (int(found[1]), found[2] or "", 0, 0) if found else (None, "", 0, 0)


def _number(part: object) -> int:
    if type(part) is int:
        return part if -10_000 < part < 10_000 else 0
    return int(str(part)) if _NUMBER.fullmatch(str(part)) else 0


_FORTHCOMING = re.compile(r"paraitre|presse|press|forthcoming|preparation|submitted|soumis|venir|prepublished")


def _letter(key: str, year: int | None) -> str:
    """The letter a key ends with after its year: `a` in `brenner1999a`, `brenner_1999_a`, `brenner99a`."""
    if year is None or not key[-1:].islower():
        return ""
    found = re.search(rf"(?:{year}|{year % 100:02d})[-_.:]?([a-z])$", key)
    return found[1] if found else ""


def _work(reference: Reference) -> Work:
    item = reference.csl
    authors, open_ended = _names(item.get("author"), reference.short_author)
    container_editors, _ = _names(item.get("editor"))
    edited = False
    if not authors:
        authors, open_ended = _names(item.get("editor"), reference.short_author)
        edited, container_editors = bool(authors), ()
    if not authors and reference.short_author:
        authors = (_corporate(reference.short_author, ""),)
    if not authors and item.get("type") in ("report", "webpage") and joined(str(item.get("publisher") or "")):
        authors = (_corporate(str(item["publisher"]), ""),)
    year, letter, month, day = _date(item.get("issued"))
    status = f"{item.get('status') or ''} {_literal(item.get('issued'))}"
    return Work(
        key=reference.key,
        authors=authors,
        open_ended=open_ended,
        edited=edited,
        editors=container_editors,
        year=year,
        letter=letter or _letter(reference.key, year),
        month=month,
        day=day,
        original=_date(item.get("original-date"))[0],
        forthcoming=not status.isspace() and bool(_FORTHCOMING.search(folded(status))),
        article=item.get("type") in _ARTICLES,
        legal=item.get("type") in LEGAL_TYPES or reference.entry_type in ("legislation", "jurisdiction", "legal"),
        item=item,
    )


def _literal(value: object) -> str:
    return str(value.get("literal") or value.get("raw") or "") if isinstance(value, Mapping) else ""


class Bibliography:
    """Works by key, by year, by word of a name."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self.works: dict[str, Work] = {}
        self.aliases: dict[str, str] = {}
        for reference in references:
            self.works.setdefault(reference.key, _work(reference))
        for reference in references:
            for alias in reference.aliases:
                self.aliases.setdefault(alias, reference.key)
        self.places = {key: number for number, key in enumerate(self.works)}
        """The number of each work in the bibliography."""
        self.by_year: dict[int, list[Work]] = defaultdict(list)
        self.by_word: dict[str, list[Work]] = defaultdict(list)
        self.families: set[str] = set()
        """Joined forms of every name there is: none of them is a misspelling of another."""
        self.spellings: dict[str, set[str]] = defaultdict(set)
        """Every name as it is spelt, and the initials of those who bear it ("" for a body)."""
        for work in self.works.values():
            if work.legal:
                continue
            for year in work.years:
                self.by_year[year].append(work)
            for word in work.words:
                self.by_word[word].append(work)
            for author in (*work.authors, *work.editors):
                initial = author.given[0][:1] if author.given else ""
                for form in author.forms:
                    self.families.add(form.joined)
                    self.spellings[form.exact].add(initial)

    def work(self, key: str) -> Work | None:
        """The work a key or an alias names."""
        return self.works.get(key) or self.works.get(self.aliases.get(key, ""))

    def candidates(self, year: int, words: Iterable[str]) -> list[Work]:
        """The works of `year` that have one of these folded words in a name, in the order of the bibliography."""
        found: dict[str, Work] = {}
        for word in words:
            for work in self.by_word.get(word, ()):
                if year == work.year or year in work.years:
                    found[work.key] = work
        return self.in_order(found.values())

    def in_order(self, works: Iterable[Work]) -> list[Work]:
        """`works` in the order of the bibliography."""
        found = list(works)
        if len(found) > 1:
            found.sort(key=lambda work: self.places[work.key])
        return found
