"""A style made ready for rendering: cs:style turned into elements that render themselves.

The elements come from citeproc-py's object model (`citeproc.model`), which has resolved locales; each is
turned once into an immutable element of this package, so that a style is shared by all renderings,
threads included.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from actes.csl import styles
from actes.csl.blobs import Decoration
from actes.csl.conditions import Branch, Choose, tests_of
from actes.csl.dates import DateElement, DatePart
from actes.csl.elements import Group, Label, Macro, MacroText, Number, TermText, ValueText, VariableText
from actes.csl.frame import Element, Format
from actes.csl.locale import NS, Locale
from actes.csl.markup import Quotes
from actes.csl.name_style import NameElement, NameLabel, NameStyle
from actes.csl.names import Alternative, Names
from actes.csl.references import NAME_VARIABLES

_BRANCHES = frozenset({"if", "else-if", "else"})
_NAME_CHILDREN = frozenset({"name", "et-al", "label", "substitute", "institution"})
_FORMATTING = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


@dataclass(frozen=True)
class SortKey:
    """cs:key: `element` renders the key, `options` are its et-al attributes."""

    element: Element | None
    variable: str
    descending: bool
    options: Mapping[str, str]


@dataclass(frozen=True)
class Area:
    """cs:citation or cs:bibliography."""

    attributes: Mapping[str, str]
    options: Mapping[str, str]
    """Its attributes over those of cs:style: what names inherit."""
    children: tuple[Element, ...]
    format: Format
    """Of cs:layout."""
    keys: tuple[SortKey, ...] | None


@dataclass
class Style:
    """A style and its locale."""

    name: str
    language: str
    locale: Locale
    quotes: Quotes
    is_note: bool
    citation: Area
    bibliography: Area | None
    options: Mapping[str, str]
    explicit_suffix: bool
    """Whether the style itself says where the year suffix goes."""
    uses_position: bool
    uses_disambiguate: bool
    numeric: bool
    """Whether citations are numbers."""
    collapse: str = ""
    cite_group_delimiter: str = ""
    adds_names: bool = False
    adds_givenname: bool = False
    adds_year_suffix: bool = False
    givenname_rule: str = "by-cite"
    demote: str = "display-and-sort"
    initialize_with_hyphen: bool = True
    page_range_format: str = ""
    substitute: str | None = None
    substitute_rule: str = "complete-all"
    second_field_align: str = ""
    near_note_distance: int = 5

    def __post_init__(self) -> None:
        attributes = self.citation.attributes
        self.collapse = attributes.get("collapse", "")
        self.cite_group_delimiter = attributes.get("cite-group-delimiter", "")
        self.adds_names = attributes.get("disambiguate-add-names") == "true"
        self.adds_givenname = attributes.get("disambiguate-add-givenname") == "true"
        self.adds_year_suffix = attributes.get("disambiguate-add-year-suffix") == "true"
        self.givenname_rule = attributes.get("givenname-disambiguation-rule", "by-cite")
        self.near_note_distance = int(attributes.get("near-note-distance", "5"))
        self.demote = self.options.get("demote-non-dropping-particle", "display-and-sort")
        self.initialize_with_hyphen = self.options.get("initialize-with-hyphen") != "false"
        self.page_range_format = self.options.get("page-range-format", "")
        if self.bibliography is not None:
            entry = self.bibliography.attributes
            self.substitute = entry.get("subsequent-author-substitute")
            self.substitute_rule = entry.get("subsequent-author-substitute-rule", "complete-all")
            self.second_field_align = entry.get("second-field-align", "")


@lru_cache(maxsize=32)
def load(style: str, language: str | None) -> Style:
    """The style called `style` (identifier or path) in `language`; kept for the next call."""
    return compile_style(styles.load(styles.find(style), language), style)


def load_xml(xml: str, language: str | None = None) -> Style:
    """A style given as text."""
    return compile_style(styles.parse(xml.encode(), "style", language), "style")


def compile_style(source: styles.StyleSource, name: str) -> Style:
    """Turn the XML of a style into elements."""
    return _Compiler(source.root, source.locale).style(name)


class _Compiler:
    def __init__(self, root: etree._Element, locale: Locale) -> None:
        self.root = root
        self.locale = locale
        self.around: Names | None = None
        self.macros: dict[str, Macro] = {}
        for element in root.findall(f"{NS}macro"):
            self.macros.setdefault(str(element.get("name")), Macro(str(element.get("name"))))
        for element in root.findall(f"{NS}macro"):
            macro = self.macros[str(element.get("name"))]
            if not macro.children:
                macro.has_date = element.find(f".//{NS}date") is not None
                macro.children = self.children(element)

    def style(self, name: str) -> Style:
        root = self.root
        citation, bibliography = root.find(f"{NS}citation"), root.find(f"{NS}bibliography")
        if citation is None:
            raise styles.StyleUnreadable(name, "no cs:citation")
        self._refuse_loops(name)
        return Style(
            name=Path(name).stem if name.endswith(".csl") else name,
            language=self.locale.language,
            locale=self.locale,
            quotes=self.locale.quotes,
            is_note=root.get("class") == "note",
            citation=self.area(citation),
            bibliography=self.area(bibliography) if bibliography is not None else None,
            options=_attributes(root),
            explicit_suffix=bool(
                root.xpath(
                    ".//c:text[@variable='year-suffix' or @variable='citation-label']", namespaces={"c": NS[1:-1]}
                )
            ),
            uses_position=self._uses_position(citation),
            uses_disambiguate=root.find(f".//{NS}*[@disambiguate]") is not None,
            numeric=self._reaches_number(citation),
        )

    def _refuse_loops(self, name: str) -> None:
        calls = {
            str(macro.get("name")): {str(t.get("macro")) for t in macro.iter(f"{NS}text") if t.get("macro")}
            for macro in self.root.findall(f"{NS}macro")
        }
        done: set[str] = set()

        def visit(macro: str, path: tuple[str, ...]) -> None:
            if macro in path:
                raise styles.StyleUnreadable(name, f"macro {macro!r} calls itself")
            if macro in done:
                return
            for called in sorted(calls.get(macro, ())):
                visit(called, (*path, macro))
            done.add(macro)

        for macro in calls:
            visit(macro, ())

    def _reachable(self, element: etree._Element) -> Iterable[etree._Element]:
        seen: set[str] = set()
        stack = [element]
        while stack:
            for node in stack.pop().iter():
                yield node
                called = node.get("macro")
                if called and called not in seen:
                    seen.add(called)
                    stack += self.root.findall(f"{NS}macro[@name='{called}']") if "'" not in called else []

    def _reaches_number(self, citation: etree._Element) -> bool:
        layout = citation.find(f"{NS}layout")
        return layout is not None and any(n.get("variable") == "citation-number" for n in self._reachable(layout))

    def _uses_position(self, citation: etree._Element) -> bool:
        if self.root.find(f".//{NS}*[@position]") is not None:
            return True
        return any(n.get("et-al-subsequent-min") or n.get("et-al-subsequent-use-first") for n in self.root.iter())

    def area(self, element: etree._Element) -> Area:
        attributes = _attributes(element)
        layout = element.find(f"{NS}layout")
        if layout is None:
            raise styles.StyleUnreadable("style", "no cs:layout")
        sort = element.find(f"{NS}sort")
        keys = None if sort is None else tuple(self.key(k) for k in sort.findall(f"{NS}key"))
        return Area(
            attributes, {**_attributes(self.root), **attributes}, self.children(layout), format_of(layout), keys
        )

    def key(self, element: etree._Element) -> SortKey:
        attributes = _attributes(element)
        descending = attributes.get("sort") == "descending"
        variable, macro = attributes.get("variable", ""), attributes.get("macro", "")
        rendered: Element | None = None
        if macro:
            called = self._macro(macro)
            rendered = MacroText(called, Format())
        elif variable in NAME_VARIABLES:
            own = {"name-as-sort-order": "all", "form": "long"}
            rendered = Names((variable,), NameStyle(NameElement(own)), Format())
        return SortKey(rendered, variable, descending, attributes)

    def _macro(self, name: str) -> Macro:
        return self.macros.setdefault(name, Macro(name))

    def children(self, element: etree._Element) -> tuple[Element, ...]:
        out: list[Element] = []
        for child in element:
            made = self.element(child)
            if made is not None:
                out.append(made)
        return tuple(out)

    def element(self, element: etree._Element) -> Element | None:
        match _tag(element):
            case "text":
                return self.text(element)
            case "group":
                return Group(self.children(element), format_of(element))
            case "choose":
                return Choose(tuple(self.branch(b, self.children) for b in element if _tag(b) in _BRANCHES))
            case "number":
                return Number(element.get("variable", ""), element.get("form", "numeric"), format_of(element))
            case "label":
                form, plural = element.get("form", "long"), element.get("plural", "contextual")
                return Label(element.get("variable", ""), form, plural, format_of(element))
            case "date":
                return self.date(element)
            case "names":
                return self.names(element)
            case _:
                return None

    def text(self, element: etree._Element) -> Element | None:
        form = format_of(element)
        if element.get("macro"):
            return MacroText(self._macro(str(element.get("macro"))), form)
        if element.get("variable"):
            return VariableText(str(element.get("variable")), element.get("form") == "short", form)
        if element.get("term"):
            name = str(element.get("term")).replace("sub verbo", "sub-verbo")
            return TermText(name, element.get("form", "long"), element.get("plural") == "true", form)
        if element.get("value"):
            return ValueText(str(element.get("value")), form)
        return None

    def branch(self, element: etree._Element, children: Callable[[etree._Element], tuple[Element, ...]]) -> Branch:
        attributes = _attributes(element)
        match = attributes.pop("match", "all")
        tests = tests_of(attributes) if _tag(element) != "else" else ()
        return Branch(tests, match, children(element))

    def date(self, element: etree._Element) -> Element:
        form, variable = element.get("form", ""), element.get("variable", "")
        own = {str(p.get("name")): p for p in element.findall(f"{NS}date-part")}
        base = self.locale.dates.get(form) if form else None
        if form and base is None:
            return DateElement(variable, format_of(element), (), ())
        wanted = (element.get("date-parts") or "year-month-day").split("-") if form else list(own)
        parts: list[DatePart] = []
        nodes = list(base.findall(f"{NS}date-part")) if base is not None else list(element.findall(f"{NS}date-part"))
        for i, node in enumerate(nodes):
            name = str(node.get("name"))
            if name not in wanted:
                if name == "year" and wanted == ["month", "day"] and parts and i == len(nodes) - 1:
                    # what separated the year is not left dangling after month and day
                    last = parts[-1]
                    parts[-1] = DatePart(
                        last.name,
                        last.form,
                        Format(
                            last.format.prefix,
                            "",
                            "",
                            last.format.decor,
                            last.format.case,
                            last.format.strip_periods,
                        ),
                        last.range_delimiter,
                    )
                continue
            attributes = _attributes(node)
            if base is not None and name in own:
                attributes.update(_attributes(own[name]))
            default = "numeric" if name == "day" else "long"
            parts.append(
                DatePart(
                    name,
                    attributes.get("form", default),
                    format_from(attributes),
                    attributes.get("range-delimiter", ""),
                )
            )
        outer = _attributes(element)
        if base is not None:
            outer = {**_attributes(base), **outer}
        return DateElement(variable, format_from(outer), tuple(parts), tuple(wanted))

    def names(self, element: etree._Element) -> Names:
        variables = tuple(element.get("variable", "").split())
        around = self.around
        if around is not None and not {_tag(c) for c in element} & _NAME_CHILDREN:
            return replace(around, variables=variables, substitute=(), bare=True)
        style = self.name_style(element, around.style.name if around else NameElement())
        made = Names(variables, style, format_of(element), element.get("delimiter"))
        substitute = element.find(f"{NS}substitute")
        if substitute is None:
            return made
        self.around = made
        alternatives = self.alternatives(substitute)
        self.around = around
        return replace(made, substitute=alternatives)

    def alternatives(self, element: etree._Element) -> tuple[Element, ...]:
        """The children of cs:substitute, those of cs:choose in it too: each may be skipped."""
        out: list[Element] = []
        for child in element:
            if _tag(child) == "choose":
                out.append(Choose(tuple(self.branch(b, self.alternatives) for b in child if _tag(b) in _BRANCHES)))
                continue
            made = self.element(child)
            if made is not None:
                out.append(Alternative(made))
        return tuple(out)

    def name_style(self, element: etree._Element, around: NameElement) -> NameStyle:
        """cs:name and its siblings; in cs:substitute, parts are formatted as those `around` unless it says how."""
        name = element.find(f"{NS}name")
        et_al = element.find(f"{NS}et-al")
        made = NameElement()
        if name is not None:
            parts = {str(p.get("name")): format_of(p) for p in name.findall(f"{NS}name-part")}
            family, given = parts.get("family", around.family), parts.get("given", around.given)
            made = NameElement(_attributes(name), format_of(name), family, given)
        label, before = None, True
        for child in element:
            if _tag(child) == "name":
                before = False
            elif _tag(child) == "label":
                first = before and name is not None
                label = NameLabel(child.get("form", "long"), child.get("plural", "contextual"), format_of(child), first)
        term = et_al.get("term", "et-al") if et_al is not None else "et-al"
        return NameStyle(made, term, format_of(et_al) if et_al is not None else Format(), label)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attributes(element: etree._Element) -> dict[str, str]:
    # some styles escape character references twice
    return {str(k): html.unescape(str(v)) for k, v in element.attrib.items()}


def format_of(element: etree._Element) -> Format:
    """The formatting attributes of an element."""
    return format_from(_attributes(element))


def format_from(attributes: Mapping[str, str]) -> Format:
    """Formatting attributes, in the order in which they apply."""
    decor: list[Decoration] = [(name, attributes[name]) for name in _FORMATTING if name in attributes]
    if attributes.get("quotes") in {"true", "false"}:
        decor.append(("quotes", attributes["quotes"]))
    case = attributes.get("text-case", "")
    return Format(
        attributes.get("prefix", ""),
        attributes.get("suffix", ""),
        attributes.get("delimiter", ""),
        tuple(decor),
        "" if case == "normal" else case,
        attributes.get("strip-periods") == "true",
        attributes.get("display", ""),
    )
