"""Worker processes that render parts: few, started on demand, recycled, and never left behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.context import BaseContext
from types import TracebackType

from actes.diagnostics import MachineError
from actes.outcome import Progress, silent
from actes.parallel import LAYOUT_ENGINE, end_with_parent, start_server
from actes.writing.pdf.part import Task, failed

STEP = "lay-out"
"""What `Progress` is told."""

RECYCLED_AFTER = 40
"""Parts a worker renders, more or less, before a fresh process takes its place: memory stays bounded.

All are replaced together: `max_tasks_per_child` of ProcessPoolExecutor can wait for ever when two end at once.
"""


# WeasyPrint is imported where it is needed: a build that finds all parts in the cache never loads it.


def prepare() -> None:
    """Make this process a layout worker."""
    from actes.writing.pdf import render

    end_with_parent()
    render.prepare()


def warm_up(jobs: int) -> None:
    """Start the server that layout workers are forked from: it loads the engine while chapters are being read."""
    if jobs > 1:
        start_server(LAYOUT_ENGINE)


def _context() -> BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([LAYOUT_ENGINE])
    return context


def render(task: Task) -> bytes:
    """The packed part of `task`."""
    from actes.writing.pdf import render

    return render.render(task)


def _nothing() -> None:
    pass


class Workers:
    """At most `jobs` processes; with one job, few parts are rendered in this one."""

    def __init__(self, jobs: int, progress: Progress = silent) -> None:
        self.jobs, self.progress = max(1, jobs), progress
        self.pool: Executor | None = None
        self.given = 0
        """How many parts the pool was given."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end()

    def render(self, tasks: Sequence[Task], meanwhile: Callable[[], None] = _nothing) -> list[bytes]:
        """The packed parts of `tasks`, in order. Raises MachineError when a worker is killed.

        `meanwhile` is done here while they are at work.

        A unit the layout engine gives up on is tried again with its notes at the end; if that fails too, its
        part is a page that says so.
        """
        # the longest first, so that no worker ends alone with a long one
        order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].markup))
        share = RECYCLED_AFTER * self.jobs
        parts: dict[int, bytes] = {}
        for group in (order[start : start + share] for start in range(0, len(order), share)):
            pool = self._pool(len(group), len(tasks))
            futures = {i: pool.submit(render, tasks[i]) for i in group}
            meanwhile()
            for done, _ in enumerate(as_completed(futures.values()), len(parts) + 1):
                self.progress(STEP, done, len(tasks))
            parts.update((i, self._result(pool, tasks[i], futures[i])) for i in group)
        return [parts[i] for i in range(len(tasks))]

    def _pool(self, coming: int, whole: int) -> Executor:
        """The pool for `coming` parts of `whole`: a fresh one when the last has had its share."""
        if self.given + coming > RECYCLED_AFTER * self.jobs:
            self._end()
        if self.pool is None:
            self.pool, self.given = self._executor(whole), 0
        self.given += coming
        return self.pool

    def _end(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def _executor(self, count: int) -> Executor:
        if self.jobs == 1 and count <= RECYCLED_AFTER:
            return ThreadPoolExecutor(1)
        return ProcessPoolExecutor(self.jobs, mp_context=_context(), initializer=prepare)

    def _result(self, pool: Executor, task: Task, future: Future[bytes]) -> bytes:
        error = _error(task, future)
        if error is None:
            return future.result()
        again = pool.submit(render, replace(task, notes="end"))
        if _error(task, again) is None:
            return again.result()
        return pool.submit(render, failed(task, f"{type(error).__name__}: {error}")).result()


def _error(task: Task, future: Future[bytes]) -> BaseException | None:
    """What the layout engine raised on `task`, if anything. Raises MachineError when the process is gone."""
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise MachineError(
            f"the process that laid out {task.unit} was stopped by the system, most often for lack of memory: "
            "close other programs, or build with --jobs 1"
        )
    return error
