"""Elements of JATS and BITS: making them, filling them with mixed content that fits, setting them out.

`element("xref", "1", ref_type="fn", rid="fn-1")` is `<xref ref-type="fn" rid="fn-1">1</xref>`. Where a DTD
admits only some children, `fit` wraps the others in an element that is admitted and admits them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from lxml import etree

Element = etree._Element
Part = str | Element
Mixed = list[Part]
"""Text and elements in order: the contents of an element that is being made."""

NAMESPACES = {
    "xlink": "http://www.w3.org/1999/xlink",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "ali": "http://www.niso.org/schemas/ali/1.0/",
}
_PREFIXES = {**NAMESPACES, "xml": "http://www.w3.org/XML/1998/namespace"}

NO_BREAK_SPACE = "\u00a0"
"""What keeps an element that must hold something from being empty."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` with U+FFFD for each character that XML 1.0 forbids (§2.2)."""
    # most texts are plain words: to see that costs less than to search them
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def name(prefixed: str) -> str:
    """`mml:math` or `xlink:href` in Clark notation; other names as they are."""
    prefix, colon, local = prefixed.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}" if colon else prefixed


def element(tag: str, *parts: Part | None, **attributes: str | None) -> Element:
    """An element with contents and attributes; those that are None or empty are left out.

    `tag` may have a prefix (`ali:license_ref`). Attribute names take hyphens for underscores; `xml_lang`,
    `xlink_href` and `xlink_title` are those of their namespaces.
    """
    # prefixes are declared where they are used: declaring them everywhere takes as long as all the rest
    prefixed = ":" in tag
    named = {}
    for key, held in attributes.items():
        prefixed = prefixed or key.startswith("xlink_")
        if held:
            named[_attribute(key)] = legal(held)
    made = etree.Element(name(tag), named, nsmap=NAMESPACES) if prefixed else etree.Element(tag, named)
    append(made, *parts)
    return made


@functools.cache
def _attribute(key: str) -> str:
    """The name of the attribute that `element` is given as `key`."""
    key = key.rstrip("_")
    prefix, underscore, local = key.partition("_")
    return name(f"{prefix}:{local}") if underscore and prefix in _PREFIXES else key.replace("_", "-")


def set_attribute(target: Element, key: str, held: str) -> None:
    """Set one attribute, named as for `element`."""
    target.set(_attribute(key), legal(held))


def append(parent: Element, *parts: Part | None) -> None:
    """Add text and elements at the end of `parent`."""
    last: Element | None = None
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            if last is None:
                # not `parent[-1]` if `len(parent)`: lxml counts its children for that
                last = next(parent.iterchildren(reversed=True), None)
            if last is not None:
                last.tail = (last.tail or "") + legal(part)
            else:
                parent.text = (parent.text or "") + legal(part)
        elif part is not None:
            parent.append(part)
            last = part


_FACES = frozenset(
    ["bold", "italic", "monospace", "sc", "strike", "underline", "sub", "sup", "named-content", "styled-content"]
)
_PHRASES = _FACES | frozenset(
    {
        "inline-formula", "inline-graphic", "target", "xref", "index-term", "email", "ext-link", "alternatives",
        "inline-supplementary-material",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "list", "def-list", "disp-quote", "verse-group", "code", "disp-formula", "fig", "table-wrap", "boxed-text",
        "alternatives", "graphic",
    }
)  # fmt: skip

ADMITTED: dict[str, tuple[frozenset[str], str]] = {
    # phrases: what does not fit goes into styled-content, which admits everything
    **dict.fromkeys(_FACES - {"named-content", "styled-content"}, (_PHRASES, "styled-content")),
    **dict.fromkeys(
        ["title", "article-title", "subtitle", "trans-title", "trans-subtitle"], (_PHRASES, "styled-content")
    ),
    **dict.fromkeys(["attrib", "book-title", "alt-title", "term"], (_PHRASES, "styled-content")),
    **dict.fromkeys(["xref", "ext-link", "target", "kwd", "inline-supplementary-material"], (_FACES, "styled-content")),
    **dict.fromkeys(["funding-statement", "copyright-statement"], (_FACES | {"email", "ext-link"}, "styled-content")),
    "verse-line": (_PHRASES - {"email", "ext-link", "inline-supplementary-material"}, "styled-content"),
    # blocks: what does not fit goes into a paragraph, which admits everything but headings
    **dict.fromkeys(["fn", "def", "ack", "caption", "abstract", "trans-abstract"], (frozenset({"p", "sec"}), "p")),
    "list-item": (frozenset({"p", "list", "def-list"}), "p"),
    "fig": (_BLOCKS - {"fig", "boxed-text"}, "p"),
    "td": (_PHRASES | _BLOCKS - {"fig", "table-wrap", "boxed-text"}, "p"),
    "th": (_PHRASES | _BLOCKS - {"fig", "table-wrap", "boxed-text"}, "p"),
}
"""What an element admits of all that we write (JATS Publishing 1.3, the stricter of the two), and the wrapper."""


_BREAKABLE = frozenset(
    ["td", "th", "title", "article-title", "subtitle", "trans-title", "trans-subtitle", "book-title"]
)


def line_break() -> Element:
    """A line break: a processing instruction, which `fit` turns into `<break>` where JATS has it."""
    return etree.ProcessingInstruction("line-break")


def is_line_break(part: Part) -> bool:
    """Whether `part` is what `line_break` made."""
    return isinstance(part, etree._ProcessingInstruction)


