"""What an author wrote, read crudely from the source: words, figures, tables, formulas, notes, citations.

Nothing of actes is used, nor pandoc: a paper's own lines are compared with its outputs. What Markdown and the tools
around it write for machines (attributes, addresses, keys, options) is taken away; the rest must be printed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".tif", ".tiff")
_HEADER = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML_HEADER = re.compile(r"\A\+\+\+[ \t]*\n((?:[\w-]+ *=|\[).*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*(.*?)[ \t]*$")
_DISPLAYED = (
    re.compile(r"\$\$.+?\$\$(?:[ \t]*\{#[^}]*\})?", re.DOTALL),
    re.compile(r"\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}.*?\\end\{\1\2\}", re.DOTALL),
)
_INLINE = re.compile(r"(?<![\\$\w])\$(?![\s$])((?:[^$\n\\]|\\.|\n(?!\n))+?)(?<!\s)\$(?!\d)")
_GROUP = re.compile(r"\[(?!\^)[^\[\]]*@[^\[\]]*\](?!\()")
_KEY = re.compile(r"(?<![\\\w@/.])-?@(?:\{([^{}]+)\}|([\w](?:[\w:.#$%&+?<>~/-]*[\w/])?))")
_CITE_ROLE = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")
_IMAGE = re.compile(
    r"!\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]\(\s*<?([^()<>]*?(?:\([^()]*\)[^()<>]*)?)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?[^()\s]*(?:\([^()]*\)[^()\s]*)?>?(?:\s+\"[^\"]*\")?\s*\)")
_HTML_IMAGE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']([^\"']+)[\"'][^<>]*>", re.IGNORECASE)
_INCLUDED = re.compile(r"include_graphics\(\s*[\"']([^\"']+)[\"']")
_NOTE = re.compile(r"^(?:>[ \t]?)?\[\^([^\]\s]+)\]:[ \t]?", re.MULTILINE)
_CALL = re.compile(r"(?<!\n)(?<!> )\[\^([^\]\s]+)\]")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.|mailto:|doi:)[^\s<>\"“”«»]+", re.IGNORECASE)
_OWN_HEADINGS = re.compile(
    r"^#+[ \t]*(?:References?|Bibliograph(?:y|ie)|R[ée]f[ée]rences(?: bibliographiques)?|Acknowled?ge?ments?"
    r"|Remerciements)(?:[ \t]*\{[^{}]*\})?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Headings that outputs write themselves."""
_CODE = re.compile(r"(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_RULE = re.compile(
    r"^[ \t]*(?:\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+\|?|-{2,}(?:[ \t]+-{2,})+)[ \t]*$", re.MULTILINE
)


@dataclass
class Source:
    """A paper as written: its words, the pictures it shows whose file is there, and counts of the rest."""

    words: Counter[str] = field(default_factory=Counter)
    pictures: list[str] = field(default_factory=list)
    tables: int = 0
    formulas: int = 0
    notes: int = 0
    dois: int = 0
    """Links to a DOI and DOIs for keys, which MyST makes citations of."""
    cited: Counter[str] = field(default_factory=Counter)


