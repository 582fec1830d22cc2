"""A file of pages marked as a proof, so that nobody takes it for the published chapter."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name

from actes.writing.pdf.typeset import FontPool

FACE, SIZE = "sans-bold", 7.5
RESOURCE = "ActesProof"
EDGE = 9.0
"""Points between the mark and the upper edge of the page."""
INK = (0.72, 0.11, 0.11)


def mark(data: bytes, text: str) -> bytes:
    """The PDF file `data` with `text` at the head of each page, as an artifact (ISO 32000-1, 14.8.2.2)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pool = FontPool(pdf)
        run = pool.shape(FACE, text, SIZE)
        font = pool.use(FACE, {})
        for page in pdf.pages:
            left, _bottom, right, top = (float(edge) for edge in page.mediabox)
            x, y = (left + right - run.width) / 2, top - EDGE - SIZE
            if "/Font" not in page.resources:
                page.resources[Name.Font] = pikepdf.Dictionary()
            page.resources[Name.Font][f"/{RESOURCE}"] = font
            text_object = b"BT /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s ET" % (RESOURCE.encode(), SIZE, x, y, run.operator)
            drawn = b"/Artifact <</Type /Pagination>> BDC q %.2f %.2f %.2f rg %s Q EMC" % (*INK, text_object)
            # first: what the page itself draws leaves the coordinates turned over
            page.contents_add(pdf.make_stream(drawn), prepend=True)
        pool.finish()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
