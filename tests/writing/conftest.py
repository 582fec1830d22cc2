"""The sample volume of the writers' tests."""

from __future__ import annotations

import pytest

from actes.model import PageMap, Volume
from writing import sample_volume


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    """A small volume in the resolved form, with one of everything."""
    return sample_volume.volume(tmp_path_factory.mktemp("volume"))


@pytest.fixture(scope="session")
def sample_pages() -> PageMap:
    """Where the pages of its printed edition begin."""
    return sample_volume.PAGES
