"""cs:name, its parts, its label and its et al.: how the names of a cs:names are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actes.csl.frame import PLAIN, Format, Frame


@dataclass(frozen=True)
class NameElement:
    """cs:name and its parts; `own` are the attributes written on it, the rest is inherited."""

    own: Mapping[str, str] = field(default_factory=dict)
    format: Format = PLAIN
    family: Format = PLAIN
    given: Format = PLAIN

    @property
    def institution(self) -> Format:
        """How an institution is formatted: as a family name."""
        family, decor = self.family, {**dict(self.format.decor), **dict(self.family.decor)}
        return Format(
            decor=tuple(decor.items()),
            case=family.case or self.format.case,
            strip_periods=family.strip_periods or self.format.strip_periods,
        )

    def option(self, frame: Frame, name: str, inherited: str = "") -> str | None:
        """An attribute: its own value, or that of cs:citation, cs:bibliography or cs:style."""
        if name in self.own:
            return self.own[name]
        return frame.options.get(inherited or name)

    def number(self, frame: Frame, name: str) -> int:
        """A numeric attribute, 0 if there is none."""
        value = self.option(frame, name)
        return int(value) if value and value.isdecimal() else 0


@dataclass(frozen=True)
class NameLabel:
    """cs:label inside cs:names."""

    form: str
    plural: str
    format: Format
    before: bool


@dataclass(frozen=True)
class NameStyle:
    """What a cs:names in cs:substitute without children takes from the one around it."""

    name: NameElement = NameElement()
    et_al: str = "et-al"
    et_al_format: Format = PLAIN
    label: NameLabel | None = None
