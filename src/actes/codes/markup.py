"""Problems of markup: raw HTML and TeX, structures pandoc could not read, cross-references."""

from actes.codes import Code

FAMILY = {
    "unreadable-markdown": Code(
        "error",
        fr="le texte n’a pas pu être lu : {problem}",
        en="the text could not be read: {problem}",
        hint_fr="coupez le texte en deux pour trouver le passage en cause, ou écrivez à l’éditeur",
        hint_en="cut the text in two to find the passage at fault, or write to the editor",
    ),
    "raw-format": Code(
        "warning",
        fr="un passage brut ({format}) n’est repris dans aucune sortie : {text}",
        en="a raw passage ({format}) goes into no output: {text}",
        hint_fr="écrivez ce passage en Markdown",
        hint_en="write this passage in Markdown",
    ),
    "unreadable-raw": Code(
        "warning",
        fr="ce code {format} n’a pas d’équivalent ; il est imprimé tel quel : {text}",
        en="this {format} code has no equivalent; it is printed as it is: {text}",
        hint_fr="écrivez ce passage en Markdown",
        hint_en="write this passage in Markdown",
    ),
    "active-html": Code(
        "warning",
        fr="ce HTML n’est pas repris (scripts, styles et balises inconnues sont écartés) : {text}",
        en="this HTML is not taken over (scripts, styles and unknown tags are kept out): {text}",
        hint_fr="gardez seulement le texte, ou écrivez-le en Markdown",
        hint_en="keep the text only, or write it in Markdown",
    ),
    "pandoc-remark": Code(
        "warning",
        fr="remarque de pandoc : {text}",
        en="pandoc says: {text}",
    ),
    "undefined-note": Code(
        "error",
        fr="l’appel de note [^{note}] n’a pas de note",
        en="the note call [^{note}] has no note",
        hint_fr="ajoutez un paragraphe « [^{note}]: texte de la note », ou supprimez l’appel",
        hint_en="add a paragraph “[^{note}]: text of the note”, or remove the call",
    ),
    "unused-note": Code(
        "warning",
        fr="la note [^{note}] n’est appelée nulle part ; elle n’est pas imprimée",
        en="the note [^{note}] is called nowhere; it is not printed",
        hint_fr="placez [^{note}] dans le texte, là où la note est appelée",
        hint_en="put [^{note}] in the text where the note is called",
    ),
    "unknown-cross-reference": Code(
        "error",
        fr="le renvoi « {target} » ne mène nulle part",
        en="the cross-reference “{target}” leads nowhere",
        hint_fr="donnez cet identifiant à la cible, par exemple {{#{target}}} ; existants : {known}",
        hint_en="give the target this identifier, for example {{#{target}}}; existing: {known}",
    ),
    "duplicate-identifier": Code(
        "warning",
        fr="l’identifiant « {identifier} » est donné deux fois",
        en="the identifier “{identifier}” is given twice",
        hint_fr="renommez l’un des deux ; les renvois mènent au premier",
        hint_en="rename one of them; cross-references lead to the first",
    ),
    "unreadable-math": Code(
        "warning",
        fr="cette formule n’a pas pu être convertie ; elle est imprimée en TeX : {tex}",
        en="this formula could not be converted; it is printed as TeX: {tex}",
        hint_fr="vérifiez les commandes TeX ; seules celles de LaTeX et d’amsmath sont connues",
        hint_en="check the TeX commands; only those of LaTeX and amsmath are known",
    ),
    "unknown-citation-key": Code(
        "error",
        fr="la clé « {key} » ne figure dans aucune bibliographie de cette contribution",
        en="the key “{key}” is in no bibliography of this contribution",
        hint_fr="ajoutez l’entrée au fichier .bib, ou corrigez la clé",
        hint_en="add the entry to the .bib file, or mend the key",
    ),
    "misspelt-citation-key": Code(
        "error",
        fr="la clé « {key} » ne figure dans aucune bibliographie de cette contribution",
        en="the key “{key}” is in no bibliography of this contribution",
        hint_fr="vouliez-vous écrire « {suggestion} » ?",
        hint_en="did you mean “{suggestion}”?",
    ),
}
