"""What a PDF file says of itself: the XMP packet and the document information dictionary.

Dublin Core, rights, PRISM identifiers, and the two identifications PDF/A-2 (level A) and PDF/UA-1. Properties
that PDF/A does not predefine come with their extension schema (ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

PRODUCER = "actes"

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_EXTENSIONS = (
    ("PDF/UA identification schema", "pdfuaid", (("part", "Integer", "internal", "PDF/UA version identifier"),)),
    (
        "PRISM basic metadata",
        "prism",
        (
            ("doi", "Text", "external", "Digital Object Identifier"),
            ("isbn", "Text", "external", "International Standard Book Number"),
            ("issn", "Text", "external", "International Standard Serial Number of the series"),
            ("publicationName", "Text", "external", "Title of the work this one was published in"),
            ("startingPage", "Text", "external", "First page"),
            ("endingPage", "Text", "external", "Last page"),
            ("url", "Text", "external", "Address of the work"),
        ),
    ),
)


@dataclass(frozen=True)
class Metadata:
    """The facts, as plain text. `titles` and `descriptions` go by language, the document's own first."""

    language: str
    titles: Mapping[str, str]
    creators: Sequence[str] = ()
    contributors: Sequence[str] = ()
    descriptions: Mapping[str, str] = field(default_factory=dict)
    keywords: Sequence[str] = ()
    languages: Sequence[str] = ()
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    rights: str = ""
    licence_url: str = ""
    relation: str = ""
    kind: str = "Text"
    prism: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title in the document's language."""
        return next(iter(self.titles.values()), "")


def _name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _list(parent: etree._Element, name: str, kind: str, values: Sequence[str]) -> None:
    if not values:
        return
    held = etree.SubElement(etree.SubElement(parent, _name(name)), _name(f"rdf:{kind}"))
    for value in values:
        etree.SubElement(held, _name("rdf:li")).text = value


def _alternatives(parent: etree._Element, name: str, texts: Mapping[str, str]) -> None:
    if not texts:
        return
    held = etree.SubElement(etree.SubElement(parent, _name(name)), _name("rdf:Alt"))
    default = next(iter(texts.values()))
    for language, text in (("x-default", default), *texts.items()):
        item = etree.SubElement(held, _name("rdf:li"))
        item.set(XML_LANG, language)
        item.text = text


def _description(parent: etree._Element) -> etree._Element:
    made = etree.SubElement(parent, _name("rdf:Description"))
    made.set(_name("rdf:about"), "")
    return made


def xmp(facts: Metadata) -> bytes:
    """The XMP packet (ISO 16684-1) of a file with these `facts`."""
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    rdf = etree.SubElement(root, _name("rdf:RDF"), nsmap=dict(NAMESPACES))
    about = _description(rdf)
    for name, text in (
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
        ("pdf:Producer", PRODUCER),
        ("xmp:CreatorTool", PRODUCER),
        ("pdf:Keywords", ", ".join(facts.keywords)),
        ("dc:format", "application/pdf"),
        ("dc:identifier", facts.identifier),
        ("xmpRights:Marked", "True" if facts.rights else ""),
        ("xmpRights:WebStatement", facts.licence_url),
        *((f"prism:{name}", text) for name, text in facts.prism.items()),
    ):
        if text:
            etree.SubElement(about, _name(name)).text = text
    _alternatives(about, "dc:title", facts.titles)
    _alternatives(about, "dc:description", facts.descriptions)
    _alternatives(about, "dc:rights", {facts.language: facts.rights} if facts.rights else {})
    _list(about, "dc:creator", "Seq", facts.creators)
    _list(about, "dc:contributor", "Bag", facts.contributors)
    _list(about, "dc:subject", "Bag", facts.keywords)
    _list(about, "dc:language", "Bag", facts.languages or (facts.language,))
    _list(about, "dc:publisher", "Bag", (facts.publisher,) if facts.publisher else ())
    _list(about, "dc:date", "Seq", (facts.date,) if facts.date else ())
    _list(about, "dc:type", "Bag", (facts.kind,))
    _list(about, "dc:relation", "Bag", (facts.relation,) if facts.relation else ())
    _extensions(rdf)
    body = etree.tostring(root, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{body}\n<?xpacket end="r"?>'.encode()


def _extensions(rdf: etree._Element) -> None:
    """Describe the properties PDF/A does not know."""
    schemas = etree.SubElement(etree.SubElement(_description(rdf), _name("pdfaExtension:schemas")), _name("rdf:Bag"))
    for title, prefix, properties in _EXTENSIONS:
        schema = etree.SubElement(schemas, _name("rdf:li"))
        schema.set(_name("rdf:parseType"), "Resource")
        etree.SubElement(schema, _name("pdfaSchema:schema")).text = title
        etree.SubElement(schema, _name("pdfaSchema:namespaceURI")).text = NAMESPACES[prefix]
        etree.SubElement(schema, _name("pdfaSchema:prefix")).text = prefix
        listed = etree.SubElement(etree.SubElement(schema, _name("pdfaSchema:property")), _name("rdf:Seq"))
        for name, value_type, category, description in properties:
            item = etree.SubElement(listed, _name("rdf:li"))
            item.set(_name("rdf:parseType"), "Resource")
            for key, text in (
                ("name", name),
                ("valueType", value_type),
                ("category", category),
                ("description", description),
            ):
                etree.SubElement(item, _name(f"pdfaProperty:{key}")).text = text
