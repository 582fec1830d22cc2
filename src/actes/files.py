"""Files written whole or not at all, and names as the user would type them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`: written beside it under a temporary name, then moved over it.

    Raises OSError (disk full, no permission); the old file is then still whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes private files; outputs follow the umask like any other
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def display(path: Path) -> str:
    """`path` as the user would type it: relative to the current folder when it is below it."""
    here = Path.cwd()
    shown = str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
    # under a locale without UTF-8, Python has names with lone surrogates, which no file can hold
    return os.fsencode(shown).decode("utf-8", "replace")
