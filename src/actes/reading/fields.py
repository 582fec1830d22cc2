"""The fields of volume.yaml and of a contribution's front matter: the only place that lists them."""

from __future__ import annotations

from typing import Any

from actes.reading.schema import (
    Boolean,
    Choice,
    Date,
    Field,
    Integer,
    ListOf,
    LocalizedList,
    LocalizedText,
    MapOf,
    Object,
    Text,
    json_schema,
)

IDENTIFIER = Text(r"[a-z0-9]+(-[a-z0-9]+)*", "alliance-des-territoires")
COUNTRY = Text(r"[A-Z]{2}", "FR")
LANGUAGE = Text(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "fr")

ORGANISATION = Object(
    {
        "name": Field(Text(), "nom", "name", required=True),
        "ror": Field(Text(), "identifiant ROR", "ROR identifier"),
    },
    shorthand="name",
)

AFFILIATION = Object(
    {
        "id": Field(Text(), "repère donné par l’auteur", "the author's own handle"),
        "name": Field(Text(), "établissement", "institution", required=True, aliases=("institution",)),
        "department": Field(Text(), "laboratoire ou service", "department", aliases=("laboratory",)),
        "ror": Field(Text(), "identifiant ROR", "ROR identifier"),
        "city": Field(Text(), "ville", "city"),
        "country": Field(COUNTRY, "pays (code ISO à deux lettres)", "country (two-letter ISO code)"),
        "idhal": Field(Text(), "identifiant de structure HAL", "HAL structure identifier"),
    },
    shorthand="name",
)

_PERSON: dict[str, Field] = {
    "name": Field(Text(), "nom complet, faute de mieux", "full name, for want of better"),
    "given": Field(Text(), "prénom", "given names", aliases=("given-names", "firstname", "first-name")),
    "particle": Field(Text(), "particule qui ne sert pas au tri", "particle that does not sort"),
    "family": Field(Text(), "nom de famille", "family name", aliases=("surname", "lastname", "last-name")),
    "suffix": Field(Text(), "suffixe (fils, Jr)", "suffix (Jr)"),
    "collective": Field(Text(), "auteur collectif", "corporate author", aliases=("collab", "literal")),
    "orcid": Field(Text(), "ORCID", "ORCID"),
    "idhal": Field(Text(), "idHAL", "idHAL"),
    "email": Field(Text(), "courriel", "e-mail address"),
    "url": Field(Text(), "page personnelle", "home page"),
    "affiliations": Field(ListOf(AFFILIATION), "affiliations", "affiliations", aliases=("affiliation",)),
    "corresponding": Field(Boolean(), "auteur à qui écrire", "corresponding author", aliases=("corresp",)),
    "equal": Field(Boolean(), "contribution égale", "equal contribution", aliases=("equal-contrib",)),
    "deceased": Field(Boolean(), "décédé", "deceased"),
    "roles": Field(ListOf(Text()), "rôles CRediT", "CRediT roles"),
    "biography": Field(LocalizedText(), "notice biographique", "biography", aliases=("bio",)),
}
PERSON = Object(_PERSON, shorthand="name")
MEMBER = Object({**_PERSON, "role": Field(Text(), "fonction", "role")}, shorthand="name")

FUNDING = Object(
    {
        "funder": Field(Text(), "financeur", "funder"),
        "ror": Field(Text(), "identifiant ROR du financeur", "ROR identifier of the funder"),
        "award": Field(Text(), "numéro de la convention", "award number"),
        "statement": Field(Text(), "mention à imprimer", "statement to print"),
    },
    shorthand="statement",
)

CONTRIBUTION_TYPES = (
    "research-article",
    "review-article",
    "abstract",
    "meeting-report",
    "editorial",
    "introduction",
    "oration",
    "discussion",
    "report",
    "letter",
    "reply",
    "case-report",
    "brief-report",
)

