"""Run the benchmarks and write what they measured to benchmarks/results.json and benchmarks/README.md.

    make bench                       a volume of 30 chapters (some ten minutes)
    make bench ARGS="--chapters 300"
    make bench ARGS="--only pdf --only jats"    these; the other rows stay as they were (csl, bib, normalize,
                                                epub, jats, pdf, preview)

typst is measured beside when it is installed (`pip install typst`). Quote ratios, which are taken in one
run; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bench_bib
import bench_csl
import bench_epub
import bench_jats
import bench_normalize
import bench_pdf
import bench_preview
import bench_scale

HERE = Path(__file__).parent


def main() -> None:
    """Measure everything, then write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="which to run; the others stay as measured")
    options = parser.parse_args()
    measures: dict[str, Callable[[], Sequence[Any]]] = {
        "csl": bench_csl.measure,
        "bib": bench_bib.measure,
        "normalize": bench_normalize.measure,
        "epub": lambda: bench_epub.measure(options.chapters),
        "jats": lambda: bench_jats.measure(options.chapters),
        "pdf": lambda: bench_pdf.measure(options.chapters, True, options.rounds, print),
        "preview": preview,
        "scale": bench_scale.measure,
    }
    unknown = sorted(set(options.only) - set(measures))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(measures)}")
    for name in options.only or [name for name in measures if name != "scale"]:
        print(f"{name}…", flush=True)
        keep([asdict(row) for row in measures[name]()])


def preview() -> list[bench_pdf.Measure]:
    """From a save to what the author sees, the median of twenty, by kind of edit."""
    found = bench_preview.main(20)
    timings = {kind: held for kind, held in found.items() if isinstance(held, dict)}
    return [
        bench_pdf.Measure(f"preview-{kind}", held["median_ms"] / 1000, note=f"worst {held['worst_ms']} ms")
        for kind, held in timings.items()
    ]


def keep(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write `rows` over those of the same names, and both files anew; seconds to the millisecond."""
    results = HERE / "results.json"
    held = {row["name"]: row for row in json.loads(results.read_text("utf-8"))} if results.is_file() else {}
    for row in rows:
        held[row["name"]] = {key: round(v, 3) if isinstance(v, float) else v for key, v in row.items()}
    results.write_text(json.dumps(list(held.values()), ensure_ascii=False, indent=1) + "\n", "utf-8")
    (HERE / "README.md").write_text(table(list(held.values())), "utf-8")


def table(rows: Sequence[Mapping[str, Any]]) -> str:
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
        peer, ratio = (f"{row['peer_s']:.2f}", f"{row['ratio']:.2f}") if row["peer_s"] else ("", "")
        lines.append(f"| {row['name']} | {row['ours_s']:.2f} | {peer} | {ratio} | {row.get('note', '')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
