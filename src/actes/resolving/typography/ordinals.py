"""French ordinals and centuries: `1er`, `2e`, `XIXe` with their endings raised, « 2ème » and « XIXème » mended."""

from __future__ import annotations

import re
from functools import partial

from actes.resolving.typography.run import Run

_ENDING = "[èe]mes?|i[èe]mes?|es?|ᵉˢ?"
_FIRST = "ers?|[èe]res?|res?|ᵉʳˢ?|ʳᵉˢ?"
_ARABIC = re.compile(
    rf"(?<![\w.,])(?:1(?P<first>{_FIRST})|2(?P<second>ndes?|nds?)|(?!1(?!\d)|0)\d+(?P<other>{_ENDING}))(?!\w)"
)
_ROMAN = re.compile(rf"(?<!\w)(?:I(?P<first>{_FIRST})|(?P<number>[IVXLC]{{2,9}}|[VX])(?P<other>{_ENDING}))(?!\w)")
_FIGURE_AND_ENDING = re.compile(r"\d[eèinrᵉʳ]")
_NUMERAL_AND_ENDING = re.compile("[IVXLC][eèirᵉʳ]")
"""What every match of `_ARABIC`, and of `_ROMAN`, has in it: much quicker to find."""
_CANONICAL = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ON_THE_LINE = str.maketrans("ᵉʳˢ", "ers")


def mend(ending: str) -> str:
    """The right ending for one that authors type: `ème` → `e`, `ère` → `re`."""
    plain = ending.translate(_ON_THE_LINE)
    plural = "s" if plain.endswith("s") else ""
    stem = plain.removesuffix("s")
    if stem in {"ère", "ere"}:
        stem = "re"
    elif stem in {"ème", "eme", "ième", "ieme"}:
        stem = "e"
    return stem + plural


def ordinals(run: Run) -> None:
    """Raise and mend the endings of ordinals."""
    for pattern, needed in ((_ARABIC, _FIGURE_AND_ENDING), (_ROMAN, _NUMERAL_AND_ENDING)):
        if not needed.search(run.text) or not pattern.search(run.text):
            continue
        for name in ("first", "second", "other"):
            if name in pattern.groupindex:
                run.replace(pattern, partial(_mended, name), group=pattern.groupindex[name], raised=True)


def _mended(name: str, match: re.Match[str]) -> str | None:
    ending = match[name]
    if ending is None:
        return None
    number = match.groupdict().get("number")
    if number and not (_CANONICAL.fullmatch(number) and (len(number) > 1 or not ending.endswith("s"))):
        return None
    return mend(ending)
