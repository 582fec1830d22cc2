"""Starting and stopping: a socket of the loopback, the watch on the files, the server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
import watchfiles

from actes.diagnostics import MachineError
from actes.preview.connection import BACKLOG, Connection
from actes.preview.guard import Guard
from actes.preview.proof import Press
from actes.preview.server import application
from actes.preview.session import Session
from actes.preview.studio import Studio

STEP, TOGETHER = 15, 60
"""Milliseconds: quiet after which changes are told, and how long they may be gathered."""
WATCHED = {".md", ".markdown", ".qmd", ".rmd", ".rmarkdown", ".bib", ".yaml", ".yml", ".csl", ".css", ".html",
           ".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".tiff", ".webp", ".bmp"}  # fmt: skip
_NEVER = {"build", "node_modules", "__pycache__", ".git", ".venv"}


class _Manuscripts(watchfiles.BaseFilter):
    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        held = Path(path)
        if held.suffix.lower() not in WATCHED or not held.is_relative_to(self.root):
            return False
        return not any(part in _NEVER or part.startswith(".") for part in held.relative_to(self.root).parts)


def serve(
    path: Path,
    *,
    port: int = 0,
    language: str = "fr",
    announce: Callable[[str], None],
) -> None:
    """Serve the preview of `path` until interrupted.

    `announce` is told the address once it answers. Raises MachineError when the port is taken.
    """
    listening = _listen(port)
    scratch = tempfile.TemporaryDirectory(prefix="actes-preview-", ignore_cleanup_errors=True)
    # Ctrl+C is how a preview ends
    with scratch as workspace, listening, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(path, listening, Path(workspace), language, announce))


def _listen(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError as error:
        made.close()
        raise MachineError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error
    return made


class _Server(uvicorn.Server):
    """Tells when it answers, and when it is about to stop: pages that listen would keep it from ending."""

    def __init__(
        self,
        config: uvicorn.Config,
        started: Callable[[], None],
        ending: Callable[[], None],
        ended: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self._tell, self._ending, self._ended = started, ending, ended

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        await super().shutdown(sockets)
        # the signal that ended it is raised again after this, and would cut off whoever tidies up
        await self._ended()


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a preview that ends has something to tell: an answer that is cut off by its end is no error."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful shutdown exceeded" not in str(record.msg)


async def _serve(
    path: Path,
    listening: socket.socket,
    workspace: Path,
    language: str,
    announce: Callable[[str], None],
) -> None:
    port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
    press = Press()
    studio = Studio(Session(path, workspace), press, language)
    config = uvicorn.Config(
        Guard(application(studio), port, token),
        http=Connection,
        backlog=BACKLOG,
        proxy_headers=False,
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    press.start()
    tasks = [asyncio.create_task(_watch(studio)), asyncio.create_task(studio.work())]

    async def end() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await studio.close()

    address = f"http://127.0.0.1:{port}/?token={token}"
    server = _Server(config, lambda: announce(address), studio.dismiss, end)
    try:
        await server.serve(sockets=[listening])
    finally:
        await end()


async def _watch(studio: Studio) -> None:
    root = studio.session.root
    async for changes in watchfiles.awatch(root, watch_filter=_Manuscripts(root), step=STEP, debounce=TOGETHER):
        studio.change(Path(path) for _change, path in changes)
