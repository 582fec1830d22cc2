"""Sections of a chapter: levels that start at 1 and never skip, safe identifiers, back matter set apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from anyascii import anyascii

from actes.tree import (
    WITH_ATTRIBUTES,
    Blocks,
    Node,
    attributes,
    classes,
    identifier,
    plain_text,
    rewrite,
    walk,
    with_attributes,
)

_ACKNOWLEDGEMENTS = re.compile(
    r"(remerciements?|acknowledge?ments?|acknowledgments?|agradecimientos|danksagung)\W*\Z", re.I
)
_REFERENCES = re.compile(
    r"(r[ée]f[ée]rences?( bibliographiques?)?|bibliographie|bibliography|references|works cited|literatur)\W*\Z", re.I
)
_APPENDIX = re.compile(r"(annexes?|appendix|appendices)\b", re.I)


def slug(text: str) -> str:
    """`text` as an identifier: ASCII letters and digits in lower case, joined by hyphens; "" when none is left."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def safe_identifier(text: str) -> str:
    """A slug that is also an XML Name (never begins with a digit)."""
    made = slug(text)
    return f"s-{made}" if made[:1].isdecimal() else made


@dataclass(frozen=True)
class Parts:
    """A chapter's text, and what stands after it."""

    body: Blocks
    acknowledgements: Blocks
    appendices: Blocks


def level(blocks: Blocks) -> Blocks:
    """`blocks` with headings renumbered: the highest level used is 1, and a level is never skipped.

    A heading that says nothing (`##` alone, an HTML heading that is never closed) begins no section.
    """
    if any(_says_nothing(n) for n in walk(blocks, {"Header"})):
        blocks = rewrite(blocks, lambda node: [] if _says_nothing(node) else None, {"Header"})
    used = sorted({n["c"][0] for n in walk(blocks, {"Header"})})
    if not used:
        return blocks
    shift = used[0] - 1
    depth: list[int] = []

    def change(node: Node) -> Node | None:
        if node["t"] != "Header":
            return None
        wanted = node["c"][0] - shift
        while depth and depth[-1] >= wanted:
            depth.pop()
        depth.append(wanted)
        return {**node, "c": [len(depth), *node["c"][1:]]}

    return rewrite(blocks, change, {"Header"})


def _says_nothing(header: Node) -> bool:
    return all(n["t"] in {"Space", "SoftBreak", "LineBreak"} for n in header["c"][2])


def unwrap_lone_title(blocks: Blocks) -> tuple[Node | None, Blocks]:
    """The first heading when it is the only one of its level and opens the text (a title typed as `# Title`)."""
    headers = [b for b in blocks if b["t"] == "Header"]
    if not blocks or not headers or blocks[0] is not headers[0]:
        return None, blocks
    top = headers[0]["c"][0]
    if len(headers) < 2 or any(h["c"][0] <= top for h in headers[1:]):
        return None, blocks
    return headers[0], blocks[1:]


def part(blocks: Blocks) -> Parts:
    """Set acknowledgements and appendices apart, and drop an empty heading that only announces references.

    Acknowledgements are a section so titled or of class `ack`; appendices are level-1 sections of class
    `appendix`, or titled « Annexe… » after the last ordinary section.
    """
    sections = _top_sections(blocks)
    body: Blocks = []
    acknowledgements: Blocks = []
    appendices: Blocks = []
    for i, section in enumerate(sections):
        head = section[0] if section and section[0]["t"] == "Header" else None
        if head is None:
            kept, thanks = _divs_of(section, "ack")
            body += kept
            acknowledgements += thanks
        elif "ack" in classes(head) or _ACKNOWLEDGEMENTS.match(plain_text(head["c"][2])):
            acknowledgements += section[1:]
        elif "appendix" in classes(head) or (
            _APPENDIX.match(plain_text(head["c"][2])) and not any(_ordinary(s) for s in sections[i + 1 :])
        ):
            appendices += section
        elif _REFERENCES.match(plain_text(head["c"][2])) and _only_references(section[1:]):
            continue
        else:
            kept, thanks = _divs_of(section, "ack")
            body += kept
            acknowledgements += thanks
    return Parts(body, acknowledgements, appendices)


def _ordinary(section: Blocks) -> bool:
    if not section or section[0]["t"] != "Header":
        return False
    title = plain_text(section[0]["c"][2])
    special = _ACKNOWLEDGEMENTS.match(title) or _REFERENCES.match(title) or _APPENDIX.match(title)
    return not special and "appendix" not in classes(section[0])


def _only_references(blocks: Blocks) -> bool:
    """Whether nothing stands below the heading but the place of the references (`::: {#refs}`)."""
    return all(b["t"] == "Div" and identifier(b) == "refs" and not plain_text(b) for b in blocks)


def _divs_of(blocks: Blocks, name: str) -> tuple[Blocks, Blocks]:
    kept = [b for b in blocks if name not in classes(b)]
    apart = [inner for b in blocks if name in classes(b) and b["t"] == "Div" for inner in b["c"][1]]
    return kept, [b for b in apart if b["t"] != "Header"]


def _top_sections(blocks: Blocks) -> list[Blocks]:
    sections: list[Blocks] = [[]]
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            sections.append([block])
        else:
            sections[-1].append(block)
    return [s for s in sections if s]


def identify(parts: Parts, on_duplicate: Callable[[str], None]) -> Parts:
    """`parts` with identifiers made safe and unique in the chapter; headings without one get it from their text.

    `on_duplicate` is told of an identifier that the author gave twice.
    """
    used: dict[str, int] = {}

    def change(node: Node) -> Node | None:
        held = attributes(node)
        if held is None or (not held[0] and node["t"] != "Header"):
            return None
        made = safe_identifier(held[0]) or (safe_identifier(plain_text(node)) or "section")[:60].rstrip("-")
        if made in used:
            # pandoc already numbers the identifiers it makes; a second one is the author's
            on_duplicate(held[0] or made)
            used[made] += 1
            made = f"{made}-{used[made]}"
        used.setdefault(made, 1)
        return None if made == held[0] else with_attributes(node, identifier=made)

    fields = (parts.body, parts.acknowledgements, parts.appendices)
    return Parts(*(rewrite(blocks, change, WITH_ATTRIBUTES) for blocks in fields))


def anonymous(blocks: Blocks) -> Blocks:
    """`blocks` without identifiers: an abstract stands beside its translation, with the same headings."""
    return rewrite(
        blocks, lambda node: with_attributes(node, identifier="") if identifier(node) else None, WITH_ATTRIBUTES
    )
