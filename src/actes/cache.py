"""A content-addressed store under the build folder: safe to delete, safe with two builds at once.

A key is the SHA-256 of everything the value depends on, so an entry is never stale; entries are written to
a temporary name and moved, and begin with their own digest, so that a damaged one counts as absent. What is
kept is trusted (values are unpickled, copies of images were cleaned before): the store's folder bears a name
that nobody but its user can know, so that none comes with somebody else's files.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
import pickle
import uuid
from collections.abc import Callable, Iterable
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


@functools.cache
def package_digest() -> str:
    """The SHA-256 of actes itself: what another version of the code makes is never taken from the cache."""
    package = Path(__file__).parent
    sources = sorted(p for p in package.rglob("*") if p.suffix in {".py", ".lua", ".css", ".html", ".csl", ".svg"})
    return digest(*(part for p in sources for part in (str(p.relative_to(package)), p.read_bytes())))


def workspace(output: Path) -> Path:
    """The folder of the cache of the builds into the folder `output`, made when it is not there.

    Its name depends on a secret of the user and on which folder `output` is: what a stranger's `output` holds, a
    copy of one's own that somebody else had included, is never looked at. Raises OSError when it cannot be made.
    """
    output.mkdir(parents=True, exist_ok=True)
    name = hmac.new(_secret(), str(output.stat().st_ino).encode(), "sha256").hexdigest()[:24]
    made = output / ".cache" / name
    made.mkdir(parents=True, exist_ok=True)
    return made


@functools.cache
def _secret() -> bytes:
    """Bytes that only this user knows; where none can be kept, what this machine is known by."""
    state = Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state").expanduser() / "actes" / "secret"
    try:
        if not state.exists():
            state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(state, os.urandom(32))
        return state.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: a user without a home
        return uuid.getnode().to_bytes(8, "big")


class Cache:
    """The store in `folder`; `output` is the folder of what is built with it."""

    def __init__(self, folder: Path, output: Path | None = None) -> None:
        self.folder, self.output = folder, output

    @classmethod
    def of(cls, output: Path) -> Cache:
        """That of the builds into the folder `output`. Raises OSError when it cannot be made."""
        # it stays where it is when the current folder becomes another
        return cls(workspace(output).absolute(), output)

    def recall(self, name: str, arguments: object, make: Callable[[], object]) -> bytes:
        """The pickled result of `make()`, which depends on nothing but `arguments`, made or kept from another time.

        `name` says what it is; both can be pickled. Raises OSError when it cannot be kept.
        """
        key = digest(name, package_digest(), pickle.dumps(arguments))
        held = self.get(key)
        if held is None:
            held = pickle.dumps(make())
            self.put(key, held)
        return held

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
