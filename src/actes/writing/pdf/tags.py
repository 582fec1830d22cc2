"""The structure tree of a rendered unit: one element per HTML element, whatever the pages do to it.

WeasyPrint's own tagging makes a new element per page fragment and per line, leaves notes, tables of
contents and formulas anonymous and forgets languages. This module replaces it (`add_tags` has the
signature WeasyPrint 70 calls): boxes are walked once, each marked-content sequence goes to the node of
the HTML element it comes from, and the nodes become `StructElem`s (ISO 32000-1, 14.7 and 14.8).

What an element is in the PDF follows from its name, or from `data-pdf` when `sheet` knows better:
a standard structure type, `Artifact` (not read) or `none` (transparent).
"""

from __future__ import annotations

from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from actes.writing.pdf import structure
from actes.writing.pdf.part import locator_name
from actes.writing.pdf.slots import Slots, opening
from actes.writing.pdf.structure import Annotation, Content, Node

ROLES = {
    "a": "Link",
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dl": "L",
    "em": "Em",
    "figcaption": "Caption",
    "figure": "Div",
    "img": "Figure",
    "li": "LI",
    "nav": "TOC",
    "ol": "L",
    "p": "P",
    "pre": "Code",
    "q": "Quote",
    "section": "Sect",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    "{http://www.w3.org/2000/svg}svg": "Figure",
} | {f"h{n}": f"H{n}" for n in range(1, 7)}
HEADINGS = {f"H{n}": n for n in range(1, 7)}
GROUPING = frozenset({"Art", "BlockQuote", "Div", "Document", "Index", "Part", "Sect"})
"""Types whose lines of text need a P around them."""
STRUCTURAL = frozenset({"L", "TOC"})
"""Types that hold items only."""

INLINE_OWNERS = frozenset({"P", "Caption", "TD", "TH", "LBody", "Lbl", "Note", "BibEntry", "Quote", "TOCI"}) | {
    f"H{n}" for n in range(1, 7)
}
"""Types that hold lines of text themselves; lines found elsewhere get a P."""

FOLIO = "{folio}"
"""What a margin box of the style sheet holds where the page number must be printed (`stamps`)."""


