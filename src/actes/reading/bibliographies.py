"""Which .bib files the header of a text names, its contribution read or not."""

from __future__ import annotations

from pathlib import Path

from actes.diagnostics import Report
from actes.files import display
from actes.reading import assets, dialects, front_matter
from actes.reading.fields import CONTRIBUTION
from actes.reading.schema import check


def named_bibliographies(text: str, path: Path, root: Path) -> list[Path]:
    """The .bib files, inside `root`, that the header of the `text` at `path` names (its `bibliography` field).

    What is wrong with the header is said when the contribution is read, not here.
    """
    quiet = Report()
    file = display(path)
    parts = front_matter.split(text.replace("\r\n", "\n").replace("\r", "\n"), file, quiet)
    fields = front_matter.fields(parts, file, quiet)
    if fields is None:
        return []
    manuscript = dialects.Manuscript(path, root, file, fields, parts.body, parts.body_line)
    manuscript = dialects.header(manuscript, "fr", False, quiet)
    names = check(manuscript.fields, CONTRIBUTION, quiet).values.get("bibliography", ())
    found = (assets.locate(name, path.parent, root) for name in names)
    return [bib for bib in found if bib and assets.inside(bib, root)]
