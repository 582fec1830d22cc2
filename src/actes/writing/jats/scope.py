"""What a text needs to know while it is written to JATS, and what it gathers on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from actes import tree
from actes.diagnostics import Location, Report
from actes.model import Asset
from actes.tree import Blocks
from actes.writing.jats.elements import Element


def xml_name(text: str) -> str:
    """`text`, made of letters, digits, `.`, `_` and `-`, as an XML Name: an underscore before a digit or sign."""
    return text if re.match(r"[A-Za-z_]", text) else f"_{text}"


REF_TYPES = {
    "sec": "sec",
    "fig": "fig",
    "table-wrap": "table",
    "disp-formula": "disp-formula",
    "fn": "fn",
    "ref": "bibr",
    "app": "app",
    "boxed-text": "boxed-text",
    "list": "list",
}
"""Element → the JATS @ref-type of references to it; `other` stands for the rest."""


class Ids:
    """The ids of one document: those authors chose stay readable, those we make keep clear of them.

    In a volume each unit has its own `Ids` with a `prefix`, so that local ids never meet.
    """

    def __init__(self, prefix: str = "", chosen: Iterable[str] = ()) -> None:
        self.prefix = prefix
        self._chosen = set(chosen)
        self._given: dict[str, int] = {}
        self._aliases: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def full(self, local: str) -> str:
        """The id in the document of local id `local`."""
        return xml_name(f"{self.prefix}{_safe(local)}")

    def take(self, local: str) -> str:
        """The id for a thing its author called `local`; the second of that name gets a number after it."""
        count = self._given.get(local, 0) + 1
        self._given[local] = count
        if count == 1:
            return self.full(local)
        return self.take(f"{local}-{count}")

    def make(self, stem: str) -> str:
        """A new id for a thing without one: `gr1`, `gr2`…"""
        while True:
            number = self._counts[stem] = self._counts.get(stem, 0) + 1
            local = f"{stem}{number}"
            if local not in self._chosen:
                return self.take(local)

    def make_once(self, local: str) -> str:
        """A new id that carries no number unless authors use it: `bib`."""
        return self.make(f"{local}-") if local in self._chosen or local in self._given else self.take(local)

    def alias(self, local: str, target: str) -> None:
        """Let references to `local`, which has no element of its own, lead to the element with id `target`."""
        self._aliases.setdefault(local, target)

    def target(self, local: str) -> str:
        """The id in the document that references to `local` lead to; "" when nothing bears it."""
        return self._aliases.get(local) or (self.full(local) if local in self._given else "")


def _safe(local: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", lambda m: f"_{ord(m[0]):x}_", local)


@dataclass(frozen=True)
class PendingNote:
    """A called footnote: its number, its `<fn>`, still without text, and the text."""

    number: int
    body: Element
    blocks: Blocks


@dataclass(frozen=True)
class PendingLink:
    """An `<xref>` in wait of its target: the text it is in, the chapter ("" for its own) and the local id there.

    An empty id stands for the chapter itself.
    """

    xref: Element
    scope: Scope
    chapter: str
    local: str


@dataclass(frozen=True)
class Scope:
    """The surroundings of the text being written: what is known, and where what it gathers goes.

    `folder` stands before the names of images and supplements (`jats/<slug>/` in a volume).
    """

    language: str
    location: Location
    report: Report
    ids: Ids
    math: Mapping[tuple[str, bool], str] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    supplements: Mapping[str, Asset] = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    """Keys of the works in the text's own list of references."""
    folder: str = ""
    chapters: Mapping[str, str] = field(default_factory=dict)
    """Slug of another chapter → URL where it can be read; empty in a volume, which holds them all."""
    notes: list[PendingNote] = field(default_factory=list)
    """The footnotes called so far, in order."""
    links: list[PendingLink] = field(default_factory=list)
    """The cross-references met so far; `settle` completes them once every id is known."""
    linked: bool = False
    """Whether the text is inside a link, where no other link may begin."""

    def inside_link(self) -> Scope:
        """This scope within a link."""
        return replace(self, linked=True)

    def remark(self, code: str, **values: Any) -> None:
        """Report what JATS cannot say as the author said it."""
        self.report.add(code, self.location, **values)


def chosen_ids(*trees: Any) -> set[str]:
    """Every id authors (or resolving) gave to nodes of `trees`."""
    return {found for node in tree.walk(list(trees), tree.WITH_ATTRIBUTES) if (found := tree.identifier(node))}


_IDENTIFIED: Any = etree.XPath("descendant-or-self::*[@id]")


def anchors(root: Element) -> dict[str, str]:
    """The @ref-type of references to each element of `root` that has an id, by id."""
    found = {}
    for target in _IDENTIFIED(root):
        if name := target.get("id"):
            kind = REF_TYPES.get(str(target.tag), "other")
            if kind == "fn" and any(True for _ in target.iterancestors("table-wrap-foot")):
                kind = "table-fn"
            found[name] = kind
    return found


def settle(links: Iterable[PendingLink], kinds: Mapping[str, str], chapters: Mapping[str, Ids]) -> list[PendingLink]:
    """Give each pending `<xref>` of a document its @rid and @ref-type.

    `kinds` are the `anchors` of the document, `chapters` the ids of the chapters it holds. A link whose target
    is nowhere in the document dissolves into its text; these are returned.
    """
    lost = []
    for link in links:
        ids = chapters.get(link.chapter) if link.chapter else link.scope.ids
        rid = ids.target(link.local) if ids else ""
        if rid not in kinds:
            dissolve(link.xref)
            lost.append(link)
            continue
        link.xref.set("ref-type", kinds[rid])
        link.xref.set("rid", rid)
    return lost


def dissolve(found: Element) -> None:
    """Put the contents of an element in its place."""
    parent, previous = found.getparent(), found.getprevious()
    if parent is None:
        raise ValueError("the element has no parent")
    children, tail = list(found), found.tail
    text = found.text or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    found.tail = None
    for child in children:
        # with its tail, and without counting its neighbours
        found.addprevious(child)
    parent.remove(found)
    if tail:
        if children:
            children[-1].tail = (children[-1].tail or "") + tail
        elif previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
