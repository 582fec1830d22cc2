"""The only caller of pandoc: conversions in batches, sandboxed, under limits of memory and time.

pandoc runs as `pandoc lua pandoc.lua`, which reads a list of jobs and converts each by itself: one process
parses a whole volume (three times cheaper than a process per chapter), and a job that fails, hangs or eats
too much fails alone. pandoc's own log comes back as positions in the job's text.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypandoc

from actes.cache import Cache, digest
from actes.diagnostics import MachineError
from actes.tree import Blocks

MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block-mmd_title_block-latex_macros"
"""The dialect contributions are written in; front matter is read apart, with its positions."""

MEMORY = "1500m"
BATCH = 24
"""Jobs per process: enough to spread the cost of starting, few enough to bound memory."""
FORMULAS = 500
"""Formulas per process: they are short."""


class PandocError(Exception):
    """pandoc refused a text: `message` in its words, `line` and `column` in that text (0 when unknown)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(frozen=True)
class Job:
    """A text to convert from one pandoc format to another."""

    text: str
    source_format: str = MARKDOWN
    target_format: str = "json"


@dataclass(frozen=True)
class Remark:
    """A line of pandoc's log: its type (`DuplicateNoteReference`), text and position (0 when it has none)."""

    type: str
    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Converted:
    """What became of a job: a result or an error, and pandoc's remarks either way."""

    result: str
    error: PandocError | None
    remarks: tuple[Remark, ...] = ()

    @property
    def value(self) -> str:
        """The result; raises the error if there is one."""
        if self.error:
            raise self.error
        return self.result


@functools.cache
def _binary() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise MachineError(f"pandoc is missing: run `pip install pypandoc_binary` ({error})") from error


def time_limit(texts: Sequence[str]) -> float:
    """Seconds a batch may take: 20, and 20 more per million characters (some thirty times what it needs)."""
    return 20 + sum(map(len, texts)) / 50_000


def convert(jobs: Sequence[Job], size: int = BATCH) -> list[Converted]:
    """Convert each job, `size` of them per process; results come in the order of `jobs`.

    A batch that breaks a limit is run again job by job, so that only the culprit carries an error.
    """
    keys = [digest("pandoc", j.source_format, j.target_format, j.text) for j in jobs]
    known = {key: found for key in keys if (found := _recalled(key)) is not None}
    wanted = {key: job for key, job in zip(keys, jobs, strict=True) if key not in known}
    todo = list(wanted.items())
    parts = [todo[start : start + size] for start in range(0, len(todo), size)]
    if len(parts) > 1:
        # pandoc uses one processor: two of them at once take half the time, and twice the memory
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda part: _batch([job for _key, job in part]), parts))
    else:
        results = [_batch([job for _key, job in part]) for part in parts]
    for part, converted in zip(parts, results, strict=True):
        for (key, _job), done in zip(part, converted, strict=True):
            known[key] = done
            _keep(key, done)
    return [known[key] for key in keys]


def _keep(key: str, converted: Converted) -> None:
    if _store is not None and converted.error is None:
        remarks = [list(vars(r).values()) for r in converted.remarks]
        _store.put(key, json.dumps([converted.result, remarks]).encode())


_store: Cache | None = None


def remember_in(store: Cache | None) -> None:
    """Keep the results of conversions in `store` from now on (None: keep none). What is kept is by content."""
    global _store
    _store = store


def _recalled(key: str) -> Converted | None:
    data = _store.get(key) if _store is not None else None
    if data is None:
        return None
    result, remarks = json.loads(data)
    return Converted(result, None, tuple(Remark(*r) for r in remarks))


