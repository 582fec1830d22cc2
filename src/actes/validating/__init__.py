"""Whether the files we publish are what they should be: DTD and RELAX NG, rules of the profile, EPUBCheck.

`validate_article` is the fast part that every build runs on what it is about to publish; `validate_file`
is `actes validate FILE`, on our files and on those of others.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from actes.diagnostics import Location, Report, Severity
from actes.validating import dtds, epub
from actes.validating.profile import ROOTS, check_profile

__all__ = ["validate_article", "validate_file"]


def validate_article(data: bytes, report: Report, file: str) -> bool:
    """Check the bytes of a JATS article or BITS book, named `file` in diagnostics, against DTD and profile.

    Returns whether it may be published: False when there is at least one error. A BITS file is checked
    against its DTD only where that is installed.
    """
    return _validate_xml(data, report, file, None, None)


def validate_file(path: Path, schemas: Path | None, report: Report) -> bool:
    """Check a JATS, BITS or EPUB file; returns whether it holds.

    `schemas` is a folder with DTDs and RELAX NG schemas that are not installed, or None. Raises OSError when
    the file cannot be read, MachineError when EPUBCheck is not installed though Java is.
    """
    if path.suffix.lower() == ".epub":
        return epub.check(path, report)
    return _validate_xml(path.read_bytes(), report, str(path), schemas, path.parent)


def _validate_xml(data: bytes, report: Report, file: str, schemas: Path | None, folder: Path | None) -> bool:
    """`folder` holds the files that the document names; None when they are not to be looked for."""
    try:
        root = etree.fromstring(data, dtds.parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        report.add("malformed-xml", Location(file, max(line, 1), max(column, 1)), message=error.msg or "")
        return False
    tree = root.getroottree()
    found = Report()
    required = folder is not None or root.tag == "article"
    dtds.check(tree, file, found, schemas, required=required)
    if root.tag in ROOTS:
        check_profile(root, file, found, folder)
    report.extend(found)
    return found.count(Severity.ERROR) == 0
