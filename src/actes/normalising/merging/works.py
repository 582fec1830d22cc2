"""What identifies a work, drawn from its CSL-JSON item: folded names and titles, dates, numbers, identifiers.

Folding takes away what two people write differently: case, accents, punctuation, markup, articles at the head.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from actes.identifiers import bare_doi
from actes.normalising.merging.folding import (
    MARKUP,
    ORDINALS,
    address,
    edition_number,
    first_page,
    fold,
    isbn13,
    number,
)

_ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des|the|a|an|der|die|das|el|los|las|il)\s+|l\s+)")
_PARTICLES = frozenset(
    {
        "de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "ten", "ter", "di", "da", "del", "della",
        "dos", "do", "y", "e", "zu", "zur", "af", "al", "el", "ben", "ibn", "l",
    }
)  # fmt: skip
_NUMBER = rf"(\d{{1,3}}|[ivxl]{{1,6}}|{'|'.join(ORDINALS)})"
_VOLUME = re.compile(
    rf"\b(?:tome|t|volume|vol|livre|book|partie|part|pt|band|bd|cahier|fascicule|livraison)\s{_NUMBER}\b"
    rf"|\b{_NUMBER}\s(?:tome|volume|partie|part|livre)\b"
)
_PART_NUMBER = re.compile(
    r"(?<=\w)(?<!\bt)(?<!\bvol)(?<!\btome)(?<!\bn)\s*[.,:;]\s+(\d{1,2}|[IVX]{1,5})\s*[.,:;]\s+(?=[^\W\d])"
)
"""A number between the title of the whole and that of the part: « L’identité de la France. 2, Les hommes… »."""
_EDITION = re.compile(
    r"[\s,;.(\[]+(\d+)\s?(?:e|è|[eè]me|nd|rd|th|nde)\s+(?:éd\.?|édition|ed\.?|edition)\b[^()\[\]]*[)\]]?\s*$", re.I
)
_DATED_EDITION = re.compile(r"[\s,;.:(\[–—-]+[ée]dition\s+(\d{4})[)\]]?\s*$", re.I)
"""« Tableaux de l’économie française. Édition 2018 »: yearbooks are told apart so."""
_MARKED_VOLUME = re.compile(
    r"\s*[,.:;(\[–—]\s*(?:tome|t|volume|vol)\.?\s+(\d{1,3}|[IVXL]{1,6})\b\s*[.,:;)\]–—]?\s*", re.I
)
"""« Les Lieux de mémoire, t. I, La République »."""
_PERIOD = re.compile(
    r"\s*[,(]\s*(?:\d{4}\s*[-–/]\s*\d{2,4}|[XVI]{1,5}(?:e|ᵉ|è|ème)?\s*[-–]\s*[XVI]{1,5}(?:e|ᵉ|è|ème)?\s*siècles?)\)?\s*$"
)
_KNOWN_AS = re.compile(r"[\s,(«]+dite?\s+(?:de\s+)?(?:loi|décret|ordonnance|circulaire|«)\s*[^,()]{2,40}\)?\s*$", re.I)
"""« Loi du 30 octobre 1886 sur l’organisation de l’enseignement primaire, dite loi Goblet »."""
_LAST_NUMBER = re.compile(r"(?:\s*[.,:;(]\s*(?=[\dIVX])|\s(?=[IVX]{2}))(\d{1,2}|[IVX]{1,5})\)?\s*$")
"""A number behind the title: « Terrain miné (2) », « Espace et politique : le droit à la ville II »."""
_NUMBERED_HEAD = re.compile(r"^\s*(?:[IVX]{1,5}|\d{1,2})\s*\.?\s*[—–]\s*(?=\w{3})")
"""The number of a section, before its title: « I.—Computing Machinery and Intelligence »."""
_TRAILING_NUMBER = re.compile(r"\s([ivx]{1,5}|\d{1,2})$")
_TITLE_NUMBER = re.compile(r"[\s,.:;(]+n(?:°|ᵒ|º|o\.?|\.|uméro)\s*(\d{1,4})\)?\s*$", re.I)
"""« Perspectives économiques, n° 101 »."""
_SUBTITLE = re.compile(r"\s*(?:[:;–—]|\.\s|\?\s|!\s|\s-\s|\(|\[)")
_LAW = re.compile(r"\b(loi|decret|arrete|ordonnance|directive|reglement|circulaire|deliberation|decision|arret)s?\b")
_LAW_NUMBER = re.compile(r"\b(\d{2,4})\s?[-‑–/]\s?(\d{1,5})\b")
_PREPRINT = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|socarxiv|ssrn|preprints?|prepublications?|osf|repec|working papers?|discussion papers?"
    r"|documents? de travail|cahiers? de recherche|hal)\b"
)
_ARCHIVES = re.compile(
    r"(?:[\w-]+\.)?(?:(?:arxiv|ssrn|osf|biorxiv|medrxiv|repec)\.\w+|hal\.science|archives-ouvertes\.fr)"
)
_GENERIC = frozenset(
    {
        "presentation", "editorial", "compte rendu", "note de lecture", "recension", "presentation du dossier",
        "review", "book review", "comptes rendus", "discussion", "commentaire", "entretien", "varia", "annexe",
        "bibliographie", "rapport", "rapport annuel", "rapport d activite", "actes", "actes du colloque",
        "annual report",
    }
)  # fmt: skip
LIMINAL = frozenset(
    {
        "introduction", "introduction generale", "conclusion", "conclusion generale", "conclusions", "preface",
        "postface", "avant propos", "prologue", "epilogue", "foreword", "afterword", "ouverture",
    }
)  # fmt: skip
"""Titles of what a book has once."""
_CLASSES = {
    "book": "book", "pamphlet": "book", "chapter": "part", "entry": "part", "entry-encyclopedia": "part",
    "entry-dictionary": "part", "paper-conference": "part", "article-journal": "article", "article-magazine": "press",
    "article-newspaper": "press", "review": "article", "review-book": "article", "thesis": "thesis",
    "report": "report", "webpage": "web", "post": "web", "post-weblog": "web", "manuscript": "manuscript",
    "speech": "speech", "legislation": "law", "bill": "law", "legal_case": "law", "regulation": "law",
    "dataset": "data", "software": "software", "motion_picture": "film", "patent": "patent", "map": "map",
    "document": "any", "article": "any",
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A person or a body: folded words of the family name (particles apart) and of the given names."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    literal: str = ""
    joined: str = ""
    """The family name with its particles in one word: `leroy` for « Leroy » and « Le Roy »."""

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every word of the name, particles left out."""
        return frozenset(self.literal.split() or (*self.family, *self.given)) - _PARTICLES


