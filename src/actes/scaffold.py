"""`actes new`: a volume anywhere, with one axis and one contribution, ready to build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actes.files import write_atomically
from actes.reading.sections import slug
from actes.styles import HOUSE


def write(folder: Path, language: str) -> Iterator[Path]:
    """Write a volume into `folder` in `language` ("fr" or "en"); yields each file written.

    In the files of `styles/scaffold/`, `<<id>>` and `<<name>>` stand for what the folder's name gives.
    """
    source = HOUSE / "scaffold" / language
    name = folder.resolve().name
    for model in sorted(p for p in source.rglob("*") if p.is_file()):
        text = model.read_text("utf-8").replace("<<id>>", slug(name) or "volume").replace("<<name>>", name)
        target = folder / model.relative_to(source)
        write_atomically(target, text.encode())
        yield target
