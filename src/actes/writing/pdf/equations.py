"""Formulas as vectors: MathML → SVG on the baseline, in ems, with its TeX as alternative text."""

from __future__ import annotations

import copy
import functools

import ziamath
from lxml import etree

from actes.writing.html.elements import MATHML, SVG, Element

ziamath.config.svg2 = False  # plain paths: symbols would need ids, and ids in a page are anchors
_SIZE = 20.0
"""Pixels per em while drawing; the result is in ems."""
_MOST_WORK = 8_000
"""Elements ziamath may set for a formula: some seconds of it, ten times what a page-wide system of equations takes."""
_DEEPEST = 80
"""Elements within one another; ziamath calls itself for each."""
_ROWS = frozenset({"math", "mrow", "mpadded", "mphantom", "merror", "mtd"})
"""What ziamath sets twice, once to know how high its fences are: rows within rows double at each level."""


class UndrawableError(Exception):
    """ziamath does not know how to draw this formula."""


def draw(math: Element, alternative: str) -> Element:
    """The SVG of a `<math>` element, sized in ems of the text around it, its baseline on the text's.

    `alternative` is read in its place. Raises UndrawableError, also for what would take too long to draw.
    """
    bare = _bare(math)
    _bound(bare)
    svg = etree.fromstring(_drawn(etree.tostring(bare, encoding="unicode", with_tail=False)))
    title = etree.Element(f"{{{SVG}}}title")
    title.text = alternative
    svg.insert(0, title)
    svg.set("class", "formula")
    svg.set("data-pdf", "Formula")
    return svg


def _bare(math: Element) -> Element:
    """A copy without annotations: `<semantics>` gives way to the presentation it holds."""
    bare = copy.deepcopy(math)
    bare.tail = None
    for annotation in list(bare.iter(f"{{{MATHML}}}annotation", f"{{{MATHML}}}annotation-xml")):
        parent = annotation.getparent()
        if parent is not None:
            parent.remove(annotation)
    for semantics in list(bare.iter(f"{{{MATHML}}}semantics")):
        parent = semantics.getparent()
        if parent is not None and len(semantics) == 1:
            parent.replace(semantics, semantics[0])
    for name in ("alttext", "class"):
        bare.attrib.pop(name, "")
    etree.cleanup_namespaces(bare)
    return bare


def _bound(math: Element) -> None:
    work: dict[Element, float] = {}
    depth: dict[Element, int] = {}
    for node in reversed(list(math.iter(etree.Element))):  # children before what holds them
        children = list(node)
        depth[node] = 1 + max((depth[c] for c in children), default=0)
        times = 2 if etree.QName(node).localname in _ROWS else 1
        # the extent of a row is sought anew for each of its elements
        work[node] = 1 + times * sum(work[c] for c in children) + len(children) ** 2 / 600
    if work[math] > _MOST_WORK or depth[math] > _DEEPEST:
        raise UndrawableError(f"{work[math]:.0f} elements to set, {depth[math]} levels")


@functools.lru_cache(maxsize=4096)
def _drawn(mathml: str) -> bytes:
    try:
        drawn = ziamath.Math(mathml, size=_SIZE).svg()
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, AssertionError) as error:
        # ziamath has no exception of its own: these are what unusual MathML makes it raise
        raise UndrawableError(repr(error)) from error
    svg = etree.fromstring(drawn)
    _, top, width, height = (float(number) for number in svg.get("viewBox", "0 0 0 0").split())
    if width <= 0 or height <= 0:
        raise UndrawableError("the drawing is empty")
    for name in ("width", "height"):
        svg.attrib.pop(name, "")
    size = f"width: {width / _SIZE:.3f}em; height: {height / _SIZE:.3f}em"
    svg.set("style", f"{size}; vertical-align: {-(top + height) / _SIZE:.3f}em")
    return etree.tostring(svg)
