"""How long the EPUB takes: the writer alone beside pandoc's own, after one edit, and a cold build.

    python benchmarks/bench_epub.py [--chapters 30] [--no-build]

Both writers are given the same resolved volume: ours as it is, with a page map; pandoc (`json` to `epub3`) its
trees one after the other, each with its rendered references. pandoc writes no page list, no indexes, no
consolidated bibliography and no links back. The page map is made up: a page every 1,800 characters. After one
edit our writer starts from nothing, as the first time: nothing is cached. `measure()` returns rows.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pypandoc

from actes import tree
from actes.cache import Cache
from actes.diagnostics import Report
from actes.model import Contribution, PageBreak, PageMap, Pages, Volume
from actes.stages import prepare
from actes.tree import Blocks, Node
from actes.writing import html
from actes.writing.epub import write_epub

sys.path.insert(0, str(Path(__file__).parent))
from bench_pdf import JOBS, Measure, run
from generated_volume import generate

ROUNDS = 5
PAGE = 1_800


def page_map(volume: Volume) -> PageMap:
    """A page every PAGE characters of each chapter."""
    pages: dict[str, Pages] = {}
    breaks: dict[str, tuple[PageBreak, ...]] = {}
    first = 1
    for contribution in volume.contributions:
        length = len("".join(html.flow_text(html.chapter(volume, contribution)).split()))
        offsets = range(0, length, PAGE)
        breaks[contribution.slug] = tuple(PageBreak(str(first + n), o) for n, o in enumerate(offsets))
        pages[contribution.slug] = Pages(str(first), str(first + len(offsets) - 1))
        first += len(offsets)
    return PageMap(pages, {}, breaks, {}, first - 1)


def pandoc_document(volume: Volume) -> str:
    """The resolved volume as one document of pandoc's JSON."""
    blocks: Blocks = []
    for contribution in volume.contributions:
        blocks.append({"t": "Header", "c": [1, tree.attr(contribution.slug), contribution.main_title]})
        blocks += tree.rewrite([*contribution.body, *contribution.appendices], _for_pandoc(contribution))
        entries = [e for section in contribution.bibliography for e in section.entries]
        listed = [
            tree.div([tree.wrap("Para", e.inlines)], tree.attr(f"{contribution.slug}-{tree.reference_id(e.key)}"))
            for e in entries
        ]
        blocks.append(tree.div(listed))
    title = {"t": "MetaInlines", "c": next(iter(volume.title.values()))}
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {"title": title}, "blocks": blocks})


def _for_pandoc(contribution: Contribution) -> Callable[[Node], Node | None]:
    """Headings go down by one, as in a book made in one go; images are found where they are."""

    def change(node: Node) -> Node | None:
        if node["t"] == "Header":
            level, attributes, inlines = node["c"]
            return {"t": "Header", "c": [level + 1, attributes, inlines]}
        if node["t"] == "Image" and node["c"][2][0] in contribution.assets:
            path = contribution.assets[node["c"][2][0]].path
            return {"t": "Image", "c": [node["c"][0], node["c"][1], [str(path), ""]]}
        return None

    return change


def timed(work: Callable[[], object]) -> float:
    """Seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(chapters: int, *, build: bool = True) -> list[Measure]:
    """What a volume of `chapters` chapters takes: medians of rounds in which both writers take turns."""
    rows: list[Measure] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "volume"
        generate(folder, chapters)
        volume = prepare(folder, Cache(Path(place) / "cache"), Report(), jobs=JOBS)
        if volume is None:
            raise SystemExit("the generated volume cannot be read")
        pages = page_map(volume)
        document = Path(place) / "book.json"
        document.write_text(pandoc_document(volume), "utf-8")
        command = [pypandoc.get_pandoc_path(), str(document), "-f", "json", "-t", "epub3", "--mathml"]
        command += ["-o", str(Path(place) / "pandoc.epub")]
        first = volume.contributions[0]
        line = tree.wrap("Para", tree.words("Un paragraphe de plus."))
        edited = replace(volume, contributions=(replace(first, body=[line, *first.body]), *volume.contributions[1:]))
        ours, peer, after = [], [], []
        for _ in range(ROUNDS):
            ours.append(timed(lambda: write_epub(volume, pages)))
            peer.append(timed(lambda: subprocess.run(command, check=True, capture_output=True)))
            after.append(timed(lambda: write_epub(edited, pages)))
        whole, again, pandoc = statistics.median(ours), statistics.median(after), statistics.median(peer)
        rows.append(Measure(f"epub-writer-{chapters}", whole, pandoc, whole / pandoc))
        rows.append(Measure(f"epub-after-edit-{chapters}", again, pandoc, again / pandoc))
        if build:
            build_command = [sys.executable, "-m", "actes", "build", "epub", str(folder), "--jobs", str(JOBS)]
            cold = run([*build_command, "--output", str(Path(place) / "out")], folder)
            rows.append(Measure(f"epub-cold-build-{chapters}", cold.wall, 0.0, 0.0, cold.cpu))
    return rows


def main() -> None:
    """Print a row of JSON for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, default=30)
    parser.add_argument("--no-build", action="store_true")
    chosen = parser.parse_args()
    for row in measure(chosen.chapters, build=not chosen.no_build):
        print(json.dumps(asdict(row)))


if __name__ == "__main__":
    main()
