"""One name: its parts in order, particles, initials, institutions (CSL 1.0.2, « Name »)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from actes.csl.blobs import Blob
from actes.csl.frame import PLAIN, Format, Frame
from actes.csl.initials import initialize
from actes.csl.name_style import NameElement
from actes.csl.references import Name

_SORT_SEPARATOR = "|"
_NO_BREAK_LANGUAGES = frozenset({"fr", "ru", "cs"})


def render_name(element: NameElement, frame: Frame, name: Name, rank: int, position: int) -> Blob:
    """A name as a blob; `rank` is its place in its list, `position` that of the list in the cite."""
    if name.literal:
        blob = frame.piece(name.literal, element.institution)
        frame.name_children.append(blob)
        return blob
    person = _person(element, frame, name, rank, position)
    frame.name_children.append(person)
    holder = element.format.blob([person])
    holder.role = person.role
    return holder


def _piece(frame: Frame, text: str, form: Format) -> Blob | None:
    if not text:
        return None
    return frame.piece(text, _bare(form))


@lru_cache
def _bare(form: Format) -> Format:
    """The formatting of a name part without what goes around the parts it is joined with."""
    return replace(form, prefix="", suffix="", display="")


def _particle(frame: Frame, text: str) -> str:
    return text.replace("’", "", 1) if frame.sorting else text


def _given(element: NameElement, frame: Frame, name: Name, rank: int, position: int) -> tuple[str, int]:
    """The given name as shown, and its level."""
    initials = element.option(frame, "initialize-with")
    short = (element.option(frame, "form", "name-form") or "long") != "long"
    default = 0 if short else 1 if initials is not None else 2
    level = max(default, frame.settings.givens[position][rank])
    if level == 0:
        return "", 0
    given = name.given
    if name.family and level == 1 and (initials is not None or frame.style.givenname_rule.endswith("-initials")):
        given = initialize(
            given,
            initials or "",
            hyphen=frame.style.initialize_with_hyphen,
            normalize_only=element.option(frame, "initialize") == "false",
        )
    return given, level


def _person(element: NameElement, frame: Frame, name: Name, rank: int, position: int) -> Blob:
    family_format, given_format = element.family, element.given
    given_text, level = _given(element, frame, name, rank, position)
    given = _piece(frame, given_text, given_format)
    family = _piece(frame, name.family, family_format)
    particle = _piece(frame, _particle(frame, name.non_dropping), family_format)
    dropping = None if name.comma_dropping else _piece(frame, _particle(frame, name.dropping), given_format)
    initials = element.option(frame, "initialize-with")
    suffix_text = (
        initialize(name.suffix, initials, normalize_only=True) if initials is not None and name.suffix else name.suffix
    )
    suffix = _piece(frame, suffix_text, PLAIN)
    if suffix is not None and suffix.text and suffix.text.endswith("."):
        suffix.text, suffix.suffix = suffix.text[:-1], "." + suffix.suffix
    if given is None:
        dropping = suffix = None
    nbsp = "\u00a0" if frame.style.language[:2] in _NO_BREAK_LANGUAGES else " "
    leaning = name.non_dropping[-1:] in {"’", "'", "-", " "} and bool(name.non_dropping)
    if not _is_romanesque(name.family):
        return _join([particle, family, given], "")
    if name.static or frame.reference.language in {"ja", "zh"}:
        return _join([_join([particle, family], nbsp), given], " ")
    if frame.sorting:
        if frame.style.demote == "never":
            merged = _join([_join([particle, family], nbsp), dropping], " ")
            return _join([_join([merged, given], _SORT_SEPARATOR), suffix], " ")
        second = _join([given, dropping, particle], " ")
        return _join([_join([family, second], _SORT_SEPARATOR), suffix], " ")
    order = element.option(frame, "name-as-sort-order")
    if order == "all" or (order == "first" and rank == 0):
        separator = element.option(frame, "sort-separator")
        separator = ", " if separator is None or name.given in {"Lord", "Lady"} else separator
        if frame.style.demote == "display-and-sort":
            first = family
            second = _join([_join([given, dropping], name.comma_dropping + " "), particle], " ")
        else:
            first = _join([particle, family], "" if leaning else nbsp)
            second = _join([given, dropping], name.comma_dropping + " ")
        _affix(first, family_format)
        _affix(second, given_format)
        blob = _join([_join([first, second], separator), suffix], separator)
        blob.role = "inverted"
        return blob
    if (
        dropping is not None
        and not name.non_dropping
        and name.dropping[-1] in {"’", "'", "ʼ", "-"}
        and name.dropping[:-1] != "de"
    ):
        family, dropping = _join([dropping, family], ""), None
    if leaning:
        second = _join([dropping, _join([particle, family], "")], nbsp)
    else:
        second = _join([dropping, particle, family], nbsp)
    second = _join([second, suffix], ", " if name.comma_suffix else " ")
    _affix(second, family_format)
    _affix(given, given_format)
    space = nbsp if initials and level == 1 and any(c in initials for c in "\u00a0\ufeff") else " "
    comma = "" if second.prefix else name.comma_dropping
    return _join([given, second], comma + space)


def _is_romanesque(family: str) -> bool:
    bare = family.replace('"', "")
    return not bare or any(
        c.isdecimal()
        or "a" <= c.lower() <= "z"
        or "\u00c0" <= c <= "\u05ff"
        or "\u1f00" <= c <= "\u1fff"
        or c == "-"
        or "\u0600" <= c <= "\u06ff"
        or "\u0e01" <= c <= "\u0e5b"
        or "\u1e00" <= c <= "\u1eff"
        for c in bare
    )


def _affix(blob: Blob | None, form: Format) -> None:
    if blob is not None and (form.prefix or form.suffix):
        blob.prefix, blob.suffix = form.prefix, form.suffix


def _join(blobs: list[Blob | None], delimiter: str) -> Blob:
    kept = [b for b in blobs if b is not None and not b.empty]
    for blob in kept[:-1]:
        blob.suffix += delimiter
    return Blob(children=kept)
