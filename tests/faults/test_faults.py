"""The machine fails in mid-build: a clear message, the former outputs whole, the cache never wrong."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actes.build import build
from actes.diagnostics import MachineError
from actes.outcome import Outcome, Request
from actes.resolving import chapters
from volumes import DRAWING, HEADER, write

TEXTS = {f"texte-{i}": f"\n# Début\n\nLe texte {i}, accentué : œuvre.\n\n![Une figure](a.svg)\n" for i in range(5)}


def volume(folder: Path) -> Path:
    return write(folder, TEXTS, images=["a.svg"])


def change(root: Path) -> None:
    path = root / "axe-1" / "texte-0" / "article.md"
    path.write_text(HEADER + f"\n# Début\n\nUn autre texte {time.monotonic_ns()}.\n\n![Une figure](a.svg)\n", "utf-8")


def digests(folder: Path) -> dict[str, str]:
    """Every file but those of the cache, with the digest of its contents."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".cache" not in p.parts
    }


def run(root: Path, output: Path, *outputs: str, jobs: int = 1) -> Outcome:
    return build(Request(root, outputs or ("epub", "jats"), output=output, jobs=jobs))


def afresh(root: Path, folder: Path, *outputs: str) -> dict[str, str]:
    """What a build without any cache gives."""
    run(root, folder, *outputs)
    return digests(folder)


def command(root: Path, output: Path, kind: str = "jats", **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "actes", "build", kind, str(root), "--output", str(output)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        start_new_session=True,
        preexec_fn=_small_files if environment.get("SMALL_FILES") else None,
    )


def _small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    shown, _ = process.communicate(timeout=120)
    return process.returncode, shown


def test_a_full_disk(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output, "jats")
    before = digests(output)
    change(root)
    code, shown = finish(command(root, output, SMALL_FILES="1"))
    assert code not in {0, 1} and "Traceback" not in shown and "File too large" in shown, shown
    assert digests(output) == before
    run(root, output, "jats")
    assert digests(output) == afresh(root, tmp_path / "c", "jats")


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")])
def test_no_right_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output)
    before = digests(output)
    change(root)

    def refuse(self: Path, *_a: object, **_k: object) -> int:
        raise error

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(MachineError, match=str(error.strerror)):
        run(root, output)
    monkeypatch.undo()
    assert digests(output) == before


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    root = volume(tmp_path / "v")
    (tmp_path / "b").write_text("x")
    with pytest.raises(MachineError):
        run(root, tmp_path / "b")


@pytest.mark.parametrize("name", ["a.svg", "article.md"])
def test_a_file_that_vanishes(tmp_path: Path, name: str) -> None:
    """Once read, a file may go: the build is that of the files that were read."""
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    expected = afresh(root, tmp_path / "c")

    def vanish(step: str, _done: int, _total: int) -> None:
        if step == "resolve":
            (root / "axe-1" / "texte-1" / name).unlink(missing_ok=True)

    build(Request(root, ("epub", "jats"), output=output, jobs=1), vanish)
    assert digests(output) == expected
    # what is fresh is judged by what was read
    assert not run(root, output).fresh


def test_a_file_that_changes_in_mid_build(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"

    def meddle(step: str, done: int, _total: int) -> None:
        if step == "resolve" and done == 0:
            change(root)

    build(Request(root, ("epub", "jats"), output=output, jobs=1), meddle)
    assert not run(root, output).fresh
    assert digests(output) == afresh(root, tmp_path / "c")


def test_a_worker_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output)
    before = digests(output)
    change(root)
    for slug in TEXTS:
        path = root / "axe-1" / slug / "article.md"
        path.write_text(path.read_text("utf-8") + "\nEncore.\n", "utf-8")
    monkeypatch.setattr(chapters, "resolve", _die)
    with pytest.raises(MachineError, match="killed"):
        run(root, output, jobs=2)
    monkeypatch.undo()
    assert digests(output) == before
    run(root, output, jobs=2)
    assert digests(output) == afresh(root, tmp_path / "c")


