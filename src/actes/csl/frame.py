"""The state of one rendering of one reference: what elements read and leave for each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from actes.csl import markup
from actes.csl.blobs import Blob, Decoration
from actes.csl.textcase import apply_case, capitalize_first

if TYPE_CHECKING:
    from actes.csl.name_register import NameRegister
    from actes.csl.references import Reference
    from actes.csl.style import Style

_ALNUM = re.compile(r"[^\W_]")
_APOSTROPHE = re.compile(r"[\w-]’[\w-]")
_PERIOD = re.compile(r"\.(?![a-z])")


@dataclass(frozen=True)
class Format:
    """The affixes and formatting of an element (CSL 1.0.2, « Formatting »)."""

    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    decor: tuple[Decoration, ...] = ()
    case: str = ""
    strip_periods: bool = False
    display: str = ""

    def blob(self, children: list[Blob]) -> Blob:
        """A container so formatted."""
        return Blob(
            children=children,
            prefix=self.prefix,
            suffix=self.suffix,
            delimiter=self.delimiter,
            decor=self.decor,
            role=self.display,
        )


PLAIN = Format()


class Element(Protocol):
    """Anything of a style that renders."""

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add what it yields to `out`."""


@dataclass
class Ambiguity:
    """How far the cite of an item is expanded to differ from others (CSL 1.0.2, « Disambiguation »)."""

    names: list[int] = field(default_factory=list)
    """How many names, per name variable rendered."""
    givens: list[list[int]] = field(default_factory=list)
    """Per name: 0 family only, 1 initials, 2 full given name."""
    suffix: int | None = None
    """Rank of the year suffix, from 0."""
    extra: int = 0
    """How many `disambiguate="true"` conditions hold."""

    def copy(self) -> Ambiguity:
        """An independent copy, without the year suffix's rank being lost."""
        return Ambiguity(list(self.names), [list(g) for g in self.givens], self.suffix, self.extra)

    def pad(self) -> None:
        """Give each counted name a level."""
        for i, count in enumerate(self.names):
            while len(self.givens) <= i:
                self.givens.append([])
            self.givens[i] += [0] * (count - len(self.givens[i]))


@dataclass
class Flags:
    """What a group knows about its contents (CSL 1.0.2, « Group »)."""

    term: bool = False
    attempt: bool = False
    success: bool = False


@dataclass
class Cluster:
    """What cites of one citation share: for collapsing."""

    names: str | None = None
    years: list[Any] = field(default_factory=list)
    collapsed: bool = False
    same_author: bool = False
    term_predecessor: bool = False


@dataclass
class Position:
    """Where a cite stands among the others (CSL 1.0.2, « Choose », `position`)."""

    rank: int = 0
    """0 first, 1 subsequent, 2 ibid, 3 ibid-with-locator."""
    near: bool = False
    first_note: int = 0


@dataclass
class Substitution:
    """What the previous bibliography entry began with, for `subsequent-author-substitute`."""

    names: list[str] = field(default_factory=list)


