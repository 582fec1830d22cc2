"""Draw the figures of the sample volume: `python manuscripts/draw_figures.py`.

Each figure is written as SVG, and some as PNG too, beside the contribution that shows it. The same drawing
gives the same bytes; run it again after changing a datum, and commit what it wrote.
"""

from __future__ import annotations

from drawing.charts import CHARTS
from drawing.schemes import SCHEMES

if __name__ == "__main__":
    for draw in (*CHARTS, *SCHEMES):
        draw()
