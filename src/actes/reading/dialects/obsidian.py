"""Obsidian, Zettlr and Logseq: `[[wikilinks]]`, embedded images, callouts in quotations, comments, highlights."""

from __future__ import annotations

import re

from actes.reading.dialects.boxes import box
from actes.reading.dialects.findings import Findings
from actes.reading.dialects.prose import outside_code
from actes.reading.sections import slug
from actes.tree import Blocks, Inlines, Node, attr, div, rewrite, wrap

_LINK = re.compile(r"(!?)(?<![\w\]])\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?![(\[])")
_IMAGE = re.compile(r"\.(png|jpe?g|gif|svg|webp|tiff?|bmp)\Z", re.IGNORECASE)
_COMMENT = re.compile(r"%%[^%]{0,20000}%%")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=\S)([^=\n]{1,500})(?<=\S)==(?![=\w])")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_CALLOUT = re.compile(r"\[!([\w-]+)(?:\|[^\]]*)?\][+-]?\Z")


def text(body: str, findings: Findings) -> str:
    """`body` with wikilinks as text, embedded images as images."""
    if "[[" not in body and "%%" not in body and "==" not in body:
        return body
    headings = {slug(h) for h in _HEADING.findall(body)}

    def change(piece: str) -> str:
        piece = _LINK.sub(lambda m: _link(m, headings, findings), piece)
        piece = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), piece)
        return _HIGHLIGHT.sub(r"[\1]{.mark}", piece)

    return outside_code(body, change)


def _link(found: re.Match[str], headings: set[str], findings: Findings) -> str:
    embedded, target, shown = found[1], found[2].strip(), (found[3] or "").strip()
    if target.isdecimal() or target.startswith("^"):
        return found[0]
    if embedded and _IMAGE.search(target):
        size = bool(re.fullmatch(r"\d+(x\d+)?", shown))
        return f"![{'' if size else shown}](<{target}>)"
    if embedded:
        findings.add("foreign-construct", f"![[{target}", found[0])
        return found[0].replace("[[", "\\[\\[")
    if target.startswith("@"):
        return shown or target
    note, _, heading = target.partition("#")
    if not note and slug(heading) in headings:
        return f"[{shown or heading}](#{slug(heading)})"
    findings.add("wikilink", "", found[0])
    return shown or (f"{note} › {heading}" if note and heading else note or heading.lstrip("^"))


def shape(blocks: Blocks, language: str) -> Blocks:
    """`blocks` with `> [!note] Title` as a box."""

    def change(node: Node) -> Node | None:
        if node["t"] != "BlockQuote" or not node["c"] or node["c"][0]["t"] != "Para":
            return None
        inlines: Inlines = node["c"][0]["c"]
        found = _CALLOUT.match(inlines[0]["c"]) if inlines and inlines[0]["t"] == "Str" else None
        if not found:
            return None
        end = next((i for i, n in enumerate(inlines) if n["t"] in {"SoftBreak", "LineBreak"}), len(inlines))
        title, first = inlines[1:end], inlines[end + 1 :]
        while title and title[0]["t"] == "Space":
            title = title[1:]
        content = [*([wrap("Para", first)] if first else []), *node["c"][1:]]
        if not title:
            return box(content, found[1], language)
        return div([div([wrap("Plain", title)], attr("", ["box-title"])), *content], attr("", ["box"]))

    return rewrite(blocks, change, {"BlockQuote"})
