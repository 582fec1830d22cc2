"""The entries of all bibliographies, and what is known between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from actes.model import Reference
from actes.normalising.merging.identity import Answer, Verdict, compare
from actes.normalising.merging.works import Work


@dataclass(frozen=True)
class Entry:
    """An entry of one of the bibliographies, in the order of the book."""

    slug: str
    reference: Reference
    work: Work

    @property
    def name(self) -> str:
        return f"{self.slug}:{self.reference.key}"


@dataclass
class Ties:
    """What is known between entries (by index): verdicts, and the editor's decisions that overrule them."""

    entries: Sequence[Entry]
    same: set[frozenset[int]] = field(default_factory=set)
    different: set[frozenset[int]] = field(default_factory=set)
    preferred: set[int] = field(default_factory=set)
    verdicts: dict[frozenset[int], Verdict] = field(default_factory=dict)

    def verdict(self, i: int, j: int) -> Verdict:
        pair = frozenset((i, j))
        if pair in self.same:
            return Verdict(Answer.SAME, "override", 4)
        if pair in self.different:
            return Verdict(Answer.DIFFERENT, "override")
        if pair not in self.verdicts:
            self.verdicts[pair] = compare(self.entries[i].work, self.entries[j].work)
        return self.verdicts[pair]
