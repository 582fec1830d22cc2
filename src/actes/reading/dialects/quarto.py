"""Quarto, R Markdown and bookdown: chunks (shown, never run), call-outs, `\\@ref(fig:x)`, divs of figures."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

from actes.diagnostics import Location, Report
from actes.labels import label
from actes.reading.dialects.boxes import box, kind_of
from actes.reading.dialects.findings import Findings
from actes.reading.dialects.joss import NUMBER
from actes.reading.dialects.myst import ENGINES
from actes.reading.dialects.myst_directives import inlines_of
from actes.reading.dialects.prose import fences, outside_code, outside_fences
from actes.tree import (
    Blocks,
    Inlines,
    Node,
    attr,
    classes,
    div,
    identifier,
    plain_text,
    rewrite,
    span,
    string,
    value,
    walk,
    with_attributes,
    words,
    wrap,
)

_CHUNK = re.compile(r"([ \t]*)(`{3,}|~{3,})[ \t]*\{([A-Za-z][\w+]*)((?:[ ,\t].*)?)\}[ \t]*\Z")
_REF = re.compile(r"\\@ref\(([\w:.-]{1,200})\)")
_LABEL = re.compile(r"\(\\#((?:tab|fig|eq|thm|lem|def|exm|exr|cor|prp):[\w.-]{1,200})\)")
_TEXT_REFERENCE = re.compile(r"^\((ref:[\w-]+)\)[ \t]+(\S.*)$")
_PART = re.compile(r"#[ \t]+\((?:PART|APPENDIX)\\?\*?\)[^\n]*\Z")
_OPTION = re.compile(
    r"""([A-Za-z][\w.-]*)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|c\([^()]*\)|[^\s,][^,]*)""", re.DOTALL
)
_STRINGS = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")
_PIPE = re.compile(r"[ \t]*(?:#|//|%%|--)\|[ \t]?(.*)")
_INCLUDE = re.compile(r"include_graphics\s*\(([^()]*(?:\([^()]*\)[^()]*)?)\)")
_CAPTION_LABEL = re.compile(r"\\label\{([^{}]+)\}|\(\\#([\w:.-]+)\)")
_KNITTED = re.compile(
    r"""<div\s+class=["']?figure["']?[^<>]*>\s*\n\s*<img\s([^<>]{1,6000})>\s*"""
    r"""<p\s+class=["']?caption["']?\s*>((?:(?!</p>).){0,6000})</p>\s*\n\s*</div>""",
    re.IGNORECASE | re.DOTALL,
)
_HTML_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NO = {"false", "f", "no"}
_COMPUTED = re.compile(r"`(?:r|\{(?:r|python|julia)\}) ")
_MATH_MARK = re.compile(r"\\.|\$\$?|`([^`\n]{1,300})`", re.DOTALL)


def recognised(suffix: str, body: str) -> bool:
    """Whether a file is R Markdown or Quarto: its name says so, or it has a chunk."""
    return suffix in {".qmd", ".rmd", ".rmarkdown"} or bool(
        re.search(r"^(`{3,}|~{3,})\s*\{(r|python|julia)\b", body, re.M)
    )


def text(body: str, findings: Findings) -> str:
    """`body` with chunks as blocks of code that carry their options, bookdown's references as links."""
    lines = body.split("\n")
    references: dict[str, str] = {}
    for i, code in list(fences(lines)):
        found = _CHUNK.match(lines[i]) if code else None
        if code and lines[i].strip() in {"```pseudocode", "~~~pseudocode"}:
            lines[i] = lines[i].replace("pseudocode", '{.chunk engine="pseudocode" options=""}')
        if found and found[3].lower() in ENGINES:
            lines[i] = f'{found[1]}{found[2]} {{.chunk engine="{found[3].lower()}" options="{quote(found[4])}"}}'
        elif not code and _PART.match(lines[i]):
            # bookdown's mark of a part: the volume has its own
            lines[i] = ""
        elif not code and (named := _TEXT_REFERENCE.match(lines[i])):
            references[f"({named[1]})"] = named[2]
            lines[i] = ""
    for i, line in enumerate(lines):
        if ".chunk engine=" in line:
            for name, caption in references.items():
                lines[i] = lines[i].replace(quote(name), quote(caption.replace('"', "'")))
    made = "\n".join(lines)
    if _COMPUTED.search(made):
        made = outside_fences(made, lambda stretch: "\n\n".join(map(_computed, stretch.split("\n\n"))))
    if "<div" in made:
        made = outside_code(made, lambda piece: _KNITTED.sub(_knitted, piece))
    if "\\@ref" in made or "(\\#" in made:
        made = outside_code(made, _references)
    return made