class _Tagger:
    """Walks the boxes of a document; `root` holds what was found."""

    def __init__(self, document: Any, streams: list[Any]) -> None:
        self.document = document
        self.streams = streams
        self.root = Node("Document", None, language=document.metadata.lang or "")
        self.nodes: dict[tuple[int, str], Node] = {}
        self.elements: list[Any] = []
        self.page = 0
        self.seen_pages: dict[int, int] = {}
        self.slots = Slots(document, streams)
        self.line: Any = None
        self.measure = 0.0
        """How long the lines of the block that is walked may be, in pixels."""
        self.locators: Any = None
        self.notes: dict[str, Node] = {}
        self.headings: list[int] = []

    def run(self) -> None:
        for number, page in enumerate(self.document.pages):
            self.page = number
            self.slots.folios.append(None)
            stream = self.streams[number]
            self.tags: dict[Any, dict[str, Any]] = stream._tags
            for child in page._page_box.children:
                if isinstance(child, boxes.MarginBox):
                    self._margin(child)
                else:
                    self._box(child, self.root, False)
            for leftover in list(self.tags):
                self._drop(leftover)

    # -- content that is not read

    def _drop(self, box: Any) -> None:
        """Make the content drawn for `box` an artifact."""
        mark = self.tags.pop(box, None)
        if mark is None:
            return
        stream = self.streams[self.page].stream
        at = opening(stream, mark["mcid"])
        stream[at : at + 3] = ["/Artifact", b"", b"BMC"]

    def _margin(self, box: Any) -> None:
        texts = [child for child in box.descendants() if isinstance(child, boxes.TextBox)]
        if "".join(text.text for text in texts) == FOLIO:
            self.slots.take_folio(box, texts[0], self.tags.pop(texts[0])["mcid"])
            return
        for text in texts:
            self._drop(text)

    # -- content that is read

    def _box(self, box: Any, parent: Node, artifact: bool) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self._text(box, parent, artifact)
            return
        if isinstance(box, boxes.LineBox):
            self.line = box
        node = parent
        element = box.element
        if element is not None and not isinstance(box, boxes.LineBox):
            node, artifact = self._node(box, parent, artifact)
        if isinstance(box, boxes.ReplacedBox):
            if artifact or (node.role in {"Figure", "Formula"} and not node.alternative and not _described(element)):
                self._drop(box)
            else:
                self._content(box, node, artifact)
                self._bounds(box, node)
            return
        annotation = box.link_annotation
        if annotation is not None and not artifact:
            node.kids.append(Annotation(self.page, annotation))
            annotation["Contents"] = pydyf.String(_link_text(element))
            if element.get("data-pdf-locator"):
                annotation["NM"] = pydyf.String(locator_name(int(element.get("data-pdf-locator"))))
        around = self.locators
        if element is not None and element.get("data-pdf-locators"):
            self.locators = element
        for child in box.children:
            if isinstance(child, boxes.LineBox):
                self.measure = box.width
            marker = (child.element_tag or "").endswith("::marker")
            self._box(child, _body(node) if node.role == "LI" and not marker else node, artifact)
        self.locators = around

    def _text(self, box: Any, parent: Node, artifact: bool) -> None:
        if parent.role in STRUCTURAL and not box.text.strip():
            self._drop(box)
            return
        node = self._line_owner(parent, box)
        mark = self.tags.get(box)
        if artifact or mark is None:
            self._content(box, node, artifact)
        elif self.locators is not None and "::" not in (box.element_tag or ""):
            self._content(box, node, artifact)
            self.slots.take_locator(self.line, box, mark["mcid"], self.locators)
        elif node.slot:
            del self.tags[box]
            if self.slots.take_text(self.line, self.measure, box, mark["mcid"]):
                node.kids.append(Content(self.page, mark["mcid"]))
        else:
            self._content(box, node, artifact)

    def _content(self, box: Any, node: Node, artifact: bool) -> None:
        if artifact:
            self._drop(box)
            return
        mark = self.tags.pop(box, None)
        if mark is not None:
            node.kids.append(Content(self.page, mark["mcid"]))

    def _line_owner(self, node: Node, box: Any) -> Node:
        """The node that takes the text of `box`: text straight inside a grouping element gets a P of its own."""
        if node.role in STRUCTURAL:
            held = self._made(box.element, "li", Node("LI", node))
            return self._made(box.element, "lbody", Node("LBody", held))
        if node.role not in GROUPING:
            return node
        return self._made(box.element, "p", Node("P", node))

    def _made(self, element: Any, purpose: str, node: Node) -> Node:
        """The node made for `purpose` out of `element`, `node` the first time."""
        key = (id(element), purpose)
        if key not in self.nodes and node.parent is not None:
            self._keep(key, element, node, node.parent)
        return self.nodes[key]

    def _keep(self, key: tuple[int, str], element: Any, node: Node, parent: Node) -> Node:
        self.nodes[key] = node
        self.elements.append(element)  # keeps the id() of the key alive
        parent.kids.append(node)
        return node

    def _node(self, box: Any, parent: Node, artifact: bool) -> tuple[Node, bool]:
        """The node of `box` (its parent's when it is transparent), and whether it is an artifact."""
        element, tag = box.element, box.element_tag
        if artifact:
            return parent, True
        base, _, pseudo = tag.partition("::")
        if pseudo == "footnote-call":
            # the note is read where it is called, not where the page shows it
            self._element(element, base, parent)
            return parent, False
        if pseudo in {"marker", "footnote-marker"}:
            key = (id(element), "Lbl")
            if pseudo == "marker" and key not in self.nodes:
                self._keep(key, element, Node("Lbl", parent), parent)
            return self.nodes.get(key, parent), False
        if pseudo:
            return parent, element.get("data-pdf-pseudo") == "artifact"
        if base == "thead" and self._repeated(element):
            return parent, True
        return self._element(element, base, parent)

    def _repeated(self, element: Any) -> bool:
        """Whether this head of a table is one shown again on a later page."""
        first = self.seen_pages.setdefault(id(element), self.page)
        return first != self.page

    def _element(self, element: Any, base: str, parent: Node) -> tuple[Node, bool]:
        role = element.get("data-pdf") or ROLES.get(base, "none")
        if role == "Artifact":
            return parent, True
        if base in {"dt", "dd"}:
            return self._definition(element, base, parent), False
        continued = element.get("data-continues")
        if continued:
            return self.notes[continued], False
        known = self.nodes.get((id(element), ""))
        if known is not None:
            return known, False
        if role in HEADINGS:
            role = self._heading(HEADINGS[role])
        language = element.get("lang", "")
        if role == "none" and language and language != _language(parent):
            role = "Span" if parent.role in INLINE_OWNERS or base == "span" else "Div"
        if role == "none":
            return parent, False
        node = self._keep((id(element), ""), element, Node(role, parent), parent)
        if language and language != _language(parent):
            node.language = language
        node.slot = parent.slot or element.get("data-pdf-slot") is not None
        self._describe(node, element, base)
        return node, False

    def _definition(self, element: Any, base: str, parent: Node) -> Node:
        """A term opens an item of the list and is its label; a definition is the body of the last item."""
        last = parent.kids[-1] if parent.kids else None
        if base == "dd" and isinstance(last, Node) and last.role == "LI":
            item = last
        else:
            item = self._made(element, "li", Node("LI", parent))
        role = "Lbl" if base == "dt" else "LBody"
        return self._made(element, role, Node(role, item))

    def _heading(self, level: int) -> str:
        """H1 … H6 without a gap: a heading two levels below the one above it counts as one below."""
        while self.headings and self.headings[-1] >= level:
            self.headings.pop()
        self.headings.append(level)
        return f"H{len(self.headings)}"

    def _describe(self, node: Node, element: Any, base: str) -> None:
        """Fill in what the type of `node` asks for."""
        if node.role in {"Figure", "Formula"}:
            node.alternative = _described(element)
        elif node.role == "Note":
            node.identifier = element.get("id") or f"note-{len(self.nodes)}"
            self.notes[node.identifier] = node
        elif node.role in {"TH", "TD"}:
            for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
                if element.get(name, "1") != "1":
                    node.attributes[key] = int(element.get(name))
            if node.role == "TH":
                scope = {"row": "Row", "rowgroup": "Row", "both": "Both"}.get(element.get("scope", ""), "Column")
                node.attributes["Scope"] = f"/{scope}"
            if node.attributes:
                node.attributes["O"] = "/Table"
        elif node.role == "L":
            kind = (
                "/Decimal" if base == "ol" else ("/None" if base == "dl" or element.get("role") == "list" else "/Disc")
            )
            node.attributes = {"O": "/List", "ListNumbering": kind}

    def _bounds(self, box: Any, node: Node) -> None:
        height = self.document.pages[self.page].height
        x, y = box.content_box_x(), box.content_box_y()
        numbers = (x, height - y - box.height, x + box.width, height - y)
        node.attributes = {"O": "/Layout", "BBox": pydyf.Array([round(n * 0.75, 3) for n in numbers])}


def _body(item: Node) -> Node:
    """The LBody of an LI, made when first needed."""
    if item.body is None:
        item.body = Node("LBody", item)
        item.kids.append(item.body)
    return item.body


def _language(node: Node | None) -> str:
    while node is not None:
        if node.language:
            return node.language
        node = node.parent
    return ""


def _described(element: Any) -> str:
    """The alternative text of an image: `alt`, `aria-label` or the title inside an SVG."""
    if element is None:
        return ""
    title = element.find("{http://www.w3.org/2000/svg}title")
    text = element.get("alt") or element.get("aria-label") or (title.text if title is not None else "") or ""
    return " ".join(text.split())


def _link_text(element: Any) -> str:
    text = element.get("title") or " ".join("".join(element.itertext()).split())
    return text or element.get("href", "")


def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: list[Any]) -> None:
    """Write the structure tree of `document` into `pdf` (what WeasyPrint calls when a file is tagged).

    Leaves in `document.slots` what is set when the book is put together.
    """
    tagger = _Tagger(document, page_streams)
    tagger.run()
    document.slots = tagger.slots
    structure.write(tagger.root, pdf)
