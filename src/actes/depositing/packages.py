"""All packages of a dossier, for the archives asked for: those that lack what is required are not made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from actes.depositing import bagit, completeness, crossref, datacite, hal, nakala, zenodo
from actes.depositing.dossier import Dossier, Packages
from actes.model import Contribution

NEEDS = {
    "hal": ("pdf", "offprints"),
    "nakala": ("pdf", "offprints"),
    "bagit": ("pdf", "epub", "jats", "offprints"),
}
"""Target → the outputs of the build that its packages hold."""

_WRITERS: Mapping[str, Callable[[Dossier, Sequence[Contribution], bool], Packages]] = {
    "hal": hal.packages,
    "crossref": crossref.packages,
    "datacite": datacite.packages,
    "zenodo": zenodo.packages,
    "nakala": nakala.packages,
}


def packages(
    dossier: Dossier,
    targets: Sequence[str],
    contributions: Sequence[Contribution],
    lacks: Sequence[completeness.Lack],
    sources: Mapping[str, bytes],
    *,
    whole: bool,
) -> Packages:
    """The packages for `targets`: path below `build/deposit/` → bytes.

    `lacks` is what `completeness.lacks` found; `whole` asks for the packages of the volume too, and for its
    bag, which holds `sources`.
    """
    made: Packages = {}
    found = completeness.grouped(lacks)
    for target in targets:
        entire = whole and completeness.complete(found, target, "")
        if target == "bagit":
            made |= bagit.packages(dossier, sources) if entire else {}
            continue
        ready = [c for c in contributions if completeness.complete(found, target, c.slug)]
        if ready or entire:
            made |= _WRITERS[target](dossier, ready, entire)
    return made
