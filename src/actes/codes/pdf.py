"""What laying a volume out on pages may complain of."""

from __future__ import annotations

from actes.codes import Code

FAMILY: dict[str, Code] = {
    "words-lost-in-layout": Code(
        "error",
        "la mise en page de « {unit} » a perdu {count} mot(s) : {words}",
        "laying out “{unit}” lost {count} word(s): {words}",
        "C’est un défaut du moteur de mise en page : simplifiez le passage (tableau très haut, note dans un tableau) "
        "et signalez le fichier aux auteurs d’actes.",
        "This is a flaw of the layout engine: make the passage simpler (a very tall table, a note in a table) and "
        "report the file to the authors of actes.",
    ),
    "layout-failed": Code(
        "error",
        "la mise en page de « {unit} » a échoué : {problem}",
        "laying out “{unit}” failed: {problem}",
        "Le PDF contient une page qui le dit à la place du texte. Retirez tour à tour tableaux, figures et formules "
        "pour trouver l’élément en cause.",
        "The PDF has a page that says so in place of the text. Take tables, figures and formulas out in turn to find "
        "what causes it.",
    ),
    "long-footnote": Code(
        "info",
        "la note {number} est longue ({words} mots) : dans le PDF, elle peut continuer au bas des pages suivantes",
        "note {number} is long ({words} words): in the PDF it may continue at the foot of the next pages",
        "Une note de cette longueur se lit mieux dans le texte ou en annexe.",
        "A note of this length reads better in the text or as an appendix.",
    ),
    "table-set-smaller": Code(
        "info",
        "le tableau « {table} » est plus large que la page : le PDF le compose à {size} % de son corps",
        "the table “{table}” is wider than the page: the PDF sets it at {size} % of its size",
        "Divisez-le en deux, retirez des colonnes ou intervertissez lignes et colonnes.",
        "Divide it in two, take columns out, or turn rows into columns.",
    ),
    "notes-at-end": Code(
        "warning",
        "les notes de « {unit} » sont trop nombreuses pour le bas des pages : le PDF les met à la fin du texte",
        "the notes of “{unit}” are too many for the foot of pages: in the PDF they stand at the end of the text",
        "Raccourcissez les notes des pages qui en portent plus que de texte.",
        "Shorten the notes of the pages that hold more of them than of text.",
    ),
    "formula-not-drawn": Code(
        "warning",
        "la formule « {formula} » n’a pas pu être dessinée : le PDF montre son code TeX",
        "the formula “{formula}” could not be drawn: the PDF shows its TeX",
        "Écrivez-la avec des commandes plus simples.",
        "Write it with simpler commands.",
    ),
    "characters-without-glyph": Code(
        "warning",
        "aucune police de cette machine n’a ces caractères : {characters}",
        "no font of this machine has these characters: {characters}",
        "Installez une police qui les contient (par exemple le paquet fonts-noto), puis recomposez.",
        "Install a font that has them (the package fonts-noto, for instance), then build again.",
    ),
}
