"""What authors typed becomes what the rest of the pipeline expects: citations as keys, one bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from actes.diagnostics import Report
from actes.model import Reference
from actes.normalising import prose
from actes.reading.contribution import Prepared

__all__ = ["link_typed_citations"]


def link_typed_citations(
    text: str, references: Sequence[Reference], file: str, language: str, report: Report
) -> Prepared:
    """`text` with the citations typed by hand that are exact turned into keys; each is reported.

    Those that would need a repair are left to `actes normalize`, and said.
    """
    found = prose.normalise_text(text, references, file=file, language=language, fix="exact")
    report.extend(found.diagnostics)
    return Prepared(found.text, prose.table(found.rows))
