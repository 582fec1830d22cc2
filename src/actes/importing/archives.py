"""What a .docx or .odt file is made of: a zip, opened with care, and what in it pandoc leaves behind."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from actes.diagnostics import Location, Report

LARGEST = 400_000_000
"""Bytes that the members of a file may unpack to."""
LARGEST_MEMBER = 60_000_000
"""Bytes of a member that is looked into."""

_LEFT: Mapping[str, tuple[tuple[str, str], ...]] = {
    ".docx": (
        ("zone de texte / text box", r"<w:txbxContent"),
        ("graphique / chart", r"<c:chart\b"),
        ("SmartArt", r"<dgm:relIds\b"),
        ("objet incorporé / embedded object", r"<o:OLEObject\b"),
        ("élément de formulaire / form field", r"<w:ffData\b"),
    ),
    ".odt": (
        ("zone de texte / text box", r"<draw:text-box\b(?![^>]*min-height)"),
        ("objet incorporé / embedded object", r"<draw:object-ole\b"),
        ("graphique / chart", r"<draw:object\b[^>]*Object"),
    ),
}
_TEXT = {".docx": "word/document.xml", ".odt": "content.xml"}
_TWICE = re.compile(r"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)


class BadArchive(Exception):
    """A file that is no zip, or would unpack to too much; the text says which."""


def members(path: Path) -> Mapping[str, bytes]:
    """The members of the zip at `path`. Raises BadArchive, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > LARGEST:
                raise BadArchive(f"it unpacks to more than {LARGEST // 1_000_000} MB")
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    # a member locked by a password is a RuntimeError, one whose bytes are spoilt a zlib.error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadArchive(str(error) or "it is no .docx or .odt file") from error


def report_left_behind(held: Mapping[str, bytes], suffix: str, place: Location, report: Report) -> None:
    """Say what the text of the document holds that no import takes over."""
    data = held.get(_TEXT[suffix], b"")
    if len(data) > LARGEST_MEMBER:
        return
    # Word writes a text box twice, once for old versions
    text = _TWICE.sub("", data.decode("utf-8", "replace"))
    for kind, pattern in _LEFT[suffix]:
        count = len(re.findall(pattern, text))
        if count:
            report.add("object-left-behind", place, kind=kind, count=count)
