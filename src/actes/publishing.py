"""Outputs put in their places: the whole set of a build, even if it is killed in the midst of it.

Everything is first written aside, then moved, file after file, as close together as can be. What is to be moved and
removed is written down before the first move: a build that is killed then leaves a set of two ages, which the next
one of whatever kind makes whole before it does anything else.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from actes.diagnostics import MachineError
from actes.files import write_atomically

_JOURNAL, _ALIVE, _LOCK = "journal.json", "alive.lock", "publishing.lock"


def publish(output: Path, workspace: Path, files: Iterable[tuple[str, bytes]], removed: Iterable[str]) -> None:
    """Put `files` (path below `output`, contents) in their places, and take `removed` away.

    `workspace` is a folder of the same file system. Raises OSError (disk full, no right to write) when nothing has
    changed, MachineError when something has; then the next `resume` tries once more.
    """
    with contextlib.ExitStack() as held:
        with _locked(workspace / _LOCK):
            # whoever finds it must find it locked
            staging = Path(tempfile.mkdtemp(prefix="staging-", dir=workspace))
            held.enter_context(_locked(staging / _ALIVE))
        held.callback(_clear, staging)
        for path, data in files:
            staged = staging / "files" / path
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
            (output / path).parent.mkdir(parents=True, exist_ok=True)
        with _locked(workspace / _LOCK):
            _finish_others(output, workspace)
            write_atomically(staging / _JOURNAL, json.dumps(sorted(removed)).encode())
            _place(staging, output)


def _clear(staging: Path) -> None:
    """Throw away what was written aside, unless it is still to be put in place."""
    if not (staging / _JOURNAL).exists():
        shutil.rmtree(staging, ignore_errors=True)


def _place(staging: Path, output: Path) -> None:
    try:
        _move(staging, output)
    except KeyboardInterrupt:
        # an instant more, and no output is of another age than the others
        _move(staging, output)
        raise
    except OSError as error:
        raise MachineError(
            f"{error.strerror or error} ({error.filename}): some outputs are of this build, others still of the one "
            "before, each of them whole; mend that, then build again"
        ) from error


def resume(output: Path, workspace: Path) -> None:
    """Finish what a killed build had begun to put in place. Raises OSError when `workspace` cannot be used."""
    if any(workspace.glob("staging-*")):
        with _locked(workspace / _LOCK):
            _finish_others(output, workspace)


def _finish_others(output: Path, workspace: Path) -> None:
    """Finish what killed builds left, and throw away what they had only begun to write aside."""
    for staging in workspace.glob("staging-*"):
        if _is_alive(staging):
            continue
        # when its places cannot be used any more, whoever builds makes a whole set anyway
        with contextlib.suppress(OSError):
            _move(staging, output)
        shutil.rmtree(staging, ignore_errors=True)


def _is_alive(staging: Path) -> bool:
    """Whether the build that writes there still runs: the lock of a killed one is gone."""
    try:
        with (staging / _ALIVE).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _move(staging: Path, output: Path) -> None:
    """Do what is left to do of a publication, and forget it."""
    if not (staging / _JOURNAL).exists():
        return
    removed = json.loads((staging / _JOURNAL).read_bytes())
    held = staging / "files"
    for staged in sorted(path for path in held.rglob("*") if path.is_file()):
        place = output / staged.relative_to(held)
        place.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(place)
    for stale in removed:
        (output / stale).unlink(missing_ok=True)
        _remove_empty((output / stale).parent, output)
    (staging / _JOURNAL).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """While no other build has the lock of this file."""
    with path.open("w") as file:
        with contextlib.suppress(OSError):  # a file system without locks: two builds at once may mix, as ever
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
