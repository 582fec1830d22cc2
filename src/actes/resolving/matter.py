"""The volume's own texts: title, axes, front pieces, people, and the consolidated bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actes.diagnostics import Report
from actes.model import Axis, Committee, Organisation, Piece, Volume
from actes.resolving import citations, cross_references, numbering
from actes.resolving.chapters import Manner, typeset_bibliography, typeset_funding, typeset_keywords, typeset_person
from actes.resolving.typography import typeset, typeset_text
from actes.tree import Inlines

Targets = Mapping[str, Mapping[str, cross_references.Target]]


def resolve(volume: Volume, manner: Manner, known: Targets, report: Report) -> Volume:
    """`volume` with its own texts resolved; its contributions are resolved already, `known` has their targets."""
    settings = manner.typography

    def each(texts: Mapping[str, Inlines]) -> dict[str, Inlines]:
        return {language: typeset(tree, language, settings) for language, tree in texts.items()}

    def plain(texts: Mapping[str, str]) -> dict[str, str]:
        return {language: typeset_text(text, language, settings) for language, text in texts.items()}

    def committee(held: Committee) -> Committee:
        members = tuple(
            replace(m, person=typeset_person(m.person, volume.language, settings), role=text(m.role))
            for m in held.members
        )
        return replace(held, title=plain(held.title), members=members)

    def text(written: str) -> str:
        return typeset_text(written, volume.language, settings)

    def organisations(held: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
        return tuple(replace(o, name=text(o.name)) for o in held)

    event = volume.event and replace(
        volume.event,
        name=plain(volume.event.name),
        theme=plain(volume.event.theme),
        place=text(volume.event.place),
        city=text(volume.event.city),
        organisers=organisations(volume.event.organisers),
        sponsors=organisations(volume.event.sponsors),
    )
    return replace(
        volume,
        title=each(volume.title),
        subtitle=each(volume.subtitle),
        event=event,
        axes=tuple(_axis(a, volume, manner, known, report) for a in volume.axes),
        front=tuple(_piece(p, volume, manner, known, report) for p in volume.front),
        editors=tuple(typeset_person(p, volume.language, settings) for p in volume.editors),
        committees=tuple(committee(c) for c in volume.committees),
        publisher=volume.publisher
        and replace(volume.publisher, name=text(volume.publisher.name), place=text(volume.publisher.place)),
        series=volume.series and replace(volume.series, title=text(volume.series.title)),
        peer_review=plain(volume.peer_review),
        notice=plain(volume.notice),
        funding=typeset_funding(volume.funding, volume.language, settings),
        keywords=typeset_keywords(volume.keywords, settings),
        copyright_holder=text(volume.copyright_holder),
        deposit=replace(
            volume.deposit,
            depositor_name=text(volume.deposit.depositor_name),
            registrant=text(volume.deposit.registrant),
        ),
    )


def _axis(axis: Axis, volume: Volume, manner: Manner, known: Targets, report: Report) -> Axis:
    settings = manner.typography
    return replace(
        axis,
        title={tongue: typeset(tree, tongue, settings) for tongue, tree in axis.title.items()},
        introduction=axis.introduction and _piece(axis.introduction, volume, manner, known, report),
    )


def _piece(piece: Piece, volume: Volume, manner: Manner, known: Targets, report: Report) -> Piece:
    """A text of the volume itself, with its list of references."""
    language, settings = piece.language, manner.typography
    numbered = numbering.number_piece(piece.body, language)
    cited, sections = citations.cite_blocks(
        numbered, piece.references, manner.style, language, piece.source, report, printed=manner.printed
    )
    origin = cross_references.Origin("", language, piece.source)
    around = {**known, "": cross_references.targets_in(numbered, language)}
    body = cross_references.resolve_matter(
        typeset(cited, language, settings), origin, piece.references, volume, around, report
    )
    return replace(
        piece,
        title=typeset(piece.title, language, settings),
        body=body,
        bibliography=typeset_bibliography(sections, language, settings),
    )
