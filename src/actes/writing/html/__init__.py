"""The resolved volume as HTML: one vocabulary, which the PDF lays out and the EPUB packs.

`units(volume, page_map)` gives the units of the volume in reading order (`Unit`); `chapter(volume,
contribution, page_map)` one chapter; `flow_text` and `insert_breaks` tie pages to the text. Elements are
lxml's, without namespace for HTML and with theirs for MathML and SVG; text is in NFC, French spacing in it.

Ids. A unit's element bears the unit's name (slug, `axis-<id>`, `contents`, …); everything in it
`<unit>--<local id>`: `sec-…` as authors wrote it, `fn-<n>` a note, `ref-<key>` a reference,
what the writers name themselves begins with `_`, so that it never meets an author's id: `_cite-<key>-<n>` a
citation, `_index-<n>` an index mark, `_page-<label>` a page break, `_references`, `_notes`… a heading. Links
inside the volume are `#<id>`, whatever unit it is in; each output makes its own of them.

Units (`Unit.kind`, also the class of the element): front: half-title, title-page, imprint, draft,
committees, contents (a `<nav>`), piece (+ the piece's kind as class: presentation, foreword…); body: axis,
chapter; back: piece, volume-bibliography (kind bibliography), index (kinds author-index, keyword-index),
contributors, colophon, back-cover.

Opening of a chapter: `section.chapter[data-short-title][data-axis][data-authors]` > `header.opener` >
`h1.title`, `p.subtitle`, `p.translated-title[lang]`, `p.authors` > `span.author` > (`span.name`,
`sup.affiliation-marks`, `a.orcid`), `div.affiliations` > (`p.affiliation` > `sup.affiliation-mark`,
`p.corresponding`, `p.equal`, `p.deceased`), `section.abstract[lang]` > (`h2.abstract-title`,
`div.abstract-text`, `p.keywords` > (`span.keywords-label`, `span.keyword`)), `div.chapter-facts` > (`p.dates`,
`p.doi`, `p.licence`, `p.how-to-cite`). Then `div.body`, `section.acknowledgements`, `.funding`,
`.conflict-of-interest`, `.data-availability`, `.appendix`, `section.bibliography` > `ul.references` >
`li.reference` > (text, `span.backlinks` > `a.backlink`).

Text: `section.section` > `h2`–`h6` (> `span.section-number`); `p`; `p.verse`; `blockquote` >
`footer.attribution`; `div.epigraph`, `div.box` (> `div.box-title`); `ul`, `ol`, `dl`, `pre` > `code`, `hr`;
`span.smallcaps`, `em`, `strong`, `s`, `sup`, `sub`, `u`; `span[lang]`, `div[lang]`; `span.index-mark`.

Figures: `figure` > `div.images` > `img[src="media/<asset name>"][alt]`; `figcaption` > (`p.caption` >
`span.label`, `p.note`, `p.source`, `p.credit`); after it `details.long-description`. An image without a file is a
`span.missing-image`.
Tables: `div.table-wrap` (`.landscape`) > `div.table-scroll` > `table` > `caption` (> `span.label`),
`colgroup`, `thead`, `tbody`, `tfoot`, `th[scope]`, `td`, `.align-left|right|center`; then `p.note`,
`p.source`, `p.credit`.
Formulas: `span.math.inline|display[data-tex]` > `math[alttext]` (or `code.tex` when there is no MathML);
a numbered or lone displayed one stands in `span.equation` (> `span.equation-label`) in its paragraph.
Citations: `a.cite[href="#<unit>--ref-<key>"]`, or `span.cite` where there is nothing to link to.
Cross-references: `a.xref`.

Notes stand where they are called: `span.footnote[id][data-number]`, for `float: footnote`. A block inside
a note is a `span` of class `note-<tag>` (`note-p`, `note-blockquote`, `note-ul`, `note-li[data-value]`,
`note-table`, `note-td`…), so that the whole is phrasing content; `restore_blocks` turns them back into
their elements where the note is taken out of its paragraph, as the EPUB does.

Page numbers: `span.locators` > `a.locator` (in contents, indexes, the consolidated bibliography) hold a page
label when `page_map` is given, else « chap. 3 ». `flow.OUT_OF_FLOW` lists the classes that the flow text,
by which page breaks are placed, leaves out.
"""

from actes.writing.html.chapter import chapter
from actes.writing.html.flow import flow_text, insert_breaks
from actes.writing.html.notes import restore_blocks
from actes.writing.html.render import title
from actes.writing.html.units import Heading, Unit, assemble, chapter_unit, units

__all__ = [
    "Heading",
    "Unit",
    "assemble",
    "chapter",
    "chapter_unit",
    "flow_text",
    "insert_breaks",
    "restore_blocks",
    "title",
    "units",
]
