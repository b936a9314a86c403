"""Handing a session over to another laptop and back: one file, checked, and nothing that was said lost."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.edits import event as event_edits, notes as note_edits
from sessions.handing import away, digest_of, ended, handed_over, relation
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.file import Busy
from sessions.store.handing import SUFFIX, find_hand_overs, read_hand_over, take_over
from sessions.store.library import Library
from sessions.store.load import backups
from tests.builders import NOW, new_session
from workshop import handing, merging
from workshop.desk import Desk


class Laptop:
    """One laptop: its folder of sessions, and what is done there."""

    def __init__(self, folder: Path, author: str) -> None:
        self.folder = folder
        self.author = author

    def desk(self) -> Desk:
        return Desk(Library(self.folder).open("s"), lambda: NOW, author=self.author)

    def note(self, text: str) -> None:
        with self.desk() as desk:
            desk.apply(note_edits.add_note("comment", text))

    def give(self, to: Path) -> Path:
        with self.desk() as desk:
            return handing.hand_over(desk, to)

    def take(self, file: Path) -> str:
        return take_over(self.folder, file, clock=lambda: NOW).outcome

    def back(self) -> None:
        with Library(self.folder).open("s") as file:
            handing.take_back(file)

    @property
    def session(self) -> Session:
        return Library(self.folder).read("s")

    @property
    def notes(self) -> list[str]:
        return [note.text for note in self.session.notes]


@pytest.fixture
def here(tmp_path: Path) -> Laptop:
    """A laptop with a session that has a note."""
    laptop = Laptop(tmp_path / "here", "aaaa")
    with Library(laptop.folder).create(new_session("tips-and-pulse", "Council")):
        pass
    laptop.note("first")
    return laptop


@pytest.fixture
def there(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "there", "bbbb")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_there_and_back_with_one_file(here: Laptop, there: Laptop, stick: Path) -> None:
    file = here.give(stick)
    assert file == stick / f"s{SUFFIX}"
    assert there.take(file) == "new"
    there.note("second")
    assert there.give(stick) == file, "what it holds is in what is written: the same file will do"
    stood = (here.folder / "s.json").read_bytes()
    assert here.take(file) == "continued"
    assert here.notes == ["first", "second"]
    assert stood in [backup.path.read_bytes() for backup in backups(here.folder / "s.json")]
    here.note("third")
    assert here.notes[-1] == "third"
    assert here.give(stick) == file
    assert there.take(file) == "continued", "and so on, as often as one likes"
    assert there.notes == ["first", "second", "third"]


def test_what_was_handed_over_can_only_be_looked_at(here: Laptop, stick: Path) -> None:
    here.give(stick)
    with here.desk() as desk:
        assert "handed over on 1 Dec 2026" in (desk.read_only or "")
        assert "`workshop take-over FILE`" in (desk.read_only or "")
        assert str(stick) in (desk.read_only or "")
        with pytest.raises(Problem, match="read only"):
            desk.apply(note_edits.add_note("comment", "more"))
        desk.run_clock()
        desk.step(1)
        wall = desk.wall
        assert not desk.take_over(), "no other window has it: there is nothing to wait for"
        assert desk.wall is wall
        assert not desk.look_again()
    assert here.notes == ["first"]


def test_what_was_taken_back_goes_on(here: Laptop, there: Laptop, stick: Path) -> None:
    file = here.give(stick)
    here.back()
    here.note("more")
    assert here.notes == ["first", "more"]
    assert here.take(file) == "known", "the file holds nothing that is not here"
    assert here.notes == ["first", "more"]


def test_a_file_that_comes_back_unchanged_ends_it(here: Laptop, stick: Path) -> None:
    file = here.give(stick)
    assert here.take(file) == "back"
    here.note("more")


def test_where_both_went_on_neither_is_lost(here: Laptop, there: Laptop, stick: Path) -> None:
    there.take(here.give(stick))
    there.note("there")
    here.back()
    here.note("here")
    file = there.give(stick)
    taken = take_over(here.folder, file, clock=lambda: NOW)
    assert taken.outcome == "both"
    assert here.notes == ["first", "here"]
    theirs = Library(here.folder).read(str(taken.path))
    assert [note.text for note in theirs.notes] == ["first", "there"]
    assert away(theirs) is None
    with Library(here.folder).open(str(taken.path)) as other:
        assert other.read_only is None


@pytest.mark.parametrize(
    "change",
    [
        lambda session: event_edits.describe(title="Other", place="", on=None).apply(session, NOW),
        lambda session: note_edits.add_note("comment", "x").apply(session, NOW),
        lambda session: note_edits.change_note("N1", kind="comment", text="").apply(session, NOW),
        lambda session: note_edits.change_note("N1", kind="evidence", text="y").apply(session, NOW),
    ],
)
def test_a_change_of_anything_that_is_said_counts_as_going_on(change: Callable[[Session], Session]) -> None:
    session = note_edits.add_note("comment", "first").apply(new_session(), NOW)
    gone = handed_over(session, "aaaa", "stick", NOW)
    came = handed_over(ended(gone), "bbbb", "stick", NOW)
    assert relation(gone, came) == "continues"
    assert relation(change(ended(gone)), came) == "both"
    assert relation(came, gone) == "known"


def test_being_looked_at_is_no_going_on(here: Laptop, there: Laptop, stick: Path) -> None:
    there.take(here.give(stick))
    here.back()
    with here.desk() as desk:  # opened all the same, gone through, and its clock ran
        desk.run_clock()
        desk.step(2)
        desk.stop_clock()
    there.note("second")
    assert here.take(there.give(stick)) == "continued"
    assert here.notes == ["first", "second"]


def test_a_digest_is_the_same_once_it_was_on_disk(here: Laptop) -> None:
    with here.desk() as desk:
        in_memory = digest_of(desk.session)
    assert digest_of(here.session) == in_memory


def test_an_older_file_on_the_stick_that_holds_more_is_not_replaced(
    here: Laptop, there: Laptop, stick: Path
) -> None:
    there.take(here.give(stick))
    there.note("there")
    theirs = there.give(stick)
    here.back()
    here.note("here")
    ours = here.give(stick)
    assert ours != theirs
    assert [note.text for note in read_hand_over(theirs).session.notes] == ["first", "there"]


# --- files that are none --------------------------------------------------------------------------


def test_a_file_that_is_not_all_there_is_refused(here: Laptop, there: Laptop, stick: Path) -> None:
    file = here.give(stick)
    whole = file.read_bytes()
    file.write_bytes(whole[:-200])
    with pytest.raises(Problem, match="not copied to its end"):
        there.take(file)
    file.write_bytes(whole.replace(b"first", b"fired"))
    with pytest.raises(Problem, match="damaged"):
        there.take(file)
    assert not (there.folder / "s.json").exists()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff\xfe\n\x00", b"[1]\n{}", b'{"form": 3}\n{}', b"PK\x03\x04"]
)
def test_a_file_of_something_else_is_refused(data: bytes, there: Laptop, stick: Path) -> None:
    file = stick / f"s{SUFFIX}"
    file.write_bytes(data)
    with pytest.raises(Problem, match="no hand-over"):
        there.take(file)
    assert find_hand_overs([stick, stick / "nowhere"]) == ()


def test_a_bare_session_file_is_no_hand_over(here: Laptop, there: Laptop) -> None:
    with pytest.raises(Problem, match="no hand-over"):
        there.take(here.folder / "s.json")


def test_one_of_a_later_version_is_left_alone(here: Laptop, there: Laptop, stick: Path) -> None:
    file = here.give(stick)
    first, _, data = file.read_bytes().partition(b"\n")
    data = data.replace(b'"schema_version": 3', b'"schema_version": 99')
    header = {**json.loads(first), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    file.write_bytes(json.dumps(header).encode() + b"\n" + data)
    with pytest.raises(Problem, match="version 99"):
        there.take(file)


def test_nothing_is_written_outside_the_folder(
    here: Laptop, there: Laptop, stick: Path, tmp_path: Path
) -> None:
    file = here.give(stick)
    first, _, data = file.read_bytes().partition(b"\n")
    data = data.replace(b'"id": "s",', b'"id": "../outside",', 1)
    header = {**json.loads(first), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    file.write_bytes(json.dumps(header).encode() + b"\n" + data)
    assert read_hand_over(file).session.id == "../outside"
    with pytest.raises(Problem, match="name of a file"):
        there.take(file)
    assert not (tmp_path / "outside.json").exists()


def test_a_session_that_is_open_is_not_replaced(here: Laptop, there: Laptop, stick: Path) -> None:
    there.take(here.give(stick))
    there.note("second")
    file = there.give(stick)
    with here.desk(), pytest.raises(Busy):
        here.take(file)
    assert here.notes == ["first"]


# --- what goes wrong on the way out ----------------------------------------------------------------


def test_where_the_file_cannot_be_written_it_stays_here(
    here: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Problem, match="no such folder"):
        here.give(stick / "gone")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sessions.store.handing.write_durably", full)
    with pytest.raises(Problem, match="disk is full"):
        here.give(stick)
    assert away(here.session) is None
    here.note("goes on")


def test_a_rehearsal_and_what_is_open_elsewhere_stay(here: Laptop, stick: Path) -> None:
    with here.desk() as first, here.desk() as second:
        with pytest.raises(Problem, match="read only"):
            handing.hand_over(second, stick)
        first.session = first.session.model_copy(update={"rehearsal": True})
        with pytest.raises(Problem, match="rehearsal"):
            handing.hand_over(first, stick)
    assert list(stick.iterdir()) == []


def test_what_this_version_does_not_know_goes_along(here: Laptop, there: Laptop, stick: Path) -> None:
    path = here.folder / "s.json"
    data = json.loads(path.read_text("utf-8"))
    data["moods"] = {"1": {"mood": "good"}}
    path.write_text(json.dumps(data), "utf-8")
    there.take(here.give(stick))
    assert json.loads((there.folder / "s.json").read_text("utf-8"))["moods"] == {"1": {"mood": "good"}}


def test_undo_does_not_take_a_hand_over_back(here: Laptop, there: Laptop, stick: Path) -> None:
    there.take(here.give(stick))
    with there.desk() as desk:
        desk.apply(note_edits.add_note("comment", "second"))
        desk.undo()
        assert away(desk.session) is None
        assert len(desk.session.handovers) == 1


def test_hand_overs_are_found_by_their_first_line(here: Laptop, stick: Path) -> None:
    file = here.give(stick)
    (stick / f"broken{SUFFIX}").write_bytes(b"{")
    assert find_hand_overs([stick, stick]) == ((file, "S"),)


def test_where_both_went_on_they_can_be_brought_together(here: Laptop, there: Laptop, stick: Path) -> None:
    there.take(here.give(stick))
    there.note("second")
    here.back()
    here.note("other")
    taken = take_over(here.folder, there.give(stick), clock=lambda: NOW)
    assert taken.outcome == "both"
    with here.desk() as desk:
        made = merging.merge_into(desk, [taken.path])
    assert sorted(here.notes) == ["first", "other", "second"]
    assert made.report.conflicts == ()
    assert away(here.session) is None
