"""Results of pure functions kept by a process that lives long, so that it does not do the same work twice.

The preview resolves a chapter at every save, and nearly all of it is as it was: paragraphs typeset,
citations rendered, .bib files read. Nothing is kept unless `keep` is called; a build never does.
"""

from __future__ import annotations

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, TypeVar

from actes.cache import digest

A = TypeVar("A")
T = TypeVar("T")

_kept: OrderedDict[object, tuple[object, Any]] = OrderedDict()
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
    return _recalled(digest(name, pickle.dumps(arguments, protocol=5)), None, make)


def recall_of(name: Hashable, value: object, make: Callable[[], T]) -> T:
    """As `recall`, of a result that depends on nothing but `name` and `value`, and on it being that very object.

    What is recalled passes on the same objects, so that what is made of them is recalled in its turn.
    """
    return _recalled((name, id(value)), value, make) if _most else make()


def recall_all(name: str, arguments: Sequence[A], make: Callable[[list[A]], list[T]]) -> list[T]:
    """The results for each of `arguments`; `make` is given those that are not known, each once, in their order."""
    if not _most:
        return make(list(arguments))
    keys = [digest(name, pickle.dumps(a, protocol=5)) for a in arguments]
    found: dict[str, T] = {}
    with _lock:
        for key in keys:
            if key in _kept:
                _kept.move_to_end(key)
                found[key] = _kept[key][1]
    unknown = {key: a for key, a in zip(keys, arguments, strict=True) if key not in found}
    for key, made in zip(unknown, make(list(unknown.values())) if unknown else (), strict=True):
        found[key] = _recalled(key, None, partial(_same, made))
    return [found[key] for key in keys]


def _same(made: T) -> T:
    return made


def keeps() -> bool:
    """Whether results are kept, so that work is worth parting into what may be recalled."""
    return _most > 0


def _recalled(key: object, value: object, make: Callable[[], T]) -> T:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key][1]
            return found
    made = make()
    with _lock:
        # an object is kept with what is known of it, so that no other can have its id
        _kept[key] = (value, made)
        while len(_kept) > _most:
            _kept.popitem(last=False)
    return made
