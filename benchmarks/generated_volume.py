"""A volume of invented French social science, as large as one likes: manuscripts on disk, deterministic.

`python benchmarks/generated_volume.py FOLDER CHAPTERS [WORDS]` writes `FOLDER/volume.yaml` and a folder per
chapter with `article.md`, `references.bib` and two figures. The same chapters, in the form pandoc alone
reads them, are written by `peer_files`, so that peers lay out the same text.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw


def _words(text: str, separator: str = " ") -> list[str]:
    return text.split(separator)


FEMININE = _words(
    "société ville politique enquête institution mémoire histoire école famille mobilité pratique classe réforme "
    "catégorie discipline frontière gouvernance trajectoire profession communauté hiérarchie archive controverse "
    "méthode population représentation légitimité périphérie métropole intercommunalité coopération alliance"
)
MASCULINE = _words(
    "dispositif acteur terrain discours mouvement quartier espace corpus entretien marché réseau récit rapport champ "
    "modèle territoire syndicat ménage processus phénomène événement paradigme conflit département pacte contrat"
)
FEMININE_ADJECTIVES = _words(
    "sociale politique urbaine historique contemporaine collective institutionnelle symbolique économique culturelle "
    "locale nationale européenne théorique empirique statistique résidentielle métropolitaine"
)
MASCULINE_ADJECTIVES = _words(
    "social politique urbain historique contemporain collectif institutionnel symbolique économique culturel local "
    "national européen théorique empirique statistique résidentiel métropolitain"
)
VERBS = _words(
    "interroge transforme révèle structure produit renforce déplace recompose légitime accompagne contraint prolonge "
    "éclaire questionne mobilise redéfinit façonne conditionne entérine"
)
OPENINGS = _words(
    "En effet,|Toutefois,|Dès lors,|À l’inverse,|De ce point de vue,|Au-delà de cette opposition,|Paradoxalement,|"
    "Depuis les années 1980,|Dans cette perspective,|C’est pourquoi|Or,|On peut soutenir que",
    "|",
)
FAMILIES = _words(
    "Lefèvre Müller Dupont N’Diaye Garçon Hélène Château Œuvrard Çelik Martín Chevalier Vasseur Rivière Maître "
    "Bénabou Petitjean Laforêt Dumézil"
)
GIVEN = _words("Anne Éric Françoise Zoé Jérôme Inès Gaël Chloé Noël Thérèse Léa Aïcha François Benoît Maëlle Agnès")
FORMULAS = (
    r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i",
    r"G = 1 - \sum_{k=1}^{n} (X_k - X_{k-1})(Y_k + Y_{k-1})",
    r"\log\frac{p_i}{1-p_i} = \beta_0 + \beta_1 x_{i1} + \varepsilon_i",
    r"\chi^2 = \sum_{i}\frac{(O_i - E_i)^2}{E_i}",
)
CHAPTERS_PER_AXIS = 8
REFERENCES = 40


class Writer:
    """Writes the chapter number `number`; everything follows from that number."""

    def __init__(self, number: int, words: int) -> None:
        self.number, self.words = number, words
        self.chance = random.Random(1000 + number)
        self.keys = [f"c{number:03d}r{position:02d}" for position in range(REFERENCES)]

    def group(self) -> str:
        """A noun group."""
        pick = self.chance.choice
        if self.chance.random() < 0.55:
            return f"{pick(('la', 'cette', 'une', 'toute'))} {pick(FEMININE)} {pick(FEMININE_ADJECTIVES)}"
        return f"{pick(('le', 'ce', 'un', 'chaque'))} {pick(MASCULINE)} {pick(MASCULINE_ADJECTIVES)}"

    def title(self) -> str:
        """A title, in sentence case."""
        text = f"{self.group()} : {self.group()}"
        return text[0].upper() + text[1:]

    def sentence(self) -> str:
        """A sentence."""
        chance, pick = self.chance, self.chance.choice
        text = f"{pick(OPENINGS)} " if chance.random() < 0.35 else ""
        text += f"{self.group()} {pick(VERBS)} {self.group()}"
        if chance.random() < 0.6:
            text += f", tandis que {self.group()} {pick(VERBS)} {self.group()}"
        if chance.random() < 0.3:
            text += f" ; {self.group()} n’y {pick(VERBS)} guère {self.group()}"
        return text[0].upper() + text[1:] + pick((".", ".", ".", " ?"))

    def paragraph(self) -> str:
        """Four to eight sentences with a citation, now and then a note."""
        chance, pick = self.chance, self.chance.choice
        sentences = [self.sentence() for _ in range(chance.randint(4, 8))]
        place = chance.randrange(1, len(sentences))
        key = pick(self.keys)
        citation = pick(
            (
                f" [@{key}].",
                f" [voir @{key}, p. {chance.randint(2, 300)}].",
                f", comme l’écrit @{key}.",
                f" [@{key}; @{pick(self.keys)}].",
            )
        )
        sentences[place] = sentences[place].rstrip(" .?") + citation
        if chance.random() < 0.38:
            more = (
                f"Voir @{pick(self.keys)}, p. {chance.randint(1, 200)}." if chance.random() < 0.5 else self.sentence()
            )
            sentences[chance.randrange(len(sentences))] += f"^[{self.sentence()} {more}]"
        if chance.random() < 0.12:
            sentences.append(f"Soit $x_{{{chance.randint(1, 9)}}} > {chance.randint(2, 90)}$ le seuil retenu.")
        return " ".join(sentences)

    def table(self, columns: int, serial: int) -> list[str]:
        """A table of figures with its caption."""
        chance, pick = self.chance, self.chance.choice
        heads = [pick(FEMININE).capitalize(), *(str(1960 + 10 * column) for column in range(columns - 1))]
        lines = ["| " + " | ".join(heads) + " |", "|:--" + "|--:" * (columns - 1) + "|"]
        for _ in range(9):
            cells = [f"{chance.uniform(0, 100):.1f}".replace(".", ",") for _ in range(columns - 1)]
            lines.append("| " + " | ".join([f"{pick(FEMININE)} {pick(FEMININE_ADJECTIVES)}", *cells]) + " |")
        caption = f": Répartition de la {pick(FEMININE)} {pick(FEMININE_ADJECTIVES)} {{#tbl-{self.number}-{serial}}}"
        return [*lines, "", caption, ""]

    def body(self) -> list[str]:
        """Six sections with tables, figures, a formula and a list."""
        chance = self.chance
        lines: list[str] = []
        written = 0
        for section in range(6):
            lines += [f"# {self.group().capitalize()} {{#sec-{self.number}-{section}}}", ""]
            while written < self.words * (section + 1) / 6:
                paragraph = self.paragraph()
                written += len(paragraph.split())
                lines += [paragraph, ""]
                if chance.random() < 0.05:
                    quotation = f"> {self.sentence()} {self.sentence()} [@{chance.choice(self.keys)}, p. 12]"
                    lines += [quotation, ""]
            if section in (1, 4):
                lines += self.table(4 if section == 1 else 7, section)
            if section == 2:
                lines += [
                    f"![Évolution de la {chance.choice(FEMININE)}](bars.png)"
                    f'{{#fig-{self.number}-1 alt="Diagramme en barres."}}',
                    "",
                ]
            if section == 3:
                lines += ["$$" + chance.choice(FORMULAS) + "$$", ""]
                lines += [
                    f'![Courbe de {chance.choice(FEMININE)}](curve.svg){{#fig-{self.number}-2 alt="Courbe."}}',
                    "",
                ]
            if section == 5:
                lines += [f"- {self.group()} ;" for _ in range(4)]
                lines += [""]
        return lines

    def bibliography(self) -> str:
        """Forty entries: books, chapters, articles."""
        chance, pick = self.chance, self.chance.choice
        entries = []
        for position, key in enumerate(self.keys):
            count = pick((1, 1, 1, 2, 3))
            authors = " and ".join(f"{pick(FAMILIES)}, {pick(GIVEN)}" for _ in range(count))
            title = f"{self.group()} et {self.group()}"
            year = chance.randint(1965, 2024)
            common = f" author = {{{authors}}},\n title = {{{title[0].upper()}{title[1:]}}}"
            common += f",\n year = {{{year}}},\n langid = {{french}}"
            if position % 4 == 0:
                entries.append(
                    f"@book{{{key},\n{common},\n publisher = {{Presses inventées}},\n address = {{Paris}}\n}}"
                )
            elif position % 4 == 1:
                entries.append(
                    f"@incollection{{{key},\n{common},\n booktitle = {{Actes du colloque {pick(FEMININE)}}},\n"
                    f" editor = {{{pick(FAMILIES)}, {pick(GIVEN)}}},\n publisher = {{Presses inventées}},\n"
                    f" pages = {{{year % 100 + 1}--{year % 100 + 22}}}\n}}"
                )
            else:
                entries.append(
                    f"@article{{{key},\n{common},\n journal = {{Revue inventée de {pick(FEMININE)}}},\n"
                    f" volume = {{{chance.randint(1, 60)}}},\n number = {{{chance.randint(1, 4)}}},\n"
                    f" pages = {{{year % 100 + 1}--{year % 100 + 25}}}\n}}"
                )
        return "\n\n".join(entries) + "\n"

    def figures(self, folder: Path) -> None:
        """A bar chart (PNG) and a curve (SVG)."""
        chance = self.chance
        image = Image.new("RGB", (1200, 700), "white")
        draw = ImageDraw.Draw(image)
        for bar in range(12):
            top = 660 - chance.randint(60, 600)
            draw.rectangle((60 + bar * 92, top, 130 + bar * 92, 660), fill=(40 + bar * 12, 80, 150))
        draw.line((40, 660, 1180, 660), fill="black", width=4)
        image.save(folder / "bars.png", optimize=True)
        points = " ".join(f"{20 + step * 36},{chance.randint(20, 200)}" for step in range(16))
        (folder / "curve.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240" width="600" height="240">'
            f'<polyline points="{points}" fill="none" stroke="#236" stroke-width="3"/></svg>',
            "utf-8",
        )

    def authors(self) -> list[tuple[str, str]]:
        """One or two (given, family)."""
        return [(self.chance.choice(GIVEN), self.chance.choice(FAMILIES)) for _ in range(self.chance.choice((1, 1, 2)))]


def _chapter(folder: Path, number: int, words: int) -> str:
    """Write a chapter; its slug."""
    writer = Writer(number, words)
    slug = f"chapitre-{number:03d}"
    place = folder / f"axe-{_axis(number)}" / slug
    place.mkdir(parents=True, exist_ok=True)
    title, authors = writer.title(), writer.authors()
    abstract = " ".join(writer.sentence() for _ in range(4))
    keywords = ", ".join(sorted({writer.chance.choice(FEMININE) for _ in range(4)}))
    lines = ["---", f'title: "{title}"', "authors:"]
    for given, family in authors:
        lines += [
            f'  - given: "{given}"',
            f'    family: "{family}"',
            f'    affiliations: [{{name: "Université inventée de {family}"}}]',
        ]
    lines += ["language: fr", f'abstract: "{abstract}"', f"keywords: [{keywords}]"]
    lines += ["bibliography: references.bib", "---", "", *writer.body()]
    (place / "article.md").write_text("\n".join(lines), "utf-8")
    (place / "references.bib").write_text(writer.bibliography(), "utf-8")
    writer.figures(place)
    return slug


def _axis(number: int) -> int:
    return (number - 1) // CHAPTERS_PER_AXIS + 1


def generate(folder: Path, chapters: int, words: int = 2000) -> None:
    """Write a volume of `chapters` chapters of about `words` words each into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    slugs: dict[int, list[str]] = {}
    for number in range(1, chapters + 1):
        slugs.setdefault(_axis(number), []).append(_chapter(folder, number, words))
    lines = ["id: volume-engendre", "language: fr", "title: Actes d’un colloque inventé", 'published: "2025"']
    lines += [
        "doi-prefix: 10.5555",
        "licence: CC-BY-4.0",
        "publisher: {name: Presses inventées, place: Rennes}",
        "axes:",
    ]
    for axis, held in slugs.items():
        writer = Writer(-axis, 0)
        lines += [f"  - id: axe-{axis}", f'    title: "{writer.title()}"', f"    contributions: [{', '.join(held)}]"]
    (folder / "volume.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def peer_files(folder: Path, target: Path) -> Path:
    """One Markdown file and one bibliography for pandoc, from a volume made by `generate`; the Markdown's path.

    Chapter titles become headings of level 1 and the others go down by one, as in a book made in one go.
    """
    target.mkdir(parents=True, exist_ok=True)
    articles = sorted(folder.glob("axe-*/chapitre-*/article.md"))
    lines = ["---", "title: Actes d’un colloque inventé", "lang: fr", "bibliography: all.bib", "---", ""]
    entries = []
    for article in articles:
        slug = article.parent.name
        _, header, body = article.read_text("utf-8").split("---\n", 2)
        title = next(line for line in header.splitlines() if line.startswith("title:"))
        lines += ["# " + title.split('"')[1], ""]
        for line in body.splitlines():
            if line.startswith("# "):
                line = f"#{line}"
            lines.append(
                line.replace("](bars.png)", f"]({slug}-bars.png)").replace("](curve.svg)", f"]({slug}-curve.svg)")
            )
        for name in ("bars.png", "curve.svg"):
            (target / f"{slug}-{name}").write_bytes((article.parent / name).read_bytes())
        entries.append((article.parent / "references.bib").read_text("utf-8"))
    (target / "all.bib").write_text("\n".join(entries), "utf-8")
    (target / "book.md").write_text("\n".join(lines), "utf-8")
    return target / "book.md"


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2000)
