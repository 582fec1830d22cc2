"""Lines kept where they were: for a text that is parsed after its citations became keys."""

from __future__ import annotations

from collections.abc import Sequence

from actes.normalising.prose.outcomes import Edit


def keep_lines(text: str, edits: Sequence[Edit]) -> str:
    """`text` after `edits`, the line breaks they took away put back at the blanks that follow.

    What comes after a citation that was cut over two lines so stays on its line, and diagnostics of later
    stages point at the right one. Blank lines (hard-wrapped texts) are not put back.
    """
    pieces: list[str] = []
    place = owed = 0
    for edit in edits:
        between, owed = _pay(text[place : edit.start], owed)
        pieces.append(between)
        removed = text[edit.start : edit.end]
        owed += removed.count("\n") if "\n\n" not in removed.replace(" ", "") else 0
        replacement, owed = _pay(edit.replacement, owed)
        pieces.append(replacement)
        place = edit.end
    pieces.append(_pay(text[place:], owed)[0])
    return "".join(pieces)


def _pay(text: str, owed: int) -> tuple[str, int]:
    """`text` with up to `owed` of its first blanks as line feeds, and how many are still owed."""
    start = 0
    while owed:
        blank, line_end = text.find(" ", start), text.find("\n")
        if blank < 0 or (0 <= line_end < blank):
            # a paragraph may end here: too late
            return text, owed if line_end < 0 else 0
        following = text[blank + 1 : blank + 3]
        if following[:1] == "@" or (following[:1].isalpha() and following[1:] not in (".", ")")):
            text = f"{text[:blank]}\n{text[blank + 1 :]}"
            owed -= 1
        start = blank + 1
    return text, 0
