"""Problems of citation styles and of what they print."""

from actes.codes import Code

FAMILY = {
    "unknown-style": Code(
        "error",
        fr="le style de citation « {style} » n’existe pas",
        en="there is no citation style “{style}”",
        hint_fr="donnez l’identifiant d’un style CSL (« chicago-author-date-fr » par exemple) ou un fichier .csl",
        hint_en="give the identifier of a CSL style (“chicago-author-date-fr” for instance) or a .csl file",
        source="CSL 1.0.2",
    ),
    "misspelt-style": Code(
        "error",
        fr="le style de citation « {style} » n’existe pas",
        en="there is no citation style “{style}”",
        hint_fr="vouliez-vous écrire « {suggestion} » ?",
        hint_en="did you mean “{suggestion}”?",
        source="CSL 1.0.2",
    ),
    "unreadable-style": Code(
        "error",
        fr="le style de citation « {style} » est illisible : {problem}",
        en="the citation style “{style}” cannot be read: {problem}",
        hint_fr="vérifiez que le fichier est un style CSL 1.0 bien formé",
        hint_en="check that the file is a well-formed CSL 1.0 style",
        source="CSL 1.0.2",
    ),
    "unknown-reference": Code(
        "error",
        fr="aucune référence n’a la clé « {key} »",
        en="no reference has the key “{key}”",
        hint_fr="corrigez la clé ou ajoutez la référence à la bibliographie",
        hint_en="correct the key or add the reference to the bibliography",
    ),
    "empty-citation": Code(
        "warning",
        fr="le style « {style} » n’imprime rien pour la citation de « {key} » ; son titre est imprimé à la place",
        en="the style “{style}” prints nothing for the citation of “{key}”; its title is printed instead",
        hint_fr="complétez la référence (auteur, titre, date) ou choisissez un autre style",
        hint_en="complete the reference (author, title, date) or choose another style",
    ),
    "empty-entry": Code(
        "warning",
        fr="le style « {style} » n’imprime rien pour la référence « {key} » ; son titre est imprimé à la place",
        en="the style “{style}” prints nothing for the reference “{key}”; its title is printed instead",
        hint_fr="complétez la référence (auteur, titre, date) ou choisissez un autre style",
        hint_en="complete the reference (author, title, date) or choose another style",
    ),
}
