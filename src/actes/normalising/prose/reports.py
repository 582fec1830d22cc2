"""What editors and authors are told: a row for each citation, a diagnostic for each, a table per contribution."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from actes.diagnostics import Location, Report
from actes.harmless import inert
from actes.normalising.prose.outcomes import Cite, Edit, Outcome, Row

COLUMNS = ("line", "column", "text", "outcome", "key", "confidence", "candidates")
_SENTENCE_END = re.compile(r"[.!?…]\s|\n\s*\n")


class _Lines:
    """Line and column of places in a text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def __call__(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around `text[start:end]`, on one line, at most some 300 characters."""
    floor = max(0, start - 200)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, floor, start)]
    first = ends[-1] if ends else floor
    after = _SENTENCE_END.search(text, end, min(len(text), end + 100))
    last = after.start() + 1 if after else min(len(text), end + 100)
    return " ".join(text[first:last].split())


def rows(
    text: str, applied: Iterable[Edit], waiting: Iterable[Edit], left: Iterable[Cite], bare: Iterable[Cite]
) -> tuple[Row, ...]:
    """A row per citation, in the order of the text."""
    lines = _Lines(text)

    def row(cite: Cite, outcome: Outcome) -> Row:
        line, column = lines(cite.start)
        return Row(
            line,
            column,
            cite.typed,
            outcome,
            cite.key,
            cite.confidence,
            cite.candidates,
            tuple(sorted(cite.reasons)),
            cite.problem,
            "" if cite.key and outcome is not Outcome.LEFT else _sentence(text, cite.start, cite.end),
        )

    made = [(c.start, n, row(c, c.outcome)) for e in applied for n, c in enumerate(e.cites)]
    for edit in waiting:
        made += [(c.start, n, row(c, Outcome.REPAIRABLE)) for n, c in enumerate(edit.cites)]
    made += [(c.start, n, row(c, Outcome.LEFT)) for n, c in enumerate(left)]
    made += [(c.start, n, row(c, Outcome.BARE_YEAR)) for n, c in enumerate(bare)]
    return tuple(r for _, _, r in sorted(made, key=lambda m: m[:2]))


def table(found: Iterable[Row]) -> str:
    """The rows as tab-separated values under a header (`build/reports/citations/<slug>.tsv`)."""
    lines = ["\t".join(COLUMNS)]
    for row in found:
        confidence = f"{row.confidence:.2f}" if row.key else ""
        cells = (row.line, row.column, row.text, row.outcome, row.key, confidence, " ".join(row.candidates))
        lines.append("\t".join(inert(" ".join(str(cell).split())) for cell in cells))
    return "\n".join(lines) + "\n"


REASONS = {
    "accent": ("accent", "accent"),
    "acronym": ("sigle", "acronym"),
    "case": ("minuscules", "lower case"),
    "full-reference": ("référence complète", "full reference"),
    "hyphen": ("trait d’union", "hyphen"),
    "ibid": ("renvoi « ibid. »", "“ibid.”"),
    "in": ("chapitre cité avec son livre", "chapter cited with its book"),
    "letter": ("lettre de l’année", "letter of the year"),
    "missing-author": ("auteurs omis", "authors left out"),
    "opus": ("renvoi « op. cit. »", "“op. cit.”"),
    "order": ("auteurs intervertis", "authors in another order"),
    "particle": ("particule", "particle"),
    "separator": ("séparateur manquant", "missing separator"),
    "truncated": ("lettre finale manquante", "missing final letter"),
    "typo": ("faute de frappe", "misspelling"),
}
"""What was repaired, in French and in English."""

_LEFT_CODES = {
    "ambiguous": "ambiguous-typed-citation",
    "letter": "unknown-year-letter",
    "original": "different-original-year",
    "antecedent": "unclear-antecedent",
    "statute": "typed-statute",
    "key": "unknown-latex-citation-key",
    "": "typed-citation-left-with-its-group",
}


def diagnose(found: Sequence[Row], file: str, report: Report, *, written: bool = False) -> None:
    """Add a diagnostic for each row: information for what was linked, a warning for what needs a look.

    `written` when the file itself is rewritten.
    """
    for row in found:
        location = Location(file, row.line, row.column)
        candidates = ", ".join(row.candidates)
        if row.outcome is Outcome.EXACT:
            report.add("written-citation" if written else "typed-citation", location, text=row.text, key=row.key)
        elif row.outcome in (Outcome.REPAIRED, Outcome.REPAIRABLE):
            code = "repaired-citation" if row.outcome is Outcome.REPAIRED else "repairable-citation"
            if row.outcome is Outcome.REPAIRABLE and not row.reasons:
                code = "typed-citation-left-with-its-group"
            french, english = (", ".join(REASONS[r][n] for r in row.reasons) for n in (0, 1))
            report.add(code, location, text=row.text, key=row.key, reasons_fr=french, reasons_en=english)
        elif row.outcome is Outcome.BARE_YEAR:
            report.add("forgotten-citation", location, text=row.text, candidates=candidates, sentence=row.sentence)
        elif row.problem in _LEFT_CODES and (row.problem or row.key):
            report.add(
                _LEFT_CODES[row.problem],
                location,
                text=row.text,
                key=row.key,
                candidates=candidates or "—",
                sentence=row.sentence,
            )
        else:
            code = "unmatched-typed-citation" if row.candidates else "unknown-typed-citation"
            report.add(code, location, text=row.text, candidates=candidates, sentence=row.sentence)
