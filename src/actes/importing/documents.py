"""A document on disk made a contribution's folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.files import display, write_atomically
from actes.importing import archives, odt, references, tex
from actes.importing.header import from_meta, front_matter
from actes.importing.shape import Shaper
from actes.pandoc import Document, PandocError
from actes.reading.assets import inside
from actes.reading.language import evident_language
from actes.reading.sections import slug
from actes.tree import SPACE, Blocks, Inlines, Node, plain_text, rewrite, walk

FORMATS = {".docx": "docx+citations+styles", ".odt": "odt", ".tex": "latex", ".latex": "latex"}
"""Suffix → pandoc's name of the format."""
TARGET = (
    "markdown-yaml_metadata_block-pandoc_title_block-mmd_title_block-latex_macros"
    "-simple_tables-multiline_tables-raw_html-raw_tex-raw_attribute-smart-auto_identifiers-link_attributes"
    "+link_attributes+pipe_tables+grid_tables"
)
"""The Markdown contributions are written in, with the tables people can edit."""
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".tiff", ".bmp", ".webp"}
ARTICLE, BIBLIOGRAPHY, FIGURES = "article.md", "references.bib", "figures"


@dataclass(frozen=True)
class _Source:
    """A document as read, the data of the citations taken out of it, its .bib files, and where pictures lie."""

    document: Document
    citations: Sequence[dict[str, Any]]
    bibliographies: Sequence[Path]
    pictures: Path


def import_document(path: Path, bibliographies: Sequence[Path], folder: Path, report: Report) -> Iterator[Path]:
    """Write the contribution that the document at `path` holds into `folder`; yields each file written.

    `bibliographies` are .bib files to put beside it. What is not understood or left behind goes to `report`; a
    document that cannot be read at all yields nothing. Raises OSError when `folder` cannot be written.
    """
    place = Location(display(path))
    with tempfile.TemporaryDirectory(prefix="actes-import-") as scratch:
        try:
            source = _read(path, Path(scratch), place, report)
        except (PandocError, archives.BadArchive, etree.XMLSyntaxError, OSError) as error:
            report.add("unreadable-document", place, path=path.name, problem=" ".join(str(error).split()))
            return
        yield from _write(source, list(bibliographies), folder, place, report)


def _read(path: Path, scratch: Path, place: Location, report: Report) -> _Source:
    suffix = path.suffix.lower()
    if suffix in {".tex", ".latex"}:
        text = tex.whole(path, place, report)
        copy = scratch / "document.tex"
        copy.write_text(text, "utf-8")
        document = pandoc.read_file(copy, FORMATS[suffix], scratch / "media")
        return _Source(document, (), tex.bibliographies(text, path.parent), path.parent)
    held = archives.members(path)
    archives.report_left_behind(held, suffix, place, report)
    citations: list[dict[str, Any]] = []
    if suffix == ".odt":
        data, citations = odt.marked(held)
        path = scratch / "document.odt"
        path.write_bytes(data)
    media = scratch / "media"
    return _Source(pandoc.read_file(path, FORMATS[suffix], media), citations, (), media)


def _write(source: _Source, given: list[Path], folder: Path, place: Location, report: Report) -> Iterator[Path]:
    document = source.document
    items = references.from_meta(document.meta.get("references"))
    items += [i["itemData"] | {"id": _identifier(i)} for c in source.citations for i in _with_data(c)]
    names = references.keys(items)
    head = from_meta(document.meta)
    shaper = Shaper(place, report, lambda n: _cite(source.citations[n], names, place, report), head)
    blocks = rewrite(shaper.shape(document.blocks), lambda node: _renamed(node, names))
    _remarks(document, place, report)
    pictures = _pictures(blocks, source, place, report)
    blocks = rewrite(
        blocks, lambda node: _with_picture(node, {url: f"{FIGURES}/{p[0]}" for url, p in pictures.items()})
    )
    if not head.title:
        report.add("imported-without-title", place)
    language = evident_language(plain_text(blocks), "fr")
    body, title, subtitle, abstract = _markdown(
        [blocks, _paragraph(head.title), _paragraph(head.subtitle), head.abstract]
    )
    _compare(blocks, body, place, report)
    text = front_matter(head, title or folder.name, subtitle, abstract, language) + "\n" + body + "\n"
    yield _put(folder / ARTICLE, text.encode())
    for name, data in pictures.values():
        yield _put(folder / FIGURES / name, data)
    bib = references.bibliography(items, names, language)
    if bib:
        yield _put(folder / BIBLIOGRAPHY, bib.encode())
    for i, path in enumerate([*given, *source.bibliographies]):
        name = path.name if path.name != BIBLIOGRAPHY or not bib else f"references-{i + 2}.bib"
        yield _put(folder / name, path.read_bytes())


def _put(path: Path, data: bytes) -> Path:
    write_atomically(path, data)
    return path


def _with_data(citation: dict[str, Any]) -> list[dict[str, Any]]:
    found = citation.get("citationItems", [])
    return [i for i in found if isinstance(i, dict) and isinstance(i.get("itemData"), dict)]


def _identifier(item: dict[str, Any]) -> str:
    return str(item["itemData"].get("id") or item.get("id") or "")


def _cite(citation: dict[str, Any], names: dict[str, str], place: Location, report: Report) -> Node:
    """The `Cite` of a Zotero mark; as typed when its data are not there."""
    shown = str(citation["shown"])
    items = _with_data(citation)
    if not items:
        report.add("missing-reference-data", place, text=shown)
        return {"t": "Span", "c": [["", [], []], [{"t": "Str", "c": shown.replace(" ", "\u00a0")}]]}
    return {"t": "Cite", "c": [[_citation(i, names[_identifier(i)]) for i in items], [{"t": "Str", "c": shown}]]}