def _computed(paragraph: str) -> str:
    """`paragraph` with the code that would give a value of a formula (`$`r x$y`$`) as text of the formula.

    The dollars of R's code are no ends of formulas.
    """
    if not _COMPUTED.search(paragraph):
        return paragraph
    inside = ""
    out: list[str] = []
    done = 0
    for found in _MATH_MARK.finditer(paragraph):
        mark = found[0]
        if mark[0] == "$":
            inside = mark if not inside else "" if inside == mark else inside
        elif inside and mark[0] == "`" and _COMPUTED.match(mark):
            code = re.sub(r"([$_{}%#&])", r"\\\1", found[1].replace("\\", "/").replace("^", "**").replace("~", "-"))
            out += [paragraph[done : found.start()], f"\\texttt{{{code}}}"]
            done = found.end()
    return "".join([*out, paragraph[done:]])


def _knitted(found: re.Match[str]) -> str:
    """A figure in the HTML that knitr writes, its caption still in Markdown, as a figure in Markdown."""
    held = {name.lower(): a or b for name, a, b in _HTML_ATTRIBUTE.findall(found[1])}
    source = held.get("src", "")
    if not source or re.search(r"[<>\n]", source):
        return found[0]
    caption = " ".join(found[2].split())
    label = _CAPTION_LABEL.search(caption)
    caption = _CAPTION_LABEL.sub("", caption).strip()
    attributes = [f"#{label[1] or label[2]}"] if label else []
    alternative = html.unescape(held.get("alt", "")).strip()
    if alternative and alternative != caption:
        escaped = alternative.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        attributes.append(f'alt="{escaped}"')
    image = f"![{caption}](<{source}>)" + (f"{{{' '.join(attributes)}}}" if attributes else "")
    return "\n" + image + "\n" * (found[0].count("\n") - 1)


def _references(piece: str) -> str:
    piece = _REF.sub(lambda m: f"[{NUMBER}](#{m[1]})", piece)
    return _LABEL.sub(lambda m: f"\\label{{{m[1]}}}" if m[1].startswith("eq:") else f'[]{{label="{m[1]}"}}', piece)


def options(written: str) -> dict[str, str]:
    """The options of a chunk's first line: `r map, fig.cap="A map"` → `{label: map, fig-cap: "A map"}` (R source)."""
    found = {m[1].replace(".", "-").lower(): m[2].strip() for m in _OPTION.finditer(written)}
    # the label is the option without a name, most often the first
    first = written.strip(" ,\t").split(",")[0].strip()
    others = (part.strip() for part in _OPTION.sub("", written).split(","))
    for bare in (first, *(name for name in others if re.fullmatch(r"[\w.:-]+", name))):
        if bare and "=" not in bare:
            found.setdefault("label", bare)
    return found


def _piped(code: str) -> tuple[dict[str, str], str]:
    """The options in `#|` lines of a chunk, and the code without them."""
    found: dict[str, str] = {}
    last = ""
    kept: list[str] = []
    for line in code.split("\n"):
        piped = _PIPE.match(line) if not any(k.strip() for k in kept) else None
        if piped is None:
            kept.append(line)
        elif named := re.match(r"([A-Za-z][\w.-]*):[ \t]*(.*)\Z", piped[1]):
            last = named[1].replace(".", "-").lower()
            found[last] = "" if named[2].strip() in {"|", ">", "|-", ">-"} else named[2].strip()
        elif last:
            written = piped[1].strip()
            item = written.removeprefix("- ").strip()
            if item != written and item[:1] not in {'"', "'", "-"}:
                # the members of a list are told apart by their quotes
                item = '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'
            found[last] = f"{found[last]} {item}".strip()
    return found, "\n".join(kept)


def _texts(written: str) -> list[str]:
    """The strings in an option's value: `"a"`, `c("a", "b")`, or the words of YAML."""
    if not written:
        return []
    strings = [a or b for a, b in _STRINGS.findall(written)]
    quoted = written[0] in "\"'" or written.startswith(("c(", "["))
    found = strings if quoted else [written]
    return [re.sub(r"\\([\"'])", r"\1", t).replace("\\n", " ").replace("\\\\", "\\") for t in found]


