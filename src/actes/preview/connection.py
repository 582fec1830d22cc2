"""A connection to the preview: what a client may hold open, and for how long.

Whoever can reach the loopback can connect, even without the token: a page of another site, another user of the
machine. What asks nothing, or never reads its answer, is let go, so that the author's own browser is always served.
"""

from __future__ import annotations

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE = 10.0
"""Seconds in which a client must have sent a whole request, or have read something of its answer."""
BACKLOG = 64
"""Connections taken at once by the event loop, which asks nobody meanwhile whether there are too many."""
MOST = 400


def most() -> int:
    """How many connections may be open: an answer may need a file too, and the machine has a limit for both."""
    return min(MOST, (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - BACKLOG) // 3)


class Connection(H11Protocol):
    """HTTP of a browser; that of anybody else ends soon."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look_later()
        held = [c for c in self.connections if isinstance(c, Connection) and not c.transport.is_closing()]
        if len(held) > most():
            # the one that has waited longest without asking; if all others are being answered, there is no room
            min((c for c in held if not c.busy), key=lambda c: c.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def _look_later(self) -> None:
        self.since = self.loop.time()
        self._timer = self.loop.call_later(PATIENCE, self._look, self.cycle, self.transport.get_write_buffer_size())

    def _look(self, cycle: RequestResponseCycle | None, unread: int) -> None:
        """End what is as it was: no request since, or an answer of which nothing was read."""
        stuck = unread > 0 and self.transport.get_write_buffer_size() == unread
        if self.cycle is cycle and (stuck or not self.busy):
            self.transport.abort()
        else:
            self._look_later()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP. A request that turns bad while it is answered gets no second answer."""
        if self.busy:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self.transport.abort()
        else:
            super().send_400_response(msg)
