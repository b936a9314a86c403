"""However long a session goes on, no more is kept in memory and on disk than what is said to be."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from sessions import remember
from sessions.kinds.score import edits
from sessions.kinds.score.records import Ballot
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.undo import MOST, undo_path
from tests.builders import new_session
from workshop.desk import Desk

ITEM, PARTNERS = "icbo/D1.3", ("county-council", "icb", "age-uk")
AT_HAND, EDITS = 150, 400
"""Fewer changes that can be taken back than in use, so that many more than these are soon made."""
FEW = 2 * remember.LATEST
"""Records that what was worked out last may still hold on to."""


def alive(form: type) -> int:
    """How many objects of a class there are."""
    gc.collect()
    return sum(isinstance(thing, form) for thing in gc.get_objects())


@pytest.mark.long
def test_memory_undo_and_files_stay_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr("workshop.history.MOST_AT_HAND", AT_HAND)
    before = {form: alive(form) for form in (Session, Ballot)}
    session = new_session("four-domains", "County Council", "ICB", "Age UK")
    sizes: list[tuple[int, int]] = []
    with Desk(Library(tmp_path).create(session), author="laptop") as desk:
        for number in range(EDITS):
            level = 1 + number // len(PARTNERS) % 4
            desk.apply(edits.answer_level(ITEM, PARTNERS[number % len(PARTNERS)], level))
            if number >= MOST and number % 12 == 0:  # the same answers stand there each time
                sizes.append((desk.path.stat().st_size, undo_path(desk.path).stat().st_size))
        assert desk.session.counter == EDITS, "each of them changed something"

        assert len(desk.history.done) == AT_HAND
        kept = json.loads(undo_path(desk.path).read_text("utf-8"))
        assert (len(kept["done"]), len(kept["undone"])) == (MOST, 0)
        counted = len(str(EDITS)) * 2 * (len(PARTNERS) + MOST)  # counters have three digits in the end
        for name, (first, last) in zip(("file", "undo"), zip(sizes[0], sizes[-1], strict=True), strict=True):
            assert abs(last - first) <= counted, name
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) < 10, files

        # A change holds the record on either side, which its neighbours hold, too: a record and a row each.
        most = AT_HAND + 1 + FEW
        assert alive(Session) - before[Session] <= most
        assert alive(Ballot) - before[Ballot] <= most
        for _ in range(3):
            assert desk.undo() is not None
        assert (len(desk.history.done), len(desk.history.undone)) == (AT_HAND - 3, 3)
        assert alive(Session) - before[Session] <= most + 3
