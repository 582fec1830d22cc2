"""Results of pure functions kept by a process that lives long, so that it does not do the same work twice.

The preview resolves a chapter at every save, and nearly all of it is as it was: paragraphs typeset,
citations rendered, .bib files read. Nothing is kept unless `keep` is called; a build never does.
"""

from __future__ import annotations

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from actes.cache import digest

T = TypeVar("T")

_kept: OrderedDict[str, Any] = OrderedDict()
_lock = threading.Lock()
_most = 0


def keep(entries: int) -> None:
    """From now on keep the `entries` results used last; 0 forgets them all and keeps none."""
    global _most
    with _lock:
        _most = entries
        while len(_kept) > _most:
            _kept.popitem(last=False)


def recall(name: str, arguments: Any, make: Callable[[], T]) -> T:
    """The result of `make()`, or the one it gave before for the same `name` and equal `arguments`.

    `arguments` are all that the result depends on, and can be pickled; the result is shared, never changed.
    """
    if not _most:
        return make()
    key = digest(name, pickle.dumps(arguments, protocol=5))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > _most:
            _kept.popitem(last=False)
    return made
