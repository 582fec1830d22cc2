"""The tree of an imported document made that of a contribution: styles read, captions put where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from actes.diagnostics import Location, Report
from actes.importing import direct, odt, styles
from actes.importing.header import Head
from actes.tree import SPACE, Blocks, Inlines, Node, attr, attributes, classes, div, plain_text, rewrite, value, walk

_MARK = re.compile(f"{odt.OPEN}(style|cite){odt.BETWEEN}([^{odt.CLOSE}]*){odt.CLOSE}")
_LABEL = re.compile(
    r"(?:fig(?:ure)?|tab(?:leau|le)?|carte|map|graphique|chart|photo)\.?\s*(\d+|[ivxlc]+)?\s*[.:–—-]*\s*", re.I
)
_TABLE_LABEL = re.compile(r"\s*tab", re.IGNORECASE)
_SOURCE = re.compile(r"\s*sources?\s*:", re.IGNORECASE)
_CUT = 60


@dataclass
class Shaper:
    """Shapes one document; what is not understood goes to `report` at `place`."""

    place: Location
    report: Report
    cite: Callable[[int], Node]
    """The `Cite` of the n-th citation that `odt.marked` took out."""
    head: Head
    unknown: dict[str, list[str]] = field(default_factory=dict)
    figures: int = 0
    tables: int = 0

    def shape(self, blocks: Blocks) -> Blocks:
        """The body of the contribution; its title, authors and abstract go to `head`."""
        blocks = self._settle_changes(blocks)
        blocks = rewrite(blocks, self._read_marks)
        blocks = rewrite(blocks, self._drop_inline_styles)
        named = self._take_head(self._named(blocks))
        body = direct.header_rows(direct.headings(self._captions(named), self.head, self.place, self.report))
        for style, passages in self.unknown.items():
            self.report.add("unknown-word-style", self.place, style=style, count=len(passages), example=passages[0])
        return rewrite(body, _tidy)

    def _settle_changes(self, blocks: Blocks) -> Blocks:
        """Insertions accepted, deletions applied, comments told: a contribution has one text."""
        counts = {"insertion": 0, "deletion": 0}

        def change(node: Node) -> Node | list[Node] | None:
            names = classes(node)
            if node["t"] != "Span":
                return None
            if "comment-start" in names:
                text = " ".join(plain_text(node["c"][1]).split())
                author = value(node, "author") or "—"
                self.report.add("comment-left-behind", self.place, author=author, text=text[:200])
                return []
            if "comment-end" in names or "paragraph-deletion" in names or "paragraph-insertion" in names:
                return []
            for kind in counts:
                if kind in names:
                    counts[kind] += 1
                    return list(node["c"][1]) if kind == "insertion" else []
            return list(node["c"][1]) if "anchor" in names and not node["c"][1] else None

        settled = rewrite(blocks, change)
        if any(counts.values()):
            self.report.add(
                "tracked-changes-accepted", self.place, inserted=counts["insertion"], deleted=counts["deletion"]
            )
        return settled

    def _read_marks(self, node: Node) -> Node | list[Node] | None:
        """The styles and citations `odt.marked` wrote into the text."""
        if node["t"] == "Str" and odt.OPEN in node["c"]:
            out: Inlines = []
            end = 0
            for found in _MARK.finditer(node["c"]):
                if found.start() > end:
                    out.append({"t": "Str", "c": node["c"][end : found.start()]})
                if found[1] == "cite":
                    out.append(self.cite(int(found[2])))
                else:
                    out.append(
                        {"t": "Span", "c": [attr("", ["style-mark"], style=found[2].replace(odt.BLANK, " ")), []]}
                    )
                end = found.end()
            if end < len(node["c"]):
                out.append({"t": "Str", "c": node["c"][end:]})
            return out
        if node["t"] in {"Para", "Plain"}:
            return _styled(node)
        return None

    def _drop_inline_styles(self, node: Node) -> Node | list[Node] | None:
        """Character styles say nothing Markdown can keep, but for small capitals and languages."""
        if node["t"] == "Span" and value(node, "custom-style"):
            self._note(value(node, "custom-style"), node["c"][1])
            return list(node["c"][1])
        return None

    def _note(self, style: str, tree: Any) -> None:
        text = " ".join(plain_text(tree).split())
        if text and not styles.meaning(style):
            self.unknown.setdefault(style, []).append(text[:_CUT])

    def _named(self, blocks: Blocks) -> list[tuple[str, Node]]:
        """Each block with what its style means ("" for text)."""
        out: list[tuple[str, Node]] = []
        for block in blocks:
            style = value(block, "custom-style") if attributes(block) else ""
            if block["t"] != "Div" or not style:
                out.append(("", self._inside(block)))
                continue
            means = styles.meaning(style)
            self._note(style, block)
            for inner in block["c"][1]:
                if means == "quotation" and inner["t"] != "BlockQuote":
                    inner = {"t": "BlockQuote", "c": [self._inside(inner)]}
                    if out and out[-1][0] == "quotation":
                        held = out.pop()[1]
                        inner = {"t": "BlockQuote", "c": [*held["c"], *inner["c"]]}
                    out.append(("quotation", inner))
                else:
                    out.append((means, self._inside(inner)))
        return out

    def _inside(self, block: Node) -> Node:
        """Styles inside a block (a list, a table, a note) only matter when nobody knows them."""

        def change(node: Node) -> Node | list[Node] | None:
            style = value(node, "custom-style") if attributes(node) else ""
            if not style:
                return None
            if node["t"] == "Div":
                self._note(style, node)
                return list(node["c"][1])
            held = attributes(node)
            assert held is not None
            kept = [held[0], held[1], [[k, v] for k, v in held[2] if k != "custom-style"]]
            contents = list(node["c"])
            contents[1 if node["t"] == "Header" else 0] = kept
            return {"t": node["t"], "c": contents}

        changed = rewrite([block], change)
        return changed[0] if len(changed) == 1 else div(changed)

    def _take_head(self, named: list[tuple[str, Node]]) -> list[tuple[str, Node]]:
        """What stands before the text and says what it is goes to the head."""
        kept: list[tuple[str, Node]] = []
        for means, block in named:
            inlines = block["c"] if block["t"] in {"Para", "Plain"} else []
            if means == "title" and not self.head.title and inlines:
                self.head.title = inlines
            elif means == "subtitle" and not self.head.subtitle and inlines:
                self.head.subtitle = inlines
            elif means == "author" and inlines:
                names = re.split(r"\s*[;&]\s*|\s*,\s+|\s+(?:et|and)\s+", plain_text(inlines))
                self.head.authors += [n for n in names if n and n not in self.head.authors]
            elif means == "abstract":
                self.head.abstract = [*self.head.abstract, block]
            elif means == "keywords" and inlines:
                text = re.sub(r"\A[^:]{0,20}:\s*", "", plain_text(inlines))
                self.head.keywords += [w.strip(" .") for w in re.split(r"[;,]", text) if w.strip(" .")]
            elif means not in {"abstract-title", "date"}:
                kept.append((means, block))
        return kept

    def _captions(self, named: list[tuple[str, Node]]) -> Blocks:
        """Pictures with the caption beside them are figures; a table takes the caption above it, or below."""
        out: Blocks = []
        i = 0
        while i < len(named):
            means, block = named[i]
            following = named[i + 1] if i + 1 < len(named) else ("", None)
            if _is_picture(block):
                caption: Inlines = []
                if following[0] == "caption" and following[1] and not _is_table_caption(following[1]):
                    caption, i = _unlabelled(following[1]["c"]), i + 1
                elif means == "" and out and _is_loose_caption(out[-1]):
                    caption = _unlabelled(out.pop()["c"][1][0]["c"])
                after = named[i + 1] if i + 1 < len(named) else ("", None)
                source = ""
                if (
                    after[1] is not None
                    and after[1]["t"] == "Para"
                    and (after[0] == "source" or _SOURCE.match(plain_text(after[1])))
                ):
                    source, i = plain_text(after[1]), i + 1
                out.append(self._figure(block, caption, source))
            elif block["t"] == "Figure":
                out.append(self._figure(block["c"][2][0], _caption_of(block), ""))
            elif block["t"] == "Table":
                caption = _table_caption(block)
                if not caption and out and _is_loose_caption(out[-1]):
                    caption = _unlabelled(out.pop()["c"][1][0]["c"])
                elif not caption and following[0] == "caption" and following[1] and _is_table_caption(following[1]):
                    caption, i = _unlabelled(following[1]["c"]), i + 1
                out.append(self._table(block, caption))
            elif means == "caption" and block["t"] in {"Para", "Plain"}:
                out.append(div([block], attr("", ["caption-mark"])))
            else:
                out.append(block)
            i += 1
        # a caption that nothing took is a paragraph like any other
        return [b["c"][1][0] if "caption-mark" in classes(b) else b for b in out]

    def _figure(self, block: Node, caption: Inlines, source: str) -> Node:
        self.figures += 1
        pictures = list(walk(block, {"Image"}))
        pictures = [{"t": "Image", "c": [_picture_attributes(p, source), p["c"][1], p["c"][2]]} for p in pictures]
        held = attr(f"fig-{self.figures}")
        long = [{"t": "Plain", "c": caption}] if caption else []
        return {"t": "Figure", "c": [held, [None, long], [{"t": "Plain", "c": pictures}]]}

    def _table(self, block: Node, caption: Inlines) -> Node:
        if not caption:
            return block
        self.tables += 1
        contents = list(block["c"])
        contents[0] = attr(f"tbl-{self.tables}")
        contents[1] = [None, [{"t": "Plain", "c": caption}]]
        return {"t": "Table", "c": contents}


def _styled(node: Node) -> Node | None:
    """A paragraph that begins with the mark of its style, as a `Div` of that style."""
    first = node["c"][0] if node["c"] else None
    if first is None or first["t"] != "Span" or "style-mark" not in classes(first):
        return None
    rest = node["c"][1:]
    return div([{"t": node["t"], "c": rest}], attr("", [], custom_style=value(first, "style")))


def _is_picture(block: Node) -> bool:
    if block["t"] not in {"Para", "Plain"}:
        return False
    kinds = {n["t"] for n in block["c"]}
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}


def _is_table_caption(block: Node) -> bool:
    return bool(_TABLE_LABEL.match(plain_text(block)))


def _is_loose_caption(block: Node) -> bool:
    return "caption-mark" in classes(block)


def _caption_of(figure: Node) -> Inlines:
    blocks = figure["c"][1][1]
    return _unlabelled(_flat(blocks))


def _table_caption(table: Node) -> Inlines:
    return _unlabelled(_flat(table["c"][1][1]))


def _flat(blocks: Blocks) -> Inlines:
    found: Inlines = []
    for block in blocks:
        inner = _flat(block["c"][1]) if block["t"] == "Div" else block["c"] if block["t"] in {"Para", "Plain"} else []
        found = [*found, SPACE, *inner] if found else list(inner)
    return found


def _unlabelled(inlines: Inlines) -> Inlines:
    """A caption without « Figure 1 : », which outputs number themselves."""
    text = plain_text(inlines)
    label = _LABEL.match(text)
    if not label or not label[1] or label.end() >= len(text):
        return inlines
    left = label.end()
    out: Inlines = []
    for i, node in enumerate(inlines):
        if node["t"] == "Str":
            length = len(node["c"])
        elif node["t"] in {"Space", "SoftBreak"}:
            length = 1
        else:
            return [*out, *inlines[i:]] if left <= 0 else inlines
        if left >= length:
            left -= length
            continue
        first = {"t": "Str", "c": node["c"][left:]} if left and node["t"] == "Str" else node
        return [first, *inlines[i + 1 :]]
    return inlines


def _picture_attributes(picture: Node, source: str) -> list[Any]:
    alt = plain_text(picture["c"][1]) or picture["c"][2][1]
    pairs = [["alt", alt]] if alt else []
    if source:
        pairs.append(["source", source])
    return ["", [], pairs]


def _tidy(node: Node) -> Node | list[Node] | None:
    """Sizes in inches, empty spans and automatic identifiers are the word processor's, not the author's."""
    if node["t"] == "Table":
        # columns as wide as the word processor's would need tables drawn with signs
        specs = [[alignment, {"t": "ColWidthDefault"}] for alignment, _width in node["c"][2]]
        return {"t": "Table", "c": [*node["c"][:2], specs, *node["c"][3:]]}
    if node["t"] == "Note" and node["c"] and node["c"][0]["t"] == "Para":
        first = node["c"][0]["c"]
        start = next((i for i, n in enumerate(first) if n["t"] != "Space"), len(first))
        return {"t": "Note", "c": [{"t": "Para", "c": first[start:]}, *node["c"][1:]]}
    if node["t"] == "Header":
        return {"t": "Header", "c": [node["c"][0], attr(), node["c"][2]]}
    if node["t"] == "Span" and not node["c"][1]:
        return []
    if node["t"] == "Span" and not value(node, "lang") and not set(classes(node)) & {"smallcaps"}:
        return list(node["c"][1])
    if node["t"] == "Image" and attributes(node):
        held = node["c"][0]
        kept = [[k, v] for k, v in held[2] if k not in {"width", "height"}]
        return {"t": "Image", "c": [[held[0], held[1], kept], node["c"][1], node["c"][2]]}
    return None
