"""Rendering elements other than names and dates: groups, macros, text, numbers, labels."""

from __future__ import annotations

from dataclasses import dataclass

from actes.csl import numbers
from actes.csl.blobs import Blob
from actes.csl.frame import PLAIN, Element, Flags, Format, Frame
from actes.csl.labels import citation_label
from actes.csl.links import link_of, short_url
from actes.csl.references import NUMBER_VARIABLES

_TITLES = (
    "event publisher publisher-place event-place title container-title collection-title authority genre "
    "title-short medium country jurisdiction archive archive-place"
)
_TITLE_LIKE = frozenset(_TITLES.split())


def render_group(children: tuple[Element, ...], frame: Frame, form: Format) -> Blob | None:
    """cs:group: nothing if variables were called and none rendered (CSL 1.0.2, « Group »)."""
    outer, predecessor = frame.flags, frame.term_predecessor
    flags = frame.flags = Flags()
    frame.strip_periods += form.strip_periods
    out: list[Blob] = []
    for child in children:
        child.render(frame, out)
    frame.strip_periods -= form.strip_periods
    frame.flags = outer
    if flags.success or (flags.term and not flags.attempt):
        outer.success = True
        return form.blob(out)
    frame.term_predecessor = predecessor
    outer.attempt = flags.attempt
    return None


@dataclass(frozen=True)
class Group:
    """cs:group."""

    children: tuple[Element, ...]
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the group to `out`."""
        blob = render_group(self.children, frame, self.format)
        if blob is not None and blob.children:
            out.append(blob)


@dataclass
class Macro:
    """cs:macro; its children are filled in when all macros are known."""

    name: str
    children: tuple[Element, ...] = ()
    has_date: bool = False
    """Whether a cs:date is among its own descendants."""


@dataclass(frozen=True)
class MacroText:
    """cs:text with a macro: a group of its own (CSL 1.0.2, « Text »)."""

    macro: Macro
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add what the macro yields to `out`."""
        date_only = frame.date_only
        frame.date_only = date_only or (frame.sorting and self.macro.has_date)
        frame.strip_periods += self.format.strip_periods
        blob = render_group(self.macro.children, frame, PLAIN)
        frame.strip_periods -= self.format.strip_periods
        frame.date_only = date_only
        if blob is not None and blob.children:
            out.append(self.format.blob([blob]))


@dataclass(frozen=True)
class TermText:
    """cs:text with a term."""

    name: str
    form: str
    plural: bool
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the term to `out`."""
        text = frame.locale.term(self.name, self.form, plural=self.plural)
        if text:
            frame.flags.term = True
        with_text_suppressed(frame, out, frame.term(text, self.format), self.format)
        if frame.can_block and frame.can_substitute:
            frame.can_substitute[-1] = False


@dataclass(frozen=True)
class ValueText:
    """cs:text with a value."""

    value: str
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the value to `out`."""
        frame.flags.term = True
        with_text_suppressed(frame, out, self.value, self.format)
        if frame.can_block and frame.can_substitute:
            frame.can_substitute[-1] = False


def with_text_suppressed(frame: Frame, out: list[Blob], text: str, form: Format, *, strip: bool = True) -> None:
    """Add text, unless only the author is wanted and this is not what stands for the author."""
    if frame.author_only and not (frame.can_block and not frame.rendered):
        return
    frame.emit(out, text, form, strip=strip)


