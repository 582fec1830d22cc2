"""Draw the figures of the sample volume: `python manuscripts/draw_figures.py`. Every datum in them is invented."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

from canvas import BLUE, GREEN, GREY, INK, ORANGE, PAPER, RULE, SAND, Canvas, Frame, french

HERE = Path(__file__).parent
CENTRE, LONG_RUN, MAKING, COHESION = (
    "axe-1-metropolisation",
    "axe-2-temps-long",
    "axe-3-fabrique",
    "axe-4-attractivite-cohesion",
)


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


def basins() -> None:
    """A schematic map: the city, its metropolis, seven communities and the visits that come from each."""
    canvas = Canvas(720, 500, "Schéma de l'aire de Sarvanne et des visites aux équipements métropolitains")
    middle = (412.0, 252.0)
    communities = [
        ("Les Deux-Grèves", 128, 150),
        ("Haut-Héron", 82, 260),
        ("Val-Dormant", 38, 180),
        ("Brumaie", -6, 410),
        ("Pays de Lande", -48, 120),
        ("Combe-Longue", -88, 90),
        ("Estran-Sud", -130, 40),
    ]
    coast = [(0, 0), (172, 0), (150, 60), (176, 120), (205, 170), (255, 228), (205, 262), (190, 330), (150, 400)]
    canvas.polygon([*coast, (168, 450), (150, 500), (0, 500)], "#dde8f0")
    canvas.text(62, 250, "Océan", 14, "middle", BLUE, italic=True)
    for name, angle, visits in communities:
        x, y = _polar(middle, 222, 180, angle)
        canvas.polygon([_polar((x, y), 76, 50, 30 + 60 * i) for i in range(6)], SAND, GREY, 1)
        canvas.text(x, y - 2, name, 12.5, "middle", bold=True)
        canvas.text(x, y + 15, f"{visits} 000 visites", 12, "middle", GREY)
    canvas.polygon([_polar(middle, 112, 84, 30 * i) for i in range(12)], "#d9d2c0", GREY, 1)
    for _name, angle, visits in communities:
        canvas.arrow(_polar(middle, 140, 116, angle), _polar(middle, 56, 44, angle), ORANGE, visits / 60)
    canvas.circle(*middle, 40, BLUE)
    canvas.text(middle[0], middle[1] - 1, "Sarvanne", 13, "middle", PAPER, bold=True)
    canvas.text(middle[0], middle[1] + 14, "ville-centre", 11.5, "middle", PAPER)
    for step, words in enumerate(("reste de", "la métropole")):
        canvas.text(middle[0] - 76, middle[1] - 3 + 14 * step, words, 11.5, "middle")
    canvas.text(14, 448, "Largeur des flèches :", 12, colour=GREY)
    canvas.text(14, 464, "visites annuelles", 12, colour=GREY)
    invented(canvas, 708, 488, "Territoire et données fictifs, sans échelle")
    canvas.save(HERE / CENTRE / "charges-de-centralite/figures/bassins.svg", png=True)


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
    canvas.save(HERE / CENTRE / "charges-de-centralite/figures/usages.svg")


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
    canvas.save(HERE / LONG_RUN / "syndicat-des-eaux/figures/adhesions.png", png=True, svg=False)


def space_of_modes() -> None:
    """A theoretical scheme: modes of government by how open their object is and what leaving costs."""
    canvas = Canvas(720, 430, "Contrat, distance, niveaux et alliance dans l'espace de deux propriétés")
    canvas.arrow((90, 380), (700, 380), GREY, 1.5)
    canvas.arrow((90, 380), (90, 15), GREY, 1.5)
    for x, y, words in ((150, 402, "déterminé"), (640, 402, "ouvert")):
        canvas.text(x, y, words, 12.5, "middle", GREY)
    for y, words in ((352, "nul"), (216, "moyen"), (60, "prohibitif")):
        canvas.text(82, y, words, 12.5, "end", GREY)
    canvas.text(395, 422, "Objet de l'engagement", 14, "middle", bold=True)
    canvas.text(22, 200, "Coût de la sortie", 14, "middle", bold=True, upwards=True)
    modes = [
        (180, 212, 70, SAND, INK, "Contrat"),
        (210, 112, 62, SAND, INK, "Distance"),
        (400, 60, 92, SAND, INK, "Niveaux"),
        (590, 344, 66, SAND, INK, "Réunion"),
        (580, 205, 84, BLUE, PAPER, "Alliance"),
    ]
    for x, y, half, fill, ink, name in modes:
        canvas.polygon([_polar((x, y), half, 30, 22.5 + 45 * i) for i in range(8)], fill, GREY, 1)
        canvas.text(x, y + 5, name, 15, "middle", ink, bold=fill == BLUE)
    canvas.arrow((272, 212), (488, 206), ORANGE, 1.75)
    canvas.text(382, 200, "quand l'objet ne peut être prévu", 12.5, "middle", ORANGE, italic=True)
    canvas.arrow((588, 306), (584, 242), ORANGE, 1.75)
    canvas.text(576, 280, "quand partir a un prix", 12.5, "end", ORANGE, italic=True)
    canvas.save(HERE / LONG_RUN / "gouverner-par-alliance/figures/espace.svg")


def network() -> None:
    """Organisations in four groups, and the three people who hold the groups together."""
    canvas = Canvas(720, 560, "Dix-huit organisations de l'aire de Port-Luzern et trois intercesseurs")
    groups = [
        ("Métropole", (8, 150, 182, 300), "#dde8f0"),
        ("Communautés voisines", (530, 150, 168, 300), SAND),
        ("Économie", (190, 28, 330, 104), "#e4ece6"),
        ("Société civile", (190, 440, 330, 104), "#f1e3da"),
    ]
    for name, (x, y, width, height), fill in groups:
        canvas.rectangle(x, y, width, height, fill)
        canvas.text(x + width / 2, y - 7 if y < 400 else y + height + 15, name, 13, "middle", GREY, bold=True)
    places = {
        "Cabinet": (100, 190), "Services": (74, 250), "Agence": (132, 300), "Conseil de dév.": (112, 412),
        "Transports": (54, 360), "Haut-Luzern": (640, 412), "Bocage": (586, 356), "Estuaire": (622, 190),
        "Landes": (584, 266), "Valmer": (668, 310), "Ch. de commerce": (345, 58), "Union patronale": (290, 106),
        "Port": (228, 58), "Ch. d'agriculture": (420, 100), "Université": (270, 468), "Fédération": (366, 492),
        "Syndicat": (272, 520), "Diocèse": (470, 520), "A": (408, 352), "B": (330, 188), "C": (300, 326),
    }  # fmt: skip
    left, right = (
        {"Services", "Landes", "Bocage", "Université", "Syndicat", "Union patronale"},
        {"Agence", "Diocèse", "Ch. d'agriculture"},
    )
    raised = {"Landes": -9, "Bocage": 14, "Agence": -6}
    below = {"Conseil de dév.", "Haut-Luzern", "Fédération", "Transports", "Valmer"}
    dense = [
        ["Cabinet", "Services", "Agence", "Conseil de dév."], ["Cabinet", "Services", "Agence", "Transports"],
        ["Ch. de commerce", "Union patronale", "Port"], ["Ch. de commerce", "Union patronale", "Ch. d'agriculture"],
        ["Haut-Luzern", "Estuaire", "Bocage"], ["Estuaire", "Bocage", "Landes"], ["Landes", "Valmer"],
        ["Université", "Fédération", "Syndicat"], ["Fédération", "Diocèse"], ["Transports", "Valmer"],
    ]  # fmt: skip
    intercessors = {
        "A": ["Conseil de dév.", "Haut-Luzern", "Bocage", "Fédération", "Ch. d'agriculture"],
        "B": ["Union patronale", "Ch. de commerce", "Cabinet", "Estuaire"],
        "C": ["Agence", "Landes", "Université", "Conseil de dév."],
    }
    ties = {tuple(sorted(pair)) for clique in dense for pair in itertools.combinations(clique, 2)}
    for first, second in sorted(ties):
        canvas.line([places[first], places[second]], "#9a9a9a", 1)
    for person, organisations in intercessors.items():
        for organisation in organisations:
            canvas.line([places[person], places[organisation]], ORANGE, 2)
    for name, (x, y) in places.items():
        if name in intercessors:
            canvas.circle(x, y, 17, ORANGE)
            canvas.text(x, y + 6, name, 17, "middle", PAPER, bold=True)
        else:
            canvas.circle(x, y, 5, BLUE)
            side = 1 if name in right else -1 if name in left else 0
            anchor = {-1: "end", 0: "middle", 1: "start"}[side]
            drop = raised.get(name, 4) if side else 19 if name in below else -9
            canvas.text(x + 9 * side, y + drop, name, 12, anchor)
    canvas.line([(590, 30), (618, 30)], ORANGE, 2)
    canvas.text(626, 34, "intercession", 12)
    canvas.line([(590, 50), (618, 50)], "#9a9a9a", 1)
    canvas.text(626, 54, "lien direct", 12)
    invented(canvas, 710, 552)
    canvas.save(HERE / MAKING / "intercesseurs/figures/reseau.svg", png=True)


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
    canvas.save(HERE / COHESION / "decroitre-en-compagnie/figures/trajectoires.svg", png=True)


def nine_towns() -> None:
    """A schematic map: nine towns around a metropolis, by the way they shrink."""
    canvas = Canvas(720, 560, "Les neuf villes et la métropole de Clermarais")
    middle = (350.0, 320.0)
    minute = 3.1
    canvas.polygon([(0, 560), (0, 500), (120, 478), (240, 512), (330, 560)], "#dde8f0")
    canvas.text(110, 532, "Baie", 13, "middle", BLUE, italic=True)
    for minutes in (60, 30):
        canvas.circle(*middle, minutes * minute, "#f4efe2" if minutes == 60 else SAND, RULE)
        canvas.text(middle[0], middle[1] + minutes * minute - 8, f"{minutes} minutes", 12, "middle", GREY)
    towns = [
        ("Montfaucille", "relayée", 72, -28), ("Aubrecourt", "relayée", 61, -62), ("Sainte-Orge", "relayée", 55, 12),
        ("Forgeval", "sèche", 78, 72), ("Port-Tarin", "sèche", 66, 104), ("Haute-Suie", "sèche", 91, 52),
        ("Clairlieu", "dépendante", 29, 150), ("Vieux-Péage", "dépendante", 34, 38),
        ("La Fresnaie", "dépendante", 37, 212),
    ]  # fmt: skip
    places = {name: _polar(middle, minutes * minute, minutes * minute, angle) for name, _, minutes, angle in towns}
    railway = [places["Port-Tarin"], places["Forgeval"], places["Haute-Suie"]]
    canvas.line(railway, GREY, 2, dash=5)
    canvas.line([middle, places["Port-Tarin"]], GREY, 2)
    for name, kind, _minutes, _angle in towns:
        _symbol(canvas, places[name], kind)
        if kind == "sèche":
            canvas.text(places[name][0], places[name][1] - 14, name, 13, "middle")
        else:
            canvas.text(places[name][0] + 13, places[name][1] + 5, name, 13)
    canvas.circle(*middle, 22, INK)
    canvas.text(middle[0], middle[1] + 40, "Clermarais", 14, "middle", bold=True)
    for step, kind in enumerate(("relayée", "sèche", "dépendante")):
        _symbol(canvas, (30, 40 + 26 * step), kind)
        canvas.text(46, 45 + 26 * step, f"décroissance {kind}", 12.5)
    canvas.line([(18, 118), (42, 118)], GREY, 2, dash=5)
    canvas.text(50, 122, "voie fermée", 12.5)
    invented(canvas, 710, 550, "Territoire et données fictifs, sans échelle")
    canvas.save(HERE / COHESION / "decroitre-en-compagnie/figures/carte.svg", png=True)


ARMANCE = [
    # name, inhabitants in thousands, fiscal capacity and grants in euros per inhabitant
    ("Armance-Métropole", 210, 640, 18), ("Côte Sauvage", 25, 610, 58), ("Estuaire", 62, 590, 24),
    ("Porte du Littoral", 48, 520, 35), ("Vallée haute", 35, 410, 71), ("Bocage-Sud", 41, 380, 82),
    ("Trois-Rivières", 29, 360, 88), ("Plateau des Genêts", 22, 330, 104), ("Marches de l'Est", 18, 300, 121),
    ("Forges-et-Bois", 33, 290, 64),
]  # fmt: skip


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
        x, y = frame.at(0.47, 0.2 - 0.08 * step)
        canvas.line([(x, y - 4), (x + 34, y - 4)], colour, 2.25, dash)
        index = 1 - sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(curve))
        canvas.text(x + 42, y, f"{words} (G = {french(index, 3)})", 13, colour=colour, bold=True)
    invented(canvas, 540, 530)
    canvas.save(HERE / COHESION / "departement-perequateur/figures/lorenz.svg", png=True)


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
        canvas.text(x + 11, y - 5, name, 12.5, colour=INK if row in regular else ORANGE, bold=row not in regular)
    invented(canvas, 690, 414)
    canvas.save(HERE / COHESION / "departement-perequateur/figures/aides.svg")


def _lorenz_points(rows: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Cumulated shares of people and resources, the poorest first, from (inhabitants, resources per inhabitant)."""
    ranked = sorted(rows, key=lambda row: row[1])
    people = sum(row[0] for row in ranked)
    resources = sum(row[0] * row[1] for row in ranked)
    x = list(itertools.accumulate((row[0] / people for row in ranked), initial=0.0))
    y = list(itertools.accumulate((row[0] * row[1] / resources for row in ranked), initial=0.0))
    return list(zip(x, y, strict=True))


