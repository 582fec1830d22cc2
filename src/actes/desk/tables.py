"""The state of a volume as JSON, CSV or HTML, and as rows of text."""

from __future__ import annotations

import csv
import io
import json

from actes.desk.letters import FIELDS, summary
from actes.desk.sentences import number
from actes.desk.status import Row, Status
from actes.desk.words import word
from actes.harmless import inert, visible

COLUMNS = ("contribution", "authors", "words", "references", "errors", "warnings", *FIELDS, "changed", "state")


def cells(row: Row, language: str) -> tuple[str, ...]:
    """A row of the table, in the order of `COLUMNS`."""
    return (
        row.title,
        ", ".join(row.authors),
        number(row.words, language),
        str(row.references),
        str(row.errors),
        str(row.warnings),
        *(word(row.field(name).state, language) for name in FIELDS),
        row.changed,
        word(row.state, language),
    )


def to_json(status: Status) -> str:
    """The JSON format: the volume's title, and an object per contribution."""
    rows = [
        {
            "axis": row.axis,
            "slug": row.slug,
            "title": row.title,
            "authors": list(row.authors),
            "state": row.state,
            "words": row.words,
            "references": row.references,
            "errors": row.errors,
            "warnings": row.warnings,
            "fields": {f.name: f.state for f in row.fields},
            "changed": row.changed,
        }
        for row in status.rows
    ]
    return json.dumps({"title": status.title, "contributions": rows}, ensure_ascii=False, indent=1)


def to_csv(status: Status) -> str:
    """The CSV format (RFC 4180, a header row): figures as numbers, states in English."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("axis", "slug", "title", "authors", *COLUMNS[2:]))
    for row in status.rows:
        figures = (row.words, row.references, row.errors, row.warnings)
        states = [row.field(name).state for name in FIELDS]
        text = [inert(visible(t)) for t in (row.axis, row.slug, row.title, "; ".join(row.authors))]
        writer.writerow((*text, *figures, *states, row.changed, row.state))
    return out.getvalue()


def to_html(status: Status, language: str) -> str:
    """The page of the volume."""
    return summary(status, language)["html"]
