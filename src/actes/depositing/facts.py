"""Facts that several archives ask for in the same words: titles and abstracts as plain text, identifiers, dates.

What JATS says too (pages, landing page, title of the volume) is taken from `actes.writing.jats`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from actes import tree
from actes.countries import country_name
from actes.identifiers import bare_doi, is_doi, is_isbn, is_issn, is_orcid, is_ror
from actes.labels import date_range_text, label
from actes.licences import is_open
from actes.model import Affiliation, Contribution, Event, Licence, Person, Reference, Volume
from actes.tree import Blocks, Inlines
from actes.writing.jats import metadata
from actes.writing.jats.article import reference_index

ORCID = "https://orcid.org/"
DOI = "https://doi.org/"

_PARTS = frozenset({"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia", "review"})
"""CSL types of what stands in a book, whose ISBN is not theirs."""

_ALPHA_3 = {
    "ar": "ara", "br": "bre", "ca": "cat", "co": "cos", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fi": "fin", "fr": "fra", "gl": "glg", "he": "heb",
    "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "la": "lat", "lt": "lit", "lv": "lav",
    "nl": "nld", "no": "nor", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sv": "swe", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip


def base_language(tag: str) -> str:
    """`fr` of `fr-CA`."""
    return tag.split("-")[0].lower()


def alpha_3(tag: str) -> str:
    """The ISO 639-3 code of a BCP 47 language (`fra` of `fr`), "" when it is not known here."""
    base = base_language(tag)
    return base if len(base) == 3 else _ALPHA_3.get(base, "")


def plain(inlines: Inlines) -> str:
    """Inlines as one line of text."""
    return " ".join(tree.plain_text(inlines).split(" "))


def own_first(texts: Iterable[str], language: str) -> list[str]:
    """Languages, that of the thing itself first, then in their order."""
    return sorted(texts, key=lambda held: held != language)


def titles(held: Mapping[str, Inlines], language: str) -> dict[str, str]:
    """Language → title, that in `language` first; empty ones are left out."""
    return {lang: text for lang in own_first(held, language) if (text := plain(held[lang]))}


def full_titles(thing: Contribution | Volume) -> dict[str, str]:
    """Language → title and subtitle in one line, that in the thing's own language first."""
    found = {}
    for lang, title in titles(thing.title, thing.language).items():
        subtitle = plain(thing.subtitle.get(lang, []))
        # a question or an exclamation needs no colon after it
        colon = "" if title[-1] in "?!…" else label("label-colon", lang)
        found[lang] = f"{title}{colon} {subtitle}" if subtitle else title
    return found


def main_title(thing: Contribution | Volume) -> str:
    """Title and subtitle in the thing's own language."""
    return next(iter(full_titles(thing).values()), "")


def paragraphs(blocks: Blocks) -> list[str]:
    """The paragraphs of an abstract as lines of text; a heading leads the paragraph after it (« Méthode. … »)."""
    found: list[str] = []
    heading = ""
    for node in blocks:
        text = " ".join(tree.plain_text(node).split("\n")).strip()
        if not text:
            continue
        if node["t"] == "Header":
            heading = f"{heading}{text}. " if text[-1] not in ".?!:" else f"{heading}{text} "
            continue
        found.append(heading + text)
        heading = ""
    return [*found, heading.strip()] if heading else found


def abstracts(contribution: Contribution) -> dict[str, list[str]]:
    """Language → paragraphs of the abstract, the contribution's own language first; empty ones are left out."""
    held = contribution.abstracts
    return {lang: text for lang in own_first(held, contribution.language) if (text := paragraphs(held[lang]))}


def presentation(volume: Volume) -> dict[str, list[str]]:
    """What says what the volume is about: its back-cover text, else the theme of the event."""
    for piece in volume.front:
        if piece.kind == "back-cover" and (text := paragraphs(piece.body)):
            return {piece.language: text}
    held = volume.event.theme if volume.event else {}
    return {lang: [held[lang]] for lang in own_first(held, volume.language)}


def keywords(held: Mapping[str, tuple[str, ...]], language: str) -> list[tuple[str, str]]:
    """(language, keyword), those in `language` first."""
    return [(lang, word) for lang in own_first(held, language) for word in held[lang] if word]


def flat_keywords(thing: Contribution | Volume) -> list[str]:
    """The keywords of all languages, each once, those in the thing's own language first."""
    return list(dict.fromkeys(word for _, word in keywords(thing.keywords, thing.language)))


def orcid(person: Person) -> str:
    """The bare ORCID of a person, "" without one or when its check character is wrong (which reading reports)."""
    bare = person.orcid.rstrip("/").rpartition("/")[2].upper()
    return bare if is_orcid(bare) else ""


