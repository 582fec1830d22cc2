"""Eight reference pages: a specimen of the house style, laid out from a volume made for it.

`PYTHONPATH=tests python tests/writing/pdf/specimen.py` draws them again into `docs/pages/`; look at them
before committing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pikepdf
from PIL import Image

from actes import pandoc, tree
from actes.diagnostics import Report
from actes.model import BibliographyEntry, BibliographySection, Volume
from actes.tree import Blocks, Node, attr, div, span, words, wrap
from actes.writing import html, pdf
from writing import sample_volume as sample
from writing.pdf.laying_out import MemoryCache

REFERENCES = Path(__file__).resolve().parents[3] / "docs" / "pages"
RESOLUTION = 100
FORMULA = r"\frac{1}{n}\sum_{i=1}^{n} \ln\frac{Y_{i,2015}}{Y_{i,2006}} = \alpha + \beta D_i + \varepsilon_i"

PAGES = ("cover", "title-page", "contents", "axis-un", "premier", "premier+1", "premier+2", "back-cover")
"""Unit, and how many pages after its first."""

TEXT = (
    "Les alliances entre collectivités ne datent pas d’hier : les syndicats de communes du XIXᵉ siècle, les districts "
    "urbains des années 1960 et les pôles métropolitains d’aujourd’hui répondent, chacun à sa manière, à la même "
    "question. Comment gouverner ensemble ce que les limites administratives séparent ? La réponse tient rarement "
    "dans une seule institution ; elle tient plus souvent dans un réseau de contrats, d’habitudes et de confiances."
)
MORE = (
    "On soutiendra ici que la coopération suppose un intérêt commun, mais aussi une scène où il se construit. Les "
    "enquêtes menées dans quatre métropoles inventées montrent que les élus s’y rencontrent d’abord pour se connaître, "
    "ensuite seulement pour décider. Les techniciens, eux, préparent des compromis que personne ne revendique : ils "
    "circulent, traduisent, arrangent. C’est à eux que l’on doit la durée des accords, bien plus qu’aux textes."
)
NOTE = (
    "Les quatre métropoles de l’enquête sont fictives ; les entretiens cités le sont aussi. Ils empruntent à des "
    "travaux connus leurs situations, jamais leurs personnes."
)


def _paragraph(text: str, note: int = 0) -> Node:
    inlines = [*words(text)]
    if note:
        inlines.append(
            span([{"t": "Note", "c": [sample.para(NOTE)]}], attr(f"fn-{note}", ["footnote"], number=str(note)))
        )
    return wrap("Para", inlines)


def _body() -> Blocks:
    equation = span([sample.math(FORMULA, True)], attr("eq-1", ["equation"], label="(1)", number="1"))
    rows = [("0–10 minutes", "0,21", "0,88"), ("10–20 minutes", "0,74", "0,42"), ("20–30 minutes", "0,92", "−0,31")]
    width = {"t": "ColWidthDefault"}
    columns = [[{"t": "AlignLeft"}, width], [{"t": "AlignRight"}, width], [{"t": "AlignRight"}, width]]
    head = [attr(), [sample.row(sample.cell("Couronne"), sample.cell("Population"), sample.cell("Emploi"))]]
    body = [[attr(), 1, [], [sample.row(*(sample.cell(text) for text in row)) for row in rows]]]
    caption = [None, [wrap("Plain", words("Croissance annuelle selon la couronne (données fictives)"))]]
    table = {"t": "Table", "c": [attr(), caption, columns, head, body, [attr(), []]]}
    source = div([sample.para("Source : données fictives, calculs des auteurs.")], attr("", ["source"]))
    return [
        sample.header(1, "sec-question", "Une question ancienne"),
        _paragraph(TEXT, 1),
        _paragraph(MORE),
        _paragraph(TEXT),
        {"t": "BlockQuote", "c": [sample.para(MORE), div([sample.para("Un maire, 2016")], attr("", ["attribution"]))]},
        sample.header(2, "sec-modele", "Le modèle"),
        wrap("Para", [*words("Soit n le nombre de communes :"), tree.SPACE, equation]),
        _paragraph("où la distance au centre est comptée en minutes. " + MORE, 2),
        div([table, source], attr("tab-1", ["table-wrap"], label="Tableau 1", number="1")),
        _paragraph(TEXT),
        sample.figure("fig-carte", "Figure 1", "carte.png", "Carte en trois couronnes"),
        _paragraph(MORE),
        sample.header(1, "sec-conclusion", "Conclusion"),
        _paragraph(TEXT),
        {"t": "BulletList", "c": [[wrap("Plain", words(t))] for t in ("connaître ;", "préparer ;", "décider.")]},
    ]


def volume(folder: Path) -> Volume:
    """The specimen; its images are written below `folder`."""
    made = sample.volume(folder)
    first, second = made.contributions
    Image.new("RGB", (1200, 520), (58, 96, 140)).save(folder / "premier" / "carte.png")
    works = (
        (
            "Offner, Jean-Marc, 2006, « Les territoires de l’action publique locale », ",
            "Revue française de science politique",
        ),
    )
    entries = tuple(
        BibliographyEntry(f"ref{i}", [*words(text), tree.SPACE, wrap("Emph", words(where)), tree.string(".")])
        for i, (text, where) in enumerate(works * 4)
    )
    first = replace(
        first,
        body=_body(),
        appendices=[],
        math=pandoc.mathml([(FORMULA, True)]),
        abstracts={
            "fr": [sample.para(TEXT)],
            "en": [sample.para("About alliances, their scenes and those who keep them.")],
        },
        bibliography=(BibliographySection(entries),),
    )
    return replace(made, contributions=(first, second), isbn={"print": "978-2-00-000000-2"})


def draw(folder: Path) -> dict[str, Path]:
    """Page (as in `PAGES`) → a grey picture of it, in `folder`."""
    made = volume(folder)
    layout = pdf.lay_out(made, html.units(made), MemoryCache(), 1, Report())
    path = folder / "specimen.pdf"
    path.write_bytes(pdf.write_book(layout))
    starts: dict[str, int] = {}
    at = 1
    for placed in layout.placed:
        starts[placed.unit.name] = at
        at += len(placed.part.sizes) + placed.blank_after
    with pikepdf.open(path) as opened:
        assert len(opened.pages) == at - 1
    pictures = {}
    for name in PAGES:
        unit, _, offset = name.partition("+")
        number = str(starts[unit] + int(offset or 0))
        target = folder / name
        command = [
            "pdftoppm",
            "-singlefile",
            "-png",
            "-gray",
            "-r",
            str(RESOLUTION),
            "-f",
            number,
            str(path),
            str(target),
        ]
        subprocess.run(command, check=True)
        pictures[name] = target.with_name(f"{name}.png")
    return pictures


def main() -> int:
    """Draw the reference pages anew."""
    REFERENCES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, picture in draw(Path(folder)).items():
            with Image.open(picture) as image:
                image.quantize(16).save(REFERENCES / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
