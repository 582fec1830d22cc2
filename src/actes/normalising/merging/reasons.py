"""Why two references are one work, or may be, in the words of editors."""

from __future__ import annotations

_WORDS = {
    "address": ("adresse", "address"),
    "author": ("auteur", "author"),
    "but others differ": ("mais d’autres entrées diffèrent", "but others differ"),
    "close title": ("titre proche", "close title"),
    "close-title": ("titre proche", "close title"),
    "doi": ("DOI", "DOI"),
    "doi-shared": ("DOI partagé par des œuvres différentes", "a DOI shared by different works"),
    "edition": ("édition différente", "another edition"),
    "exact-title": ("titre", "title"),
    "isbn": ("ISBN", "ISBN"),
    "law-number": ("numéro du texte de loi", "number of the statute"),
    "main title": ("titre sans sous-titre", "main title"),
    "main-title": ("titre sans sous-titre", "main title"),
    "override": ("décision de l’éditeur", "the editor’s decision"),
    "preprint": ("prépublication", "preprint"),
    "reprint": ("réimpression", "reprint"),
    "title": ("titre", "title"),
    "undated": ("l’une est sans date", "one is undated"),
    "url": ("adresse", "address"),
    "year": ("année", "year"),
}


_AGAINST = {
    "address": ("les adresses diffèrent", "the addresses differ"),
    "doi": ("les DOI diffèrent", "the DOIs differ"),
    "type": ("les types diffèrent", "the types differ"),
    "year": ("les années diffèrent", "the years differ"),
}
"""What speaks against two references being one."""


def in_words(reason: str, *, doubtful: bool = False) -> dict[str, str]:
    """The values `reason_fr` and `reason_en` of a diagnostic for a `Verdict.reason` (`author+year+title`).

    `doubtful` when the two were kept apart: a lone reason then says what differs.
    """
    if doubtful and reason in _AGAINST:
        french, english = _AGAINST[reason]
        return {"reason_fr": french, "reason_en": english}
    parts = [part for piece in reason.split(", ") for part in piece.split("+")]
    french, english = (", ".join(_WORDS.get(part, (part, part))[n] for part in parts) for n in (0, 1))
    return {"reason_fr": french, "reason_en": english}