def _die(_task: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_build_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    process = command(volume(tmp_path / "v"), tmp_path / "b", "pdf")
    # itself, the server of layout workers, a worker, and what Python keeps beside
    until(lambda: len(in_session(process.pid)) >= 4)
    process.kill()
    finish(process)
    until(lambda: not in_session(process.pid))
    assert not list((tmp_path / "b").glob("*.pdf"))


def in_session(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def until(true: Callable[[], bool]) -> None:
    """Wait for something; half a minute at most."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_two_builds_at_once(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    with ThreadPoolExecutor(2) as pool:
        codes = [r[0] for r in pool.map(finish, [command(root, output), command(root, output)])]
    assert all(code in {0, 1} for code in codes)
    assert digests(output) == afresh(root, tmp_path / "c", "jats")


@pytest.mark.parametrize("seconds", [0.3, 1.2, 2.5])
def test_interruption(tmp_path: Path, seconds: float) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output, "jats")
    before = digests(output)
    change(root)
    process = command(root, output)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    code, shown = finish(process)
    after, expected = digests(output), afresh(root, tmp_path / "c", "jats")
    # whenever it was interrupted, each output is whole: the former one, or the new one
    assert after.keys() == expected.keys()
    assert all(after[name] in {before[name], expected[name]} for name in after), (code, shown)
    assert code != 2 and "Usage" not in shown
    if seconds > 1:
        assert "Traceback" not in shown, shown
    run(root, output, "jats")
    assert digests(output) == expected


KILLED = """
import os, signal, sys
from pathlib import Path
from actes.build import build
from actes.outcome import Request

# whoever runs the tests in the background ignores it, and so would this one
signal.signal(signal.SIGINT, signal.default_int_handler)
left, move = int(sys.argv[3]), Path.replace

def replace(self, target):
    global left
    if "files" in self.parts and "staging-" in str(self):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), getattr(signal, sys.argv[4]))
    return move(self, target)

Path.replace = replace
build(Request(Path(sys.argv[1]), ("jats",), output=Path(sys.argv[2]), jobs=1))
"""


def _change_all(root: Path) -> None:
    for path in root.glob("axe-1/*/article.md"):
        path.write_text(path.read_text("utf-8") + "\nEncore.\n", "utf-8")


@pytest.mark.parametrize("moved", [1, 4])
def test_a_set_half_in_place_is_made_whole(tmp_path: Path, moved: int) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output, "jats")
    before = digests(output)
    _change_all(root)
    expected = afresh(root, tmp_path / "c", "jats")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(root), str(output), str(moved), "SIGKILL"], check=False)
    assert killed.returncode == -signal.SIGKILL
    mixed = digests(output)
    assert mixed not in (before, expected) and all(mixed[n] in {before[n], expected[n]} for n in mixed)
    assert list((output / ".cache").glob("*/staging-*"))
    # even when nothing can be built any more
    (root / "volume.yaml").write_text("[")
    run(root, output, "epub")
    assert digests(output) == expected
    assert not list((output / ".cache").glob("*/staging-*"))


def test_an_interruption_between_two_outputs(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output, "jats")
    _change_all(root)
    expected = afresh(root, tmp_path / "c", "jats")
    stopped = subprocess.run(
        [sys.executable, "-c", KILLED.replace("left < 0", "left == -1"), str(root), str(output), "2", "SIGINT"],
        check=False, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert stopped.returncode != 0 and digests(output) == expected


def test_outputs_of_a_build_that_was_killed_are_known(tmp_path: Path) -> None:
    """What it put in place and no later build makes goes."""
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    subprocess.run([sys.executable, "-c", KILLED, str(root), str(output), "4", "SIGKILL"], check=False)
    shutil.rmtree(root / "axe-1" / "texte-0")
    run(root, output, "jats")
    assert digests(output) == afresh(root, tmp_path / "c", "jats")


def test_a_place_that_is_taken(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    run(root, output, "jats")
    change(root)
    bits = next(output.glob("*.bits.xml"))
    bits.unlink()
    (bits / "x").mkdir(parents=True)
    with pytest.raises(MachineError, match="others still of the one before"):
        run(root, output, "jats")
    shutil.rmtree(bits)
    run(root, output, "jats")
    assert digests(output) == afresh(root, tmp_path / "c", "jats")


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    expected = afresh(root, tmp_path / "c")
    for path in root.rglob("*"):
        os.utime(path, (4_102_444_800, 4_102_444_800))
    run(root, output)
    assert digests(output) == expected
    change(root)
    os.utime(root / "axe-1" / "texte-0" / "article.md", (0, 0))
    clock = iter(range(2_000_000_000, 0, -86_400))
    monkeypatch.setattr(time, "time", lambda: float(next(clock)))
    assert not run(root, output).fresh
    monkeypatch.undo()
    assert digests(output) == afresh(root, tmp_path / "d")


def test_a_locale_without_utf8(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "é v"), tmp_path / "b"
    (root / "axe-1" / "texte-0" / "figuré.svg").write_text(DRAWING)
    path = root / "axe-1" / "texte-0" / "article.md"
    path.write_text(path.read_text("utf-8").replace("a.svg", "figuré.svg"), "utf-8")
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    code, shown = finish(command(root, output, **plain))
    assert code in {0, 1} and "Traceback" not in shown, shown
    assert digests(output) == afresh(root, tmp_path / "c", "jats")


def test_manuscripts_are_never_written_to(tmp_path: Path) -> None:
    root, output = volume(tmp_path / "v"), tmp_path / "b"
    before = digests(root)
    for path in [root, *root.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        run(root, output, "epub", "jats", "pdf")
        assert digests(root) == before
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
