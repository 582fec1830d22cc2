"""Whether the people and the bodies of two references may be the same, however their names are written."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from actes.normalising.merging.titles import CONNECTIVES, acronym_of
from actes.normalising.merging.works import Name, Work


def names_agree(a: Work, b: Work) -> str:
    """`yes`, `partial` (one list is shorter, or one work has no names), `none` (neither has names) or `no`."""
    if not a.names and not b.names:
        return "none"
    if not a.names or not b.names:
        return "partial"
    pairs = list(zip(a.names, b.names, strict=False))
    in_order = all(same_name(x, y) for x, y in pairs)
    if not in_order:
        shorter, longer = sorted((a.names, b.names), key=len)
        unordered = len(shorter) > 1 and all(any(same_name(x, y) for y in longer) for x in shorter)
        return ("yes" if len(shorter) == len(longer) else "partial") if unordered else "no"
    if len(a.names) == len(b.names) or a.truncated or b.truncated:
        return "yes"
    return "partial"


def same_name(x: Name, y: Name) -> bool:
    """Whether two names may be one person's or one body's: families equal, given names not contradicting."""
    if x.literal or y.literal:
        return same_body(x, y)
    if _families_agree(x.family, y.family) or (x.joined and x.joined == y.joined) or _family_shortened(x, y):
        return _given_agree(x.given, y.given)
    if x.words == y.words and len(x.words) > 1:
        return True  # family and given name exchanged, or parted elsewhere
    return _family_parted(x, y) or _family_parted(y, x)


def _family_parted(x: Name, y: Name) -> bool:
    """Whether part of `y`’s family name is among `x`’s given names: « García Márquez, G. », « Márquez, G. García »."""
    rest = set(y.family) - set(x.family)
    return bool(x.family) and set(x.family) < set(y.family) and rest <= set(x.given)


def _families_agree(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    one, two = "".join(x), "".join(y)
    if one == two or _without_umlauts(one) == _without_umlauts(two):
        return True
    return min(len(one), len(two)) > 6 and one[0] == two[0] and OSA.distance(one, two) <= 1


def _without_umlauts(name: str) -> str:
    """« Mueller » as `muller`, which « Müller » is folded to."""
    return re.sub(r"(?<=[aou])e", "", name)


def _family_shortened(x: Name, y: Name) -> bool:
    """Whether one of two family names is left out: « Ruiz, Z. » for « Ruiz Romero, Zara »."""
    short, long = sorted((x.family, y.family), key=len)
    if len(long) != 2 or len(short) != 1 or not x.given or not y.given:
        return False
    return len(short[0]) > 3 and short[0] in long


def _given_agree(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """« Jean-Pierre », « J.-P. », « J. » and nothing agree; « Pierre » and « Paul » do not."""
    for one, two in zip(x, y, strict=False):
        if len(one) == 1 or len(two) == 1:
            if one[0] != two[0]:
                return False
        elif one != two and not (one[0] == two[0] and min(len(one), len(two)) > 3 and OSA.distance(one, two) <= 1):
            return _nickname(one, two)
    return True


def _nickname(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return len(short) > 1 and long.startswith(short)


_TOWN = re.compile(r"^(?:ville|mairie|commune|municipalite) (?=de |du |des |d )")


def _begins_with_acronym(short: str, long: str) -> bool:
    """Whether initials stand for the first words of a body only: « AD Finistère », « CAF du Bas-Rhin »."""
    head, *rest = (word for word in short.split() if word not in CONNECTIVES)
    words = [word for word in long.split() if word not in CONNECTIVES]
    first = words[: len(words) - len(rest)]
    return bool(rest) and len(first) > 1 and words[len(first) :] == rest and head == "".join(w[0] for w in first)


def same_body(x: Name, y: Name) -> bool:
    """Whether two names may be one body's: the same words, an acronym and what it stands for, one slip."""
    one, two = (_TOWN.sub("", n.literal or " ".join((*n.given, *n.family))) for n in (x, y))
    if one == two or frozenset(one.split()) == frozenset(two.split()):
        return True
    short, long = sorted((one, two), key=len)
    if acronym_of(short, long) or _begins_with_acronym(short, long):
        return True
    return len(short) > 10 and OSA.distance(short, long) <= 1
