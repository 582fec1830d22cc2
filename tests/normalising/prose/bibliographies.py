"""The works that the sentences of these tests cite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from actes.diagnostics import Location
from actes.model import Reference

HERE = Path(__file__).parent


def works() -> list[Reference]:
    """Some forty works of urban studies: near names, corporate authors, particles, same author and year."""
    return [reference(**item) for item in json.loads((HERE / "works.json").read_text())]


def reference(id: str, shortauthor: str = "", **csl: Any) -> Reference:
    """A reference of the CSL-JSON item whose variables are given."""
    return Reference(id, {"id": id, **csl}, Location("references.bib"), short_author=shortauthor)


def book(key: str, year: int | None, *names: str, **csl: Any) -> Reference:
    """A book by « Family, Given » names, or corporate ones (no comma)."""
    authors = [
        dict(zip(("family", "given"), name.split(", "), strict=True)) if ", " in name else {"literal": name}
        for name in names
    ]
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    return reference(key, **{"type": "book", "author": authors, "title": key, **issued, **csl})
