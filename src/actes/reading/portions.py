"""A text cut where pandoc's Markdown may be cut, so that only the portions that changed are parsed again.

    parse(text)

gives what pandoc gives for the whole text, block for block: cuts are made only between paragraphs and headings
that nothing before or after can change, each portion is given the notes it calls, and a text that is held
together otherwise (link definitions, numbered examples, headings used as links or of the same name, constructs
that stay open over a blank line) is not cut at all. A test holds the two to be equal over generated texts.

Only the preview, which parses a text again and again, cuts it: for a build, one run over the whole costs less.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from actes import memory, pandoc
from actes.tree import Blocks, identifiers

Parsed = tuple[Blocks, tuple[pandoc.Remark, ...]]

FEWEST = 6000
"""Characters below which a text is not cut: parsing it takes no longer than starting pandoc."""

_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_DIV = re.compile(r":{3,}[ \t]*(\S.*)?\Z")
_TABLE_CAPTION = re.compile(r"table:", re.IGNORECASE)
_BELOW = re.compile(r" {0,3}[:~](?:\s|\Z)|\s|table:", re.IGNORECASE)
"""How something begins that may belong to the paragraph before it: a definition, a caption, a continuation."""
_LIST = re.compile(r"(?:[-+*]|\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#|@[^\s()]*)[.)])(?:\s|\Z)")
_ODD = re.compile(r"[\s|>:~%<\\+$=#-]|`{3}|\[\^[^\]\s]+\]:|" + _LIST.pattern)
"""How a line begins that is not (only) a line of a paragraph."""
_RULE = re.compile(r"[ \t]*-{2,}[-+ \t|:=]*\Z|[ \t]*={2,}[= \t]*\Z")
"""A line of dashes: the head or foot of a table, whose rows may have blank lines between them."""
_INLINE_TAG = re.compile(
    r"</?(?:sup|sub|em|i|b|strong|br|span|u|s|small|a|q|cite|kbd|abbr|mark)\b[^<>]*>"
    r"|<(?:https?:|mailto:|ftp:|doi:)[^<>\s]*>|<!--(?:(?!-->).)*-->",
    re.IGNORECASE | re.DOTALL,
)
_TEX = re.compile(r"\\[A-Za-z]")
_TAG = re.compile(r"<[A-Za-z/!?]")
_UNCUT = re.compile(
    r"^ {0,3}\[(?!\^)[^\]\n]*(?:\n[^\]\n]+)?\]:"  # link definitions
    r"|^ {1,3}\[\^[^\]\s]+\]:"
    r"|\(@[^()\s]*\)"  # numbered examples
    r"|\\(?:begin|end|newcommand|renewcommand|def|if|verb|input|include)\b"
    r"|^ {0,3}\*\[",
    re.MULTILINE,
)


@dataclass(frozen=True)
class _Group:
    """Lines between blank ones: the number of the first (from 0), and whether it is a plain paragraph or heading."""

    first: int
    lines: tuple[str, ...]
    plain: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def parse(text: str) -> Parsed:
    """The blocks of a Markdown text, and pandoc's remarks on it. Raises PandocError and RecursionError."""
    portions = cut(text) if memory.keeps() and len(text) >= FEWEST else None
    joined = _joined(portions) if portions is not None else None
    return joined or _converted([text])[0]


@dataclass(frozen=True)
class Portion:
    """A piece of a text: the number of its first line (from 0), its own lines, and the notes it calls."""

    first: int
    text: str
    notes: str


def _parsed(texts: Sequence[str]) -> list[Parsed]:
    """What pandoc makes of each text; of one that was parsed before, the very same objects. Raises PandocError."""
    return memory.recall_all("parsed", texts, _converted)


def _converted(texts: Sequence[str]) -> list[Parsed]:
    done = pandoc.convert([pandoc.Job(t) for t in texts])
    return [(pandoc.blocks(converted.value), converted.remarks) for converted in done]


