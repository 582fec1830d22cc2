"""How long bibliographies take to read and to merge, beside pandoc alone on the same text.

    python benchmarks/bench_bib.py [entries …]

Prints seconds for each size; reading must stay linear: 1,000 entries under 2 s, 10,000 under 15 s.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence

from bench_pdf import Measure

from actes import pandoc
from actes.diagnostics import Report
from actes.normalising.merging import Overrides, merge
from actes.reading.bibtex import read_bibliography

ENTRY = r"""@article{{key{n},
  author = {{Le Gal{{\`e}}s{n}, Patrick and Dup{{\^o}}nt, {{\'E}}milie and {{Insee}}}},
  title = {{Les effets de la r{{\'e}}forme n\textsuperscript{{o}} {n} sur l'{{\'e}}conomie des territoires}},
  subtitle = {{Une {{\oe}}uvre commune}},
  journal = {{Revue d'{{\'e}}conomie r{{\'e}}gionale et urbaine}},
  volume = {{{n}}}, number = {{3-4}}, pages = {{12--34}}, year = {{20{y:02d}}},
  doi = {{10.3917/reru.{n}}}, url = {{https://example.org/{n}}}, langid = {{french}},
  abstract = {{Un r{{\'e}}sum{{\'e}} assez long pour que le fichier ait la taille d'un export de Zotero.}}
}}
"""


def sample(entries: int) -> str:
    """A .bib text of so many entries, the same each time."""
    return "".join(ENTRY.format(n=n, y=n % 25) for n in range(entries))


def timed(work: Callable[[], object]) -> float:
    """Seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(sizes: Sequence[int] = (1_000, 10_000)) -> list[Measure]:
    """Reading .bib texts of so many entries, beside pandoc alone."""
    found = []
    for size in sizes:
        text = sample(size)
        ours = timed(lambda text=text: read_bibliography(text.encode(), "bench.bib", Report()))
        alone = timed(lambda text=text: pandoc.to_csljson(text))
        found.append(Measure(f"bib: read {size} entries / pandoc alone", ours, alone, ours / alone))
    return found


def main() -> None:
    """Print a line per size."""
    print("entries   read    merge of 4 halves   pandoc alone   peak memory")
    for entries in [int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000]:
        text = sample(entries)
        data = text.encode()
        read = timed(lambda data=data: read_bibliography(data, "bench.bib", Report()))
        references = read_bibliography(data, "bench.bib", Report())
        half = len(references) // 2
        chapters = {"a": references[:half], "b": references[half:], "c": references[::2], "d": references[1::2]}
        merging = timed(lambda chapters=chapters: merge(chapters, Overrides(), Report()))
        alone = timed(lambda text=text: pandoc.to_csljson(text))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{entries:7}  {read:6.2f} s  {merging:10.2f} s  {alone:17.2f} s   {peak} MB + {children} MB (pandoc)")


if __name__ == "__main__":
    main()
