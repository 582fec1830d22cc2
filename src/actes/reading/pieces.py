"""The texts of the volume itself: front pieces, introductions of axes, the text of the back cover."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.files import display
from actes.model import Piece, Reference
from actes.reading import assets, front_matter, sections, structure, yaml_marks
from actes.reading.bibtex import read_bibliography
from actes.reading.contribution import LARGEST_TEXT, Prepare
from actes.reading.depth import flatten
from actes.reading.markup import Markup
from actes.reading.raw import resolve_raw
from actes.reading.text import read_text
from actes.tree import Blocks, Inlines, plain_text, walk


@dataclass(frozen=True)
class Surroundings:
    """What a text of the volume is read with."""

    root: Path
    """The volume's folder: no file outside it is read."""
    workspace: Path
    """Where copies of images are kept."""
    language: str
    prepare: Prepare | None = None
    """What is done to the Markdown before it is parsed."""


def read_piece(path: Path, around: Surroundings, place: Location, report: Report) -> Piece | None:
    """The text at `path`, which the file at `place` names; None when it cannot be read (reported).

    Its title is its header's, else a heading that opens it. Its images and .bib files are beside it.
    """
    if not path.is_file():
        report.add("missing-piece", place, path=display(path))
        return None
    if not assets.inside(path, around.root):
        report.add("outside-file", place, path=display(path))
        return None
    file = display(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            report.add("huge-text", Location(file), size=f"{size / 1e6:.1f}", limit=f"{LARGEST_TEXT / 1e6:.0f}")
            return None
        text = read_text(path, file, report)
        references = _references(path.parent, around.root, report)
    except OSError as error:
        report.add("unreadable-file", Location(file), problem=error.strerror or str(error))
        return None
    parts = front_matter.split(text, file, report)
    header = front_matter.fields(parts, file, report)
    named = header.entries.get("title") if header else None
    start = Location(file, parts.body_line)
    body = parts.body
    if around.prepare:
        # the header's lines stand as blank ones, so that positions are the file's
        padded = "\n" * (parts.body_line - 1) + body
        prepared = around.prepare(padded, references, file, around.language, report)
        body = prepared.text[parts.body_line - 1 :]
    converted = pandoc.convert([pandoc.Job(body)])[0]
    if converted.error:
        report.add("unreadable-markdown", start, problem=converted.error.message)
        return None
    blocks = resolve_raw(flatten(pandoc.blocks(converted.result), start, report), start, report)
    title_text = named.text if isinstance(named, yaml_marks.Scalar) else ""
    markup = Markup([title_text, *structure.attribute_texts(blocks)], start, report)
    blocks = structure.normalise(blocks, markup.inlines)
    title = markup.inlines(title_text)
    if not title:
        title, blocks = _leading_title(blocks)
    identified = sections.identify(sections.Parts(sections.level(blocks), [], []), lambda _identifier: None).body
    images = [(url, _where(url, text, file, start)) for url in _image_urls(identified)]
    name = sections.slug(path.resolve().relative_to(around.root.resolve()).with_suffix("").as_posix())
    found = assets.find(images, assets.Place(path.parent, around.root, around.workspace, f"volume-{name}"), report)
    shown = assets.placed(identified, found, around.language)
    return Piece(path.stem, title, shown, Location(file), around.language, references, assets=found)


def _references(folder: Path, root: Path, report: Report) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for bib in assets.bibliographies_in(folder, root):
        for reference in read_bibliography(bib, display(bib), report):
            found.setdefault(reference.key, reference)
    return tuple(found.values())


def _image_urls(blocks: Blocks) -> list[str]:
    return [n["c"][2][0] for n in walk(blocks, {"Image"})]


def _where(url: str, text: str, file: str, start: Location) -> Location:
    offset = text.find(url)
    return Location.at(file, text, offset) if offset >= 0 else start


def _leading_title(blocks: Blocks) -> tuple[Inlines, Blocks]:
    """The inlines of a heading that opens the text, and the text after it."""
    if blocks and blocks[0]["t"] == "Header" and plain_text(blocks[0]["c"][2]):
        return blocks[0]["c"][2], blocks[1:]
    return [], blocks
