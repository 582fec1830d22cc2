"""Every word that outputs print of their own accord, in French and English: one catalogue.

`label("figure", "fr")` is « Figure ». A name is in kebab-case and says what the word is, not where it
stands. Texts with particulars are `str.format` templates: `label("editors", "fr", names="…")`.
French follows the usage of the Imprimerie nationale (thin no-break space before `; ! ?` and within
« », no-break space before `:`); both are written as escapes so that they can be seen.
"""

from __future__ import annotations

LANGUAGES = ("fr", "en")
FALLBACK = "en"

_CATALOGUE: dict[str, tuple[str, str]] = {
    # what captions and cross-references are made of
    "figure": ("Figure", "Figure"),
    "table": ("Tableau", "Table"),
    "equation": ("Équation", "Equation"),
    "section": ("Section", "Section"),
    "chapter": ("Chapitre", "Chapter"),
    "appendix": ("Annexe", "Appendix"),
    "box": ("Encadré", "Box"),
    "listing": ("Programme", "Listing"),
    "note": ("Note", "Note"),
    "notes": ("Notes", "Notes"),
    "page": ("Page", "Page"),
    "page-abbreviation": ("p.", "p."),
    "chapter-abbreviation": ("chap.", "chap."),
    "source": ("Source", "Source"),
    "sources": ("Sources", "Sources"),
    "credit": ("Crédit", "Credit"),
    "figure-note": ("Lecture", "Note"),
    "long-description": ("Description détaillée", "Long description"),
    "missing-image": ("Image manquante", "Missing image"),
    # the opening of a chapter
    "abstract": ("Résumé", "Abstract"),
    "keywords": ("Mots-clés", "Keywords"),
    "author": ("Auteur", "Author"),
    "authors": ("Auteurs", "Authors"),
    "affiliation": ("Rattachement", "Affiliation"),
    "corresponding": ("Correspondance", "Correspondence"),
    "equal": (
        "Ces auteurs ont contribué à parts égales à ce texte.",
        "These authors contributed equally to this work.",
    ),
    "deceased": ("Décédé.", "Deceased."),
    "how-to-cite": ("Pour citer ce chapitre", "How to cite this chapter"),
    "how-to-cite-volume": ("Pour citer cet ouvrage", "How to cite this volume"),
    "received": ("Reçu le {date}", "Received {date}"),
    "accepted": ("Accepté le {date}", "Accepted {date}"),
    "published": ("Publié le {date}", "Published {date}"),
    "published-in": ("Publié en {date}", "Published {date}"),
    # the end of a chapter
    "references": ("Références bibliographiques", "References"),
    "acknowledgements": ("Remerciements", "Acknowledgements"),
    "funding": ("Financement", "Funding"),
    "conflict-of-interest": ("Liens d’intérêts", "Conflict of interest"),
    "data-availability": ("Disponibilité des données", "Data availability"),
    "award": ("convention {number}", "grant {number}"),
    "appendices": ("Annexes", "Appendices"),
    # the parts of a volume
    "cover": ("Couverture", "Cover"),
    "half-title": ("Faux-titre", "Half title"),
    "title-page": ("Page de titre", "Title page"),
    "imprint": ("Mentions légales", "Imprint"),
    "presentation": ("Présentation", "Presentation"),
    "contents": ("Table des matières", "Contents"),
    "axis": ("Axe", "Part"),
    "axis-number": ("Axe {number}", "Part {number}"),
    "axis-chapters": ("Contributions", "Chapters"),
    "contributions": ("Contributions", "Chapters"),
    "bibliography": ("Bibliographie générale", "Consolidated bibliography"),
    "cited-in": ("Cité dans\u00a0:", "Cited in:"),
    "author-index": ("Index des auteurs", "Index of authors"),
    "keyword-index": ("Index des mots-clés", "Index of keywords"),
    "index": ("Index", "Index"),
    "contributors": ("Liste des auteurs", "List of contributors"),
    "committees": ("Comités", "Committees"),
    "colophon": ("Colophon", "Colophon"),
    "back-cover": ("Quatrième de couverture", "Back cover"),
    "draft": ("Version de travail", "Draft"),
    "draft-notice": (
        "Ce fichier est une version de travail\u00a0: il ne faut ni le diffuser ni le déposer.",
        "This file is a draft: it must be neither circulated nor deposited.",
    ),
    "draft-left-out": (
        "Les contributions suivantes n’ont pas pu être lues et n’y figurent pas\u00a0:",
        "The following contributions could not be read and are not in it:",
    ),
    # what landmarks and the navigation of an electronic book are called
    "landmarks": ("Repères", "Landmarks"),
    "page-list": ("Liste des pages", "List of pages"),
    "body-start": ("Début du texte", "Start of the text"),
    "back-to-note-call": ("Retour à l’appel de la note {number}", "Back to the call of note {number}"),
    "back-to-citation": ("Retour à la citation", "Back to the citation"),
    "back-to-citation-number": ("Retour à la citation {number}", "Back to citation {number}"),
    "orcid": ("ORCID", "ORCID"),
    "orcid-of": ("Identifiant ORCID de {name}", "ORCID iD of {name}"),
    # names and sentences of the title page, the imprint, the colophon
    "edited-by": ("sous la direction de {names}", "edited by {names}"),
    "editors-mark": ("(dir.)", "(eds)"),
    "editor-mark": ("(dir.)", "(ed.)"),
    "in": ("dans", "in"),
    "in-this-volume": ("dans ce volume", "in this volume"),
    "and": ("et", "and"),
    "proceedings-of": ("Actes\u00a0: {event}", "Proceedings of {event}"),
    "theme": ("Thème", "Theme"),
    "organised-by": ("Organisation\u00a0: {names}", "Organised by {names}"),
    "sponsored-by": ("Soutiens\u00a0: {names}", "Supported by {names}"),
    "series": ("Collection", "Series"),
    "series-citation": ("coll.\u00a0«\u202f{title}\u202f»", "{title}"),
    "volume": ("volume", "volume"),
    "isbn": ("ISBN", "ISBN"),
    "isbn-print": ("ISBN (imprimé)", "ISBN (print)"),
    "isbn-pdf": ("ISBN (PDF)", "ISBN (PDF)"),
    "isbn-epub": ("ISBN (EPUB)", "ISBN (EPUB)"),
    "issn": ("ISSN", "ISSN"),
    "doi": ("DOI", "DOI"),
    "publisher": ("Éditeur", "Publisher"),
    "licence": ("Licence", "Licence"),
    "licence-sentence": (
        "Sauf mention contraire, les textes de ce volume sont diffusés sous licence",
        "Unless otherwise stated, the texts of this volume are distributed under the licence",
    ),
    "chapter-licence-sentence": ("Texte diffusé sous licence", "Text distributed under the licence"),
    "copyright": ("© {year} {holder}", "© {year} {holder}"),
    # what the XML says for readers of repositories
    "conference-paper": ("Communication", "Conference paper"),
    "volume-editor": ("Direction de l’ouvrage", "Volume editor"),
    "the-authors": ("Les auteurs", "The authors"),
    "chapter-pdf": ("PDF du chapitre", "PDF of the chapter"),
    "landing-page": ("Notice en ligne", "Landing page"),
    "proceedings-volume": ("Volume d’actes", "Proceedings volume"),
    "peer-review": ("Évaluation", "Peer review"),
    "notice": ("Avertissement", "Notice"),
    "made-with": (
        "Ce volume a été composé en Source Serif 4 et Source Sans 3 avec le logiciel libre actes.",
        "This volume was typeset in Source Serif 4 and Source Sans 3 with the free software actes.",
    ),
    "made-from": (
        "Le PDF, l’EPUB et le JATS XML sont issus des mêmes manuscrits.",
        "The PDF, the EPUB and the JATS XML come from the same manuscripts.",
    ),
    "accessibility-summary": (
        "Publication accessible\u00a0: texte structuré et entièrement lisible par synthèse vocale, images décrites, "
        "formules en MathML avec équivalent textuel, notes, citations et index liés dans les deux sens{pages}.",
        "Accessible publication: structured text that can be read aloud in full, described images, formulas in MathML "
        "with a text equivalent, notes, citations and indexes linked both ways{pages}.",
    ),
    "accessibility-pages": (", pagination de l’édition imprimée", ", page numbers of the printed edition"),
    # punctuation
    "label-colon": ("\u00a0:", ":"),
    "open-quote": ("«\u202f", "“"),
    "close-quote": ("\u202f»", "”"),
}

