from __future__ import annotations

from pathlib import Path

import pytest

from actes.reading.assets import Place
from actes.reading.supplements import find


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder, workspace = tmp_path / "volume" / "un", tmp_path / "copies"
    for made in (folder, folder.parent / ".git", workspace):
        made.mkdir(parents=True)
    for name in ("un/a.csv", "un/b.md", "un/.env", ".git/config", "../outside.csv"):
        (tmp_path / "volume" / name).write_text(name)
    return Place(folder, folder.parent, workspace, "un")


def test_files_of_the_volume_are_copied_under_names_of_their_own(place: Place) -> None:
    found = find(["a.csv", "./a.csv", "https://exemple.fr/a.csv", "#a", "b.md"], place, {"un-supplement-a.csv"})
    assert set(found) == {"a.csv", "./a.csv"}
    assert found["a.csv"] is found["./a.csv"]
    assert found["a.csv"].name == "un-supplement-a-2.csv"
    assert found["a.csv"].path.read_text() == "un/a.csv" and found["a.csv"].media_type == "text/csv"


@pytest.mark.parametrize("url", ["../../outside.csv", "../.git/config", ".env", "/etc/passwd", "file:///etc/passwd"])
def test_what_lies_outside_or_hidden_is_no_supplement(url: str, place: Place) -> None:
    assert find([url], place) == {}
