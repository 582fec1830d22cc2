"""Stylo (Sens public, Métopes): metadata in a YAML file of its own, and a vocabulary of fenced divs."""

from __future__ import annotations

from actes.reading.dialects.header import Header, is_empty, members, plain_name, text_of
from actes.reading.yaml_marks import Fields, Items, Scalar, Value
from actes.tree import Blocks, Node, attr, classes, div, identifier, rewrite, wrap

_LISTS = {"abstract": "abstract", "keywords": "keywords", "translatedtitle": "title", "title": "title",
          "subtitle": "subtitle"}  # fmt: skip


def translate(header: Header) -> None:
    """Rewrite Stylo's fields: Markdown twins (`title_f`), lists by language, `localizedContent`."""
    for name in ("title", "subtitle"):
        formatted = header.pop(f"{name}-f")
        if formatted is not None and not is_empty(formatted):
            header.put(name, formatted)
    language = text_of(header.get("lang")) or text_of(header.get("language")) or "fr"
    for name in ("translatedTitle", "abstract", "keywords", "title", "subtitle"):
        value = header.get(name)
        if isinstance(value, Items) and any(isinstance(m, Fields) and "lang" in m.entries for m in value.items):
            _by_language(header, name, value, language)
    localized = header.get("localizedContent")
    if localized is not None:
        header.pop("localizedContent")
        for tongue, fields in _localized(localized):
            for written, inner in fields.entries.items():
                base = plain_name(written).removesuffix("-f")
                target = _LISTS.get(base)
                if target and not is_empty(inner):
                    _add(header, target, tongue, inner, language)
    for name in ("translatedTitle",):
        value = header.get(name)
        if value is not None and is_empty(value):
            header.pop(name)


def _localized(value: Value) -> list[tuple[str, Fields]]:
    if isinstance(value, Fields):
        return [(k, v) for k, v in value.entries.items() if isinstance(v, Fields)]
    return [(text_of(m.entries.get("lang")), m) for m in members(value) if isinstance(m, Fields)]


def _by_language(header: Header, name: str, value: Items, language: str) -> None:
    place = header.place(name)
    header.pop(name)
    target = _LISTS[name.lower()]
    for member in value.items:
        if not isinstance(member, Fields):
            continue
        tongue = text_of(member.entries.get("lang"))
        # the formatted twin says the same with its Markdown
        held = next(
            (
                v
                for key in ("text_f", "list_f", "title_f", "text", "list", "title")
                if (v := member.entries.get(key)) is not None and not is_empty(v)
            ),
            None,
        )
        if tongue and held is not None:
            _add(header, target, tongue, held, language, Scalar("", True, place))


def _add(header: Header, name: str, tongue: str, value: Value, language: str, at: Value | None = None) -> None:
    """Put `value` under a language of a field, its plain value becoming that of the text's own language."""
    held = header.get(name)
    place = at.location if at is not None else value.location
    entries: dict[str, Value] = {}
    if isinstance(held, Fields):
        entries = dict(held.entries)
    elif held is not None and not is_empty(held):
        entries = {language: held}
    entries.setdefault(tongue, value)
    header.put(name, Fields(entries, place, {k: v.location for k, v in entries.items()}))


_CREDITS = {"credits", "credit", "figcredits"}
_SOURCES = {"source", "sources", "figsource"}


def shape(blocks: Blocks) -> Blocks:
    """`blocks` with Stylo's divs as what they are: quotations, epigraphs, credits of the figure above."""

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Div":
            return None
        names = {n.lower() for n in classes(node)}
        if names & {"inlinequote", "blockquote", "citation", "quote"}:
            return {"t": "BlockQuote", "c": node["c"][1]}
        if names & {"dedi", "dedicace", "dedication", "exergue"}:
            return div(node["c"][1], attr(identifier(node), ["epigraph"]))
        if names & {"encadre", "encadré", "sidebar"}:
            return div(node["c"][1], attr(identifier(node), ["box"]))
        return None

    return _credited(rewrite(blocks, change, {"Div"}))


def _credited(blocks: Blocks) -> Blocks:
    out: Blocks = []
    for block in blocks:
        names = {n.lower() for n in classes(block)} if block["t"] == "Div" else set()
        part = "credit" if names & _CREDITS else "source" if names & _SOURCES else ""
        if part and out and out[-1]["t"] == "Figure":
            figure = out[-1]
            inner = [wrap("Plain", b["c"]) if b["t"] == "Para" else b for b in block["c"][1]]
            out[-1] = {**figure, "c": [*figure["c"][:2], [*figure["c"][2], div(inner, attr("", [part]))]]}
        elif block["t"] == "Div":
            out.append({"t": "Div", "c": [block["c"][0], _credited(block["c"][1])]})
        else:
            out.append(block)
    return out