CONTRIBUTION = Object(
    {
        "title": Field(LocalizedText(), "titre", "title", required=True),
        "title-en": Field(LocalizedText(), "titre en anglais", "title in English"),
        "title-fr": Field(LocalizedText(), "titre en français", "title in French"),
        "subtitle": Field(LocalizedText(), "sous-titre", "subtitle"),
        "short-title": Field(Text(), "titre courant", "running title"),
        "status": Field(Choice(("accepted", "submitted", "rejected")), "état", "status"),
        "axis": Field(Text(), "axe", "axis", aliases=("axe",)),
        "type": Field(Choice(CONTRIBUTION_TYPES), "type (JATS)", "type (JATS)"),
        "language": Field(LANGUAGE, "langue", "language", aliases=("lang",)),
        "authors": Field(ListOf(PERSON), "auteurs", "authors", required=True, aliases=("author",)),
        "affiliations": Field(MapOf(AFFILIATION), "affiliations, par repère", "affiliations, by handle"),
        "abstract": Field(LocalizedText(), "résumé", "abstract", aliases=("abstracts", "résumé")),
        "keywords": Field(LocalizedList(), "mots-clés", "keywords", aliases=("mots-clés",)),
        "received": Field(Date(), "date de réception", "date received"),
        "accepted": Field(Date(), "date d’acceptation", "date accepted"),
        "date": Field(Date(), "date de publication", "date of publication", aliases=("published",)),
        "doi": Field(Text(), "DOI", "DOI"),
        "id": Field(Text(), "identifiant chez l’éditeur", "publisher's identifier"),
        "licence": Field(Text(), "licence (SPDX)", "licence (SPDX)", aliases=("license",)),
        "copyright-holder": Field(Text(), "titulaire des droits", "copyright holder"),
        "pages": Field(Text(r"[0-9ivxlcIVXLC]+([-–][0-9ivxlcIVXLC]+)?", "45-62"), "pages", "pages"),
        "funding": Field(ListOf(FUNDING), "financements", "funding"),
        "conflict-of-interest": Field(Text(), "conflits d’intérêts", "conflicts of interest", aliases=("coi",)),
        "data-availability": Field(Text(), "disponibilité des données", "data availability"),
        "acknowledgements": Field(Text(), "remerciements", "acknowledgements", aliases=("acknowledgments",)),
        "bibliography": Field(ListOf(Text()), "fichiers .bib", ".bib files"),
        "nocite": Field(ListOf(Text()), "références listées sans être citées", "references listed though not cited"),
    }
)

_EVENT = Object(
    {
        "name": Field(LocalizedText(), "nom", "name", required=True),
        "acronym": Field(Text(), "sigle", "acronym"),
        "number": Field(Text(), "numéro", "number"),
        "start": Field(Date(), "premier jour", "first day", required=True),
        "end": Field(Date(), "dernier jour", "last day"),
        "place": Field(Text(), "lieu (établissement)", "venue"),
        "city": Field(Text(), "ville", "city"),
        "country": Field(COUNTRY, "pays", "country"),
        "organisers": Field(ListOf(ORGANISATION), "organisateurs", "organisers", aliases=("organizers",)),
        "sponsors": Field(ListOf(ORGANISATION), "partenaires", "sponsors"),
        "theme": Field(LocalizedText(), "thème", "theme"),
        "url": Field(Text(), "page web", "web page"),
    }
)

_AXIS = Object(
    {
        "id": Field(IDENTIFIER, "identifiant (nom du dossier)", "identifier (name of its folder)", required=True),
        "title": Field(LocalizedText(), "titre", "title", required=True),
        "introduction": Field(Text(), "fichier de l’introduction", "file of its introduction"),
        "contributions": Field(ListOf(Text()), "ordre des contributions", "order of the contributions"),
    }
)

_HAL = Object(
    {
        "domain": Field(Text(), "domaine HAL", "HAL domain"),
        "type": Field(Choice(("comm", "couv")), "type de dépôt", "type of deposit"),
        "audience": Field(Choice(("international", "national", "not-set")), "audience", "audience"),
        "invited": Field(Boolean(), "conférence invitée", "invited"),
        "popular": Field(Boolean(), "vulgarisation", "popular science"),
        "peer-reviewed": Field(Boolean(), "comité de lecture", "peer-reviewed"),
        "proceedings": Field(Boolean(), "publié dans des actes", "published in proceedings"),
    }
)

_DEPOSIT = Object(
    {
        "hal": Field(_HAL, "faits pour HAL", "facts for HAL"),
        "crossref": Field(
            Object(
                {
                    "depositor-name": Field(Text(), "nom du déposant", "name of the depositor"),
                    "depositor-email": Field(Text(), "courriel du déposant", "e-mail of the depositor"),
                    "registrant": Field(Text(), "organisme déclarant", "registrant"),
                }
            ),
            "faits pour Crossref",
            "facts for Crossref",
        ),
        "landing-pattern": Field(
            Text(), "adresse des notices, avec {slug}, {doi} ou {number}", "URL of landing pages, with {slug}…"
        ),
    }
)

_COMMITTEE = Object(
    {
        "title": Field(LocalizedText(), "intitulé", "title", required=True),
        "members": Field(ListOf(MEMBER), "membres", "members", required=True),
    }
)

_SPACE = Choice(("thin", "full"))

