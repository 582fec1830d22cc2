"""The resolved tree as HTML elements: inlines, blocks, notes, citations and links.

One `Renderer` per unit of the volume. It writes ids (`<unit>--<id>`), remembers where each reference is
cited and each index entry marked, and turns blocks inside notes into spans (see the package's docstring).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from actes import tree
from actes.model import Asset
from actes.tree import Blocks, Inlines, Node
from actes.writing.html import figures, formulas, tables
from actes.writing.html.elements import Element, append_text, child, element, last_child

SCHEMES = frozenset({"http", "https", "mailto", "ftp", "ftps", "tel", "doi", "urn"})
"""Where a link may lead; others (`javascript:`, a file beside the manuscript) leave their text only."""

_TAGS = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "s",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "u",
}
_NUMBERINGS = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


@dataclass
class Renderer:
    """What rendering a unit needs to know, and what it learns on the way.

    `unit` prefixes ids; `language` is the one around (no `lang` is repeated); `entries` are the keys that
    the unit's bibliography holds: a citation of another key is not linked.
    """

    unit: str
    language: str
    assets: Mapping[str, Asset] = field(default_factory=dict)
    math: Mapping[tuple[str, bool], str] = field(default_factory=dict)
    entries: frozenset[str] = frozenset()

    citations: dict[str, list[str]] = field(default_factory=dict)
    """Key → ids of the places that cite it, in order."""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """(index entry, id of the place), in order."""
    headings: list[tuple[int, str, Inlines]] = field(default_factory=list)
    """(HTML level, id, inlines) of the headings of the text."""
    shift: int = 1
    """What added to the level of a header makes its HTML level."""
    in_note: bool = False
    in_link: bool = False
    plain: bool = False
    """Titles repeated elsewhere: no ids, no notes, no links."""

    # -- where things stand

    def anchor(self, identifier: str) -> str:
        """The volume-wide id of something of this unit."""
        return f"{self.unit}--{identifier}"

    def start(self, parent: Element, tag: str, classes: str = "") -> Element:
        """A block element at the end of `parent`; inside a note, a span of class `note-<tag>`."""
        if self.in_note:
            return child(parent, "span", f"note-{tag} {classes}".rstrip())
        return child(parent, tag, classes)

    def identify(self, made: Element, identifier: str) -> None:
        """Give `made` the volume-wide form of a local id, if there is one and this is where it stands."""
        if identifier and not self.plain:
            made.set("id", self.anchor(identifier))

    # -- inlines

    def inlines(self, parent: Element, nodes: Inlines) -> Element:
        """Add `nodes` after what `parent` holds; returns `parent`."""
        text: list[str] = []
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                text.append(node["c"])
            elif kind in {"Space", "SoftBreak"}:
                text.append(" ")
            else:
                if text:
                    append_text(parent, "".join(text))
                    text.clear()
                self._inline(kind, parent, node)
        if text:
            append_text(parent, "".join(text))
        return parent

    def _inline(self, kind: str, parent: Element, node: Node) -> None:
        if kind in _TAGS:
            self.inlines(child(parent, _TAGS[kind]), node["c"])
        elif kind == "Span":
            self._span(parent, node)
        elif kind == "Cite":
            self.inlines(parent, node["c"][1])
        elif kind == "Link":
            self._link(parent, node)
        elif kind == "Note":
            self.note(parent, node["c"], "", "")
        elif kind == "Math":
            formulas.formula(self.math, parent, node["c"][1], node["c"][0]["t"] == "DisplayMath")
        elif kind == "SmallCaps":
            self.inlines(child(parent, "span", "smallcaps"), node["c"])
        elif kind in {"Code", "RawInline"}:
            # a raw passage that resolving left is shown as the author typed it
            child(parent, "code", text=node["c"][1])
        elif kind == "LineBreak":
            child(parent, "br")
        elif kind == "Image":
            figures.image(self, parent, node)
        elif kind == "Quoted":
            self.inlines(child(parent, "q"), node["c"][1])
        else:
            raise ValueError(f"{kind} has no place in a resolved tree")

    def _span(self, parent: Element, node: Node) -> None:
        (identifier, classes, values), contents = node["c"]
        held = dict(values)
        if "footnote" in classes:
            notes = [n for n in contents if n["t"] == "Note"]
            for note in notes:
                self.note(parent, note["c"], identifier, held.get("number", ""))
            self.inlines(parent, [n for n in contents if n["t"] != "Note"])
        elif "cite" in classes and "key" in held:
            self._cite(parent, held["key"], contents)
        elif "equation" in classes:
            made = child(parent, "span", "equation")
            self.identify(made, identifier)
            self.inlines(made, contents)
            if held.get("label"):
                child(made, "span", "equation-label", held["label"])
        elif "index" in classes and "entry" in held:
            self._mark(parent, held["entry"], contents)
        else:
            made = child(parent, "span", _classes(classes))
            self.identify(made, identifier)
            self._lang(made, held)
            self.inlines(made, contents)

    def _lang(self, made: Element, held: Mapping[str, str]) -> None:
        language = held.get("lang", "")
        if language:
            made.set("lang", language)

    def _cite(self, parent: Element, key: str, contents: Inlines) -> None:
        if self.plain or self.in_link or key not in self.entries:
            self.inlines(child(parent, "span", "cite"), contents)
            return
        places = self.citations.setdefault(key, [])
        reference = tree.reference_id(key)
        places.append(self.anchor(f"_cite-{reference.removeprefix('ref-')}-{len(places) + 1}"))
        made = child(parent, "a", "cite", id=places[-1], href=f"#{self.anchor(reference)}", role="doc-biblioref")
        self._inside_link(made, contents)

    def _mark(self, parent: Element, entry: str, contents: Inlines) -> None:
        made = child(parent, "span", "index-mark")
        if not self.plain:
            self.marks.append((entry, self.anchor(f"_index-{len(self.marks) + 1}")))
            made.set("id", self.marks[-1][1])
        self.inlines(made, contents)

    def _link(self, parent: Element, node: Node) -> None:
        (identifier, classes, values), contents, (url, _) = node["c"]
        held = dict(values)
        href = self._target(url, held.get("chapter", ""), held.get("rid", ""))
        if self.plain or self.in_link or not href:
            self.inlines(child(parent, "span", _classes(classes)), contents)
            return
        made = child(parent, "a", _classes(classes), href=href)
        self.identify(made, identifier)
        self._inside_link(made, contents)

    def _inside_link(self, made: Element, contents: Inlines) -> None:
        self.in_link = True
        self.inlines(made, contents)
        self.in_link = False

    def _target(self, url: str, chapter: str, rid: str) -> str:
        if rid or chapter:
            unit = chapter or self.unit
            return f"#{unit}--{rid}" if rid else f"#{unit}"
        if url.startswith("#"):
            target = url[1:]
            return url if not target or "--" in target else f"#{self.anchor(target)}"
        try:
            scheme = urlsplit(url).scheme.lower()
        except ValueError:
            return ""
        return url if scheme in SCHEMES else ""

    def note(self, parent: Element, blocks: Blocks, identifier: str, number: str) -> None:
        """A footnote where it is called: `<span class="footnote" id=… data-number=…>`."""
        if self.plain:
            return
        made = child(parent, "span", "footnote", role="doc-footnote")
        self.identify(made, identifier)
        if number:
            made.set("data-number", number)
        outside, self.in_note, self.in_link = (self.in_note, self.in_link), True, False
        self.blocks(made, blocks)
        self.in_note, self.in_link = outside

    # -- blocks

    def under(self, level: int, parent: Element, nodes: Blocks) -> Element:
        """Like `blocks`, under a heading of HTML `level`: the highest header of `nodes` comes just below it."""
        outside, self.shift = self.shift, level + 1 - _highest(nodes)
        self.blocks(parent, nodes)
        self.shift = outside
        return parent

    def blocks(self, parent: Element, nodes: Blocks) -> Element:
        """Add `nodes` after what `parent` holds; returns `parent`."""
        for node in nodes:
            _BLOCKS[node["t"]](self, parent, node)
        return parent

    def sections(self, parent: Element, nodes: Blocks) -> Element:
        """Like `blocks`, with a `<section>` around each heading and what belongs to it; the highest are `<h2>`."""
        self.shift = 2 - _highest(nodes)
        open_sections: list[tuple[int, Element]] = [(0, parent)]
        for node in nodes:
            if node["t"] == "Header":
                level = node["c"][0]
                while open_sections[-1][0] >= level:
                    open_sections.pop()
                classes = _classes(["section", *tree.classes(node)])
                section = self.start(open_sections[-1][1], "section", classes)
                open_sections.append((level, section))
                self._header(section, node)
            else:
                _BLOCKS[node["t"]](self, open_sections[-1][1], node)
        return parent

    def _header(self, parent: Element, node: Node) -> None:
        level, (identifier, _, values), contents = node["c"]
        rank = min(level + self.shift, 6)
        made = self.start(parent, f"h{rank}")
        self.identify(made, identifier)
        number = dict(values).get("number", "")
        if number:
            child(made, "span", "section-number", number).tail = " "
        self._lang(made, dict(values))
        self.inlines(made, contents)
        if identifier and not self.in_note:
            prefix = [*tree.words(number), tree.SPACE] if number else []
            self.headings.append((rank, self.anchor(identifier), prefix + contents))

    def _paragraph(self, parent: Element, node: Node) -> None:
        self.inlines(self.start(parent, "p"), node["c"])

    def _plain_text(self, parent: Element, node: Node) -> None:
        last = last_child(parent)
        if last is not None and last.tag == "span" and last.get("class", "").startswith("note-"):
            append_text(parent, " ")
        self.inlines(parent, node["c"])

    def _verse(self, parent: Element, node: Node) -> None:
        made = self.start(parent, "p", "verse")
        for position, line in enumerate(node["c"]):
            if position:
                child(made, "br")
            self.inlines(made, line)

    def _code(self, parent: Element, node: Node) -> None:
        child(self.start(parent, "pre"), "code", text=node["c"][1])

    def _quotation(self, parent: Element, node: Node) -> None:
        made = self.start(parent, "blockquote")
        for block in node["c"]:
            if "attribution" in tree.classes(block):
                self.blocks(self.start(made, "footer", "attribution"), block["c"][1])
            else:
                self.blocks(made, [block])

    def _bullets(self, parent: Element, node: Node) -> None:
        made = self.start(parent, "ul")
        for item in node["c"]:
            self.blocks(self.start(made, "li"), item)

    def _enumeration(self, parent: Element, node: Node) -> None:
        (first, style, _), items = node["c"]
        made = self.start(parent, "ol")
        if not self.in_note:
            if first != 1:
                made.set("start", str(first))
            if style["t"] in _NUMBERINGS:
                made.set("type", _NUMBERINGS[style["t"]])
        for number, item in enumerate(items, first):
            line = self.start(made, "li")
            if self.in_note:
                line.set("data-value", str(number))
            self.blocks(line, item)

    def _definitions(self, parent: Element, node: Node) -> None:
        made = self.start(parent, "dl")
        for term, definitions in node["c"]:
            self.inlines(self.start(made, "dt"), term)
            for definition in definitions or [[]]:  # a term needs one (HTML §4.4.9)
                self.blocks(self.start(made, "dd"), definition)

    def _rule(self, parent: Element, node: Node) -> None:
        child(parent, "br") if self.in_note else child(parent, "hr")

    def _figure(self, parent: Element, node: Node) -> None:
        figures.figure(self, parent, node)

    def _table(self, parent: Element, node: Node) -> None:
        tables.wrapped(self, parent, tree.div([node]))

    def _div(self, parent: Element, node: Node) -> None:
        (identifier, classes, values), contents = node["c"]
        if "table-wrap" in classes:
            tables.wrapped(self, parent, node)
            return
        held = dict(values)
        made = self.start(parent, "div", _classes(classes))
        self.identify(made, identifier)
        self._lang(made, held)
        if "epigraph" in classes and not self.in_note:
            made.set("role", "doc-epigraph")
        self.blocks(made, contents)


def _highest(nodes: Blocks) -> int:
    """The level of the highest header of `nodes` (1 when there is none)."""
    return min((node["c"][0] for node in nodes if node["t"] == "Header"), default=1)


def _classes(names: Iterable[str]) -> str:
    return " ".join(n for n in names if _CLASS.match(n))


_BLOCKS: dict[str, Callable[[Renderer, Element, Node], None]] = {
    "Para": Renderer._paragraph,
    "Plain": Renderer._plain_text,
    "Header": Renderer._header,
    "LineBlock": Renderer._verse,
    "CodeBlock": Renderer._code,
    "RawBlock": Renderer._code,
    "BlockQuote": Renderer._quotation,
    "BulletList": Renderer._bullets,
    "OrderedList": Renderer._enumeration,
    "DefinitionList": Renderer._definitions,
    "HorizontalRule": Renderer._rule,
    "Figure": Renderer._figure,
    "Table": Renderer._table,
    "Div": Renderer._div,
}


def title(inlines: Inlines, language: str, tag: str = "span", classes: str = "") -> Element:
    """A title repeated outside its place (contents, running heads, indexes): no id, no note, no link."""
    return Renderer("", language, plain=True).inlines(element(tag, classes), inlines)
