"""Strangers' text where a machine could obey it: on the editor's terminal, in a spreadsheet."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls of terminals, marks that turn the order of letters around, bytes of names that are no text."""


def visible(text: str) -> str:
    """`text` in one line with its control characters spelt out (`<U+001B>`): a terminal shows it and does nothing."""
    return _CONTROL.sub(lambda m: f"<U+{ord(m[0]):04X}>", text)


def inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
