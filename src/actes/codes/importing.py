"""What was not understood, or was left behind, when a word processor's file was imported."""

from __future__ import annotations

from actes.codes import Code

FAMILY: dict[str, Code] = {
    "unreadable-document": Code(
        "error",
        "le fichier {path} ne peut pas être lu : {problem}",
        "the file {path} cannot be read: {problem}",
        "Ouvrez-le dans votre traitement de texte, enregistrez-le à nouveau (.docx, .odt) et recommencez.",
        "Open it in your word processor, save it again (.docx, .odt), and start over.",
    ),
    "unknown-word-style": Code(
        "info",
        "le style « {style} » n’a pas d’équivalent : {count} passage(s) repris comme du texte courant",
        "the style “{style}” has no equivalent: {count} passage(s) taken as plain text",
        "Vérifiez ces passages, par exemple : « {example} ».",
        "Check these passages, for example: “{example}”.",
    ),
    "headings-by-formatting": Code(
        "info",
        "{count} paragraphe(s) en gras repris comme des intertitres : le document n’a pas de styles de titre",
        "{count} paragraph(s) in bold taken as headings: the document has no heading styles",
        "Vérifiez les intertitres de l’article et leurs niveaux (#, ##).",
        "Check the headings of the article and their levels (#, ##).",
    ),
    "comment-left-behind": Code(
        "warning",
        "un commentaire de {author} n’est pas repris : « {text} »",
        "a comment by {author} is left behind: “{text}”",
        "Répondez-y dans le texte, ou gardez le fichier d’origine.",
        "Answer it in the text, or keep the original file.",
    ),
    "tracked-changes-accepted": Code(
        "warning",
        "le document porte des modifications suivies : {inserted} insertion(s) acceptée(s), {deleted} suppression(s) "
        "appliquée(s)",
        "the document has tracked changes: {inserted} insertion(s) accepted, {deleted} deletion(s) applied",
        "Relisez ces passages, ou acceptez et refusez les modifications dans le document avant de l’importer.",
        "Read these passages again, or accept and reject the changes in the document before importing it.",
    ),
    "object-left-behind": Code(
        "warning",
        "{count} objet(s) de type « {kind} » ne sont pas repris",
        "{count} object(s) of the kind “{kind}” are left behind",
        "Enregistrez-les comme images (PNG ou SVG), ou recopiez leur texte, et ajoutez-les à l’article.",
        "Save them as images (PNG or SVG), or copy their text, and add them to the article.",
    ),
    "imported-image-missing": Code(
        "error",
        "l’image {path} n’a pas été trouvée à côté du document",
        "the image {path} was not found beside the document",
        "Copiez-la dans le dossier figures/ de la contribution et corrigez son nom dans l’article.",
        "Copy it into the contribution’s figures/ folder and correct its name in the article.",
    ),
    "unsupported-image-format": Code(
        "warning",
        "l’image {path} est dans un format que le livre ne peut pas montrer",
        "the image {path} is in a format the book cannot show",
        "Enregistrez-la en SVG ou en PNG (300 points par pouce) sous le même nom.",
        "Save it as SVG or PNG (300 dots per inch) under the same name.",
    ),
    "include-not-found": Code(
        "error",
        "le fichier {path}, appelé par le document, n’a pas été trouvé dans son dossier",
        "the file {path}, which the document calls, was not found in its folder",
        "Rassemblez les fichiers du document dans un même dossier et recommencez.",
        "Put the files of the document in one folder and start over.",
    ),
    "tex-not-understood": Code(
        "warning",
        "du code TeX n’a pas été compris et n’est pas repris : {text}",
        "some TeX was not understood and is left behind: {text}",
        "Vérifiez l’endroit dans l’article et récrivez-le en Markdown.",
        "Check the place in the article and write it in Markdown.",
    ),
    "imported-remark": Code(
        "info",
        "pandoc signale : {text}",
        "pandoc says: {text}",
    ),
    "imported-text-differs": Code(
        "warning",
        "le texte importé diffère du document vers « {passage} »",
        "the imported text differs from the document near “{passage}”",
        "Comparez ce passage avec l’original.",
        "Compare this passage with the original.",
    ),
    "imported-without-title": Code(
        "warning",
        "le document n’a pas de titre reconnaissable (style « Titre »)",
        "the document has no recognisable title (style “Title”)",
        "Écrivez-le dans l’en-tête de l’article, champ « title ».",
        "Write it in the header of the article, field “title”.",
    ),
    "missing-reference-data": Code(
        "warning",
        "la citation « {text} » vient d’un logiciel de références, mais ses données ne sont pas dans le document",
        "the citation “{text}” comes from a reference manager, but its data are not in the document",
        "Exportez la bibliographie depuis Zotero en BibLaTeX et donnez-la avec --bib.",
        "Export the bibliography from Zotero as BibLaTeX and give it with --bib.",
    ),
}
