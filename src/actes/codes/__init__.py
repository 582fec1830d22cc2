"""Every code a diagnostic can bear, with its texts in French and English.

One module per family; `CODES` is their union and the only list of codes. Messages and hints are
`str.format` templates: `Report.add(code, location, key="x")` fills `{key}`.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Code:
    """One kind of problem: its usual severity, its message and its remedy in two languages, its source."""

    severity: str
    fr: str
    en: str
    hint_fr: str = ""
    hint_en: str = ""
    source: str = ""


_FRENCH_SPACES = (
    (re.compile(r" (?=[;!?»])|(?<=«) "), "\u202f"),
    (re.compile(r" (?=:(?:\s|\Z))"), "\u00a0"),
)


def spaced(text: str) -> str:
    """A French text with its no-break spaces: before ; ! ? and :, inside « »."""
    for pattern, space in _FRENCH_SPACES:
        text = pattern.sub(space, text)
    return text


def _gather() -> dict[str, Code]:
    gathered: dict[str, Code] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        family: dict[str, object] = vars(importlib.import_module(f"{__name__}.{module}"))["FAMILY"]
        for name, code in family.items():
            if name in gathered:
                raise ValueError(f"code {name!r} is defined twice")
            assert isinstance(code, Code)
            gathered[name] = replace(code, fr=spaced(code.fr), hint_fr=spaced(code.hint_fr))
    return gathered


CODES: dict[str, Code] = {}
CODES.update(_gather())
