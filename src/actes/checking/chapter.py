"""What a rule looks at: a contribution, the volume it is in, and its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from actes.checking.source import Source
from actes.diagnostics import Location, Report
from actes.model import Contribution, Volume
from actes.reading.language import evident_language
from actes.tree import Inlines, Node, by_type, plain_text


@dataclass(frozen=True)
class Frame:
    """What the rules of a contribution know of its volume, and nothing more: a change elsewhere is none to them."""

    draft: bool
    languages: tuple[str, ...]
    axes: tuple[str, ...]
    """The axes' identifiers."""
    limits: Mapping[str, int]
    page: str
    """The format of the page, as `volume.yaml` has it."""

    @classmethod
    def of(cls, volume: Volume) -> Frame:
        """That of `volume`."""
        axes = tuple(axis.id for axis in volume.axes)
        return cls(volume.draft, volume.languages, axes, volume.limits, volume.typography.page)


@dataclass(frozen=True)
class Chapter:
    """A contribution under examination."""

    contribution: Contribution
    volume: Frame

    @cached_property
    def source(self) -> Source:
        """Its Markdown, with positions."""
        return Source.of(self.contribution)

    @property
    def file(self) -> Path:
        """The file of its Markdown."""
        return self.contribution.folder / Path(self.contribution.source.file).name

    def place(self, *fields: str) -> Location:
        """Where the first of `fields` that the front matter has stands; the file's beginning without any."""
        known = self.contribution.fields
        return next((known[f] for f in fields if f in known), self.contribution.source)

    @property
    def declared_language(self) -> str:
        """The contribution's language without region: `fr`."""
        return self.contribution.language.split("-")[0].lower()

    @cached_property
    def written_language(self) -> str:
        """The language the text is evidently in, French or English, else the declared one."""
        return evident_language(self.source.prose, self.declared_language)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages its metadata must be in: its own, then those of the volume (but in a draft)."""
        others = () if self.volume.draft else self.volume.languages
        wanted = [self.declared_language, *(tongue.split("-")[0].lower() for tongue in others)]
        return tuple(dict.fromkeys(wanted))

    def of_kind(self, kind: str) -> list[Node]:
        """The nodes of this type in the text, its thanks and its appendices, in document order (no word, no space)."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[Node]]:
        held = self.contribution
        return by_type([held.body, held.acknowledgements, held.appendices])

    def limit(self, name: str, default: int) -> int:
        """A limit of `volume.yaml`, or the house's."""
        return self.volume.limits.get(name, default)


Rule = Callable[[Chapter, Report], None]


def excerpt(text: str | Inlines, length: int = 60) -> str:
    """The beginning of a text on one line, cut at a word, to show in a message."""
    plain = " ".join((text if isinstance(text, str) else plain_text(text)).split())
    if len(plain) <= length:
        return plain
    cut = plain[:length].rsplit(" ", 1)[0]
    return f"{cut}…"
