"""How long from a save to the page: text only, a citation changed, the .bib changed, and the proof.

`python benchmarks/bench_preview.py [SAVES]` writes a chapter of 6,000 words with 60 references, opens its preview
in headless Chromium, saves it as an editor does, and prints medians in milliseconds as JSON, with the
processor time of the server for each (what the machine was otherwise doing does not change that one).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generated_volume import Writer, generate
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser import CHROMIUM, FLAGS

WORDS, ENTRIES, PAUSE = 6000, 60, 1.5


def chapter(folder: Path) -> Path:
    """The folder of a chapter by itself, as an author has it."""
    import generated_volume

    generated_volume.REFERENCES = ENTRIES
    generate(folder, 1, WORDS)
    return next(folder.glob("axe-1/*"))


def processor(pid: int) -> float:
    """Seconds of processor a process and the children it waited for have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def timed(page: Page, pid: int, save: Callable[[int], str], saves: int, where: str = "#chapter") -> dict[str, float]:
    """Medians over `saves` calls of `save`, each of which returns the words that must appear."""
    seconds, used = [], []
    for i in range(saves):
        time.sleep(PAUSE)
        before, start = processor(pid), time.perf_counter()
        words = save(i)
        page.locator(where, has_text=words).first.wait_for(state="attached", timeout=60_000)
        seconds.append(time.perf_counter() - start)
        used.append(processor(pid) - before)
    return {
        "median_ms": round(1000 * statistics.median(seconds)),
        "worst_ms": round(1000 * max(seconds)),
        "processor_ms": round(1000 * statistics.median(used)),
    }


def put(path: Path, text: str) -> None:
    """Write a file as an editor does: beside it, then over it."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def proofs(page: Page, save: Callable[[int], str], saves: int) -> dict[str, float]:
    """Median from a save to the pages of its proof."""
    page.locator("#tab-proof").click()
    seconds = []
    for i in range(saves):
        page.locator('#proof[aria-busy="false"] img.sheet').first.wait_for(timeout=120_000)
        was = page.locator("img.sheet").first.get_attribute("src")
        time.sleep(PAUSE)
        start = time.perf_counter()
        save(1000 + i)
        page.locator(f'img.sheet:first-child:not([src="{was}"])').wait_for(timeout=120_000)
        seconds.append(time.perf_counter() - start)
    return {"median_ms": round(1000 * statistics.median(seconds)), "worst_ms": round(1000 * max(seconds))}


def main(saves: int) -> dict[str, object]:
    """Every measure."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = chapter(Path(scratch))
        (folder.parents[1] / "volume.yaml").unlink()
        article, bib = folder / "article.md", folder / "references.bib"
        text, entries = article.read_text("utf-8"), bib.read_text("utf-8")
        keys = Writer(1, WORDS).keys
        command = [sys.executable, "-m", "actes", "preview", str(folder), "--no-open", "--lang", "fr"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        address = process.stdout.readline().strip()
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
            page.goto(address)
            page.locator(".remarks").wait_for(timeout=120_000)
            page.locator("#tab-proof").wait_for()

            def only_text(i: int) -> str:
                put(article, f"{text}\nPhrase ajoutée numéro {i}.\n")
                return f"Phrase ajoutée numéro {i}."

            def citation(i: int) -> str:
                put(article, f"{text}\nAppel numéro {i} [@{keys[i % len(keys)]}, p. {i + 500}].\n")
                return f"p.\u00a0{i + 500}"

            def bibliography(i: int) -> str:
                put(bib, entries.replace("Presses inventées", f"Presses numéro {i}"))
                return f"Presses numéro {i}"

            found: dict[str, object] = {"load": os.getloadavg()[0], "words": len(text.split()), "references": ENTRIES}
            found["text"] = timed(page, process.pid, only_text, saves)
            found["citation"] = timed(page, process.pid, citation, saves)
            found["bibliography"] = timed(page, process.pid, bibliography, saves)
            found["proof"] = proofs(page, only_text, max(3, saves // 4))
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20), indent=1))
