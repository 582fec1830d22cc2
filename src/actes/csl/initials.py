"""Given names as initials (CSL 1.0.2, « initialize », « initialize-with », « initialize-with-hyphen »)."""

from __future__ import annotations

import re

_HYPHENS = re.compile(r"\s*-\s*")
_BLANKS = re.compile(r"[\t\n\r\f\v ]+")
_UNINITIALIZED = frozenset({"Lord", "Lady"})
_NO_TERMINATOR = str.maketrans("", "", "\ufeff")


def initialize(given: str, terminator: str, *, hyphen: bool = True, normalize_only: bool = False) -> str:
    """`given` with each capitalised part cut to its initial, followed by `terminator`.

    With `normalize_only` (`initialize="false"`), only what is an initial already gets the terminator.
    """
    if not given or given in _UNINITIALIZED or not given.lstrip("“\"'’")[:1].isalpha():
        return given
    text = given if hyphen else given.replace("-", " ")
    text = _BLANKS.sub(" ", _HYPHENS.sub("-", text)).strip()
    # a hyphen before a lower-case letter does not separate names: « Jean-le-Rond », « Ho-min »
    text = re.sub(r"-([a-zà-öø-ÿ])", "\ue0fe\\1", text)
    text = re.sub(r"\.(?=[^ \-.])", ". ", text)
    parts = re.split(r"([ -]+)", text)
    out = _normalized(parts, terminator) if normalize_only else _cut(parts, terminator)
    out = out.replace("\ue0fe", "-").rstrip(" \u00a0\ufeff")
    return _BLANKS.sub(" ", _HYPHENS.sub("-", out))


def _initial(part: str) -> str:
    """The initial of « Jean », « Ph. » as it is; "" for « de »."""
    match = re.match(r"([^\W\d_])([^\W\d_]*)(\.?)", part.replace("\ue0fe", ""))
    if match is None or not match.group(1).isupper():
        return ""
    first, rest, period = match.groups()
    if period and rest:
        return first + rest
    capitals = re.match(r"[A-ZÀ-ÖØ-Þ]*", rest)
    run = capitals.group() if capitals else ""
    return first + (run.lower() if len(run) < len(rest) else "")


def _cut(parts: list[str], terminator: str) -> str:
    out: list[str] = []
    for i in range(0, len(parts), 2):
        part = parts[i]
        separator = parts[i + 1] if i + 1 < len(parts) else ""
        initial = _initial(part)
        if initial:
            out.append(initial + terminator + ("-" if "-" in separator else ""))
        elif part:
            out.append(" " + part + (separator or ""))
    return "".join(out)


def _normalized(parts: list[str], terminator: str) -> str:
    shown = [p[:-1] if len(p) > 1 and p.endswith(".") else p for p in parts[::2]]
    short = [(len(p) > 1 and p.endswith(".")) or (len(p) == 1 and p.isupper() and p.isalpha()) for p in parts[::2]]
    out = ""
    for i, part in enumerate(shown):
        separator = parts[2 * i + 1] if 2 * i + 1 < len(parts) else ""
        out += part
        if not short[i]:
            out += separator
        elif i == len(shown) - 1:
            out += terminator
        else:
            mark = terminator if len(shown[i + 1]) == 1 else terminator.translate(_NO_TERMINATOR)
            out += mark + ("-" if "-" in separator else "" if short[i + 1] else " ")
    return out
