"""The only caller of pandoc: conversions one after the other, sandboxed, under limits of memory and time.

pandoc runs as `pandoc lua pandoc.lua`, which reads jobs from its input, one a line, and answers each: a
process stays for many jobs (starting one costs more than a chapter), and a job that hangs or eats too much
takes down a process, not its neighbours. pandoc's own log comes back as positions in the job's text.
"""

from __future__ import annotations

import functools
import json
import os
import re
import selectors
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import pypandoc

from actes.cache import Cache, digest, package_digest
from actes.diagnostics import MachineError
from actes.tree import Blocks

MARKDOWN = "markdown-yaml_metadata_block-pandoc_title_block-mmd_title_block-latex_macros"
"""The dialect contributions are written in; front matter is read apart, with its positions."""

MEMORY = "1500m"
FEW = 24
"""Jobs that one process converts; more are shared between two."""
RECYCLED_AFTER = 2000
"""Jobs a process converts before a new one takes its place."""


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


def time_limit(text: str) -> float:
    """Seconds a job may take: 20, and 20 more per million characters (some thirty times what it needs)."""
    return 20 + len(text) / 50_000


def convert(jobs: Sequence[Job]) -> list[Converted]:
    """Convert each job by itself; results come in the order of `jobs`.

    A job that breaks a limit carries an error; the others are converted all the same.
    """
    keys = [digest("pandoc", package_digest(), j.source_format, j.target_format, j.text) for j in jobs]
    known = {key: found for key in keys if (found := _recalled(key)) is not None}
    wanted = {key: job for key, job in zip(keys, jobs, strict=True) if key not in known}
    todo = list(wanted.values())
    if len(todo) > FEW:
        # pandoc uses one processor: two of them at once take half the time, and twice the memory
        with ThreadPoolExecutor(2) as pool:
            results = [done for part in pool.map(_converse, (todo[::2], todo[1::2])) for done in part]
        results = [results[i // 2 + (i % 2) * len(todo[::2])] for i in range(len(todo))]
    else:
        results = _converse(todo) if todo else []
    for key, done in zip(wanted, results, strict=True):
        known[key] = done
        _keep(key, done)
    return [known[key] for key in keys]


def _keep(key: str, converted: Converted) -> None:
    if _store is not None and converted.error is None:
        remarks = [list(vars(r).values()) for r in converted.remarks]
        _store.put(key, f"{json.dumps(remarks)}\n{converted.result}".encode())


_store: Cache | None = None


def remember_in(store: Cache | None) -> None:
    """Keep the results of conversions in `store` from now on (None: keep none). What is kept is by content."""
    global _store
    _store = store


def memory() -> Cache | None:
    """Where the results of conversions are kept; another process has to be told."""
    return _store


def _recalled(key: str) -> Converted | None:
    data = _store.get(key) if _store is not None else None
    if data is None:
        return None
    remarks, _, result = data.decode().partition("\n")
    return Converted(result, None, tuple(Remark(*r) for r in json.loads(remarks)))


class _Stopped(Exception):
    """A process that ended or had to be ended, and why."""


class _Process:
    """A pandoc that waits for jobs."""

    def __init__(self) -> None:
        # the complaints go to a file: a pipe that nobody reads would fill
        self.complaints = tempfile.TemporaryFile(prefix="actes-pandoc-")  # noqa: SIM115 (closed with the process)
        script = Path(__file__).with_name("pandoc.lua")
        self.process = subprocess.Popen(
            [_binary(), "lua", str(script), "+RTS", f"-M{MEMORY}", "-RTS"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.complaints,
            env=_environment(),
        )
        self.done = 0
        # unlike those of atexit, these are called when a worker ends too
        Finalize(None, _leave, exitpriority=1)

    def ask(self, job: Job) -> dict[str, Any]:
        """What it answers to `job`. Raises _Stopped."""
        # a job's text may end without a line feed, which some readers need to close a block
        asked = {"text": job.text + "\n", "from": job.source_format, "to": job.target_format}
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            self.process.stdin.flush()
            found = self._answer(time_limit(job.text))
        except OSError as error:
            raise _Stopped(self._last_words()) from error
        self.done += 1
        return found

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self.process.stdout is not None
        file, limit = self.process.stdout.fileno(), time.monotonic() + seconds
        head, result = b"", bytearray()
        found: dict[str, Any] = {}
        with selectors.DefaultSelector() as waiting:
            waiting.register(file, selectors.EVENT_READ)
            while not found or len(result) < found["bytes"]:
                if not waiting.select(max(0.0, limit - time.monotonic())):
                    raise _Stopped(f"no answer after {seconds:.0f} s")
                read = os.read(file, 1 << 20)
                if not read:
                    raise _Stopped(self._last_words())
                if found:
                    result += read
                    continue
                head += read
                line, ended, rest = head.partition(b"\n")
                if ended:
                    found, result = json.loads(line), bytearray(rest)
        return found | {"result": result.decode()}

    def _last_words(self) -> str:
        self.process.wait()
        self.complaints.seek(0)
        return _first_line(self.complaints.read())

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        self.forget()

    def forget(self) -> None:
        """Close this side of it: the process of a parent is not ended by its children."""
        for file in (self.process.stdin, self.process.stdout, self.complaints):
            with suppress(OSError):
                if file is not None:
                    file.close()


_idle: list[_Process] = []
_lock = threading.Lock()


@contextmanager
def _process() -> Iterator[_Process]:
    """A pandoc of one's own, kept for the next when it is still whole."""
    with _lock:
        process = _idle.pop() if _idle else None
    process = process or _Process()
    whole = False
    try:
        yield process
        whole = process.done < RECYCLED_AFTER
    finally:
        with _lock:
            whole = whole and len(_idle) < 2
            if whole:
                _idle.append(process)
        if not whole:
            process.end()


def _leave() -> None:
    while _idle:
        _idle.pop().end()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    while _idle:
        _idle.pop().forget()


os.register_at_fork(after_in_child=_after_fork)


def _converse(jobs: Sequence[Job]) -> list[Converted]:
    found: list[Converted] = []
    while len(found) < len(jobs):
        with suppress(_Stopped), _process() as process:
            while len(found) < len(jobs) and process.done < RECYCLED_AFTER:
                fresh = process.done == 0
                try:
                    found.append(_converted(process.ask(jobs[len(found)])))
                except _Stopped as problem:
                    # what others left behind may be to blame: the job gets a process of its own, once
                    if fresh or "no answer" in str(problem):
                        found.append(Converted("", PandocError(str(problem))))
                    raise
    return found


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": os.devnull}


def _first_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else "pandoc stopped without a word"


def _converted(item: dict[str, Any]) -> Converted:
    error = PandocError(*_position(item["error"])) if "error" in item else None
    return Converted(item["result"], error, _remarks(item.get("log")))


def _remarks(log: Sequence[Mapping[str, Any]] | None) -> tuple[Remark, ...]:
    return tuple(
        Remark(r.get("type", ""), r.get("pretty", ""), r.get("line", 0), r.get("column", 0)) for r in log or ()
    )


def _position(message: str) -> tuple[str, int, int]:
    found = re.search(r"\(line (\d+), column (\d+)\)", message)
    text = " ".join(line.strip() for line in message.splitlines() if line.strip(" ^"))
    return (text, int(found[1]), int(found[2])) if found else (text, 0, 0)


def blocks(result: str) -> Blocks:
    """The blocks of a document in pandoc's JSON; words and spaces that are the same are one object."""
    shared: dict[tuple[str, str], dict[str, Any]] = {}

    def share(node: dict[str, Any]) -> dict[str, Any]:
        # most of a tree is words and spaces, and most words come back: the tree takes a third of the memory
        kind, held = node.get("t"), node.get("c", "")
        return shared.setdefault((kind, held), node) if kind and isinstance(held, str) else node

    found: Blocks = json.loads(result, object_hook=share)["blocks"]
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
    for formula, converted in zip(formulas, convert(jobs), strict=True):
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
        try:
            process = subprocess.run(
                command, capture_output=True, timeout=SECONDS_PER_FILE, env=_environment(), cwd=folder, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PandocError(f"no answer after {SECONDS_PER_FILE:.0f} s") from error
        if process.returncode != 0:
            raise PandocError(*_position(_first_line(process.stderr)))
        said = json.loads(log.read_text("utf-8") or "[]") if log.is_file() else []
    held = json.loads(process.stdout)
    remarks = _remarks(said)
    return Document(held["meta"], held["blocks"], remarks)
