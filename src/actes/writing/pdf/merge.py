"""Parts → one tagged PDF file: pages, structure tree, destinations, outline, page labels, fonts, metadata.

Nothing is laid out here. Page numbers are stamped where the style sheet asked for them, as artifacts
(ISO 32000-1, 14.8.2.2), so that a chapter which grows by a page changes no other chapter's part.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from actes.writing.pdf.metadata import PRODUCER, Metadata, xmp
from actes.writing.pdf.part import ELSEWHERE, ROLE_MAP, Anchor, Bookmark, LocatorLine, Part, locator_name
from actes.writing.pdf.typeset import FontPool, Span, fitted, set_lines

FOLIO_FEATURES = {"onum": True}


@dataclass(frozen=True)
class Piece:
    """A part in its place: the structure type and title of its section, its page labels, where its bookmarks hang.

    `labels` are the printed numbers of its pages, "" for pages that show none; `style` is `D` (arabic),
    `r` (roman) or "" (the title stands for a number); `first` the number of its first page. `blank_after`
    adds an empty page.
    """

    part: Part
    title: str
    role: str = "Sect"
    labels: Sequence[str] = ()
    style: str = "D"
    first: int = 1
    blank_after: bool = False
    depth: int = 0
    language: str = ""
    citation: Sequence[Span] = ()
    """How to cite, set in the lines the part left for it."""
    locators: Sequence[str] = ()
    """Page numbers, set in the places the part left for them."""


@dataclass
class _Book:
    """The file in the making."""

    pdf: pikepdf.Pdf
    pool: FontPool
    document: Dictionary
    numbers: list[tuple[int, pikepdf.Object]] = field(default_factory=list)
    places: dict[str, tuple[int, Anchor]] = field(default_factory=dict)
    away: list[tuple[pikepdf.Object, str, pikepdf.Object]] = field(default_factory=list)
    labels: Array = field(default_factory=Array)
    outline: list[tuple[int, int, Bookmark]] = field(default_factory=list)
    sources: list[pikepdf.Pdf] = field(default_factory=list)

    @property
    def next_key(self) -> int:
        """The first free key of the parent tree."""
        return len(self.numbers)


def merge(pieces: Iterable[Piece], facts: Metadata, addresses: Mapping[str, str]) -> bytes:
    """The file made of `pieces`, in order.

    `addresses` gives the public URL of units that are not in the file (unit name → URL): a link to an
    anchor of theirs leads there; a link that leads nowhere becomes plain text.
    """
    pdf = pikepdf.Pdf.new()
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    book = _Book(pdf, FontPool(pdf), document)
    for piece in pieces:
        _append(book, piece)
    _resolve_links(book, addresses)
    book.pool.finish()
    _catalogue(book, facts)
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return out.getvalue()


def _append(book: _Book, piece: Piece) -> None:
    source = pikepdf.open(io.BytesIO(piece.part.pdf))
    book.sources.append(source)
    start = len(book.pdf.pages)
    for page in source.pages:
        book.pdf.pages.append(page)
    pages = [book.pdf.pages[start + number] for number in range(len(piece.part.sizes))]
    _adopt_structure(book, source, piece, pages)
    resources = pages[0].obj.Resources
    for name, used in sorted(piece.part.fonts.items()):
        if used.face and f"/{name}" in resources.Font:
            resources.Font[f"/{name}"] = book.pool.use(used.face, used.glyphs)
    _stamp_folios(book, piece, pages)
    _stamp_citation(book, piece, pages)
    _stamp_locators(book, piece, pages)
    for name, anchor in piece.part.anchors.items():
        book.places.setdefault(name, (start + anchor.page, anchor))
    book.outline += [(piece.depth, start, bookmark) for bookmark in piece.part.bookmarks]
    label = Dictionary(S=Name(f"/{piece.style}"), St=piece.first) if piece.style else Dictionary(P=String(piece.title))
    book.labels.append(start)
    book.labels.append(label)
    if piece.blank_after:
        width, height = piece.part.sizes[-1]
        book.pdf.add_blank_page(page_size=(width, height))


def _adopt_structure(book: _Book, source: pikepdf.Pdf, piece: Piece, pages: Sequence[pikepdf.Page]) -> None:
    """Hang the structure tree of a part into the book's, and renumber its parent tree."""
    tree = book.pdf.copy_foreign(source.Root.StructTreeRoot)
    entries = tree.ParentTree.Nums
    keys: dict[int, int] = {}
    for at in range(0, len(entries), 2):
        keys[int(entries[at])] = book.next_key
        book.numbers.append((book.next_key, entries[at + 1]))
    section = tree.K[0]
    section.S = Name(f"/{piece.role}")
    section.T = String(piece.title)
    section.P = book.document
    if piece.language:
        section.Lang = String(piece.language)
    book.document.K.append(section)
    for page in pages:
        page.obj.StructParents = keys[int(page.obj.StructParents)]
        for annotation in page.obj.get("/Annots", ()):
            key = keys[int(annotation.StructParent)]
            annotation.StructParent = key
            action = annotation.get("/A")
            if action is not None and str(action.get("/URI", "")).startswith(ELSEWHERE):
                target = str(action.URI).removeprefix(ELSEWHERE)
                book.away.append((annotation, target, page.obj))


