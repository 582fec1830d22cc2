"""Proof pages: the chapter as the PDF has it, laid out in a process of its own that stays warm.

Only one layout runs at a time, and only the newest state is laid out next: a thousand saves cost two layouts.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import tempfile
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2

from actes.diagnostics import MachineError, Report
from actes.model import Contribution, Volume
from actes.preview.store import Recent

SCALE = 1.75
"""Pixels per point: sharp at the width the page shows them in."""
_CACHE = Recent(Path(tempfile.gettempdir()), 48_000_000)
"""Of the process that lays out."""


@dataclass(frozen=True)
class Proof:
    """A chapter's PDF, how many pages it has, and the day it bears (ISO 8601)."""

    data: bytes
    pages: int
    date: str

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return hashlib.sha256(self.data).hexdigest()[:16]


def light(volume: Volume, contribution: Contribution) -> Volume:
    """The volume as the layout of one chapter needs it: without the other chapters and their references."""
    axes = [replace(a, contributions=(contribution.slug,), introduction=None) for a in volume.axes]
    kept = tuple(a for a in axes if a.id == contribution.axis)
    own = replace(contribution, text="", typed_citations="", fields={}, references=())
    return replace(volume, axes=kept, contributions=(own,), left_out=(), references=(), front=(), bibliography=())


def lay_out(volume: Volume, mark: str, date: str) -> Proof:
    """The proof of the only chapter of `volume`. Raises StyleError when the volume's print.css cannot be used."""
    from actes.writing import html, pdf
    from actes.writing.pdf.proof import mark as marked

    contribution = volume.contributions[0]
    unit = html.chapter_unit(volume, contribution)
    layout = pdf.lay_out(volume, [unit], _CACHE, 1, Report())
    data = marked(pdf.write_offprint(layout, contribution.slug), mark)
    return Proof(data, layout.page_map.counts[contribution.slug], date)


def _begin(life: Connection) -> None:
    """Load the layout engine and its fonts before the first chapter comes; texts come before proofs."""
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    os.nice(10)
    from actes.writing.pdf import workers

    workers.prepare()


def _end_with(life: Connection) -> None:
    """End this process, whatever it is laying out, when the preview closes the other end of `life` or is killed."""
    with contextlib.suppress(EOFError, OSError):
        life.recv_bytes()
    os._exit(0)


class Press:
    """The process that lays out, started with the preview and ended with it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._life: Connection | None = None
        self._lock = threading.Lock()
        self._ended = False

    def start(self) -> None:
        """Start the process, in the background."""
        self._executor().submit(len, "")

    def print(self, volume: Volume, mark: str, date: str) -> Proof:
        """The proof of the only chapter of `volume`.

        Raises BrokenProcessPool when the system stopped the process (the next call starts another), MachineError
        when the preview is ending.
        """
        try:
            future: Future[Proof] = self._executor().submit(lay_out, volume, mark, date)
            return future.result()
        except BrokenProcessPool:
            with self._lock:
                self._drop()
            raise

    def _executor(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._ended:
                # a process started now would outlive the preview
                raise MachineError("the preview is ending")
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                theirs, self._life = context.Pipe(duplex=False)
                self._pool = ProcessPoolExecutor(1, context, _begin, (theirs,))
            return self._pool

    def close(self) -> None:
        """End the process, for good, in the middle of a page if need be."""
        with self._lock:
            self._ended = True
            self._drop()

    def _drop(self) -> None:
        if self._life is not None:
            self._life.close()
            self._life = None
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


_drawing = threading.Lock()
"""PDFium draws one page at a time."""


def picture(proof: Proof, number: int) -> bytes:
    """Page `number` (from 1) as a PNG image. Raises IndexError when there is no such page."""
    if not 1 <= number <= proof.pages:
        raise IndexError(number)
    with _drawing:
        document = pypdfium2.PdfDocument(proof.data)
        try:
            page = document[number - 1]
            image = page.render(scale=SCALE).to_pil()
            page.close()
        finally:
            document.close()
    out = BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()
