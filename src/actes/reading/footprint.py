"""What reading a contribution depends on: the files it was made of, and the names of all the volume's files.

Reading opens files only through `read_bytes`, so that a contribution read once is read again when one of its
files changed, and not when another contribution did. Whether a file is there (an image without its suffix, the
YAML beside a text) depends on names alone: adding, removing or renaming any file makes everything be read again.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from actes.cache import digest, file_digest

SMALL = 400_000
"""Bytes below which no reader asks for the size of a file; all the bounds are above."""

Footprint = dict[str, str]
"""Path of each file that was read → SHA-256 of its bytes."""

_open: ContextVar[Footprint | None] = ContextVar("footprint", default=None)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, which whoever records is told of. Raises OSError when it cannot be read."""
    seen = _open.get()
    if seen is not None:
        seen[str(path)] = ""
    data = path.read_bytes()
    if seen is not None:
        seen[str(path)] = hashlib.sha256(data).hexdigest()
    return data


@contextmanager
def recorded() -> Iterator[Footprint]:
    """The footprint of what is read inside the block."""
    seen: Footprint = {}
    token = _open.set(seen)
    try:
        yield seen
    finally:
        _open.reset(token)


def stands(footprint: Footprint) -> bool:
    """Whether each file of a footprint is as it was."""
    return all(file_digest(Path(name)) == held for name, held in footprint.items())


def names(root: Path, output: Path | None = None) -> str:
    """The digest of the names of all files below `root`, but below `output`; of large files, with their sizes.

    A link counts with what it leads to. Hidden folders, which hold what tools keep, are left out.
    """
    apart = output.resolve() if output else None
    parts: list[str] = []
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and (here / n).resolve() != apart)
        for name in (*folders, *sorted(files)):
            try:
                entry = os.lstat(here / name)
            except OSError:  # it has gone meanwhile: whoever wants it will say so
                continue
            led = os.path.realpath(here / name) if stat.S_ISLNK(entry.st_mode) else ""
            parts += [str(here / name), led, str(entry.st_mode), str(entry.st_size if entry.st_size > SMALL else 0)]
    return digest(*parts)
