"""Web addresses typed bare in a text become links.

pandoc's own extension for this takes `l'@eq-x` for an e-mail address, and loses the reference.
"""

from __future__ import annotations

import re
from functools import partial

from actes import memory
from actes.tree import Blocks, Inlines, Node, attr, link, rewrite, string, walk

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>«»“”\"`{}|\\^]{4,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?'’…*_"
_BARE = "bare-address"


def link_bare_addresses(blocks: Blocks) -> Blocks:
    """`blocks` with addresses (`https://…`, `www.…`) as links, except in links; code and math are left alone."""

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Str":
            # an address has a scheme or begins with www.
            return _linked(node["c"]) if "/" in node["c"] or "." in node["c"] else None
        if node["t"] == "Link":
            return {**node, "c": [node["c"][0], _unlinked(node["c"][1]), node["c"][2]]}
        if node["t"] in {"Cite", "Image"}:
            return {**node, "c": [node["c"][0], _unlinked(node["c"][1]), *node["c"][2:]]}
        return None

    def linked(block: Node) -> Blocks:
        if not any("://" in node["c"] or "www." in node["c"].lower() for node in walk(block, {"Str"})):
            return [block]
        return rewrite(rewrite([block], change, {"Str", "Link", "Cite", "Image"}), _settled, {"Link"})

    return [made for block in blocks for made in memory.recall_of("addresses", block, partial(linked, block))]


def _linked(text: str) -> list[Node] | None:
    out: Inlines = []
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_TRAILING)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_TRAILING)
        if "." not in address.partition("://")[2].lstrip(".") and not address.startswith("www."):
            continue
        if found.start() > end:
            out.append(string(text[end : found.start()]))
        url = address if "://" in address else f"http://{address}"
        out.append(link([string(address)], url, attr("", [_BARE])))
        end = found.start() + len(address)
    if not out:
        return None
    if end < len(text):
        out.append(string(text[end:]))
    return out


def _unlinked(inlines: Inlines) -> Inlines:
    """The inlines of a link, without the links that were made of addresses in its text."""
    return rewrite(inlines, lambda n: n["c"][1] if _BARE in n["c"][0][1] else None, {"Link"})


def _settled(node: Node) -> Node | None:
    """A link made here as pandoc makes them, with the class `uri`."""
    if node["t"] == "Link" and _BARE in node["c"][0][1]:
        return {**node, "c": [["", ["uri"], []], *node["c"][1:]]}
    return None


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FOLLOWED = {"http", "https", "mailto", "doi", "ftp", "tel", "urn", "ark", "hdl"}


def is_safe(address: str) -> bool:
    """Whether a reader may be sent there: no scheme, or one that runs and opens nothing (RFC 3986, 3.1)."""
    # browsers skip control characters and blanks in a scheme
    found = _SCHEME.match(re.sub(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+", "", address))
    return found is None or found[1].lower() in _FOLLOWED
