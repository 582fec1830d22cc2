"""LaTeX of .bib values made safe and complete for pandoc, which drops in silence the macros it does not know.

Accents and symbols become characters, HTML remnants become LaTeX, simple formulas become text, an unknown
macro loses its name but keeps its argument and is told; what comes out has balanced braces and only macros
that pandoc understands.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata

from actes.reading.bibtex.macros import (
    ACCENTS,
    BARE_GROUP,
    DECLARATIONS,
    DROPPED_TAGS,
    GREEK,
    KEPT,
    SKIPPED_ARGUMENT,
    SYMBOLS,
    TAGS,
)

_PLAIN = re.compile(r"[^\\{}$%&<#_^\"~]*+")
_TOKEN = re.compile(r"\\(?:([A-Za-z@]++)\*?|([\s\S]))([ \t]*+)|[%#&_^]|\$(?:[^$\\]|\\[\s\S])*+\$?|\"")
_ARGUMENT = re.compile(r"\{([^{}\\]|\\[A-Za-z]++ ?)\}|\\([ij])(?![A-Za-z])(?: |\{\})?|([^\s{}\\])")
_GROUP = re.compile(r"\s*+\{[^{}]*+\}")
_LETTER_GROUP = re.compile(r"(?<![A-Za-z*}\\])\{([^\W\d_]\.?)\}")
_DECLARED = re.compile(r"\{\\(sc|scshape|itshape|slshape|sl|bfseries)(?![A-Za-z])[ ]*+")
_SPACES = re.compile(r"[ \t\n]+")
_HOME = re.compile(r"(?<=[^\s/]/)~(?=\w)")
_ENTITY = re.compile(r"\\?&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_TAG = re.compile(r"<(/?)(?:jats:|mml:)?([A-Za-z][A-Za-z0-9-]*+)((?:\s[^<>]*+)?)(/?)>")
_CLOSING_GUILLEMET = re.compile(r"[\s~]*+\\fg(?![A-Za-z])(\{\}|\\? )?")
_FORMULA = re.compile(
    r"\\([A-Za-z]+) *|([\^_])(?:\{([^{}\\^_]*)\}|\\(prime|circ)(?![A-Za-z])|(\w))"
    r"|\{|\}|([\w\s.,;:()+=<>/*|!'%-]|\\[,;: %&])"
)


@functools.lru_cache(maxsize=65_536)
def prepare(value: str) -> tuple[str, tuple[str, ...]]:
    """A value as LaTeX that pandoc reads without loss, and the macros nobody knows (without backslash).

    White space is made single spaces; the result has balanced braces.
    """
    value = _SPACES.sub(" ", value).strip(" ")
    plain = _PLAIN.match(value)
    if plain and plain.end() == len(value):
        return value, ()
    if value.endswith("\\"):  # it would escape the brace that closes the value
        value = value.rstrip("\\")
    unknown: dict[str, None] = {}
    if "&" in value:
        value = _ENTITY.sub(_entity, value)
    if "/~" in value:  # `http://host/~name` in a note
        value = _HOME.sub(r"\\textasciitilde{}", value)
    if "<" in value:
        value = _without_tags(value)
    if "{\\" in value:  # declarations pandoc does not know: `{\sc nasa}`
        value = _DECLARED.sub(lambda m: f"\\{DECLARATIONS[m[1]]}{{", value)
    if "\\fg" in value:
        value = _CLOSING_GUILLEMET.sub(lambda m: "\u00a0»" + (" " if (m[1] or "").endswith(" ") else ""), value)
    if "\\" in value or "$" in value or any(c in value for c in '%#&_^"'):
        value = _macros(value, unknown)
    value = _LETTER_GROUP.sub(r"\1", value)
    return unicodedata.normalize("NFC", _balanced(value)), tuple(unknown)


def verbatim(value: str) -> str:
    """A value whose characters mean themselves (an address, a DOI): without braces, escapes and blanks."""
    if _VERBATIM.fullmatch(value):
        return value
    value = re.sub(r"\\(?:url|href|path)\s*(?=\{)", "", value.strip())
    value = re.sub(r"\$\\sim\$|\\textasciitilde(?![A-Za-z])|\\~(?:\{\})?|\{\\~\{?\}?\}", "~", value)
    value = re.sub(r"\\textunderscore(?![A-Za-z])", "_", value)
    value = re.sub(r"\\([%&#_$~{}])", r"\1", value).replace("&amp;", "&")
    return re.sub(r"[{}\s]", "", value)


_VERBATIM = re.compile(r"[A-Za-z0-9_./:?=;,()+@!*#%~-]*")
"""An address that needs no care."""


def split_list(value: str, separator: str = "and") -> list[str]:
    """The parts of a list (`A and B`), split at the word `and` (or the character given) outside braces."""
    if separator not in value.lower():
        return [value.strip()]
    parts: list[str] = []
    depth = start = 0
    for found in _separators(separator).finditer(value):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and found[0][0] != "\\":
            parts.append(value[start : found.start()].strip())
            start = found.end()
    return [*parts, value[start:].strip()]


@functools.cache
def _separators(separator: str) -> re.Pattern[str]:
    """What matters in a list: escapes, braces and the separator."""
    mark = rf"(?<=[\s}}]){separator}(?=[\s{{])" if separator.isalpha() else re.escape(separator)
    return re.compile(rf"\\[\s\S]|[{{}}]|{mark}", re.IGNORECASE if separator.isalpha() else 0)


def _entity(found: re.Match[str]) -> str:
    text = html.unescape(f"&{found[1]};")
    if text.startswith("&") and len(text) > 1:
        return found[0]
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def _without_tags(value: str) -> str:
    """HTML tags as macros when they come in pairs; those that mean nothing here go, others stay as text."""
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    end = 0
    for found in _TAG.finditer(value):
        name = found[2].lower()
        macro = "textsc" if name == "span" and "small-caps" in found[3] else TAGS.get(name)
        if macro is None and name not in DROPPED_TAGS:
            continue
        pieces.append(value[end : found.start()])
        end = found.end()
        if name in {"br", "p", "div"}:
            pieces.append(" ")
        elif not found[1] and not found[4]:
            opened.append((name, len(pieces)))
            pieces.append(f"\\{macro}{{" if macro else "")
        elif found[1] and opened and opened[-1][0] == name:
            _, index = opened.pop()
            pieces.append("}" if pieces[index] else "")
    for _, index in opened:
        pieces[index] = ""
    return "".join([*pieces, value[end:]])


def _macros(value: str, unknown: dict[str, None]) -> str:
    pieces: list[str] = []
    position = 0
    quotes = value.count('"') - value.count('\\"')
    while found := _TOKEN.search(value, position):
        pieces.append(value[position : found.start()])
        position = found.end()
        token = found[0]
        if token[0] == "$":
            pieces.append(_formula(token))
        elif token == '"':
            before = value[found.start() - 1 : found.start()]
            opening = before in {"", " ", "(", "[", "{", "'", "’", "~"}
            pieces.append('"' if quotes % 2 else "“" if opening else "”")
        elif token[0] != "\\":
            pieces.append("\\^{}" if token == "^" else "\\" + token)
        else:
            text, position = _macro(value, found, unknown)
            pieces.append(text)
    return "".join([*pieces, value[position:]])


def _macro(value: str, found: re.Match[str], unknown: dict[str, None]) -> tuple[str, int]:
    """The text that stands for a macro, and the place behind it and what it takes."""
    name, position = found[1] or found[2], found.end()
    letters = bool(found[1])
    space = "" if letters else found[3]
    if name in ACCENTS and (argument := _ARGUMENT.match(value, position)):
        base = argument[1] or argument[2] or argument[3]
        base = SYMBOLS.get(base.strip("\\ "), base) if base[0] == "\\" else base
        base = {"ı": "i", "ȷ": "j"}.get(base, base)
        return unicodedata.normalize("NFC", base + ACCENTS[name]), argument.end()
    if letters and name in SYMBOLS:
        text = SYMBOLS[name]
        if text[:1] != "\\" or text[-1:] == "}":
            empty = value.startswith("{}", position)
            kept = " " if text == "…" else ""
            return text + kept * bool(found[3]), position + 2 * empty
        return text, position
    if letters and name in KEPT:
        return found[0], position
    if letters and (name in SKIPPED_ARGUMENT or name.lower().startswith("noop")):
        group = _GROUP.match(value, position)
        return "", group.end() if group else position
    if letters:
        if name not in BARE_GROUP:
            unknown[name] = None
        return "", position
    if name in "&%$#_{}":
        return "\\" + name + space, position
    return _CONTROL_SYMBOLS.get(name, "") + space, position


_CONTROL_SYMBOLS = {" ": " ", "\\": " ", ",": "\u202f", ":": "\u202f", ";": "\u00a0", "~": "\\~{}", "^": "\\^{}"}


def _formula(token: str) -> str:
    """A formula as text when it is simple enough (`$n^2$`, `$\\alpha$`), else as TeX; a lone `$` as a sign."""
    if len(token) < 2 or token[-1] != "$":
        return "\\$" + re.sub(r"(?<!\\)([%#&_])", r"\\\1", token[1:])
    body = re.sub(r"\\(?:mathrm|mathit|mathbf|mathcal|textrm|text|rm|it|bf)(?![A-Za-z])\s*", "", token[1:-1]).strip()
    pieces: list[str] = []
    position = 0
    for found in _FORMULA.finditer(body):
        if found.start() != position or (found[1] and found[1] not in GREEK):
            return token
        position = found.end()
        if found[1]:
            pieces.append(GREEK[found[1]])
        elif found[2]:
            macro = "textsuperscript" if found[2] == "^" else "textsubscript"
            raised = GREEK[found[4]] if found[4] else found[3] or found[5] or ""
            pieces.append(raised if found[4] else f"\\{macro}{{{raised}}}")
        elif found[6]:
            letter = found[6]
            pieces.append(f"\\emph{{{letter}}}" if letter.isalpha() else letter if letter != "%" else "\\%")
    if position != len(body):
        return token
    return re.sub(r"(?<=[^\W\d_])\}\\emph\{", "", "".join(pieces))


def _balanced(value: str) -> str:
    """Without the braces that have no partner."""
    opened: list[int] = []
    stray: set[int] = set()
    for found in re.finditer(r"\\[\s\S]|[{}]", value):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            if opened:
                opened.pop()
            else:
                stray.add(found.start())
    stray.update(opened)
    if not stray:
        return value
    return "".join(c for i, c in enumerate(value) if i not in stray)
