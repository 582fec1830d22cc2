"""The charts of the sample volume. Every datum in them is invented."""

from __future__ import annotations

import itertools

from drawing.canvas import BLUE, GREEN, GREY, INK, ORANGE, PAPER, RULE, SAND, Canvas, Frame, french
from drawing.places import CENTRE, COHESION, LONG_RUN, MAKING, invented

ARMANCE = [
    # name, inhabitants in thousands, fiscal capacity and grants in euros per inhabitant
    ("Armance-Métropole", 210, 640, 18), ("Côte Sauvage", 25, 610, 58), ("Estuaire", 62, 590, 24),
    ("Porte du Littoral", 48, 520, 35), ("Vallée haute", 35, 410, 71), ("Bocage-Sud", 41, 380, 82),
    ("Trois-Rivières", 29, 360, 88), ("Plateau des Genêts", 22, 330, 104), ("Marches de l’Est", 18, 300, 121),
    ("Forges-et-Bois", 33, 290, 64),
]  # fmt: skip


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
    invented(canvas, 700, 414)
    canvas.save(CENTRE / "gradient-metropolitain/figures/gradient.svg", png=True)


def uses() -> None:
    """Two stacked bars: where the users live, where those who finally pay live."""
    canvas = Canvas(720, 210, "Usage et financement des huit équipements selon la résidence")
    frame = Frame(canvas, (110, 20, 690, 140), (0, 100), (0, 2))
    frame.horizontal([(v, f"{v} %") for v in range(0, 101, 20)], "Part du coût net des huit équipements")
    rows = [("Usage", [43.5, 34.4, 22.2]), ("Financement", [70.4, 19.0, 10.6])]
    fills = [(BLUE, PAPER), (GREEN, PAPER), (SAND, INK)]
    circles = ["Ville-centre", "Reste de la métropole", "Hors métropole"]
    for row, (name, parts) in enumerate(rows):
        top = 24 + row * 60
        canvas.text(100, top + 28, name, 13, "end")
        start = 0.0
        for part, (fill, ink), circle in zip(parts, fills, circles, strict=True):
            left, right = frame.at(start, 0)[0], frame.at(min(start + part, 100), 0)[0]
            canvas.rectangle(left, top, right - left, 46, fill, PAPER)
            if row == 0:
                canvas.text((left + right) / 2, top + 20, circle, 12.5, "middle", ink)
                canvas.text((left + right) / 2, top + 37, f"{french(part, 1)} %", 12.5, "middle", ink, bold=True)
            else:
                canvas.text((left + right) / 2, top + 28, f"{french(part, 1)} %", 12.5, "middle", ink, bold=True)
            start += part
    invented(canvas, 700, 204)
    canvas.save(CENTRE / "charges-de-centralite/figures/usages.svg")


def members() -> None:
    """A stepped line over three shaded regimes: member communes of the water syndicate."""
    steps = [
        (1898, 7), (1904, 9), (1911, 12), (1923, 11), (1927, 15), (1938, 18),
        (1955, 26), (1962, 31), (1971, 29), (1978, 29),
    ]  # fmt: skip
    canvas = Canvas(720, 400, "Communes membres du syndicat des eaux de la Vaure, 1898-1978")
    frame = Frame(canvas, (70, 20, 700, 335), (1895, 1980), (0, 35))
    regimes = [
        (1898, 1923.5, "Assurance", SAND),
        (1923.5, 1954, "Solidarité", "#dde8f0"),
        (1954, 1978, "Gestion", SAND),
    ]
    for start, end, name, fill in regimes:
        left, right = frame.at(start, 0)[0], frame.at(end, 0)[0]
        canvas.rectangle(left, 20, right - left, 315, fill)
        canvas.text((left + right) / 2, 40, name, 14, "middle", bold=True)
    frame.vertical([(v, str(v)) for v in range(0, 36, 5)], "Communes membres")
    frame.horizontal([(v, str(v)) for v in range(1900, 1981, 10)], "Année")
    path = []
    for (year, count), (following, _count) in itertools.pairwise(steps):
        path += [frame.at(year, count), frame.at(following, count)]
    canvas.line(path, BLUE, 2.5)
    for year, count, words in ((1923, 11, "1923 : sécession de Kervoal"), (1971, 29, "1971 : fusions")):
        x, y = frame.at(year, count)
        canvas.circle(x, y, 5, PAPER, BLUE, 2)
        canvas.text(x + (12 if year < 1950 else 4), y + 22, words, 12.5, "start" if year < 1950 else "middle")
    invented(canvas, 700, 394, "Archives et données fictives")
    canvas.save(LONG_RUN / "syndicat-des-eaux/figures/adhesions.png", png=True, svg=False)


