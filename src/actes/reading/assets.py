"""The images a text names: found inside the volume, bounded, cleaned, copied where nothing can change them."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from PIL import Image, UnidentifiedImageError

from actes import memory
from actes.diagnostics import Location, Report
from actes.files import write_atomically
from actes.labels import label
from actes.model import Asset
from actes.reading.footprint import read_bytes
from actes.reading.pdf_figure import picture
from actes.reading.sections import slug
from actes.reading.svg import clean_svg, svg_size
from actes.tree import Blocks, Node, attr, identifier, rewrite, span, string, words

LARGEST_FILE = 50_000_000
LARGEST_IMAGE = 100_000_000
"""Bytes of a file and pixels of an image beyond which it is refused (an image that unpacks to gigabytes)."""

_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.IGNORECASE)
_TYPES = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "GIF": ("image/gif", "gif")}
_CONVERTED = {"TIFF", "BMP", "WEBP", "PPM", "MPO"}
_PREFERRED = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".pdf")
"""LaTeX and MyST name a figure without its suffix, or with that of the twin for print: the best one is taken."""
_PRINT_ONLY = {".pdf", ".eps", ".ps"}


@dataclass(frozen=True)
class Place:
    """Where a contribution's files are looked for, and what they are called in outputs."""

    folder: Path
    root: Path
    """No file outside it is read."""
    workspace: Path
    """Where copies are kept, by content."""
    slug: str


def inside(path: Path, root: Path) -> bool:
    """Whether `path`, links followed, is `root` or below it."""
    return path.resolve().is_relative_to(root.resolve())


def hidden(path: Path, root: Path) -> bool:
    """Whether `path`, a file inside `root`, is a hidden one or in a hidden folder: what tools keep (`.git`, `.env`)."""
    return any(part.startswith(".") for part in path.resolve().relative_to(root.resolve()).parts)


def bibliographies_in(folder: Path, root: Path) -> list[Path]:
    """The .bib files of a folder, sorted: files (a pipe would wait for ever) that are inside `root`."""
    return [p for p in sorted(folder.glob("*.bib")) if p.is_file() and inside(p, root)]


def find(urls: Iterable[tuple[str, Location]], place: Place, report: Report) -> dict[str, Asset]:
    """The assets for the image URLs that can be used; each of the others is reported where it stands."""
    assets: dict[str, Asset] = {}
    taken: set[str] = set()
    for url, location in urls:
        if url in assets:
            continue
        asset = _asset(url, location, place, report, taken)
        if asset:
            assets[url] = asset
    return assets


def placed(blocks: Blocks, found: Mapping[str, Asset], language: str) -> Blocks:
    """`blocks` with a visible text in the place of each image that cannot be shown."""

    def change(node: Node) -> Node | None:
        if node["t"] != "Image" or node["c"][2][0] in found:
            return None
        url = node["c"][2][0]
        name = url if len(url) <= 60 else url[:59] + "…"
        text = [*words(label("missing-image", language)), string("\u00a0:"), {"t": "Space"}, *words(name)]
        return span(text, attr(identifier(node), ["missing-image"]))

    return rewrite(blocks, change, {"Image"})


def _asset(url: str, location: Location, place: Place, report: Report, taken: set[str]) -> Asset | None:
    if _REMOTE.match(url) and not re.match(r"[A-Za-z]:[^/\\]", url):
        report.add("remote-image", location, url=url if len(url) < 80 else url[:79] + "…")
        return None
    path = _locate(url, place)
    if path is None:
        report.add("missing-image", location, url=url)
        return None
    if not inside(path, place.root):
        report.add("outside-file", location, path=url)
        return None
    made = _read(path, url, location, place, report, taken)
    if made is None or made.media_type != "image/svg+xml":
        return made
    for suffix in (".png", ".jpg", ".jpeg"):
        twin = path.with_suffix(suffix)
        if twin.is_file() and inside(twin, place.root):
            raster = _read(twin, url, location, place, report, set())
            return Asset(**{**vars(made), "alternative": raster})
    return made


def locate(name: str, *folders: Path) -> Path | None:
    """The file called `name` in the first of `folders` that has it; None when none has.

    A name no file can have (a zero byte, longer than the file system allows) is that of no file.
    """
    for folder in folders:
        try:
            if "\0" not in name and (folder / name).is_file():
                return folder / name
        except OSError:
            continue
    return None


