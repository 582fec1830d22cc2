"""Raw HTML and raw TeX in Markdown become ordinary nodes, or are kept out and reported: none reaches an output.

A raw block is read by pandoc's own HTML or LaTeX reader, in a sandbox, after cleaning. pandoc hands HTML
over tag by tag, with Markdown in between: tags that belong together are gathered, what stands between them
is kept aside under a mark, and put back into what the HTML reader made of the tags. Raw inline HTML is paired.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import nh3

from actes import pandoc
from actes.diagnostics import Location, Report
from actes.reading.addresses import is_safe
from actes.tree import (
    Blocks,
    Inlines,
    Node,
    attr,
    plain_text,
    rewrite,
    rewrite_where,
    span,
    string,
    value,
    walk,
    words,
    wrap,
)

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


_RAW = {"RawBlock", "RawInline"}


def resolve_raw(blocks: Blocks, place: Location, report: Report) -> Blocks:
    """`blocks` without raw nodes. What has no equivalent is reported at `place` and its text kept."""
    aside: list[Node] = []
    blocks = _gather(blocks, aside)
    raws = [n for n in walk([blocks, aside], _RAW) if not _handled_here(n)]
    readable = _read(raws, place, report)

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "RawBlock":
            return readable.get(_key(node), [])
        if node["t"] == "RawInline" and _key(node) in readable:
            # TeX would take the space after a command that stands for a word: « \\LaTeX est » is two words
            after = [{"t": "Space"}] if node["c"][1][-1:].isspace() else []
            return _inlines(readable[_key(node)]) + after
        if isinstance(node.get("c"), list):
            paired = _pair_in(node["c"], place, report)
            if paired is not node["c"]:
                return {**node, "c": paired}
        return None

    if raws or any(walk([blocks, aside], _RAW)):
        resolved = [rewrite([node], change) for node in aside]
        blocks = rewrite(rewrite_where(blocks, change, _RAW), lambda node: _put_back(node, resolved), {"Div"})
    return rewrite(blocks, lambda node: _without_unsafe_link(node, place, report), {"Link"})


def _without_unsafe_link(node: Node, place: Location, report: Report) -> Node | None:
    """A link that would run a script or open a file of the reader's is its text."""
    if node["t"] != "Link" or is_safe(node["c"][2][0]):
        return None
    report.add("unsafe-link", place, url=_excerpt(node["c"][2][0]))
    return span(node["c"][1])


_MARK = "data-actes-aside"
_VOID = {"br", "hr", "img", "input", "wbr", "col", "source", "area", "base", "embed", "link", "meta", "param", "track"}
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*?)?(/?)>")


def _depth(html: str) -> int:
    """How many elements the tags of `html` leave open."""
    depth = 0
    for closing, name, empty in _ANY_TAG.findall(html):
        if name.lower() not in _VOID and not empty:
            depth += -1 if closing else 1
    return depth


def _gather(blocks: Blocks, aside: list[Node]) -> Blocks:
    """`blocks` with each run of HTML tags that close one another made one raw block, at every level.

    What stands between the tags goes to `aside`; in the raw block an empty `div` with its index marks its place.
    """

    def html(block: Node) -> bool:
        return block["t"] == "RawBlock" and str(block["c"][0]).startswith("html")

    out: Blocks = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if not html(block) or _depth(block["c"][1]) <= 0:
            out.append(block)
            i += 1
            continue
        depth, end = 0, i
        for j in range(i, len(blocks)):
            depth += _depth(blocks[j]["c"][1]) if html(blocks[j]) else 0
            if depth == 0:
                end = j
                break
        if end == i:
            out.append(block)
            i += 1
            continue
        pieces = []
        for inner in blocks[i : end + 1]:
            if html(inner):
                pieces.append(inner["c"][1])
            else:
                pieces.append(f'<div {_MARK}="{len(aside)}"></div>')
                aside.append(inner)
        out.append({"t": "RawBlock", "c": ["html", "".join(pieces)]})
        i = end + 1
    return [_gather_inside(b, aside) for b in out]