def _joined(portions: Sequence[Portion]) -> Parsed | None:
    """The blocks of all the portions; None when pandoc would not have read them so in one text."""
    try:
        parsed = _parsed([p.text + p.notes for p in portions])
    except pandoc.PandocError:
        # it will be said of the whole, with its place there
        return None
    blocks: Blocks = []
    remarks: list[pandoc.Remark] = []
    names: set[str] = set()
    for portion, (made, told) in zip(portions, parsed, strict=True):
        for name in memory.recall_of("identifiers", made, partial(identifiers, made)):
            if name in names:
                return None
            names.add(name)
        blocks += made
        for remark in told:
            if not remark.line or remark.line > portion.text.count("\n") + 1:
                return None
            remarks.append(replace(remark, line=remark.line + portion.first))
    return blocks, tuple(remarks)


def cut(text: str) -> list[Portion] | None:
    """The portions of `text`; None when it cannot be cut."""
    if _UNCUT.search(text) or "\r" in text or "\f" in text or "\v" in text:
        return None
    lines = text.split("\n")
    groups = _groups(lines)
    if groups is None:
        return None
    notes = _notes(groups)
    if notes is None:
        return None
    body = [g for g in groups if g.first not in notes.lines]
    if any(_stays_open(g) for g in groups) or _links_to_heading(groups):
        return None
    portions = []
    runs = _together(body, notes.lines)
    if runs is None:
        return None
    for members in runs:
        # blank lines as they are: white space on one may go on with what stands before it
        own = "\n".join(lines[members[0].first : members[-1].first + len(members[-1].lines)])
        called = dict.fromkeys(_CALL.findall(own))
        wanted = [notes.texts[name] for name in called if name in notes.texts]
        portions.append(Portion(members[0].first, own, "".join(f"\n\n{note}" for note in wanted)))
    used = {name for g in body for name in _CALL.findall(g.text)}
    return portions if used >= set(notes.texts) else None


def _groups(lines: Sequence[str]) -> list[_Group] | None:
    """The groups of a text, fenced blocks and divs in one piece; None when one is left open."""
    groups: list[_Group] = []
    start, i = 0, 0

    def close(end: int) -> None:
        if end > start:
            held = tuple(lines[start:end])
            groups.append(_Group(start, held, _is_plain(held)))

    while i < len(lines):
        if not lines[i].strip(" \t"):
            close(i)
            start = i + 1
        elif _FENCE.match(lines[i].lstrip(" \t")) or _DIV.match(lines[i]):
            end = _closing(lines, i)
            if end is None:
                return None
            i = end
        elif ":::" in lines[i] and _DIV.match(lines[i].lstrip(" \t>*+-")):
            return None
        i += 1
    close(len(lines))
    return groups


def _closing(lines: Sequence[str], opening: int) -> int | None:
    """The line that closes the fence or div opened at line `opening`."""
    fence = _FENCE.match(lines[opening].lstrip(" \t"))
    if fence:
        if lines[opening][0] in " \t" or "`" in lines[opening].lstrip(" \t")[len(fence[1]) :]:
            return None
        mark = re.compile(re.escape(fence[1][0]) + "{" + str(len(fence[1])) + r",}[ \t]*\Z")
        return next((i for i in range(opening + 1, len(lines)) if mark.match(lines[i])), None)
    depth, i = 0, opening
    while i < len(lines):
        line = lines[i]
        found = _DIV.match(line)
        if found:
            depth += 1 if found[1] and found[1].strip(": \t") else -1
            if depth <= 0:
                return i if depth == 0 else None
        elif _FENCE.match(line.lstrip(" \t")):
            inner = _closing(lines, i)
            if inner is None:
                return None
            i = inner
        i += 1
    return None


def _is_plain(lines: Sequence[str]) -> bool:
    """Whether these lines are a paragraph or a heading, whatever stands around them."""
    rest = lines[1:] if _HEADING.match(lines[0]) else lines
    if any(_ODD.match(line) or _TABLE_CAPTION.match(line) or _RULE.match(line) for line in rest):
        return False
    text = "\n".join(lines)
    return not _TEX.search(text) and not _TAG.search(_INLINE_TAG.sub("", text))


@dataclass(frozen=True)
class _Notes:
    texts: dict[str, str]
    """The definition of each note."""
    lines: frozenset[int]
    """The first lines of the groups that define notes."""


