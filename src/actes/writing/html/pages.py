"""Templates of unit pages: jinja2, autoescaped, sandboxed, strict about undefined names.

A template is XML (XHTML without named entities) with one root. Rich text does not pass through it as
text: `inline(…)` and `blocks(…)` leave a place, which the elements take once the page is parsed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from actes.diagnostics import Location
from actes.labels import date_range_text, date_text, enumeration, label
from actes.model import localized
from actes.styles import StyleError, Styles
from actes.tree import Inlines
from actes.writing.html.elements import Element, append_text, element, move_contents
from actes.writing.html.render import Renderer

_SLOT = "slot"
_MISTAKES = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a template of a volume may raise by being wrong; in the house's own they are bugs."""


class _Sandbox(SandboxedEnvironment):
    """A sandbox out of which paths do not lead: their methods read and write files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)


@functools.lru_cache(maxsize=8)
def _environment(folder: Path | None) -> _Sandbox:
    styles = Styles(folder)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        try:
            path, text = styles.path(f"templates/{name}"), styles.text(f"templates/{name}")
        except FileNotFoundError:
            return None
        stamp = path.stat().st_mtime_ns

        def fresh() -> bool:
            return styles.path(f"templates/{name}") == path and path.stat().st_mtime_ns == stamp

        return text, str(path), fresh

    return _Sandbox(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, styles: Styles, renderer: Renderer, **values: Any) -> Element:
    """The page that template `name` makes of `values`, as an element.

    Templates may call, in `renderer`'s language: `label(name)`, `text(localized)`, `date(iso)`,
    `date_range(start, end)`, `enumeration(names)`; and, for rich text: `inline(inlines)`, `plain(inlines)`
    (no note, no link), `blocks(blocks)` (headings from `<h3>` on), `sections(blocks)` (from `<h2>` on),
    `place(element)`. Raises StyleError for a template that cannot be rendered or is not well-formed.
    """
    slots: list[Element] = []
    language = renderer.language

    def place(holder: Element) -> Markup:
        slots.append(holder)
        return Markup(f"<?{_SLOT} {len(slots) - 1}?>")

    def holding(inlines: Inlines, plain: bool) -> Markup:
        outside, renderer.plain = renderer.plain, plain
        made = renderer.inlines(element("span"), inlines)
        renderer.plain = outside
        return place(made)

    def alone(made: Element) -> Markup:
        holder = element("span")
        holder.append(made)
        return place(holder)

    functions = {
        "unit": renderer.unit,
        "language": language,
        "label": lambda name, /, **particulars: label(name, language, **particulars),
        "text": lambda texts: localized(texts, language) or "",
        "date": lambda iso: date_text(iso, language),
        "date_range": lambda start, end: date_range_text(start, end, language),
        "enumeration": lambda names: enumeration(list(names), language),
        "inline": lambda inlines: holding(inlines, False),
        "plain": lambda inlines: holding(inlines, True),
        "blocks": lambda blocks: place(renderer.under(2, element("div"), blocks)),
        "sections": lambda blocks: place(renderer.sections(element("div"), blocks)),
        "place": alone,
    }
    try:
        text = _environment(styles.folder).get_template(f"{name}.html").render({**functions, **values})
    except (jinja2.TemplateError, *_MISTAKES) as error:
        if styles.own(f"templates/{name}.html"):
            raise _style_error(error, styles, name) from error
        raise
    root = _parsed(text, styles.path(f"templates/{name}.html"))
    for instruction in list(root.iter(etree.ProcessingInstruction)):
        if isinstance(instruction, etree._ProcessingInstruction) and instruction.target == _SLOT:
            _fill(instruction, slots[int(instruction.text or "")])
    return root


def _style_error(error: Exception, styles: Styles, name: str) -> StyleError:
    where, line = str(styles.path(f"templates/{name}.html")), 1
    if isinstance(error, jinja2.TemplateSyntaxError):
        where, line = error.filename or where, error.lineno
    else:
        traceback = error.__traceback__
        while traceback:
            # jinja2 rewrites the frames of a template to its own lines
            if traceback.tb_frame.f_code.co_filename.endswith(".html"):
                where, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
            traceback = traceback.tb_next
    return StyleError(Location(where, line), f"the template cannot be rendered: {error}")


def _parsed(text: str, path: Path) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise StyleError(Location(str(path)), f"the page it makes is not well-formed: {error.msg}") from error


def _fill(instruction: Element, holder: Element) -> None:
    """Put what `holder` holds where `instruction` stands."""
    parent = instruction.getparent()
    if parent is None:
        raise ValueError("rich text needs an element around it")
    position = parent.index(instruction)
    after = list(parent)[position + 1 :]
    tail = instruction.tail or ""
    instruction.tail = None
    parent.remove(instruction)
    for node in after:
        parent.remove(node)
    move_contents(holder, parent)
    append_text(parent, tail)
    parent.extend(after)
