"""How long a PDF takes: cold, after one edit, with nothing to do; beside pandoc with WeasyPrint and with typst.

    python benchmarks/bench_pdf.py [--chapters 30] [--chapters 300] [--no-peers] [--rounds 1] [--steps]

Each measure is a process of its own (`actes build pdf --jobs 2`). One measure per line: name, seconds of
wall clock and of processor, pages; then the ratios asked for, the steps of a cold build, and peak memory.
`measure()` returns rows for `results.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pikepdf
import pypandoc

sys.path.insert(0, str(Path(__file__).parent))
from generated_volume import generate, peer_files

from actes import checking, normalising, pandoc, resolving
from actes.cache import Cache
from actes.diagnostics import Report
from actes.reading.volume import Options, read_volume
from actes.writing import html, pdf

JOBS = 2
EDITED = "chapitre-015/article.md"


@dataclass(frozen=True)
class Measure:
    """One thing measured; `ratio` is `ours_s / peer_s`, 0 without a peer."""

    name: str
    ours_s: float
    peer_s: float = 0.0
    ratio: float = 0.0
    cpu_s: float = 0.0
    pages: int = 0
    note: str = ""


@dataclass(frozen=True)
class Run:
    """A process that ran: seconds of wall clock and of processor, and the largest process below it, in MB."""

    wall: float
    cpu: float
    peak: int


class Watch:
    """Looks at a process and all below it, every 50 ms: the memory of the largest, the processor's ticks of each."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.peaks: dict[int, int] = {}
        self.ticks: dict[int, int] = {}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.ended.wait(0.05):
            self.look()

    def look(self) -> float:
        """Seconds of processor until now."""
        for pid in _descendants(self.root):
            self.peaks[pid] = max(self.peaks.get(pid, 0), _resident(pid))
            self.ticks[pid] = max(self.ticks.get(pid, 0), _ticks(pid))
        return sum(list(self.ticks.values())) / os.sysconf("SC_CLK_TCK")


def run(command: list[str], folder: Path) -> Run:
    """Run `command` in `folder`; raises CalledProcessError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with Watch(process.pid) as watch:
        _, errors = process.communicate()
    wall = time.perf_counter() - started
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    return Run(wall, watch.look(), max(watch.peaks.values(), default=0))


def steps(chapters: int, show: Callable[[str], None]) -> None:
    """Say what each step of a cold build of `chapters` chapters takes."""
    with tempfile.TemporaryDirectory(prefix="actes-bench-") as name, Watch(os.getpid()) as watch:
        generate(Path(name) / "volume", chapters)
        cache, report = Cache(Path(name) / "cache"), Report()
        pandoc.remember_in(cache)
        last = (time.perf_counter(), watch.look())

        def step(title: str) -> None:
            nonlocal last
            now = (time.perf_counter(), watch.look())
            show(f"{title:36} {now[0] - last[0]:6.2f} s, processor {now[1] - last[1]:6.2f} s")
            last = now

        pdf.warm_up(JOBS)
        options = Options(cache.folder / "assets", normalising.link_typed_citations, JOBS, store=cache)
        volume = read_volume(Path(name) / "volume", options, report)
        if volume is None:
            raise SystemExit("the generated volume cannot be read")
        step("reading")
        volume = resolving.resolve(volume, report, cache, jobs=JOBS, merge=normalising.merge_bibliographies)
        step("resolving, one bibliography of all")
        checking.check(volume, report, cache, jobs=JOBS)
        step("checking")
        units = html.units(volume)
        step("HTML of the units")
        layout = pdf.lay_out(volume, units, cache, JOBS, report)
        step("laying out, tags, word check")
        pdf.write_book(layout)
        step("one file")


def _descendants(root: int) -> list[int]:
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        try:
            tasks = list(Path(f"/proc/{pid}/task").iterdir())
            todo += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:  # it has ended
            continue
    return found


def _ticks(pid: int) -> int:
    """The processor's ticks a process has used; workers are not this one's children, so that nobody adds them up."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0
    return int(fields[11]) + int(fields[12])


