"""Raw HTML and raw TeX in Markdown become ordinary nodes, or are kept out and reported: none reaches an output.

A raw block is read by pandoc's own HTML or LaTeX reader, in a sandbox, after cleaning; raw inline HTML
comes tag by tag and is paired here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.tree import Blocks, Inlines, Node, attr, rewrite, span, string, walk, wrap

PAIRED = {
    "sup": "Superscript",
    "sub": "Subscript",
    "em": "Emph",
    "i": "Emph",
    "cite": "Emph",
    "dfn": "Emph",
    "var": "Emph",
    "strong": "Strong",
    "b": "Strong",
    "u": "Underline",
    "ins": "Underline",
    "s": "Strikeout",
    "del": "Strikeout",
    "strike": "Strikeout",
}
TRANSPARENT = {"span", "small", "abbr", "mark", "font", "center", "bdi", "time", "a", "kbd", "samp", "wbr", "q", "tt"}
_COMMENT = re.compile(r"\s*<!--.*-->\s*\Z", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)(/?)>\Z", re.DOTALL)
_LAYOUT = re.compile(
    r"(\s*\\(newpage|clearpage|pagebreak|linebreak|noindent|bigskip|medskip|smallskip|vfill|hfill|centering"
    r"|footnotesize|small|normalsize|large|protect|vspace\*?\{[^{}]*\}|hspace\*?\{[^{}]*\}|setlength\{[^{}]*\}\{[^{}]*\}"
    r"|label\{[^{}]*\}|tableofcontents|maketitle|appendix)(\[\d\])?\s*)+\Z"
)


def resolve_raw(blocks: Blocks, place: Location, report: Report) -> Blocks:
    """`blocks` without raw nodes. What has no equivalent is reported at `place` and its text kept."""
    raws = [n for n in walk(blocks) if n["t"] in {"RawBlock", "RawInline"} and not _handled_here(n)]
    readable = _read(raws, place, report)

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "RawBlock":
            return readable.get(_key(node), [])
        if node["t"] == "RawInline" and _key(node) in readable:
            return _inlines(readable[_key(node)])
        if isinstance(node.get("c"), list):
            paired = _pair_in(node["c"], place, report)
            if paired is not node["c"]:
                return {**node, "c": paired}
        return None

    return rewrite(blocks, change)


def _key(node: Node) -> tuple[str, str]:
    return (node["c"][0], node["c"][1])


def _handled_here(node: Node) -> bool:
    """Comments, single inline tags and layout commands: nothing for pandoc to read."""
    form, text = node["c"]
    if form.startswith("html"):
        return bool(_COMMENT.match(text)) or (node["t"] == "RawInline" and bool(_TAG.match(text)))
    return form in {"tex", "latex"} and bool(_LAYOUT.match(text))


def _read(raws: Sequence[Node], place: Location, report: Report) -> dict[tuple[str, str], Blocks]:
    jobs: dict[tuple[str, str], pandoc.Job] = {}
    kept: dict[tuple[str, str], Blocks] = {}
    for raw in raws:
        form, text = key = _key(raw)
        if form.startswith("html"):
            jobs[key] = pandoc.Job(_clean(text, place, report), "html")
        elif form in {"tex", "latex"}:
            jobs[key] = pandoc.Job(text, "latex")
        else:
            report.add("raw-format", place, format=form, text=_excerpt(text))
            kept[key] = []
    for (key, job), converted in zip(jobs.items(), pandoc.convert(list(jobs.values())), strict=True):
        blocks = [] if converted.error else pandoc.blocks(converted.result)
        if not blocks and job.text.strip():
            report.add("unreadable-raw", place, format=key[0], text=_excerpt(key[1]))
            blocks = [wrap("Para", [{"t": "Code", "c": [attr(), key[1].strip()]}])]
        kept[key] = blocks
    return kept


def _clean(html: str, place: Location, report: Report) -> str:
    if re.search(r"<\s*(script|style|iframe|object|embed|form|link|meta|base)\b|\son\w+\s*=|javascript:", html, re.I):
        report.add("active-html", place, text=_excerpt(html))
    return nh3.clean(html, url_schemes={"http", "https", "mailto"}, link_rel=None)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _inlines(blocks: Blocks) -> Inlines:
    found: Inlines = []
    for block in blocks:
        if block["t"] in {"Para", "Plain"}:
            found += block["c"]
    return found


def _pair_in(contents: list[Node], place: Location, report: Report) -> list[Node]:
    """`contents` with its raw inline tags turned into nodes; the same object when there are none."""
    if not any(isinstance(c, dict) and c.get("t") == "RawInline" for c in contents):
        # inlines may sit one level down: Link, Span, Cell…
        changed = [
            _pair_in(c, place, report) if isinstance(c, list) and c and isinstance(c[0], dict) else c for c in contents
        ]
        return contents if all(a is b for a, b in zip(changed, contents, strict=True)) else changed
    return _pair(contents, place, report)


def _pair(inlines: Inlines, place: Location, report: Report) -> Inlines:
    open_tags: list[tuple[str, Inlines]] = []
    current: Inlines = []
    for node in inlines:
        tag = _TAG.match(node["c"][1]) if node.get("t") == "RawInline" else None
        if tag is None:
            if node.get("t") != "RawInline":
                current.append(node)
            elif not _handled_here(node):
                report.add("raw-format", place, format=node["c"][0], text=_excerpt(node["c"][1]))
            continue
        closing, name = tag[1], tag[2].lower()
        if name == "br":
            current.append({"t": "LineBreak"})
        elif name not in PAIRED and name not in TRANSPARENT:
            report.add("active-html", place, text=node["c"][1])
        elif not closing:
            if not tag[4] and name != "wbr":
                open_tags.append((name, current))
                current = []
        elif open_tags and any(opened == name for opened, _ in open_tags):
            while True:
                opened, outer = open_tags.pop()
                current = [*outer, _element(opened, current)]
                if opened == name:
                    break
    while open_tags:
        _, outer = open_tags.pop()
        current = outer + current
    return current


def _element(name: str, inlines: Inlines) -> Node:
    if name in PAIRED:
        return wrap(PAIRED[name], inlines)
    if name == "q":
        return span([string("“"), *inlines, string("”")])
    return span(inlines)
