"""MyST's citations and links by DOI, and its short addresses (`wiki:`, `rrid:`…), in the parsed text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from actes import memory
from actes.model import Reference
from actes.tree import SPACE, Blocks, Node, link, plain_text, rewrite, string, walk

_DOI = r"10\.\d{4,9}/[^\s\]};,)>\"]+"
_DOI_KEY = re.compile(rf"(?:doi:|https?://(?:dx\.)?doi\.org/)?({_DOI})", re.IGNORECASE)
_DOI_URL = re.compile(rf"(?:doi:|https?://(?:dx\.)?doi\.org/)({_DOI})", re.IGNORECASE)
_SITES = re.compile(r"(wiki|rrid|ror|github|gh):(?!//)(\S+)\Z", re.IGNORECASE)
_PLACES = {
    "wiki": "https://en.wikipedia.org/wiki/{}",
    "rrid": "https://scicrunch.org/resolver/RRID:{}",
    "ror": "https://ror.org/{}",
    "github": "https://github.com/{}",
    "gh": "https://github.com/{}",
}


def cite_dois(blocks: Blocks, references: Sequence[Reference]) -> Blocks:
    """`blocks` with DOIs given as citations as those of the entries that have them, as links when none has."""
    keys = {r.key for r in references}
    dois = dois_of(references)

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Link" and (known := _SITES.match(node["c"][2][0])):
            return _on_site(node, known)
        if node["t"] == "Link" and (found := _DOI_URL.fullmatch(node["c"][2][0])):
            return _linked(node, found[1], dois)
        if node["t"] != "Cite" or not any(_is_doi(c["citationId"], keys) for c in node["c"][0]):
            return None
        cited: list[dict[str, Any]] = []
        links: list[Node] = []
        for citation in node["c"][0]:
            doi = _is_doi(citation["citationId"], keys)
            key = dois.get(doi.lower()) if doi else citation["citationId"]
            if key is not None:
                cited.append({**citation, "citationId": key})
            else:
                address = f"https://doi.org/{doi}"
                links += [*([string(","), SPACE] if links else []), link([string(address)], address)]
        if not cited:
            return links
        kept = {"t": "Cite", "c": [cited, node["c"][1]]}
        return [kept, *([SPACE, string("("), *links, string(")")] if links else [])]

    out: Blocks = []
    for block in blocks:
        may = memory.recall_of("dois", block, partial(_may_cite_doi, block))
        out += rewrite([block], change, {"Link", "Cite"}) if may else [block]
    return out


def _may_cite_doi(block: Node) -> bool:
    """Whether a DOI may stand in the place of a key, or in that of an address, in `block`."""
    return any(
        n["t"] == "Link" or any("10." in c["citationId"] for c in n["c"][0]) for n in walk(block, {"Link", "Cite"})
    )


def dois_of(references: Sequence[Reference]) -> dict[str, str]:
    """The key of the entry that has a DOI, by DOI in lower case."""
    return {str(r.csl["DOI"]).lower(): r.key for r in references if r.csl.get("DOI")}


def _is_doi(key: str, keys: set[str]) -> str:
    """The DOI a citation's key is, "" when it is none or is an entry's own key."""
    found = None if key in keys else _DOI_KEY.fullmatch(key)
    return found[1] if found else ""


def _on_site(node: Node, found: re.Match[str]) -> Node:
    """`[](wiki:Transclusion)`, `[](rrid:SCR_1)`: the address MyST's short form stands for."""
    name = unquote(found[2])
    shown = node["c"][1] if plain_text(node["c"][1]) not in {"", found[0]} else [string(name.replace("_", " "))]
    return link(shown, _PLACES[found[1].lower()].format(quote(name, safe="/#:")))


def _linked(node: Node, doi: str, dois: Mapping[str, str]) -> Node | None:
    shown = plain_text(node["c"][1])
    key = dois.get(doi.lower())
    if shown and not shown.startswith("doi:"):
        return None if node["c"][2][0].startswith("http") else link(node["c"][1], f"https://doi.org/{doi}")
    if key is None:
        return link([string(f"https://doi.org/{doi}")], f"https://doi.org/{doi}")
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [string(f"[@{key}]")]]}
