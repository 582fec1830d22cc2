"""What authors typed becomes what the rest of the pipeline expects: citations as keys, one bibliography."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace

from actes import memory
from actes.cache import Cache
from actes.diagnostics import Diagnostic, Report
from actes.files import display
from actes.model import Reference, Volume
from actes.normalising import prose
from actes.normalising.merging import Merged, Overrides, decisions_tsv, merge, read_overrides
from actes.reading.contribution import Prepared

__all__ = ["link_typed_citations", "merge_bibliographies", "prepared", "typed_citations"]

OVERRIDES = "references.overrides.yaml"
"""The editor's decisions, beside volume.yaml."""


def link_typed_citations(
    text: str, references: Sequence[Reference], file: str, language: str, report: Report
) -> Prepared:
    """`text` with the citations typed by hand that are exact turned into keys; each is reported.

    Those that would need a repair are left to `actes normalize`, and said.
    """
    found = typed_citations(text, references, file, language)
    report.extend(found.diagnostics)
    return prepared(text, found)


def typed_citations(text: str, references: Sequence[Reference], file: str, language: str) -> prose.Normalised:
    """The citations typed by hand in `text`, with the edits for those that are exact."""
    works = memory.recall("works", references, lambda: prose.Bibliography(references))
    return prose.normalise_against(text, works, file=file, language=language, fix="exact")


def prepared(text: str, found: prose.Normalised) -> Prepared:
    """`text`, in which `found` was found, ready to be parsed, its lines kept where they were."""
    return Prepared(prose.keep_lines(text, found.edits), prose.table(found.rows))


def merge_bibliographies(volume: Volume, report: Report, cache: Cache | None = None) -> Volume:
    """`volume` with the bibliographies of its contributions made one, and the report on how it was done.

    Each reference says in `holders` which contributions have it, and under which key. `cache` knows what was merged.
    """
    path = volume.folder / OVERRIDES
    overrides = read_overrides(path, display(path), report) if path.is_file() else Overrides()
    held = {c.slug: c.references for c in volume.contributions}

    def make() -> tuple[Merged, tuple[Diagnostic, ...]]:
        own = Report()
        return merge(held, overrides, own), tuple(own)

    packed = cache.recall("merge", (held, overrides), make) if cache else pickle.dumps(make())
    merged, found = pickle.loads(packed)
    report.extend(found)
    holders: dict[str, list[tuple[str, str]]] = {}
    for slug, keys in merged.keys.items():
        for key, kept in keys.items():
            holders.setdefault(kept, []).append((slug, key))
    references = tuple(replace(r, holders=tuple(holders.get(r.key, ()))) for r in merged.references)
    return replace(volume, references=references, merging=decisions_tsv(merged.decisions))
