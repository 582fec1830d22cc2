"""The language of a work, and the few French and English words the conversion itself writes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = {
    "fr": "fr french français francais frenchb acadian canadien fre fra",
    "fr-CA": "fr-ca",
    "fr-FR": "fr-fr",
    "en": "en english anglais eng",
    "en-US": "en-us american usenglish",
    "en-GB": "en-gb british ukenglish",
    "de": "de german ngerman deutsch allemand deu ger de-de",
    "es": "es spanish español espagnol castellano spa es-es",
    "it": "it italian italiano italien ita it-it",
    "pt": "pt portuguese português portuguges portugais por pt-pt",
    "pt-BR": "pt-br brazilian brazil",
    "nl": "nl dutch néerlandais nederlands nld dut",
    "ca": "ca catalan català",
    "oc": "oc occitan",
    "br": "br breton",
    "co": "co corse corsican",
    "eu": "eu basque euskara",
    "la": "la latin classiclatin",
    "el": "el greek grec",
    "ru": "ru russian russe rus",
    "pl": "pl polish polonais",
    "cs": "cs czech tchèque",
    "da": "da danish danois",
    "sv": "sv swedish suédois",
    "nb": "nb norsk norwegian norvégien",
    "fi": "fi finnish finnois",
    "ro": "ro romanian roumain",
    "hu": "hu hungarian magyar hongrois",
    "ar": "ar arabic arabe",
    "tr": "tr turkish turc",
    "ja": "ja japanese japonais jpn",
    "zh": "zh chinese chinois zho chi",
    "vi": "vi vietnamese vietnamien",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}

_FRENCH = re.compile(
    r"[àâçèêëîïôùûœ]|(?<![\w'’])(?:le|la|les|des|du|de|et|une|un|au|aux|sur|dans|pour|par|en|à|est|qui|que)(?![\w'’])"
    r"|(?<!\w)[ldnsjcqLDNSJCQ]u?['’](?=\w)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?<![\w'’])(?:the|of|and|in|to|for|an|on|with|from|press|university|journal|review|london|new york|cambridge"
    r"|oxford|berlin|der|die|das|und|für|zur|el|los|las|y|del|il|gli|della|e|di)(?![\w'’])",
    re.IGNORECASE,
)


def language_of(fields: Mapping[str, str]) -> str:
    """The BCP 47 tag that `langid`, else `language`, says; "" when neither says one that is known."""
    for name in ("langid", "language"):
        first = re.split(r"\s+and\s+|[,;/]", fields.get(name, "").strip("{} ").lower().replace("_", "-"))[0].strip(
            "{} "
        )
        if first in _CODES:
            return _CODES[first]
        if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", first) and first.split("-")[0] in _CODES:
            base, *rest = first.split("-")
            return "-".join([_CODES[base], *(r.upper() if len(r) == 2 else r.title() for r in rest)])
    return ""


def is_french(fields: Mapping[str, str]) -> bool:
    """Whether the work is in French: as it says, else as its titles, then its publisher look (French when in doubt)."""
    language = language_of(fields)
    if language:
        return language.split("-")[0] == "fr"
    for names in (
        ("title", "subtitle", "booktitle"),
        ("journaltitle", "publisher", "institution", "series", "location"),
    ):
        text = " ".join(fields.get(name, "") for name in names)
        french, other = len(_FRENCH.findall(text)), len(_OTHER.findall(text))
        if french != other:
            return french > other
    return True


GENRES = {
    "phdthesis": ("Thèse de doctorat", "PhD thesis"),
    "mathesis": ("Mémoire de master", "Master’s thesis"),
    "mastersthesis": ("Mémoire de master", "Master’s thesis"),
    "candthesis": ("Mémoire", "Candidate thesis"),
    "bathesis": ("Mémoire de licence", "Bachelor’s thesis"),
    "hdr": ("Habilitation à diriger des recherches", "Habilitation thesis"),
    "habilitation": ("Habilitation à diriger des recherches", "Habilitation thesis"),
    "techreport": ("Rapport technique", "Technical report"),
    "resreport": ("Rapport de recherche", "Research report"),
    "software": ("Logiciel", "Software"),
    "datacd": ("Cédérom", "CD-ROM"),
    "audiocd": ("Disque compact", "Audio CD"),
    "patent": ("Brevet", "Patent"),
}
"""BibLaTeX's keywords for `type` → what a reader sees (French, English)."""

STATES = {
    "forthcoming": ("à paraître", "forthcoming"),
    "inpress": ("sous presse", "in press"),
    "inpreparation": ("en préparation", "in preparation"),
    "submitted": ("soumis", "submitted"),
    "prepublished": ("prépublication", "prepublished"),
}
"""BibLaTeX's keywords for `pubstate`."""

ROLES = {
    "foreword": ("préface de", "foreword by"),
    "introduction": ("introduction de", "introduction by"),
    "afterword": ("postface de", "afterword by"),
    "commentator": ("commentaire de", "commentary by"),
    "annotator": ("notes de", "annotated by"),
    "editora": ("avec la collaboration de", "in collaboration with"),
    "editorb": ("avec la collaboration de", "in collaboration with"),
    "editorc": ("avec la collaboration de", "in collaboration with"),
}
"""Contributors CSL has no variable for: told in a note."""


def keyword(words: Mapping[str, tuple[str, str]], value: str, french: bool) -> str:
    """What a BibLaTeX keyword says in French or in English; another value as it is."""
    known = words.get(re.sub(r"[\W_]", "", value.lower()))
    return known[0 if french else 1] if known else value