@dataclass(frozen=True)
class Work:
    """What identifies a work. Years are ints, titles and names are folded (see `fold`)."""

    kind: str
    """`book`, `part`, `article`, `press`, `thesis`, `report`, `web`, `law`, … or `any` (CSL document)."""
    names: tuple[Name, ...]
    truncated: bool
    """Whether the names end with « et al. »."""
    translators: tuple[Name, ...]
    years: tuple[int, ...]
    day: date | None
    """The full date, when it is one."""
    original_year: int
    undated: str
    """The words in place of a year (« à paraître »)."""
    title: str
    main: str
    """The title before its subtitle; equal to `title` when there is none."""
    heads: frozenset[str]
    """What may be left of the title when a subtitle is dropped: it may have several."""
    volume_number: str
    """Which volume of a work this is: `2`; "" when nothing says so."""
    volume_in_title: bool
    """Whether the title itself says which volume this is."""
    container: str
    volume: str
    issue: str
    first_page: str
    edition: str
    language: str
    publisher: str
    doi: str
    isbns: frozenset[str]
    issns: frozenset[str]
    url: str
    law: str
    preprint: bool
    series: frozenset[str]
    """The names of the series it came out in, for a report also its kind: « Insee Première »."""
    title_number: str
    """The number that the title ends with: « n° 101 »."""
    numbers: frozenset[str]
    """The numbers it bears, in a series or by itself."""
    month: tuple[int, int] | None
    """(year, month), when it says so much."""
    occasion: frozenset[str]
    """What the note of an unpublished text says of where it was read: its words, those of any note apart."""
    bare: bool
    """Whether nothing says where the work was published."""
    shelfmark: str
    """The figures by which the note of an unpublished work tells it from others: a box, a page of a register."""

    @property
    def generic(self) -> bool:
        """Whether the title says too little to tell works apart: « Introduction »."""
        return self.title in _GENERIC | LIMINAL or len(self.title.replace(" ", "")) < 4


