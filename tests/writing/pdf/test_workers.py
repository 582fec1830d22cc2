from __future__ import annotations

import dataclasses

import pytest

from actes.writing.pdf import workers
from actes.writing.pdf.part import Heads, Part, Task
from writing.pdf.laying_out import CSS, chapter


def test_more_parts_than_a_worker_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are replaced in mid-render, and every part comes, in order."""
    monkeypatch.setattr(workers, "RECYCLED_AFTER", 2)
    first = Task("u0", chapter("<p>Un.</p>", "u0"), "chapter", "fr", "Titre", Heads("Axe", "Titre"), CSS, {})
    tasks = [dataclasses.replace(first, unit=f"u{i}", markup=chapter("<p>Un.</p>" * i, f"u{i}")) for i in range(9)]
    told: list[tuple[int, int]] = []
    with workers.Workers(2, lambda _step, done, count: told.append((done, count))) as held:
        parts = held.render(tasks)
        assert held.render(tasks[:2]) == parts[:2]
    assert all(f"u{i}" in Part.from_bytes(data).anchors for i, data in enumerate(parts))
    assert told == [(n, 9) for n in range(1, 10)] + [(1, 2), (2, 2)]
