"""Where cites stand: first, subsequent, ibid. (CSL 1.0.2, « Choose », `position`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actes.csl.frame import Position

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)


def locate(
    clusters: Sequence[Sequence[Mapping[str, Any]]], notes: Sequence[int], near_distance: int
) -> list[list[Position]]:
    """The position of each cite; `notes` are note numbers, 0 for a citation in the text.

    Citations of the text and those of the notes are two series.
    """
    positions: list[list[Position]] = [[] for _ in clusters]
    for in_notes in (False, True):
        series = [i for i, note in enumerate(notes) if bool(note) is in_notes]
        _locate_series(clusters, notes, series, near_distance, positions)
    return positions


def _locate_series(
    clusters: Sequence[Sequence[Mapping[str, Any]]],
    notes: Sequence[int],
    series: Sequence[int],
    near_distance: int,
    positions: list[list[Position]],
) -> None:
    in_note: dict[int, int] = {}
    for i in series:
        in_note[notes[i]] = in_note.get(notes[i], 0) + len(clusters[i])
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    previous: int | None = None
    for i in series:
        note = notes[i]
        for rank, cite in enumerate(clusters[i]):
            key = str(cite["id"])
            position = Position()
            if key not in first:
                first[key] = last[key] = note
            else:
                before = _preceding(clusters, notes, in_note, i, previous, rank)
                position.rank = _rank(before, cite, key)
                position.first_note = first[key] if first[key] != note else 0
            if note:
                position.near = position.rank > FIRST and note - last[key] <= near_distance
                last[key] = note
            else:
                position.near = position.rank > FIRST
            positions[i].append(position)
        previous = i


def _preceding(
    clusters: Sequence[Sequence[Mapping[str, Any]]],
    notes: Sequence[int],
    in_note: Mapping[int, int],
    current: int,
    previous: int | None,
    rank: int,
) -> Mapping[str, Any] | None:
    """The cite « ibid. » would stand for, if there is just one."""
    if rank > 0:
        return clusters[current][rank - 1]
    if previous is None or not clusters[previous]:
        return None
    if notes[previous] == notes[current]:
        return clusters[previous][-1]
    if notes[previous] >= notes[current] - 1 and in_note.get(notes[previous], 0) == 1:
        return clusters[previous][0]
    return None


def _rank(before: Mapping[str, Any] | None, cite: Mapping[str, Any], key: str) -> int:
    if before is None or str(before["id"]) != key:
        return SUBSEQUENT
    old, new = _locator(before), _locator(cite)
    if old and not new:
        return SUBSEQUENT
    return IBID if old == new else IBID_WITH_LOCATOR


def _locator(cite: Mapping[str, Any]) -> tuple[str, str] | None:
    value = str(cite.get("locator") or "").strip()
    return (value, str(cite.get("label") or "")) if value else None