_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def catalogue_language(*languages: str) -> str:
    """The first of `languages` (BCP 47) whose base language the catalogue holds, else English."""
    for language in languages:
        base = language.split("-")[0].lower()
        if base in LANGUAGES:
            return base
    return FALLBACK


def label(name: str, language: str, /, **values: object) -> str:
    """The text called `name` in `language` (BCP 47; English stands for languages the catalogue lacks).

    `values` fill its particulars. Raises KeyError for a name the catalogue lacks.
    """
    text = _CATALOGUE[name][LANGUAGES.index(catalogue_language(language))]
    return text.format(**values) if values else text


def month(number: int, language: str) -> str:
    """The name of month `number` (1 to 12) in `language`."""
    return _MONTHS[catalogue_language(language)][number - 1]


def date_text(iso: str, language: str) -> str:
    """An ISO 8601 year, month or day in words: « 19 octobre 2017 », « octobre 2017 », « 2017 »; "" for ""."""
    year, _, rest = iso.partition("-")
    if not rest:
        return year
    number, _, day = rest.partition("-")
    name = month(int(number), language)
    if not day:
        return f"{name} {year}"
    ordinal = "1ᵉʳ" if int(day) == 1 and catalogue_language(language) == "fr" else str(int(day))
    return f"{ordinal}\u00a0{name} {year}"


def date_range_text(start: str, end: str, language: str) -> str:
    """Two ISO 8601 dates as one: « 19-20 octobre 2017 », « 30 octobre – 2 novembre 2017 »."""
    if not end or end == start:
        return date_text(start, language)
    if len(start) == len(end) == 4:
        return f"{start}–{end}"
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        first = date_text(start, language).partition("\u00a0")[0]
        return f"{first}-{date_text(end, language)}"
    first = date_text(start, language)
    if start[:4] == end[:4] and len(start) > 4:
        first = first.removesuffix(f" {start[:4]}")
    return f"{first} – {date_text(end, language)}"


def enumeration(items: list[str], language: str) -> str:
    """« A, B et C » in `language` (“A, B and C”)."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {label('and', language)} {items[-1]}"
