"""Whoever was forgotten is not brought back by an older copy of the session, and no mark tells the name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sessions.edits import notes as note_edits, people as people_edits
from sessions.forgetting import Forgetting
from sessions.many import take_out as take_out_module
from sessions.many.cards import Cards
from sessions.many.forget import look
from sessions.many.take_out import Done, take_out
from sessions.outputs.manifest import Row
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, Person
from sessions.store.file import Busy
from sessions.store.forgotten import digest_of, mark_of, marks_beside, respected
from sessions.store.handing import take_over
from sessions.store.library import Library
from sessions.store.load import backups
from tests.builders import NOW, new_session
from workshop import handing
from workshop.desk import Desk

NAME = b"Priya Shah"


def nothing(_: Path, __: Sequence[Row]) -> tuple[Path, ...]:
    """Writes nothing anew."""
    return ()


def forget(folder: Path, name: str = "Priya Shah", *also: str) -> Done:
    found = look(folder, folder / "s.json", name)
    return take_out(found, found.forgetting(also), now=NOW, rewrite=nothing)


def holding(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and NAME in path.read_bytes()]


def note(folder: Path, text: str) -> None:
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        desk.apply(note_edits.add_note("comment", text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a session that names somebody."""
    folder = tmp_path / "here"
    with Library(folder).create(new_session("learning-set", "Council")):
        pass
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        desk.apply(people_edits.set_people([Person(name="Priya Shah", role="Director"), Person(name="Tom")]))
        desk.apply(note_edits.add_note("comment", "Priya Shah spoke, and Tom did"))
    return folder


def read(folder: Path, name: str = "s") -> Session:
    return Library(folder).read(name)


def test_an_older_copy_in_its_place_is_without_them_wherever_it_is_read(folder: Path, tmp_path: Path) -> None:
    old = (folder / "s.json").read_bytes()
    forget(folder)
    assert holding(folder) == []
    (folder / "s.json").write_bytes(old)  # as a sync program does, from another laptop
    seen = read(folder)
    assert [person.name for person in seen.people] == ["a participant", "Tom"]
    assert seen.notes[0].text == "A participant spoke, and Tom did"
    assert [card.title for card in Cards(folder).refresh()] == ["S"]
    with Library(folder).open("s") as file:
        assert file.session.people[0].role == ""
    assert holding(folder) == [], "no backup of the older copy has them either"
    assert len(backups(folder / "s.json")) > 1


def test_a_copy_beside_it_is_without_them(folder: Path) -> None:
    old = (folder / "s.json").read_bytes()
    forget(folder)
    copy = folder / "s (conflicted copy).json"
    copy.write_bytes(old)
    assert [person.name for person in read(folder, copy.name).people] == ["a participant", "Tom"]
    with Library(folder).open(copy.name):
        pass
    assert holding(folder) == []


def test_what_another_laptop_goes_on_with_comes_back_without_them(folder: Path, tmp_path: Path) -> None:
    there, stick = tmp_path / "there", tmp_path / "stick"
    stick.mkdir()
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        file = handing.hand_over(desk, stick)
    forget(folder)  # while it is away
    take_over(there, file, clock=lambda: NOW)
    note(there, "Priya Shah again, on the other laptop")
    with Desk(Library(there).open("s"), lambda: NOW, author="bbbb") as desk:
        back = handing.hand_over(desk, stick)
    taken = take_over(folder, back, clock=lambda: NOW)
    assert taken.outcome == "continued", "that a name was taken out is no change of what was said"
    assert [row.text for row in read(folder).notes] == [
        "A participant spoke, and Tom did",
        "A participant again, on the other laptop",
    ]
    assert holding(folder) == []


def test_both_laptops_went_on_and_neither_has_them(folder: Path, tmp_path: Path) -> None:
    there, stick = tmp_path / "there", tmp_path / "stick"
    stick.mkdir()
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        file = handing.hand_over(desk, stick)
    with Library(folder).open("s") as mine:
        handing.take_back(mine)
    note(folder, "here")
    forget(folder)
    take_over(there, file, clock=lambda: NOW)
    note(there, "Priya Shah there")
    with Desk(Library(there).open("s"), lambda: NOW, author="bbbb") as desk:
        back = handing.hand_over(desk, stick)
    assert take_over(folder, back, clock=lambda: NOW).outcome == "both"
    assert holding(folder) == []


