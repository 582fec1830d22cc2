"""The schematic maps and diagrams of the sample volume. Every place in them is invented."""

from __future__ import annotations

import itertools
import math

from drawing.canvas import BLUE, GREEN, GREY, INK, ORANGE, PAPER, RULE, SAND, Canvas
from drawing.places import CENTRE, COHESION, LONG_RUN, MAKING, invented


def basins() -> None:
    """A schematic map: the city, its metropolis, seven communities and the visits that come from each."""
    canvas = Canvas(720, 500, "Schéma de l’aire de Sarvanne et des visites aux équipements métropolitains")
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
        x, y = polar(middle, 222, 180, angle)
        canvas.polygon([polar((x, y), 76, 50, 30 + 60 * i) for i in range(6)], SAND, GREY, 1)
        canvas.text(x, y - 2, name, 12.5, "middle", bold=True)
        canvas.text(x, y + 15, f"{visits} 000 visites", 12, "middle", GREY)
    canvas.polygon([polar(middle, 120, 88, 30 * i) for i in range(12)], "#d9d2c0", GREY, 1)
    for _name, angle, visits in communities:
        canvas.arrow(polar(middle, 140, 116, angle), polar(middle, 56, 44, angle), ORANGE, visits / 60)
    canvas.circle(*middle, 40, BLUE)
    canvas.text(middle[0], middle[1] - 1, "Sarvanne", 13, "middle", PAPER, bold=True)
    canvas.text(middle[0], middle[1] + 14, "ville-centre", 11.5, "middle", PAPER)
    for step, words in enumerate(("reste de", "la métropole")):
        canvas.text(middle[0] - 78, middle[1] - 3 + 14 * step, words, 11.5, "middle")
    canvas.text(14, 448, "Largeur des flèches :", 12, colour=GREY)
    canvas.text(14, 464, "visites annuelles", 12, colour=GREY)
    invented(canvas, 708, 488, "Territoire et données fictifs, sans échelle")
    canvas.save(CENTRE / "charges-de-centralite/figures/bassins.svg", png=True)


def space_of_modes() -> None:
    """A theoretical scheme: modes of government by how open their object is and what leaving costs."""
    canvas = Canvas(720, 430, "Contrat, distance, niveaux et alliance dans l’espace de deux propriétés")
    canvas.arrow((90, 380), (700, 380), GREY, 1.5)
    canvas.arrow((90, 380), (90, 15), GREY, 1.5)
    for x, y, words in ((150, 402, "déterminé"), (640, 402, "ouvert")):
        canvas.text(x, y, words, 12.5, "middle", GREY)
    for y, words in ((352, "nul"), (216, "moyen"), (60, "prohibitif")):
        canvas.text(82, y, words, 12.5, "end", GREY)
    canvas.text(395, 422, "Objet de l’engagement", 14, "middle", bold=True)
    canvas.text(22, 200, "Coût de la sortie", 14, "middle", bold=True, upwards=True)
    modes = [
        (180, 212, 70, SAND, INK, "Contrat"),
        (210, 112, 62, SAND, INK, "Distance"),
        (400, 60, 92, SAND, INK, "Niveaux"),
        (590, 344, 66, SAND, INK, "Réunion"),
        (580, 205, 84, BLUE, PAPER, "Alliance"),
    ]
    for x, y, half, fill, ink, name in modes:
        canvas.polygon([polar((x, y), half, 30, 22.5 + 45 * i) for i in range(8)], fill, GREY, 1)
        canvas.text(x, y + 5, name, 15, "middle", ink, bold=fill == BLUE)
    canvas.arrow((272, 212), (488, 206), ORANGE, 1.75)
    canvas.text(382, 200, "quand l’objet ne peut être prévu", 12.5, "middle", ORANGE, italic=True)
    canvas.arrow((588, 306), (584, 242), ORANGE, 1.75)
    canvas.text(576, 280, "quand partir a un prix", 12.5, "end", ORANGE, italic=True)
    canvas.save(LONG_RUN / "gouverner-par-alliance/figures/espace.svg")


