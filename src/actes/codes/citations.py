"""Citations typed by hand: what was linked, repaired, left, and why."""

from actes.codes import Code

FAMILY = {
    "typed-citation": Code(
        "info",
        fr="citation tapée à la main : « {text} », reliée à `{key}`",
        en="citation typed by hand: “{text}”, linked to `{key}`",
        hint_fr="`actes normalize --write` l’écrit dans le fichier",
        hint_en="`actes normalize --write` writes it in the file",
    ),
    "written-citation": Code(
        "info",
        fr="citation tapée à la main : « {text} », devenue `{key}`",
        en="citation typed by hand: “{text}”, now `{key}`",
    ),
    "repaired-citation": Code(
        "warning",
        fr="« {text} » est compris comme `{key}`, après correction ({reasons_fr})",
        en="“{text}” is read as `{key}`, after a repair ({reasons_en})",
        hint_fr="vérifiez que c’est bien la même œuvre",
        hint_en="check that it is the same work",
    ),
    "repairable-citation": Code(
        "warning",
        fr="« {text} » ressemble à `{key}`, sans être exact ({reasons_fr}) ; laissé tel quel",
        en="“{text}” looks like `{key}` but is not exact ({reasons_en}); left as typed",
        hint_fr="corrigez le texte, ou lancez `actes normalize --write`, qui l’écrira `@{key}`",
        hint_en="correct the text, or run `actes normalize --write`, which writes it as `@{key}`",
    ),
    "typed-citation-left-with-its-group": Code(
        "info",
        fr="« {text} » désigne `{key}`, mais reste tel quel avec les autres citations de sa parenthèse",
        en="“{text}” means `{key}` but stays as typed with the other citations of its group",
        hint_fr="réglez d’abord ce qui empêche de relier les autres citations de la parenthèse",
        hint_en="first settle what keeps the other citations of the group from being linked",
    ),
    "ambiguous-typed-citation": Code(
        "warning",
        fr="« {text} » peut désigner plusieurs œuvres : {candidates} ; laissé tel quel",
        en="“{text}” may be several works: {candidates}; left as typed",
        hint_fr="mettez la bonne clé, par exemple `[@clé]`, dans : {sentence}",
        hint_en="put the right key, for instance `[@key]`, in: {sentence}",
    ),
    "unmatched-typed-citation": Code(
        "warning",
        fr="« {text} » ne correspond à aucune entrée de la bibliographie ; laissé tel quel. Proches : {candidates}",
        en="“{text}” matches no entry of the bibliography; left as typed. Close to it: {candidates}",
        hint_fr="corrigez l’auteur ou l’année, ou ajoutez l’entrée au fichier .bib : {sentence}",
        hint_en="correct the author or the year, or add the entry to the .bib file: {sentence}",
    ),
    "unknown-typed-citation": Code(
        "info",
        fr="« {text} » a l’allure d’une citation, mais rien n’y ressemble dans la bibliographie",
        en="“{text}” looks like a citation, but nothing in the bibliography is close to it",
        hint_fr="si c’en est une, ajoutez l’entrée au fichier .bib : {sentence}",
        hint_en="if it is one, add the entry to the .bib file: {sentence}",
    ),
    "unknown-year-letter": Code(
        "warning",
        fr="la lettre de l’année dans « {text} » ne désigne aucune clé ; laissé tel quel. Possibles : {candidates}",
        en="the letter of the year in “{text}” selects no key; left as typed. Possible: {candidates}",
        hint_fr="mettez la clé voulue (`[@clé]`), ou terminez les clés par l’année et sa lettre, comme `nom1999a`",
        hint_en="put the key you mean (`[@key]`), or end the keys with the year and its letter, as in `name1999a`",
    ),
    "different-original-year": Code(
        "warning",
        fr="« {text} » donne une année d’origine que l’entrée `{candidates}` ne donne pas ; laissé tel quel",
        en="“{text}” gives an original year that the entry `{candidates}` does not; left as typed",
        hint_fr="vérifiez l’année, et le champ `origdate` de l’entrée",
        hint_en="check the year, and the field `origdate` of the entry",
    ),
    "unclear-antecedent": Code(
        "warning",
        fr="l’œuvre à laquelle renvoie « {text} » n’est pas certaine ; laissé tel quel. Possibles : {candidates}",
        en="it is not certain which work “{text}” refers to; left as typed. Possible: {candidates}",
        hint_fr="mettez la clé de l’œuvre, `[@clé]`, dans : {sentence}",
        hint_en="put the key of the work, `[@key]`, in: {sentence}",
    ),
    "typed-statute": Code(
        "info",
        fr="« {text} » est un texte de loi nommé dans la phrase, non une citation ; entrées proches : {candidates}",
        en="“{text}” is a statute named in the sentence, not a citation; entries close to it: {candidates}",
    ),
    "forgotten-citation": Code(
        "info",
        fr="l’année {text}, près du nom d’un auteur de la bibliographie, est peut-être une citation : {candidates}",
        en="the year {text}, beside the name of an author of the bibliography, may be a citation: {candidates}",
        hint_fr="si c’en est une, mettez la clé : {sentence}",
        hint_en="if it is one, put the key: {sentence}",
    ),
    "unknown-latex-citation-key": Code(
        "warning",
        fr="la commande « {text} » cite une clé que la bibliographie ne définit pas ; laissée telle quelle",
        en="the command “{text}” cites a key the bibliography does not define; left as typed",
        hint_fr="corrigez la clé ou ajoutez l’entrée. Proches : {candidates}",
        hint_en="correct the key or add the entry. Close to it: {candidates}",
    ),
    "no-bibliography-beside": Code(
        "warning",
        fr="aucun fichier .bib à côté de ce texte ni dans les dossiers qui le contiennent : rien n’y est relié",
        en="no .bib file beside this text nor in the folders that hold it: nothing in it is linked",
        hint_fr="indiquez-en un avec `--bib`",
        hint_en="name one with `--bib`",
    ),
}
