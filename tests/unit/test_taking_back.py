"""Taking a session back from another laptop: where both went on, that is a merge; else it asks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.edits import event as event_edits
from sessions.forgetting import Forgetting
from sessions.handing import away
from sessions.many.merge.conflicts import conflicts
from sessions.spans import plain_text
from sessions.store.file import Busy
from sessions.store.forgotten import mark_of
from sessions.store.load import backups
from sessions.store.storage import DurableStorage
from sessions.store.tables import to_tables
from tests.builders import NOW
from tests.unit.test_handing import Laptop, here, stick, there
from workshop import handing, signing

__all__ = ["here", "stick", "there"]


def took(laptop: Laptop, file: Path) -> handing.TakenOver:
    return handing.take(laptop.folder, file, clock=lambda: NOW, author=laptop.author)


def titled(laptop: Laptop, title: str) -> None:
    with laptop.desk() as desk:
        desk.apply(event_edits.describe(title=title, place="", on=None))


@pytest.fixture
def apart(here: Laptop, there: Laptop, stick: Path) -> Path:
    """The file that comes back, once both laptops have gone on."""
    took(there, here.give(stick))
    there.note("there")
    here.back()
    here.note("here")
    return there.give(stick)


def test_where_both_went_on_they_are_merged_and_it_is_told(here: Laptop, there: Laptop, apart: Path) -> None:
    stood = (here.folder / "s.json").read_bytes()
    path, outcome, merge = took(here, apart)
    assert (path, outcome) == (here.folder / "s.json", "merged")
    assert sorted(here.notes) == ["first", "here", "there"]
    assert merge is not None
    assert [(came.sources, came.table) for came in merge.report.came] == [(("the other laptop",), "Notes")]
    assert stood in [backup.path.read_bytes() for backup in backups(path)], "as before any merge"
    assert [file.name for file in here.folder.glob("*.json")] == ["s.json"], "and there is one session"
    assert away(here.session) is None
    here.note("goes on")
    assert took(here, apart).outcome == "known"


def test_what_both_said_is_to_be_settled_and_its_sides_are_named(
    here: Laptop, there: Laptop, apart: Path, stick: Path
) -> None:
    titled(here, "Ours")
    there.back()
    titled(there, "Theirs")
    merge = took(here, there.give(stick)).merge
    assert merge is not None
    (conflict,) = merge.report.conflicts
    sides = {(merge.report.source(side), plain_text(side.said)) for side in conflict.sides}
    assert sides == {("here", "Ours"), ("the other laptop", "Theirs")}
    assert conflicts(here.session) == merge.report.conflicts


def test_undo_takes_it_out_again_and_the_same_file_brings_it_back(here: Laptop, apart: Path) -> None:
    took(here, apart)
    with here.desk() as desk:
        assert desk.undo() == "merging of a copy"
    assert here.notes == ["first", "here"]
    assert took(here, apart).outcome == "merged"
    assert sorted(here.notes) == ["first", "here", "there"]


def test_where_the_other_only_looked_there_is_nothing_to_merge(
    here: Laptop, there: Laptop, stick: Path
) -> None:
    took(there, here.give(stick))
    here.back()
    here.note("here")
    stood = (here.folder / "s.json").read_bytes()
    assert took(here, there.give(stick)).outcome == "known"
    assert (here.folder / "s.json").read_bytes() == stood


def test_a_session_that_is_away_again_is_here_once_something_came(
    here: Laptop, there: Laptop, apart: Path, tmp_path: Path
) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    here.give(elsewhere)
    assert away(here.session) is not None
    assert took(here, apart).outcome == "merged"
    assert away(here.session) is None


def test_a_final_record_is_kept_beside_and_one_that_is_open_is_left(here: Laptop, apart: Path) -> None:
    with here.desk() as desk:
        stood = desk.path.read_bytes()
        with pytest.raises(Busy):
            took(here, apart)
        assert desk.path.read_bytes() == stood
        signing.sign_off(desk, by="Priya")
    path, outcome, merge = took(here, apart)
    assert (path.name, outcome, merge) == ("s-other-laptop-1.json", "both", None)
    assert here.notes == ["first", "here"]


def test_who_was_forgotten_here_does_not_come_back(here: Laptop, there: Laptop, stick: Path) -> None:
    """As with every copy: what comes is read without them."""
    took(there, here.give(stick))
    there.note("Priya Shah")
    here.back()
    here.note("here")
    file = there.give(stick)
    mark = mark_of(Forgetting(("Priya Shah",), "a participant", frozenset(), uids=frozenset()), [], NOW)
    DurableStorage(here.folder / "s.json").write(
        to_tables(here.session.model_copy(update={"forgotten": (mark,)}))
    )
    assert took(here, file).outcome == "merged"
    assert b"Priya" not in (here.folder / "s.json").read_bytes()
    assert len(here.notes) == 3
