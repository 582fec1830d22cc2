"""The golden article and volume re-entered as values of the model, as reading and resolving would yield them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from actes import licences, tree
from actes.diagnostics import Location
from actes.model import (
    Affiliation,
    Asset,
    Axis,
    BibliographyEntry,
    BibliographySection,
    Contribution,
    Event,
    Funding,
    Organisation,
    PageMap,
    Pages,
    Person,
    Piece,
    Publisher,
    Reference,
    Series,
    Volume,
)
from actes.tree import attr, div, link, span, string, words, wrap

PLACE = Location("actes.md")
LYON = Affiliation("Université Lumière Lyon 2", ror="https://ror.org/03rth4p18", city="Lyon", country="FR")
CNRS = Affiliation("Centre national de la recherche scientifique", ror="https://ror.org/02feahw73", country="FR")
DUBLIN = Affiliation("Trinity College Dublin", ror="https://ror.org/02tyrky19", city="Dublin", country="IE")

AUTHORS = (
    Person(
        family="Lefèvre",
        given="Élodie",
        orcid="0000-0002-1825-0097",
        idhal="elodie-lefevre",
        email="elodie.lefevre@univ-lyon2.fr",
        affiliations=(LYON, CNRS),
        corresponding=True,
        roles=("Conceptualization",),
    ),
    Person(family="O’Brien", given="Seán", affiliations=(DUBLIN,), roles=("Writing – original draft",)),
)

MATHML = (
    '<math display="{display}" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>{row}</mrow>'
    '<annotation encoding="application/x-tex">{tex}</annotation></semantics></math>'
)
MATH = {
    ("E = mc^2", False): MATHML.format(
        display="inline",
        row="<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>",
        tex="E = mc^2",
    ),
    ("a = b", True): MATHML.format(display="block", row="<mi>a</mi><mo>=</mo><mi>b</mi>", tex="a = b"),
}


def para(*parts: Any) -> tree.Node:
    """A paragraph of texts and nodes."""
    return wrap("Para", mixed(*parts))


def mixed(*parts: Any) -> tree.Inlines:
    """Texts and nodes as inlines."""
    return [node for part in parts for node in (words(part) if isinstance(part, str) else [part])]


def cite(key: str, text: str) -> tree.Node:
    """A cite as resolving yields it."""
    return span(words(text), attr(classes=["cite"], key=key))


def citation(*parts: Any) -> tree.Node:
    """A `Cite` whose inlines are rendered."""
    return {"t": "Cite", "c": [[], mixed(*parts)]}


def note(number: int, *blocks: tree.Node) -> tree.Node:
    """A footnote as resolving yields it, with the id of the golden article."""
    call = {"t": "Note", "c": list(blocks)}
    return span([call], attr(f"fn{number}", ["footnote"], number=str(number)))


def xref(kind: str, target: str, text: str) -> tree.Node:
    """A cross-reference as resolving yields it."""
    return link(words(text), f"#{target}", attr(classes=["xref"], ref_type=kind, rid=target))


def cell(text: str) -> list[Any]:
    """A table cell."""
    return [attr(), {"t": "AlignDefault"}, 1, 1, [wrap("Plain", words(text))]]


def table(caption: str, alignments: list[str], head: list[str], rows: list[list[str]]) -> tree.Node:
    """A `Table` with one row of heads."""
    columns = [[{"t": a}, {"t": "ColWidthDefault"}] for a in alignments]
    return {
        "t": "Table",
        "c": [
            attr(),
            [None, [wrap("Plain", words(caption))]],
            columns,
            [attr(), [[attr(), [cell(t) for t in head]]]],
            [[attr(), 0, [], [[attr(), [cell(t) for t in row]] for row in rows]]],
            [attr(), []],
        ],
    }


IMAGE = {
    "t": "Image",
    "c": [
        attr(alt="Graphe de douze sociétés reliées à un centre lyonnais."),
        [],
        ["fig1.png", ""],
    ],
}

BODY: tree.Blocks = [
    {"t": "Header", "c": [1, attr("sec1"), words("Introduction")]},
    para(
        "« Les écritures ordinaires », écrit-on, sont partout",
        note(1, para("Une note avec ", wrap("Emph", words("italique")), ".")),
        ". Voir aussi Bourdieu ",
        citation("(", cite("bourdieu1984", "1984"), ")"),
        " et ",
        citation(
            "(", cite("elias1985", "Elias 1985, p. 45"), " ; ", cite("sahlgren2009", "Sahlgren et Karlgren 2009"), ")"
        ),
        ". La ",
        xref("fig", "fig1", "figure 1"),
        ", le ",
        xref("table", "tbl1", "tableau 1"),
        " et l’",
        xref("disp-formula", "eq1", "équation (1)"),
        ". Du ",
        span(words("texte anglais"), attr(lang="en")),
        ".",
    ),
    {
        "t": "BlockQuote",
        "c": [para("Citation longue en retrait."), div([para("Auteur, 1900")], attr(classes=["attribution"]))],
    },
    {
        "t": "Figure",
        "c": [
            attr("fig1", label="Figure 1", number="1"),
            [None, [wrap("Plain", words("Réseau des sociétés savantes"))]],
            [
                wrap("Plain", [IMAGE]),
                div([para("Source : archives départementales du Rhône.")], attr(classes=["source"])),
                div([para("© 2020 Archives du Rhône")], attr(classes=["credit"])),
            ],
        ],
    },
    div(
        [
            table("Effectifs par département", ["AlignLeft", "AlignRight"], ["Département", "1860"], [["Rhône", "12"]]),
            div([para("Source : recensements.")], attr(classes=["source"])),
        ],
        attr("tbl1", ["table-wrap"], label="Tableau 1", number="1"),
    ),
    para("Une équation en ligne ", {"t": "Math", "c": [{"t": "InlineMath"}, "E = mc^2"]}, " et affichée :"),
    para(
        span([{"t": "Math", "c": [{"t": "DisplayMath"}, "a = b"]}], attr("eq1", ["equation"], label="(1)", number="1"))
    ),
    {"t": "LineBlock", "c": [words("Vers un"), words("poème en alexandrins")]},
]


def issued(year: int, *rest: int) -> dict[str, Any]:
    """A CSL date."""
    return {"date-parts": [[year, *rest]]}


ITEMS: list[dict[str, Any]] = [
    {
        "id": "bourdieu1984",
        "type": "article-journal",
        "language": "fr",
        "author": [{"family": "Bourdieu", "given": "Pierre"}],
        "title": "Espace social et genèse des « classes »",
        "container-title": "Actes de la recherche en sciences sociales",
        "issued": issued(1984),
        "volume": "52",
        "issue": "1",
        "page": "3-14",
        "DOI": "10.3406/arss.1984.3327",
    },
    {
        "id": "elias1985",
        "type": "book",
        "language": "fr",
        "author": [{"family": "Elias", "given": "Norbert"}],
        "translator": [{"family": "Kamnitzer", "given": "Pierre"}],
        "title": "La société de cour",
        "issued": issued(1985),
        "publisher": "Flammarion",
        "publisher-place": "Paris",
        "ISBN": "978-2-08-081144-5",
    },
    {
        "id": "sahlgren2009",
        "type": "paper-conference",
        "language": "en",
        "author": [{"family": "Sahlgren", "given": "Magnus"}, {"family": "Karlgren", "given": "Jussi"}],
        "title": "Terminology mining in social media",
        "container-title": "Proceedings of the 18th ACM CIKM",
        "event-title": "CIKM 2009",
        "event-place": "Hong Kong",
        "issued": issued(2009),
        "page": "405-414",
        "publisher": "ACM",
        "DOI": "10.1145/1645953.1646006",
    },
    {
        "id": "chartier1993",
        "type": "chapter",
        "author": [{"family": "Chartier", "given": "Roger"}],
        "editor": [{"family": "Chartier", "given": "Roger"}],
        "title": "Du livre au lire",
        "container-title": "Pratiques de la lecture",
        "issued": issued(1993),
        "publisher": "Payot",
        "publisher-place": "Paris",
        "page": "79-113",
    },
    {
        "id": "martin2012",
        "type": "thesis",
        "author": [{"family": "Martin", "given": "Zoé"}],
        "title": "Les sociabilités savantes en province",
        "issued": issued(2012),
        "publisher": "Université Lumière Lyon 2",
        "genre": "Thèse de doctorat",
    },
    {
        "id": "insee2023",
        "type": "webpage",
        "author": [{"literal": "Institut national de la statistique et des études économiques"}],
        "title": "Recensement de la population",
        "issued": issued(2023),
        "accessed": issued(2024, 3, 12),
        "URL": "https://www.insee.fr/fr/metadonnees/source/serie/s1321",
    },
    {
        "id": "dupond2022",
        "type": "dataset",
        "author": [{"family": "Dupond", "given": "Anne"}],
        "title": "Corpus d’entretiens",
        "publisher": "Nakala",
        "version": "1.0",
        "issued": issued(2022),
        "DOI": "10.34847/nkl.abcd1234",
    },
    {
        "id": "cour2021",
        "type": "report",
        "author": [{"literal": "Cour des comptes"}],
        "title": "Les archives nationales",
        "issued": issued(2021),
        "publisher": "Cour des comptes",
    },
]
REFERENCES = tuple(Reference(item["id"], item, PLACE) for item in ITEMS)
BIBLIOGRAPHY = (
    BibliographySection(
        tuple(BibliographyEntry(r.key, mixed(str(r.csl["title"]), ".")) for r in REFERENCES), words("Bibliographie")
    ),
)

CONTRIBUTION = Contribution(
    slug="jsa2025-03",
    folder=Path("jsa2025-03"),
    source=PLACE,
    language="fr",
    number=3,
    title={
        "fr": mixed("Lire l’archive : écritures ordinaires et ", wrap("Emph", words("sociabilités")), " savantes"),
        "en": words("Reading the archive: ordinary writing and learned sociability"),
    },
    subtitle={
        "fr": words("Le cas des sociétés de province (1860-1914)"),
        "en": words("The case of provincial societies (1860–1914)"),
    },
    authors=AUTHORS,
    axis="ecritures",
    abstracts={
        "fr": [para("Cet article étudie les écritures ordinaires."), para("Il propose une typologie.")],
        "en": [para("This paper studies ordinary writing.")],
    },
    keywords={"fr": ("archives", "sociabilité"), "en": ("archives", "sociability")},
    received="2024-07-01",
    accepted="2024-12-15",
    published="2025-06-12",
    doi="10.5555/actes-jsa.2025.03",
    pages=Pages("45", "62"),
    funding=(
        Funding(
            "Agence nationale de la recherche",
            "https://ror.org/00rbzpz17",
            "ANR-20-CE27-0001",
            words("Ce travail a été financé par l’ANR (ANR-20-CE27-0001)."),
        ),
    ),
    conflict_of_interest=words("Les auteurs déclarent ne pas avoir de conflit d’intérêts."),
    acknowledgements=[para("Merci à toutes et tous.")],
    body=BODY,
    references=REFERENCES,
    bibliography=BIBLIOGRAPHY,
    math=MATH,
    assets={
        "fig1.png": Asset("fig1.png", Path(__file__), "jsa2025-03-fig1.png", "image/png", "0" * 64, 800, 600),
    },
)

VOLUME = Volume(
    id="jsa2025",
    folder=Path(),
    source=Location("volume.yaml"),
    language="fr",
    title={"fr": words("Sociabilités et archives"), "en": words("Sociability and Archives")},
    subtitle={"fr": words("Actes des journées d’étude de Lyon, 12-13 juin 2024")},
    event=Event(
        name={"fr": "Journées d’étude « Sociabilités et archives »"},
        acronym="JSA 2024",
        number="2",
        start="2024-06-12",
        end="2024-06-13",
        city="Lyon",
        country="FR",
        organisers=(Organisation("Université Lumière Lyon 2", "https://ror.org/03rth4p18"),),
        theme={"fr": "Écritures ordinaires et sociabilités savantes"},
    ),
    axes=(Axis("ecritures", 2, {"fr": words("Écritures ordinaires")}, contributions=("jsa2025-03",)),),
    contributions=(CONTRIBUTION,),
    editors=(Person(family="Martin", given="Zoé", orcid="0000-0001-5109-3700", affiliations=(LYON,)),),
    publisher=Publisher("Presses universitaires de Lyon", "Lyon, France"),
    series=Series("Actes des journées Sociabilités et archives", "1234-5679", "Actes JSA", "actes-jsa", "2"),
    isbn={"pdf": "978-2-7297-0000-0", "epub": "978-2-7297-0000-0"},
    doi="10.5555/actes-jsa.2025",
    licence=licences.find("CC-BY-4.0"),
    copyright_holder="",
    published="2025-06-12",
    discipline={"fr": "Sociologie"},
    front=(Piece("avant-propos", words("Avant-propos"), [wrap("Para", [string("…")])], PLACE, "fr"),),
)

PAGE_MAP = PageMap(pages={}, anchors={}, breaks={}, counts={}, total=220)