def rounds() -> None:
    """The weaker partner's benefit, round after round, with and without a way back."""
    canvas = Canvas(720, 400, "Gorse Valley’s benefit over ten rounds")
    frame = Frame(canvas, (80, 20, 700, 335), (0, 10), (20, 42))
    frame.vertical([(v, str(v)) for v in range(20, 41, 5)], "Benefit to Gorse Valley")
    frame.horizontal([(v, str(v)) for v in range(11)], "Round")
    canvas.line([frame.at(0, 30), frame.at(10, 30)], INK, 1.25)
    canvas.text(*frame.at(9.95, 30.4), "autarky", 12.5, "end", INK, italic=True)
    for cost, colour, dash in ((30, ORANGE, 6), (12, BLUE, 0)):
        points = [frame.at(t, (100 - 50 + fallback) / 2) for t, fallback in enumerate(_fallbacks(cost))]
        canvas.line(points, colour, 2.25, dash)
        for x, y in points:
            canvas.circle(x, y, 4.5, PAPER if dash else colour, colour, 2)
    canvas.text(*frame.at(6, 35.4), "rebuilding possible (k = 12)", 13.5, "middle", BLUE, bold=True)
    canvas.text(*frame.at(5.2, 29), "no way back (k = 30)", 13.5, colour=ORANGE, bold=True)
    invented(canvas, 700, 394, "Fictional data")
    canvas.save(MAKING / "bargaining-between-unequals/figures/rounds.svg", png=True)


def frontier() -> None:
    """Nash agreements on one frontier from two fallback points."""
    canvas = Canvas(560, 540, "Two agreements on the same frontier")
    frame = Frame(canvas, (80, 20, 540, 470), (0, 100), (0, 100))
    frame.vertical([(v, str(v)) for v in range(0, 101, 20)], "Benefit to Estermouth")
    frame.horizontal([(v, str(v)) for v in range(0, 101, 20)], "Benefit to Gorse Valley")
    canvas.line([frame.at(0, 0), frame.at(0, 100)], GREY, 1)
    canvas.line([frame.at(0, 100), frame.at(100, 0)], INK, 2.25)
    canvas.text(*frame.at(67, 36), "frontier", 13, italic=True)
    canvas.line([frame.at(30, 0), frame.at(30, 100)], GREY, 1, dash=4)
    canvas.text(*frame.at(31.5, 94), "autarky (30)", 12.5, colour=GREY, italic=True)
    for fallback, colour, name in ((30.0, BLUE, "round 0"), (_fallbacks(30)[4], ORANGE, "round 4")):
        share = (50 + fallback) / 2
        canvas.arrow(frame.at(fallback, 50), frame.at(share, 100 - share), colour, 2)
        canvas.circle(*frame.at(fallback, 50), 5, PAPER, colour, 2)
        canvas.circle(*frame.at(share, 100 - share), 5.5, colour)
        canvas.text(*frame.at(share + 3, 101 - share), f"agreement, {name}", 13, colour=colour, bold=True)
        canvas.text(*frame.at(2 if fallback < 30 else 32, 45), f"fallback, {name}", 12.5, colour=colour)
    invented(canvas, 540, 530, "Fictional data")
    canvas.save(MAKING / "bargaining-between-unequals/figures/frontier.svg")


