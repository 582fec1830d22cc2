"""Call-outs, admonitions and theorems of other tools: boxes with a title."""

from __future__ import annotations

from actes.tree import Blocks, Node, attr, div, words, wrap

_TITLES = {
    "note": ("Note", "Note"),
    "info": ("Information", "Information"),
    "abstract": ("En bref", "In short"),
    "tip": ("Conseil", "Tip"),
    "hint": ("Indice", "Hint"),
    "important": ("Important", "Important"),
    "warning": ("Avertissement", "Warning"),
    "caution": ("Attention", "Caution"),
    "attention": ("Attention", "Attention"),
    "danger": ("Danger", "Danger"),
    "error": ("Erreur", "Error"),
    "seealso": ("Voir aussi", "See also"),
    "example": ("Exemple", "Example"),
    "question": ("Question", "Question"),
    "todo": ("À faire", "To do"),
    "theorem": ("Théorème", "Theorem"),
    "proof": ("Démonstration", "Proof"),
    "lemma": ("Lemme", "Lemma"),
    "corollary": ("Corollaire", "Corollary"),
    "proposition": ("Proposition", "Proposition"),
    "conjecture": ("Conjecture", "Conjecture"),
    "definition": ("Définition", "Definition"),
    "axiom": ("Axiome", "Axiom"),
    "remark": ("Remarque", "Remark"),
    "algorithm": ("Algorithme", "Algorithm"),
    "assumption": ("Hypothèse", "Assumption"),
    "property": ("Propriété", "Property"),
    "exercise": ("Exercice", "Exercise"),
    "solution": ("Solution", "Solution"),
}
_SHORT = {
    "thm": "theorem", "lem": "lemma", "cor": "corollary", "prp": "proposition", "cnj": "conjecture",
    "def": "definition", "exm": "example", "exr": "exercise", "sol": "solution", "rem": "remark", "alg": "algorithm",
    "ex": "example", "warn": "warning", "tldr": "abstract", "summary": "abstract", "help": "question",
    "faq": "question", "alert": "warning",
}  # fmt: skip
ADMONITIONS = frozenset(_TITLES) | {"admonition", "dropdown", "topic", "sidebar", "margin", "aside", "card", "tab-item"}


def kind_of(name: str) -> str:
    """The kind of box a tool's name stands for (`prf:remark`, `thm`, `callout-tip`); "" when it is none."""
    bare = name.lower().rpartition(":")[2].removeprefix("callout-")
    bare = _SHORT.get(bare, bare)
    return bare if bare in ADMONITIONS else ""


def title_of(kind: str, language: str) -> str:
    """What is printed over a box that has no title of its own; "" for a kind that names nothing."""
    french, english = _TITLES.get(kind_of(kind), ("", ""))
    return french if language.startswith("fr") else english


def box(blocks: Blocks, kind: str, language: str, identifier: str = "", title: str = "") -> Node:
    """A box; `title` (Markdown) is left in its attribute, for `actes.reading.structure` to read."""
    if title:
        named = title_of(kind, language) if ":" in kind or kind in _SHORT or kind == "algorithm" else ""
        whole = f"{named} ({title})" if named else title
        return div(blocks, attr(identifier, ["box"], title=whole))
    usual = title_of(kind, language)
    heading = [div([wrap("Plain", words(usual))], attr("", ["box-title"]))] if usual else []
    return div([*heading, *blocks], attr(identifier, ["box"]))