def _symbol(canvas: Canvas, place: tuple[float, float], kind: str) -> None:
    x, y = place
    match kind:
        case "relayée":
            canvas.circle(x, y, 8, BLUE)
        case "sèche":
            canvas.rectangle(x - 7.5, y - 7.5, 15, 15, ORANGE)
        case _:
            canvas.polygon([(x, y - 10), (x + 9.5, y + 7), (x - 9.5, y + 7)], GREEN)


def rounds() -> None:
    """The weaker partner's benefit, round after round, with and without a way back."""
    canvas = Canvas(720, 400, "Gorse Valley's benefit over ten rounds")
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
    canvas.text(*frame.at(6, 34.7), "rebuilding possible (k = 12)", 13.5, "middle", BLUE, bold=True)
    canvas.text(*frame.at(5.2, 29), "no way back (k = 30)", 13.5, colour=ORANGE, bold=True)
    invented(canvas, 700, 394, "Fictional data")
    canvas.save(HERE / MAKING / "bargaining-between-unequals/figures/rounds.svg", png=True)


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
        canvas.text(*frame.at(fallback + 2, 45), f"fallback, {name}", 12.5, colour=colour)
    invented(canvas, 540, 530, "Fictional data")
    canvas.save(HERE / MAKING / "bargaining-between-unequals/figures/frontier.svg")


def _fallbacks(cost: float) -> list[float]:
    values = [30.0]
    while len(values) < 11:
        values.append(max(0.75 * values[-1], 30 - cost))
    return values


def _polar(middle: tuple[float, float], across: float, up: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return middle[0] + across * math.cos(angle), middle[1] - up * math.sin(angle)


FIGURES = (
    gradient,
    basins,
    uses,
    members,
    space_of_modes,
    network,
    rounds,
    frontier,
    trajectories,
    nine_towns,
    lorenz,
    grants,
)

if __name__ == "__main__":
    for draw in FIGURES:
        draw()