def _fallbacks(cost: float) -> list[float]:
    values = [30.0]
    while len(values) < 11:
        values.append(max(0.75 * values[-1], 30 - cost))
    return values


def trajectories() -> None:
    """Population of three groups of towns and of the metropolis, 1990 = 100."""
    series = [
        ("Métropole", INK, 0, [100, 106, 112, 119, 125, 131]),
        ("Dépendante", GREEN, 0, [100, 101, 102, 101, 100, 99]),
        ("Relayée", BLUE, 7, [100, 96, 93, 91, 90, 90]),
        ("Sèche", ORANGE, 3, [100, 95, 89, 83, 78, 74]),
    ]
    canvas = Canvas(720, 400, "Population de trois groupes de villes et de la métropole, indice 100 en 1990")
    frame = Frame(canvas, (70, 20, 610, 335), (1990, 2015), (65, 135))
    frame.vertical([(v, str(v)) for v in range(70, 131, 10)], "Population (100 en 1990)")
    frame.horizontal([(v, str(v)) for v in range(1990, 2016, 5)], "Année")
    for name, colour, dash, values in series:
        points = [frame.at(1990 + 5 * i, value) for i, value in enumerate(values)]
        canvas.line(points, colour, 2.25, dash)
        for x, y in points:
            canvas.circle(x, y, 4, PAPER if dash else colour, colour, 2)
        canvas.text(points[-1][0] + 9, points[-1][1] + 5, name, 13, colour=colour, bold=True)
    invented(canvas, 710, 394)
    canvas.save(COHESION / "decroitre-en-compagnie/figures/trajectoires.svg", png=True)


def lorenz() -> None:
    """Lorenz curves of the resources of ten bodies, before and after the département's grants."""
    canvas = Canvas(560, 540, "Courbes de Lorenz des ressources, avant et après les aides du département")
    frame = Frame(canvas, (80, 20, 540, 470), (0, 1), (0, 1))
    marks = [(v / 5, f"{20 * v} %") for v in range(6)]
    frame.vertical(marks, "Part cumulée des ressources")
    frame.horizontal(marks, "Part cumulée de la population")
    canvas.line([frame.at(0, 0), frame.at(1, 1)], GREY, 1, dash=4)
    canvas.text(*frame.at(0.44, 0.54), "égalité", 13, "end", GREY, italic=True)
    before = _lorenz_points([(people, capacity) for _, people, capacity, _ in ARMANCE])
    after = _lorenz_points([(people, capacity + grant) for _, people, capacity, grant in ARMANCE])
    for curve, colour, dash in ((before, ORANGE, 0), (after, BLUE, 6)):
        canvas.line([frame.at(x, y) for x, y in curve], colour, 2.25, dash)
    for step, (words, curve, colour, dash) in enumerate(
        (("après les aides", after, BLUE, 6), ("avant les aides", before, ORANGE, 0))
    ):
        x, y = frame.at(0.47, 0.22 - 0.08 * step)
        canvas.line([(x, y - 4), (x + 34, y - 4)], colour, 2.25, dash)
        index = 1 - sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(curve))
        canvas.text(x + 42, y, f"{words} (G = {french(index, 3)})", 13, colour=colour, bold=True)
    invented(canvas, 540, 530)
    canvas.save(COHESION / "departement-perequateur/figures/lorenz.svg", png=True)


