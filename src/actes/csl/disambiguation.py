"""Cites that look alike are expanded until they differ (CSL 1.0.2, « Disambiguation »).

Items whose plain cites are equal form a group. In each group, names and given names are added in small
steps while that helps; what is still alike then gets year suffixes, in the order of the bibliography,
or the `disambiguate="true"` branches of the style.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actes.csl.frame import Ambiguity

Look = Callable[[str, Ambiguity | None], tuple[str, Ambiguity, list[int], int]]
"""(key, request) → the plain cite, its settings, the number of names of each list, and how many
`disambiguate` conditions it has."""


class Disambiguation:
    """The expansion of one group of items with the same plain cite."""

    def __init__(
        self,
        look: Look,
        settings: dict[str, Ambiguity],
        *,
        add_names: bool,
        by_cite: bool,
        year_suffix: bool,
        conditions: bool,
        ranked: Callable[[Sequence[str]], list[str]],
    ) -> None:
        self.look = look
        self.settings = settings
        self.add_names = add_names
        self.by_cite = by_cite
        self.ranked = ranked
        self.modes: list[str] = []
        if add_names or by_cite:
            self.modes.append("names")
        if year_suffix:
            self.modes.append("years")
        if conditions:
            self.modes.append("conditions")

    def run(self, keys: Sequence[str]) -> None:
        """Set in `settings` what makes the cites of `keys` differ."""
        if len(keys) < 2 or not self.modes:
            return
        self._prepare(keys)
        while self.lists:
            self.nameset = self.name = 0
            self.clashes = (1, 0)
            while self.lists[0]:
                maxed = self._step()
                self._scan(self.lists[0])
                getattr(self, f"_by_{self.modes[self.mode]}")(maxed)
                if maxed and self.mode < len(self.modes) - 1:
                    self.mode += 1
            self.lists.pop(0)

    def _prepare(self, keys: Sequence[str]) -> None:
        totals: dict[str, list[int]] = {}
        bases: list[Ambiguity] = []
        for key in keys:
            _, settings, counts, _ = self.look(key, None)
            totals[key] = counts
            bases.append(settings)
            self.settings[key] = settings.copy()
        base = min(bases, key=lambda b: len(b.names)).copy()
        for other in bases:
            for i, count in enumerate(other.names[: len(base.names)]):
                if count > base.names[i]:
                    base.names[i] = count
                    base.givens[i] = list(other.givens[i])
        base.pad()
        base.suffix, base.extra = None, 0
        self.base, self.better = base, base.copy()
        ordered = sorted(keys, key=lambda k: (totals[k], k))
        self.lists: list[list[str]] = [ordered]
        self.mode = 0
        self.fresh = True
        self.names_limit = max((totals[k][0] for k in ordered if totals[k]), default=0)
        self.namesets_limit = len(base.names) - 1
        self.nameset = self.name = 0
        self.clashes = (1, 0)
        self.partners: list[str] = []
        self.others: list[str] = []

    def _step(self) -> bool:
        """Expand `base` by one step; True when there is nothing left to expand."""
        if self.fresh:
            self.fresh = False
            return False
        mode = self.modes[self.mode]
        if mode != "names":
            return False
        base = self.base
        if not base.names:
            return True
        givens = base.givens[self.nameset]
        if self.by_cite and self.name < len(givens) and givens[self.name] < 2:
            givens[self.name] += 1
        elif self.add_names and self.name < self.names_limit:
            base.names[self.nameset] += 1
            self.name += 1
            base.pad()
        elif self.nameset < self.namesets_limit:
            self.nameset += 1
            base.names[self.nameset] = 1
            self.name = 0
            base.pad()
        givens = base.givens[self.nameset]
        return (
            self.nameset >= self.namesets_limit
            and (not self.add_names or self.name >= self.names_limit)
            and (not self.by_cite or self.name >= len(givens) or givens[self.name] >= 2)
        )

    def _scan(self, keys: list[str]) -> None:
        """Who still looks like the first one."""
        texts = []
        for key in keys:
            texts.append(self.look(key, self.base)[0])
        self.partners = [k for k, t in zip(keys, texts, strict=True) if t == texts[0]]
        self.others = [k for k, t in zip(keys, texts, strict=True) if t != texts[0]]
        self.clashes = (self.clashes[1], len(self.partners) - 1)

    def _keep_step(self) -> None:
        base, better, n = self.base, self.better, self.nameset
        if self.by_cite and n < len(base.givens) and self.name < len(base.givens[n]):
            while len(better.givens) <= n:
                better.givens.append([])
            row = better.givens[n]
            row += [0] * (self.name + 1 - len(row))
            row[self.name] = base.givens[n][self.name]
        if n < len(base.names):
            while len(better.names) <= n:
                better.names.append(1)
            better.names[n] = base.names[n]

    def _register(self, key: str, settings: Ambiguity) -> None:
        self.settings[key] = settings.copy()

    def _by_names(self, maxed: bool) -> None:
        clashes = self.clashes[1]
        if clashes == 0 and len(self.others) == 1:
            self._keep_step()
            self._register(self.others[0], self.better)
            self._register(self.partners[0], self.better)
            self.lists[0] = []
        elif clashes == 0:
            self._keep_step()
            self._register(self.partners[0], self.better)
            self.lists[0] = self.others
            if self.others:
                self.fresh = True
        elif len(self.others) == 1:
            self._keep_step()
            self._register(self.others[0], self.better)
            self.lists[0] = self.partners
        elif clashes < self.clashes[0]:
            self._keep_step()
            self.lists[0] = self.partners
            self.lists.append(self.others)
        elif maxed:
            self.lists[0] = self.others
            if self.mode == len(self.modes) - 1:
                for key in self.partners:
                    self._register(key, self.better)
            else:
                self.lists.append(self.partners)

    def _by_years(self, maxed: bool) -> None:
        if self.clashes[1]:
            for rank, key in enumerate(self.ranked(self.partners)):
                settings = self.better.copy()
                settings.suffix = rank
                self.settings[key] = settings
        elif len(self.lists[0]) > 1:
            self._register(self.partners[0], self.better)
        self.lists[0] = self.others

    def _by_conditions(self, maxed: bool) -> None:
        """Switch on the conditions one after the other until all cites differ, or all are on."""
        keys, extra = self.lists[0], 0
        while keys:
            self.base.extra = self.better.extra = extra
            found = [self.look(key, self.base) for key in keys]
            texts = [text for text, *_ in found]
            last = extra >= max(existing for *_, existing in found)
            for key, text in zip(keys, texts, strict=True):
                if last or texts.count(text) == 1:
                    self._register(key, self.better)
            keys = [k for k, t in zip(keys, texts, strict=True) if not last and texts.count(t) > 1]
            extra += 1
        self.lists[0] = []
