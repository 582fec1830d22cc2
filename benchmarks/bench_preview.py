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
from functools import partial
from pathlib import Path

from generated_volume import Writer, generate
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser import CHROMIUM, FLAGS

WORDS, ENTRIES, PAUSE = 6000, 60, 1.5
Saved = tuple[Path, str, str]
Save = Callable[[int], Saved]


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


WATCH = """window.seen = new Promise((resolve) => new MutationObserver((_, self) => {
  const node = document.querySelector(WHERE);
  if (node && (WANTED)) { self.disconnect(); resolve(Date.now()); }
}).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true }))"""
"""The page itself tells when it holds what was saved: whoever asks it from outside asks every half second."""


def latency(page: Page, save: Callable[[], None], where: str, wanted: str) -> float:
    """Seconds from `save()` until the first element `where` of the page fulfils `wanted` (JavaScript, of `node`)."""
    page.evaluate(f"void ({WATCH.replace('WHERE', json.dumps(where)).replace('WANTED', wanted)})")
    start = time.time()
    save()
    return float(page.evaluate("window.seen")) / 1000 - start


def timed(page: Page, pid: int, save: Save, saves: int) -> dict[str, float]:
    """Medians over the saves `save(0)`, `save(1)`… of what it returns: a file, its text, words that must be shown."""
    seconds, used = [], []
    for i in range(saves):
        time.sleep(PAUSE)
        before = processor(pid)
        path, text, words = save(i)
        shown = f"node.textContent.replace(/\\s+/g, ' ').includes({json.dumps(words)})"
        seconds.append(latency(page, partial(put, path, text), "#chapter", shown))
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


def proofs(page: Page, save: Save, saves: int) -> dict[str, float]:
    """Median from a save to the pages of its proof."""
    page.locator("#tab-proof").click()
    seconds = []
    for i in range(saves):
        page.locator('#proof[aria-busy="false"] img.sheet').first.wait_for(timeout=120_000)
        was = page.locator("img.sheet").first.get_attribute("src")
        time.sleep(PAUSE)
        path, text, _words = save(1000 + i)
        seconds.append(
            latency(page, partial(put, path, text), "img.sheet", f"node.getAttribute('src') !== {json.dumps(was)}")
        )
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

            paragraphs = text.split("\n\n")
            middle = next(i for i in range(len(paragraphs) // 2, len(paragraphs)) if len(paragraphs[i]) > 400)

            def typed(words: str) -> str:
                """The text with `words` at the end of a paragraph in its middle."""
                return "\n\n".join([*paragraphs[:middle], f"{paragraphs[middle]} {words}", *paragraphs[middle + 1 :]])

            def only_text(i: int) -> Saved:
                return article, typed(f"Phrase ajoutée numéro {i}."), f"Phrase ajoutée numéro {i}."

            def citation(i: int) -> Saved:
                words = f"Appel numéro {i} [@{keys[i % len(keys)]}, p. {i + 500}]."
                return article, typed(words), f"p. {i + 500}"

            def bibliography(i: int) -> Saved:
                return bib, entries.replace("Presses inventées", f"Presses numéro {i}"), f"Presses numéro {i}"

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
