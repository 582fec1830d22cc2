"""Rules on the volume itself: identifiers, what deposits need, severities and limits that mean something."""

from __future__ import annotations

from rapidfuzz import process

from actes.codes import CODES
from actes.diagnostics import Report
from actes.identifiers import is_doi, is_isbn, is_issn, is_ror
from actes.model import Organisation, Volume

LIMITS = (
    "words-min", "words-max", "abstract-words", "keywords-min", "keywords-max", "note-words", "image-dpi",
)  # fmt: skip


def identifiers(volume: Volume, report: Report) -> None:
    """ISBN, ISSN, DOI and ROR of the volume have their right check characters; the event ends after it starts."""
    for form, isbn in volume.isbn.items():
        if isbn and not is_isbn(isbn):
            report.add("wrong-isbn", volume.source, isbn=isbn, form=form)
    if volume.series and volume.series.issn and not is_issn(volume.series.issn):
        report.add("wrong-issn", volume.source, issn=volume.series.issn)
    if volume.doi and not is_doi(volume.doi):
        report.add("wrong-doi", volume.source, doi=volume.doi)
    event = volume.event
    organisations: tuple[Organisation, ...] = (*event.organisers, *event.sponsors) if event else ()
    for organisation in organisations:
        if organisation.ror and not is_ror(organisation.ror):
            report.add("wrong-ror", volume.source, ror=organisation.ror, name=organisation.name)
    if event and event.end and event.end < event.start[: len(event.end)]:
        report.add(
            "dates-out-of-order", volume.source, later="end", second=event.end, earlier="start", first=event.start
        )


def completeness(volume: Volume, report: Report) -> None:
    """What repositories ask of proceedings."""
    if volume.draft:
        return
    held = {
        "editors": volume.editors,
        "publisher": volume.publisher,
        "licence": volume.licence or all(c.licence for c in volume.contributions),
        "date": volume.published,
        "event": volume.event,
    }
    for field, value in held.items():
        if not value:
            report.add("incomplete-volume", volume.source, field=field)


def settings(volume: Volume, report: Report) -> None:
    """Severities are set for codes that exist, limits for names that exist."""
    for code in volume.severities:
        if code not in CODES:
            near = process.extractOne(code, list(CODES))
            report.add("unknown-rule", volume.source, code=code, near=near[0])
    for name in volume.limits:
        if name not in LIMITS:
            report.add("unknown-limit", volume.source, name=name, known=", ".join(LIMITS))


RULES = (identifiers, completeness, settings)
