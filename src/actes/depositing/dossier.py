"""What packages are made from: a resolved volume, the pages of its PDF, the files that were built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from actes.model import Contribution, PageMap, Pages, Volume
from actes.writing.jats import metadata

Packages = dict[str, bytes]
"""Path below `build/deposit/` → contents."""


@dataclass(frozen=True)
class Dossier:
    """A volume ready to be deposited.

    `files` are the outputs of the build by path below its folder (`<id>.pdf`, `offprints/<slug>.pdf`, `jats/…`).
    `epoch` is SOURCE_DATE_EPOCH in seconds, if there is one: it dates the batches, which nothing else may do.
    """

    volume: Volume
    page_map: PageMap | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    epoch: int | None = None

    @property
    def book(self) -> bytes:
        """The PDF of the volume (KeyError when it was not built)."""
        return self.files[f"{self.volume.id}.pdf"]

    def offprint(self, contribution: Contribution) -> bytes:
        """The PDF of a contribution (KeyError when it was not built)."""
        return self.files[f"offprints/{contribution.slug}.pdf"]

    def pages(self, contribution: Contribution) -> Pages | None:
        """First and last page of a contribution, as printed in the PDF."""
        return metadata.pages(contribution, self.page_map)

    def page_range(self, contribution: Contribution) -> str:
        """`45-62`, `45` for a single page, "" when nobody knows."""
        found = self.pages(contribution)
        if found is None:
            return ""
        return found.first if found.first == found.last else f"{found.first}-{found.last}"

    @property
    def page_count(self) -> int:
        """How many pages the book has; 0 when it was not laid out."""
        return self.page_map.total if self.page_map else 0


def package_name(text: str) -> str:
    """`text` in the characters that HAL's server admits in file names: `[a-z0-9_-]`."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_-]+", "-", ascii_text).strip("-") or "paper"


def package_names(volume: Volume) -> dict[str, str]:
    """Slug → name of its packages; slugs that only differ in other characters get a number."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for contribution in volume.contributions:
        name = package_name(contribution.slug)
        names[contribution.slug] = next(n for n in _numbered(name) if n not in taken)
        taken.add(names[contribution.slug])
    return names


def _numbered(name: str) -> Iterator[str]:
    yield name
    count = 2
    while True:
        yield f"{name}-{count}"
        count += 1
