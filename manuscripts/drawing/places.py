"""Where the figures go, and the mention each of them bears."""

from __future__ import annotations

from pathlib import Path

from drawing.canvas import GREY, Canvas

VOLUME = Path(__file__).parent.parent
CENTRE = VOLUME / "axe-1-metropolisation"
LONG_RUN = VOLUME / "axe-2-temps-long"
MAKING = VOLUME / "axe-3-fabrique"
COHESION = VOLUME / "axe-4-attractivite-cohesion"


def invented(canvas: Canvas, x: float, y: float, words: str = "Données fictives") -> None:
    """Say so in the drawing itself: figures travel without their captions."""
    canvas.text(x, y, words, 12, "end", GREY, italic=True)
