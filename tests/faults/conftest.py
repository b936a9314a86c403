"""A folder with sessions, and who works on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.victim import Nursery, Victim, nursery


@pytest.fixture
def victim(
    tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Victim]:
    """What a test counts of it goes into the table of faults; nothing of it may be lost or touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Victim(tmp_path / "sessions")
    yield made
    record_property("tally", made.tally.told())
    assert made.tally.hurt, "a test that hurts nothing shows nothing"
    assert made.tally.is_clean, made.tally


@pytest.fixture
def workers(victim: Victim, tmp_path: Path) -> Iterator[Nursery]:
    with nursery(victim.folder, tmp_path / "home") as made:
        yield made
