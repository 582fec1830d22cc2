"""How long JATS takes: a cold build with the pages given, and the writers alone; beside pandoc's writer.

    python benchmarks/bench_jats.py [--chapters 30] [--chapters 300] [--no-peers]

Each build is a process of its own (`actes build jats --jobs 2`), from an empty cache (aim: 300 chapters in
under 60 s on 2 cores). pandoc reads and writes each chapter by itself, with citeproc, two at a time; it
neither checks nor validates, and its files are not what `docs/jats.md` asks for. `measure()` returns rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pypandoc

from actes.cache import Cache
from actes.diagnostics import Report
from actes.stages import prepare
from actes.validating import validate_article
from actes.writing import jats

sys.path.insert(0, str(Path(__file__).parent))
from bench_pdf import JOBS, Measure, run
from generated_volume import generate

PAGES = 20


def volume(folder: Path, chapters: int) -> Path:
    """A generated volume whose chapters say their pages."""
    generate(folder, chapters)
    for number, article in enumerate(sorted(folder.glob("axe-*/chapitre-*/article.md"))):
        first = 1 + number * PAGES
        text = article.read_text("utf-8").replace("---\n", f"---\npages: {first}-{first + PAGES - 1}\n", 1)
        article.write_text(text, "utf-8")
    return folder


def measure(chapters: int, *, peers: bool = True) -> list[Measure]:
    """What a volume of `chapters` chapters takes."""
    with tempfile.TemporaryDirectory() as place:
        folder = volume(Path(place) / "volume", chapters)
        command = [sys.executable, "-m", "actes", "build", "jats", str(folder), "--jobs", str(JOBS)]
        cold = run([*command, "--output", str(Path(place) / "out")], folder)
        peer = _pandoc(folder) if peers else 0.0
        ratio = cold.wall / peer if peer else 0.0
        rows = [
            Measure(f"jats-cold-{chapters}", cold.wall, peer, ratio, cold.cpu, note=f"peak {cold.peak} MB a process")
        ]
        return [*rows, *_writers(folder, Path(place) / "cache", chapters)]


def _pandoc(folder: Path) -> float:
    """Seconds that pandoc takes for the same chapters, two processes at a time."""
    binary = pypandoc.get_pandoc_path()
    articles = sorted(folder.glob("axe-*/chapitre-*/article.md"))

    def convert(article: Path) -> None:
        options = ["--citeproc", "--bibliography", "references.bib", "-s", "-t", "jats_publishing", "-o", "peer.xml"]
        run([binary, article.name, *options], article.parent)

    started = time.perf_counter()
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(convert, articles))
    return time.perf_counter() - started


def _writers(folder: Path, cache: Path, chapters: int) -> list[Measure]:
    """Seconds of the writers alone, in this process; the note says by how much memory grew on the way."""
    resolved = prepare(folder, Cache(cache), Report())
    assert resolved is not None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    data = [jats.write_article(resolved, contribution) for contribution in resolved.contributions]
    written = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    started = time.perf_counter()
    for found in data:
        validate_article(found, Report(), "article.xml")
    validated = time.perf_counter() - started
    started = time.perf_counter()
    book = jats.write_volume(resolved)
    bits = time.perf_counter() - started
    size = sum(map(len, data))
    return [
        Measure(f"jats-articles-{chapters}", written, note=f"{size} bytes, memory grew by {grown} MB"),
        Measure(f"jats-validation-{chapters}", validated),
        Measure(f"bits-volume-{chapters}", bits, note=f"{len(book)} bytes"),
    ]


def main() -> None:
    """Print a line of JSON per measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, action="append")
    parser.add_argument("--no-peers", action="store_true")
    arguments = parser.parse_args()
    for chapters in arguments.chapters or [30]:
        for row in measure(chapters, peers=not arguments.no_peers):
            print(json.dumps(asdict(row), ensure_ascii=False))


if __name__ == "__main__":
    main()
