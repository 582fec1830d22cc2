"""`references.overrides.yaml`: where the editor decides about works that several bibliographies name.

    same:                      # lists of entries that are one work; the first gives its key
      - [dupont-metropoles:insee2015, martin-emploi:INSEE15]
    different:                 # entries that are works apart, whatever they look like
      - [dupont-metropoles:rapport, martin-emploi:rapport]
    prefer:                    # entries whose fields win over those they are merged with
      - dupont-metropoles:insee2015

An entry is `<contribution>:<key>`, or a key alone when it may be meant in every bibliography that has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actes.diagnostics import Location, Report
from actes.reading import yaml_marks
from actes.reading.text import read_text


@dataclass(frozen=True)
class Named:
    """An entry as the editor names it, and where."""

    text: str
    location: Location


@dataclass(frozen=True)
class Overrides:
    """The editor's decisions: groups that are one work, groups whose members are all different, preferred entries."""

    same: tuple[tuple[Named, ...], ...] = ()
    different: tuple[tuple[Named, ...], ...] = ()
    prefer: tuple[Named, ...] = ()


def read_overrides(path: Path, display: str, report: Report) -> Overrides:
    """The decisions in a file; none when it does not exist. What it says wrongly goes to `report`."""
    if not path.is_file():
        return Overrides()
    fields = yaml_marks.load(read_text(path, display, report), display, report)
    if fields is None:
        return Overrides()
    for name, location in fields.keys.items():
        if name not in {"same", "different", "prefer"}:
            report.add("unknown-field", location, field=name, known="same, different, prefer")
    return Overrides(
        _groups(fields, "same", report),
        _groups(fields, "different", report),
        _list(fields.entries.get("prefer"), report),
    )


def _groups(fields: yaml_marks.Fields, name: str, report: Report) -> tuple[tuple[Named, ...], ...]:
    value = fields.entries.get(name)
    if value is None or (isinstance(value, yaml_marks.Scalar) and value.is_null):
        return ()
    if not isinstance(value, yaml_marks.Items):
        report.add("bad-override", value.location, field=name)
        return ()
    groups: list[tuple[Named, ...]] = []
    for item in value.items:
        group = _list(item, report)
        if len(group) < 2:
            report.add("bad-override", item.location, field=name)
        else:
            groups.append(group)
    return tuple(groups)


def _list(value: yaml_marks.Value | None, report: Report) -> tuple[Named, ...]:
    if value is None or (isinstance(value, yaml_marks.Scalar) and value.is_null):
        return ()
    items = value.items if isinstance(value, yaml_marks.Items) else (value,)
    named: list[Named] = []
    for item in items:
        if isinstance(item, yaml_marks.Scalar) and item.text:
            named.append(Named(item.text.strip(), item.location))
        else:
            report.add("bad-override", item.location, field="prefer")
    return tuple(named)
