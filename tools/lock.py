"""Write requirements.lock and requirements-test.lock again from pyproject.toml: versions and hashes, no addresses."""

from __future__ import annotations

import subprocess
import sys

OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
]
LOCKS = {"requirements.lock": ["checkout"], "requirements-test.lock": ["checkout", "test"]}


def main() -> int:
    """0 when both were written. `--upgrade` takes the newest versions that fit."""
    for lock, extras in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", lock, *OPTIONS]
        command += [f"--extra={extra}" for extra in extras] + sys.argv[1:]
        done = subprocess.run(command, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