def shape(blocks: Blocks, language: str, place: Location, report: Report) -> Blocks:
    """`blocks` with chunks as code and figures, call-outs and theorems as boxes, divs of figures as figures."""
    chunks = [n for n in walk(blocks, {"CodeBlock"}) if "chunk" in classes(n)]
    read = {id(n): _Chunk(n) for n in chunks}
    captions = inlines_of(t for c in read.values() for t in (*c.captions, *c.parts, c.listing[1]))
    shown = sum(c.shown and c.engine != "pseudocode" for c in read.values())
    hidden = sum(not c.shown and not c.images for c in read.values())
    if shown:
        report.add("unrun-code", place, count=shown)
    if hidden:
        report.add("hidden-code", place, count=hidden)
    made = {key: chunk.blocks(captions, language, place, report) for key, chunk in read.items()}

    def change(node: Node) -> Node | list[Node] | None:
        if id(node) in made:
            return made[id(node)]
        if node["t"] in {"Para", "Plain"} and [classes(n) for n in node["c"]] == [["embedded"]]:
            return _embedded(value(node["c"][0], "name"), language, place, report)
        return _div(node, language) if node["t"] == "Div" else None

    return rewrite(blocks, change, {"CodeBlock", "Div", "Para", "Plain"})


def _missing(language: str, name: str = "") -> Node:
    return span(words(label("missing-image", language)), attr(name, ["missing-image"]))


def _embedded(name: str, language: str, place: Location, report: Report) -> Node:
    """In the place of a figure that a notebook would make: that it is missing, under its name."""
    report.add("unrun-figure", place, caption=name)
    return {"t": "Figure", "c": [attr(name), [None, []], [wrap("Plain", [_missing(language)])]]}


class _Chunk:
    """A chunk: what it shows, and the figures it places or would make."""

    def __init__(self, node: Node) -> None:
        piped, code = _piped(node["c"][1])
        held: Mapping[str, str] = {**options(unquote(value(node, "options"))), **piped}
        self.held = held
        self.engine, self.code = value(node, "engine"), code.strip("\n")
        self.images = [path for argument in _INCLUDE.findall(code) for path in _paths(argument)]
        rest = _INCLUDE.sub("", code).replace("knitr::", "").strip()
        says_no = held.get("echo", "").lower() in _NO or held.get("include", "").lower() in _NO
        self.listing = (_texts(held.get("lst-label", "")) or [""])[0], (_texts(held.get("lst-cap", "")) or [""])[0]
        if self.engine == "pseudocode" and (named := re.search(r"\\caption\{((?:[^{}]|\{[^{}]*\})*)\}", code)):
            self.listing = self.listing[0], named[1]
        self.shown = bool(self.code) and not says_no and bool(rest or not self.images)
        self.captions = _texts(held.get("fig-cap", "")) or _texts(held.get("tbl-cap", ""))
        self.parts = _texts(held.get("fig-subcap", "")) if self.captions and not self.images else []
        self.table = bool(held.get("tbl-cap")) and not held.get("fig-cap")
        self.alternatives = _texts(held.get("fig-alt", ""))
        name = (_texts(held.get("label", "")) or [""])[0]
        self.name = name if not name or re.match(r"(fig|tbl|lst)-", name) else f"fig:{name}"
        if found := next((m for c in self.captions if (m := _CAPTION_LABEL.search(c))), None):
            # the author's own name for the figure, in LaTeX's way or bookdown's
            self.name = found[1] or found[2]
            self.captions = [_CAPTION_LABEL.sub("", c).strip() for c in self.captions]

    def blocks(self, captions: Mapping[str, Inlines], language: str, place: Location, report: Report) -> Blocks:
        # what the text refers to is the code itself when nothing else bears the name
        alone = not self.captions and not self.images and bool(re.match(r"(fig|tbl|lst)-", self.name))
        named = self.listing[0] or (self.name if alone or self.name.startswith("lst-") else "")
        code: Blocks = [{"t": "CodeBlock", "c": [attr(named, [self.engine]), self.code]}] if self.shown else []
        if self.engine == "pseudocode":
            code[0]["c"][0] = attr()
            return [box(code, "algorithm", language, (_texts(self.held.get("label", "")) or [""])[0], self.listing[1])]
        if code and self.listing[1]:
            code.insert(0, wrap("Para", captions[self.listing[1]]))
        if not self.captions and not self.images:
            return code
        if not self.images:
            return code + [
                self._unmade(text, i, captions, language, place, report) for i, text in enumerate(self.captions)
            ]
        if len(self.captions) > 1 and len(self.captions) == len(self.images):
            groups = [([url], text) for url, text in zip(self.images, self.captions, strict=True)]
        else:
            groups = [(self.images, self.captions[0] if self.captions else "")]
        figures: Blocks = []
        for i, (urls, text) in enumerate(groups):
            alternative = self.alternatives[min(i, len(self.alternatives) - 1)] if self.alternatives else ""
            held = {"alt": alternative} if alternative else {}
            images = [{"t": "Image", "c": [attr("", (), **held), [], [url, ""]]} for url in urls]
            caption = [wrap("Plain", captions[text])] if text else []
            figures.append({"t": "Figure", "c": [attr(self._id(i)), [None, caption], [wrap("Plain", images)]]})
        return code + figures

    def _id(self, i: int) -> str:
        return f"{self.name}-{i + 1}" if i and self.name else self.name

    def _unmade(
        self, text: str, i: int, captions: Mapping[str, Inlines], language: str, place: Location, report: Report
    ) -> Node:
        """In the place of a figure that only running the code would make: its caption, and that it is missing."""
        shown = plain_text(captions[text])
        report.add("unrun-figure", place, caption=shown if len(shown) <= 80 else shown[:79] + "…")
        mark = _missing(language)
        if self.table:
            return div([wrap("Para", [mark, string("\u00a0:"), {"t": "Space"}, *captions[text]])], attr(self._id(i)))
        parts = self.parts if i == 0 else []
        marks = [_missing(language, f"{self.name}-{n}" if self.name else "") for n in range(1, len(parts) + 1)] or [
            mark
        ]
        inner = [wrap("Plain", marks), *_note(_lettered([captions[part] for part in parts]))]
        return {"t": "Figure", "c": [attr(self._id(i)), [None, [wrap("Plain", captions[text])]], inner]}


