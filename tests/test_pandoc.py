"""pandoc in batches: sandboxed, bounded, a failing job fails alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actes import pandoc
from actes.cache import Cache
from actes.pandoc import Job, PandocError, convert


def test_results_come_in_order_and_an_error_stays_with_its_job() -> None:
    jobs = [Job("*a*"), Job("@book{a, title={X} author={Y}}", "biblatex", "csljson"), Job("b")]
    first, broken, last = convert(jobs)
    assert json.loads(first.result)["blocks"][0]["c"][0]["t"] == "Emph"
    assert isinstance(broken.error, PandocError) and broken.error.line == 1 and broken.error.column > 10
    assert pandoc.blocks(last.result) == [{"t": "Para", "c": [{"t": "Str", "c": "b"}]}]


def test_no_file_of_the_machine_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("SECRET")
    text = "\n\n".join([rf"\input{{{secret}}}", rf"\include{{{secret}}}", rf"\lstinputlisting{{{secret}}}"])
    (found,) = convert([Job(text, "latex")])
    assert "SECRET" not in found.result


def test_remarks_have_positions() -> None:
    (found,) = convert([Job("text\n\n[^1]: never called")])
    assert [(r.type, r.line) for r in found.remarks] == [("NoteDefinedButNotUsed", 3)]


def test_a_job_that_hangs_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "time_limit", lambda _text: 1.5)
    cycle = "@book{a,crossref={b}}\n@book{b,crossref={a}}"
    hung, fine = convert([Job(cycle, "biblatex", "csljson"), Job("fine")])
    assert hung.error is not None
    assert fine.error is None


def test_mathml_keeps_the_tex_and_leaves_out_what_it_cannot_read() -> None:
    found = pandoc.mathml([("a^2", False), (r"\nosuch{x}", True)])
    assert list(found) == [("a^2", False)]
    assert "application/x-tex" in found["a^2", False]


def test_titles_become_csl_json() -> None:
    (item,) = pandoc.to_csljson("@book{k, title={A}, author={B, C}, date={2001}}")
    assert item["id"] == "k" and item["author"] == [{"family": "B", "given": "C"}]


def test_conversions_are_remembered_by_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_store", None)
    pandoc.remember_in(Cache(tmp_path))
    try:
        (first,) = convert([Job("*once*")])
        monkeypatch.setattr(pandoc, "_converse", lambda _jobs: pytest.fail("converted twice"))
        (second,) = convert([Job("*once*")])
    finally:
        pandoc.remember_in(None)
    assert second == first


def test_what_another_version_kept_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have been written in another form."""
    monkeypatch.setattr(pandoc, "_store", None)
    pandoc.remember_in(Cache(tmp_path))
    try:
        monkeypatch.setattr(pandoc, "package_digest", lambda: "another")
        (first,) = convert([Job("*once*")])
        keys = {kept.parent.name + kept.name for kept in (tmp_path / "objects").glob("*/*")}
        for key in keys:
            Cache(tmp_path).put(key, json.dumps(["in another form", []]).encode())
        monkeypatch.undo()
        pandoc.remember_in(Cache(tmp_path))
        (second,) = convert([Job("*once*")])
    finally:
        pandoc.remember_in(None)
    assert keys and second == first
