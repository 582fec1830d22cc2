"""The attribute `text-case` (CSL 1.0.2, « Text-case »): letters changed outside the spans that forbid it."""

from __future__ import annotations

import re
from collections.abc import Callable

_MARKUP = re.compile(
    r"(<span\s[^>]*>|</span>|</?(?:i|b|sc|sup|sub)>|[‘’“”\"'/.,;?!:\[\]()—–-])",
)
_SPACES = re.compile(r"([\u00a0\u2000-\u200b\u205f\u3000 ]+)")
_PROTECTED = {"<sc>": "</sc>", "<sub>": "</sub>", "<sup>": "</sup>"}
_GREEK = re.compile(r"[\u0370-\u03ff]")

# words that English titles do not capitalise (CSL 1.0.2, « Title Case Conversion »), and those the
# reference processor adds to them
_WORDS = (
    "a about above across afore after against al along alongside amid amidst among amongst an and anenst "
    "apropos apud around as aside astride at athwart atop barring before behind below beneath beside besides "
    "between beyond but by c ca circa d' de despite down during et except for forenenst from given in inside "
    "into lest like modulo near next nor notwithstanding of off on onto or out over per plus pro qua sans "
    "since so than the through throughout thru thruout till to toward towards under underneath until unto up "
    "upon v v. van versus via vis-à-vis von vs vs. with within without yet"
)
_STOP_WORDS = frozenset(_WORDS.split())


def apply_case(text: str, case: str) -> str:
    """`text` (with CSL-JSON markup) in the given `text-case`; an unknown case leaves it alone."""
    change = _CASES.get(case)
    return change(text) if change and text else text


def capitalize_first(text: str) -> str:
    """The first word with a capital, unless it already has one inside."""
    return _by_word(text, lambda word, first: _capital(word) if first and word == word.lower() else word)


def _capital(word: str) -> str:
    if _GREEK.fullmatch(word):
        return word
    return word[:1].upper() + word[1:]


def _segments(text: str) -> list[tuple[str, bool, bool]]:
    """(piece, is markup or punctuation, is protected) for each piece of `text`."""
    out: list[tuple[str, bool, bool]] = []
    closers: list[str] = []
    for i, piece in enumerate(_MARKUP.split(text)):
        if not piece:
            continue
        if i % 2 == 0:
            out.append((piece, False, bool(closers)))
            continue
        if piece.startswith("<span"):
            closers.append("</span>")
        elif piece in _PROTECTED:
            closers.append(_PROTECTED[piece])
        elif closers and piece == closers[-1]:
            closers.pop()
        out.append((piece, True, bool(closers)))
    return out


def _by_word(text: str, change: Callable[[str, bool], str], *, keep_after_apostrophe: bool = True) -> str:
    """Each unprotected word changed; `change` is told whether it is the first word of all."""
    first = True
    out = []
    after_apostrophe = False
    for piece, is_markup, protected in _segments(text):
        if is_markup:
            out.append(piece)
            after_apostrophe = keep_after_apostrophe and piece in "'’" and not first
            continue
        words = _SPACES.split(piece)
        for i in range(0, len(words), 2):
            if words[i]:
                if not protected:
                    changed = change(words[i], first)
                    # what follows an apostrophe keeps its first letter: « O’Connor »
                    words[i] = words[i][0] + changed[1:] if i == 0 and after_apostrophe else changed
                first = False
        out.append("".join(words))
    return "".join(out)


def _lowercase(text: str) -> str:
    return _by_word(text, lambda word, _: word.lower(), keep_after_apostrophe=False)


def _uppercase(text: str) -> str:
    return _by_word(text, lambda word, _: word.upper(), keep_after_apostrophe=False)


def _capitalize_all(text: str) -> str:
    return _by_word(text, lambda word, _: _capital(word) if word == word.lower() else word)


def _sentence(text: str) -> str:
    return _by_word(text, lambda word, first: _capital(word) if first else word.lower())


def _title(text: str) -> str:
    segments = _segments(text)
    out: list[list[str]] = []
    first, after_mark = True, False
    last: tuple[int, int] | None = None
    for n, (piece, is_markup, protected) in enumerate(segments):
        if is_markup:
            after_mark = after_mark or piece[-1] in "!?:"
            out.append([piece])
            continue
        words = _SPACES.split(piece)
        out.append(words)
        if protected:
            if piece.strip():
                first, after_mark, last = False, False, None
            continue
        apostrophe = n > 0 and segments[n - 1][0] in "’'" and not piece[:1].isspace() and not first
        for i in range(0, len(words), 2):
            word = words[i]
            if not word:
                continue
            lower = word.lower()
            significant = len(word) > 1 and lower not in _STOP_WORDS
            if i == 0 and apostrophe:
                # what follows an apostrophe belongs to the word before it
                significant = False
            joined = i == len(words) - 1 and n + 1 < len(segments) and segments[n + 1][0] == "-"
            if word == lower and (significant or joined or first or after_mark) and not (i == 0 and apostrophe):
                words[i] = _capital(word)
            first = after_mark = False
            last = (n, i)
    if last:
        n, i = last
        word = out[n][i]
        if len(word) > 1 and word.lower() in _STOP_WORDS and word == word.lower():
            out[n][i] = _capital(word)
    return "".join("".join(words) for words in out)


_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