def _batch(jobs: Sequence[Job]) -> list[Converted]:
    script = Path(__file__).with_name("pandoc.lua")
    payload = json.dumps(
        # a job's text may end without a line feed, which some readers need to close a block
        [{"text": j.text + "\n", "from": j.source_format, "to": j.target_format} for j in jobs],
        ensure_ascii=False,
    )
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": os.devnull}
    seconds = time_limit([j.text for j in jobs])
    try:
        process = subprocess.run(
            [_binary(), "lua", str(script), "+RTS", f"-M{MEMORY}", "-RTS"],
            input=payload.encode("utf-8", "replace"),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
        problem = "" if process.returncode == 0 else _first_line(process.stderr)
    except subprocess.TimeoutExpired:
        problem = f"no answer after {seconds:.0f} s"
    if problem:
        if len(jobs) == 1:
            return [Converted("", PandocError(problem))]
        return [_batch([job])[0] for job in jobs]
    return [_converted(item) for item in json.loads(process.stdout)]


def _first_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else "pandoc stopped without a word"


def _converted(item: dict[str, Any]) -> Converted:
    remarks = tuple(
        Remark(r.get("type", ""), r.get("pretty", ""), r.get("line", 0), r.get("column", 0))
        for r in item.get("log") or ()
    )
    error = PandocError(*_position(item["error"])) if "error" in item else None
    return Converted(item.get("result", ""), error, remarks)


def _position(message: str) -> tuple[str, int, int]:
    found = re.search(r"\(line (\d+), column (\d+)\)", message)
    text = " ".join(line.strip() for line in message.splitlines() if line.strip(" ^"))
    return (text, int(found[1]), int(found[2])) if found else (text, 0, 0)


def blocks(result: str) -> Blocks:
    """The blocks of a document in pandoc's JSON."""
    found: Blocks = json.loads(result)["blocks"]
    return found


def read_markdown(text: str) -> Blocks:
    """The blocks of one Markdown text. Raises PandocError."""
    return blocks(convert([Job(text)])[0].value)


def to_csljson(bibliography: str, *, source_format: str = "biblatex") -> list[dict[str, Any]]:
    """The CSL-JSON items of a .bib text.

    Raises PandocError with the position of the first thing pandoc cannot read.
    """
    items: list[dict[str, Any]] = json.loads(convert([Job(bibliography, source_format, "csljson")])[0].value or "[]")
    return items


def mathml(formulas: Sequence[tuple[str, bool]]) -> dict[tuple[str, bool], str]:
    """The MathML of each (TeX, displayed?), as a `<math>` element with its TeX annotation.

    Formulas pandoc cannot read are absent from the result.
    """
    jobs = [Job(json.dumps(_document(tex, displayed)), "json", "html5") for tex, displayed in formulas]
    found: dict[tuple[str, bool], str] = {}
    for formula, converted in zip(formulas, convert(jobs, FORMULAS), strict=True):
        start_tag = converted.result.find("<math")
        if converted.error is None and start_tag >= 0:
            found[formula] = converted.result[start_tag : converted.result.rfind("</math>") + len("</math>")]
    return found


def _document(tex: str, displayed: bool) -> dict[str, Any]:
    kind = {"t": "DisplayMath" if displayed else "InlineMath"}
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "Para", "c": [{"t": "Math", "c": [kind, tex]}]}],
    }


@dataclass(frozen=True)
class Document:
    """A word processor's or TeX file as pandoc reads it: metadata and blocks (pandoc's JSON), and its remarks."""

    meta: dict[str, Any]
    blocks: Blocks
    remarks: tuple[Remark, ...]


SECONDS_PER_FILE = 120.0


def read_file(path: Path, source_format: str, media: Path) -> Document:
    """The document in the file at `path`, sandboxed: of the machine, pandoc reads that file only.

    Pictures that are in the file (.docx, .odt) are written below `media`, and the tree names them there.
    Insertions, deletions and comments of a .docx come as spans. Raises PandocError.
    """
    with tempfile.TemporaryDirectory(prefix="actes-import-") as folder:
        log = Path(folder) / "log.json"
        command = [
            _binary(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "--from", source_format, "--to", "json",
            "--track-changes", "all", "--extract-media", str(media), "--log", str(log), "--", str(path.resolve()),
        ]  # fmt: skip
        environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": os.devnull}
        try:
            process = subprocess.run(
                command, capture_output=True, timeout=SECONDS_PER_FILE, env=environment, cwd=folder, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PandocError(f"no answer after {SECONDS_PER_FILE:.0f} s") from error
        if process.returncode != 0:
            raise PandocError(*_position(_first_line(process.stderr)))
        said = json.loads(log.read_text("utf-8") or "[]") if log.is_file() else []
    held = json.loads(process.stdout)
    remarks = _converted({"log": said}).remarks
    return Document(held["meta"], held["blocks"], remarks)