def line_break_count(root: Element) -> int:
    """How many line breaks in `root` are processing instructions."""
    return sum(1 for _ in root.iter(etree.ProcessingInstruction))


def fit(parent: Element, parts: Iterable[Part]) -> Element:
    """Add `parts` at the end of `parent`, each that it does not admit in a wrapper; returns `parent`."""
    tag = str(parent.tag)
    admitted, wrapper = ADMITTED.get(tag, (None, ""))
    fitting: Mixed = []
    for part in parts:
        if is_line_break(part):
            part = element("break") if tag in _BREAKABLE else part
        elif admitted is not None and not isinstance(part, str) and part.tag not in admitted:
            part = element(wrapper, part)
        fitting.append(part)
    append(parent, *fitting)
    return parent


def text_of(parts: Iterable[Part]) -> str:
    """The text of mixed contents."""
    return "".join(p if isinstance(p, str) else inner_text(p) for p in parts)


def inner_text(found: Element) -> str:
    """The text of an element, without what follows it; none for a line break."""
    if is_line_break(found):
        return ""
    return str(found.xpath("string()")) if len(found) else found.text or ""


def is_empty(parts: Iterable[Part]) -> bool:
    """Whether mixed contents show nothing: no text but white space and line breaks, no element."""
    return all(not p.strip(" \t\n\r") if isinstance(p, str) else is_line_break(p) for p in parts)


_TITLES = ("article-title", "book-title", "kwd", "label", "subtitle", "term", "title", "trans-subtitle", "trans-title")
_WHOLLY = frozenset({"bold", "italic", "sc", "sup", "monospace", "strike", "underline"})


def soften_faces(root: Element) -> None:
    """Where all of a title, or of a paragraph of a caption or an abstract, is in bold, italic…, name the style.

    PMC takes such faces for the looks of a page (“Tagging Guidelines”, general practices, formatting).
    """
    paragraphs = (p for p in root.iter("p") if (parent := p.getparent()) is not None and parent.tag in _SUMMARIES)
    for found in (*root.iter(*_TITLES), *paragraphs):
        loose = [found.text, *(child.tail for child in found)]
        if len(found) and all(c.tag in _WHOLLY for c in found) and not any(t and t.strip() for t in loose):
            for child in found:
                child.attrib["style-type"] = str(child.tag)
                child.tag = "styled-content"


_SUMMARIES = frozenset({"abstract", "caption", "trans-abstract"})

_SET_OUT = frozenset(
    {
        "article", "front", "journal-meta", "journal-title-group", "publisher", "article-meta",
        "article-categories", "subj-group", "title-group", "book-title-group", "trans-title-group",
        "contrib-group", "contrib", "author-notes", "history", "pub-history", "event", "permissions", "license",
        "abstract", "trans-abstract", "kwd-group", "funding-group", "award-group", "conference", "counts",
        "notes", "custom-meta-group", "custom-meta", "bio", "body", "back", "sec", "fig", "table-wrap", "table",
        "thead", "tbody", "tfoot", "tr", "table-wrap-foot", "caption", "list", "list-item", "def-list",
        "def-item", "def", "disp-quote", "boxed-text", "verse-group", "fn-group", "fn", "ack", "app-group",
        "app", "ref-list", "ref", "book", "collection-meta", "volume-in-collection", "book-meta",
        "front-matter", "front-matter-part", "preface", "foreword", "book-part-meta", "named-book-part-body",
        "toc", "toc-title-group", "toc-entry", "book-body", "book-part", "book-back", "index",
        "index-title-group", "index-entry",
    }
)  # fmt: skip
"""Elements without text of their own, whose children stand each on a line."""


def set_out(root: Element, depth: int = 0) -> None:
    """Indent by two spaces the contents of elements that have no text of their own, and only those.

    `depth` is the number of elements that `root` stands in.
    """
    stack = [(root, depth)]
    while stack:
        parent, depth = stack.pop()
        if parent.tag not in _SET_OUT or len(parent) == 0:
            continue
        parent.text = "\n" + "  " * (depth + 1)
        for child in parent:
            child.tail = "\n" + "  " * (depth + 1)
            stack.append((child, depth + 1))
        parent[-1].tail = "\n" + "  " * depth


def fragment(root: Element, depth: int) -> bytes:
    """The bytes of an element as it stands in a document that `serialise` makes, `depth` elements down."""
    set_out(root, depth)
    around = etree.Element("around", nsmap=NAMESPACES)
    around.append(root)
    etree.cleanup_namespaces(around, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    data: bytes = etree.tostring(around, encoding="UTF-8")
    return data[data.index(b">") + 1 : data.rindex(b"</around>")]


def placeholder(name: str) -> Element:
    """What stands in a document for the bytes of a part, which `with_parts` puts in its place."""
    return etree.ProcessingInstruction("part", name)


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A document with its placeholders replaced by the parts they name."""
    found = re.split(rb"<\?part ([^?<>]*)\?>", data)
    found[1::2] = [parts[name.decode()] for name in found[1::2]]
    return b"".join(found)


def serialise(root: Element, public: str, system: str) -> bytes:
    """The bytes of a document with its DOCTYPE: UTF-8, set out, namespaces declared once, on the root."""
    set_out(root)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    doctype = f'<!DOCTYPE {root.tag} PUBLIC "{public}" "{system}">'
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype) + b"\n"


def on_the_line(text: str) -> str:
    """A date with « 1er » for « 1ᵉʳ »: those who search read letters, not their raised twins."""
    return text.replace("ᵉʳ", "er")