def grants() -> None:
    """Grants against fiscal capacity: eight bodies on a line, two far from it."""
    canvas = Canvas(720, 420, "Aides du département selon le potentiel financier")
    frame = Frame(canvas, (80, 20, 690, 350), (250, 750), (0, 140))
    frame.vertical([(v, str(v)) for v in range(0, 141, 20)], "Aides (euros par habitant)")
    frame.horizontal([(v, str(v)) for v in range(250, 751, 50)], "Potentiel financier (euros par habitant)")
    regular = [row for row in ARMANCE if row[0] not in {"Côte Sauvage", "Forges-et-Bois"}]
    mean_x = sum(row[2] for row in regular) / len(regular)
    mean_y = sum(row[3] for row in regular) / len(regular)
    spread = sum((row[2] - mean_x) ** 2 for row in regular)
    slope = sum((row[2] - mean_x) * (row[3] - mean_y) for row in regular) / spread
    canvas.line([frame.at(x, mean_y + slope * (x - mean_x)) for x in (270, 670)], GREY, 1.25, dash=5)
    for row in ARMANCE:
        name, _people, capacity, grant = row
        x, y = frame.at(capacity, grant)
        if row in regular:
            canvas.circle(x, y, 5, BLUE)
        else:
            canvas.polygon([(x, y - 7.5), (x + 7.5, y), (x, y + 7.5), (x - 7.5, y)], ORANGE)
        odd, left = row not in regular, name in {"Trois-Rivières", "Bocage-Sud", "Vallée haute", "Porte du Littoral"}
        place = (x - 10, y + 15) if left else (x + 11, y + 17 if odd else y - 9)
        canvas.text(*place, name, 12.5, "end" if left else "start", ORANGE if odd else INK, bold=odd)
    invented(canvas, 690, 414)
    canvas.save(COHESION / "departement-perequateur/figures/aides.svg")


def _lorenz_points(rows: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Cumulated shares of people and resources, the poorest first, from (inhabitants, resources per inhabitant)."""
    ranked = sorted(rows, key=lambda row: row[1])
    people = sum(row[0] for row in ranked)
    resources = sum(row[0] * row[1] for row in ranked)
    x = list(itertools.accumulate((row[0] / people for row in ranked), initial=0.0))
    y = list(itertools.accumulate((row[0] * row[1] / resources for row in ranked), initial=0.0))
    return list(zip(x, y, strict=True))


def practices() -> None:
    """Stacked bars: where the households of the ring do what they do in an ordinary week."""
    rows = [
        ("Travail", [9, 22, 58, 11]),
        ("Soins", [8, 37, 51, 4]),
        ("Courses", [14, 55, 28, 3]),
        ("Loisirs", [31, 38, 24, 7]),
        ("École", [54, 33, 11, 2]),
        ("Engagement associatif", [62, 29, 7, 2]),
    ]
    places = [("Commune", GREEN, PAPER), ("Couronne", SAND, INK), ("Métropole", BLUE, PAPER), ("Ailleurs", RULE, INK)]
    canvas = Canvas(720, 400, "Lieux des pratiques des ménages de la couronne")
    frame = Frame(canvas, (160, 50, 700, 335), (0, 100), (0, len(rows)))
    frame.horizontal([(v, f"{v} %") for v in range(0, 101, 20)], "Part des pratiques déclarées")
    for step, (place, fill, _ink) in enumerate(places):
        canvas.rectangle(160 + 135 * step, 18, 16, 16, fill)
        canvas.text(182 + 135 * step, 31, place, 13)
    for row, (practice, parts) in enumerate(rows):
        _, top = frame.at(0, len(rows) - row)
        canvas.text(150, top + 29, practice, 13, "end")
        for start, part, (_place, fill, ink) in zip(
            itertools.accumulate(parts, initial=0), parts, places, strict=False
        ):
            left, right = frame.at(start, 0)[0], frame.at(start + part, 0)[0]
            canvas.rectangle(left, top + 7, right - left, 34, fill, PAPER)
            if part >= 4:
                canvas.text((left + right) / 2, top + 29, str(part), 12.5, "middle", ink)
    invented(canvas, 700, 394)
    canvas.save(COHESION / "couronne-intermediaire/figures/pratiques.svg", png=True)


CHARTS = (gradient, uses, members, rounds, frontier, trajectories, lorenz, grants, practices)
