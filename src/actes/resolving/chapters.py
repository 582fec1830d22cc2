"""One chapter resolved by itself: what depends on no other chapter, so that it can be cached and run apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from actes import memory
from actes.diagnostics import Diagnostic, Report
from actes.model import BibliographySection, Contribution, Funding, Person, Typography
from actes.resolving import citations, numbering
from actes.resolving.formulas import convert_formulas
from actes.resolving.typography import typeset, typeset_text
from actes.tree import Blocks, Inlines

T = TypeVar("T")


@dataclass(frozen=True)
class Manner:
    """How a volume wants its chapters: the CSL style and the fine settings of typography."""

    style: str
    typography: Typography
    printed: bool = True
    """Whether some output prints lists of references: else their entries are put in order, without a text."""


def resolve(task: tuple[Contribution, Manner]) -> tuple[Contribution, list[Diagnostic]]:
    """A contribution numbered, cited, typeset, its formulas converted; and what was found wrong on the way."""
    contribution, manner = task
    report = Report()
    contribution = citations.place_note_citations(contribution, manner.style)
    contribution = numbering.number(contribution)
    contribution = citations.cite(contribution, manner.style, report, printed=manner.printed)
    contribution = typeset_contribution(contribution, manner.typography)
    contribution = convert_formulas(contribution, report)
    return contribution, list(report)


def typeset_contribution(contribution: Contribution, settings: Typography) -> Contribution:
    """`contribution` with every text in the typography of its language."""
    own = contribution.language

    def blocks(tree: Blocks) -> Blocks:
        # a block is set by itself: one that has not changed need not be set again
        return [_typeset(block, own, settings) for block in tree]

    def inlines(tree: Inlines) -> Inlines:
        return typeset(tree, own, settings)

    def each(texts: Mapping[str, Inlines]) -> dict[str, Inlines]:
        return {language: typeset(tree, language, settings) for language, tree in texts.items()}

    return replace(
        contribution,
        title=each(contribution.title),
        subtitle=each(contribution.subtitle),
        short_title=inlines(contribution.short_title),
        abstracts=each(contribution.abstracts),
        keywords=typeset_keywords(contribution.keywords, settings),
        body=blocks(contribution.body),
        acknowledgements=blocks(contribution.acknowledgements),
        appendices=blocks(contribution.appendices),
        conflict_of_interest=inlines(contribution.conflict_of_interest),
        data_availability=inlines(contribution.data_availability),
        funding=typeset_funding(contribution.funding, own, settings),
        copyright_holder=typeset_text(contribution.copyright_holder, own, settings),
        authors=tuple(typeset_person(p, own, settings) for p in contribution.authors),
        bibliography=typeset_bibliography(contribution.bibliography, own, settings),
    )


def _typeset(tree: T, language: str, settings: Typography) -> T:
    def alike() -> T:
        return memory.recall("typeset", (tree, language, settings), lambda: typeset(tree, language, settings))

    return memory.recall_of(("typeset", language, settings), tree, alike)


def typeset_person(person: Person, language: str, settings: Typography) -> Person:
    """`person` with names, affiliations and biographies in the typography of their languages."""

    def text(plain: str) -> str:
        return typeset_text(plain, language, settings)

    return replace(
        person,
        family=text(person.family),
        given=text(person.given),
        # at the end of « d' » only the name that follows would tell an apostrophe from a quote
        particle=text(person.particle).replace("'", "’"),
        collective=text(person.collective),
        affiliations=tuple(
            replace(a, name=text(a.name), department=text(a.department), city=text(a.city)) for a in person.affiliations
        ),
        biography={tongue: typeset(tree, tongue, settings) for tongue, tree in person.biography.items()},
    )


def typeset_keywords(keywords: Mapping[str, tuple[str, ...]], settings: Typography) -> dict[str, tuple[str, ...]]:
    """Keywords in the typography of their languages."""
    return {
        language: tuple(typeset_text(word, language, settings) for word in words)
        for language, words in keywords.items()
    }


def typeset_funding(grants: tuple[Funding, ...], language: str, settings: Typography) -> tuple[Funding, ...]:
    """Grants with the names of those who pay and the sentences about them typeset."""
    return tuple(
        replace(
            grant,
            funder=typeset_text(grant.funder, language, settings),
            statement=typeset(grant.statement, language, settings),
        )
        for grant in grants
    )


def typeset_bibliography(
    sections: tuple[BibliographySection, ...], language: str, settings: Typography
) -> tuple[BibliographySection, ...]:
    """Lists of references with titles and entries typeset."""
    return tuple(
        replace(
            section,
            title=typeset(section.title, language, settings),
            entries=tuple(replace(e, inlines=_typeset(e.inlines, language, settings)) for e in section.entries),
        )
        for section in sections
    )
