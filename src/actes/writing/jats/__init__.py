"""JATS 1.3 articles and BITS 2.1 volumes, written from the model with lxml, element by element.

pandoc's JATS writer is not used, not even for bodies: of the twenty-two defects we measured in it, those of
the body (labels, captions, notes of tables, equations, cross-references, verse, attributions, ids, line
breaks) would each need a repair that knows the tree again, which is longer than writing it once. Because
bodies are written here, articles and volumes share every line of that code:

    elements     names, attributes, mixed content, which element admits which, indentation
    scope        what a text being written needs to know, and what it gathers (ids, notes, remarks)
    inlines, blocks, figures, tables, formulas, sections        the tree of a text → JATS
    csl_text, names, references                                  CSL-JSON → ref-list
    contributors, metadata                                       facts → the elements articles and volumes share
    article, volume, manifest                                    the three products

The entry points are `article.write_article`, `article.article_files`, `volume.write_volume`,
`volume.write_part` and `volume.write_bibliography` (parts of the volume, written apart), `volume.volume_figures`.
"""

from actes.writing.jats.article import article_files, write_article
from actes.writing.jats.references import Citations
from actes.writing.jats.volume import Part, volume_figures, write_bibliography, write_part, write_volume

__all__ = [
    "Citations",
    "Part",
    "article_files",
    "volume_figures",
    "write_article",
    "write_bibliography",
    "write_part",
    "write_volume",
]
