"""cs:names: lists of names, et al., labels, substitutes (CSL 1.0.2, « Names »)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actes.csl.blobs import Blob, plain
from actes.csl.frame import PLAIN, Element, Format, Frame
from actes.csl.name_style import NameElement, NameStyle
from actes.csl.persons import render_name
from actes.csl.references import Name


@dataclass(frozen=True)
class Names:
    """cs:names."""

    variables: tuple[str, ...]
    style: NameStyle
    format: Format
    delimiter: str | None = None
    substitute: tuple[Element, ...] = ()
    bare: bool = False
    """Whether it stands in cs:substitute without children: then it is as the cs:names around it."""

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add the names, or what stands for them, to `out`."""
        if self.bare:
            self._render_bare(frame, out)
            return
        frame.can_substitute.append(True)
        blocked = frame.can_block
        frame.name_children, frame.name_top, frame.name_label = [], None, None
        frame.rendered_name = []
        if frame.term_predecessor:
            frame.substitutable = False
        frame.nameset_base += frame.nameset_offset
        frame.nameset_offset = 0
        variables = self._called(frame)
        frame.flags.attempt = True
        if any(frame.reference.names.get(v) for v in variables):
            _Output(self, frame, variables).render(out)
        elif self.substitute:
            frame.can_block = True
            around = frame.et_al_around
            if around is None:
                limits = _Output(self, frame, [])
                frame.et_al_around = (limits.minimum, limits.first, limits.use_last) if limits.minimum else None
            for child in self.substitute:
                child.render(frame, out)
            frame.et_al_around = around
        if frame.previous is not None:
            frame.substitute_names()
        if not frame.can_substitute.pop() and frame.can_substitute:
            frame.can_substitute[-1] = False
        frame.can_block = blocked

    def _called(self, frame: Frame) -> list[str]:
        variables = [v for v in self.variables if v not in frame.done]
        if frame.can_block:
            frame.done.update(self.variables)
        return variables

    def _render_bare(self, frame: Frame, out: list[Blob]) -> None:
        variables = self._called(frame)
        frame.flags.attempt = True
        if any(frame.reference.names.get(v) for v in variables):
            _Output(self, frame, variables).render(out)
            frame.can_substitute[-1] = False

    def of(self, variable: str) -> Names:
        """The same for one other variable."""
        return replace(self, variables=(variable,))


@dataclass(frozen=True)
class Alternative:
    """An element of cs:substitute: skipped once something has been rendered."""

    element: Element

    def render(self, frame: Frame, out: list[Blob]) -> None:
        """Add what it yields to `out`, if that is still needed."""
        if frame.can_substitute[-1]:
            self.element.render(frame, out)


_SHORT = {"form": "short", "and": "text", "et-al-min": "4", "et-al-use-first": "1", "delimiter-precedes-last": "never"}
IN_SENTENCE = Names((), NameStyle(NameElement(_SHORT)), PLAIN)
"""Family names as a sentence has them: « Pinçon et Pinçon-Charlot », « Le Galès et al. »."""


