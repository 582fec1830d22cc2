"""actes as a command that cannot leave the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def start(told: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start `actes` with `arguments`; what it, or a process of its own, tries to connect to is a line of `told`."""
    guard = Path(__file__).with_name("guard")
    return subprocess.Popen(
        [sys.executable, "-m", "actes", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "CONNECTIONS_TOLD": str(told),
            "PYTHONPATH": os.pathsep.join([str(guard), *filter(None, [os.environ.get("PYTHONPATH")])]),
        },
    )