def _citation(item: dict[str, Any], key: str) -> dict[str, Any]:
    label, locator = str(item.get("label") or "page"), str(item.get("locator") or "")
    shown = f", {_LABELS.get(label, label)} {locator}" if locator else ""
    mode = "SuppressAuthor" if item.get("suppress-author") else "NormalCitation"
    return {
        "citationId": key,
        "citationPrefix": [{"t": "Str", "c": str(item["prefix"]).strip()}] if item.get("prefix") else [],
        "citationSuffix": [{"t": "Str", "c": shown + str(item.get("suffix") or "")}]
        if shown or item.get("suffix")
        else [],
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _renamed(node: Node, names: dict[str, str]) -> Node | None:
    if node["t"] != "Cite":
        return None
    citations = [
        {
            **c,
            "citationId": names.get(c["citationId"], c["citationId"]),
            "citationSuffix": _located(c["citationSuffix"]),
        }
        for c in node["c"][0]
    ]
    return {"t": "Cite", "c": [citations, node["c"][1]]}


_LABELS = {"page": "p.", "pages": "p.", "chapter": "chap.", "section": "sec.", "figure": "fig.", "volume": "vol."}


def _located(suffix: Inlines) -> Inlines:
    """What follows a key, as it is typed: `, p. 45`, not ` page 45 `, which is how pandoc tells Zotero's fields."""
    inlines = list(suffix)
    while inlines and inlines[-1]["t"] == "Space":
        inlines.pop()
    while inlines and (inlines[0]["t"] == "Space" or inlines[0].get("c") == ","):
        inlines.pop(0)
    if not inlines:
        return []
    first = inlines[0]["c"] if inlines[0]["t"] == "Str" else ""
    if isinstance(first, str) and first[:1] in {",", "."}:
        return inlines
    label = [{"t": "Str", "c": _LABELS[first]}, *inlines[1:]] if first in _LABELS else inlines
    return [{"t": "Str", "c": ","}, SPACE, *label]


def _remarks(document: Document, place: Location, report: Report) -> None:
    for remark in document.remarks:
        text = " ".join(remark.text.split())[:200]
        if remark.type in {"SkippedContent", "ParsingUnescaped", "CouldNotParseIncludeFile"}:
            report.add("tex-not-understood", place, text=text)
        elif remark.type not in {"CouldNotFetchResource", "Extracting", "LoadedResource", "NoTitleElement", "Fetching"}:
            report.add("imported-remark", place, text=text)


def _pictures(blocks: Blocks, source: _Source, place: Location, report: Report) -> dict[str, tuple[str, bytes]]:
    """For each picture's URL in the tree, its name in figures/ and its bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    taken: set[str] = set()
    for node in walk(blocks):
        url = node["c"][2][0] if node["t"] == "Image" else ""
        if not url or url in found:
            continue
        path = _picture(url, source.pictures)
        if path is None:
            report.add("imported-image-missing", place, path=url[-80:])
            continue
        if path.suffix.lower() not in PICTURES:
            report.add("unsupported-image-format", place, path=path.name)
        # word processors give pictures numbers for names
        own = source.pictures == path.parent or path.parent.name not in {"media", "Pictures"}
        stem, suffix = (slug(path.stem) or "image") if own else f"figure-{len(found) + 1}", path.suffix.lower()
        name = next(
            n for n in (f"{stem}{k}{suffix}" for k in ("", *(f"-{i}" for i in range(2, 10_000)))) if n not in taken
        )
        taken.add(name)
        found[url] = (name, path.read_bytes())
    return found


def _picture(url: str, folder: Path) -> Path | None:
    """The file of a picture; TeX leaves its suffix out."""
    base = Path(url) if Path(url).is_absolute() else folder / url
    if len(url) > 1000 or "\0" in url:
        return None
    candidates = [base, *(base.with_name(base.name + s) for s in (*sorted(PICTURES), ".pdf", ".eps"))]
    return next((p for p in candidates if p.is_file() and inside(p, folder)), None)


def _with_picture(node: Node, names: dict[str, str]) -> Node | None:
    if node["t"] != "Image" or node["c"][2][0] not in names:
        return None
    return {"t": "Image", "c": [node["c"][0], node["c"][1], [names[node["c"][2][0]], ""]]}


def _paragraph(inlines: Any) -> Blocks:
    return [{"t": "Para", "c": inlines}] if inlines else []


def _markdown(parts: Sequence[Blocks]) -> list[str]:
    jobs = [
        pandoc.Job(json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": part}), "json", TARGET)
        for part in parts
    ]
    return [converted.value.strip() for converted in pandoc.convert(jobs)]


def _compare(blocks: Blocks, markdown: str, place: Location, report: Report) -> None:
    """What is written must read as what was read: letters and digits, notes included, citations left out."""
    before, after = _letters(blocks), _letters(pandoc.read_markdown(markdown))
    if before == after:
        return
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    report.add("imported-text-differs", place, passage=before[max(0, at - 30) : at + 30])


def _letters(blocks: Blocks) -> str:
    bare = rewrite(blocks, lambda node: [] if node["t"] in {"Cite", "Image"} else None)
    return "".join(c for c in plain_text(bare, notes=True) if c.isalnum())
