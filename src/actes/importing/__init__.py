"""Word processors' and TeX files made contributions: Markdown, a bibliography, figures, and what was lost.

    import_document(path, bibliographies, folder, report)

pandoc reads (sandboxed); the rest is ours: `archives` (what a .docx or an .odt holds), `odt` (styles and Zotero
marks, which pandoc does not see in .odt), `tex` (included files, pictures), `styles` (what Word's styles mean),
`shape` (captions, tracked changes, comments), `references` (CSL items as a .bib file), `header` (front matter),
`documents` (all of it in order).
"""

from actes.importing.documents import FORMATS, import_document

__all__ = ["FORMATS", "import_document"]
