"""The JATS4R schematron (npm `@jats4r/schematrons`) through Saxon.

Its ready XSLT does not compile: the functions in it have lost their names. They are taken from the
schematron itself. Documents get the ID types of their DTD in an internal subset, for `id()` and `idref()`.
"""

from __future__ import annotations

import functools
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

SCHEMATRON = Path(__file__).parents[3] / "node_modules" / "@jats4r" / "schematrons" / "schematrons" / "1.0"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def _stylesheet() -> str:
    ready = etree.parse(str(SCHEMATRON / "jats4r.sch.xsl")).getroot()
    for nameless in [f for f in ready.iterfind(f"{XSL}function") if not f.get("name")]:
        ready.remove(nameless)
    for function in etree.parse(str(SCHEMATRON / "jats4r.sch")).getroot().iter(f"{XSL}function"):
        ready.append(function)
    return etree.tostring(ready, encoding="unicode")


def _typed(data: bytes) -> str:
    """The document with @id and @rid declared as ID and IDREFS."""
    root = etree.fromstring(data)
    declared = "".join(
        f"<!ATTLIST {tag} {name} {kind} #IMPLIED>"
        for name, kind in (("id", "ID"), ("rid", "IDREFS"))
        for tag in sorted({str(e.tag) for e in root.iter("*") if e.get(name) and not str(e.tag).startswith("{")})
    )
    return f"<!DOCTYPE {root.tag} [{declared}]>{etree.tostring(root, encoding='unicode')}"


@functools.cache
def _program() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    """The processor, which must live as long as what it compiled, and the compiled schematron."""
    processor = PySaxonProcessor(license=False)
    return processor, processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=_stylesheet())


def complaints(data: bytes) -> list[str]:
    """What the schematron says about a document: texts that begin with ERROR, WARNING or INFO."""
    processor, program = _program()
    said = program.transform_to_string(xdm_node=processor.parse_xml(xml_text=_typed(data)))
    messages = etree.fromstring(said.encode()).iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    return [" ".join(str(m.xpath("string()")).split()) for m in messages]
