"""Draw the figures of the sample volume: `python manuscripts/draw_figures.py`. Every datum in them is invented."""

from __future__ import annotations

from pathlib import Path

from canvas import BLUE, GREY, INK, ORANGE, PAPER, Canvas, Frame, french

HERE = Path(__file__).parent
CENTRE, GROWTH, COHESION = "axe-1-metropolisation", "axe-2-temps-long", "axe-4-attractivite-cohesion"


def invented(canvas: Canvas, x: float, y: float, words: str = "Données fictives") -> None:
    """Say so in the drawing itself: figures travel without their captions."""
    canvas.text(x, y, words, 12, "end", GREY, italic=True)


def gradient() -> None:
    """Coefficients by ring with their confidence intervals: inhabitants and productive jobs."""
    rings = ["0–10", "10–20", "20–30", "30–40", "40–50", "50–60"]
    series = [
        (BLUE, [0.21, 0.74, 0.92, 0.55, 0.18, 0.02], [0.09, 0.08, 0.08, 0.07, 0.07, 0.07]),
        (ORANGE, [0.88, 0.42, -0.31, -0.58, -0.36, -0.08], [0.21, 0.19, 0.15, 0.14, 0.13, 0.13]),
    ]
    canvas = Canvas(720, 420, "Écart de croissance annuelle selon la distance au centre")
    frame = Frame(canvas, (80, 30, 700, 350), (0, 60), (-1, 1.5))
    frame.vertical(
        [(v / 2, french(v / 2, 1, signed=True)) for v in range(-2, 4)], "Écart de croissance (points par an)"
    )
    frame.horizontal([(10 * i + 5, ring) for i, ring in enumerate(rings)], "Temps de trajet au centre (minutes)")
    canvas.line([frame.at(0, 0), frame.at(60, 0)], INK, 1.25)
    for offset, (colour, values, errors) in zip((-0.6, 0.6), series, strict=True):
        points = [frame.at(10 * i + 5 + offset, value) for i, value in enumerate(values)]
        canvas.line(points, colour, 2, dash=0 if colour == BLUE else 6)
        for i, (value, error) in enumerate(zip(values, errors, strict=True)):
            x = 10 * i + 5 + offset
            canvas.line([frame.at(x, value - 1.96 * error), frame.at(x, value + 1.96 * error)], colour, 1.25)
            cx, cy = frame.at(x, value)
            if colour == BLUE:
                canvas.circle(cx, cy, 5, colour)
            else:
                canvas.polygon([(cx, cy - 6.5), (cx + 6.5, cy), (cx, cy + 6.5), (cx - 6.5, cy)], PAPER, colour, 2)
    canvas.text(*frame.at(28.5, 1.13), "Population", 14, colour=BLUE, bold=True)
    canvas.text(*frame.at(6.7, 1.22), "Emploi productif", 14, colour=ORANGE, bold=True)
    canvas.text(*frame.at(0.6, -0.13), "0 : communes à plus de 60 minutes", 12, colour=GREY, italic=True)
    invented(canvas, 700, 30)
    canvas.save(HERE / CENTRE / "gradient-metropolitain/figures/gradient.svg", png=True)


FIGURES = (gradient,)

if __name__ == "__main__":
    for draw in FIGURES:
        draw()
