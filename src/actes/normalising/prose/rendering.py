"""Citations as pandoc Markdown (pandoc manual, « Citation syntax »)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actes.normalising.prose.outcomes import Cite

_PLAIN_KEY = re.compile(r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*")


def marker(key: str, following: str = "") -> str:
    """`@key`, in braces when the key, or the text `following` it, needs them."""
    glued = following[:1].isalnum() or following[:1] == "_" or re.match(r"[:.#$%&\-+?<>~/]\w", following)
    return f"@{key}" if _PLAIN_KEY.fullmatch(key) and not glued else f"@{{{key}}}"


def _item(cite: Cite) -> str:
    prefix = cite.prefix
    if prefix and not prefix[-1].isspace() and prefix[-1] not in "’'(/":
        prefix += " "
    pages = f", {cite.locator}" if cite.locator else ""
    sign = "-" if cite.author_suppressed else ""
    tail = pages + cite.suffix
    return f"{prefix}{sign}{marker(cite.key, tail)}{tail}"


def group(cites: Sequence[Cite]) -> str:
    """`[cf. @a, p. 3; @b]`"""
    return f"[{'; '.join(map(_item, cites))}]"


def narrative(cites: Sequence[Cite], following: str = "") -> str:
    """`@a [p. 60; -@b]`: the first author is part of the sentence; `following` is what the text goes on with."""
    first, *others = cites
    own = first.locator + first.suffix if first.locator else first.suffix.lstrip(" ,:")
    inside = "; ".join([*([own] if own else []), *map(_item, others)])
    return f"{marker(first.key, ' ')} [{inside}]" if inside else marker(first.key, following)


def possessive(cites: Sequence[Cite]) -> str:
    """`[-@a, p. 60]`, after a name that keeps its « ’s »."""
    return group([cites[0].but(author_suppressed=True), *cites[1:]])


def writable(cites: Sequence[Cite]) -> bool:
    """Whether pandoc would read every part back as it is meant."""
    for cite in cites:
        if not cite.key or re.search(r"[\s{}\[\]@;]", cite.key):
            return False
        for part in (cite.prefix, cite.suffix):
            if "@" in part or ";" in part or "\n" in part or not _balanced(part):
                return False
    return True


def _balanced(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return depth == 0 and text.count("*") % 2 == 0 and text.count("`") % 2 == 0
