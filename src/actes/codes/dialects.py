"""What other tools' Markdown says that has no meaning here, and what was made of it."""

from actes.codes import Code

FAMILY = {
    "foreign-fields": Code(
        "info",
        fr="ces champs viennent d’un autre outil et sont sans effet ici : {fields}",
        en="fields of another tool, without effect here: {fields}",
    ),
    "foreign-construct": Code(
        "warning",
        fr="« {text} » vient d’un autre outil et n’est pas compris ; le passage est gardé tel quel",
        en="“{text}” comes from another tool and is not understood; kept as typed",
        hint_fr="écrivez-le en Markdown de pandoc, ou ôtez-le (seule la première occurrence est signalée)",
        hint_en="write it in pandoc’s Markdown, or remove it (only the first occurrence is reported)",
    ),
    "web-construct": Code(
        "info",
        fr="« {text} » n’a d’effet que sur une page web et a été ôté",
        en="“{text}” has an effect on web pages only; removed",
    ),
    "unknown-affiliation": Code(
        "warning",
        fr="l’affiliation « {handle} » n’est pas dans la liste des affiliations",
        en="the affiliation “{handle}” is not in the list of affiliations",
        hint_fr="ajoutez-la sous `affiliations:`, ou corrigez le repère ; repères connus : {known}",
        hint_en="add it under `affiliations:`, or mend the handle; known ones: {known}",
    ),
    "author-note": Code(
        "info",
        fr="la note « {text} » attachée à un nom d’auteur n’est pas imprimée",
        en="the note “{text}” attached to an author’s name is not printed",
        hint_fr="mettez-la dans les remerciements ou dans le champ `biography` de l’auteur",
        hint_en="put it in the acknowledgements or in the author’s field `biography`",
    ),
    "unrun-code": Code(
        "info",
        fr="les blocs de code ({count}) sont montrés tels quels : rien n’est exécuté, leurs résultats manquent",
        en="blocks of code ({count}) are shown as typed: nothing is run, their results are missing",
        hint_fr="enregistrez les figures et les tableaux produits et placez-les dans le texte",
        hint_en="save the figures and tables they make and place them in the text",
    ),
    "hidden-code": Code(
        "info",
        fr="les blocs de code que l’auteur cache (`echo=FALSE`, `include=FALSE`) ne sont pas imprimés ({count})",
        en="blocks of code that the author hides (`echo=FALSE`, `include=FALSE`) are not printed ({count})",
    ),
    "unrun-figure": Code(
        "warning",
        fr="la figure « {caption} » serait produite par du code, qui n’est pas exécuté",
        en="the figure “{caption}” would be made by code, which is not run",
        hint_fr="enregistrez l’image et placez-la dans le texte : ![légende](image.png)",
        hint_en="save the image and place it in the text: ![caption](image.png)",
    ),
    "wikilink": Code(
        "info",
        fr="les liens entre notes (`[[…]]`, {count} en tout) deviennent du texte ; voici le premier, « {text} »",
        en="links between notes (`[[…]]`, {count} in all) become text; here is the first, “{text}”",
        hint_fr="pour renvoyer à une autre contribution, écrivez `@chap-<nom du dossier>`",
        hint_en="to refer to another contribution, write `@chap-<name of its folder>`",
    ),
    "citation-intent": Code(
        "info",
        fr="l’intention des citations (CiTO, {count} en tout) n’est pas imprimée",
        en="the intent of citations (CiTO, {count} in all) is not printed",
    ),
    "handle": Code(
        "info",
        fr="« @{text} » n’est la clé d’aucune référence et reste du texte",
        en="“@{text}” is the key of no reference; left as text",
        hint_fr="si c’est une citation, ajoutez l’entrée au fichier .bib",
        hint_en="if it is a citation, add its entry to the .bib file",
    ),
    "unsafe-link": Code(
        "warning",
        fr="l’adresse « {url} » n’est pas celle d’une page : le lien est ôté, son texte gardé",
        en="the address “{url}” is not that of a page: the link is removed, its text kept",
        hint_fr="donnez une adresse qui commence par https://",
        hint_en="give an address that begins with https://",
    ),
    "deep-nesting": Code(
        "warning",
        fr="des blocs ou des mises en forme sont emboîtés sur plus de {limit} niveaux ; le texte est gardé à plat",
        en="blocks or emphasis are nested more than {limit} levels deep; the text is kept flat",
        hint_fr="vérifiez les citations (`>`), les listes et les crochets à cet endroit",
        hint_en="check the quotations (`>`), the lists and the brackets there",
    ),
}
