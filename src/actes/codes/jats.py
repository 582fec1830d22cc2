"""What JATS has no word for, and what a JATS or BITS file may get wrong."""

from actes.codes import Code

FAMILY: dict[str, Code] = {
    "jats-line-break": Code(
        "info",
        "le JATS n’a pas de retour à la ligne dans un paragraphe : {count} deviennent une espace et une instruction "
        "de traitement",
        "JATS has no line break within a paragraph: {count} become a space and a processing instruction",
        "Pour des vers, utilisez un bloc de lignes (« | » au début de chaque ligne).",
        "For verse, use a line block (“| ” before each line).",
        "JATS 1.3, <break>",
    ),
    "jats-rule": Code(
        "info",
        "le JATS n’a pas de filet entre paragraphes : il devient un paragraphe « * * * »",
        "JATS has no rule between paragraphs: it becomes a paragraph “* * *”",
        "Si le filet sépare deux parties du texte, donnez un titre à la seconde.",
        "If the rule parts two sections, give the second one a title.",
        "JATS 1.3, <hr>",
    ),
    "jats-division": Code(
        "info",
        "la division « {name} » n’a pas d’équivalent en JATS : son contenu est gardé, sans elle",
        "the division “{name}” has no equivalent in JATS: its contents are kept without it",
        "Pour un encadré, utilisez la classe « box ».",
        "For boxed text, use the class “box”.",
    ),
    "jats-heading": Code(
        "info",
        "l’intertitre « {title} » se trouve là où le JATS n’admet pas de section : il devient un paragraphe en gras",
        "the heading “{title}” stands where JATS admits no section: it becomes a paragraph in bold",
        "Placez l’intertitre hors de la citation, de la liste ou du tableau.",
        "Move the heading out of the quotation, list or table.",
        "JATS 1.3, <sec>",
    ),
    "jats-raw": Code(
        "warning",
        "un passage brut en « {format} » est gardé tel quel, comme du code",
        "a raw passage in “{format}” is kept as it is, as code",
        "Écrivez ce passage en Markdown.",
        "Write this passage in Markdown.",
    ),
    "jats-formula": Code(
        "warning",
        "la formule « {tex} » n’a pas pu être convertie en MathML : elle est gardée en TeX",
        "the formula “{tex}” could not be converted to MathML: it is kept as TeX",
        "Corrigez la formule ou remplacez ses macros par du TeX courant.",
        "Correct the formula, or replace its macros by common TeX.",
    ),
    "jats-lost-link": Code(
        "warning",
        "le renvoi « {text} » vise « {target} », qui n’existe pas : son texte est gardé, sans lien",
        "the reference “{text}” leads to “{target}”, which does not exist: its text is kept, without a link",
        "Donnez l’identifiant {{#{target}}} à ce que vise le renvoi, ou corrigez le renvoi.",
        "Give the identifier {{#{target}}} to what it should lead to, or correct the reference.",
    ),
    "event-without-date": Code(
        "warning",
        "l’événement n’a pas de date : le JATS, qui l’exige, ne le mentionne pas",
        "the event has no date: JATS, which requires one, leaves it out",
        "Donnez « event.start » dans volume.yaml.",
        "Give `event.start` in volume.yaml.",
        "JATS Publishing 1.3, <conference>",
    ),
}
