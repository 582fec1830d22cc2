"""A small volume in the resolved form, with one of everything that pages show; built in Python, no reading."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from actes import pandoc, tree
from actes.diagnostics import Location
from actes.model import (
    Accessibility,
    Affiliation,
    Asset,
    Axis,
    BibliographyEntry,
    BibliographySection,
    Committee,
    CommitteeMember,
    Contribution,
    Event,
    Licence,
    Organisation,
    PageBreak,
    PageMap,
    Pages,
    Person,
    Piece,
    Publisher,
    Reference,
    Series,
    Volume,
)
from actes.tree import Blocks, Inlines, Node, attr, div, link, span, words, wrap

HERE = Location("volume.yaml")
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" onload="alert(1)">'
    b'<script>alert(1)</script><rect width="40" height="20" fill="#446"/>'
    b'<image href="http://example.org/spy.png" width="1" height="1"/></svg>'
)
FORMULA = r"x^{2} + \frac{1}{n}"


def para(text: str) -> Node:
    return wrap("Para", words(text))


def note(number: int, *blocks: Node) -> Node:
    return span([{"t": "Note", "c": list(blocks)}], attr(f"fn-{number}", ["footnote"], number=str(number)))


def cite(key: str, text: str) -> Node:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [span(words(text), attr("", ["cite"], key=key))]]}


def header(level: int, identifier: str, text: str, number: str = "") -> Node:
    return {"t": "Header", "c": [level, attr(identifier, **({"number": number} if number else {})), words(text)]}


def cell(text: str, *, down: int = 1, across: int = 1) -> list[object]:
    return [attr(), {"t": "AlignDefault"}, down, across, [wrap("Plain", words(text))] if text else []]


def row(*cells: list[object]) -> list[object]:
    return [attr(), list(cells)]


def table(identifier: str, label: str) -> Node:
    width = {"t": "ColWidthDefault"}
    columns = [[{"t": "AlignLeft"}, width], [{"t": "AlignRight"}, width], [{"t": "AlignRight"}, width]]
    head = [
        attr(),
        [row(cell("Commune", down=2), cell("Population", across=2)), row(cell("1999"), cell("2014"))],
    ]
    rows = [row(cell("Rennes"), cell("206 229"), cell("213 454")), row(cell("Vitré"), cell("15 313"), cell("17 712"))]
    caption = [None, [wrap("Plain", words("Population de deux communes (données fictives)"))]]
    made = {"t": "Table", "c": [attr(), caption, columns, head, [[attr(), 1, [], rows]], [attr(), []]]}
    source = div([para("Source : relevé de l’auteur.")], attr("", ["source"]))
    return div([made, source], attr(identifier, ["table-wrap"], label=label, number="1"))


def figure(identifier: str, label: str, url: str, alt: str) -> Node:
    image = {"t": "Image", "c": [attr("", alt=alt), [], [url, ""]]}
    blocks = [
        wrap("Plain", [image]),
        div([para("La carte montre trois couronnes emboîtées.")], attr("", ["long-description"])),
        div([para("Source : agence d’urbanisme.")], attr("", ["source"])),
        div([para("Crédit : l’autrice.")], attr("", ["credit"])),
    ]
    caption = [None, [wrap("Plain", words("Trois couronnes"))]]
    return {"t": "Figure", "c": [attr(identifier, label=label, number="1"), caption, blocks]}


def math(tex: str, displayed: bool) -> Node:
    return {"t": "Math", "c": [{"t": "DisplayMath" if displayed else "InlineMath"}, tex]}


def _assets(folder: Path, slug: str) -> dict[str, Asset]:
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (60, 30), "navy").save(folder / "carte.png")
    Image.new("RGB", (60, 30), "navy").save(folder / "photo.tif")
    (folder / "plan.svg").write_bytes(SVG)
    types = {"carte.png": "image/png", "photo.tif": "image/tiff", "plan.svg": "image/svg+xml"}
    return {
        name: Asset(
            name,
            folder / name,
            f"{slug}-{name}",
            kind,
            hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            60,
            30,
        )
        for name, kind in types.items()
    }


def first_body() -> Blocks:
    long_note = note(
        2,
        para("Une note de plusieurs blocs :"),
        {"t": "BulletList", "c": [[wrap("Plain", words("un point"))], [para("un autre")]]},
        {"t": "BlockQuote", "c": [para("Une citation dans la note.")]},
    )
    to_figure = link(words("figure 1"), "#fig-carte", attr("", ["xref"], ref_type="fig", rid="fig-carte"))
    to_other = link(words("chapitre 2"), "#second", attr("", ["xref"], ref_type="sec", rid="sec-fin", chapter="second"))
    opening: Inlines = [
        *words("Les alliances du XIXᵉ siècle"),
        note(1, wrap("Para", [*words("Voir"), tree.SPACE, cite("offner2006", "Offner, 2006"), tree.string(".")])),
        *words(" durent ("),
        cite("offner2006", "Offner, 2006"),
        *words(" ; "),
        cite("perdu", "perdu"),
        *words(") ; voir la "),
        to_figure,
        *words(" et le "),
        to_other,
        tree.string("."),
    ]
    equation = span([math(FORMULA, True)], attr("eq-1", ["equation"], label="(1)", number="1"))
    return [
        header(1, "notes", "Notes de méthode", "1"),
        wrap("Para", opening),
        {"t": "BlockQuote", "c": [para("On s’allie."), div([para("Un maire")], attr("", ["attribution"]))]},
        header(2, "sec-detail", "Détail", "1.1"),
        wrap("Para", [*words("Soit"), tree.SPACE, math("x", False), *words(" tel que"), tree.SPACE, equation]),
        wrap("Para", [*words("Un mot"), tree.SPACE, span(words("by the way"), attr("", [], lang="en")), long_note]),
        wrap("Para", [span(words("métropole"), attr("", ["index"], entry="métropolisation")), *words(" ici.")]),
        figure("fig-carte", "Figure 1", "carte.png", "Carte en trois couronnes"),
        figure("fig-plan", "Figure 2", "plan.svg", "Plan schématique"),
        figure("fig-photo", "Figure 3", "photo.tif", "Photographie de la gare"),
        table("tab-pop", "Tableau 1"),
        {"t": "LineBlock", "c": [words("Un vers"), words("un autre")]},
        div([para("Un encadré.")], attr("encadre", ["box"])),
        wrap(
            "Para", [link(words("un site"), "https://example.org/a?b=1&c=2"), link(words(" un piège"), "javascript:x")]
        ),
    ]


def volume(folder: Path) -> Volume:
    """The volume; its images are written below `folder`."""
    anne = Person(
        "Le Galès",
        "Anne",
        orcid="0000-0002-1825-0097",
        email="anne@example.org",
        corresponding=True,
        affiliations=(Affiliation("Université de l’Ouest", city="Rennes", country="FR"),),
        biography={"fr": [para("Anne Le Galès étudie les alliances.")]},
    )
    agency = Person(collective="Agence d’urbanisme", affiliations=(Affiliation("Agence", city="Brest", country="FR"),))
    entry = BibliographyEntry(
        "offner2006", [*words("Offner J.-M., 2006,"), tree.SPACE, wrap("Emph", words("Territoires"))]
    )
    first = Contribution(
        "premier",
        folder,
        Location("premier/article.md"),
        "fr",
        {"fr": words("L’alliance & ses < limites >"), "en": words("Alliance and its limits")},
        (anne, agency),
        axis="un",
        subtitle={"fr": words("Un essai")},
        abstracts={"fr": [para("Ce texte résume.")], "en": [para("This text sums up.")]},
        keywords={"fr": ("alliance", "métropolisation"), "en": ("alliance",)},
        doi="10.5555/actes.1",
        received="2018-01-15",
        acknowledgements=[para("Merci à la gare.")],
        conflict_of_interest=words("Aucun."),
        appendices=[header(1, "annexe", "Questionnaire"), para("Trois questions.")],
        assets=_assets(folder / "premier", "premier"),
        body=first_body(),
        bibliography=(BibliographySection((entry,)),),
        math=pandoc.mathml([(FORMULA, True), ("x", False)]),
        number=1,
    )
    second = Contribution(
        "second",
        folder,
        Location("second/article.md"),
        "en",
        {"en": words("Sharing the burden")},
        (anne,),
        axis="un",
        abstracts={"en": [para("About burdens.")]},
        keywords={"en": ("burden",)},
        body=[header(1, "sec-fin", "The end"), para("It ends here, after a fair number of plain words.")],
        number=2,
    )
    reference = Reference("offner2006", {"id": "offner2006", "type": "book"}, HERE)
    return Volume(
        "essai",
        folder,
        HERE,
        "fr",
        {"fr": words("Alliance des territoires")},
        subtitle={"fr": words("Coopérer ?")},
        languages=("fr", "en"),
        event=Event(
            {"fr": "Journée scientifique"},
            start="2017-10-19",
            end="2017-10-19",
            place="Sciences Po Rennes",
            city="Rennes",
            country="FR",
            organisers=(Organisation("Chaire Territoires"),),
        ),
        axes=(
            Axis(
                "un",
                1,
                {"fr": words("Concurrences"), "en": words("Rivalries")},
                Piece("introduction", [], [para("Introduction.")], HERE, "fr"),
                ("premier", "second"),
            ),
        ),
        contributions=(first, second),
        editors=(Person("Pasquier", "Ysolde"),),
        committees=(Committee({"fr": "Comité scientifique"}, (CommitteeMember(anne, "présidente"),)),),
        publisher=Publisher("Presses d’essai", "Rennes", "https://example.org/"),
        series=Series("Actes", "1234-5679", number="3"),
        licence=Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", {"fr": "Creative Commons"}),
        copyright_holder="Les auteurs",
        published="2018-03-01",
        isbn={"epub": "978-2-07-036822-8", "print": "978-2-07-036024-6"},
        accessibility=Accessibility({}, "Atelier", "Une norme", "https://example.org/rapport"),
        notice={"fr": "Ce volume est une fiction."},
        keywords={"fr": ("territoires",)},
        front=(
            Piece("presentation", words("Présentation"), [para("Ce volume rassemble.")], HERE, "fr"),
            Piece("back-cover", words("Le livre"), [para("Au dos du livre.")], HERE, "fr"),
        ),
        references=(reference,),
        bibliography=(BibliographySection((entry,)),),
        keyword_index=(("alliance", ("premier",)), ("métropolisation", ("premier",))),
        author_index=(("Agence d’urbanisme", ("premier",)), ("Le Galès, Anne", ("premier", "second"))),
    )


PAGES = PageMap(
    pages={"premier": Pages("7", "9"), "second": Pages("11", "12")},
    anchors={},
    breaks={
        "presentation": (PageBreak("v", 0),),
        "premier": (PageBreak("7", 0), PageBreak("8", 420), PageBreak("9", 900)),
        "second": (PageBreak("11", 0), PageBreak("12", 80)),
    },
    counts={"premier": 3, "second": 2},
    total=12,
)
