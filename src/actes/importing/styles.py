"""What the paragraph styles of word processors mean, in French and English."""

from __future__ import annotations

import re

BODY = "body"

_NAMES: dict[str, str] = {
    "title": "title, titre, titre principal, titre article",
    "subtitle": "subtitle, sub-title, sous-titre",
    "author": "author, authors, auteur, auteurs, byline",
    "abstract-title": "abstract title, abstract heading, titre résumé, titre du résumé",
    "abstract": "abstract, résumé, resume",
    "keywords": "keyword, keywords, mot-clé, mots-clés, mots clés",
    "caption": "caption, image caption, table caption, figure caption, figurecaption, tablecaption, légende, legende, "
    "illustration, tableau, drawing, dessin",
    "source": "source, sources, source figure, source tableau, figure source",
    "quotation": "quote, quotes, quotation, quotations, block quote, block quotation, intense quote, block text, "
    "citation, citations, citation longue, citation intense, normal centré",
    "date": "date",
    BODY: "normal, normal (web), standard, default, default paragraph, body text, body text 2, body text 3, text body, "
    "corps, corps de texte, corps du texte, texte, texte courant, first paragraph, compact, no spacing, "
    "sans interligne, "
    "footnote text, footnote, endnote text, endnote, footnote block text, note de bas de page, note de fin, "
    "table contents, table heading, table grid, table normal, contenu de tableau, titre de tableau, table, figure, "
    "captioned figure, figure with caption, bibliography, bibliography 1, bibliographie, bibliographie 1, "
    "hyperlink, lien hypertexte, internet link, footnote reference, footnote characters, endnote reference, "
    "appel note de bas de p., appel de note, strong, emphasis, accentuation, élevé, verbatim char, body text char, "
    "comment text, comment reference, annotation text, annotation reference, header, footer, source code",
}
_MEANINGS = {name.strip(): means for means, names in _NAMES.items() for name in names.split(",")}
_LIST = re.compile(r"(?:list|liste|paragraphe de liste|puces)\b")


def meaning(style: str) -> str:
    """What a style's name means: title, caption, quotation…, `body` for text, "" when nobody knows."""
    name = " ".join(style.casefold().replace("_20_", " ").split())[:80]
    return _MEANINGS.get(name, BODY if _LIST.match(name) else "")
