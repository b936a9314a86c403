"""A copy for each table, and the copies together again: what is told, what is refused, and undo."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.edit import Edit
from sessions.edits import event, notes, people
from sessions.forgetting import Forgetting
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS
from sessions.many.forget import look
from sessions.many.merge.conflicts import Conflict, conflicts
from sessions.many.merge.settling import BOTH, settle
from sessions.many.take_out import take_out
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.spans import plain_text
from sessions.store.file import SessionFile
from sessions.store.forgotten import mark_of
from sessions.store.library import Library
from sessions.store.load import load
from sessions.store.storage import DurableStorage
from sessions.store.tables import to_tables
from tests.builders import NOW, new_session
from workshop import merging, signing
from workshop.desk import Desk

BOTH_TABLES = 2


class Laptops:
    """A session here, and the files of its tables on a stick."""

    def __init__(self, folder: Path, stick: Path) -> None:
        self.folder = folder
        self.stick = stick

    @property
    def path(self) -> Path:
        return self.folder / "s.json"

    @property
    def session(self) -> Session:
        return load(self.path).session

    def table(self, number: int) -> Path:
        return self.stick / f"s-table-{number}.json"

    def edit(self, path: Path, *edits: Edit) -> Session:
        file = SessionFile.open(path, called="s", wait=0, clock=lambda: NOW)
        with Desk(file, lambda: NOW, author=path.stem) as desk:
            for edit in edits:
                desk.apply(edit)
            return desk.session

    def merge(self, *files: Path) -> merging.Merge:
        with Desk(Library(self.folder).open("s"), lambda: NOW, author="here") as desk:
            return merging.merge_into(desk, files or [self.stick])

    def undo(self) -> str | None:
        with Desk(Library(self.folder).open("s"), lambda: NOW, author="here") as desk:
            return desk.undo()


def comment(text: str) -> Edit:
    return notes.add_note("comment", text)


def reworded(text: str) -> Edit:
    return notes.change_note("N1", kind="comment", text=text)


def texts(session: Session) -> list[str]:
    return [f"{note.id} {note.text}" for note in session.notes]


@pytest.fixture
def laptops(tmp_path: Path) -> Laptops:
    folder, stick = tmp_path / "here", tmp_path / "stick"
    stick.mkdir()
    session = people.set_people([Person(name="Priya Shah")]).apply(new_session("tips-and-pulse", "ICB"), NOW)
    with Desk(Library(folder).create(session), lambda: NOW, author="here") as desk:
        desk.apply(comment("first"))
        merging.split(desk, BOTH_TABLES, stick)
    return Laptops(folder, stick)


def test_what_two_tables_say_comes_together_and_is_told(laptops: Laptops) -> None:
    laptops.edit(laptops.table(1), comment("one"))
    laptops.edit(laptops.table(2), comment("two"), event.describe(title="Two", place="", on=None))
    made = laptops.merge()
    first, *others = texts(laptops.session)
    assert first == "N1 first"
    assert sorted(text.split()[1] for text in others) == ["one", "two"]
    assert [text.split()[0] for text in others] == ["N2", "N2·2"]
    assert laptops.session.title == "Two"
    came = {(came.sources, came.table, plain_text(came.said)) for came in made.report.came}
    assert (("Table 2",), "Title", "Two") in came
    assert {sources for sources, table, _ in came if table == "Notes"} == {("Table 1",), ("Table 2",)}
    stood = laptops.path.read_bytes()
    again = laptops.merge()
    assert (again.is_new, again.report.came, laptops.path.read_bytes()) == (False, (), stood)


def test_a_copy_has_no_clock_running_and_is_an_ordinary_session(laptops: Laptops) -> None:
    copies = [load(laptops.table(number)).session for number in (1, 2)]
    assert [copy.shared and copy.shared.table for copy in copies] == ["Table 1", "Table 2"]
    assert [copy.running for copy in copies] == [None, None]
    with (
        Desk(Library(laptops.folder).open("s"), lambda: NOW) as desk,
        pytest.raises(Problem, match="such a file already"),
    ):
        merging.split(desk, BOTH_TABLES, laptops.stick)


def test_two_wordings_stand_side_by_side_until_one_is_taken_and_undo_brings_them_back(
    laptops: Laptops,
) -> None:
    for number in (1, 2):
        laptops.edit(laptops.table(number), reworded(f"by {number}"))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    assert {(side.source, plain_text(side.said)) for side in conflict.sides} == {
        ("Table 1", "by 1"),
        ("Table 2", "by 2"),
    }
    stood = texts(laptops.session)
    for number in (0, 1, BOTH):
        (now,) = conflicts(laptops.session)
        sides = [plain_text(side.said) for side in now.sides]
        laptops.edit(laptops.path, settle(now.id, number))
        expected = "\n".join(sides) if number == BOTH else sides[number]
        assert (texts(laptops.session), conflicts(laptops.session)) == ([f"N1 {expected}"], ())
        laptops.merge()
        assert conflicts(laptops.session) == (), "what was settled stays so"
        assert laptops.undo() == "settling of what two laptops said"
        (again,) = conflicts(laptops.session)
        assert again.id == conflict.id
        assert again.sides == conflict.sides, "and who said which is known as before, and which stands"
        assert texts(laptops.session) == stood
    laptops.edit(laptops.table(1), comment("later"))
    laptops.merge()
    (again,) = conflicts(laptops.session)
    assert _sources(again) == _sources(conflict), "nor does a merge lose that"
    assert again.sides[0].value == conflict.sides[0].value


def _sources(conflict: Conflict) -> list[tuple[str, str]]:
    return sorted((side.source, plain_text(side.said)) for side in conflict.sides)


def test_settled_alike_on_two_laptops_is_settled_and_otherwise_is_to_be_settled_again(
    laptops: Laptops,
) -> None:
    for number in (1, 2):
        laptops.edit(laptops.table(number), reworded(f"by {number}"))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    copy = laptops.stick / "s-copy.json"
    copy.write_bytes(laptops.path.read_bytes())
    for mine, yours, left in ((0, 0, 0), (0, 1, 1)):
        stood = laptops.path.read_bytes()
        other = laptops.stick / "s-other.json"
        other.write_bytes(copy.read_bytes())
        laptops.edit(other, settle(conflict.id, yours))
        laptops.edit(laptops.path, settle(conflict.id, mine))
        laptops.merge(other)
        assert len(conflicts(laptops.session)) == left
        laptops.path.write_bytes(stood)


def test_a_change_against_a_deletion_is_shown_and_nothing_is_lost(laptops: Laptops) -> None:
    laptops.edit(laptops.table(1), reworded(""))
    laptops.edit(laptops.table(2), reworded("changed"))
    laptops.merge()
    (conflict,) = conflicts(laptops.session)
    said = {plain_text(side.said) for side in conflict.sides}
    assert said == {"taken out", "kept, and changed: N1 comment: changed"}
    assert texts(laptops.session) == ["N1 changed"]
    out = [plain_text(side.said) for side in conflict.sides].index("taken out")
    laptops.edit(laptops.path, settle(conflict.id, out))
    assert (texts(laptops.session), conflicts(laptops.session)) == ([], ())


def test_undo_takes_a_merge_back_also_after_a_restart_and_it_can_be_merged_again(laptops: Laptops) -> None:
    laptops.edit(laptops.table(1), comment("one"))
    laptops.merge()
    assert laptops.undo() == "merging of 2 copies"
    assert texts(laptops.session) == ["N1 first"]
    laptops.edit(laptops.path, comment("here"))
    laptops.merge()
    assert sorted(text.split()[1] for text in texts(laptops.session)) == ["first", "here", "one"]


def test_a_split_of_a_split_comes_back_by_way_of_its_table_or_not(laptops: Laptops, tmp_path: Path) -> None:
    corner = tmp_path / "corner"
    corner.mkdir()
    file = SessionFile.open(laptops.table(1), called="s", wait=0, clock=lambda: NOW)
    with Desk(file, lambda: NOW) as desk:
        (inner,) = merging.split(desk, 1, corner)
    laptops.edit(inner.path, comment("corner"))
    laptops.edit(laptops.table(1), comment("one"))
    laptops.merge(inner.path)
    laptops.merge(laptops.table(1))
    assert sorted(text.split()[1] for text in texts(laptops.session)) == ["corner", "first", "one"]


def test_tables_that_nobody_knows_come_along(laptops: Laptops) -> None:
    loaded = load(laptops.table(1))
    tables = {**loaded.tables, "choirs": {"4": {"sung": 0.5}, "7": {"uid": "ab", "sung": True}}}
    DurableStorage(laptops.table(1)).write(tables)
    laptops.edit(laptops.table(1), comment("one"))
    laptops.merge()
    kept = json.loads(laptops.path.read_bytes())["choirs"]
    assert sorted(kept.values(), key=len) == [{"sung": 0.5}, {"uid": "ab", "sung": True}]


def test_copies_made_by_hand_before_it_was_shared_lose_nothing(tmp_path: Path) -> None:
    laptops = Laptops(tmp_path / "here", tmp_path / "stick")
    laptops.stick.mkdir()
    with Desk(Library(laptops.folder).create(new_session()), lambda: NOW, author="x") as desk:
        desk.apply(comment("first"))
    copy = laptops.stick / "copy.json"
    copy.write_bytes(laptops.path.read_bytes())
    laptops.edit(copy, comment("there"), event.describe(title="There", place="", on=None))
    laptops.edit(laptops.path, comment("here"))
    laptops.merge(copy)
    assert sorted(text.split()[1] for text in texts(laptops.session)) == ["first", "here", "there"]
    (conflict,) = conflicts(laptops.session)
    assert {plain_text(side.said) for side in conflict.sides} == {"S", "There"}, (
        "nobody knows which came later"
    )


def test_an_agreed_level_is_merged_by_field_and_two_reasons_of_a_partner_can_both_stand(
    laptops: Laptops,
) -> None:
    laptops.edit(laptops.path, score_edits.agree("principles/P1", 2))
    for number in (1, 2):
        copy = laptops.stick / f"s-{number}.json"
        copy.write_bytes(laptops.path.read_bytes())
        reason = score_edits.dissent("principles/P1", "icb", f"Reason {number}")
        laptops.edit(
            copy, *([score_edits.agree("principles/P1", 2, target=5)] if number == 1 else []), reason
        )
    made = laptops.merge(laptops.stick / "s-1.json", laptops.stick / "s-2.json")
    (agreement,) = AGREEMENTS.of(laptops.session)
    assert (agreement.level, agreement.target) == (2, 5), "one laptop alone said so"
    (conflict,) = made.report.conflicts
    assert sorted(plain_text(side.said) for side in conflict.sides) == ["ICB: Reason 1", "ICB: Reason 2"]
    laptops.edit(laptops.path, settle(conflict.id, BOTH))
    (dissent,) = AGREEMENTS.of(laptops.session)[0].dissents
    assert sorted(dissent.reason.split(" / ")) == ["Reason 1", "Reason 2"]


# --- what is refused -------------------------------------------------------------------------------


def _other_session(laptops: Laptops, path: Path) -> None:
    session = laptops.session.model_copy(update={"id": "other"})
    DurableStorage(path).write(to_tables(session))


def _damaged(laptops: Laptops, path: Path) -> None:
    path.write_bytes(laptops.table(1).read_bytes()[:-200])


def _newer(laptops: Laptops, path: Path) -> None:
    text = laptops.table(1).read_text("utf-8")
    path.write_text(text.replace('"schema_version": 3', '"schema_version": 4'), "utf-8")


def _final(laptops: Laptops, path: Path) -> None:
    path.write_bytes(laptops.table(1).read_bytes())
    with Desk(SessionFile.open(path, called="s", wait=0, clock=lambda: NOW), lambda: NOW) as desk:
        signing.sign_off(desk, by="Priya")


REFUSED: dict[str, Callable[[Laptops, Path], None]] = {
    "another session": _other_session,
    "damaged": _damaged,
    "version 4": _newer,
    "signed off as final": _final,
}


@pytest.mark.parametrize("why", REFUSED)
def test_one_file_that_will_not_do_and_nothing_is_taken(laptops: Laptops, why: str) -> None:
    laptops.edit(laptops.table(1), comment("one"))
    bad = laptops.stick / "s-bad.json"
    REFUSED[why](laptops, bad)
    stood = laptops.path.read_bytes()
    with pytest.raises(Problem, match=why):
        laptops.merge(laptops.table(1), bad)
    assert laptops.path.read_bytes() == stood


def test_a_folder_without_copies_and_a_session_that_is_open_or_final_are_refused(
    laptops: Laptops, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match="no copy of this session"):
        laptops.merge(tmp_path / "empty")
    with Library(laptops.folder).open("s"), pytest.raises(Problem, match="read only") as refused:
        laptops.merge()
    assert "another window" in refused.value.hint
    with Desk(Library(laptops.folder).open("s"), lambda: NOW) as desk:
        signing.sign_off(desk, by="Priya")
    with pytest.raises(Problem, match="read only"):
        laptops.merge()


def test_a_name_that_was_forgotten_does_not_come_back(laptops: Laptops) -> None:
    laptops.edit(laptops.table(1), comment("Priya Shah said so"))
    here = laptops.session
    forgetting = Forgetting(("Priya Shah",), "a participant", frozenset(), uids=frozenset())
    mark = mark_of(forgetting, [here.people[0].uid], NOW)
    person = here.people[0].model_copy(update={"name": "a participant"})
    gone = here.model_copy(update={"people": (person,), "forgotten": (mark,)})
    DurableStorage(laptops.path).write(to_tables(gone))
    laptops.merge()
    assert b"Priya" not in laptops.path.read_bytes()
    assert any("participant said so" in note.text for note in laptops.session.notes)
    assert [person.name for person in laptops.session.people] == ["a participant"]


def test_forgetting_reaches_what_was_taken_out_and_what_stands_side_by_side(laptops: Laptops) -> None:
    laptops.edit(laptops.path, comment("Ask Priya Shah."), notes.change_note("N2", kind="comment", text=""))
    for number in (1, 2):
        laptops.edit(laptops.table(number), reworded(f"Priya Shah said {number}\nPriya Shah"))
    laptops.merge()
    assert laptops.path.read_bytes().count(b"Priya Shah") > 3
    found = look(laptops.folder, laptops.path, "Priya Shah")
    take_out(found, found.forgetting(()), now=NOW, rewrite=lambda *_: ())
    assert b"Priya" not in laptops.path.read_bytes()
    (conflict,) = conflicts(laptops.session)
    assert len(conflict.sides) == 2
    laptops.merge()
    assert b"Priya" not in laptops.path.read_bytes(), "nor do the copies of the tables bring it back"
    assert [own.id for own in conflicts(laptops.session)] == [conflict.id]


def test_a_folder_that_cannot_be_read_is_refused(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(Problem, match="The folder cannot be read: access is refused"):
        laptops.merge()