def test_somebody_may_be_named_again_later(folder: Path) -> None:
    forget(folder)
    note(folder, "Priya Shah has come back, and says so")
    assert read(folder).notes[-1].text == "Priya Shah has come back, and says so"
    forget(folder)
    assert holding(folder) == []
    assert [mark.by for mark in read(folder).forgotten] == ["a participant", "participant 2"]


def test_undo_is_gone_and_the_changes_after_it_can_be_undone(
    folder: Path,
) -> None:
    forget(folder)
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        assert desk.undo() is None
        desk.apply(note_edits.add_note("comment", "later"))
    with Desk(Library(folder).open("s"), lambda: NOW, author="aaaa") as desk:
        assert desk.undo() is not None
        assert len(desk.session.forgotten) == 1, "undo brings nobody back"


def test_a_mark_tells_no_name(folder: Path) -> None:
    forget(folder, "Priya Shah", "Priya")
    (kept,) = marks_beside(folder, "s")
    assert read(folder).forgotten == (kept,)
    stored = (folder / ".forgotten" / "s.json").read_text("utf-8").casefold()
    assert not any(part in stored for part in ("priya", "shah"))
    assert [mark.words for mark in kept.names] == [2, 1]
    assert kept.names[0].digest == digest_of("priya  shah", kept.salt)
    other = mark_of(Forgetting(("Priya Shah",)), (), NOW)
    assert other.names[0].digest != kept.names[0].digest, "each has a salt of its own"


def test_the_owner_who_was_meant_by_a_first_name_is_not_brought_back(folder: Path) -> None:
    with Library(folder).open("s") as file:
        action = Action(id="A1", text="Write", owner="Priya", at=NOW)
        file.save(file.session.model_copy(update={"actions": (action,)}))
    old = (folder / "s.json").read_bytes()
    forget(folder)
    (folder / "s.json").write_bytes(old)
    assert read(folder).actions[0].owner == "a participant"


def test_nothing_is_changed_where_the_record_could_not_be_read_afterwards(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = look(folder, folder / "s.json", "Priya Shah")
    monkeypatch.setattr(
        "sessions.many.take_out.Forgetting.in_tables", lambda *_: {"session": {"1": {"id": 3}}}
    )
    with pytest.raises(Problem, match="could not be read afterwards"):
        take_out(found, found.forgetting(), now=NOW, rewrite=nothing)
    assert {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path in before
    } == before


def test_what_a_full_disk_stopped_is_done_by_doing_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(folder, "so that a backup has the name, too")
    written: list[Path] = []
    write = take_out_module.write_durably

    def full(path: Path, data: bytes, **more: bool) -> None:
        if len(written) == 1:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(path, data, **more)

    monkeypatch.setattr(take_out_module, "write_durably", full)
    with pytest.raises(take_out_module.HalfDone, match="disk is full"):
        forget(folder)
    monkeypatch.undo()
    assert "Priya" not in read(folder).model_dump_json(), "what keeps the name out was there first"
    forget(folder)
    assert holding(folder) == []


def test_a_damaged_mark_is_no_mark(folder: Path) -> None:
    forget(folder)
    (folder / ".forgotten" / "s.json").write_text('{"forgotten": [{"salt": 3}]}', "utf-8")
    assert marks_beside(folder, "s") == ()
    assert marks_beside(folder, "../s") == ()
    assert read(folder).people[0].name == "a participant"
    assert respected({"session": "no table"}, ()) == {"session": "no table"}


def test_nobody_can_be_taken_out_of_what_is_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(folder, folder / "s.json", "Priya Shah")
    monkeypatch.setattr(take_out_module, "WAIT", 0)
    with Library(folder).open("s"), pytest.raises(Busy):
        take_out(found, found.forgetting(), now=NOW, rewrite=nothing)
