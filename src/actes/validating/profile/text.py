"""Rules on the text: nothing empty, references that lead where they say, figures, formulas, citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from actes.validating.profile.finding import (
    MATHML,
    XLINK_HREF,
    Element,
    Finding,
    all_of,
    finding,
    identified,
    text_of,
)

Rule = Callable[[Element], Iterator[Finding]]

_TEXTUAL = (
    "abbrev-journal-title", "article-title", "bold", "book-title", "code", "collab", "conf-name", "country",
    "given-names", "institution", "italic", "journal-title", "kwd", "label", "monospace", "p", "publisher-name", "role",
    "source", "strike", "sub", "subject", "subtitle", "sup", "surname", "term", "title", "trans-title", "underline",
    "verse-line", "xref", "year",
)  # fmt: skip
_SHOWN = frozenset(
    {
        "alternatives", "boxed-text", "break", "disp-formula", "ext-link", "fig", "graphic", "index-term",
        "inline-formula", "inline-graphic", "list", "media", "nav-pointer", "table-wrap", "target", "tex-math",
    }
)  # fmt: skip


def empty_elements(root: Element) -> Iterator[Finding]:
    """What holds text holds some, or an image or a formula."""
    for found in all_of(root, *_TEXTUAL):
        if found.text and found.text.strip(" \t\r\n"):
            continue
        blank = not len(found) or not str(found.xpath("string()")).strip(" \t\r\n")
        if blank and not any(child.tag in _SHOWN for child in found.iter("*")):
            yield finding("empty-element", found)


_REFERRED: dict[str, frozenset[str]] = {
    "aff": frozenset({"aff"}),
    "app": frozenset({"app"}),
    "bibr": frozenset({"ref", "element-citation", "mixed-citation"}),
    "boxed-text": frozenset({"boxed-text"}),
    "corresp": frozenset({"corresp"}),
    "disp-formula": frozenset({"disp-formula", "disp-formula-group"}),
    "fig": frozenset({"fig", "fig-group"}),
    "fn": frozenset({"fn"}),
    "list": frozenset({"list", "def-list", "list-item"}),
    "sec": frozenset({"sec"}),
    "table": frozenset({"table-wrap", "table-wrap-group"}),
    "table-fn": frozenset({"fn"}),
}


def references(root: Element) -> Iterator[Finding]:
    """A reference says of what type its target is, its target exists, and is of that type."""
    targets = {found.get("id"): str(found.tag) for found in identified(root) if found.get("id")}
    for found in all_of(root, "xref", "nav-pointer"):
        for rid in (found.get("rid") or "").split():
            if rid not in targets:
                yield finding("target-missing", found, id=rid)
    for found in all_of(root, "xref"):
        kind = found.get("ref-type")
        target = targets.get((found.get("rid") or "").split(" ")[0], "")
        if not kind:
            yield finding("reference-without-type", found, id=found.get("rid", ""))
        elif target and kind in _REFERRED and target not in _REFERRED[kind]:
            yield finding("reference-type-wrong", found, id=found.get("rid", ""), type=kind, target=target)


def sections(root: Element) -> Iterator[Finding]:
    """A section has a title and an id."""
    for found in all_of(root, "sec"):
        if found.find("title") is None and found.find("label") is None:
            yield finding("section-without-title", found)


def abstracts(root: Element) -> Iterator[Finding]:
    """An abstract has no title: HAL, INSPIRE and others run it into the text."""
    for found in all_of(root, "abstract", "trans-abstract"):
        if found.find("title") is not None:
            yield finding("abstract-with-title", found)


def graphics(root: Element) -> Iterator[Finding]:
    """An image has an alternative text or a long description."""
    for found in all_of(root, "graphic", "inline-graphic"):
        described = (*found.iterchildren("alt-text", "long-desc"), *_siblings(found))
        if not any(text_of(child) for child in described):
            yield finding("image-undescribed", found, name=found.get(XLINK_HREF, ""))


def _siblings(graphic: Element) -> Iterator[Element]:
    parent = graphic.getparent()
    return parent.iterchildren("alt-text", "long-desc") if parent is not None else iter(())


def formulas(root: Element) -> Iterator[Finding]:
    """MathML has an id and its TeX as alternative text; TeX alone is a complete document."""
    for found in all_of(root, f"{MATHML}math"):
        if not found.get("id") or not found.get("alttext"):
            yield finding("formula-undescribed", found)
    for found in all_of(root, "tex-math"):
        if r"\begin{document}" not in (found.text or ""):
            yield finding("tex-incomplete", found)


def citations(root: Element) -> Iterator[Finding]:
    """A citation has a type, and a year that is one."""
    for found in all_of(root, "element-citation", "mixed-citation"):
        if not found.get("publication-type"):
            yield finding("citation-without-type", found)
        for year in found.iterchildren("year"):
            plain = re.fullmatch(r"\d+", text_of(year))
            if not plain and not re.fullmatch(r"(1[4-9]|20)\d\d", year.get("iso-8601-date") or ""):
                yield finding("year-malformed", year, value=text_of(year))


def notes(root: Element) -> Iterator[Finding]:
    """A numbered note is called from somewhere."""
    called = {rid for found in all_of(root, "xref") for rid in (found.get("rid") or "").split()}
    for found in root.iterfind(".//fn-group/fn"):
        if found.find("label") is not None and found.get("id") not in called:
            yield finding("note-without-call", found, label=text_of(found[0]))


def missing_files(root: Element, folder: Path) -> list[Finding]:
    """The images a document names are beside it, and not elsewhere."""
    found = []
    for graphic in all_of(root, "graphic", "inline-graphic"):
        name = graphic.get(XLINK_HREF) or ""
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name) and not _is_beside(folder, unquote(name)):
            found.append(finding("image-file-missing", graphic, name=name))
    return found


def _is_beside(folder: Path, name: str) -> bool:
    home = folder.resolve()
    try:
        path = (home / name).resolve()
        return path.is_relative_to(home) and path.is_file()
    except (OSError, ValueError):
        return False


RULES: tuple[Rule, ...] = (
    empty_elements,
    references,
    sections,
    abstracts,
    graphics,
    formulas,
    citations,
    notes,
)
