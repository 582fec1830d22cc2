"""The store: entries that are whole or absent, a folder that nobody else can have filled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actes import cache
from actes.cache import Cache, digest, workspace


def test_a_damaged_entry_is_absent(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.put(digest("a"), b"value")
    assert store.get(digest("a")) == b"value"
    entry = next((tmp_path / "objects").glob("*/*"))
    entry.write_bytes(entry.read_bytes()[:-1] + b"X")
    assert store.get(digest("a")) is None


def test_what_was_made_is_recalled(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    store = Cache(tmp_path)
    assert store.recall("count", ("x", 1), make) == store.recall("count", ("x", 1), make)
    assert store.recall("count", ("x", 2), make) != store.recall("count", ("x", 1), make)
    assert store.recall("other", ("x", 1), make) and len(made) == 3


def test_what_is_used_least_is_forgotten(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    for name in "abc":
        store.put(digest(name), bytes(1000))
    store.prune(2500)
    assert sum(store.get(digest(name)) is not None for name in "abc") == 2


def test_another_users_folder_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def user(name: str) -> Path:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / name))
        cache._secret.cache_clear()
        return workspace(tmp_path / "build")

    ours = user("us")
    assert user("stranger") != ours and user("us") == ours
    # nor a copy of one's own, which somebody may have had in his hands
    shutil.copytree(tmp_path / "build", tmp_path / "sent-back")
    assert workspace(tmp_path / "sent-back").name != ours.name
    cache._secret.cache_clear()


def test_a_user_without_a_home_has_a_cache_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    cache._secret.cache_clear()
    assert workspace(tmp_path / "build") == workspace(tmp_path / "build")
    cache._secret.cache_clear()


def test_a_store_stays_when_the_current_folder_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    store = Cache.of(Path("build"))
    monkeypatch.chdir(tmp_path / "there")
    store.put("k" * 64, b"kept")
    assert store.get("k" * 64) == b"kept" and not list((tmp_path / "there").iterdir())
