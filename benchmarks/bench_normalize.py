"""How long `actes normalize` takes: 270,000 characters against 4,000 entries (aim: under a second).

Run it by hand: `python benchmarks/bench_normalize.py`.
"""

from __future__ import annotations

import random
import time

from bench_pdf import Measure

from actes.diagnostics import Location
from actes.model import Reference
from actes.normalising.prose import normalise_text

SYLLABLES = ("ba", "bre", "cha", "del", "dur", "fer", "gé", "la", "lin", "ma", "mé", "no", "pa", "ra", "sa", "ti", "va")


SENTENCE = "la ville change et les territoires se recomposent dans une économie mondiale où rien n’est acquis"


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def bibliography(count: int, chance: random.Random) -> list[Reference]:
    """`count` works by invented authors, published between 1960 and 2025."""
    references: list[Reference] = []
    for number in range(count):
        authors = [{"family": _name(chance), "given": _name(chance)} for _ in range(chance.choice((1, 1, 2, 3)))]
        item = {"id": f"k{number}", "type": "book", "title": _name(chance), "author": authors}
        item["issued"] = {"date-parts": [[chance.randint(1960, 2025)]]}
        references.append(Reference(f"k{number}", item, Location("refs.bib")))
    return references


def text(length: int, references: list[Reference], chance: random.Random) -> str:
    """Prose of `length` characters with a citation, exact, misspelt or unknown, every 150 or so."""
    words = SENTENCE.split()
    pieces: list[str] = []
    size = 0
    while size < length:
        work = chance.choice(references).csl
        names = [a["family"] for a in work["author"]]
        typed = chance.choice((" et ".join(names), names[0][:-1], f"{names[0]} et al.", _name(chance)))
        year = work["issued"]["date-parts"][0][0]
        sentence = f"{' '.join(chance.choices(words, k=18))} ({typed}, {year}, p. {chance.randint(1, 400)}). "
        pieces.append(sentence + ("\n\n" if chance.random() < 0.2 else ""))
        size += len(pieces[-1])
    return "".join(pieces)


def measure() -> list[Measure]:
    """270,000 characters against 4,000 entries; there is no peer."""
    chance = random.Random(2017)
    references = bibliography(4000, chance)
    sample = text(270_000, references, chance)
    start = time.perf_counter()
    normalise_text(sample, references, file="sample.md")
    return [Measure("normalize: 270,000 characters, 4,000 entries", time.perf_counter() - start)]


def main() -> None:
    """Print the seconds taken."""
    chance = random.Random(2017)
    references = bibliography(4000, chance)
    sample = text(270_000, references, chance)
    start = time.perf_counter()
    result = normalise_text(sample, references, file="sample.md")
    print(f"{len(sample)} characters, {len(references)} entries: {time.perf_counter() - start:.2f} s")
    print(f"{len(result.edits)} edits, {len(result.rows)} citations")


if __name__ == "__main__":
    main()