def work_of(csl: Mapping[str, Any]) -> Work:
    """The identity of a CSL-JSON item."""
    kind = _CLASSES.get(str(csl.get("type", "")), "other")
    raw_title = str(csl.get("title", ""))
    plain = _NUMBERED_HEAD.sub("", MARKUP.sub("", raw_title))
    told = _EDITION.search(plain) or _DATED_EDITION.search(plain)
    edition = str(csl.get("edition", "")) or (told[1] if told else "")
    plain = _KNOWN_AS.sub("", plain[: told.start()] if told else plain)
    if re.fullmatch(r"\d{4}", edition) and not plain.endswith(edition):
        plain = f"{plain} {edition}"  # a yearbook
    numbered = _TITLE_NUMBER.search(plain)
    plain = _MARKED_VOLUME.sub(r". vol \1. ", plain[: numbered.start()] if numbered else plain)
    plain = _LAST_NUMBER.sub(r". vol \1", _PART_NUMBER.sub(r" vol. \1. ", plain))
    title, main = fold(plain), fold(_SUBTITLE.split(plain, maxsplit=1)[0])
    volume_number, title, main = _volume_number(csl, kind, title, main)
    people = csl.get("author") or (csl.get("editor") if kind in {"book", "any", "report", "web"} else None) or ()
    names = tuple(_name(person) for person in people)
    container = fold(str(csl.get("container-title") or (csl.get("event", "") if kind == "part" else "")))
    url = address(str(csl.get("URL", "")))
    doi = bare_doi(str(csl.get("DOI", ""))).lower().rstrip(".")
    issued = csl.get("issued", {})
    years = tuple(int(part[0]) for part in issued.get("date-parts", ()) if part)
    original = csl.get("original-date", {}).get("date-parts", [[0]])
    said = fold(
        " ".join(
            str(csl.get(name, "")) for name in ("container-title", "genre", "note", "collection-title", "publisher")
        )
    )
    law = _law(raw_title) if kind in {"law", "any", "web", "other"} else ""
    preprint = _is_preprint(kind, said, url, doi, container)
    return Work(
        kind=kind,
        names=tuple(name for name in names if name.words - {"et", "al", "others"}),
        truncated=any(name.words <= {"et", "al", "others"} for name in names),
        translators=tuple(_name(person) for person in csl.get("translator", ())),
        years=years,
        day=_day(issued.get("date-parts")),
        original_year=int(original[0][0]) if original and original[0] else 0,
        undated=fold(str(issued.get("literal", ""))) if not years else "",
        title=_ARTICLE.sub("", title) or title,
        main=_ARTICLE.sub("", main) or main,
        heads=frozenset(_heads(plain)) | _undated(plain) | {_ARTICLE.sub("", main) or main},
        volume_number=volume_number,
        volume_in_title=bool(_VOLUME.search(fold(plain)) or _TRAILING_NUMBER.search(fold(plain))),
        container=_ARTICLE.sub("", container),
        volume=number(str(csl.get("volume", ""))),
        issue=number(str(csl.get("issue") or (csl.get("number", "") if kind == "report" else ""))),
        first_page=first_page(str(csl.get("page", ""))),
        edition=edition_number(edition),
        language=str(csl.get("language", "")).split("-")[0].lower(),
        publisher=fold(str(csl.get("publisher", ""))),
        doi=doi if doi.startswith("10.") else "",
        isbns=frozenset(filter(None, map(isbn13, re.split(r"[\s,;/]+", str(csl.get("ISBN", "")))))),
        issns=frozenset(re.findall(r"\d{4}-?\d{3}[\dXx]", str(csl.get("ISSN", "")).upper())),
        url=url,
        law=law,
        preprint=preprint,
        shelfmark=_figures(csl) if kind in {"any", "manuscript"} and not container else "",
        series=frozenset(
            filter(None, (_ARTICLE.sub("", fold(str(csl.get(name, "")))) for name in ("collection-title", "genre")))
        ),
        title_number=numbered[1] if numbered else "",
        numbers=frozenset(
            filter(None, (number(str(csl.get(name, ""))) for name in ("number", "issue", "collection-number")))
        ),
        month=_month(issued.get("date-parts")),
        occasion=_occasion(csl) if kind in {"manuscript", "speech", "any"} else frozenset(),
        bare=not (container or csl.get("publisher") or csl.get("ISBN") or doi) and kind in {"any", "web", "manuscript"},
    )


def _figures(csl: Mapping[str, Any]) -> str:
    return " ".join(re.findall(r"\d+", f"{csl.get('archive_location', '')} {csl.get('note', '')}"))


def _undated(title: str) -> frozenset[str]:
    """The title without the period it ends with: « La France rurale, 1870-1914 »."""
    found = _PERIOD.search(title)
    head = fold(title[: found.start()]) if found else ""
    return frozenset({_ARTICLE.sub("", head) or head} if head else ())