def network() -> None:
    """Organisations in four groups, and the three people who hold the groups together."""
    canvas = Canvas(720, 560, "Dix-huit organisations de l’aire de Port-Luzern et trois intercesseurs")
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
        "Ajoncs": (584, 266), "Valmer": (668, 310), "Ch. de commerce": (345, 58), "Union patronale": (290, 106),
        "Port": (228, 58), "Ch. d’agriculture": (420, 100), "Université": (270, 468), "Fédération": (366, 492),
        "Syndicat": (272, 520), "Diocèse": (456, 520), "A": (408, 352), "B": (330, 188), "C": (300, 326),
    }  # fmt: skip
    left, right = (
        {"Services", "Ajoncs", "Bocage", "Université", "Syndicat", "Union patronale"},
        {"Agence", "Diocèse", "Ch. d’agriculture"},
    )
    raised = {"Ajoncs": -9, "Bocage": 14, "Agence": -6}
    below = {"Conseil de dév.", "Haut-Luzern", "Fédération", "Transports", "Valmer"}
    dense = [
        ["Cabinet", "Services", "Agence", "Conseil de dév."], ["Cabinet", "Services", "Agence", "Transports"],
        ["Ch. de commerce", "Union patronale", "Port"], ["Ch. de commerce", "Union patronale", "Ch. d’agriculture"],
        ["Haut-Luzern", "Estuaire", "Bocage"], ["Estuaire", "Bocage", "Ajoncs"], ["Ajoncs", "Valmer"],
        ["Université", "Fédération", "Syndicat"], ["Fédération", "Diocèse"], ["Transports", "Valmer"],
    ]  # fmt: skip
    intercessors = {
        "A": ["Conseil de dév.", "Haut-Luzern", "Bocage", "Fédération", "Ch. d’agriculture"],
        "B": ["Union patronale", "Ch. de commerce", "Cabinet", "Estuaire"],
        "C": ["Agence", "Ajoncs", "Université", "Conseil de dév."],
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
    canvas.save(MAKING / "intercesseurs/figures/reseau.svg", png=True)


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
        ("Montfaucille", "relayée", 72, -28), ("Aubrecourt", "relayée", 61, -62), ("Sainte-Orge", "relayée", 55, 3),
        ("Forgeval", "sèche", 78, 72), ("Port-Tarin", "sèche", 66, 104), ("Haute-Suie", "sèche", 91, 52),
        ("Clairlieu", "dépendante", 29, 150), ("Vieux-Péage", "dépendante", 34, 38),
        ("La Fresnaie", "dépendante", 37, 212),
    ]  # fmt: skip
    places = {name: polar(middle, minutes * minute, minutes * minute, angle) for name, _, minutes, angle in towns}
    railway = [places["Port-Tarin"], places["Forgeval"], places["Haute-Suie"]]
    canvas.line(railway, GREY, 2, dash=5)
    canvas.line([middle, places["Port-Tarin"]], GREY, 2)
    for name, kind, _minutes, _angle in towns:
        _symbol(canvas, places[name], kind)
        if kind == "sèche":
            canvas.text(places[name][0], places[name][1] - 14, name, 13, "middle")
        else:
            # on the side where no circle is crossed
            side = -1 if name in {"La Fresnaie", "Sainte-Orge"} else 1
            canvas.text(places[name][0] + 13 * side, places[name][1] + 5, name, 13, "end" if side < 0 else "start")
    canvas.circle(*middle, 22, INK)
    canvas.text(middle[0], middle[1] + 40, "Clermarais", 14, "middle", bold=True)
    for step, kind in enumerate(("relayée", "sèche", "dépendante")):
        _symbol(canvas, (30, 40 + 26 * step), kind)
        canvas.text(46, 45 + 26 * step, f"décroissance {kind}", 12.5)
    canvas.line([(16, 118), (40, 118)], GREY, 2, dash=5)
    canvas.text(46, 122, "voie fermée", 12.5)
    invented(canvas, 710, 550, "Territoire et données fictifs, sans échelle")
    canvas.save(COHESION / "decroitre-en-compagnie/figures/carte.svg", png=True)


def _symbol(canvas: Canvas, place: tuple[float, float], kind: str) -> None:
    x, y = place
    match kind:
        case "relayée":
            canvas.circle(x, y, 8, BLUE)
        case "sèche":
            canvas.rectangle(x - 7.5, y - 7.5, 15, 15, ORANGE)
        case _:
            canvas.polygon([(x, y - 10), (x + 9.5, y + 7), (x - 9.5, y + 7)], GREEN)


def polar(middle: tuple[float, float], across: float, up: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return middle[0] + across * math.cos(angle), middle[1] - up * math.sin(angle)


SCHEMES = (basins, space_of_modes, network, nine_towns)