def _stamp_folios(book: _Book, piece: Piece, pages: Sequence[pikepdf.Page]) -> None:
    for page, slot, label in zip(pages, piece.part.folios, piece.labels, strict=True):
        if slot is None or not label:
            continue
        used = piece.part.fonts.get(slot.font)
        face = (used.face if used else "") or "serif"
        run = book.pool.shape(face, label, slot.size, FOLIO_FEATURES)
        shift = {"right": run.width, "center": run.width / 2}.get(slot.align, 0.0)
        page.obj.Resources.Font[f"/{slot.font}"] = book.pool.use(face, {})
        drawn = b"/Artifact <</Type /Pagination>> BDC q BT 0 g /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s ET Q EMC" % (
            slot.font.encode(),
            slot.size,
            slot.x - shift,
            slot.y,
            run.operator,
        )
        page.contents_add(book.pdf.make_stream(drawn), prepend=True)


def _stamp_citation(book: _Book, piece: Piece, pages: Sequence[pikepdf.Page]) -> None:
    """Set how to cite, as the marked content its paragraph already refers to."""
    if piece.part.slot is None:
        return
    slot = fitted(book.pool, piece.citation, piece.part.slot)
    page = pages[slot.page]
    drawn = bytearray(b"/P <</MCID %d>> BDC q 0 g\n" % slot.mcid)
    for baseline, line in zip(slot.baselines, set_lines(book.pool, piece.citation, slot), strict=False):
        x = slot.x
        for span, run in line:
            page.obj.Resources.Font[f"/{span.face}"] = book.pool.use(span.face, {})
            drawn += b"BT /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s ET\n" % (
                span.face.encode(),
                slot.size,
                x,
                baseline,
                run.operator,
            )
            x += run.width
    drawn += b"Q EMC\n"
    page.contents_add(book.pdf.make_stream(bytes(drawn)), prepend=True)


def _stamp_locators(book: _Book, piece: Piece, pages: Sequence[pikepdf.Page]) -> None:
    """Set the page numbers that lead elsewhere, as the marked contents their links already refer to."""
    by_page: dict[int, list[LocatorLine]] = {}
    for line in piece.part.locators:
        by_page.setdefault(line.page, []).append(line)
    for number, lines in by_page.items():
        page = pages[number]
        links = {str(link.NM): link for link in page.obj.get("/Annots", ()) if "/NM" in link}
        drawn = b"".join(_locator_line(book, piece, page, line, links) for line in lines)
        page.contents_add(book.pdf.make_stream(b"q\n" + drawn + b"Q\n"), prepend=True)
        for link in links.values():
            del link["/NM"]


