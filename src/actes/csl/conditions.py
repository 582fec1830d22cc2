"""cs:choose: tests and branches (CSL 1.0.2, « Choose »)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actes.csl import numbers
from actes.csl.blobs import Blob
from actes.csl.frame import Element, Frame
from actes.csl.references import NUMERIC_VARIABLES

Test = Callable[[Frame], bool]
_POSITIONS = {"first": 0, "subsequent": 1, "ibid": 2, "ibid-with-locator": 3}


def has_variable(frame: Frame, variable: str) -> bool:
    """Whether the reference, or the cite for its own variables, has a value."""
    if variable == "locator":
        return bool(frame.cite.get("locator"))
    if variable == "first-reference-note-number":
        return frame.position is not None and frame.position.first_note > 0
    return frame.reference.has(variable)


def is_numeric(frame: Frame, variable: str) -> bool:
    """The test `is-numeric`."""
    value = str(frame.cite.get("locator") or "") if variable == "locator" else frame.reference.fields.get(variable, "")
    if not value:
        return False
    if variable in NUMERIC_VARIABLES:
        return numbers.parse(value, variable, frame.locale).numeric
    return variable == "title" and value[-1].isdecimal()


def is_uncertain(frame: Frame, variable: str) -> bool:
    """The test `is-uncertain-date`."""
    return bool(frame.reference.dates.get(variable, {}).get("circa"))


def has_locator(frame: Frame, label: str) -> bool:
    """The test `locator`."""
    if not frame.cite.get("locator"):
        return False
    held = str(frame.cite.get("label") or "page").replace("sub verbo", "sub-verbo")
    return held == label


def has_position(frame: Frame, name: str) -> bool:
    """The test `position`."""
    if frame.area == "bibliography":
        return False
    position = frame.position
    rank = position.rank if position else 0
    if name == "near-note":
        return position is not None and rank >= 1 and position.near
    if name == "far-note":
        return position is not None and rank == 1 and not position.near
    wanted = _POSITIONS.get(name)
    if wanted is None:
        return False
    return rank == 0 if wanted == 0 else rank >= wanted


def is_ambiguous(frame: Frame, value: str) -> bool:
    """The test `disambiguate`: each such condition of a cite may be switched on in turn."""
    if value != "true":
        return False
    frame.extra_max += 1
    if frame.extra_count < frame.extra:
        frame.extra_count += 1
        return True
    return False


_TESTS: dict[str, Callable[[Frame, str], bool]] = {
    "variable": has_variable,
    "is-numeric": is_numeric,
    "is-uncertain-date": is_uncertain,
    "locator": has_locator,
    "position": has_position,
    "disambiguate": is_ambiguous,
}


def tests_of(attributes: dict[str, str]) -> tuple[Test, ...]:
    """One test per value of each attribute; the values of `type` make one test together."""
    found: list[Test] = []
    for name, value in attributes.items():
        if name == "type":
            found.append(_has_type(frozenset(value.split())))
        elif name in _TESTS:
            for one in value.replace("sub verbo", "sub-verbo").split():
                found.append(_bind(_TESTS[name], one))
    return tuple(found)


def _has_type(types: frozenset[str]) -> Test:
    return lambda frame: frame.reference.type in types


def _bind(test: Callable[[Frame, str], bool], value: str) -> Test:
    return lambda frame: test(frame, value)


@dataclass(frozen=True)
class Branch:
    """cs:if, cs:else-if or cs:else."""

    tests: tuple[Test, ...]
    match: str
    children: tuple[Element, ...]

    def holds(self, frame: Frame) -> bool:
        """Whether this branch is taken."""
        if not self.tests:
            return True
        if self.match == "any":
            return any(test(frame) for test in self.tests)
        if self.match == "none":
            return not any(test(frame) for test in self.tests)
        return all(test(frame) for test in self.tests)


@dataclass(frozen=True)
class Choose:
    """cs:choose: transparent, its branch's children stand in its place."""

    branches: tuple[Branch, ...]

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add what the first branch that holds yields."""
        for branch in self.branches:
            if branch.holds(frame):
                for child in branch.children:
                    child.render(frame, out)
                return
