"""The keys of works: safe as xml:id, unique without regard to case, the same in every build."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from anyascii import anyascii

from actes.normalising.merging.ties import Entry


def safe_key(key: str) -> str:
    """A key as xml:id allows it: an NCName of ASCII letters, digits, `.`, `_` and `-`."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", anyascii(key)).strip("-.")
    return safe if re.match(r"[A-Za-z_]", safe) else f"ref-{safe}".rstrip("-")


def keys_of(entries: Sequence[Entry], clusters: Sequence[Sequence[int]]) -> dict[int, str]:
    """The key of each cluster, by its first member: the one its chapters use most, made safe and unique.

    Of two works that bear the same key, the one that comes first in the book keeps it; the other one's key
    takes the name of its contribution, and a number only when that is not enough.
    """
    taken: set[str] = set()
    keys: dict[int, str] = {}
    for cluster in clusters:
        counted = Counter(entries[i].reference.key for i in cluster)
        most = max(counted.values())
        first = next(entries[i] for i in cluster if counted[entries[i].reference.key] == most)
        wanted = safe_key(first.reference.key)
        key = wanted
        if key.lower() in taken:
            wanted = key = safe_key(f"{wanted}-{first.slug}")
        number = 2
        while key.lower() in taken:
            key = f"{wanted}-{number}"
            number += 1
        taken.add(key.lower())
        keys[cluster[0]] = key
    return keys
