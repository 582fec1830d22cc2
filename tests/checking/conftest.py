"""What rules find in small contributions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from actes import checking
from actes.checking.chapter import Chapter, Frame
from actes.diagnostics import Diagnostic, Report
from checking.samples import contribution, volume

Found = Callable[..., list[Diagnostic]]


@pytest.fixture
def found() -> Found:
    """What the rules find in a contribution: `found(markdown, language=…, limits=…, **fields)`."""

    def look(
        markdown: str = "Un texte.\n",
        *,
        limits: Mapping[str, int] | None = None,
        settings: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> list[Diagnostic]:
        made = contribution(markdown, **fields)
        report = Report()
        checking.check_contribution(made, volume(made, limits=limits or {}, **(settings or {})), report)
        diagnostics = list(report)
        for diagnostic in diagnostics:
            # every message can be said in both languages
            assert diagnostic.as_text("fr")
            assert diagnostic.as_text("en")
        return diagnostics

    return look


@pytest.fixture
def codes(found: Found) -> Callable[..., list[str]]:
    """The codes of what the rules find, in the order of the text."""
    return lambda *args, **fields: [d.code for d in found(*args, **fields)]


@pytest.fixture
def chapter() -> Callable[..., Chapter]:
    """A contribution under examination."""

    def make(markdown: str, **fields: Any) -> Chapter:
        made = contribution(markdown, **fields)
        return Chapter(made, Frame.of(volume(made)))

    return make
