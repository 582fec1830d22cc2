"""Random manuscripts, and those of the sample with random faults: no crash, in ten minutes at most.

What made a build crash is kept in `seeds/` (`<name>.md`, and `<name>.bib` where it matters) and built with every run
of the tests. `make fuzz` writes what it finds there, as `found.md`, made as short as possible.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actes.build import build
from actes.outcome import Request

SECONDS = 230
"""For each of the two searches."""
SEEDS = Path(__file__).with_name("seeds")
SAMPLE = Path(__file__).parents[2] / "manuscripts"
_PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "**",
        "_",
        "`",
        "```",
        "```{r}",
        "```{figure} a",
        ":::",
        "::: {.box}",
        "$",
        "$$",
        "\\frac{",
        "}",
        "{",
        "[",
        "]",
        "(",
        ")",
        "[@a]",
        "@a",
        "@fig-x",
        "^[",
        "[^1]",
        "[^1]:",
        "![",
        "](a.svg)",
        "{#fig-x}",
        '{.a b="c"}',
        "<b>",
        "</b>",
        "<script>",
        "<!--",
        "-->",
        "| a | b |\n|---|---|\n",
        "\xab ",
        "\xbb",
        '"',
        "'",
        "--",
        "\u2026",
        "\u202f",
        "\xe9",
        "mot",
        "XIXe",
        "(Vanier, 2008)",
        "[[",
        "]]",
        "{{<",
        ">}}",
        "{cite}`a`",
        "\\ref{x}",
        "\\label{x}",
        "%%",
        "+++",
        "(x)=",
        "\t",
        "\\",
        "|",
        "http://x.fr",
        "10.5555/x",
    ]
)
_YAML = st.sampled_from(
    [
        "title: x",
        "title:",
        "authors:",
        "  - name: A B",
        "    affiliation: 1",
        "- x",
        "  a: [",
        "]",
        "&a",
        "*a",
        "lang: fr",
        "abstract: |",
        "date: 3 mai",
        "bibliography: r.bib",
        "keywords: [a, {b: c}]",
        "'",
        '"',
        "? x",
        ": y",
        "!!x",
        "tags:",
    ]
)
_BIB = st.sampled_from(
    [
        "@book{",
        "a,",
        "title=",
        "{",
        "}",
        '"',
        "#",
        "author={A, B and C}",
        ",",
        "\n",
        "@string{s=",
        "date={2001}",
        "crossref={a}",
        "\\'e",
        "$",
        "%",
        "@comment{",
        "month=jan",
    ]
)


def _build(folder: Path, texts: dict[str, tuple[str, str]]) -> None:
    """Build a volume of contributions by name (Markdown, .bib), written to `folder`: it says something, or makes it."""
    for name, (text, bib) in texts.items():
        place = folder / "papers" / name
        place.mkdir(parents=True)
        (place / "paper.md").write_text(text, "utf-8", "surrogatepass")
        (place / "r.bib").write_text(bib, "utf-8", "surrogatepass")
        (place / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    outcome = build(Request(folder / "papers", ("epub", "jats"), output=folder / "b", jobs=1))
    assert outcome.diagnostics


def _keeping(text: str, bib: str) -> None:
    """Build one manuscript; what fails is kept, the shortest last."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            _build(Path(folder), {"one": (text, bib)})
    except Exception:
        (SEEDS / "found.md").write_text(text, "utf-8", "surrogatepass")
        (SEEDS / "found.bib").write_text(bib, "utf-8", "surrogatepass")
        raise


def test_seeds(tmp_path: Path) -> None:
    """What once made a build crash no longer does."""
    texts = {p.stem: (p.read_text("utf-8"), p.with_suffix(".bib")) for p in sorted(SEEDS.glob("*.md"))}
    assert texts
    _build(tmp_path, {n: (text, bib.read_text("utf-8") if bib.exists() else "") for n, (text, bib) in texts.items()})


@pytest.mark.fuzz
def test_random_manuscripts() -> None:
    end = time.monotonic() + SECONDS

    @settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(st.lists(_YAML, max_size=12), st.lists(_PIECES, max_size=60), st.lists(_BIB, max_size=40))
    def no_crash(yaml: list[str], body: list[str], bib: list[str]) -> None:
        if time.monotonic() < end:
            _keeping("---\n" + "\n".join(yaml) + "\n---\n\n" + "".join(body), "".join(bib))

    no_crash()


@st.composite
def _spoilt(draw: st.DrawFn, text: str) -> str:
    """`text` with up to eight faults: something cut out, said twice, moved, typed in, or the end missing."""
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.one_of(st.integers(0, 4), st.integers(0, 400))))
        piece = text[start:end]
        match draw(st.sampled_from(("cut", "twice", "move", "type", "end"))):
            case "cut":
                text = text[:start] + text[end:]
            case "twice":
                text = text[:end] + piece + text[end:]
            case "move":
                text = text[:start] + text[end:]
                place = draw(st.integers(0, len(text)))
                text = text[:place] + piece + text[place:]
            case "type":
                typed = draw(st.one_of(_PIECES, _YAML, _BIB, st.characters()))
                text = text[:start] + typed + text[start:]
            case "end":
                text = text[: max(start, len(text) // 2)]
    return text


@pytest.mark.fuzz
def test_manuscripts_with_faults() -> None:
    """Real shapes: a contribution of the sample and its .bib, spoilt."""
    end = time.monotonic() + SECONDS
    articles = sorted(SAMPLE.glob("axe-*/*/article.md"))

    @settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(st.sampled_from(articles), st.data())
    def no_crash(article: Path, data: st.DataObject) -> None:
        bib = next(article.parent.glob("*.bib"))
        text = data.draw(_spoilt(article.read_text("utf-8").replace(bib.name, "r.bib")))
        # what is drawn must not depend on the time
        references = data.draw(_spoilt(bib.read_text("utf-8")))
        if time.monotonic() < end:
            _keeping(text, references)

    no_crash()
