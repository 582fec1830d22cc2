"""What has been cited so far: the antecedents of « ibid. », « id. » and « op. cit. »."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from actes.normalising.prose.aligning import align
from actes.normalising.prose.leading import admissible
from actes.normalising.prose.tokens import Token
from actes.normalising.prose.works import Bibliography, Work


class _Event(NamedTuple):
    keys: tuple[str, ...]
    """Empty: something was cited that is not known."""
    note: int
    """The number of its note, -1 in the text."""
    pages: str = ""
    """Where in the one work cited."""


class History:
    """Citations in the order of reading; a note is read where it is called."""

    def __init__(self, bibliography: Bibliography) -> None:
        self.bibliography = bibliography
        self.events: list[_Event] = []
        self.cited: dict[str, Work] = {}
        self._strangers: set[str] = set()
        self._unread: list[Callable[[], Sequence[Token]]] = []
        """What gives the names of what was cited and is not known, until they are asked for."""
        self.pages: dict[str, str] = {}
        """Where each work was cited last."""

    def add(self, cited: Iterable[tuple[str, str]], note: int = -1) -> None:
        """Some works are cited together: their keys and pages."""
        cited = tuple(cited)
        keys = tuple(dict.fromkeys(key for key, _ in cited))
        self.events.append(_Event(keys, note, cited[-1][1] if len(keys) == 1 else ""))
        for key, pages in cited:
            if work := self.bibliography.work(key):
                self.cited[work.key] = work
                self.pages[work.key] = pages

    def add_stranger(self, names: Callable[[], Sequence[Token]], note: int = -1) -> None:
        """Something is cited that could not be identified: what follows cannot refer past it."""
        self.events.append(_Event((), note))
        self._unread.append(names)

    @property
    def strangers(self) -> set[str]:
        """Joined words of the names of what was cited and is not known."""
        for names in self._unread:
            self._strangers.update(token.plain for token in names() if token.capital)
        self._unread.clear()
        return self._strangers

    def antecedent(self, note: int = -1) -> Work | None:
        """The one work « ibid. » stands for, in note number `note` or in the text; None when that is not sure."""
        if not self.events:
            return None
        last = self.events[-1]
        if len(last.keys) != 1:
            return None
        if note < 0:
            # what a note cites in between may or may not be meant
            own = next((e for e in reversed(self.events) if e.note < 0), None)
            if own is None or own.keys != last.keys:
                return None
        elif last.note not in (note, note - 1):
            return None
        elif last.note < note and any(e.note == last.note and e.keys != last.keys for e in self.events):
            # the note before cites several works, in as many sentences
            return None
        return self.bibliography.work(last.keys[0])

    def same_pages(self) -> str:
        """The pages cited last, for « ibid. » by itself: it means the same place."""
        return self.events[-1].pages if self.events else ""

    def cited_before(self, names: Sequence[Token], *, article: bool, narrative: bool) -> tuple[int, list[Work]]:
        """The works cited before that `names` sign, and the number of the token their names begin at."""
        found: list[Work] = []
        first = len(names)
        for work in self.cited.values():
            alignment = align(names, work, self.bibliography)
            if alignment and admissible(
                names,
                alignment.first,
                self.bibliography,
                narrative=narrative,
                corporate=work.authors[0].corporate,
            ):
                found.append(work)
                first = min(first, alignment.first)
        if len(found) > 1 and article and sum(work.article for work in found) == 1:
            found = [work for work in found if work.article]
        return first, found
