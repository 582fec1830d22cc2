"""The chapters that are looked at, kept up to date: files change, texts, remarks and proofs follow.

All reading and resolving is done by one thread, which always works on the newest state of the files: saves
that come while it works are taken together. Listeners are told what is new by its number.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
from collections.abc import AsyncGenerator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from actes import tree
from actes.diagnostics import Diagnostic, MachineError
from actes.labels import date_text
from actes.preview import panels, screen
from actes.preview.proof import Press, Proof, light
from actes.preview.session import Made, Session
from actes.preview.words import word
from actes.styles import StyleError
from actes.writing.html.elements import Element

T = TypeVar("T")
QUIET = 0.25
"""Seconds without a save before pages are laid out."""
_log = logging.getLogger("actes.preview")


@dataclass
class View:
    """A chapter that is looked at. The numbers grow with each new text, panel and proof."""

    made: Made | None = None
    root: Element | None = None
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    proof: Proof | None = None
    numbers: dict[str, int] = field(default_factory=lambda: {"text": 0, "panel": 0, "proof": 0})
    problem: str = ""
    """What keeps the text from being shown, in words."""
    proof_problem: str = ""
    proof_pending: bool = True


class Studio:
    """What the server shows. Its coroutines run in one event loop."""

    def __init__(self, session: Session, press: Press, language: str) -> None:
        self.session, self.press, self.language = session, press, language
        self.views: dict[str, View] = {}
        self._listeners: set[asyncio.Queue[str]] = set()
        self._thread = ThreadPoolExecutor(1, "resolve")
        self._changed: set[Path] = set()
        self._wake = asyncio.Event()
        self._printing: asyncio.Task[None] | None = None
        self._stopped = False

    # what the server asks

    async def view(self, slug: str) -> View:
        """The chapter called `slug` ("" for the first), made when nobody has looked at it yet."""
        if not self.session.slugs:
            await self._run(self.session.refresh)
        slug = slug if slug in self.session.slugs else self.session.first
        if slug not in self.views:
            self.views[slug] = View()
            await self._update(slug)
        return self.views[slug]

    def name(self, view: View) -> str:
        """The slug of `view`."""
        return next(slug for slug, held in self.views.items() if held is view)

    def chapters(self) -> list[tuple[str, str]]:
        """(slug, title) of the chapters."""
        volume = self.session.volume
        titles = {c.slug: tree.plain_text(c.main_title) for c in volume.contributions} if volume else {}
        return [(slug, titles.get(slug, slug)) for slug in self.session.slugs]

    def panel(self, view: View, language: str) -> str:
        """What stands beside the chapter, as HTML."""
        contribution = view.made.contribution if view.made else None
        volume = view.made.volume if view.made else self.session.volume
        return panels.panel(contribution, volume, view.diagnostics, view.root, language)

    async def run(self, work: Callable[[], T]) -> T:
        """Do `work` in the thread that knows the session."""
        return await self._run(work)

    def state(self) -> str:
        """The numbers of every view, and the chapters there are, as JSON."""
        views = {
            slug: {
                **view.numbers,
                "stale": bool(view.made and view.made.stale) or bool(view.problem),
                "pending": view.proof_pending,
            }
            for slug, view in self.views.items()
        }
        return json.dumps({"views": views, "chapters": self.chapters()}, ensure_ascii=False)

    async def states(self) -> AsyncGenerator[str, None]:
        """The state now, and again whenever something is new; a listener that is slow misses what is outdated."""
        queue: asyncio.Queue[str] = asyncio.Queue(1)
        self._listeners.add(queue)
        try:
            yield self.state()
            while not self._stopped:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)

    @property
    def listeners(self) -> int:
        """How many pages listen."""
        return len(self._listeners)

    # what happens by itself

    def change(self, paths: Iterable[Path]) -> None:
        """Files have changed."""
        self._changed.update(paths)
        self._wake.set()

    async def work(self) -> None:
        """Follow changes until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            changed, self._changed = self._changed, set()
            await self._run(partial(self.session.change, frozenset(changed)))
            for slug in list(self.views):
                await self._update(slug)

    def dismiss(self) -> None:
        """Let the pages that listen go."""
        self._stopped = True
        self._tell()

    async def close(self) -> None:
        """End what was started."""
        self.dismiss()
        if self._printing:
            self._printing.cancel()
        self._thread.shutdown(wait=True)
        self.press.close()
        self.session.close()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _update(self, slug: str) -> None:
        view = self.views[slug]
        for step in (self._make_text, self._settle, self._examine):
            # a save in the meantime makes these remarks outdated: they come with the next text
            if not await self._attempt(view, step, slug, view) or self._wake.is_set():
                return
        self._print_later()

    async def _attempt(self, view: View, step: Callable[[str, View], None], slug: str, held: View) -> bool:
        """Whether `step` succeeded; what goes wrong is shown on the page, and the last good text stays."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, step, slug, held)
        await asyncio.wait([future])
        error = future.exception()
        if error is None:
            self._tell()
            return True
        name = "style-problem" if isinstance(error, StyleError) else "bug"
        view.problem = word(name, self.language, problem=f"{error}" or type(error).__name__)
        if not isinstance(error, StyleError | MachineError):
            _log.error("the preview could not make %s", slug, exc_info=error)
        view.numbers["text"] += 1
        self._tell()
        return False

    def _make_text(self, slug: str, view: View) -> None:
        made = self.session.chapter(slug)
        noticed = bool(view.problem) or bool(view.made and view.made.stale)
        view.problem = ""
        if made is not None and not made.stale:
            root = screen.chapter(made.volume, made.contribution)
            text = screen.text_of(root)
            # a text mended into what it was takes its notice away
            if text != view.text or noticed:
                view.numbers["text"] += 1
            view.root, view.text = root, text
        elif view.made is None or not view.made.stale:
            view.numbers["text"] += 1
        view.made = made

    def _settle(self, slug: str, view: View) -> None:
        if self.session.settle(slug):
            self._make_text(slug, view)

    def _examine(self, slug: str, view: View) -> None:
        view.diagnostics = self.session.examine(slug)
        view.numbers["panel"] += 1

    def _tell(self) -> None:
        state = self.state()
        for queue in self._listeners:
            _offer(queue, state)

    # proofs

    def _print_later(self) -> None:
        if self._printing is None or self._printing.done():
            self._printing = asyncio.create_task(self._print())

    async def _print(self) -> None:
        done: dict[str, Made | None] = {}
        while True:
            await asyncio.sleep(QUIET)
            due = [s for s, v in self.views.items() if v.made and not v.made.stale and done.get(s) is not v.made]
            if not due:
                return
            for slug in due:
                view = self.views[slug]
                done[slug] = view.made
                await self._print_one(view)

    async def _print_one(self, view: View) -> None:
        made = view.made
        assert made is not None
        today = datetime.date.today().isoformat()
        mark = word("proof-mark", made.contribution.language[:2], date=date_text(today, made.contribution.language))
        view.proof_pending = True
        self._tell()
        try:
            chapter = light(made.volume, made.contribution)
            view.proof = await asyncio.to_thread(self.press.print, chapter, mark, today)
            view.proof_problem = ""
        except (StyleError, MachineError, BrokenProcessPool) as error:
            view.proof_problem = f"{error}"
        view.proof_pending = False
        view.numbers["proof"] += 1
        self._tell()


def _offer(queue: asyncio.Queue[str], state: str) -> None:
    """Put the newest state in `queue`, in the place of one not yet taken."""
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(state)