def _locator_line(
    book: _Book, piece: Piece, page: pikepdf.Page, line: LocatorLine, links: Mapping[str, pikepdf.Object]
) -> bytes:
    """The operators that set one line of page numbers; its links are put where they stand."""
    used = piece.part.fonts.get(line.font)
    face = (used.face if used else "") or "serif"
    page.obj.Resources.Font[f"/{line.font}"] = book.pool.use(face, {})
    texts = [piece.locators[held.number] if held.number >= 0 else held.text for held in line.locators]
    runs = [book.pool.shape(face, text, line.size, line.features) for text in texts]
    x = line.right - sum(run.width for run in runs) if line.at_end else line.left
    drawn = [b"%.4g %.4g %.4g rg\n" % line.color]
    for held, text, run in zip(line.locators, texts, runs, strict=True):
        drawn.append(
            b"/Span <</MCID %d>> BDC BT /%s %.2f Tf 1 0 0 1 %.2f %.2f Tm %s ET EMC\n"
            % (held.mcid, line.font.encode(), line.size, x, line.baseline, run.operator)
        )
        link = links.get(locator_name(held.number))
        if link is not None:
            _left, bottom, _right, top = link.Rect
            link.Rect = Array([round(x, 2), bottom, round(x + run.width, 2), top])
            link.Contents = String(text)
        x += run.width
    return b"".join(drawn)


def _resolve_links(book: _Book, addresses: Mapping[str, str]) -> None:
    """Turn links to other parts into destinations, public addresses, or plain text."""
    parents = dict(book.numbers)
    for annotation, target, page in book.away:
        unit = target.partition("--")[0]
        if target in book.places:
            del annotation["/A"]
            annotation.Dest = String(target)
        elif unit in addresses:
            annotation.A.URI = String(addresses[unit])
        else:
            _forget_link(annotation, page, parents[int(annotation.StructParent)])


def _forget_link(annotation: pikepdf.Object, page: pikepdf.Object, element: pikepdf.Object) -> None:
    """Take a link without a target off its page; its text stays, as a Span."""
    page.Annots = Array([held for held in page.Annots if held.objgen != annotation.objgen])
    element.S = Name.Span
    element.K = Array(
        [
            kid
            for kid in element.K
            if not (isinstance(kid, Dictionary) and "/Obj" in kid and kid.Obj.objgen == annotation.objgen)
        ]
    )


def _catalogue(book: _Book, facts: Metadata) -> None:
    """The document-level entries (ISO 32000-1, 7.7.2)."""
    pdf, first = book.pdf, book.sources[0]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([book.document])))
    book.document.P = root
    nums = Array()
    for number, held in book.numbers:
        nums.append(number)
        nums.append(held)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=nums))
    root.ParentTreeNextKey = book.next_key
    root.RoleMap = Dictionary({f"/{ours}": Name(f"/{standard}") for ours, standard in ROLE_MAP.items()})
    catalogue = pdf.Root
    catalogue.StructTreeRoot = root
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.Lang = String(facts.language)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalogue.PageMode = Name.UseOutlines
    catalogue.PageLabels = Dictionary(Nums=book.labels)
    catalogue.OutputIntents = pdf.copy_foreign(first.make_indirect(first.Root.OutputIntents))
    pages = [page.obj for page in pdf.pages]  # looking one up by its number walks the page tree
    names = Array()
    for name in sorted(book.places, key=lambda held: held.encode("utf-16-be")):
        number, anchor = book.places[name]
        names.append(String(name))
        names.append(Array([pages[number], Name.XYZ, anchor.x, anchor.y, 0]))
    catalogue.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=names)))
    _write_outline(book)
    packet = pdf.make_stream(xmp(facts))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    catalogue.Metadata = packet
    information = {
        "/Title": facts.title,
        "/Author": ", ".join(facts.creators),
        "/Subject": next(iter(facts.descriptions.values()), ""),
        "/Keywords": ", ".join(facts.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
    }
    for key, text in information.items():
        if text:
            pdf.docinfo[key] = text


def _write_outline(book: _Book) -> None:
    """Bookmarks: those of a piece of depth 1 hang under the last one of depth 0."""
    with book.pdf.open_outline() as outline:
        chain: list[OutlineItem] = []
        for depth, start, bookmark in book.outline:
            item = _outline_item(start, bookmark)
            siblings = chain[depth - 1].children if 0 < depth <= len(chain) else outline.root
            siblings.append(item)
            chain[depth:] = [item]


def _outline_item(start: int, bookmark: Bookmark) -> OutlineItem:
    item = OutlineItem(bookmark.title, start + bookmark.page, "XYZ", left=bookmark.x, top=bookmark.y)
    item.children.extend(_outline_item(start, child) for child in bookmark.children)
    item.is_closed = True
    return item