def _heads(title: str) -> Iterator[str]:
    """The folded beginnings of a title, each up to what may begin a subtitle."""
    for boundary in _SUBTITLE.finditer(title):
        if head := fold(title[: boundary.start()]):
            yield _ARTICLE.sub("", head) or head


def _name(person: Mapping[str, Any]) -> Name:
    if "literal" in person:
        return Name((), (), fold(str(person["literal"])))
    particles = " ".join(str(person.get(part, "")) for part in ("dropping-particle", "non-dropping-particle"))
    return _person(particles, str(person.get("family", "")), str(person.get("given", "")))


@functools.lru_cache(maxsize=16_384)
def _person(particles: str, family_name: str, typed: str) -> Name:
    family = tuple(w for w in fold(f"{particles} {family_name}").split() if w not in _PARTICLES)
    # « J.P. » and « JP » are two initials
    typed = re.sub(r"(?<![^\W\d_])([A-ZÀ-Ý])([A-ZÀ-Ý])(?![^\W\d_])", r"\1 \2", typed)
    given = tuple(w for w in fold(typed).split() if w not in _PARTICLES or len(w) == 1)
    joined = fold(f"{particles} {family_name}").replace(" ", "")
    return Name(family or tuple(fold(family_name).split()), given, joined=joined)


def _day(parts: Any) -> date | None:
    if not parts or len(parts[0]) != 3:
        return None
    try:
        return date(*map(int, parts[0]))
    except ValueError:
        return None


def _month(parts: Any) -> tuple[int, int] | None:
    return (int(parts[0][0]), int(parts[0][1])) if parts and len(parts[0]) > 1 else None


_ANY_OCCASION = frozenset(
    {
        "communication", "communications", "presentee", "presentation", "intervention", "prononcee", "conference",
        "conferences", "colloque", "colloques", "congres", "journee", "journees", "etude", "etudes", "seminaire",
        "seminaires", "atelier", "workshop", "paper", "papers", "presented", "annual", "meeting", "symposium", "texte",
        "document", "travail", "multigr", "dactyl", "ronde", "table", "international", "internationale", "national",
        "nationale", "universite", "university", "paris", "recherche", "dans", "lors", "with", "from", "avec", "pour",
        "sous", "des", "les", "the",
    }
)  # fmt: skip
"""Words of many notes."""


def _occasion(csl: Mapping[str, Any]) -> frozenset[str]:
    words = fold(f"{csl.get('note', '')} {csl.get('event', '')} {csl.get('event-place', '')}").split()
    return frozenset(w for w in words if len(w) > 2 and not w.isdecimal()) - _ANY_OCCASION


def _volume_number(csl: Mapping[str, Any], kind: str, title: str, main: str) -> tuple[str, str, str]:
    """(which volume, title, main title), the words that said so taken out of the titles."""
    numbers: list[str] = []
    for found in _VOLUME.finditer(title):
        numbers.append(number(found[1] or found[2]))
    if numbers:
        title = " ".join(_VOLUME.sub(" ", title).split())
        main = " ".join(_VOLUME.sub(" ", main).split())
    elif (last := _TRAILING_NUMBER.search(main)) and title.startswith(main):
        numbers.append(number(last[1]))
        title = " ".join((main[: last.start()] + title[len(main) :]).split())
        main = main[: last.start()]
    if kind in {"book", "any", "report", "thesis", "other"} and csl.get("volume"):
        typed = number(str(csl["volume"]))
        # no work has so many volumes: this is a number in the series
        if not (csl.get("collection-title") and typed.isdecimal() and int(typed) > 20):
            numbers.append(typed)
    return ("/".join(dict.fromkeys(numbers)), title or main, main or title)


def _law(raw_title: str) -> str:
    """The kind and the number of a legal text: `loi 2015-991`; "" when the title does not tell both."""
    title = unicodedata.normalize("NFKD", MARKUP.sub("", raw_title).lower())
    title = "".join(c for c in title if not unicodedata.combining(c))
    kind, figures = _LAW.search(title), _LAW_NUMBER.search(title)
    return f"{kind[1]} {figures[1]}-{figures[2]}" if kind and figures else ""


def _is_preprint(kind: str, said: str, url: str, doi: str, container: str) -> bool:
    """Whether this is a version put on an archive, a working paper, rather than what a publisher published."""
    if _PREPRINT.search(container) or (not container and _PREPRINT.search(said)):
        return True
    archived = _ARCHIVES.match(url)
    if re.match(r"10\.(?:48550|2139|31235|1101|31219)/", doi):
        return True
    return bool(archived) and not container and kind in {"any", "manuscript", "article", "web"}