def words_in_order(text: str) -> list[str]:
    """The runs of letters and digits of a text, in its order."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))


def words(text: str) -> Counter[str]:
    """The words of a text: runs of letters and digits."""
    return Counter(words_in_order(text))


def read(path: Path, keys: set[str]) -> Source:
    """The paper at `path`; `keys` are those of its bibliography."""
    text = unicodedata.normalize("NFC", path.read_text("utf-8-sig").replace("\r\n", "\n"))
    head = _HEADER.match(text) or _TOML_HEADER.match(text)
    body = text[head.end() :] if head else text
    found = Source()
    # metadata at the end of a text, as pandoc allows
    body = re.sub(r"\n\n---[ \t]*\n(?:[A-Za-z][\w-]*:.*\n|[ \t]+\S.*\n)+---[ \t]*(?=\n|\Z)", "\n\n", body)
    body = _OWN_HEADINGS.sub("", re.sub(r"<!--.*?-->", " ", body, flags=re.DOTALL))
    # indented code
    body = re.sub(
        r"(?<=\n\n)(?:(?: {4}|\t)(?![-*+] |\d+\. |:).*\n)+(?=\n|\Z)",
        lambda m: "".join(f"~~~\n{m[0]}~~~\n") if not re.match(r" +\S", m[0]) or "$$" in m[0] else m[0],
        body,
    )
    body = _lines(body, path.parent, found)
    found.dois = len(re.findall(r"(?:doi\.org/|@doi:)10\.", body))
    body = _pictures(body, path.parent, found)
    body = _notes(body, found)
    body = _formulas(body, found)
    body = _citations(body, keys, found)
    found.tables += len(re.findall(r"^\+[=:+]+\+[ \t]*$", body, re.MULTILINE))
    found.tables += len(_RULE.findall(body)) + len(re.findall(r"<table\b", body, re.IGNORECASE))
    if (
        (title := re.search(r"^title(?:_f)?(?::| *=)[ \t]*['\"]?(.+?)['\"]?[ \t]*$", head[1], re.MULTILINE))
        if head
        else None
    ):
        found.words += words(_bare(title[1]))
    found.words += words(_bare(body))
    return found


def _lines(body: str, folder: Path, found: Source) -> str:
    """`body` without fences and what is written in them for machines; code that is shown stays."""
    lines = body.split("\n")
    kept: list[str] = []
    myst = bool(re.search(r"^[ \t]*[`:]{3,}\{(?:figure|table|note|math|list-table)\}|\{cite", body, re.MULTILINE))
    i = 0
    while i < len(lines):
        line = lines[i]
        fence = _FENCE.match(line)
        if not fence:
            kept.append("" if myst and line.startswith(("%", "+++")) else line)
            i += 1
            continue
        mark, rest = fence[1], fence[2]
        directive = re.match(
            r"\{(figure|image|table|list-table|note|admonition|warning|tip|important)\}[ \t]*(.*)", rest
        )
        if mark[0] == ":" or directive:
            i += 1
            if rest.startswith("{math}"):
                # its options, then the formula
                end = _closing(lines, i, mark)
                found.formulas += 1
                i = end + 1
                continue
            if rest.startswith("{") and not directive:
                while i < len(lines) and re.match(r"[ \t]*:[\w-]+:", lines[i]):
                    i += 1
            if directive:
                if directive[1] in {"figure", "image"}:
                    kept.append(f"![]({directive[2]})")
                else:
                    kept.append(directive[2])
                    found.tables += directive[1] == "list-table"
                while i < len(lines) and re.match(r"[ \t]*:[\w-]+:", lines[i]):
                    i += 1
                if mark[0] != ":":
                    end = _closing(lines, i, mark)
                    lines[end] = ""
            continue
        end = _closing(lines, i + 1, mark)
        inner = lines[i + 1 : end]
        if rest.startswith("{math}"):
            found.formulas += 1
        else:
            kept += _code(rest, inner, folder, found)
        i = end + 1
    return "\n".join(kept)


def _closing(lines: list[str], start: int, mark: str) -> int:
    for j in range(start, len(lines)):
        bare = lines[j].strip()
        if bare and set(bare) == {mark[0]} and len(bare) >= len(mark):
            return j
    return len(lines) - 1


def _code(rest: str, inner: list[str], folder: Path, found: Source) -> list[str]:
    options = "\n".join([rest, *(line for line in inner if line.lstrip().startswith("#|"))])
    if rest.startswith("{=") and rest not in {"{=html}", "{=latex}", "{=tex}"}:
        # meant for another format
        return []
    code = [line for line in inner if not line.lstrip().startswith("#|")]
    while rest.startswith("{code") and code and re.match(r"[ \t]*:[\w-]+:", code[0]):
        code = code[1:]
    if rest == "{raw} latex":
        # what is no command: the words of a table, of its caption
        found.tables += 1
        code = [
            re.sub(r"\\(?:begin|end|label|cline)\{[^{}]*\}(?:\{[^{}]*\})?|\\[A-Za-z]+|\{[^{}]{1,2}\}", " ", line)
            for line in code
        ]
    chunk = re.match(r"\{(?:r|python|julia|bash)\b", rest)
    shown: list[str] = []
    if chunk:
        images = [name for line in code for name in _INCLUDED.findall(line)]
        shown += [f"![]({name})" for name in images]
        captions = re.findall(r"(?:fig[.-]cap|tbl-cap)\s*[=:]\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)')", options)
        shown += [a or b for a, b in captions]
        code = [line for line in code if "include_graphics" not in line]
        if re.search(r"\b(?:echo|include)\s*[=:]\s*(?:FALSE|false|F)\b", options):
            return shown
    # in code every word is a word
    return [*shown, *(re.sub(r"([@$\\<>\[\]{}()!#_`|-])", " ", line) for line in code)]


def _there(name: str, folder: Path) -> bool:
    place = folder / name.split("#")[0]
    try:
        return place.is_file() or any(place.with_name(place.name + suffix).is_file() for suffix in PICTURES)
    except OSError:
        return False


def _pictures(body: str, folder: Path, found: Source) -> str:
    def picture(name: str) -> None:
        if name.strip() and not re.match(r"[a-z]+:", name) and _there(name.strip(), folder):
            found.pictures.append(name.strip())

    def change(match: re.Match[str]) -> str:
        picture(match[2])
        # within a paragraph the text is an alternative, which is not printed
        before = match.string[: match.start()].rpartition("\n\n")[2]
        after = match.string[match.end() :].partition("\n\n")[0]
        alone = not re.sub(r"\{[^{}]*\}|\0\d+\0|\\label|[\s>#*-]", "", before + after)
        return f" {match[1]} " if alone else " "

    def tag(match: re.Match[str]) -> str:
        picture(match[1])
        return " "

    held: list[str] = []

    def keep(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\0{len(held) - 1}\0"

    body = _HTML_IMAGE.sub(tag, _IMAGE.sub(change, _CODE.sub(keep, body)))
    # a caption may hold code
    while "\0" in body:
        body = re.sub(r"\0(\d+)\0", lambda m: held[int(m[1])], body)
    return body


def _formulas(body: str, found: Source) -> str:
    held: list[str] = []

    def keep(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\0{len(held) - 1}\0"

    found.formulas += len(re.findall(r"\{math\}`[^`]+`", body))
    body = _CODE.sub(keep, body)
    for pattern in (*_DISPLAYED, _INLINE):
        found.formulas += len(pattern.findall(body))
        body = pattern.sub(" ", body)
    return re.sub(r"\0(\d+)\0", lambda m: held[int(m[1])], body)


def _notes(body: str, found: Source) -> str:
    defined = set(_NOTE.findall(body))
    plain = _CODE.sub(" ", body)
    calls = [name for name in _CALL.findall(plain) if name in defined]
    # a note that nothing calls is not printed; a note called twice is printed at each call
    for name in defined - set(calls):
        body = re.sub(rf"^\[\^{re.escape(name)}\]:.*(?:\n|\Z)(?:(?:[ \t]+\S.*)?\n)*", "\n", body, flags=re.MULTILINE)
    body = _NOTE.sub("", body)
    found.notes = len(calls) + len(re.findall(r"\^\[", plain))
    return _CALL.sub(lambda m: " " if m[1] in defined else m[0], body)


def _citations(body: str, keys: set[str], found: Source) -> str:
    def names(text: str) -> list[str]:
        return [
            k
            for a, b in _KEY.findall(text)
            if (k := re.sub(r"^(?:\w+:)+(?=\S)", "", a or b) if (a or b) not in keys else a or b) in keys
        ]

    def role(match: re.Match[str]) -> str:
        found.cited.update(k for k in re.split(r"[,;]\s*", match[1]) if k in keys)
        return " "

    plain = _CODE.sub(lambda m: m[0].replace("@", "\1"), body)
    plain = _CITE_ROLE.sub(role, plain.replace("\1", "@") if "{cite" in plain else plain)
    found.cited.update(names(plain))
    plain = _GROUP.sub(" ", plain)
    return _KEY.sub(" ", plain).replace("\1", "@")


def _bare(text: str) -> str:
    """Markdown without its marks for machines."""
    text = html.unescape(text)
    text = re.sub(r"\{\{[<%].*?[%>]\}\}", " ", text, flags=re.DOTALL)
    # MyST's links with the number of their target say what the target is called
    text = _LINK.sub(lambda m: " " if "%s" in m[1] else f" {m[1]} ", text)
    text = re.sub(r"^\[[^\]]+\]:\s+\S+.*$", " ", text, flags=re.MULTILINE)
    text = re.sub(r"\]\[[^\]]*\]", "]", text)
    text = re.sub(r"<(?:https?://|mailto:|[\w.+-]+@)[^<>]*>", " ", text)
    text = _ADDRESS.sub(" ", text)
    text = re.sub(r"</?[A-Za-z][^<>]*>", " ", text)
    text = re.sub(r"\{[a-z:]+\}`[^`]*`", " ", text)
    text = re.sub(r"\{[#.=:][^{}]*\}|\{\s*(?:[\w-]+=[^{}]*)\}|\{-\}", " ", text)
    text = re.sub(
        r"\\@?(?:ref|autoref|eqref|cref|label|nameref)[({][^(){}]*[)}]|\(\\#[^()]*\)|\(ref:[\w-]+\)", " ", text
    )
    text = re.sub(r"\\(?:newpage|clearpage|url\{[^{}]*\}|vspace\{[^{}]*\}|cite\w*\{[^{}]*\})", " ", text)
    return re.sub(r"\\(?=\W)|^\([\w:./ -]+\)=\s*$", "", text, flags=re.MULTILINE)
