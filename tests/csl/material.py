"""References and citations made at random, of the kinds French social sciences cite: same seed, same material."""

from __future__ import annotations

import random
from typing import Any

_FAMILIES = (
    "Dupont|Durand|Martin|Lefebvre|Bourdieu|Élias|Œuvrard|de Certeau|van den Berg|Le Galès|D’Arcy|Müller-Schmidt|"
    "Saint-Simon|Boltanski|Dupont-Aignan|O’Connor|Hervieu|Ĉapek"
)
_GIVEN = (
    "Jean|Marie-Claude|Pierre|Anne|J.-P.|Luc B.|Édouard|Étienne|Zoé|Michel Paul|Ph.|Jean-Baptiste|Karl|Ana María|S."
)
_BODIES = (
    "Insee|Commissariat général à l’égalité des territoires|Ministère de la Culture|OCDE|Ville de Lyon|"
    "Agence nationale de la recherche"
)
_FRENCH = (
    "politiques urbaines et métropoles en France l’action publique du territoire une sociologie des villes moyennes "
    "la question sociale de l’État les réseaux au XIXᵉ siècle gouverner par contrat"
)
_ENGLISH = (
    "the rise of urban governance in Europe cities and territories a comparative study of policy networks from state "
    "to market"
)
_TYPES = (
    "article-journal article-journal article-journal article-journal book book book book chapter chapter chapter "
    "thesis report webpage article-newspaper article-magazine paper-conference legislation legal_case bill map "
    "motion_picture manuscript interview entry-encyclopedia entry-dictionary post-weblog review-book speech patent "
    "personal_communication dataset song graphic broadcast article document"
)
FAMILIES, GIVEN, BODIES = _FAMILIES.split("|"), _GIVEN.split("|"), _BODIES.split("|")
FRENCH, ENGLISH, TYPES = _FRENCH.split(), _ENGLISH.split(), _TYPES.split()
IN_A_CONTAINER = frozenset(
    ["article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "entry-encyclopedia"]
)
LABELS = (None, "page", "page", "chapter", "volume", "note", "section", "paragraph", "folio", "figure")

Item = dict[str, Any]


class Material:
    """References and clusters drawn with one seed."""

    def __init__(self, seed: int, size: int = 40) -> None:
        self.random = random.Random(seed)
        self.references: list[Item] = []
        for number in range(size):
            self.references.append(self._reference(number))
        self.clusters = self._clusters(size)

    def _chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def _title(self, english: bool) -> str:
        draw = self.random
        words = [draw.choice(ENGLISH if english else FRENCH) for _ in range(draw.randint(3, 9))]
        title = " ".join(words)
        title = title[0].upper() + title[1:]
        ending = draw.random()
        if ending < 0.12:
            return title + " ?"
        if ending < 0.25:
            return title + " : " + draw.choice(["une enquête", "essai", "le cas de Lyon"])
        if ending < 0.32:
            return title.replace(" ", " « grand ensemble » ", 1)
        if ending < 0.38:
            return title.replace(" ", " <i>op. cit.</i> ", 1)
        if ending < 0.42:
            return title.replace(" ", ' "ville" ', 1)
        return title + ". Suite et fin" if ending < 0.46 else title

    def _name(self) -> Item:
        draw = self.random
        family = draw.choice(FAMILIES)
        name = {"family": family, "given": draw.choice(GIVEN)}
        if family.startswith("van den ") and self._chance(0.5):
            name |= {"family": "Berg", "non-dropping-particle": "van den"}
        if family.startswith("de ") and self._chance(0.5):
            name |= {"family": family[3:], "dropping-particle": "de"}
        return name

    def _names(self, count: int = 0) -> list[Item]:
        count = count or self.random.choice([1, 1, 1, 2, 2, 3, 3, 4, 5, 8])
        if count == 1 and self._chance(0.1):
            return [{"literal": self.random.choice(BODIES)}]
        return [self._name() for _ in range(count)]

    def _date(self) -> Item:
        draw = self.random
        year = draw.choice([1847, 1968, 1999, 1999, 2004, 2012, 2012, 2015, 2021])
        kind = draw.random()
        if kind < 0.55:
            return {"date-parts": [[year]]}
        if kind < 0.68:
            return {"date-parts": [[year, draw.randint(1, 12)]]}
        if kind < 0.85:
            return {"date-parts": [[year, draw.randint(1, 12), draw.choice([1, 2, 15, 28])]]}
        if kind < 0.9:
            return {"date-parts": [[year], [year + draw.randint(1, 3)]]}
        if kind < 0.93:
            return {"date-parts": [[year, 3, 2], [year, 3, 5]]}
        if kind < 0.95:
            return {"date-parts": [[year]], "season": draw.randint(1, 4)}
        if kind < 0.97:
            return {"date-parts": [[year]], "circa": True}
        return {"literal": draw.choice(["à paraître", "s. d.", "[1789?]"])}

    def _reference(self, number: int) -> Item:
        draw, chance = self.random, self._chance
        kind = draw.choice(TYPES)
        language = draw.choice(["fr", "fr", "fr-FR", "en", None])
        item: Item = {"id": f"r{number}", "type": kind, "title": self._title(language == "en")}
        if language:
            item["language"] = language
        before = self.references[-1] if self.references else {}
        if chance(0.88):
            item["author"] = before["author"] if chance(0.15) and "author" in before else self._names()
        if chance(0.93):
            item["issued"] = before["issued"] if chance(0.1) and "issued" in before else self._date()
        if ("author" not in item and chance(0.5)) or chance(0.1) or (kind == "chapter" and chance(0.8)):
            item["editor"] = self._names(draw.choice([1, 2, 3]))
        self._publication(item, kind)
        self._rarities(item, kind, number)
        return item

    def _publication(self, item: Item, kind: str) -> None:
        draw, chance = self.random, self._chance
        if kind in IN_A_CONTAINER and chance(0.93):
            item["container-title"] = draw.choice(
                [
                    "Revue française de sociologie",
                    "Le Monde",
                    "Urban Studies",
                    "L’Espace géographique",
                    "Le Mouvement social",
                ]
            )
        if kind in {"article-journal", "article-magazine", "book", "chapter"}:
            if chance(0.6):
                item["volume"] = draw.choice(["12", "3", "XLV", "2-3", "B4", "1"])
            if chance(0.6):
                item["issue"] = draw.choice(["1", "4", "12-13", "326-327", "spécial", "2"])
        if kind in IN_A_CONTAINER and chance(0.85):
            item["page"] = draw.choice(["12-15", "117-144", "1", "e1204", "559-616", "23, 27-31", "xii-xv", "45–67"])
        if kind in {"book", "chapter", "thesis", "report", "motion_picture", "map"} and chance(0.9):
            item["publisher"] = draw.choice(["Seuil", "Presses universitaires de Rennes", "L’Harmattan", "Economica"])
            if chance(0.85):
                item["publisher-place"] = draw.choice(["Paris", "Rennes", "Lyon", "Cambridge, Mass."])

    def _rarities(self, item: Item, kind: str, number: int) -> None:
        draw, chance = self.random, self._chance
        if chance(0.2):
            item["collection-title"] = draw.choice(["Repères", "Points Essais"])
            if chance(0.5):
                item["collection-number"] = str(draw.randint(1, 400))
        if kind in {"book", "report", "chapter"} and chance(0.25):
            item["edition"] = draw.choice(["2", "3", "1", "2e éd. revue", "revue et augmentée"])
        if chance(0.12):
            item["translator"] = self._names(draw.choice([1, 2]))
        if chance(0.08):
            item["original-date"] = {"date-parts": [[1923]]}
        if chance(0.1):
            item["number-of-pages"] = str(draw.randint(80, 600))
        if chance(0.05):
            item["number-of-volumes"] = draw.choice(["1", "2", "3"])
        if chance(0.3) or kind in {"webpage", "post-weblog"}:
            item["URL"] = f"https://example.org/a/b{number}.html"
            if chance(0.7):
                item["accessed"] = {"date-parts": [[2020, draw.randint(1, 12), draw.randint(1, 28)]]}
        if kind == "article-journal" and chance(0.4):
            item["DOI"] = f"10.1234/abc.{number}"
        if chance(0.15):
            item["title-short"] = item["title"].split(" :")[0].replace("<i>", "").split("</i>")[0][:20].strip(' "«')
        if kind in {"thesis", "report", "speech", "map", "interview", "manuscript"} and chance(0.7):
            item["genre"] = draw.choice(["thèse de doctorat", "rapport", "Communication", "lettre"])
        if kind in {"report", "patent", "bill", "legislation", "legal_case"} and chance(0.6):
            item["number"] = draw.choice(["2015-991", "12", "3456"])
        if kind in {"paper-conference", "speech"} and chance(0.7):
            item |= {"event": "Colloque de l’ASRDLF", "event-place": "Montpellier"}

    def _cite(self, key: str) -> Item:
        draw, cite = self.random, {"id": key}
        if self._chance(0.3):
            cite["locator"] = draw.choice(["12", "12-15", "45, 47", "ii", "3", "101-108", "12 et 14", "5-8, 10"])
            label = draw.choice(LABELS)
            if label:
                cite["label"] = label
        if self._chance(0.1):
            cite["prefix"] = draw.choice(["voir ", "cf. ", "par exemple ", "voir aussi, "])
        if self._chance(0.1):
            cite["suffix"] = draw.choice([", passim", " pour une synthèse", ", souligné par nous", ". Voir aussi"])
        if self._chance(0.06):
            cite["suppress-author"] = True
        return cite

    def _clusters(self, size: int) -> list[list[Item]]:
        draw = self.random
        keys = [reference["id"] for reference in self.references]
        clusters: list[list[Item]] = []
        for _ in range(size):
            drawn = [draw.choice(keys) for _ in range(draw.choice([1, 1, 1, 2, 2, 3, 4]))]
            if clusters and self._chance(0.25):
                drawn[0] = clusters[-1][-1]["id"]
            if self._chance(0.2):
                first = draw.randrange(len(keys) - 1)
                drawn = [keys[first], keys[first + 1], *drawn[1:]]
            clusters.append([self._cite(key) for key in dict.fromkeys(drawn)])
        cited = {cite["id"] for cluster in clusters for cite in cluster}
        return clusters + [[{"id": key}] for key in keys if key not in cited]
