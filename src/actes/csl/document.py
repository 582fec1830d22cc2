"""One document: its references registered, disambiguated and numbered, its cites and entries rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actes.csl import positions, sorting
from actes.csl.blobs import DISPLAY, Blob, plain, settle
from actes.csl.disambiguation import Disambiguation
from actes.csl.frame import Ambiguity, Cluster, Format, Frame, Position, Substitution
from actes.csl.name_register import NameRegister
from actes.csl.names import IN_SENTENCE
from actes.csl.references import Reference
from actes.csl.style import Area, Style

Cite = Mapping[str, Any]


class Document:
    """What rendering a document needs to know about all of it."""

    def __init__(
        self,
        style: Style,
        references: Mapping[str, Reference],
        clusters: Sequence[Sequence[Cite]],
        notes: Sequence[int],
        *,
        shown: bool = True,
    ) -> None:
        """`shown` says whether a cite or an entry will be rendered: else the order of the entries is all there is."""
        self.style = style
        self.references = references
        self.clusters = clusters
        self.register = NameRegister(style.givenname_rule, style.adds_givenname, style.demote)
        self.keys = self._cited_first()
        self.first_notes: dict[str, int] = {}
        for cluster, note in zip(clusters, notes, strict=True):
            for cite in cluster:
                self.first_notes.setdefault(str(cite["id"]), note)
        self.numbers = {key: n for n, key in enumerate(self.keys, 1)}
        self.settings: dict[str, Ambiguity] = {}
        self._looks: dict[tuple[str, str], tuple[str, Ambiguity, list[int], int]] = {}
        if shown or style.adds_givenname:
            self._look_at_all()
        # names that only sort keys show count as well
        self.order = self._bibliography_order()
        if shown:
            self._disambiguate()
        self.sorted = [self._sorted_cites(cluster) for cluster in clusters]
        if style.uses_position:
            self.positions = positions.locate(self.sorted, notes, style.near_note_distance)
        else:
            self.positions = [[Position() for _ in cluster] for cluster in clusters]

    def _cited_first(self) -> list[str]:
        order = dict.fromkeys(str(cite["id"]) for cluster in self.clusters for cite in cluster)
        order.update(dict.fromkeys(self.references))
        return [key for key in order if key in self.references]

    def _frame(self, key: str, area: Area, name: str, **more: Any) -> Frame:
        return Frame(
            self.style,
            self.references[key],
            self.register,
            area=name,
            options=area.options,
            number=self.numbers.get(key, 0),
            **more,
        )

    # --- disambiguation ---------------------------------------------------------------------------

    def look(self, key: str, request: Ambiguity | None) -> tuple[str, Ambiguity, list[int], int]:
        """The cite of `key` as text alone, expanded as `request` says."""
        token = (key, repr(request))
        found = self._looks.get(token)
        if found is None:
            frame = self._frame(
                key,
                self.style.citation,
                "citation",
                request=request,
                looking=True,
                position=Position(positions.SUBSEQUENT, True, self._first_note(key) if request else 0),
            )
            out: list[Blob] = []
            for child in self.style.citation.children:
                child.render(frame, out)
            found = (plain(Blob(children=out)), frame.settings, frame.names_max, frame.extra_max)
            self._looks[token] = found
        return found

    def _first_note(self, key: str) -> int:
        """The note of the first cite of `key`: it may be what tells two cites apart."""
        return self.first_notes.get(key, 0) if self.style.givenname_rule == "by-cite" else 0

    def _look_at_all(self) -> None:
        """Register the names that cites show."""
        style = self.style
        for key in self.keys:
            self.look(key, None)
        if style.adds_givenname and style.uses_position:
            # names that only the first, full cites show count as well
            for key in self.first_notes:
                frame = self._frame(key, style.citation, "citation", looking=True, position=Position())
                for child in style.citation.children:
                    child.render(frame, [])

    def _disambiguate(self) -> None:
        style = self.style
        self.register.frozen = True
        # names that nothing resembles show as they did
        self._looks = {token: look for token, look in self._looks.items() if token[0] not in self.register.unsettled}
        groups: dict[str, list[str]] = {}
        for key in self.keys:
            text, settings, _, _ = self.look(key, None)
            self.settings[key] = settings.copy()
            groups.setdefault(text, []).append(key)
        rank = {key: i for i, key in enumerate(self.order)}
        disambiguation = Disambiguation(
            self.look,
            self.settings,
            add_names=style.adds_names,
            by_cite=style.adds_givenname and style.givenname_rule == "by-cite",
            year_suffix=style.adds_year_suffix,
            conditions=style.uses_disambiguate,
            ranked=lambda keys: sorted(keys, key=rank.__getitem__),
        )
        for group in groups.values():
            disambiguation.run(group)
        self._looks.clear()
        self._number()

    # --- order ------------------------------------------------------------------------------------

    def _bibliography_order(self) -> list[str]:
        area = self.style.bibliography
        if area is None or area.keys is None:
            return list(self.keys)
        rows = {key: self._row(key, area, "bibliography") for key in self.keys}
        return sorting.sort(self.keys, rows.__getitem__, [k.descending for k in area.keys])

    def _number(self) -> None:
        """Give citation numbers in the order of the bibliography (CSL 1.0.2, `citation-number`)."""
        area = self.style.bibliography
        order = self.order
        reverse = bool(area and area.keys and any(k.variable == "citation-number" and k.descending for k in area.keys))
        if reverse:
            total = len(order)
            self.numbers = {key: total - i for i, key in enumerate(order)}
        else:
            self.numbers = {key: i for i, key in enumerate(order, 1)}

    def _sorted_cites(self, cites: Sequence[Cite]) -> list[Cite]:
        """The cites of a citation in the order in which they are printed."""
        area, style = self.style.citation, self.style
        if not area.keys or len(cites) < 2:
            return list(cites)
        descending = [k.descending for k in area.keys]
        rows: list[list[sorting.Key]] = [self._row(str(c["id"]), area, "citation") for c in cites]
        ordered = sorting.sort(range(len(cites)), rows.__getitem__, descending)
        grouped = (not style.is_note and bool(style.collapse)) or (
            bool(style.cite_group_delimiter) and not style.uses_position and not style.numeric
        )
        if grouped:
            # cites of the same authors stay together, each group where its first cite goes
            authors = [self._authors(str(cite["id"])) for cite in cites]
            groups: dict[str, list[int]] = {}
            for i in sorting.sort(ordered, lambda i: [sorting.collate(authors[i])], [False]):
                groups.setdefault(authors[i], []).append(i)
            firsts = [group[0] for group in groups.values()]
            ordered = []
            for first in sorting.sort(firsts, lambda i: rows[i][:1], descending[:1]):
                ordered += groups[authors[first]]
        return [cites[i] for i in ordered]

    def _row(self, key: str, area: Area, name: str) -> list[sorting.Key]:
        row = []
        for sort_key in area.keys or ():
            frame = self._frame(key, area, name, sorting=True)
            frame.key_options = sort_key.options
            row.append(sorting.collate(sorting.key_text(sort_key, frame)))
        return row

    def _authors(self, key: str) -> str:
        frame = self._frame(
            key,
            self.style.citation,
            "citation",
            request=self.settings[key],
            looking=True,
            position=Position(positions.SUBSEQUENT, True),
        )
        out: list[Blob] = []
        for child in self.style.citation.children:
            child.render(frame, out)
        return frame.author_string or ""

    # --- rendering --------------------------------------------------------------------------------

    def cite(self, cite: Cite, position: Position, cluster: Cluster) -> tuple[Blob, Frame]:
        """One cite: a blob of role `cite`, without the layout's own affixes."""
        key = str(cite["id"])
        frame = self._frame(
            key,
            self.style.citation,
            "citation",
            cite=cite,
            position=position,
            request=self.settings[key],
            granted=self.settings[key],
            cluster=cluster,
        )
        frame.term_predecessor = cluster.term_predecessor
        cluster.collapsed = bool(self.style.collapse)
        out: list[Blob] = []
        for child in self.style.citation.children:
            child.render(frame, out)
        _undisplay(out)
        cluster.term_predecessor = frame.term_predecessor
        cluster.years = frame.years
        return Blob(children=out, role="cite", data=key), frame

    def author(self, key: str) -> Blob:
        """Who wrote `key`, for a sentence: what a style of numbers does not say itself."""
        frame = self._frame(key, self.style.citation, "citation", request=self.settings[key])
        out: list[Blob] = []
        for variable in ("author", "editor", "translator", "title"):
            if out:
                break
            if frame.reference.names.get(variable):
                IN_SENTENCE.of(variable).render(frame, out)
            elif variable == "title":
                out.append(frame.piece(frame.reference.fields.get("title", key)))
        blob = Blob(children=out, role="cite", data=key)
        settle(blob, False)
        return Blob(children=[blob])

    def entry(self, key: str, previous: Substitution) -> Blob:
        """One entry of the bibliography, its layout's affixes applied."""
        area = self.style.bibliography
        assert area is not None
        settings = self.settings[key]
        request = None
        if self.style.adds_givenname:
            request = Ambiguity(list(settings.names) if self.style.adds_names else [], settings.copy().givens)
        frame = self._frame(key, area, "bibliography", request=request, granted=settings, previous=previous)
        out: list[Blob] = []
        if self.style.second_field_align:
            first: list[Blob] = []
            for child in area.children:
                if not first:
                    child.render(frame, first)
                else:
                    child.render(frame, out)
            margin = Blob(children=first[:1], role="left-margin")
            rest = Blob(children=[*first[1:], *out], role="right-inline")
            out = [margin, rest]
        else:
            for child in area.children:
                child.render(frame, out)
        for blob in out:
            _undisplay(blob.children)
        return _laid_out(out, area.format)


def _undisplay(blobs: list[Blob]) -> None:
    """Forget `display` below the top of an entry, and in cites, where it has no effect."""
    for blob in blobs:
        if blob.role in DISPLAY:
            blob.role = ""
        _undisplay(blob.children)


def _laid_out(children: list[Blob], form: Format) -> Blob:
    """The layout around an entry: affixes go inside the outermost blocks."""
    entry = Blob(children=children, decor=form.decor)
    blocks = [c for c in children if c.role in DISPLAY and not c.empty]
    if blocks and not children[-1].empty and children[-1] is blocks[-1]:
        blocks[-1].suffix += form.suffix
    else:
        entry.suffix = form.suffix
    entry.prefix = form.prefix
    return entry
