"""Write docs/corpus.md: what building each open paper gives, in counts. Usage: corpus_table.py SHARED."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from actes.build import build
from actes.outcome import Request

HEAD = """# The open corpus

What each paper gives when it is built alone, in counts (by `tools/corpus_table.py`). Errors are faults of the paper,
by code; a figure whose file is not there is a visible placeholder. `tests/test_papers.py` holds every word of each
source, and its figures, tables, formulas, notes and citations, to be in every output, alone and in one volume.

| paper | PDF (pages) | EPUB | JATS | words | references | errors | warnings | notices | errors by code | others |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def main(shared: Path) -> None:
    """Build every paper below `shared`/corpus/papers and write the table."""
    rows = []
    for paper in sorted((shared / "corpus" / "papers").iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            outcome = build(Request(paper, ("pdf", "epub", "jats"), output=Path(folder), jobs=1))
        kinds = Counter(p.kind for p in outcome.products)
        levels = Counter(str(d.severity) for d in outcome.diagnostics)
        codes = Counter(d.code for d in outcome.diagnostics if d.severity == "error")
        named = ", ".join(f"{code} ({n})" for code, n in sorted(codes.items())) or "—"
        others = Counter(d.code for d in outcome.diagnostics if d.severity != "error")
        told = ", ".join(f"{code} ({n})" for code, n in sorted(others.items())) or "—"
        pages = sum(p.pages for p in outcome.products if p.kind == "pdf")
        made = [f"{kinds['pdf']} ({pages})", kinds["epub"], kinds["jats"], outcome.words, outcome.references]
        cells = [paper.name, *made, levels["error"], levels["warning"], levels["info"], named, told]
        rows.append("| " + " | ".join(map(str, cells)) + " |\n")
    Path("docs/corpus.md").write_text(HEAD + "".join(rows), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
