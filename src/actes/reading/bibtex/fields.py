"""The vocabulary of BibTeX and BibLaTeX: entry types, fields, other names of both, what each type needs.

From the BibLaTeX manual (§2.1 entry types, §2.2 fields, app. B inheritance) and btxdoc, with what reference
managers export.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPE_ALIASES = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "web_page": "online",
    "newspaper_article": "article",
    "magazine_article": "article",
    "generic": "misc",
    "website": "online",
    "mastersthesis": "thesis",
    "mathesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "legal": "legislation",
    "statute": "legislation",
    "newspaper": "article",
    "newspaperarticle": "article",
    "magazine": "article",
    "video": "movie",
}
"""Other names of entry types, as BibLaTeX and reference managers write them."""

ENTRY_TYPES = _words(
    """
    article artwork audio bibnote book bookinbook booklet collection commentary dataset image inbook incollection
    inproceedings inreference jurisdiction legislation letter manual misc movie music mvbook mvcollection
    mvproceedings mvreference online patent performance periodical proceedings reference report review set software
    standard suppbook suppcollection suppperiodical thesis unpublished xdata archival
    """
) | frozenset(TYPE_ALIASES)
"""Every type this reader knows; others are read as `misc`."""

FIELD_ALIASES = {
    "address": "location",
    "annote": "annotation",
    "city": "location",
    "place": "location",
    "adress": "location",
    "archiveprefix": "eprinttype",
    "hyphenation": "langid",
    "journal": "journaltitle",
    "pdf": "file",
    "primaryclass": "eprintclass",
    "school": "institution",
}
"""BibTeX's names → BibLaTeX's (manual §2.2.5), and those of Mendeley and of common slips."""

NAME_FIELDS = _words(
    """
    afterword annotator author bookauthor commentator director editor editora editorb editorc foreword holder
    introduction shortauthor shorteditor translator
    """
)
"""Lists of names."""

DATE_FIELDS = frozenset({"date", "eventdate", "origdate", "urldate", "year", "month", "day"})

TITLE_PARTS = {
    "title": ("subtitle", "titleaddon"),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "journaltitle": ("journalsubtitle",),
    "issuetitle": ("issuesubtitle",),
    "eventtitle": ("eventtitleaddon",),
}
"""Title → what is joined to it: its subtitle, then its addition."""

TEXT_FIELDS = _words(
    """
    addendum chapter edition eid howpublished institution issue location note number organization origlanguage
    origlocation origpublisher origtitle pages pagetotal part publisher pubstate series shorttitle shortjournal type
    venue version volume volumes
    """
) | frozenset(t for title, added in TITLE_PARTS.items() for t in (title, *added))
"""Fields of LaTeX text."""

VERBATIM_FIELDS = frozenset({"doi", "eprint", "eprintclass", "eprinttype", "isbn", "issn", "url"})
"""Fields of characters that mean themselves."""

PLAIN_FIELDS = frozenset({"archive", "archivelocation", "library", "shelfmark", "callnumber"})
"""Where an archive or a library keeps the document: text, with names of their own in CSL."""

UNUSED_FIELDS = _words(
    """
    abstract annotation authortype bookpagination crossref editoraddon editoratype editorbtype editorctype
    editortype entryset entrysubtype eprintclass execute file gender ids indextitle indexsorttitle isan ismn isrn
    iswc keyword keywords label langid langidopts language nameaddon options pagination presort related
    relatedoptions relatedstring relatedtype reprinttitle shorthand shorthandintro sortkey sortname sortshorthand
    sorttitle sortyear userc usera userb userd usere userf verba verbb verbc xdata xref namea nameb namec lista
    listb listc listd liste listf key timestamp owner bdsk-url-1 groups comment copyright mendeley-tags urltimestamp
    accessed lccn price size affiliation contents translation summary review rights collaborator
    """
)
"""Fields that are read apart, or that no list of references shows."""

FIELDS = (
    NAME_FIELDS | DATE_FIELDS | TEXT_FIELDS | VERBATIM_FIELDS | PLAIN_FIELDS | UNUSED_FIELDS | frozenset(FIELD_ALIASES)
)
"""Every field this reader knows."""

REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (("author", "editor"), ("title",), ("journaltitle",), ("date", "year", "pubstate")),
    "book": (("author", "editor", "translator"), ("title",), ("date", "year", "pubstate")),
    "mvbook": (("author", "editor"), ("title",), ("date", "year", "pubstate")),
    "collection": (("editor", "author"), ("title",), ("date", "year", "pubstate")),
    "inbook": (
        ("author", "editor"),
        ("title", "chapter", "pages"),
        ("booktitle", "title"),
        ("date", "year", "pubstate"),
    ),
    "incollection": (("author", "editor"), ("title",), ("booktitle",), ("date", "year", "pubstate")),
    "inproceedings": (("author", "editor"), ("title",), ("booktitle", "eventtitle"), ("date", "year", "pubstate")),
    "inreference": (("title",), ("booktitle",)),
    "proceedings": (("title",), ("date", "year", "pubstate")),
    "thesis": (("author",), ("title",), ("institution",), ("date", "year")),
    "report": (("author", "institution", "organization", "editor"), ("title",), ("date", "year")),
    "online": (("author", "editor", "organization", "title"), ("title",), ("url", "doi", "eprint")),
    "unpublished": (("author",), ("title",)),
    "legislation": (("title",), ("date", "year")),
    "jurisdiction": (("title",), ("date", "year")),
    "patent": (("author", "holder"), ("title",), ("number",), ("date", "year")),
    "dataset": (("author", "editor"), ("title",)),
    "software": (("author", "editor"), ("title",)),
    "misc": (("title", "howpublished", "note"),),
    "manual": (("title",),),
    "booklet": (("title",),),
}
"""Type → groups of fields, one of each of which an entry needs (less strict than BibLaTeX on dates and authors)."""


def canonical_type(kind: str) -> str:
    """The BibLaTeX type that `kind` (in lower case) names; `misc` for one nobody knows."""
    kind = TYPE_ALIASES.get(kind, kind)
    return kind if kind in ENTRY_TYPES else "misc"
