"""What tables and letters say, in French and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "contribution": ("Contribution", "Contribution"),
    "authors": ("Auteurs", "Authors"),
    "words": ("Mots", "Words"),
    "references": ("Réf.", "Ref."),
    "errors": ("Erreurs", "Errors"),
    "warnings": ("Avert.", "Warn."),
    "abstract": ("Résumé", "Abstract"),
    "keywords": ("Mots-clés", "Keywords"),
    "orcid": ("ORCID", "ORCID"),
    "licence": ("Licence", "Licence"),
    "doi": ("DOI", "DOI"),
    "changed": ("Modifiée", "Changed"),
    "state": ("État", "State"),
    "axis": ("Axe", "Axis"),
    "no-axis": ("Hors axe", "In no axis"),
    "given": ("oui", "yes"),
    "partial": ("en partie", "in part"),
    "missing": ("non", "no"),
    "ready": ("prête", "ready"),
    "to-mend": ("à reprendre", "to mend"),
    "unreadable": ("illisible", "unreadable"),
    "submitted": ("en évaluation", "under review"),
    "rejected": ("refusée", "rejected"),
    "status-of": ("État du volume\u00a0: {title}", "State of the volume: {title}"),
    "total": (
        "{count} contributions, {words} mots, {errors} erreurs, {warnings} avertissements",
        "{count} contributions, {words} words, {errors} errors, {warnings} warnings",
    ),
    "volume-problems": ("Ce qui concerne le volume lui-même", "What concerns the volume itself"),
    "letters": ("Lettres aux auteurs", "Letters to authors"),
    "nothing": ("Rien à signaler.", "Nothing to report."),
    # letters
    "subject": ("Votre contribution «\u202f{title}\u202f»", "Your contribution “{title}”"),
    "to": ("À l’attention de {names}", "To {names}"),
    "greeting": ("Madame, Monsieur,", "Dear {names},"),
    "opening": (
        "Nous préparons la publication de votre contribution, «\u202f{title}\u202f», dans le volume {volume}.",
        "We are preparing your contribution, “{title}”, for publication in {volume}.",
    ),
    "asking": (
        "Avant la mise en page, nous avons besoin de votre aide sur les points qui suivent. Chaque passage est cité "
        "tel qu’il se trouve dans votre fichier, avec le numéro de sa ligne.",
        "Before it is typeset we need your help with the points below. Each passage is quoted as it stands in your "
        "file, with the number of its line.",
    ),
    "all-well": (
        "Votre texte est en ordre\u00a0: nous n’avons rien à vous demander de plus.",
        "Your text is in order: there is nothing more we need to ask of you.",
    ),
    "must": ("Ce qu’il faut corriger avant la publication", "What must be mended before publication"),
    "should": ("Ce que nous vous prions de vérifier", "What we ask you to check"),
    "passage": ("l. {line}", "l. {line}"),
    "in-file": ("dans {file}", "in {file}"),
    "one-more": ("… et un autre passage semblable.", "… and one more passage like these."),
    "more": ("… et {count} autres passages semblables.", "… and {count} more passages like these."),
    "closing": (
        "Vous pouvez nous renvoyer vos fichiers corrigés (le texte, sa bibliographie et ses figures) par retour de "
        "courriel\u00a0; si un point vous semble infondé, dites-le-nous, et nous le lèverons.",
        "Please send us the corrected files (the text, its bibliography and its figures) by return of mail; if you "
        "think a point is mistaken, tell us and we will waive it.",
    ),
    "farewell": (
        "En vous remerciant de votre travail, nous vous prions d’agréer, Madame, Monsieur, nos salutations les "
        "meilleures.",
        "With thanks for your work, yours sincerely,",
    ),
    "editors": ("Pour le volume, {names}", "For the volume, {names}"),
    "the-editors": ("La direction du volume", "The editors of the volume"),
}


def word(name: str, language: str, /, **values: object) -> str:
    """The text called `name` in `language` ("fr" or "en"), its particulars filled in."""
    text = _WORDS[name][0 if language == "fr" else 1]
    return text.format(**values) if values else text