def _gather_inside(block: Node, aside: list[Node]) -> Node:
    match block["t"]:
        case "Div":
            return {"t": "Div", "c": [block["c"][0], _gather(block["c"][1], aside)]}
        case "BlockQuote":
            return {"t": "BlockQuote", "c": _gather(block["c"], aside)}
        case "BulletList":
            return {"t": "BulletList", "c": [_gather(item, aside) for item in block["c"]]}
        case "OrderedList":
            return {"t": "OrderedList", "c": [block["c"][0], [_gather(item, aside) for item in block["c"][1]]]}
        case _:
            return block


def _put_back(node: Node, aside: list[Blocks]) -> list[Node] | None:
    mark = value(node, "actes-aside") or value(node, _MARK)
    # authors may write the mark themselves: only one that was set here counts
    return (
        aside[int(mark)] if node["t"] == "Div" and re.fullmatch(r"\d{1,6}", mark) and int(mark) < len(aside) else None
    )


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
            # floats over two columns, which pandoc does not know, are floats
            jobs[key] = pandoc.Job(_STARRED.sub(r"\\\1{\2}", text), "latex")
        else:
            report.add("raw-format", place, format=form, text=_excerpt(text))
            kept[key] = []
    for (key, job), converted in zip(jobs.items(), pandoc.convert(list(jobs.values())), strict=True):
        blocks = [] if converted.error else pandoc.blocks(converted.result)
        if job.text.strip() and (not blocks or (job.source_format == "latex" and _loses_words(job.text, blocks))):
            report.add("unreadable-raw", place, format=key[0], text=_excerpt(key[1]))
            blocks = [wrap("Para", [{"t": "Code", "c": [attr(), key[1].strip()]}])]
        kept[key] = blocks
    return kept


_STARRED = re.compile(r"\\(begin|end)\{(figure|table|longtable|sidewaystable|wraptable|tabulary?)\*\}")
_COMMAND = re.compile(r"\\(?:begin|end)\{[^{}]*\}(?:\[[^\[\]]*\])?(?:\{[^{}]*\})?|\\[A-Za-z]+\*?(?:\[[^\[\]]*\])?|%.*")


def _loses_words(tex: str, blocks: Blocks) -> bool:
    """Whether more than half of the words of a TeX text are not in what was made of it."""
    said = Counter(re.findall(r"[^\W\d_]{4,}", _COMMAND.sub(" ", tex)))
    kept = Counter(re.findall(r"[^\W\d_]{4,}", plain_text(blocks, notes=True)))
    return (said - kept).total() > said.total() / 2


def _clean(html: str, place: Location, report: Report) -> str:
    if re.search(r"<\s*(script|style|iframe|object|embed|form|link|meta|base)\b|\son\w+\s*=|javascript:", html, re.I):
        report.add("active-html", place, text=_excerpt(html))
    allowed = {**nh3.ALLOWED_ATTRIBUTES, "div": {_MARK, "class", "id", "lang"}, "span": {"class", "id", "lang"}}
    return nh3.clean(html, tags=nh3.ALLOWED_TAGS | _STRUCTURE, attributes=allowed, url_schemes=_SCHEMES, link_rel=None)


_ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "option", "textarea", "link",
    "meta", "base", "frame", "frameset", "applet", "audio", "video", "source", "track", "canvas", "svg", "math",
    "template", "slot", "noscript", "body", "html", "head", "title", "label", "output", "dialog", "marquee", "portal",
}  # fmt: skip
_KNOWN = nh3.ALLOWED_TAGS | _ACTIVE | PAIRED.keys() | TRANSPARENT
_STRUCTURE = {"figure", "figcaption", "section", "main", "dl", "dt", "dd", "tfoot"}
_SCHEMES = {"http", "https", "mailto"}


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
        elif name == "img":
            current.append(_image(tag[3]))
        elif name not in _KNOWN:
            # « <nom> » is what its author means it to be: text
            current += words(node["c"][1])
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


def _image(attributes: str) -> Node:
    held = {k.lower(): a or b or c for k, a, b, c in _ATTRIBUTE.findall(attributes)}
    kept = {k: v for k, v in held.items() if k in {"alt", "width", "height"} and v}
    return {"t": "Image", "c": [attr("", (), **kept), words(held.get("alt", "")), [held.get("src", ""), ""]]}


_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def _element(name: str, inlines: Inlines) -> Node:
    if name in PAIRED:
        return wrap(PAIRED[name], inlines)
    if name == "q":
        return span([string("“"), *inlines, string("”")])
    return span(inlines)