def _paths(argument: str) -> list[str]:
    """The files an `include_graphics` call names: strings, alone, in `c(…)`, or joined by `here(…)`, `file.path(…)`."""
    strings = [a or b for a, b in _STRINGS.findall(argument)]
    if re.match(r"\s*(?:here::)?(?:here|file\.path)\s*\(", argument):
        return ["/".join(strings)] if strings else []
    return strings


def _div(node: Node, language: str) -> Node | list[Node] | None:
    names = classes(node)
    inner: Blocks = node["c"][1]
    callout = next((n for n in names if n.startswith("callout-")), "")
    if callout or "callout" in names:
        title = value(node, "title")
        if not title and inner and inner[0]["t"] == "Header":
            heading = div([wrap("Plain", inner[0]["c"][2])], attr("", ["box-title"]))
            return div([heading, *inner[1:]], attr(identifier(node), ["box"]))
        return box(inner, callout or "note", language, identifier(node), title)
    theorem = re.match(r"(thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg)-", identifier(node))
    kind = theorem[1] if theorem else next((n for n in names if n in _THEOREMS), "")
    if kind and kind_of(kind):
        title = value(node, "name") or value(node, "title")
        return box(inner, kind, language, identifier(node), title)
    if re.match(r"fig[-:]", identifier(node)):
        return _figure(node)
    return None


_THEOREMS = {"theorem", "lemma", "corollary", "proposition", "definition", "proof", "remark", "exercise", "solution"}


def _named_image(node: Node) -> Node | None:
    """A figure within a figure, its name on its image, which is what stays of it."""
    if node["t"] != "Figure" or not identifier(node):
        return None

    def name(inner: Node) -> Node | None:
        return with_attributes(inner, identifier=identifier(node)) if inner["t"] == "Image" else None

    return {"t": "Figure", "c": [attr("", classes(node)), node["c"][1], rewrite(node["c"][2], name, {"Image"})]}


def _figure(node: Node) -> Node | None:
    """`::: {#fig-x}` around images and a last paragraph: one figure, the captions of its parts in a note."""
    inner: Blocks = rewrite(node["c"][1], _named_image, {"Figure"})
    images = list(walk(inner, {"Image"}))
    last = inner[-1] if inner and inner[-1]["t"] == "Para" else None
    if not images or last is None or any(walk(last, {"Image"})):
        return None
    parts = _lettered([[n for block in f["c"][1][1] for n in block["c"]] for f in walk(inner, {"Figure"})])
    rest = [b for b in inner[:-1] if not any(walk(b, {"Image"}))]
    return {
        "t": "Figure",
        "c": [attr(identifier(node)), [None, [wrap("Plain", last["c"])]], [wrap("Plain", images), *_note(parts, rest)]],
    }


def _lettered(captions: Sequence[Inlines]) -> Inlines:
    """The captions of the parts of a figure in one line: « (a) Avant; (b) Après »."""
    parts: Inlines = []
    for i, caption in enumerate(captions):
        if caption:
            parts += [
                *([string(";"), {"t": "Space"}] if parts else []),
                string(f"({chr(97 + i % 26)})"),
                {"t": "Space"},
            ]
            parts += caption
    return parts


def _note(parts: Inlines, rest: Blocks | None = None) -> Blocks:
    inner = [*([wrap("Plain", parts)] if parts else []), *(rest or [])]
    return [div(inner, attr("", ["note"]))] if inner else []