def _resident(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    except OSError:  # it has ended
        pass
    return 0


def measure(chapters: int, peers: bool, rounds: int, show: Callable[[str], None]) -> list[Measure]:
    """Measure a volume of `chapters` chapters; each figure is the median of `rounds`."""
    with tempfile.TemporaryDirectory(prefix="actes-bench-") as name:
        folder = Path(name)
        volume = folder / "volume"
        generate(volume, chapters)
        ours = _ours(volume, folder / "out", rounds, show)
        rivals = _peers(volume, folder / "peer", rounds, show) if peers else {}
        return _rows(chapters, ours, rivals)


def _ours(volume: Path, out: Path, rounds: int, show: Callable[[str], None]) -> dict[str, Run]:
    command = [sys.executable, "-m", "actes", "build", "pdf", str(volume), "--output", str(out), "--jobs", str(JOBS)]
    article = next(iter(volume.glob(f"*/{EDITED}")), None) or next(iter(sorted(volume.glob("*/*/article.md"))))
    text = article.read_text("utf-8")
    found: dict[str, list[Run]] = {"cold": [], "edit": [], "nothing": []}
    for _ in range(rounds):
        shutil.rmtree(out, ignore_errors=True)
        article.write_text(text, "utf-8")
        found["cold"].append(run(command, volume))
        article.write_text(text.replace("tandis que", "alors que", 1), "utf-8")
        found["edit"].append(run(command, volume))
        found["nothing"].append(run(command, volume))
    for kind, runs in found.items():
        show(f"actes, {kind}: {[round(r.wall, 1) for r in runs]} s, processor {[round(r.cpu, 1) for r in runs]} s")
    with pikepdf.open(next(out.glob("*.pdf"))) as book:
        show(f"actes: {len(book.pages)} pages")
    return {kind: _median(runs) for kind, runs in found.items()}


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(r.wall for r in runs), statistics.median(r.cpu for r in runs), max(r.peak for r in runs)
    )


def _peers(volume: Path, folder: Path, rounds: int, show: Callable[[str], None]) -> dict[str, Run]:
    """pandoc in one go, then WeasyPrint or typst; those that are not installed are named."""
    peer_files(volume, folder)
    pandoc = [pypandoc.get_pandoc_path(), "book.md", "--citeproc", "--standalone", "--toc"]
    sheet = "@page{size:160mm 240mm;margin:20mm} html{font:10pt/1.32 serif;hyphens:auto} p{text-align:justify}"
    (folder / "peer.css").write_text(sheet, "utf-8")
    to_html = f"{_shell(pandoc)} --mathml --css peer.css -t html5 -o book.html"
    programs = {
        "pandoc+weasyprint": f"{to_html} && "
        f"{sys.executable} -m weasyprint --pdf-variant pdf/ua-1 -q book.html book.pdf",
        "pandoc+typst": f"{_shell(pandoc)} -V papersize=a5 -t typst -o book.typ && {sys.executable} -c "
        "\"import typst; typst.compile('book.typ', output='typst.pdf')\"",
    }
    found: dict[str, Run] = {}
    for name, command in programs.items():
        if (
            name.endswith("typst")
            and subprocess.run([sys.executable, "-c", "import typst"], capture_output=True).returncode
        ):
            show("pandoc+typst: not measured, typst is not installed (pip install typst)")
            continue
        runs = [run(["sh", "-c", command], folder) for _ in range(rounds)]
        show(f"{name}: {[round(r.wall, 1) for r in runs]} s, processor {[round(r.cpu, 1) for r in runs]} s")
        found[name] = _median(runs)
    return found


def _shell(command: list[str]) -> str:
    return " ".join(f"'{part}'" for part in command)


def _rows(chapters: int, ours: dict[str, Run], rivals: dict[str, Run]) -> list[Measure]:
    cold = ours["cold"]
    rows = [
        Measure(
            f"pdf-{chapters}-cold-vs-{name}",
            round(cold.wall, 2),
            round(rival.wall, 2),
            round(cold.wall / rival.wall, 3),
            round(cold.cpu, 2),
            note=f"processor: ours {cold.cpu:.1f} s, peer {rival.cpu:.1f} s",
        )
        for name, rival in rivals.items()
    ]
    for kind in ("edit", "nothing"):
        held = ours[kind]
        rows.append(
            Measure(
                f"pdf-{chapters}-{kind}-vs-cold",
                round(held.wall, 2),
                round(cold.wall, 2),
                round(held.wall / cold.wall, 3),
                round(held.cpu, 2),
            )
        )
    rows.append(Measure(f"pdf-{chapters}-peak-mb", round(cold.wall, 2), note=f"largest process: {cold.peak} MB"))
    return rows


def main() -> None:
    """Measure, print, and write the rows beside this file when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, action="append", default=[])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path, help="file to write the rows to")
    parser.add_argument("--steps", action="store_true", help="what each step of a cold build takes, nothing else")
    asked = parser.parse_args()
    if asked.steps:
        for chapters in asked.chapters or [30]:
            steps(chapters, lambda line: print(line, flush=True))
        return
    rows = [
        row
        for chapters in asked.chapters or [30]
        for row in measure(chapters, not asked.no_peers, asked.rounds, lambda line: print(line, flush=True))
    ]
    for row in rows:
        print(json.dumps(asdict(row), ensure_ascii=False))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + os.linesep)


if __name__ == "__main__":
    main()
