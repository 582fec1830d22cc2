"""A content-addressed store under the build folder: safe to delete, safe with two builds at once.

A key is the SHA-256 of everything the value depends on, so an entry is never stale; entries are written to
a temporary name and moved, and begin with their own digest, so that a damaged one counts as absent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from actes.files import write_atomically

LARGEST = 2_000_000_000
"""Bytes the store may keep; the least recently used entries go first."""


def digest(*parts: str | bytes) -> str:
    """A key: the SHA-256 of `parts`, each with its length, so that no two lists give the same."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def package_digest() -> str:
    """The SHA-256 of actes itself: what another version of the code makes is never taken from the cache."""
    package = Path(__file__).parent
    sources = sorted(p for p in package.rglob("*") if p.suffix in {".py", ".lua", ".css", ".html", ".csl", ".svg"})
    return digest(*(part for p in sources for part in (str(p.relative_to(package)), p.read_bytes())))


class Cache:
    """The store in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / "objects" / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        """The value under `key`, or None."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            path.touch()
        except OSError:
            return None
        value = data[32:]
        return value if hashlib.sha256(value).digest() == data[:32] else None

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`. Raises OSError when it cannot be written."""
        write_atomically(self._path(key), hashlib.sha256(value).digest() + value)

    def prune(self, largest: int = LARGEST) -> None:
        """Forget the least recently used entries until the store is no larger than `largest` bytes."""
        entries = sorted(_entries(self.folder / "objects"), reverse=True)
        total = 0
        for _used, size, path in entries:
            total += size
            if total > largest:
                path.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterable[tuple[float, int, Path]]:
    for path in folder.glob("*/*"):
        try:
            stat = path.stat()
        except OSError:  # another build is pruning too
            continue
        yield stat.st_mtime, stat.st_size, path
