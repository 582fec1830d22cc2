"""Worker processes that render parts: few, started on demand, recycled, and never left behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from actes.diagnostics import MachineError
from actes.outcome import Progress, silent
from actes.writing.pdf.part import Task, failed

STEP = "lay-out"
"""What `Progress` is told."""

RECYCLED_AFTER = 40
"""Parts a worker renders before a fresh process takes its place: memory stays bounded."""


# WeasyPrint is imported where it is needed: a build that finds all parts in the cache never loads it.


def prepare() -> None:
    """Make this process a layout worker."""
    from actes.writing.pdf import render

    render.prepare()


def render(task: Task) -> bytes:
    """The packed part of `task`."""
    from actes.writing.pdf import render

    return render.render(task)


class Workers:
    """At most `jobs` processes; with one job, few parts are rendered here."""

    def __init__(self, jobs: int, progress: Progress = silent) -> None:
        self.jobs, self.progress = max(1, jobs), progress
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def render(self, tasks: Sequence[Task]) -> list[bytes]:
        """The packed parts of `tasks`, in order. Raises MachineError when a worker is killed."""
        if not tasks:
            return []
        if self.jobs == 1 and len(tasks) <= RECYCLED_AFTER:
            return [self._here(tasks, i) for i in range(len(tasks))]
        pool = self._pool()
        # the longest first, so that no worker ends alone with a long one
        order = sorted(range(len(tasks)), key=lambda i: -len(tasks[i].markup))
        futures: dict[int, Future[bytes]] = {i: pool.submit(render, tasks[i]) for i in order}
        done = 0

        for future in as_completed(futures.values()):
            if future.exception() is None:
                done += 1
                self.progress(STEP, done, len(tasks))
        return [_result(tasks[i], futures[i]) for i in range(len(tasks))]

    def _here(self, tasks: Sequence[Task], position: int) -> bytes:
        made = render(tasks[position])
        self.progress(STEP, position + 1, len(tasks))
        return made

    def _pool(self) -> ProcessPoolExecutor:
        if self.pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["actes.writing.pdf.render"])
            self.pool = ProcessPoolExecutor(
                self.jobs, mp_context=context, initializer=prepare, max_tasks_per_child=RECYCLED_AFTER
            )
        return self.pool


def _result(task: Task, future: Future[bytes]) -> bytes:
    """What a worker made of `task`; a page that says so when the layout engine gave up on it."""
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise MachineError(
            f"the process that laid out {task.unit} was stopped by the system, most often for lack of memory: "
            "close other programs, or build with --jobs 1"
        )
    if error is not None:
        return render(failed(task, f"{type(error).__name__}: {error}"))
    return future.result()