def _locate(url: str, place: Place) -> Path | None:
    # a path typed on Windows has its folders after backslashes
    for name in dict.fromkeys((url, unquote(url), unquote(url).replace("\\", "/"))):
        found = locate(name, place.folder, place.root)
        if found is not None and found.suffix.lower() not in _PRINT_ONLY:
            return found
        stem = name[: -len(found.suffix)] if found is not None else name.removesuffix(".*")
        twins = (locate(stem + suffix, place.folder, place.root) for suffix in _PREFERRED)
        if twin := next((t for t in twins if t is not None), found):
            return twin
    return None


def _read(path: Path, url: str, location: Location, place: Place, report: Report, taken: set[str]) -> Asset | None:
    if path.stat().st_size > LARGEST_FILE:
        report.add("huge-image", location, url=url, limit=f"{LARGEST_FILE // 1_000_000} Mo/MB")
        return None
    data = read_bytes(path)
    if path.suffix.lower() in {".svg", ".svgz"} or data.lstrip()[:5] in {b"<?xml", b"<svg "}:
        vector = clean_svg(data)
        if vector is None:
            report.add("unreadable-image", location, url=url, format="SVG")
            return None
        if vector.removed:
            report.add("active-svg", location, url=url, removed=", ".join(vector.removed))
        width, height = svg_size(etree.fromstring(vector.data))
        return _stored(vector.data, url, path, "image/svg+xml", "svg", (width, height), place, taken)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        drawn = _drawn(data, place)
        if drawn is None:
            report.add("unreadable-image", location, url=url, format="PDF")
            return None
        report.add("pdf-figure", location, url=url)
        data = drawn
    try:
        name = hashlib.sha256(data).hexdigest()
        kind, size, converted = memory.recall("raster", name, partial(_opened, data))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        report.add("huge-image", location, url=url, limit=f"{LARGEST_IMAGE // 1_000_000} Mpx")
        return None
    except UnidentifiedImageError:
        report.add("unreadable-image", location, url=url, format=path.suffix.lstrip(".").upper() or "?")
        return None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        report.add("unreadable-image", location, url=url, format=str(error)[:60] or path.suffix)
        return None
    if kind not in _TYPES:
        report.add("unreadable-image", location, url=url, format=kind or path.suffix)
        return None
    media_type, extension = _TYPES[kind]
    return _stored(converted or data, url, path, media_type, extension, size, place, taken)


def _opened(data: bytes) -> tuple[str, tuple[int, int], bytes]:
    """The format and the size of a picture, read whole, and its PNG when its format is for no reader.

    Raises what Pillow raises on files that are no pictures, are cut short or too large.
    """
    with warnings.catch_warnings():
        # what Pillow thinks of an image's metadata is nothing to print
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data)) as image:
            kind, size = image.format or "", image.size
            if size[0] * size[1] > LARGEST_IMAGE:
                raise Image.DecompressionBombError(f"{size[0]} × {size[1]} pixels")
            if kind in _CONVERTED:
                converted = io.BytesIO()
                image.convert("RGBA" if image.has_transparency_data else "RGB").save(converted, "PNG")
                return "PNG", size, converted.getvalue()
            if kind in _TYPES:
                # a truncated file opens well and fails later, in the layout: read it whole now
                image.load()
            return kind, size, b""


def _drawn(data: bytes, place: Place) -> bytes | None:
    """The first page of a PDF as a PNG, drawn once: it is kept by the contents of the PDF."""
    kept = place.workspace / f"{hashlib.sha256(data).hexdigest()}.pdf.png"
    if kept.is_file():
        return kept.read_bytes()
    drawn = picture(data)
    if drawn is not None:
        write_atomically(kept, drawn)
    return drawn


def _stored(
    data: bytes,
    url: str,
    path: Path,
    media_type: str,
    extension: str,
    size: tuple[int, int],
    place: Place,
    taken: set[str],
) -> Asset:
    digest = hashlib.sha256(data).hexdigest()
    copy = place.workspace / f"{digest}.{extension}"
    if not copy.exists():
        write_atomically(copy, data)
    stem = slug(path.stem) or "image"
    name, n = f"{place.slug}-{stem}.{extension}", 1
    while name in taken:
        n += 1
        name = f"{place.slug}-{stem}-{n}.{extension}"
    taken.add(name)
    return Asset(url, copy, name, media_type, digest, size[0], size[1])
