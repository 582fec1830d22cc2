"""Work on the parts of a volume shared between processes.

Processes are forked where the system forks well, so that what all parts have in common is in each of them
without being sent; elsewhere it is sent once to each.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

FEW = 3
"""Parts up to which starting processes costs more than it saves."""

LAYOUT_ENGINE = "actes.writing.pdf.preloaded"
"""What layout workers need loaded: it takes a second, so that who is sure to lay out pages starts with it."""

_PR_SET_PDEATHSIG = 1

_work: tuple[Callable[[Any, Any], Any], Any] | None = None


def spread(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], jobs: int
) -> Iterator[Result]:
    """`work(shared, part)` for each of `parts`, in their order, over at most `jobs` processes.

    `work` is a function of a module; parts and results can be pickled. With one job, or few parts, the work is
    done here. Raises what `work` raises, and BrokenProcessPool when a process is killed.
    """
    if jobs < 2 or len(parts) <= FEW:
        for part in parts:
            yield work(shared, part)
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    # what is there already is no garbage: the collector of each process need not go through it, nor copy it
    gc.freeze()
    try:
        with ProcessPoolExecutor(min(jobs, len(parts)), context, _start, (work, shared)) as pool:
            yield from pool.map(_run, parts)
    finally:
        gc.unfreeze()


def end_with_parent() -> None:
    """Have this process killed when the one that started it ends, be it killed itself (where Linux does that)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def start_server(module: str) -> None:
    """Start the server that processes are forked from, with `module` loaded in it, and do not wait for it.

    Raises ValueError where the system has no such server.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload([module])
    from multiprocessing import forkserver  # there only where it works

    forkserver.ensure_running()


def _start(work: Callable[[Any, Any], Any], shared: Any) -> None:
    global _work
    end_with_parent()
    _work = (work, shared)


def _run(part: Any) -> Any:
    assert _work is not None
    work, shared = _work
    return work(shared, part)
