"""All packages of a dossier, for the archives asked for: those that lack what is required are not made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from actes.depositing import bagit, completeness, crossref, datacite, hal, metadata, nakala, zenodo
from actes.depositing.dossier import Dossier, Packages, package_names
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
    for target in targets:
        entire = whole and completeness.complete(lacks, target, "")
        if target == "bagit":
            made |= bagit.packages(dossier, sources) if entire else {}
            continue
        ready = [c for c in contributions if completeness.complete(lacks, target, c.slug)]
        if ready or entire:
            made |= _WRITERS[target](dossier, ready, entire)
    return made


def pages_metadata(dossier: Dossier, contributions: Sequence[Contribution]) -> Packages:
    """The files for the web pages of `contributions`: path below `build/metadata/` → bytes."""
    names = package_names(dossier.volume)
    chosen = {names[c.slug] for c in contributions}
    return {path: data for path, data in metadata.files(dossier).items() if path.partition("/")[0] in chosen}
