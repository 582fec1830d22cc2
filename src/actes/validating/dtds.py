"""The DTDs of JATS and BITS: where they are, which one a document declares, whether it follows it.

The JATS DTDs come with the installed package (`actes/dtds`) or, in a checkout, with npm's `@jats4r/dtds`.
Others, BITS among them, are looked for in a folder the user names. Documents are parsed without their DTD
and without entities; the DTD is loaded from its local file and only then are they compared.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from actes.diagnostics import Location, MachineError, Report

CATALOG = "catalog.xml"
_CATALOG_NAMESPACE = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"


@functools.cache
def directory() -> Path:
    """The folder of the JATS DTDs, which holds their catalog. Raises MachineError when they are not installed."""
    package = Path(__file__).resolve().parents[1]
    candidates = (package / "dtds", package.parents[1] / "node_modules" / "@jats4r" / "dtds" / "schema")
    for candidate in candidates:
        if (candidate / CATALOG).is_file():
            return candidate
    raise MachineError("the JATS DTDs are missing: run `make` (or `npm ci`) in the repository, or reinstall actes")


@functools.cache
def _public() -> dict[str, Path]:
    """Public identifier → file, from the catalog (OASIS XML Catalogs 1.1, `public`)."""
    root = etree.parse(str(directory() / CATALOG), parser()).getroot()
    found = {}
    for entry in root.iter(f"{_CATALOG_NAMESPACE}public"):
        path = directory() / entry.get("uri", "")
        if path.is_file():
            found[entry.get("publicId", "")] = path
    return found


def parser() -> etree.XMLParser:
    """A parser for documents from anywhere: no DTD, no entity, no network, no limit lifted."""
    return etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False)


@functools.cache
def _dtd(path: Path) -> etree.DTD:
    return etree.DTD(str(path))


@functools.cache
def _relax_ng(path: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(path)))


@functools.cache
def _in_folder(folder: Path, name: str) -> Path | None:
    """The first file called `name` below a folder, in alphabetical order."""
    return next(iter(sorted(folder.rglob(name))), None)


def schemas_of(tree: Any, folder: Path | None) -> Iterator[Path]:
    """The DTD a document (an lxml `ElementTree`) declares, then the RELAX NG schema of the same name.

    `folder` (or None) is searched, at any depth, for what is not installed, and for RELAX NG.
    """
    info = tree.docinfo
    installed = _public().get(info.public_id or "")
    if installed is not None:
        yield installed
        return
    system = PurePosixPath(info.system_url or "").name
    if folder is None or not system.endswith(".dtd"):
        return
    for name in (system, system.removesuffix(".dtd") + ".rng"):
        found = _in_folder(folder, name)
        if found is not None:
            yield found


def check(tree: Any, file: str, report: Report, folder: Path | None, *, required: bool) -> bool:
    """Compare a document with the schemas it declares; report each difference. Returns whether it follows them.

    A document whose DTD is nowhere to be found is reported if `required`, and holds to follow it otherwise.
    """
    paths = list(schemas_of(tree, folder))
    if not paths:
        if required:
            report.add("unknown-doctype", Location(file), doctype=tree.docinfo.doctype or "—")
        return not required
    valid = True
    for path in paths:
        schema: Any = _relax_ng(path) if path.suffix == ".rng" else _dtd(path)
        if not schema.validate(tree):
            valid = False
            for error in schema.error_log:
                report.add("invalid-xml", Location(file, max(error.line, 1)), schema=path.name, message=error.message)
    return valid
