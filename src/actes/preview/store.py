"""The cache of a preview: in memory, bounded; only copies of images go to its folder, which dies with it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from actes.cache import Cache

LARGEST = 96_000_000
"""Bytes kept; what was used least recently goes first."""


class Recent(Cache):
    """A `Cache` whose values live in memory."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        super().__init__(folder)
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._size, self._largest = 0, largest
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The value under `key`, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`, as long as there is room."""
        with self._lock:
            self._size += len(value) - len(self._held.pop(key, b""))
            self._held[key] = value
            while self._size > self._largest and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._held)

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._size