def ror(text: str) -> str:
    """A ROR identifier as a URL, "" when it is none."""
    return f"https://ror.org/{text.rstrip('/').rpartition('/')[2].lower()}" if is_ror(text) else ""


def doi(text: str) -> str:
    """A bare DOI, "" when `text` is none."""
    return bare_doi(text) if is_doi(text) else ""


def issn(volume: Volume) -> str:
    """The ISSN of the series as `1234-5679`, "" without a right one."""
    text = volume.series.issn.strip().upper().replace("-", "") if volume.series else ""
    return f"{text[:4]}-{text[4:]}" if is_issn(text) else ""


def isbns(volume: Volume) -> dict[str, str]:
    """Format → ISBN, of those whose check character is right."""
    return {kind: isbn for kind, isbn in volume.isbn.items() if is_isbn(isbn)}


def electronic_isbn(volume: Volume) -> str:
    """The ISBN of the PDF, else of the EPUB, else of the printed book, else ""."""
    held = isbns(volume)
    return held.get("pdf") or held.get("epub") or next(iter(held.values()), "")


def surname(person: Person) -> str:
    """The family name with its particle, as cited in full: `de Tocqueville`."""
    name = " ".join(p for p in (person.particle, person.family) if p)
    return name.replace("’ ", "’").replace("' ", "'")


def affiliation_name(affiliation: Affiliation) -> str:
    """Institution and department in one line."""
    return ", ".join(p for p in (affiliation.department, affiliation.name) if p)


def licence(volume: Volume, contribution: Contribution | None = None) -> Licence | None:
    """The licence of a contribution (else of the volume), if it lets anyone read and pass on the text."""
    held = (contribution.licence if contribution else None) or volume.licence
    return held if held is not None and is_open(held) else None


def published(volume: Volume, contribution: Contribution | None = None) -> str:
    """The ISO 8601 date of publication."""
    return (contribution.published if contribution else "") or volume.published


def is_day(iso: str) -> bool:
    """Whether an ISO 8601 date says the day."""
    return len(iso) == len("2025-06-12")


def event_name(event: Event, language: str) -> str:
    """The name of the event in `language`, else the first there is, else its acronym."""
    return metadata.chosen(event.name, language)[1] or event.acronym


def place(city: str, country: str, language: str) -> str:
    """« Lyon, France »."""
    return ", ".join(p for p in (city, country_name(country, language) if country else "") if p)


def event_place(event: Event, language: str) -> str:
    """« Lyon, France », else the venue."""
    return place(event.city, event.country, language) or event.place


def event_dates(event: Event, language: str) -> str:
    """« 12-13 juin 2024 »."""
    return date_range_text(event.start, event.end, language) if event.start else ""


def session(volume: Volume, contribution: Contribution) -> tuple[str, str]:
    """(number, title) of the axis a contribution belongs to; ("", "") when it is in none."""
    for axis in volume.axes:
        if axis.id == contribution.axis:
            title = next(iter(titles(axis.title, contribution.language).values()), "")
            return str(axis.number), title
    return "", ""


def listed(contribution: Contribution) -> list[tuple[Reference, str]]:
    """The works a contribution lists, in their order, each once, with the text of the entry."""
    known = reference_index(contribution.references)
    found: dict[str, tuple[Reference, str]] = {}
    for section in contribution.bibliography:
        for entry in section.entries:
            if entry.key in known:
                found.setdefault(known[entry.key].key, (known[entry.key], plain(entry.inlines)))
    return list(found.values())


def cited(contribution: Contribution) -> list[tuple[str, str]]:
    """(`DOI`, `ISBN` or `URL`, identifier) of the works a contribution lists, in their order, each once.

    The ISBN of a chapter is that of the book around it: it does not say which work is cited.
    """
    found = (_work_identifier(reference.csl) for reference, _ in listed(contribution))
    return list(dict.fromkeys(identifier for identifier in found if identifier))


def _work_identifier(item: Mapping[str, Any]) -> tuple[str, str] | None:
    if number := doi(str(item.get("DOI", ""))):
        return "DOI", number
    if item.get("type") not in _PARTS:
        for isbn in re.split(r"[\s,;]+(?=97|\d{9})", str(item.get("ISBN", ""))):
            if is_isbn(isbn):
                return "ISBN", isbn
    url = str(item.get("URL", ""))
    return ("URL", url) if re.fullmatch(r"https?://[^\s<>\"]+", url) else None


def cited_links(contribution: Contribution) -> list[str]:
    """The works a contribution lists as URIs: a DOI's URL, `urn:isbn:…`, a URL."""
    prefixes = {"DOI": DOI, "ISBN": "urn:isbn:", "URL": ""}
    return [prefixes[kind] + text for kind, text in cited(contribution)]
