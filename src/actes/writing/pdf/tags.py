"""The structure tree of a rendered unit: one element per HTML element, whatever the pages do to it.

WeasyPrint's own tagging makes a new element per page fragment and per line, leaves notes, tables of
contents and formulas anonymous and forgets languages. This module replaces it (`add_tags` has the
signature WeasyPrint 70 calls): boxes are walked once, each marked-content sequence goes to the node of
the HTML element it comes from, and the nodes become `StructElem`s (ISO 32000-1, 14.7 and 14.8).

What an element is in the PDF follows from its name, or from `data-pdf` when `sheet` knows better:
a standard structure type, `Artifact` (not read) or `none` (transparent).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from actes.writing.pdf.part import ROLE_MAP, FolioSlot, TextSlot

ROLES = {
    "a": "Link",
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dl": "L",
    "em": "Em",
    "figcaption": "Caption",
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
INLINE_OWNERS = frozenset({"P", "Caption", "TD", "TH", "LBody", "Lbl", "Note", "BibEntry", "Quote", "TOCI"}) | {
    f"H{n}" for n in range(1, 7)
}
"""Types that hold lines of text themselves; lines found elsewhere get a P."""

FOLIO = "{folio}"
"""What a margin box of the style sheet holds where the page number must be printed (`stamps`)."""


@dataclass(eq=False)
class Node:
    """A structure element in the making; `kids` are nodes, marked contents and annotations, in reading order."""

    role: str
    parent: Node | None
    language: str = ""
    alternative: str = ""
    identifier: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    body: Node | None = None
    """Of an LI: its LBody."""
    slot: bool = False
    """Whether its text is set when the book is put together."""
    object: Any = None


@dataclass(frozen=True)
class Content:
    """A marked-content sequence of a page (from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """A link annotation of a page."""

    page: int
    dictionary: Any


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
        self.slots: list[FolioSlot | None] = []
        self.text_slot: TextSlot | None = None
        self.line: Any = None
        self.notes: dict[str, Node] = {}

    def run(self) -> None:
        for number, page in enumerate(self.document.pages):
            self.page = number
            self.slots.append(None)
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
        at = _opening(stream, mark["mcid"])
        stream[at : at + 3] = ["/Artifact", b"", b"BMC"]

    def _margin(self, box: Any) -> None:
        texts = [child for child in box.descendants() if isinstance(child, boxes.TextBox)]
        if "".join(text.text for text in texts) == FOLIO:
            self._take_folio(box, texts[0])
            return
        for text in texts:
            self._drop(text)

    def _take_folio(self, margin: Any, text: Any) -> None:
        """Remember where the page number goes, and unpaint the marker that said it."""
        height = self.document.pages[self.page].height
        line = next(child for child in margin.descendants() if isinstance(child, boxes.LineBox))
        align = margin.style["text_align_all"]
        left, width = margin.content_box_x() * 0.75, margin.width * 0.75
        x = {"right": left + width, "end": left + width, "center": left + width / 2}.get(align, left)
        kind = {"right": "right", "end": "right", "center": "center"}.get(align, "left")
        baseline = (height - (line.position_y + line.baseline)) * 0.75
        taken = self._unpaint(self.tags.pop(text)["mcid"])
        font = next((part for part in taken if isinstance(part, bytes) and part.endswith(b" Tf")), b"")
        self.slots[self.page] = FolioSlot(
            round(x, 3),
            round(baseline, 3),
            round(text.style["font_size"] * 0.75, 3),
            kind,
            font.split(b" ")[0].lstrip(b"/").decode(),
            round(width, 3),
        )

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
        for child in box.children:
            marker = (child.element_tag or "").endswith("::marker")
            self._box(child, _body(node) if node.role == "LI" and not marker else node, artifact)

    def _text(self, box: Any, parent: Node, artifact: bool) -> None:
        node = self._line_owner(parent, box)
        if node.slot:
            self._take_text(box, node)
        else:
            self._content(box, node, artifact)

    def _take_text(self, box: Any, node: Node) -> None:
        """Unpaint a text that is set later; the first line's marked content stays for it."""
        mark = self.tags.pop(box)
        self._unpaint(mark["mcid"])
        baseline = (self.document.pages[self.page].height - (self.line.position_y + self.line.baseline)) * 0.75
        slot = self.text_slot
        if slot is None:
            node.kids.append(Content(self.page, mark["mcid"]))
            slot = TextSlot(
                self.page,
                mark["mcid"],
                round(self.line.position_x * 0.75, 3),
                round(self.line.width * 0.75, 3),
                round(box.style["font_size"] * 0.75, 3),
                (),
            )
        if round(baseline, 2) not in slot.baselines:
            slot = replace(slot, baselines=(*slot.baselines, round(baseline, 2)))
        self.text_slot = slot

    def _unpaint(self, mcid: int) -> list[Any]:
        """Take a marked-content sequence off the page; what it was made of."""
        stream = self.streams[self.page].stream
        start = _opening(stream, mcid)
        end = stream.index(b"EMC", start)
        taken = stream[start : end + 1]
        del stream[start : end + 1]
        return list(taken)

    def _content(self, box: Any, node: Node, artifact: bool) -> None:
        if artifact:
            self._drop(box)
            return
        mark = self.tags.pop(box, None)
        if mark is not None:
            node.kids.append(Content(self.page, mark["mcid"]))

    def _line_owner(self, node: Node, box: Any) -> Node:
        """The node that takes the text of `box`: text straight inside a grouping element gets a P of its own."""
        if node.role not in {"Art", "Sect", "Document", "BlockQuote", "TOC", "Div", "Part", "Index"}:
            return node
        key = (id(box.element), "p")
        if key not in self.nodes:
            self._keep(key, box.element, Node("P", node), node)
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
            return parent, element.get("data-pdf") == "Artifact" or "artifact" in (element.get("data-pdf-pseudo") or "")
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
        continued = element.get("data-continues")
        if continued:
            return self.notes[continued], False
        known = self.nodes.get((id(element), ""))
        if known is not None:
            return known, False
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


def _opening(stream: list[Any], mcid: int) -> int:
    """The index in a content stream of the operator that begins marked content `mcid`."""
    for at, part in enumerate(stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") == mcid:
            return at - 1
    raise ValueError(f"no marked content {mcid}")


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


def _pruned(node: Node) -> bool:
    """Drop empty elements below `node`, put labels first; whether `node` itself has something in it."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _pruned(kid)]
    return bool(node.kids) or node.role in {"TD", "TH", "LBody", "Document"}


def _in_order(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _in_order(kid)


def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: list[Any]) -> None:
    """Write the structure tree of `document` into `pdf` (what WeasyPrint calls when a file is tagged).

    Leaves the places of page numbers in `document.folio_slots`, the lines left empty in `document.text_slot`.
    """
    tagger = _Tagger(document, page_streams)
    tagger.run()
    document.folio_slots = tagger.slots
    document.text_slot = tagger.text_slot
    _pruned(tagger.root)
    references = pdf.page_references
    parents: dict[int, dict[int, Any]] = {number: {} for number in range(len(references))}
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    for node in _in_order(tagger.root):
        node.object = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}"})
        pdf.add_object(node.object)
    annotations: list[tuple[Any, Any]] = []
    for node in _in_order(tagger.root):
        _fill(node, tree, references, parents, annotations, pdf)
    numbers = pydyf.Array()
    for page, contents in parents.items():
        row = pydyf.Array([contents.get(mcid, "null") for mcid in range(max(contents, default=-1) + 1)])
        numbers.extend([page, row])
    for key, (owner, annotation) in enumerate(annotations, start=len(references)):
        annotation["StructParent"] = key
        numbers.extend([key, owner])
    tree["K"] = pydyf.Array([tagger.root.object.reference])
    tree["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    tree["ParentTreeNextKey"] = len(references) + len(annotations)
    tree["RoleMap"] = pydyf.Dictionary({ours: f"/{standard}" for ours, standard in ROLE_MAP.items()})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _fill(
    node: Node,
    tree: Any,
    references: tuple[bytes, ...],
    parents: dict[int, dict[int, Any]],
    annotations: list[tuple[Any, Any]],
    pdf: Any,
) -> None:
    """Write the entries of one structure element (ISO 32000-1, table 323)."""
    target = node.object
    target["P"] = node.parent.object.reference if node.parent else tree.reference
    if node.language and node.parent:
        target["Lang"] = pydyf.String(node.language)
    if node.alternative:
        target["Alt"] = pydyf.String(node.alternative)
    if node.identifier:
        target["ID"] = pydyf.String(node.identifier)
    if node.attributes:
        target["A"] = pydyf.Dictionary(node.attributes)
    home = next((kid.page for kid in node.kids if isinstance(kid, Content | Annotation)), None)
    if home is not None:
        target["Pg"] = references[home]
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(kid.object.reference)
        elif isinstance(kid, Content):
            parents[kid.page][kid.mcid] = target.reference
            if kid.page == home:
                kids.append(kid.mcid)
            else:
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": references[kid.page], "MCID": kid.mcid}))
        else:
            annotations.append((target.reference, kid.dictionary))
            kids.append(
                pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": references[kid.page]})
            )
    target["K"] = kids
