"""A folder with sessions, and who works on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.victim import Nursery, Victim, nursery


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    return Victim(tmp_path / "sessions")


@pytest.fixture
def workers(victim: Victim, tmp_path: Path) -> Iterator[Nursery]:
    with nursery(victim.folder, tmp_path / "home") as made:
        yield made