class _Output:
    """The rendering of some name variables by one cs:names."""

    def __init__(self, element: Names, frame: Frame, variables: list[str]) -> None:
        self.element = element
        self.frame = frame
        self.variables = variables
        self.name = element.style.name
        self.delimiter = self.name.option(frame, "delimiter", "name-delimiter")
        if self.delimiter is None:
            self.delimiter = ", "
        self._et_al_limits()

    def _et_al_limits(self) -> None:
        frame, name = self.frame, self.name
        subsequent = frame.position is not None and frame.position.rank > 0
        self.minimum = name.number(frame, "et-al-min")
        self.first = name.number(frame, "et-al-use-first")
        self.use_last = False
        if subsequent:
            self.minimum = name.number(frame, "et-al-subsequent-min") or self.minimum
            self.first = name.number(frame, "et-al-subsequent-use-first") or self.first
        else:
            self.use_last = name.option(frame, "et-al-use-last") == "true"
            if frame.et_al_around is not None:
                # names inside those they stand for are cut as these would be
                self.minimum, self.first, self.use_last = frame.et_al_around
        key = frame.key_options
        if frame.sorting and key:
            self.minimum = int(key.get("names-min") or frame.options.get("et-al-min") or self.minimum)
            self.first = int(key.get("names-use-first") or frame.options.get("et-al-use-first") or self.first)
            self.use_last = (key.get("names-use-last") or frame.options.get("et-al-use-last") or "") == "true"

    def render(self, out: list[Blob]) -> None:
        """Add the names to `out`; where they are suppressed, they still count for the cites that follow."""
        frame = self.frame
        suppressed = (frame.suppress_author and not frame.rendered) or (frame.author_only and frame.rendered)
        lists: list[tuple[str, list[Name], int]] = []
        total = 0
        for rank, variable in enumerate(self.variables):
            names = list(frame.reference.names.get(variable, ()))
            position = frame.nameset_base + rank
            if names:
                frame.nameset_offset += 1
                self._levels(names, position)
                frame.names_max.append(len(names))
                shown = self._constrain(names, position)
            else:
                shown = []
            lists.append((variable, shown, len(names)))
            total += len(shown)
        if self.name.option(frame, "form", "name-form") == "count":
            if total or frame.sorting:
                frame.emit(out, str(total))
                frame.flags.success = True
            return
        common = self._common_term(lists)
        blobs: list[Blob] = []
        for rank, (variable, shown, count) in enumerate(lists):
            if not shown:
                continue
            if frame.area == "bibliography" and frame.rendered_name is not None:
                frame.rendered_name += [n.raw for n in shown]
            blob = self._list(shown, count, frame.nameset_base + rank)
            blobs.append(self._labelled(blob, common or variable, count))
            if common:
                break
        if not blobs:
            return
        if not frame.looking:
            frame.rendered = True
        frame.term_predecessor = True
        delimiter = self.element.delimiter
        if delimiter is None:
            delimiter = frame.options.get("names-delimiter", "")
        top = Blob(children=blobs, delimiter=delimiter)
        frame.name_top = top
        if frame.author_string is None:
            frame.author_string = plain(blobs[-1])
        self._collapse(top)
        if not suppressed and not frame.date_only:
            holder = self.element.format.blob([top])
            holder.delimiter = ""
            holder.role = holder.role or "names"
            out.append(holder)

    def _levels(self, names: list[Name], position: int) -> None:
        """Choose for each name how much of the given name is shown."""
        frame, register = self.frame, self.frame.register
        form = self.name.option(frame, "form", "name-form") or "long"
        initials = self.name.option(frame, "initialize-with")
        givens = frame.settings.givens
        while len(givens) <= position:
            givens.append([])
        levels = givens[position]
        rule = frame.style.givenname_rule
        for i, name in enumerate(names):
            if name.literal:
                if len(levels) <= i:
                    levels.append(2)
                continue
            register.add(frame.reference.key, name, i)
            default = register.level(frame.reference.key, name, i, 0, form, initials)
            if len(levels) <= i:
                levels.append(default)
            level = default
            if frame.request is not None:
                level = levels[i]
                if level == 1 and rule == "by-cite" and (initials is None or not name.given):
                    level = 2
                if frame.style.adds_givenname and name.given:
                    level = register.level(frame.reference.key, name, i, level, form, initials)
            if not frame.looking and frame.cite and frame.position is not None and frame.position.rank == 0:
                level = max(level, default)
            if not frame.sorting:
                levels[i] = level

    def _constrain(self, names: list[Name], position: int) -> list[Name]:
        frame, count = self.frame, len(names)
        settings = frame.settings.names
        request = frame.request.names[position] if frame.request and position < len(frame.request.names) else 0
        limit = self.minimum
        if frame.plain:
            if request:
                limit = request
            elif self.minimum and count >= self.minimum:
                limit = self.first
        elif request > self.first:
            limit = count if count < self.minimum else request
        elif self.minimum and count >= self.minimum:
            limit = self.first
        if self.use_last and limit > self.minimum - 2:
            limit = self.minimum - 2
        shown = names
        if self.minimum and self.minimum >= self.first > 0 and count > limit:
            shown = names[:limit] + (names[-1:] if self.use_last else [])
        while len(settings) <= position:
            settings.append(0)
        settings[position] = len(shown)
        frame.settings.pad()
        return shown

    def _common_term(self, lists: list[tuple[str, list[Name], int]]) -> str:
        """« editortranslator » if the two lists are the same and the locale has the term."""
        if len(lists) < 2 or self.element.style.label is None:
            return ""
        term = "".join(sorted(variable for variable, _, _ in lists))
        if not self.frame.locale.term(term, self.element.style.label.form):
            return ""
        first = lists[0]
        return term if all(shown == first[1] and n == first[2] for _, shown, n in lists) else ""

    def _labelled(self, blob: Blob, term: str, count: int) -> Blob:
        label, frame = self.element.style.label, self.frame
        if label is None or frame.sorting:
            return blob
        plural = label.plural == "always" or (label.plural != "never" and count > 1)
        text = frame.locale.term(term, label.form, plural=plural)
        if frame.strip_periods or label.format.strip_periods:
            text = text.replace(".", "")
        if not text:
            return Blob(children=[blob])
        piece = frame.piece(text, label.format)
        if label.before:
            return Blob(children=[piece, blob])
        frame.name_label = piece
        return Blob(children=[blob, piece])

    def _list(self, shown: list[Name], count: int, position: int) -> Blob:
        frame = self.frame
        blobs = [render_name(self.name, frame, name, i, position) for i, name in enumerate(shown)]
        frame.flags.success = True
        frame.can_substitute[-1] = False
        truncated = len(shown) < count and not frame.sorting
        if truncated and self.use_last:
            return self._ellipsis(blobs)
        if truncated or any("et al" in n.dropping and n.comma_dropping for n in shown):
            return self._et_al(blobs)
        if frame.sorting:
            return self._joined(blobs, None)
        return self._joined(blobs, self._and(blobs))

    def _joined(self, blobs: list[Blob], final: Blob | None) -> Blob:
        """Names with the delimiter between them and `final` before the last one."""
        if len(blobs) > 1:
            stop = len(blobs) - (2 if final is not None else 1)
            for blob in blobs[: stop if len(blobs) > 2 or final is None else 0]:
                blob.suffix += self.delimiter or ""
            if final is not None:
                blobs = [*blobs[:-1], final, blobs[-1]]
        return Blob(children=blobs)

    def _and(self, blobs: list[Blob]) -> Blob | None:
        frame, kind = self.frame, self.name.option(self.frame, "and")
        if len(blobs) < 2:
            return None
        if kind not in {"text", "symbol"}:
            return Blob(self.delimiter) if self.delimiter else None
        term = frame.locale.term("and") if kind == "text" else "&"
        if not term:
            return None
        spaced = term[0].isalpha() or term[0] == "&"
        single = " " if spaced else ""
        multiple = (self.delimiter or "") if spaced else ""
        precedes = self.name.option(frame, "delimiter-precedes-last") or "contextual"
        if precedes == "always":
            single = self.delimiter or ""
        elif precedes == "never" and multiple:
            multiple = " "
        elif precedes == "after-inverted-name":
            inverted = blobs[-2].role == "inverted"
            single = multiple = (self.delimiter or "") if inverted else single
        blob = frame.piece(term)
        blob.prefix += multiple if len(blobs) > 2 else single
        blob.suffix += " " if spaced else ""
        return blob

    def _et_al(self, blobs: list[Blob]) -> Blob:
        frame, style = self.frame, self.element.style
        inverted = bool(blobs) and blobs[-1].role == "inverted"
        many = len(blobs) > 1
        inner = self._joined(blobs, None)
        term = frame.locale.term(style.et_al)
        if not term:
            return inner
        spaced = term[:1].isalpha() or term[:1] == "&"
        single, multiple = " ", self.delimiter or ""
        precedes = self.name.option(frame, "delimiter-precedes-et-al") or "contextual"
        if precedes == "always":
            single = self.delimiter or ""
        elif precedes == "never":
            multiple = " "
        elif precedes == "after-inverted-name":
            single = multiple = (self.delimiter or "") if inverted else " "
        prefix = multiple if many else single
        if not spaced and prefix == " ":
            prefix = ""
        piece = frame.piece(term, style.et_al_format)
        piece.prefix = prefix
        piece.suffix = ""
        return Blob(children=[inner, piece])

    def _ellipsis(self, blobs: list[Blob]) -> Blob:
        if len(blobs) < 2:
            return self._joined(blobs, None)
        final = Blob("…", prefix=(self.delimiter or "") if len(blobs) > 2 else " ", suffix=" ")
        return self._joined(blobs, final)

    def _collapse(self, top: Blob) -> None:
        """Drop names that the cite before has already given (CSL 1.0.2, « Cite Collapsing »)."""
        frame, cluster = self.frame, self.frame.cluster
        if cluster is None or not (frame.style.collapse or frame.style.cite_group_delimiter):
            return
        string = plain(Blob(children=top.children[-1].children))
        if string == cluster.names:
            if frame.suppress_author or frame.style.collapse:
                top.children.pop()
            if frame.style.cite_group_delimiter:
                cluster.same_author = True
        else:
            cluster.names = string
            cluster.collapsed = False
            cluster.same_author = False
