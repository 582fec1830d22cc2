"""Contributions around a tree for the tests of the JATS writers, and the text of what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

import trees
from actes import tree
from actes.diagnostics import Report
from actes.model import BibliographyEntry, BibliographySection, Contribution, Reference, Volume
from actes.tree import Blocks
from actes.writing import jats
from writing.jats.golden_model import CONTRIBUTION, PLACE, VOLUME

REFERENCES = tuple(
    Reference(key, {"id": key, "type": "book", "title": key, "author": [{"family": "A"}]}, PLACE) for key in trees.KEYS
)
BIBLIOGRAPHY = (BibliographySection(tuple(BibliographyEntry(r.key, tree.words(r.key)) for r in REFERENCES)),)

NEIGHBOUR = replace(
    CONTRIBUTION,
    slug="autre",
    doi="10.5555/autre",
    body=[{"t": "Header", "c": [1, tree.attr("s-1"), tree.words("Ailleurs")]}, *CONTRIBUTION.body],
)


def contribution(body: Blocks, **values: Any) -> Contribution:
    """A contribution with that body, the images, formulas and works that drawn trees name."""
    drawn = {"math": trees.MATH, "assets": trees.ASSETS, "references": REFERENCES, "bibliography": BIBLIOGRAPHY}
    return replace(CONTRIBUTION, slug="essai", **{**drawn, "body": body, **values})


def volume_of(*contributions: Contribution, **values: Any) -> Volume:
    """The golden volume with other contributions."""
    return replace(VOLUME, contributions=contributions, **values)


def article(held: Contribution, report: Report | None = None, **values: Any) -> etree._Element:
    """The article of a contribution in a volume where it has a neighbour, as parsed again."""
    return etree.fromstring(jats.write_article(volume_of(held, NEIGHBOUR, **values), held, None, report))


def written(body: Blocks, report: Report | None = None, **values: Any) -> etree._Element:
    """The article of a contribution with that body."""
    return article(contribution(body, **values), report)


def inside(root: etree._Element, path: str) -> str:
    """The one element at `path` (prefixes mml, xlink, ali) as text, its namespaces and white space left out."""
    (found,) = root.iterfind(path, {"mml": "http://www.w3.org/1998/Math/MathML"})
    return plain_xml(found)


def plain_xml(found: etree._Element) -> str:
    """An element as text, its namespaces, set-out white space and tail left out."""
    text = etree.tostring(found, encoding="unicode", with_tail=False)
    for prefix, uri in found.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return "".join(line.strip() for line in text.splitlines())


def attributes(found: etree._Element, *names: str) -> Mapping[str, str]:
    """Some attributes of an element."""
    return {name: found.get(name, "") for name in names}