@dataclass(frozen=True)
class VariableText:
    """cs:text with a variable."""

    variable: str
    short: bool
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the variable to `out`."""
        variable = self.variable
        called = variable not in frame.done
        if frame.can_block:
            frame.done.add(variable)
        value = self._value(frame) if called else ""
        if called and (value or variable in {"year-suffix", "citation-number", "citation-label"}):
            self._substitutes(frame, value)
            frame.found()
        else:
            frame.flags.attempt = True
        if variable == "year-suffix":
            self._year_suffix(frame, out)
            return
        if frame.cluster is not None and variable not in {"locator", "citation-number", "citation-label"}:
            frame.cluster.collapsed = False
        if not value or (frame.author_only and not (frame.can_block and not frame.rendered)):
            return
        if frame.suppress_author and variable in _TITLE_LIKE and not frame.rendered and len(frame.can_substitute) > 0:
            return
        start = len(out)
        if variable in NUMBER_VARIABLES:
            numbers.render(frame, out, value, variable, self.format)
        else:
            form = self.format
            if form.case == "title" and not frame.is_english:
                form = Format(form.prefix, form.suffix, "", form.decor, "", form.strip_periods, form.display)
            if self.short and variable == "URL":
                value = short_url(value)
            frame.emit(out, value, form, strip=variable not in {"URL", "DOI"})
        if variable in _TITLE_LIKE:
            frame.rendered = True
        if len(out) > start:
            self._finish(frame, out[-1], value)

    def _value(self, frame: Frame) -> str:
        variable = self.variable
        if variable == "locator":
            return str(frame.cite.get("locator") or "")
        if variable == "citation-number":
            return "" if frame.looking else str(frame.number)
        if variable == "citation-label":
            label = citation_label(frame.reference)
            rank = frame.suffix
            return label if frame.plain or rank is None else label + numbers.letters(rank)
        if variable == "first-reference-note-number":
            return str(frame.position.first_note) if frame.position and frame.position.first_note else ""
        fields = frame.reference.fields
        if self.short and variable in {"title", "container-title"}:
            return fields.get(f"{variable}-short") or fields.get(variable, "")
        return (
            fields.get(variable, "").replace("\\", "") if variable not in NUMBER_VARIABLES else fields.get(variable, "")
        )

    def _substitutes(self, frame: Frame, value: str) -> None:
        """Remember that this text stands for the names of a bibliography entry."""
        if frame.area == "bibliography" and frame.can_substitute and frame.can_substitute[-1] and value:
            frame.rendered_name = [*(frame.rendered_name or []), value]

    def _finish(self, frame: Frame, blob: Blob, value: str) -> None:
        variable = self.variable
        if variable == "citation-number":
            blob.role, blob.number = blob.role or "citation-number", frame.number
        elif variable in {"URL", "DOI"} or value.startswith(("https://", "http://")):
            blob.data = link_of(variable, frame.reference.fields.get(variable, ""))
            if blob.data and not blob.role:
                blob.role = "link"
        if frame.can_block and frame.rendered_name and frame.previous is not None:
            frame.substitute_text(blob)

    def _year_suffix(self, frame: Frame, out: list[Blob]) -> None:
        rank = frame.suffix
        if rank is None or frame.looking or frame.author_only:
            return
        blob = frame.piece(numbers.letters(rank), self.format)
        blob.role, blob.number = "year-suffix", rank
        out.append(blob)


@dataclass(frozen=True)
class Number:
    """cs:number."""

    variable: str
    style: str
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the number to `out`."""
        variable = self.variable
        called = variable not in frame.done
        if frame.can_block:
            frame.done.add(variable)
        if variable == "locator":
            value = str(frame.cite.get("locator") or "")
        elif variable == "citation-number":
            value = "" if frame.looking else str(frame.number)
        else:
            value = frame.reference.fields.get(variable, "")
        if not called or not value:
            frame.flags.attempt = True
            return
        frame.found()
        if frame.author_only and not (frame.can_block and not frame.rendered):
            return
        numbers.render(frame, out, value, variable, self.format, self.style)
        if variable == "locator":
            frame.done.add(variable)


@dataclass(frozen=True)
class Label:
    """cs:label outside cs:names."""

    variable: str
    form: str
    plural: str
    format: Format

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the term for the variable to `out`."""
        variable, name = self.variable, self.variable
        if variable == "locator":
            value = str(frame.cite.get("locator") or "")
            name = str(frame.cite.get("label") or "page").replace("sub verbo", "sub-verbo")
        else:
            value = frame.reference.fields.get(variable, "")
        plural = self.plural == "always"
        if self.plural == "contextual" and value:
            plural = numbers.parse(value, variable, frame.locale).plural
        text = frame.locale.term(name, self.form, plural=plural)
        if not text:
            return
        frame.flags.term = True
        if frame.strip_periods or self.format.strip_periods:
            text = text.replace(".", "")
        if frame.author_only:
            return
        frame.emit(out, text, self.format)


__all__ = ["PLAIN", "Group", "Label", "Macro", "MacroText", "Number", "TermText", "ValueText", "VariableText"]
