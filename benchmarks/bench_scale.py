"""How a volume grows: everything built (PDF, offprints, EPUB, JATS, BITS) from an empty cache, small and large.

    python benchmarks/bench_scale.py [--chapters 30] [--chapters 300]

A chapter has 40 references, so that 300 chapters are some 3,400 pages and a bibliography of 12,000 entries. Each
build is a process of its own (`actes build all --jobs 2`). The ratio of a row is its time over that of the first
row, to be read beside the ratio of the chapters; the note says the pages and the largest process.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent))
from bench_pdf import JOBS, Measure, run
from generated_volume import REFERENCES, generate

CHAPTERS = (30, 300)


def measure(sizes: Sequence[int] = CHAPTERS) -> list[Measure]:
    """A row per size, the first being the yardstick of the others."""
    rows: list[Measure] = []
    for chapters in sizes:
        with tempfile.TemporaryDirectory(prefix="actes-bench-") as place:
            folder, out = Path(place) / "volume", Path(place) / "out"
            generate(folder, chapters)
            command = [sys.executable, "-m", "actes", "build", "all", str(folder), "--output", str(out)]
            held = run([*command, "--jobs", str(JOBS)], folder)
            with pikepdf.open(next(out.glob("*.pdf"))) as book:
                pages = len(book.pages)
        first = rows[0].ours_s if rows else 0.0
        note = f"{pages} pages, {chapters * REFERENCES} references, largest process {held.peak} MB"
        ratio = round(held.wall / first, 2) if first else 0.0
        rows.append(Measure(f"all-{chapters}", round(held.wall, 2), first, ratio, round(held.cpu, 2), pages, note))
    return rows


def main() -> None:
    """Print a line of JSON per size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, action="append")
    for row in measure(parser.parse_args().chapters or CHAPTERS):
        print(json.dumps(asdict(row), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
