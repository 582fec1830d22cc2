"""Figures that authors drew as PDF: the first page as a picture, made in a process bounded in time and memory.

LaTeX users and R give their figures as PDF; an e-book and an archive of XML cannot hold one. Run as a script, this
file reads a PDF on standard input and writes a PNG on standard output; it must import nothing of actes.
"""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

DOTS = 300
"""Dots per inch of the picture, as print asks for (fewer for a page larger than `LARGEST`)."""
LARGEST = 20_000_000
"""Pixels of the picture."""
SECONDS = 20.0
MEMORY = 1_500_000_000


def picture(data: bytes) -> bytes | None:
    """The first page of a PDF as a PNG; None when it cannot be drawn within the bounds."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__], input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _draw(data: bytes) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    width, height = page.get_size()
    scale = min(DOTS / 72, (LARGEST / max(width * height, 1)) ** 0.5)
    out = BytesIO()
    page.render(scale=scale).to_pil().save(out, "PNG", dpi=(72 * scale, 72 * scale))
    return out.getvalue()


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(_draw(sys.stdin.buffer.read()))
