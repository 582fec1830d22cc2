"""Where a volume is: the folder of its volume.yaml."""

from __future__ import annotations

from pathlib import Path

DESCRIPTION = "volume.yaml"


def volume_root(path: Path) -> Path | None:
    """The nearest folder at or above `path` that holds a volume.yaml."""
    start = path.resolve()
    for folder in [start, *start.parents]:
        if (folder / DESCRIPTION).is_file():
            return folder
    return None
