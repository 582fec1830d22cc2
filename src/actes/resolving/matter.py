"""The volume's own texts: title, axes, front pieces, people, and the consolidated bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actes.diagnostics import Report
from actes.model import Axis, Committee, FrontPiece, Volume
from actes.resolving import citations, numbering
from actes.resolving.chapters import Manner, typeset_bibliography, typeset_person
from actes.resolving.typography import typeset, typeset_text
from actes.tree import Inlines


def resolve(volume: Volume, manner: Manner, report: Report) -> Volume:
    """`volume` with its own texts resolved; its contributions are resolved already."""
    settings = manner.typography

    def each(texts: Mapping[str, Inlines]) -> dict[str, Inlines]:
        return {language: typeset(tree, language, settings) for language, tree in texts.items()}

    def plain(texts: Mapping[str, str]) -> dict[str, str]:
        return {language: typeset_text(text, language, settings) for language, text in texts.items()}

    def committee(held: Committee) -> Committee:
        members = tuple(replace(m, person=typeset_person(m.person, settings)) for m in held.members)
        return replace(held, title=plain(held.title), members=members)

    event = volume.event and replace(volume.event, name=plain(volume.event.name), theme=plain(volume.event.theme))
    consolidated = citations.consolidate(volume, manner.style, report)
    return replace(
        volume,
        title=each(volume.title),
        subtitle=each(volume.subtitle),
        event=event,
        axes=tuple(_axis(a, volume, manner, report) for a in volume.axes),
        front=tuple(_front(p, manner, report) for p in volume.front),
        editors=tuple(typeset_person(p, settings) for p in volume.editors),
        committees=tuple(committee(c) for c in volume.committees),
        peer_review=plain(volume.peer_review),
        notice=plain(volume.notice),
        funding=tuple(replace(f, statement=typeset(f.statement, volume.language, settings)) for f in volume.funding),
        bibliography=typeset_bibliography(consolidated, volume.language, settings),
    )


def _axis(axis: Axis, volume: Volume, manner: Manner, report: Report) -> Axis:
    language, settings = volume.language, manner.typography
    blocks = numbering.number_notes(axis.introduction, language)
    blocks, sections = citations.cite_blocks(blocks, axis.references, manner.style, language, volume.source, report)
    return replace(
        axis,
        title={tongue: typeset(tree, tongue, settings) for tongue, tree in axis.title.items()},
        introduction=typeset(blocks, language, settings),
        bibliography=typeset_bibliography(sections, language, settings),
    )


def _front(piece: FrontPiece, manner: Manner, report: Report) -> FrontPiece:
    settings = manner.typography
    blocks = numbering.number_notes(piece.body, piece.language)
    blocks, sections = citations.cite_blocks(
        blocks, piece.references, manner.style, piece.language, piece.source, report
    )
    return replace(
        piece,
        title=typeset(piece.title, piece.language, settings),
        body=typeset(blocks, piece.language, settings),
        bibliography=typeset_bibliography(sections, piece.language, settings),
    )
