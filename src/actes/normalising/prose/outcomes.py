"""What the search for citations yields: what each one was understood as, what is rewritten, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from actes.diagnostics import Diagnostic


class Outcome(StrEnum):
    """What became of a citation typed by hand."""

    EXACT = "exact"
    """Linked: it names one work as the bibliography does."""
    REPAIRED = "repaired"
    """Linked, though an accent, a letter, an order had to be repaired."""
    REPAIRABLE = "repairable"
    """It would be linked after a repair, which was not asked for."""
    LEFT = "left"
    """Left as typed."""
    BARE_YEAR = "bare-year"
    """A year beside the name of an author who published that year: perhaps a citation."""


class Cite(NamedTuple):
    """One citation as read. `start` and `end` are places in the text; `typed` the names and the year.

    `key` is "" when no work was identified; then `problem` says why (`unknown`, `ambiguous`, `year`,
    `authors`, `letter`, `original`, `statute`, `antecedent`) and `candidates` which works come close.
    `reasons` say what was repaired (`reports.REASONS`).
    `prefix`, `locator` and `suffix` are as pandoc Markdown wants them.
    """

    start: int
    end: int
    typed: str
    key: str = ""
    reasons: frozenset[str] = frozenset()
    confidence: float = 0.0
    problem: str = ""
    candidates: tuple[str, ...] = ()
    prefix: str = ""
    locator: str = ""
    suffix: str = ""
    author_suppressed: bool = False
    first: int = 0
    """The number of the token its names begin at, among those it was read from."""

    @property
    def outcome(self) -> Outcome:
        """Exact, repaired or left, whatever becomes of its group."""
        return Outcome.LEFT if not self.key else Outcome.REPAIRED if self.reasons else Outcome.EXACT

    def but(self, **changes: Any) -> Cite:
        """A copy with `changes`."""
        return self._replace(**changes)


@dataclass(frozen=True)
class Edit:
    """`text[start:end]` becomes `replacement`; `outcome` is the weakest of its citations'."""

    start: int
    end: int
    replacement: str
    outcome: Outcome
    cites: tuple[Cite, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys it cites, in order."""
        return tuple(cite.key for cite in self.cites)

    @property
    def confidence(self) -> float:
        """The lowest of its citations', from 0 to 1."""
        return min((cite.confidence for cite in self.cites), default=0.0)


@dataclass(frozen=True)
class Row:
    """A line of the report on a contribution's citations; line and column from 1."""

    line: int
    column: int
    text: str
    outcome: Outcome
    key: str
    confidence: float
    candidates: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    problem: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Normalised:
    """The new text, the edits that make it (places in the old text, in order), the report and the diagnostics."""

    text: str
    edits: tuple[Edit, ...] = ()
    rows: tuple[Row, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether anything was rewritten."""
        return bool(self.edits)
