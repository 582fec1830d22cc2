"""The PDF: every unit laid out once, merged into the book and into offprints.

    warm_up(jobs)                       # as soon as a layout is sure to be needed
    layout = lay_out(volume, html.units(volume), cache, jobs, report, progress)
    layout.page_map                     # for the EPUB, the JATS, the indexes
    write_book(layout)                  # bytes of the book
    write_offprint(layout, slug)        # bytes of one chapter, with the book's page numbers

Both files are PDF/A-2a and PDF/UA-1 at once. Rooms: `sheet` (HTML to lay out), `notes`, `equations`,
`render` (WeasyPrint, in `workers`), `tags` (structure tree), `completeness` (no word lost, page breaks),
`layout` (page numbers), `makeup` (size and margins), `slots` and `typeset` (text set on finished pages), `merge`
(one file), `metadata`, `cover`; `swift` and `mended` (WeasyPrint, sooner and mended).
"""

from actes.writing.pdf.book import write_book, write_offprint
from actes.writing.pdf.layout import Cache, Layout, lay_out
from actes.writing.pdf.workers import warm_up

__all__ = ["Cache", "Layout", "lay_out", "warm_up", "write_book", "write_offprint"]
