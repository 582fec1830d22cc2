"""Small volumes written to disk, read and resolved: what tests of several stages start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actes import resolving
from actes.diagnostics import Report
from actes.model import Volume
from actes.reading.volume import Options, read_volume

VOLUME = """\
id: essai
language: fr
title: {fr: Essai, en: Trial}
axes:
  - {id: axe-1, title: {fr: Un axe, en: A theme}}
date: 2018-01-15
licence: CC-BY-4.0
"""
HEADER = """\
---
title: {fr: Un titre, en: A title}
authors: [{given: Ana, family: Auteur, affiliations: [{name: Ici, city: Rennes, country: FR}]}]
abstract: {fr: Résumé., en: Abstract.}
keywords: {fr: [ville, écologie], en: [city, ecology]}
---
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><title>x</title><path d="M0 0H40V20"/></svg>'


@dataclass(frozen=True)
class Written:
    """A volume on disk, what was read of it, and what was found wrong."""

    folder: Path
    volume: Volume
    report: Report

    def codes(self) -> set[str]:
        """The codes of the problems found."""
        return {d.code for d in self.report}


def write(
    folder: Path,
    texts: Mapping[str, str],
    *,
    bib: str = "",
    images: Sequence[str] = (),
    header: str = HEADER,
    description: str = VOLUME,
) -> Path:
    """Write a volume with one axis and a contribution per text (slug → body); the folder of the volume."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "volume.yaml").write_text(description, "utf-8")
    for slug, text in texts.items():
        place = folder / "axe-1" / slug
        place.mkdir(parents=True, exist_ok=True)
        (place / "article.md").write_text(header + text, "utf-8")
        if bib:
            (place / "references.bib").write_text(bib, "utf-8")
        for image in images:
            (place / image).write_text(DRAWING, "utf-8")
    return folder


def read_and_resolve(
    folder: Path, texts: Mapping[str, str], *, bib: str = "", images: Sequence[str] = (), header: str = HEADER
) -> Written:
    """Write a volume and bring it to its resolved form, without a cache."""
    root = write(folder / "volume", texts, bib=bib, images=images, header=header)
    report = Report()
    volume = read_volume(root, Options(folder / "workspace"), report)
    assert volume is not None
    return Written(root, resolving.resolve(volume, report), report)
