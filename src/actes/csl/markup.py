"""The markup of CSL-JSON text as blobs: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, spans, straight quotes.

Italics inside italics and quotation marks inside quotation marks are flipped only when the tree is
written (`actes.csl.output`), where the surroundings are known: here they are just marked as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from actes.csl.blobs import Blob, Decoration

_SPAN_SMALL_CAPS = re.compile(r"<span\s+style=\"font-variant:\s*small-caps;?\"[^>]*>")
_SPAN_PLAIN = re.compile(r"<span\s+class=\"no(case|decor)\"[^>]*>")
_NARROW_BEFORE = re.compile(r" ([:;?!»])")
_TOKEN = re.compile(r"(</?(?:i|b|sup|sub|sc)>|<span class=\"no(?:case|decor)\">|</span>|[\"'’])")
_OPENERS: dict[str, tuple[str, Decoration | None]] = {
    "<i>": ("</i>", ("font-style", "flip")),
    "<b>": ("</b>", ("font-weight", "flip")),
    "<sup>": ("</sup>", ("vertical-align", "sup")),
    "<sub>": ("</sub>", ("vertical-align", "sub")),
    "<sc>": ("</sc>", ("font-variant", "flip")),
    '<span class="nocase">': ("</span>", None),
    '<span class="nodecor">': ("</span>", ("all", "normal")),
}
_CLOSERS = {closer for closer, _ in _OPENERS.values()}


@dataclass(frozen=True)
class Quotes:
    """The quotation marks of a locale: outer and inner, opening and closing."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"


def narrow_spaces(text: str) -> str:
    """A space before « : ; ? ! » » or after « « » becomes narrow and unbreakable."""
    if " " not in text:
        return text
    return _NARROW_BEFORE.sub("\u202f\\1", text).replace("« ", "«\u202f")


def leading_marks(text: str) -> tuple[str, str]:
    """The marks and spaces `text` begins with, if it begins with a mark, and the rest."""
    if text[:1] in {":", ".", ";", "!", "?"}:
        bare = text.lstrip(":.;!? ")
        if bare:
            return text[: len(text) - len(bare)], bare
    return "", text


def normalize(text: str) -> str:
    """One spelling for each tag."""
    if "<" not in text:
        return text
    text = _SPAN_PLAIN.sub(r'<span class="no\1">', text)
    if "small-caps" in text:
        text = _small_caps(text)
    return text


def _small_caps(text: str) -> str:
    """Small-capital spans as `<sc>`: their end tags are found by counting spans."""
    out: list[str] = []
    opened: list[str] = []
    for piece in re.split(r"(<span[^>]*>|</span>)", text):
        if piece.startswith("<span"):
            small = bool(_SPAN_SMALL_CAPS.fullmatch(piece))
            opened.append("</sc>" if small else "</span>")
            out.append("<sc>" if small else piece)
        elif piece == "</span>" and opened:
            out.append(opened.pop())
        else:
            out.append(piece)
    return "".join(out)


def strip_tags(text: str) -> str:
    """`text` without its markup."""
    return re.sub(r"<[^>]+>", "", text) if "<" in text else text


def has_markup(text: str, quotes: Quotes) -> bool:
    """Whether `text` has anything for `parse`."""
    return any(c in text for c in "<\"'") or quotes.opening in text or quotes.inner_opening in text


@dataclass
class _Open:
    token: str
    closer: str
    decor: Decoration | None
    children: list[Blob]


def parse(text: str, quotes: Quotes) -> list[Blob]:
    """`text` as blobs; markup that is not closed is kept as text, and straight apostrophes are curled."""
    tokens = _split(text, quotes)
    root = _Open("", "", None, [])
    stack = [root]
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in _OPENERS:
            closer, decor = _OPENERS[token]
            stack.append(_Open(token, closer, decor, []))
        elif token in _CLOSERS:
            _close(stack, token)
        elif token in {'"', "'"}:
            _quote(stack, token, before, after, tokens[i + 1 :])
        elif token == quotes.opening:
            stack.append(_Open(token, quotes.closing, ("quotes", "field"), []))
        elif token == quotes.closing and any(o.closer == token for o in stack):
            _close(stack, token)
        elif token == quotes.inner_opening and quotes.inner_closing in tokens[i + 1 :]:
            stack.append(_Open(token, quotes.inner_closing, ("quotes", "inner"), []))
        elif token == quotes.inner_closing and any(o.closer == token for o in stack):
            _close(stack, token)
        else:
            _add(stack[-1], token)
    while len(stack) > 1:
        _demote(stack)
    return root.children


def _split(text: str, quotes: Quotes) -> list[str]:
    own = [q for q in (quotes.opening, quotes.closing, quotes.inner_opening, quotes.inner_closing) if q.strip("\"' ’")]
    pattern = _TOKEN
    if any(q in text for q in own):
        pattern = re.compile("|".join([_TOKEN.pattern[:-1], *map(re.escape, sorted(own, key=len, reverse=True))]) + ")")
    return [piece for piece in pattern.split(text) if piece]


def _add(top: _Open, text: str) -> None:
    if top.children and top.children[-1].text is not None and not top.children[-1].decor:
        top.children[-1].text += text
    else:
        top.children.append(Blob(text))


def _literal(token: str) -> str:
    return "’" if token == "'" else token


def _demote(stack: list[_Open]) -> None:
    """The innermost open tag was none: it becomes text."""
    top = stack.pop()
    _add(stack[-1], _literal(top.token))
    for child in top.children:
        if child.text is not None and not child.decor:
            _add(stack[-1], child.text)
        else:
            stack[-1].children.append(child)


def _close(stack: list[_Open], closer: str) -> None:
    if not any(o.closer == closer for o in stack):
        _add(stack[-1], _literal(closer))
        return
    while stack[-1].closer != closer:
        _demote(stack)
    top = stack.pop()
    if top.decor is None:
        for child in top.children:
            if child.text is not None and not child.decor:
                _add(stack[-1], child.text)
            else:
                stack[-1].children.append(child)
    else:
        stack[-1].children.append(Blob(children=top.children, decor=(top.decor,)))


def _quote(stack: list[_Open], token: str, before: str, after: str, rest: list[str]) -> None:
    opens = not before or before in _OPENERS or before in {'"', "'"} or before[-1] in " \u00a0\u202f([«“‘"
    is_open = any(o.closer == token for o in stack)
    if token == "'" and after[:1].isalnum() and before[-1:].isalnum() and before not in _CLOSERS:
        _add(stack[-1], "’")
    elif opens and not (is_open and before in {'"', "'"} and stack[-1].closer == token and not after[:1].isalnum()):
        if token in rest and after[:1] not in {" ", ""}:
            stack.append(_Open(token, token, ("quotes", "field"), []))
        else:
            _add(stack[-1], _literal(token))
    elif is_open and (token == '"' or not after[:1].isalnum()):
        _close(stack, token)
    else:
        _add(stack[-1], _literal(token))
