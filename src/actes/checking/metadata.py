"""Rules on what a contribution says of itself: languages, abstracts, keywords, people, identifiers, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from actes.checking.chapter import Chapter, Rule
from actes.diagnostics import Location, Report
from actes.identifiers import is_doi, is_email, is_orcid, is_ror
from actes.model import Affiliation, Person
from actes.tree import count_words, plain_text, walk

ABSTRACT_WORDS = 400
KEYWORDS = (3, 8)
RUNNING_TITLE = 75
"""Characters a running head holds."""


def title_in_each_language(chapter: Chapter, report: Report) -> None:
    """The title is given in every language of the volume."""
    for language in _missing(chapter, chapter.contribution.title):
        report.add("untranslated-title", chapter.place("title"), language=language)


def abstract_in_each_language(chapter: Chapter, report: Report) -> None:
    """There is an abstract in every language of the volume."""
    for language in _missing(chapter, chapter.contribution.abstracts):
        report.add("missing-abstract", chapter.place("abstract"), language=language)


def abstract_length(chapter: Chapter, report: Report) -> None:
    """Abstracts keep to the limit `abstract-words`."""
    limit = chapter.limit("abstract-words", ABSTRACT_WORDS)
    for language, blocks in chapter.contribution.abstracts.items():
        count = count_words(blocks)
        if count > limit:
            place = chapter.place(f"abstract.{language}", "abstract")
            report.add("long-abstract", place, language=language, count=count, limit=limit)


def abstract_contents(chapter: Chapter, report: Report) -> None:
    """Archives and indexes cut notes and citations out of abstracts."""
    for language, blocks in chapter.contribution.abstracts.items():
        if any(walk(blocks, {"Note", "Cite"})):
            place = chapter.place(f"abstract.{language}", "abstract")
            report.add("note-in-abstract", place, language=language)


def keywords_in_each_language(chapter: Chapter, report: Report) -> None:
    """There are keywords in every language of the volume."""
    for language in _missing(chapter, chapter.contribution.keywords):
        report.add("missing-keywords", chapter.place("keywords"), language=language)


def keyword_count(chapter: Chapter, report: Report) -> None:
    """From `keywords-min` to `keywords-max` keywords per language."""
    fewest, most = chapter.limit("keywords-min", KEYWORDS[0]), chapter.limit("keywords-max", KEYWORDS[1])
    for language, words in chapter.contribution.keywords.items():
        if words and not fewest <= len(words) <= most:
            place = chapter.place(f"keywords.{language}", "keywords")
            report.add("keyword-count", place, language=language, count=len(words), fewest=fewest, most=most)


def keywords_differ(chapter: Chapter, report: Report) -> None:
    """A keyword is given once; the lists of two languages translate each other."""
    for language, words in chapter.contribution.keywords.items():
        seen: set[str] = set()
        for i, word in enumerate(words):
            if word.casefold() in seen:
                places = (f"keywords.{language}.{i}", f"keywords.{i}", f"keywords.{language}", "keywords")
                report.add("repeated-keyword", chapter.place(*places), keyword=word)
            seen.add(word.casefold())
    counts = {language: len(words) for language, words in chapter.contribution.keywords.items() if words}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{language} {count}" for language, count in counts.items())
        report.add("uneven-keywords", chapter.place("keywords"), counts=shown)


def language(chapter: Chapter, report: Report) -> None:
    """The language decides of hyphenation, typography and what archives announce."""
    if chapter.written_language != chapter.declared_language:
        report.add(
            "doubtful-language",
            chapter.place("language"),
            declared=chapter.declared_language,
            evident=chapter.written_language,
        )


def running_title(chapter: Chapter, report: Report) -> None:
    """The short title, or the title without one, fits in a running head."""
    held = chapter.contribution
    length = len(plain_text(held.short_title or held.main_title))
    if length > RUNNING_TITLE:
        report.add("long-running-title", chapter.place("short-title", "title"), count=length, limit=RUNNING_TITLE)


def orcids(chapter: Chapter, report: Report) -> None:
    """Every person has an ORCID of their own, with its right check character."""
    seen: dict[str, Person] = {}
    for place, person in _people(chapter, "orcid"):
        if not person.orcid:
            if not person.collective:
                report.add("missing-orcid", place, person=person.display)
        elif not is_orcid(person.orcid):
            report.add("wrong-orcid", place, orcid=person.orcid, person=person.display)
        elif person.orcid in seen:
            first = seen[person.orcid].display
            report.add("shared-orcid", place, orcid=person.orcid, person=person.display, first=first)
        seen.setdefault(person.orcid, person)


_NAMES = {"city": ("la ville (city)", "the city"), "country": ("le pays (country)", "the country")}


def affiliations(chapter: Chapter, report: Report) -> None:
    """Every person has an affiliation, and every affiliation a city and a country."""
    for place, person in _people(chapter, "affiliations"):
        if not person.affiliations and not person.collective:
            report.add("missing-affiliation", place, person=person.display)
    for place, affiliation in _affiliations(chapter):
        lacking = [field for field in ("city", "country") if not getattr(affiliation, field)]
        if lacking:
            french, english = (
                word.join(_NAMES[field][n] for field in lacking) for n, word in enumerate((" et ", " and "))
            )
            report.add("incomplete-affiliation", place, name=affiliation.name, lacking_fr=french, lacking_en=english)


def rors(chapter: Chapter, report: Report) -> None:
    """ROR identifiers of institutions and funders have their right check digits."""
    for place, affiliation in _affiliations(chapter, "ror"):
        if affiliation.ror and not is_ror(affiliation.ror):
            report.add("wrong-ror", place, ror=affiliation.ror, name=affiliation.name)
    for i, grant in enumerate(chapter.contribution.funding):
        if grant.funder_ror and not is_ror(grant.funder_ror):
            place = chapter.place(f"funding.{i}.ror", f"funding.{i}", "funding")
            report.add("wrong-ror", place, ror=grant.funder_ror, name=grant.funder or grant.award)


def correspondence(chapter: Chapter, report: Report) -> None:
    """Someone can be written to, at an address that has the shape of one."""
    authors = chapter.contribution.authors
    for place, person in _people(chapter, "email"):
        if person.email and not is_email(person.email):
            report.add("wrong-email", place, email=person.email, person=person.display)
        if person.corresponding and not person.email:
            report.add("missing-email", place, person=person.display)
    if len(authors) > 1 and not any(a.corresponding for a in authors):
        report.add("missing-corresponding-author", chapter.place("authors"))


def dois(chapter: Chapter, report: Report) -> None:
    """The DOI has the shape of one."""
    doi = chapter.contribution.doi
    if doi and not is_doi(doi):
        report.add("wrong-doi", chapter.place("doi"), doi=doi)


def dates(chapter: Chapter, report: Report) -> None:
    """Received, accepted, published: in this order."""
    held = chapter.contribution
    in_order = [("received", held.received), ("accepted", held.accepted), ("date", held.published)]
    given = [(field, date) for field, date in in_order if date]
    for (earlier, first), (later, second) in pairwise(given):
        length = min(len(first), len(second))
        if second[:length] < first[:length]:
            report.add(
                "dates-out-of-order", chapter.place(later), later=later, second=second, earlier=earlier, first=first
            )


def licence(chapter: Chapter, report: Report) -> None:
    """The contribution has a licence, its own or the volume’s."""
    if chapter.contribution.licence is None and "licence" not in chapter.contribution.fields:
        report.add("missing-licence", chapter.contribution.source)


def axis(chapter: Chapter, report: Report) -> None:
    """In a volume of several axes, the contribution belongs to one."""
    if len(chapter.volume.axes) > 1 and not chapter.contribution.axis:
        known = ", ".join(chapter.volume.axes)
        report.add("missing-axis", chapter.contribution.source, known=known)


def _missing(chapter: Chapter, texts: Mapping[str, Any]) -> Iterator[str]:
    """The languages in which `texts` (per language) should be and are not."""
    held = {language.split("-")[0].lower() for language, text in texts.items() if text}
    yield from (language for language in chapter.languages if language not in held)


def _people(chapter: Chapter, field: str) -> Iterator[tuple[Location, Person]]:
    for i, person in enumerate(chapter.contribution.authors):
        yield chapter.place(f"authors.{i}.{field}", f"authors.{i}", "authors"), person


def _affiliations(chapter: Chapter, field: str = "") -> Iterator[tuple[Location, Affiliation]]:
    """Each affiliation once, where the first author who has it names it."""
    seen: set[Affiliation] = set()
    for i, person in enumerate(chapter.contribution.authors):
        for j, affiliation in enumerate(person.affiliations):
            if affiliation in seen:
                continue
            seen.add(affiliation)
            path = f"authors.{i}.affiliations"
            places = (f"{path}.{j}.{field}", f"{path}.{j}", path, f"authors.{i}", "authors")
            yield chapter.place(*places), affiliation


RULES: tuple[Rule, ...] = (
    title_in_each_language,
    abstract_in_each_language,
    abstract_length,
    abstract_contents,
    keywords_in_each_language,
    keyword_count,
    keywords_differ,
    language,
    running_title,
    orcids,
    affiliations,
    rors,
    correspondence,
    dois,
    dates,
    licence,
    axis,
)
