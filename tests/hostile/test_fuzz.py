"""Random manuscripts of pieces of Markdown, YAML, BibTeX and the dialects: no crash, in ten minutes at most."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actes.build import build
from actes.outcome import Request

SECONDS = 590
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


@pytest.mark.fuzz
def test_random_manuscripts() -> None:
    end = time.monotonic() + SECONDS

    @settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(st.lists(_YAML, max_size=12), st.lists(_PIECES, max_size=60), st.lists(_BIB, max_size=40))
    def no_crash(yaml: list[str], body: list[str], bib: list[str]) -> None:
        if time.monotonic() > end:
            return
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "papers" / "one"
            place.mkdir(parents=True)
            (place / "paper.md").write_text("---\n" + "\n".join(yaml) + "\n---\n\n" + "".join(body), "utf-8")
            (place / "r.bib").write_text("".join(bib), "utf-8")
            (place / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
            outcome = build(Request(place.parent, ("epub", "jats"), output=Path(folder) / "b", jobs=1))
            assert outcome.diagnostics

    no_crash()
