"""Labels made of a reference: the variable `citation-label` (« Brenn99 »)."""

from __future__ import annotations

import re

from actes.csl.references import NAME_VARIABLES, Reference

_SHAPES: tuple[tuple[int, ...], ...] = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))
"""Letters taken of each name, for one, two, three and more names."""


def citation_label(reference: Reference) -> str:
    """Letters of the first names and two digits of the year; the label given, if there is one."""
    given = reference.fields.get("citation-label")
    if given:
        return given
    label = ""
    shape = _SHAPES[0]
    for variable in NAME_VARIABLES:
        names = reference.names.get(variable)
        if not names:
            continue
        shape = _SHAPES[min(len(names), len(_SHAPES)) - 1]
        for name, count in zip(names, shape, strict=False):
            text = re.sub(r"^[ '’a-z]+\s+", "", name.family) if name.family else name.literal
            text = re.sub(r"^(?:a|an|the)\s+", "", text, flags=re.IGNORECASE)
            label += re.sub(r"[^A-Za-zÀ-ž]", "", text)[:count].capitalize()
        break
    if not label:
        label = re.sub(r"[^A-Za-zÀ-ž]", "", reference.fields.get("title", ""))[: shape[0]].capitalize()
    year = str(reference.dates.get("issued", {}).get("year", "0000"))
    return label + year[-2:]
