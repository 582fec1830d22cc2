"""Citations typed by hand, linked at every save: at once where the text stayed as it was, then by a whole search.

The search takes as long as everything else between a save and the page. What the last one found elsewhere than in
the stretch that changed nearly always still holds: it is shown at once, and the search is made when the text is on
the page. When it finds otherwise (« ibid. » may depend on what comes before), the text is made again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from actes import normalising
from actes.diagnostics import Diagnostic, Report
from actes.files import display
from actes.model import Contribution, Reference
from actes.normalising import prose
from actes.reading.contribution import Prepared


@dataclass(frozen=True)
class _Searched:
    """A text, what it was searched for and what was found."""

    text: str
    references: tuple[Reference, ...]
    language: str
    edits: tuple[prose.Edit, ...]
    prepared: Prepared
    diagnostics: tuple[Diagnostic, ...]


class Linker:
    """Remembers the last whole search of each file."""

    def __init__(self) -> None:
        self._known: dict[str, _Searched] = {}
        self._shown: dict[str, str] = {}
        """Files whose text was linked by what is known, and how."""

    def at_once(self, text: str, references: Sequence[Reference], file: str, language: str, report: Report) -> Prepared:
        """`text` linked by what the last search found; a file never seen before is searched whole.

        Until `search` was called, its problems are those of no search.
        """
        self._shown.pop(file, None)
        known = self._known.get(file)
        if known is None or known.language != language:
            known = self._search(text, tuple(references), file, language)
        if known.text == text and known.references == tuple(references):
            report.extend(known.diagnostics)
            return known.prepared
        linked = prose.keep_lines(text, _standing(known, text, {r.key for r in references}))
        self._shown[file] = linked
        return Prepared(linked)

    def waits(self, path: Path) -> bool:
        """Whether the file at `path` still has to be searched."""
        return display(path) in self._shown

    def search(self, path: Path, contribution: Contribution) -> tuple[bool, tuple[Diagnostic, ...]]:
        """Whether the text shown of `contribution`, whose file is at `path`, is what a search gives; its problems."""
        file = display(path)
        shown = self._shown.pop(file)
        found = self._search(contribution.text, contribution.references, file, contribution.language)
        return found.prepared.text == shown, found.diagnostics

    def forget(self, path: Path) -> None:
        """The file at `path` is searched whole the next time."""
        self._known.pop(display(path), None)
        self._shown.pop(display(path), None)

    def _search(self, text: str, references: tuple[Reference, ...], file: str, language: str) -> _Searched:
        found = normalising.typed_citations(text, references, file, language)
        made = _Searched(text, references, language, found.edits, normalising.prepared(text, found), found.diagnostics)
        self._known[file] = made
        return made


def _standing(known: _Searched, text: str, keys: set[str]) -> list[prose.Edit]:
    """The edits that hold in `text` too: those of citations of `keys`, outside of what changed."""
    old = known.text
    shorter = min(len(old), len(text))
    # how many characters are the same from the beginning, and from the end of what is left
    before = bisect_left(range(1, shorter + 1), True, key=lambda n: old[:n] != text[:n])
    after = bisect_left(range(1, shorter - before + 1), True, key=lambda n: old[-n:] != text[-n:])
    moved = len(text) - len(old)
    standing = []
    for edit in known.edits:
        if not keys.issuperset(edit.keys):
            continue
        if edit.end <= before:
            standing.append(edit)
        elif edit.start >= len(old) - after:
            standing.append(replace(edit, start=edit.start + moved, end=edit.end + moved))
    return standing