class Frame:
    """One rendering. `looking` renders for comparison only, `sorting` for a sort key."""

    def __init__(
        self,
        style: Style,
        reference: Reference,
        register: NameRegister,
        *,
        area: str,
        options: Mapping[str, str],
        cite: Mapping[str, Any] | None = None,
        position: Position | None = None,
        request: Ambiguity | None = None,
        granted: Ambiguity | None = None,
        looking: bool = False,
        sorting: bool = False,
        number: int = 0,
        cluster: Cluster | None = None,
        previous: Substitution | None = None,
    ) -> None:
        self.style = style
        self.locale = style.locale
        self.quotes = style.quotes
        self.reference = reference
        self.register = register
        self.area = area
        self.options = options
        self.cite: Mapping[str, Any] = cite or {}
        self.position = position
        self.request = request
        self.settings = request.copy() if request else Ambiguity()
        self.suffix = granted.suffix if granted else None
        self.extra = granted.extra if granted else self.settings.extra
        self.looking = looking
        self.sorting = sorting
        self.key_options: Mapping[str, str] = {}
        self.number = number
        self.cluster = cluster
        self.previous = previous
        self.flags = Flags()
        self.done: set[str] = set()
        self.term_predecessor = False
        self.can_substitute: list[bool] = []
        self.can_block = False
        self.et_al_around: tuple[int, int, bool] | None = None
        self.nameset_base = 0
        self.nameset_offset = 0
        self.names_max: list[int] = []
        self.extra_count = 0
        self.extra_max = 0
        self.strip_periods = 0
        self.date_only = False
        self.suppress_author = bool(self.cite.get("suppress-author")) and not looking
        self.author_only = bool(self.cite.get("author-only")) and not looking
        self.rendered = False
        self.suppressed = False
        self.years: list[Any] = []
        self.suffix_done = False
        self.substitutable = previous is not None
        self.rendered_name: list[str] | None = None
        self.name_top: Blob | None = None
        self.name_children: list[Blob] = []
        self.name_label: Blob | None = None
        self.author_string: str | None = None
        if self.author_only:
            self.done.add("locator")

    @property
    def plain(self) -> bool:
        """Whether formatting is of no interest."""
        return self.looking or self.sorting

    def piece(self, text: str, form: Format = PLAIN, *, strip: bool = True) -> Blob:
        """A blob of field, term or name text."""
        text = markup.narrow_spaces(text)
        marks, text = markup.leading_marks(text)
        prefix = form.prefix + marks
        if form.case:
            text = apply_case(markup.normalize(text), form.case)
        if strip and (self.strip_periods or form.strip_periods):
            text = _PERIOD.sub("", text)
        decor = form.decor
        if decor and not _ALNUM.search(text):
            decor = tuple(d for d in decor if d[0] != "font-style")
        blob = Blob(text, prefix=prefix, suffix=form.suffix, decor=decor, role=form.display)
        if not self.plain and (markup.has_markup(text, self.quotes) or _APOSTROPHE.search(text)):
            blob.text, blob.children = None, markup.parse(markup.normalize(text), self.quotes)
        return blob

    def emit(self, out: list[Blob], text: str, form: Format = PLAIN, *, strip: bool = True) -> None:
        """Add `text` to `out`, unless this rendering leaves it out."""
        if not text or self.date_only or self.suppressed:
            return
        out.append(self.piece(text, form, strip=strip))
        self.term_predecessor = True

    def term(self, text: str, form: Format) -> str:
        """The text of a term as printed: with a capital if it opens an entry or a note."""
        if not self.term_predecessor and not (self.area == "citation" and not self.style.is_note):
            text = capitalize_first(text)
        if self.strip_periods or form.strip_periods:
            text = text.replace(".", "")
        return text

    def found(self) -> None:
        """A variable was rendered."""
        self.flags.success = True
        if self.can_substitute:
            self.can_substitute[-1] = False

    @property
    def is_english(self) -> bool:
        """Whether the reference is in English (its language, or the style's)."""
        return (self.reference.language or self.style.language[:2].lower())[:2] == "en"

    def substitute_text(self, blob: Blob) -> None:
        """Put `subsequent-author-substitute` for a text that stands for the names."""
        if not self.substitutable or self.previous is None or not self.rendered_name:
            return
        if self.previous.names == self.rendered_name and self.style.substitute is not None:
            blob.text, blob.children = self.style.substitute, []
        self.previous.names = self.rendered_name
        self.substitutable = False

    def substitute_names(self) -> None:
        """Put `subsequent-author-substitute` for names equal to those of the entry before."""
        previous, substitute = self.previous, self.style.substitute
        if not self.substitutable or previous is None or self.rendered_name is None:
            return
        self.substitutable = False
        names, rule = self.rendered_name, self.style.substitute_rule
        if rule in {"partial-each", "partial-first"}:
            for rank, (name, child) in enumerate(zip(names, self.name_children, strict=False)):
                if rank >= len(previous.names) or previous.names[rank] != name or substitute is None:
                    break
                child.text, child.children = None, [Blob(substitute)]
                if rule == "partial-first":
                    break
            previous.names = names
            return
        if not names:
            return
        if previous.names == names and substitute is not None:
            if rule == "complete-each":
                for child in self.name_children:
                    child.text, child.children = None, [Blob(substitute)]
            elif self.name_top is not None:
                label = [self.name_label] if self.name_label is not None else []
                self.name_top.children = [Blob(substitute), *label]
        previous.names = names
