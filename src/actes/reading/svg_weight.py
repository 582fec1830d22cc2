"""How much a drawing draws: a few elements that use one another may be drawn a hundred million times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

MOST = 300_000
"""Elements drawn, those that are drawn again counted again; a dense diagram has some fifty thousand."""
_HEAVY = 1_000
"""Elements that what is used may draw in a drawing that draws too much."""

_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTED = re.compile(r"([.#]?)([\w-]+)(?=[^\s>+~]*\Z)")


def lighten(root: etree._Element) -> bool:
    """Take out of `root` what makes it draw more than `MOST` elements; whether there was something to take out."""
    if _Weights(root).of_root <= MOST:
        return False
    # the heavy ones first, then all
    for limit in (_HEAVY, 0):
        weights = _Weights(root)
        if weights.of_root <= MOST:
            break
        heavy = {name for name, target in weights.targets.items() if weights.of[target] > limit}
        for element in root.iter(etree.Element):
            _unlink(element, heavy)
    return True


def _unlink(element: etree._Element, names: set[str]) -> None:
    for key, text in _attributes(element):
        if _is_link(key) and _name(text) in names:
            del element.attrib[key]
        elif names.intersection(_REFERENCE.findall(text)):
            element.attrib[key] = "none"
    if etree.QName(element).localname == "style" and element.text:
        element.text = _RULE.sub(
            lambda rule: "" if names.intersection(_REFERENCE.findall(rule[2])) else rule[0], element.text
        )


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(key), str(text)) for key, text in element.items()]


def _is_link(key: str) -> bool:
    return key == "href" or key.endswith("}href")


def _name(link: str) -> str:
    return link.strip().lstrip("#")


class _Weights:
    """What each element of a drawing draws, itself included, found without recursion; a circle counts as nothing."""

    def __init__(self, root: etree._Element) -> None:
        elements = list(root.iter(etree.Element))
        self.targets: dict[str, etree._Element] = {}
        self._rules: dict[tuple[str, str], set[str]] = {}
        for element in elements:
            if name := element.get("id"):
                self.targets.setdefault(str(name), element)
            if etree.QName(element).localname == "style":
                self._read_rules(element.text or "")
        self.of: dict[etree._Element, int] = {}
        begun: set[etree._Element] = set()
        stack = [root]
        while stack:
            element = stack[-1]
            drawn = [*element, *self._used(element)]
            if element not in begun:
                begun.add(element)
                stack += [other for other in drawn if other not in begun]
                continue
            stack.pop()
            # what is used more than once counts each time; numbers need not be larger than this
            self.of.setdefault(element, min(1 + sum(self.of.get(other, 0) for other in drawn), MOST * MOST))
        self.of_root = self.of[root]

    def _read_rules(self, sheet: str) -> None:
        for selectors, declarations in _RULE.findall(sheet):
            names = _REFERENCE.findall(declarations)
            for selector in selectors.split(",") if names else ():
                if found := _SELECTED.search(selector.strip()):
                    self._rules.setdefault((found[1], found[2]), set()).update(names)

    def _used(self, element: etree._Element) -> Iterator[etree._Element]:
        names: list[str] = []
        for key, text in _attributes(element):
            if _is_link(key):
                names.append(_name(text))
            elif "#" in text and "(" in text:
                names += _REFERENCE.findall(text)
        if self._rules:
            marks = [("", etree.QName(element).localname), ("#", str(element.get("id", "")))]
            marks += [(".", name) for name in str(element.get("class", "")).split()]
            for mark in marks:
                names += sorted(self._rules.get(mark, ()))
        for name in names:
            if name in self.targets:
                yield self.targets[name]
