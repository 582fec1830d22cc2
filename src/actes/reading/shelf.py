"""Contributions kept from one build to the next: one that was read is read again when one of its files changed."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass

from actes.cache import Cache, digest, package_digest
from actes.diagnostics import Diagnostic, Report, Severity
from actes.files import display
from actes.model import Asset, Contribution
from actes.reading import footprint
from actes.reading.contribution import Setting, read_contribution
from actes.reading.discovery import Paper

Read = tuple[Contribution | None, tuple[Diagnostic, ...]]
"""A contribution, None when it cannot be read, and what is wrong with it."""


@dataclass(frozen=True)
class Shelf:
    """What was read with `setting`, kept in `store`, while the files of the volume have the same `names`."""

    store: Cache
    setting: Setting
    names: str

    def find(self, paper: Paper) -> Read | None:
        """What was read of `paper` when its files were as they are; None when it is not known."""
        place = self._place(paper)
        known = self.store.get(place)
        made_of: footprint.Footprint = json.loads(known) if known else {}
        if not made_of or not footprint.stands(made_of):
            return None
        packed = self.store.get(digest(place, *made_of.values()))
        found: Read | None = pickle.loads(packed) if packed else None
        return found if found and found[0] and all(map(_has_copies, _assets(found[0]))) else None

    def read(self, paper: Paper) -> bytes:
        """Read `paper` and keep what it gave, unless it is in error: a `Read`, pickled."""
        report = Report()
        with footprint.recorded() as made_of:
            contribution = read_contribution(paper.path, paper.slug, paper.axis, self.setting, report)
        packed = pickle.dumps((contribution, tuple(report)))
        if contribution is not None and not report.count(Severity.ERROR):
            place = self._place(paper)
            self.store.put(digest(place, *made_of.values()), packed)
            self.store.put(place, json.dumps(made_of).encode())
        return packed

    def _place(self, paper: Paper) -> str:
        # not pickled: what is pickled depends on which strings happen to be the same object
        setting = {**vars(self.setting), "prepare": getattr(self.setting.prepare, "__qualname__", "")}
        return digest("contribution", package_digest(), repr((setting, paper)), display(paper.path), self.names)


def _assets(contribution: Contribution) -> list[Asset]:
    held = [*contribution.assets.values(), *contribution.supplements.values()]
    return [*held, *(asset.alternative for asset in held if asset.alternative)]


def _has_copies(asset: Asset) -> bool:
    return asset.path.is_file()
