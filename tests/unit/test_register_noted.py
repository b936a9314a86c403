"""What a laptop knows of its sessions in registers, whatever is done in between, and by whom at once."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.register.model import Concerned, Gone
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from tests.every_kind import meeting
from tests.systems import WINDOWS
from workshop import waiting

TO = "service=region"
OLD, NEW = identity_of("old"), identity_of("new")


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    """What waits: a session called "old", for one register."""
    made = Queue(tmp_path / "waits")
    made.add(TO, pushed(meeting().model_copy(update={"id": "old"})))
    return made


def test_looking_makes_no_folder(tmp_path: Path) -> None:
    queue = Queue(tmp_path / "waits")
    assert queue.noted() == queue.going() == ()
    queue.settled(TO, OLD)
    queue.renamed(TO, OLD, NEW)
    queue.forgotten({"old": "new"})
    assert not queue.folder.exists()


def test_what_went_is_noted_without_a_word_of_it(queue: Queue) -> None:
    (row,) = queue.waiting()
    queue.done(row)
    (note,) = queue.noted(TO)
    assert (note.target, note.session, note.with_text, note.goes) == (TO, OLD, False, False)
    (path,) = queue.folder.glob("*.noted")
    assert "Old Library" not in path.read_text()
    assert "old library" not in path.read_text()
    if not WINDOWS:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert queue.noted("service=other") == queue.going() == ()
    queue.settled(TO, OLD)
    assert queue.noted() == ()


def test_somebody_is_forgotten_while_it_goes(queue: Queue) -> None:
    """The register says that it has it only after that: it is to go from there all the same."""
    (row,) = queue.waiting()
    assert queue.sends([row]) == {OLD}
    queue.forgotten({"old": "new", "another": "another"})
    assert queue.waiting() == ()
    queue.done(row)
    (note,) = queue.going()
    assert (note.gone, note.label) == (Gone(OLD, NEW), "new")
    assert note.gone.stays_out


def test_what_never_went_is_dropped_and_that_is_all(queue: Queue) -> None:
    queue.forgotten({"old": "new"})
    assert queue.waiting() == queue.noted() == ()


def test_a_later_push_that_was_killed_may_have_brought_the_text(queue: Queue) -> None:
    """What is noted is what the register may have, and not what it last said that it has."""
    (row,) = queue.waiting()
    queue.done(row)
    queue.add(TO, pushed(meeting().model_copy(update={"id": "old"}), with_text=True))
    assert queue.sends(queue.waiting()) == frozenset()
    queue.forgotten({"old": "old"})
    (note,) = queue.going()
    assert (note.with_text, note.gone.stays_out) == (True, False)


def test_withdrawn_while_it_goes(queue: Queue) -> None:
    (row,) = queue.waiting()
    queue.drop(TO, OLD)
    queue.done(row)
    assert [note.session for note in queue.noted()] == [OLD], "it went there after all"


def test_pushed_again_it_stays(queue: Queue) -> None:
    """Of one identity before and after: what is pushed then takes the place of what has the name."""
    (row,) = queue.waiting()
    queue.done(replace(row, pushed=pushed(meeting().model_copy(update={"id": "old"}), with_text=True)))
    queue.forgotten({"old": "old"})
    (note,) = queue.going()
    assert not note.gone.stays_out
    queue.add(TO, row.pushed)
    (again,) = queue.waiting()
    queue.done(again)
    assert queue.going() == ()


def test_what_has_no_name_stays_as_it_is(queue: Queue) -> None:
    """Neither its id nor what was pushed has one."""
    (row,) = queue.waiting()
    queue.forgotten({"old": "old"})
    assert queue.waiting() == (row,)
    queue.done(row)
    queue.forgotten({"old": "old", "third": "fourth"})
    assert queue.going() == ()


def test_forgotten_twice_it_goes_once_under_its_last_name(queue: Queue) -> None:
    (row,) = queue.waiting()
    queue.done(row)
    queue.forgotten({"old": "new"})
    queue.forgotten({"new": "newest"})
    (note,) = queue.going()
    assert (note.session, note.since, note.label) == (OLD, identity_of("newest"), "newest")


def test_forgotten_in_the_register_it_stands_there_by_another_name(queue: Queue) -> None:
    (row,) = queue.waiting()
    queue.done(row)
    queue.renamed(TO, OLD, NEW)
    assert [(note.session, note.goes) for note in queue.noted()] == [(NEW, False)]
    queue.forgotten({"old": "new"})
    assert queue.going() == (), "it is called the same here"
    queue.forgotten({"old": "otherwise"})
    (note,) = queue.going()
    assert (note.session, note.since) == (NEW, identity_of("otherwise"))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"target": 1}'])
def test_a_note_that_is_damaged_is_told(queue: Queue, data: bytes) -> None:
    (row,) = queue.waiting()
    queue.done(row)
    (path,) = queue.folder.glob("*.noted")
    path.write_bytes(data)
    with pytest.raises(Problem, match="can't be read") as raised:
        queue.going()
    assert raised.value.where == str(path)


def test_where_nothing_ever_went_to_a_register_nothing_is_loaded_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path)
    monkeypatch.delattr("workshop.waiting.queue")
    assert waiting.concerned({"old": "new"}) == Concerned()
    waiting.forgotten({"old": "new"})
    (tmp_path / "register").mkdir()
    with pytest.raises(NameError):
        waiting.concerned({"old": "new"})
