"""Make sure the machine has the system libraries and programs that pip cannot bring.

    python3 tools/system_packages.py build     what building a volume needs
    python3 tools/system_packages.py test      what the tests need besides

On Debian and its kin, installs what is missing when it may (root, or sudo without a password); elsewhere it
prints the one command to run and exits with 3. Needs nothing but Python's standard library.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
PROGRAMS = {
    "javac": "default-jdk-headless",
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}
FILES = {"/usr/share/java/jaxb-runtime.jar": "libjaxb-java"}


def missing(purpose: str) -> list[str]:
    """The Debian packages that lack for `purpose`."""
    lacking = [package for name, package in LIBRARIES.items() if not ctypes.util.find_library(name)]
    if purpose == "test":
        lacking += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
        lacking += [package for name, package in FILES.items() if not Path(name).exists()]
    return lacking


def main(purpose: str) -> int:
    """Install what lacks, or say how; the exit code."""
    packages = missing(purpose)
    if not packages:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get"):
        prefix = _as_root()
        if prefix is not None:
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(
                [*prefix, "apt-get", "update", "-q"], check=False, env=environment, stdout=subprocess.DEVNULL
            )
            done = subprocess.run([*prefix, *command], check=False, env=environment, stdout=subprocess.DEVNULL)
            if done.returncode == 0 and not missing(purpose):
                return 0
        print(f"actes needs system packages. Run this command, then make again:\n\n    sudo {' '.join(command)}\n")
    else:
        print(f"actes needs what Debian calls {', '.join(packages)}: install them, then make again.")
    return 3


def _as_root() -> list[str] | None:
    """The words to put before a command that needs root; None when it may not be had."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build"))
