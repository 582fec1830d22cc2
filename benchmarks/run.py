"""Run the benchmarks and write what they measured to benchmarks/results.json and benchmarks/README.md.

    make bench                       a volume of 30 chapters (some ten minutes)
    make bench ARGS="--chapters 300"

Quote ratios, which are taken in one run; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import bench_bib
import bench_csl
import bench_epub
import bench_jats
import bench_normalize
import bench_pdf
from bench_pdf import Measure

HERE = Path(__file__).parent


def main() -> None:
    """Measure everything, then write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    rows: list[Measure] = []
    for name, work in {
        "csl": bench_csl.measure,
        "bib": bench_bib.measure,
        "normalize": bench_normalize.measure,
        "epub": lambda: bench_epub.measure(options.chapters),
        "jats": lambda: bench_jats.measure(options.chapters),
        "pdf": lambda: bench_pdf.measure(options.chapters, True, options.rounds, print),
    }.items():
        print(f"{name}…", flush=True)
        rows += work()
    (HERE / "results.json").write_text(json.dumps([asdict(r) for r in rows], ensure_ascii=False, indent=1) + "\n")
    (HERE / "README.md").write_text(table(rows))


def table(rows: Sequence[Measure]) -> str:
    """The page that shows the results."""
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`: do not edit. Ratios (ours / peer, taken in one run) are what to quote.",
        f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| what | ours (s) | peer (s) | ratio | note |",
        "|---|---:|---:|---:|---|",
    ]
    for row in rows:
        peer, ratio = (f"{row.peer_s:.2f}", f"{row.ratio:.2f}") if row.peer_s else ("", "")
        lines.append(f"| {row.name} | {row.ours_s:.2f} | {peer} | {ratio} | {getattr(row, 'note', '')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
