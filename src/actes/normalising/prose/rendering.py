"""Citations as pandoc Markdown (pandoc manual, « Citation syntax »)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actes.normalising.prose.outcomes import Cite

_NOT_IN_KEY = re.compile(r"[\s{}\[\]@;]")
_GLUED = re.compile(r"[:.#$%&\-+?<>~/]\w")
_PLAIN_KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*")


def marker(key: str, following: str = "") -> str:
    """`@key`, in braces when the key, or the text `following` it, needs them."""
    glued = following[:1].isalnum() or following[:1] == "_" or _GLUED.match(following)
    return f"@{key}" if _PLAIN_KEY.fullmatch(key) and not glued else f"@{{{key}}}"


def _item(cite: Cite) -> str:
    prefix = cite.prefix
    if prefix and not prefix[-1].isspace() and prefix[-1] not in "’'(/":
        prefix += " "
    pages = f", {cite.locator}" if cite.locator else ""
    sign = "-" if cite.author_suppressed else ""
    tail = pages + _escaped(cite.suffix)
    return f"{_escaped(prefix)}{sign}{marker(cite.key, tail)}{tail}"


def _escaped(words: str) -> str:
    """Words beside a key; pandoc parts citations at semicolons."""
    return words.replace(";", "\\;")


def group(cites: Sequence[Cite]) -> str:
    """`[cf. @a, p. 3; @b]`"""
    return f"[{'; '.join(map(_item, cites))}]"


def narrative(cites: Sequence[Cite], before: str = "", following: str = "") -> str:
    """`@a [p. 60; -@b]`: the first author is part of the sentence, which stands between `before` and `following`."""
    first, *others = cites
    own = _escaped(first.locator + first.suffix if first.locator else first.suffix.lstrip(" ,:"))
    inside = "; ".join([*([own] if own else []), *map(_item, others)])
    if inside:
        return f"{marker(first.key, ' ')} [{inside}]"
    return f"@{{{first.key}}}" if begins_example(before, following) else marker(first.key, following)


def after_name(cites: Sequence[Cite]) -> str:
    """`[-@a, p. 60]`, after a name that stays as it is typed."""
    return group([cites[0].but(author_suppressed=True), *cites[1:]])


_LINE_START = re.compile(r"(?:^|\n)[ \t>]*(?:(?:[-*+]|\w{1,3}[.)])[ \t]+)*\(?$")


def begins_example(before: str, after: str) -> bool:
    """Whether `@key` between these would number an example (`@key. Text` or `(@key) text` at the start of a line)."""
    return bool(re.match(r"[.)](?:\s|$)", after) and _LINE_START.search(before))


def means_something_else(before: str, after: str) -> bool:
    """Whether `[@key]` between these would be a note, an image, a link, a span or the definition of a link."""
    if before.endswith(("^", "!", "\\")) or (after.startswith(("(", "[", "{")) and not after.startswith("[^")):
        return True
    return after.startswith(":") and bool(_LINE_START.search(before))


def writable(cites: Sequence[Cite]) -> bool:
    """Whether pandoc would read every part back as it is meant."""
    for cite in cites:
        if not cite.key or _NOT_IN_KEY.search(cite.key):
            return False
        for part in (cite.prefix, cite.suffix):
            if part and ("@" in part or "\n" in part or not _balanced(part)):
                return False
    return True


def _balanced(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    signs = re.findall(r"[*`]+", text)
    return depth == 0 and all(signs.count(sign) % 2 == 0 for sign in signs)
