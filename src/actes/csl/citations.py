"""Cites put together: delimiters, collapsing, prefixes and suffixes, the layout's affixes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actes.csl import markup
from actes.csl.blobs import Blob, settle
from actes.csl.document import Document
from actes.csl.frame import Cluster, Frame, Position

Cite = Mapping[str, Any]
_TRAILING = re.compile(r"[\"'”’»\u202f\u00a0 ]+$")


def prefix_blob(document: Document, text: str) -> Blob | None:
    """What an author writes before a cite, a space added where words would touch."""
    if not text:
        return None
    bare = _TRAILING.sub("", markup.strip_tags(text))
    last = bare[-1:]
    spaced = text + " " if last and (last.isalnum() or last in ".;:&!?)],") else text
    return _text(document, re.sub(r"[ \t\n]+", " ", spaced))


def suffix_blob(document: Document, text: str) -> Blob | None:
    """What an author writes after a cite, a space added where words would touch."""
    if not text:
        return None
    first = markup.strip_tags(text)[:1]
    return _text(document, " " + text if first.isalpha() or first in "&[(" else text)


def _text(document: Document, text: str) -> Blob:
    text = markup.narrow_spaces(text)
    marks, text = markup.leading_marks(text)
    if not markup.has_markup(text, document.style.quotes):
        return Blob(text, prefix=marks)
    return Blob(children=markup.parse(markup.normalize(text), document.style.quotes), prefix=marks)


def assemble(document: Document, cites: Sequence[Cite], places: Sequence[Position]) -> tuple[Blob, list[str]]:
    """A citation as a blob, and the keys of the cites the style prints nothing for."""
    style = document.style
    layout = style.citation.format
    cluster = Cluster()
    parts: list[tuple[Blob, str]] = []
    empty: list[str] = []
    braces = _Braces(style.is_note)
    prefix = braces.update(layout.prefix)
    for rank, (cite, position) in enumerate(zip(cites, places, strict=True)):
        last_collapsed = cluster.collapsed
        before = prefix_blob(document, str(cite.get("prefix") or ""))
        if before is not None:
            cluster.term_predecessor = not _opens_sentence(str(cite["prefix"]))
        blob, frame = document.cite(cite, position, cluster)
        if blob.empty:
            empty.append(str(cite["id"]))
            blob.children = [Blob(_fallback(frame))]
        after = suffix_blob(document, str(cite.get("suffix") or ""))
        braces.visit(blob)
        holder = Blob(children=[b for b in (before, blob, after) if b is not None])
        delimiter = _delimiter(document, cluster, cites, rank, last_collapsed, blob) if rank else ""
        parts.append((holder, delimiter))
        if cite.get("author-only"):
            break
    suffix = layout.suffix
    if suffix[:1] and suffix[0] in ":.;!?":
        suffix = suffix[0]
    suffix = braces.update(suffix)
    only_author = bool(cites) and bool(cites[0].get("author-only"))
    if parts and not only_author:
        parts[0][0].prefix = prefix
        parts[-1][0].suffix = suffix
    for holder, _ in parts:
        settle(holder, style.locale.option("punctuation-in-quote"))
    parts = _collapse_numbers(document, parts, cites)
    children: list[Blob] = []
    for holder, delimiter in parts:
        if children and delimiter:
            children.append(Blob(markup.narrow_spaces(delimiter)))
        children.append(holder)
    return Blob(children=children, decor=() if only_author else layout.decor), empty


def _opens_sentence(prefix: str) -> bool:
    bare = _TRAILING.sub("", markup.strip_tags(prefix))
    return bare[-1:] in {":", ".", ";", "!", "?"} and " " in prefix.strip()


def _fallback(frame: Frame) -> str:
    fields = frame.reference.fields
    return fields.get("title-short") or fields.get("title") or frame.reference.key


def _delimiter(
    document: Document, cluster: Cluster, cites: Sequence[Cite], rank: int, last_collapsed: bool, blob: Blob
) -> str:
    """What stands between a cite and the one before (CSL 1.0.2, « Cite Collapsing »)."""
    style = document.style
    attributes, layout = style.citation.attributes, style.citation.format.delimiter
    after_collapse = attributes.get("after-collapse-delimiter")
    if style.collapse.startswith("year-suffix") and cluster.collapsed and _is_suffix_alone(blob):
        return style.cite_group_delimiter or attributes.get("year-suffix-delimiter") or layout
    if after_collapse is not None:
        if _rank(blob, "citation-number") is not None:
            found = layout  # a number alone, as in a range
        elif (
            cites[rank - 1].get("locator")
            or (last_collapsed and not cluster.collapsed)
            or (not last_collapsed and not cluster.collapsed and style.collapse != "year-suffix")
        ):
            found = after_collapse
        else:
            found = layout
    elif cluster.same_author:
        found = style.cite_group_delimiter
    elif cluster.collapsed and not style.is_note and not style.numeric:
        found = ", "
    else:
        found = layout
    before, own = str(cites[rank - 1].get("suffix") or ""), str(cites[rank].get("prefix") or "")
    opens = not before and own[:1] in {";", ".", ","}
    if before[-1:] in {";", ".", ","} or opens:
        at = found.find(" ")
        return found[at:] if at >= 0 and not opens else ""
    return found


def _leaves(blob: Blob) -> list[Blob]:
    if blob.text is not None:
        return [blob] if blob.text else []
    return [leaf for child in blob.children for leaf in _leaves(child)]


def _is_suffix_alone(blob: Blob) -> bool:
    leaves = _leaves(blob)
    return len(leaves) == 1 and leaves[0].role == "year-suffix"


def _collapse_numbers(
    document: Document, parts: list[tuple[Blob, str]], cites: Sequence[Cite]
) -> list[tuple[Blob, str]]:
    """« [1, 2, 3] » as « [1–3] », and « 2000a, b, c » as « 2000a–c »."""
    collapse = document.style.collapse
    role = {"citation-number": "citation-number", "year-suffix-ranged": "year-suffix"}.get(collapse)
    if role is None:
        return parts
    ranks = [_rank(holder, role) for holder, _ in parts]
    delimiter = document.style.locale.term("citation-range-delimiter") or "–"
    out: list[tuple[Blob, str]] = []
    i = 0
    while i < len(parts):
        j = i
        while (
            j + 1 < len(parts)
            and _follows(ranks[j], ranks[j + 1])
            and not cites[j].get("suffix")
            and not cites[j + 1].get("prefix")
        ):
            j += 1
        out.append(parts[i])
        if j - i >= 2:
            for hidden, _ in parts[i + 1 : j]:
                out.append((_hidden(hidden), ""))
            out.append((parts[j][0], delimiter))
        else:
            out += parts[i + 1 : j + 1]
        i = j + 1
    return out


def _rank(holder: Blob, role: str) -> int | None:
    """The number a cite ends with, if it may be the end of a range."""
    leaves = [leaf for cite in _cites(holder) for leaf in _leaves(cite)]
    if not leaves or leaves[-1].role != role or (role == "citation-number" and len(leaves) > 1):
        return None
    return leaves[-1].number


def _follows(first: int | None, second: int | None) -> bool:
    return first is not None and second is not None and second == first + 1


def _hidden(holder: Blob) -> Blob:
    """A cite inside a range: nothing is printed, but the cite is still there to be linked."""
    keys = [b.data for b in _cites(holder)]
    return Blob(children=[Blob(children=[Blob("\u2060")], role="cite", data=key) for key in keys])


def _cites(blob: Blob) -> list[Blob]:
    if blob.role == "cite":
        return [blob]
    return [found for child in blob.children for found in _cites(child)]


class _Braces:
    """Parentheses inside parentheses become brackets, in notes."""

    def __init__(self, active: bool) -> None:
        self.active = active
        self.depth = 0

    def update(self, text: str) -> str:
        """The affix `text` with its parentheses fit for where it stands."""
        if not self.active or not text:
            return text
        out = ""
        for char in text:
            if char == "(":
                out += "[" if self.depth % 2 else "("
                self.depth += 1
            elif char == ")":
                out += "]" if self.depth % 2 == 0 else ")"
                self.depth -= 1
            else:
                out += char
        return out

    def visit(self, blob: Blob) -> None:
        """Fit the affixes of containers below `blob`, in reading order."""
        if not self.active or blob.text is not None or blob.empty:
            return
        blob.prefix = self.update(blob.prefix)
        for child in blob.children:
            self.visit(child)
        blob.suffix = self.update(blob.suffix)
