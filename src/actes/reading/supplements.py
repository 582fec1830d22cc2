"""The files a text links to (data, scripts): found inside the volume, bounded, copied, to go with it to archives."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import unquote

from actes.files import write_atomically
from actes.model import Asset
from actes.reading.assets import LARGEST_FILE, Place, hidden, inside, locate
from actes.reading.footprint import read_bytes
from actes.reading.sections import slug

_TEXTS = {".md", ".markdown", ".qmd", ".rmd"}
"""A link to one of these leads to another text, which has outputs of its own."""

# the tables of the library alone: those of the machine would make outputs depend on it
_TYPES = mimetypes.MimeTypes()
for _suffix, _type in {
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".ipynb": "application/x-ipynb+json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".r": "text/x-r",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}.items():
    _TYPES.add_type(_type, _suffix)


def find(urls: Iterable[str], place: Place, taken: Collection[str] = ()) -> dict[str, Asset]:
    """The supplements among `urls`, by URL: paths of files below the contribution or the volume.

    An address, an anchor, a path that leads outside, to a hidden file or to one that is too large stays a link.
    None gets a name that is `taken`.
    """
    found: dict[str, Asset] = {}
    read: dict[Path, Asset] = {}
    for url in dict.fromkeys(urls):
        path = None if url.startswith(("#", "/")) or ":" in url.partition("/")[0] else _located(url, place)
        if path is not None:
            if path not in read:
                read[path] = _read(path, url, place, {*taken, *(asset.name for asset in read.values())})
            found[url] = read[path]
    return found


def _located(url: str, place: Place) -> Path | None:
    path = locate(url, place.folder, place.root) or locate(unquote(url), place.folder, place.root)
    if path is None or path.suffix.lower() in _TEXTS or not inside(path, place.root) or hidden(path, place.root):
        return None
    return path.resolve() if path.stat().st_size <= LARGEST_FILE else None


def _read(path: Path, url: str, place: Place, taken: Collection[str]) -> Asset:
    data = read_bytes(path)
    digest, suffix = hashlib.sha256(data).hexdigest(), slug(path.suffix)
    copy = place.workspace / (f"{digest}.{suffix}" if suffix else digest)
    if not copy.exists():
        write_atomically(copy, data)
    stem, ending = f"{place.slug}-supplement-{slug(path.stem) or 'file'}", f".{suffix}" if suffix else ""
    name, n = f"{stem}{ending}", 1
    while name in taken:
        n += 1
        name = f"{stem}-{n}{ending}"
    return Asset(url, copy, name, _TYPES.guess_type(f"x{ending}")[0] or "application/octet-stream", digest)
