"""Which articles are a newspaper's: what the entry says, else the title and the way it is dated."""

from __future__ import annotations

import re

from actes.reading.bibtex.latex import prepare
from actes.reading.bibtex.records import Record

_NEWSPAPERS = frozenset(
    {
        "24 heures", "aujourd'hui en france", "charlie hebdo", "corriere della sera", "courrier international",
        "die zeit", "el mundo", "el país", "financial times", "frankfurter allgemeine zeitung", "la croix",
        "la dépêche",
        "la dépêche du midi", "la gazette des communes", "la liberté", "la libre belgique", "la marseillaise",
        "la montagne", "la nouvelle république", "la presse", "la provence", "la repubblica", "la stampa",
        "la tribune", "la vanguardia", "la voix du nord", "l'alsace", "l'aurore", "le canard enchaîné",
        "le dauphiné libéré", "le devoir", "le figaro", "le matin", "le monde", "le monde diplomatique", "le parisien",
        "le petit journal", "le petit parisien", "le progrès", "le soir", "le télégramme", "le temps",
        "l'équipe", "les échos", "l'est républicain", "l'express", "l'humanité", "libération", "l'indépendant",
        "l'obs", "l'opinion", "l'union", "l'yonne républicaine", "le nouvel observateur", "le point", "marianne",
        "mediapart", "midi libre", "nice-matin", "ouest-france", "ouest france", "paris-normandie", "presse-océan",
        "sud ouest", "sud-ouest", "süddeutsche zeitung", "télérama", "the daily telegraph", "the economist",
        "the guardian", "the independent", "the new york times", "the observer", "the times", "the wall street journal",
        "the washington post", "usa today", "var-matin", "20 minutes",
    }
)  # fmt: skip
"""French-language newspapers and weeklies, and the foreign ones French scholars quote most."""


def is_newspaper(record: Record) -> bool:
    """Whether an `@article` comes from a newspaper or a magazine."""
    fields = record.fields
    subtype = fields.get("entrysubtype", "").strip("{} ").lower()
    if subtype in {"newspaper", "magazine"} or record.entry.kind in {
        "newspaper",
        "newspaperarticle",
        "newspaper_article",
        "magazine",
        "magazine_article",
    }:
        return True
    if "volume" in fields or "doi" in fields:
        return False
    title, _ = prepare(fields.get("journaltitle", ""))
    title = re.sub(r"[{}]|\\[A-Za-z]+ *", "", title).replace("’", "'").lower()
    return re.sub(r"\s*\(.*\)$|\.fr$", "", title).strip() in _NEWSPAPERS
