"""What the tests of the PDF share: a cache in memory, one rendered fragment, text of pages, structure trees."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary

from actes.styles import Styles
from actes.writing.pdf import render
from actes.writing.pdf.makeup import geometry
from actes.writing.pdf.part import Heads, Part, Task

CSS = geometry(160, 240) + Styles(None).text("print.css")


class MemoryCache(dict[str, bytes]):
    """A cache that also says what was put into it."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


def chapter(body: str, unit: str = "u", language: str = "fr") -> str:
    """The markup of a chapter with this body."""
    return (
        f'<section class="chapter" id="{unit}" lang="{language}"><header class="opener">'
        f'<h1 class="title">Titre</h1></header><div class="body">{body}</div></section>'
    )


def laid_out(body: str, **changes: object) -> Part:
    """The part of a chapter with this body."""
    values: dict[str, object] = {
        "unit": "u",
        "markup": chapter(body),
        "kind": "chapter",
        "language": "fr",
        "title": "Titre",
        "heads": Heads("Axe", "Titre"),
        "css": CSS,
        "images": {},
    }
    return Part.from_bytes(render.render(Task(**{**values, **changes})))  # type: ignore[arg-type]


def footnote(number: int, text: str) -> str:
    """A note of chapter `u`, as the shared HTML has it."""
    return (
        f'<span class="footnote" id="u--fn-{number}" data-number="{number}" role="doc-footnote">'
        f'<span class="note-p">{text}</span></span>'
    )


def words(count: int, stem: str) -> str:
    """`count` different words, with a sentence end now and then."""
    return " ".join(f"{stem}{i}x" + ("." if i % 17 == 16 else "") for i in range(count))


class Structure(list[tuple[int, str, Dictionary]]):
    """(depth, type, element) of every structure element, in reading order; keeps the file open."""

    file: pikepdf.Pdf


def structure(pdf: bytes) -> Structure:
    """The structure tree of a file, flat."""
    opened = pikepdf.open(io.BytesIO(pdf))

    def walk(element: Dictionary, depth: int) -> Iterator[tuple[int, str, Dictionary]]:
        yield depth, str(element.S)[1:], element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid, depth + 1)

    found = Structure(walk(opened.Root.StructTreeRoot.K[0], 0))
    found.file = opened
    return found


def roles(pdf: bytes) -> list[str]:
    """The types of all structure elements, in reading order."""
    found = structure(pdf)
    return [role for _, role, _ in found]


def page_text(path: Path, page: int) -> str:
    """What `pdftotext -layout` finds on page `page` (from 1)."""
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def solid(text: str) -> str:
    """Without white space, and without the hyphens of line ends."""
    return "".join(text.split()).replace("\u2010", "").replace("\u00ad", "")


def element(markup: str) -> etree._Element:
    """The element `markup` describes."""
    return etree.fromstring(markup)