VOLUME = Object(
    {
        "id": Field(
            IDENTIFIER, "identifiant (nom des fichiers produits)", "identifier (names the outputs)", required=True
        ),
        "language": Field(LANGUAGE, "langue principale", "main language", aliases=("lang",)),
        "languages": Field(ListOf(LANGUAGE), "langues du volume", "languages of the volume"),
        "title": Field(LocalizedText(), "titre", "title", required=True),
        "subtitle": Field(LocalizedText(), "sous-titre", "subtitle"),
        "keywords": Field(LocalizedList(), "mots-clés du volume", "keywords of the volume"),
        "discipline": Field(LocalizedText(), "discipline", "discipline"),
        "event": Field(_EVENT, "manifestation", "event"),
        "axes": Field(ListOf(_AXIS), "axes, dans l’ordre", "axes, in order"),
        "contributions": Field(ListOf(Text()), "ordre des contributions (sans axes)", "order (without axes)"),
        "front": Field(ListOf(Text()), "textes liminaires", "front pieces"),
        "back-cover": Field(Text(), "texte de quatrième de couverture", "text of the back cover"),
        "editors": Field(ListOf(PERSON), "éditeurs scientifiques", "editors", aliases=("editor",)),
        "committees": Field(ListOf(_COMMITTEE), "comités", "committees"),
        "affiliations": Field(MapOf(AFFILIATION), "affiliations, par repère", "affiliations, by handle"),
        "publisher": Field(
            Object(
                {
                    "name": Field(Text(), "nom", "name", required=True),
                    "place": Field(Text(), "lieu", "place"),
                    "url": Field(Text(), "adresse web", "URL"),
                },
                shorthand="name",
            ),
            "éditeur",
            "publisher",
        ),
        "series": Field(
            Object(
                {
                    "title": Field(Text(), "titre", "title", required=True),
                    "abbreviation": Field(Text(), "titre abrégé", "abbreviated title"),
                    "id": Field(Text(), "identifiant", "identifier"),
                    "issn": Field(Text(r"\d{4}-\d{3}[\dX]", "1234-5679"), "ISSN", "ISSN"),
                    "number": Field(Text(), "numéro dans la collection", "number in the series"),
                },
                shorthand="title",
            ),
            "collection",
            "series",
        ),
        "isbn": Field(
            Object({name: Field(Text(), f"ISBN ({name})", f"ISBN ({name})") for name in ("print", "pdf", "epub")}),
            "ISBN par format",
            "ISBN per format",
        ),
        "doi": Field(
            Object(
                {
                    "prefix": Field(Text(r"10\.\d{4,9}", "10.5555"), "préfixe", "prefix"),
                    "volume": Field(Text(), "suffixe du volume", "suffix of the volume"),
                    "pattern": Field(
                        Text(), "motif, avec {prefix} {volume} {number:02} {slug}", "pattern, with {prefix}…"
                    ),
                }
            ),
            "DOI",
            "DOI",
        ),
        "licence": Field(Text(), "licence (SPDX)", "licence (SPDX)", aliases=("license",)),
        "copyright-holder": Field(Text(), "titulaire des droits", "copyright holder"),
        "date": Field(Date(), "date de publication", "date of publication", aliases=("published",)),
        "funding": Field(ListOf(FUNDING), "financements", "funding"),
        "style": Field(Text(), "style CSL", "CSL style", aliases=("csl",)),
        "peer-review": Field(LocalizedText(), "mention d’évaluation", "peer-review statement"),
        "notice": Field(LocalizedText(), "avertissement", "notice"),
        "deposit": Field(_DEPOSIT, "faits pour les dépôts", "facts for deposits"),
        "accessibility": Field(
            Object(
                {
                    "summary": Field(LocalizedText(), "résumé d’accessibilité", "accessibility summary"),
                    "certified-by": Field(Text(), "certifié par", "certified by"),
                    "credential": Field(Text(), "titre du certificateur", "certifier's credential"),
                    "report": Field(Text(), "rapport de certification (URL)", "certifier's report (URL)"),
                }
            ),
            "accessibilité de l’EPUB",
            "accessibility of the EPUB",
        ),
        "typography": Field(
            Object(
                {
                    "thin-space": Field(_SPACE, "espace devant ; ! ? et dans « »", "space before ; ! ?"),
                    "colon-space": Field(_SPACE, "espace devant les deux-points", "space before colons"),
                }
            ),
            "réglages fins",
            "fine settings",
        ),
        "page": Field(Choice(("160x240", "148x210", "a4")), "format de page", "page size"),
        "rules": Field(MapOf(Choice(("error", "warning", "info", "off"))), "gravité, par règle", "severity, by rule"),
        "limits": Field(MapOf(Integer()), "limites de longueur", "limits of length"),
    }
)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of both files, by name."""
    return {
        "volume": json_schema(VOLUME, "volume.yaml"),
        "contribution": json_schema(CONTRIBUTION, "front matter of a contribution"),
    }
