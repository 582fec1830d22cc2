"""Citations as written (pandoc `Cite`) as cite items: locators recognised in French and English.

« p. 12-15, voir aussi la note 3 » after a key is a locator (page 12-15) and a suffix (« , voir aussi… »).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actes.tree import Inlines, Node

# CSL locator → how French and English write it, without the final period
_WRITTEN: dict[str, str] = {
    "act": "acte actes act acts",
    "appendix": "annexe annexes ann appendice appendices app appendix",
    "article-locator": "article articles art arts",
    "book": "livre livres liv book books bk bks",
    "canon": "canon canons can",
    "chapter": "chapitre chapitres chap chaps chapter chapters ch",
    "column": "colonne colonnes col cols column columns",
    "elocation": "loc locs location locations emplacement emplacements empl",
    "equation": "équation équations éq eq eqs equation equations",
    "figure": "figure figures fig figs ill illustration illustrations pl planche planches",
    "folio": "folio folios fol fols fo ff f fº fᵒ f° ffᵒ ff°",
    "issue": "numéro numéros no nos nº n° nᵒ nᵒˢ issue issues number numbers",
    "line": "ligne lignes l ll line lines",
    "note": "note notes n nn",
    "opus": "opus op opp opuses opera",
    "page": "page pages p pp pg pgs",
    "paragraph": "paragraphe paragraphes par para paras paragraph paragraphs § §§ ¶ ¶¶ al alinéa alinéas",
    "part": "partie parties part parts pt pts",
    "rule": "règle règles rule rules",
    "scene": "scène scènes scene scenes sc",
    "section": "section sections sec secs sect",
    "sub-verbo": "s.v s.vv sub-verbo svv sv s. v",
    "supplement": "supplément suppléments suppl supplement supplements supp",
    "table": "tableau tableaux tabl tab table tables tbl tbls",
    "timestamp": "minutage timestamp timestamps",
    "title-locator": "titre titres tit title titles",
    "verse": "vers verset versets verse verses v vv",
    "volume": "volume volumes vol vols tome tomes t tt",
}
_LABELS = {form: label for label, forms in _WRITTEN.items() for form in forms.split()}
_BLANK = r"[ \u00a0\u202f\u2009]"
_LABEL = re.compile(rf"{_BLANK}*([^\W\d_]+(?:\.v{{1,2}})?(?:[º°ᵒ])?ˢ?|§§?|¶¶?)(\.?){_BLANK}*")
# a number: Arabic (with letters around it), Roman, « A-12 », « 3,4 », joined by hyphens, commas, « et »
_NUMBER = (
    r"(?:(?:[LRDA]\.[ \u00a0\u202f]?)?[A-Za-z]{0,2}[-.]?\d+[A-Za-z]{0,3}(?:[.:/]\d+[a-z]?)*(?:ᵉʳ|ᵉ)?"
    r"(?:[ \u00a0]?(?:bis|ter|quater|sq{1,2}\.?|ff?\.|r[ᵒº°]|v[ᵒº°]|ro|vo)(?![^\W_]))?"
    r"|[ivxlcdmIVXLCDM]+(?![^\W\d_]))"
)
_VALUE = re.compile(rf"{_NUMBER}(?:{_BLANK}*(?:[-–—‑/&+]|,|;|et|and|à|to){_BLANK}*{_NUMBER})*")
_LIMIT = 400


def parse(text: str) -> tuple[str, str, str]:
    """(label, locator, rest) of what follows a key; ("", "", text) when it begins with no locator.

    A number without a label is a page. Braces force: `{p. 12 bis}` is a locator whatever it holds.
    """
    head = re.match(rf"{_BLANK}*,?{_BLANK}*", text)
    start = head.end() if head else 0
    if text[start : start + 1] == "{":
        closing = text.find("}", start)
        if closing > 0:
            return *_forced(text[start + 1 : closing]), text[closing + 1 :]
    window = text[start : start + _LIMIT]
    label, offset = leading_label(window)
    value = _VALUE.match(window, offset)
    if value is None or (not label and not window[:1].isdecimal()):
        return "", "", text
    end = value.end()
    if not label and window[end : end + 1] and (window[end].isalnum() or window[end] == "'"):
        return "", "", text
    return label or "page", value.group().strip(), text[start + end :]


def leading_label(text: str) -> tuple[str, int]:
    """The CSL label `text` begins with and where it ends; ("", 0) if it begins with none."""
    match = _LABEL.match(text)
    if match is None:
        return "", 0
    word = match.group(1)
    label = _LABELS.get(word) or _LABELS.get(word.lower())
    if label is None or (len(word) == 1 and word.isalpha() and not match.group(2)):
        return "", 0
    return label, match.end()


def _forced(text: str) -> tuple[str, str]:
    label, offset = leading_label(text)
    return label or "page", text[offset:].strip()


def cite_item(citation: Mapping[str, Any], locale: str = "fr-FR") -> dict[str, Any]:
    """A citation of a pandoc `Cite` node as a cite item (`id`, `locator`, `label`, `prefix`, `suffix`, mode).

    `AuthorInText` becomes `author-in-text`, `SuppressAuthor` `suppress-author`, `AuthorOnly` `author-only`.
    """
    item: dict[str, Any] = {"id": citation["citationId"]}
    mode = citation["citationMode"]["t"]
    flags = {"AuthorInText": "author-in-text", "SuppressAuthor": "suppress-author", "AuthorOnly": "author-only"}
    if mode in flags:
        item[flags[mode]] = True
    prefix = marked_up(citation.get("citationPrefix") or []).strip()
    if prefix:
        item["prefix"] = prefix + " "
    label, locator, rest = parse(marked_up(citation.get("citationSuffix") or []))
    if locator:
        item["label"], item["locator"] = label, locator
    if rest.strip():
        item["suffix"] = _suffix(rest, bool(locator))
    return item


def _suffix(text: str, after_locator: bool) -> str:
    """The suffix with the comma or blank it needs before it."""
    text = text.rstrip()
    if text[:1] in {",", ";", ".", ":", ")"}:
        return text
    return text if text.startswith((" ", "\u00a0")) else f" {text}"


_TAGS = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ("<sc>", "</sc>"),
}


def marked_up(inlines: Inlines) -> str:
    """Inlines as CSL-JSON text: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, straight quotes."""
    return "".join(_marked_up(node) for node in inlines)


def _marked_up(node: Node) -> str:
    kind = node["t"]
    contents: Any = node.get("c")
    if kind == "Str":
        return str(contents)
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind in {"Code", "Math"}:
        return str(contents[1])
    if kind == "Quoted":
        return f'"{marked_up(contents[1])}"'
    if kind in {"Span", "Link", "Cite"}:
        return marked_up(contents[1])
    if kind == "Note" or not isinstance(contents, list):
        return ""
    opening, closing = _TAGS.get(kind, ("", ""))
    return f"{opening}{marked_up(contents)}{closing}"
