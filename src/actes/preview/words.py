"""What the preview says around the chapter, in French and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "preview": ("Aperçu", "Preview"),
    "preview-of": ("Aperçu\u00a0: {title}", "Preview: {title}"),
    "chapter": ("Texte", "Text"),
    "proof": ("Épreuve", "Proof"),
    "volume": ("Volume", "Volume"),
    "views": ("Affichage", "View"),
    "panel": ("Ce qu’il faut voir", "What to look at"),
    "problems": ("Remarques", "Remarks"),
    "metadata": ("Notice", "Record"),
    "references": ("Références", "References"),
    "choose-chapter": ("Contribution", "Contribution"),
    "language": ("English", "Français"),
    "waiting": ("Lecture du manuscrit…", "Reading the manuscript…"),
    "connected": ("À jour", "Up to date"),
    "working": ("Mise à jour…", "Updating…"),
    "lost": (
        "L’aperçu est arrêté. Relancez «\u202factes preview\u202f».",
        "The preview has stopped. Start “actes preview” again.",
    ),
    "updated": ("Texte mis à jour", "Text updated"),
    "stale": (
        "Le texte affiché est le dernier qui a pu être lu\u00a0: un fichier est illisible pour le moment "
        "(voir les remarques).",
        "The text shown is the last that could be read: a file is unreadable for now (see the remarks).",
    ),
    "never-read": (
        "Cette contribution n’a pas encore pu être lue. Les remarques disent pourquoi.",
        "This contribution could not be read yet. The remarks say why.",
    ),
    "bug": (
        "L’aperçu n’a pas pu mettre le texte à jour (défaut d’actes\u00a0: {problem}). Le dernier texte reste affiché.",
        "The preview could not update the text (a flaw of actes: {problem}). The last text stays.",
    ),
    "style-problem": (
        "Une feuille de style ou un gabarit du volume est inutilisable\u00a0: {problem}",
        "A style sheet or a template of the volume cannot be used: {problem}",
    ),
    "words": ("mots", "words"),
    "word-count": ("{count} mots", "{count} words"),
    "limit": ("limite\u00a0: {limit}", "limit: {limit}"),
    "at-least": ("au moins {limit}", "at least {limit}"),
    "errors": ("Erreurs", "Errors"),
    "warnings": ("Avertissements", "Warnings"),
    "infos": ("Informations", "Notices"),
    "error": ("erreur", "error"),
    "warning": ("avertissement", "warning"),
    "info": ("information", "notice"),
    "nothing-wrong": ("Rien à signaler.", "Nothing to report."),
    "show-passage": ("Voir le passage", "Show the passage"),
    "line": ("l. {line}", "l. {line}"),
    "remedy": ("Que faire\u00a0:", "What to do:"),
    "cited": ("Citées", "Cited"),
    "uncited": ("Non citées", "Not cited"),
    "doubtful": ("À vérifier", "To be checked"),
    "unknown": ("Introuvables dans la bibliographie", "Not in the bibliography"),
    "times": ("citée {count} fois", "cited {count} times"),
    "once": ("citée une fois", "cited once"),
    "not-listed": ("n’est pas dans la liste\u00a0: rien ne la cite", "is not in the list: nothing cites it"),
    "no-reference": ("Aucune référence.", "No reference."),
    "given": ("renseigné", "given"),
    "partial": ("incomplet", "incomplete"),
    "missing": ("manquant", "missing"),
    "field-title": ("Titre", "Title"),
    "field-authors": ("Auteurs", "Authors"),
    "field-affiliations": ("Rattachements", "Affiliations"),
    "field-orcid": ("ORCID", "ORCID"),
    "field-email": ("Adresse de correspondance", "Address for correspondence"),
    "field-abstract": ("Résumé (mots)", "Abstract (words)"),
    "field-keywords": ("Mots-clés", "Keywords"),
    "field-licence": ("Licence", "Licence"),
    "field-doi": ("DOI", "DOI"),
    "field-dates": ("Reçu, accepté", "Received, accepted"),
    "field": ("Champ", "Field"),
    "state": ("État", "State"),
    "content": ("Contenu", "Contents"),
    "notes": ("Notes", "Notes"),
    "back-to-text": ("Retour au texte, note {number}", "Back to the text, note {number}"),
    "making-proof": ("Composition des pages…", "Laying the pages out…"),
    "proof-of": ("Épreuve du {date}, {pages} pages", "Proof of {date}, {pages} pages"),
    "page": ("Page {number} de l’épreuve", "Page {number} of the proof"),
    "open-pdf": ("Ouvrir le PDF", "Open the PDF"),
    "proof-mark": ("ÉPREUVE du {date} – ne pas diffuser", "PROOF of {date} – not for circulation"),
    "proof-failed": (
        "Les pages n’ont pas pu être composées\u00a0: {problem}",
        "The pages could not be laid out: {problem}",
    ),
    "left-empty": ("Aucune contribution n’a été trouvée.", "No contribution was found."),
}


def word(name: str, language: str, /, **values: object) -> str:
    """The text called `name` in `language` ("fr" or "en"), its particulars filled in."""
    text = _WORDS[name][0 if language == "fr" else 1]
    return text.format(**values) if values else text