def _notes(groups: Sequence[_Group]) -> _Notes | None:
    """The notes defined in a text; None when they are not defined one by one, in groups of their own."""
    texts: dict[str, str] = {}
    lines: set[int] = set()
    name = ""
    after = False
    for group in groups:
        if after and not _NOTE.match(group.lines[0]) and re.match(r" {0,3}[:~]", group.lines[0]):
            # it would be what a term is defined as, not a note
            return None
        after = bool(_NOTE.match(group.lines[0])) or (after and group.lines[0].startswith(("    ", "\t")))
        if name and group.lines[0].startswith(("    ", "\t")):
            if any(_ODD.match(line) and not line.startswith(("    ", "\t")) for line in group.lines):
                # a list, a fence at the margin: the note may end there
                return None
            texts[name] += f"\n\n{group.text}"
            lines.add(group.first)
            continue
        name = ""
        if not _NOTE.match(group.lines[0]):
            if any(_NOTE.match(line.lstrip(" \t>")) for line in group.lines):
                return None
            continue
        lines.add(group.first)
        for line in group.lines:
            found = _NOTE.match(line)
            if found:
                name = found[1]
                if name in texts or _CALL.search(line[found.end() :]):
                    return None
                texts[name] = line
            elif _ODD.match(line.lstrip(" \t")) or _CALL.search(line):
                return None
            else:
                texts[name] += f"\n{line}"
    if any(_CALL.search(t[len(n) + 4 :]) or _TAG.search(_INLINE_TAG.sub("", t)) for n, t in texts.items()):
        return None
    return _Notes(texts, frozenset(lines))


def _stays_open(group: _Group) -> bool:
    """Whether something that may go on over a blank line opens in `group`, or closes in it."""
    text = group.text
    if "\\" in text and text.count("{") != text.count("}"):
        return True
    return not group.plain and bool(_TAG.search(_INLINE_TAG.sub("", text))) and not _is_fenced(group)


def _is_fenced(group: _Group) -> bool:
    return bool(_FENCE.match(group.lines[0])) and _closing(group.lines, 0) == len(group.lines) - 1


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


_ANY_HEADING = re.compile(r"[\s>*+:.)0-9-]*#+")
_BRACKETED = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]")


def _links_to_heading(groups: Iterable[_Group]) -> bool:
    """Whether anything in brackets may be the name of a heading, and so a link to it."""
    headings: set[str] = set()
    bracketed: set[str] = set()
    for group in groups:
        named, found = memory.recall("brackets", group.lines, partial(_names, group))
        if named is None:
            return True
        headings |= named
        bracketed |= found
    return not headings.isdisjoint(bracketed)


def _names(group: _Group) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The letters of what may be a heading in `group` (None: it has brackets itself), and of what is in brackets."""
    headings: set[str] = set()
    for line, after in zip(group.lines, [*group.lines[1:], ""], strict=True):
        found = _ANY_HEADING.match(line)
        if found or _RULE.match(after):
            bare = line[found.end() :] if found else line
            if "[" in bare:
                return None, frozenset()
            headings |= {_letters(bare), _letters(re.sub(r"\{[^{}]*\}\s*#*\s*\Z", "", bare))}
    return frozenset(headings), frozenset(_letters(b) for b in _BRACKETED.findall(group.text))


def _together(groups: Sequence[_Group], notes: Collection[int]) -> list[list[_Group]] | None:
    """`groups` in runs between which the text may be cut; `notes` are the first lines of definitions left out."""
    first, last = _ruled(groups)
    runs: list[list[_Group]] = []
    for i, group in enumerate(groups):
        previous = groups[i - 1] if i else None
        if previous is None:
            runs.append([group])
            continue
        inside = first < i <= last
        if any(previous.first < line < group.first for line in notes):
            # a definition ends whatever came before it
            if inside:
                return None
            runs.append([group])
            continue
        # what is not plain may take in what follows it, and be taken in by what comes before
        held = inside or not previous.plain or (not group.plain and bool(_BELOW.match(group.lines[0])))
        (runs[-1].append if held else lambda g: runs.append([g]))(group)
    return runs


def _ruled(groups: Sequence[_Group]) -> tuple[int, int]:
    """The first and last groups with lines of dashes: tables may reach from any of them to any other."""
    found = [i for i, g in enumerate(groups) if not _is_fenced(g) and any(_RULE.match(line) for line in g.lines)]
    # the caption of a table, and what heads it, stand in the groups beside it
    return (max(found[0] - 1, 0), found[-1] + 1) if found else (0, -1)
