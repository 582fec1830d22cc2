"""The search itself: every place of a text where a citation may be, in the order of reading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from actes.diagnostics import Report
from actes.model import Reference
from actes.normalising.prose import (
    bare_years,
    full_references,
    latex,
    mixed,
    narratives,
    note_texts,
    rendering,
    reports,
)
from actes.normalising.prose.brackets import LONGEST, Bracket, forest
from actes.normalising.prose.history import History
from actes.normalising.prose.identifying import Identifier
from actes.normalising.prose.lists import ListReader
from actes.normalising.prose.locators import locator_of
from actes.normalising.prose.masking import HIDDEN, Existing, Masked, Note, mask
from actes.normalising.prose.outcomes import Cite, Edit, Normalised, Outcome
from actes.normalising.prose.passages import Passage
from actes.normalising.prose.tokens import Token, tokens
from actes.normalising.prose.works import Bibliography

Fix = Literal["exact", "repaired"]
_TITLE = re.compile(r"[*_«“\"]")
"""What a title is set in."""


class _Search:
    """One text against one bibliography."""

    def __init__(
        self, text: str, masked: Masked, bibliography: Bibliography, commands: Sequence[latex.Command]
    ) -> None:
        self.text = text
        self.masked = masked
        self.history = History(bibliography)
        self.passage = Passage(text, masked.view, Identifier(bibliography), self.history)
        self.note_starts = sorted((note.start, number) for number, note in enumerate(masked.notes))
        self.commands = commands
        self.edits: list[Edit] = []
        self.left: list[Cite] = []
        self.existing_starts = [existing.start for existing in masked.existing]
        self.grouped: set[int] = set()
        """Where citations by key begin that now belong to a group."""
        self.floor = 0
        """Where what was read last ends."""

    def run(self) -> None:
        brackets = forest(self.masked.view)
        definitions = [n for n in self.masked.notes if n.position < n.start - 2 or not self._inline(n)]
        spans = sorted((n.start, n.end, n.position) for n in definitions)
        starts = [start for start, _, _ in spans]

        def order(place: int) -> tuple[int, int]:
            number = bisect_right(starts, place) - 1
            if number >= 0 and place <= spans[number][1]:
                return spans[number][2], place
            return place, place

        outside: list[Bracket] = []
        in_definitions: dict[int, list[Bracket]] = {}
        for bracket in brackets:
            number = bisect_right(starts, bracket.start) - 1
            if number >= 0 and bracket.end <= spans[number][1]:
                in_definitions.setdefault(spans[number][0], []).append(bracket)
            else:
                outside.append(bracket)
        steps: list[tuple[tuple[int, int], Callable[[], object]]] = []
        for existing in self.masked.existing:
            steps.append((order(existing.start), partial(self._existing, existing)))
        for command in self.commands:
            steps.append((order(command.start), partial(self._command, command)))
        for note in definitions:
            inside = in_definitions.get(note.start, [])
            steps.append(((note.position, note.start), partial(self._note_text, note, inside)))
        waiting = deque(sorted(steps, key=lambda s: s[0]))
        if spans:
            outside.sort(key=lambda b: order(b.start))
        for bracket in outside:
            while waiting and waiting[0][0] < order(bracket.start):
                waiting.popleft()[1]()
            self._bracket(bracket)
        for _, step in waiting:
            step()

    def _inline(self, note: Note) -> bool:
        return self.masked.view[note.start - 2 : note.start] == "^["

    def _note(self, place: int) -> int:
        """The number of the note that holds `place`, -1 in the text."""
        at = bisect_right(self.note_starts, (place, len(self.note_starts))) - 1
        if at < 0:
            return -1
        number = self.note_starts[at][1]
        return number if place <= self.masked.notes[number].end else -1

    # -- what was found

    def _keep(
        self,
        start: int,
        end: int,
        replacement: str,
        cites: Sequence[Cite],
        names: Callable[[], Sequence[Token]],
        note: int,
    ) -> None:
        """`names` gives those of the citations, should they be left."""
        self.floor = max(self.floor, end)
        if replacement:
            repaired = any(cite.reasons for cite in cites)
            outcome = Outcome.REPAIRED if repaired else Outcome.EXACT
            self.edits.append(Edit(start, end, replacement, outcome, tuple(cites)))
            self.history.add([(cite.key, cite.locator) for cite in cites], note)
            return
        self.left += cites
        if all(cite.problem == "statute" for cite in cites):
            return
        self.history.add_stranger(names, note)

    def _existing(self, existing: Existing) -> None:
        if existing.start in self.grouped:
            return
        pages = locator_of(self.text[existing.start : existing.end]) if len(existing.keys) == 1 else ""
        self.history.add([(key, pages) for key in existing.keys], self._note(existing.start))

    def _command(self, command: latex.Command) -> None:
        note = self._note(command.start)
        if command.replacement:
            self._keep(command.start, command.end, command.replacement, command.cites, tuple, note)
        else:
            self.left += [cite for cite in command.cites if not cite.key] or command.cites
            self.history.add_stranger(tuple, note)

    def _note_text(self, note: Note, brackets: Sequence[Bracket]) -> None:
        number = self._note(note.start)
        passage = Passage(self.text, self.masked.view, self.passage.identifier, self.history, number)
        read: list[tuple[int, int]] = []
        for reference in note_texts.read(passage, note, brackets):
            read.append((reference.start, reference.end))
            names = partial(tokens, passage.view, reference.start, reference.end)
            self._keep(reference.start, reference.end, reference.replacement, reference.cites, names, number)
        for bracket in brackets:
            if not any(start <= bracket.start < end for start, end in read):
                self._bracket(bracket)

    def _bracket(self, bracket: Bracket) -> bool:
        """Whether anything in `bracket`, or it with the names before it, was read as citations."""
        view = self.masked.view
        if bracket.kind == "[" and view[bracket.start - 1 : bracket.start] == "^" and bracket.start:
            number = self._note(bracket.inner_start)
            if number >= 0 and self.masked.notes[number].start == bracket.inner_start:
                self._note_text(self.masked.notes[number], bracket.children or ())
                return True
        number = self._note(bracket.start)
        passage = (
            self.passage if number < 0 else Passage(self.text, view, self.passage.identifier, self.history, number)
        )
        if bracket.end - bracket.start <= LONGEST:
            sentence = narratives.read(passage, bracket, self.floor)
            if sentence:
                last = sentence.names[-6:]
                self._keep(
                    sentence.start, sentence.end, sentence.replacement, sentence.cites, partial(tuple, last), number
                )
                return True
        if self._mixed(bracket, passage, number):
            return True
        claimed = [self._bracket(child) for child in bracket.children or ()]
        if any(claimed):
            return True
        if bracket.end - bracket.start > LONGEST:
            return False
        reader = ListReader(passage, bracket.inner_start, bracket.inner_end)
        cites = reader.read()
        titled = not any(cite.key for cite in cites) and (
            not cites or _TITLE.search(view, bracket.inner_start, bracket.inner_end)
        )
        if titled and (full := full_references.read(passage, bracket.inner_start, bracket.inner_end)):
            # « (Bourdieu, *La distinction*, 1979) »
            cites = [full]
        if not cites:
            return False
        replacement = rendering.group(cites) if reader.whole and self._writable(bracket, cites) else ""
        names = partial(tokens, view, bracket.inner_start, bracket.inner_end)
        self._keep(bracket.start, bracket.end, replacement, cites, names, number)
        return True

    def _writable(self, bracket: Bracket, cites: Sequence[Cite]) -> bool:
        """Whether a group of `cites` may stand where `bracket` does."""
        around = self.text[max(0, bracket.start - 80) : bracket.start], self.text[bracket.end : bracket.end + 2]
        return rendering.writable(cites) and not rendering.means_something_else(*around)

    def _mixed(self, bracket: Bracket, passage: Passage, note: int) -> bool:
        """Whether `bracket` holds citations by key and by hand."""
        first = bisect_right(self.existing_starts, bracket.start)
        last = bisect_right(self.existing_starts, bracket.inner_end)
        beside = self.masked.existing[first:last]
        found = mixed.read(passage, bracket, beside) if beside and bracket.end - bracket.start <= LONGEST else None
        if found is None:
            return False
        replacement = found.replacement if self._writable(bracket, found.cites) else ""
        self._keep(bracket.start, bracket.end, replacement, found.cites, tuple, note)
        if replacement:
            self.grouped.update(cited.start for cited in beside)
            self.history.add([*((c.key, "") for c in found.cites), *((k, "") for e in beside for k in e.keys)], note)
        return True


def normalise_text(
    text: str, references: Sequence[Reference], *, file: str, language: str = "fr", fix: Fix = "repaired"
) -> Normalised:
    """Turn the citations typed by hand in the Markdown `text` into pandoc citations of `references`.

    `fix` tells which are rewritten: those that are "exact", or also those "repaired". Everything outside the
    edits is left as it is, character by character; running again changes nothing. `file` names the text in
    diagnostics, `language` is that of its conjunctions. Any text will do; nothing is raised.
    """
    return normalise_against(text, Bibliography(references), file=file, language=language, fix=fix)


def normalise_against(
    text: str,
    bibliography: Bibliography,
    *,
    file: str,
    language: str = "fr",
    fix: Fix = "repaired",
    written: bool = False,
) -> Normalised:
    """`normalise_text` with a bibliography made ready, for several texts that share it.

    `written` when the file is to be rewritten: the diagnostics say so.
    """
    masked = mask(text)
    commands = [c for c in latex.commands(text, bibliography, language) if _is_prose(masked, text, c)]
    if commands:
        masked = mask(text, [(c.start, c.end) for c in commands])
    search = _Search(text, masked, bibliography, commands)
    search.run()
    found = sorted(search.edits, key=lambda e: e.start)
    applied = [e for e in found if fix == "repaired" or e.outcome is Outcome.EXACT]
    pieces: list[str] = []
    place = 0
    for edit in applied:
        pieces += [text[place : edit.start], edit.replacement]
        place = edit.end
    pieces.append(text[place:])
    waiting = [e for e in found if fix == "exact" and e.outcome is not Outcome.EXACT]
    bare = bare_years.find(search.passage, [(e.start, e.end) for e in found], search.left)
    rows = reports.rows(text, applied, waiting, search.left, bare)
    report = Report()
    reports.diagnose(rows, file, report, written=written)
    return Normalised("".join(pieces), tuple(applied), rows, tuple(report))


def _is_prose(masked: Masked, text: str, command: latex.Command) -> bool:
    place = text.index("{{" if text.startswith("{{", command.start) else "\\", command.start, command.end)
    if text[place] == "{":
        return masked.view[place] == HIDDEN and text[max(0, place - 1)] != "`"
    return masked.view[place] == "\\"
