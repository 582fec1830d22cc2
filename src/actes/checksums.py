"""Check digits of identifiers of people, institutions and series."""

from __future__ import annotations

import re


def orcid_holds(identifier: str) -> bool:
    """Whether a bare ORCID iD has its form and check digit (ISO 7064 mod 11-2)."""
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", identifier):
        return False
    digits = identifier.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def ror_holds(identifier: str) -> bool:
    """Whether a bare ROR id (`03rth4p18`) has its form and check digits (Crockford base 32, ISO 7064 mod 97-10)."""
    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", identifier):
        return False
    number = 0
    for character in identifier[:-2]:
        number = number * 32 + _CROCKFORD.index(character)
    return 98 - number * 100 % 97 == int(identifier[-2:])


def issn_holds(identifier: str) -> bool:
    """Whether an ISSN has its form and check digit (ISO 3297)."""
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", identifier):
        return False
    digits = identifier.replace("-", "")
    total = sum((8 - i) * int(digit) for i, digit in enumerate(digits[:-1]))
    return digits[-1] == "0123456789X"[-total % 11]
