"""What goes to a register, what waits for it, and what stays: all of it below any database."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from sessions.kinds.registry import revealed_only
from sessions.many.standings import standing_of
from sessions.problem import Problem
from sessions.register.choose import DRAFT, NO_PLACE, REHEARSAL, chosen
from sessions.register.model import TOLD, Status, is_folder
from sessions.register.queue import Queue
from sessions.register.rows import pushed
from sessions.register.texts import Told, Wanted, as_tables, in_text, without, without_forgotten
from sessions.register.words import MOST_NAMED, leaving, nothing_waits, status_lines, without_the_extra
from sessions.store.library import Library
from tests.builders import NOW
from tests.every_kind import every_kind
from tests.systems import WINDOWS

TO = "service=mine"


def test_by_default_no_name_and_nothing_that_was_written_leaves() -> None:
    session = every_kind()
    material = ("packs", "subjects")  # which is written by nobody in the room
    tables = pushed(session).tables
    told = json.dumps({name: rows for name, rows in tables.items() if name not in material})
    names = [*(p.name for p in session.people), *(p.name for p in session.partners), session.title]
    texts = [*(note.text for note in session.notes), *(action.text for action in session.actions)]
    assert len(names) > 6
    assert len(texts) > 3
    for text in (*names, *texts, *(p.id for p in session.partners), *(p.uid for p in session.partners)):
        assert re.search(rf"\b{re.escape(json.dumps(text)[1:-1])}\b", told) is None, text
    with_text = json.dumps(pushed(session, with_text=True).tables)
    assert all(json.dumps(text)[1:-1] in with_text for text in (*names, *texts))


def test_levels_targets_statuses_and_dates_leave() -> None:
    session = every_kind()
    seen, tables = revealed_only(session), pushed(session).tables
    agreed = {row["item"]: row for row in tables["agreed_levels"]}
    assert {item: row["mark"] for item, row in agreed.items()} == {
        row.subject.id: row.mark for row in standing_of(session).agreed
    }
    assert (agreed["icbo/D1.2"]["level"], agreed["icbo/D1.2"]["target"]) == (2, 4)
    assert (agreed["icbo/D1.2"]["evidence"], agreed["icbo/D1.2"]["dissents"]) == ("some", 1)
    assert agreed["icbo/D1.1"]["target"] == 5, "the next one up, where the room named none"
    assert {row["uid"]: row["status"] for row in tables["actions"]} == {
        action.uid: action.status for action in seen.actions
    }
    first = [row for row in tables["answers"] if row["item"] == "icbo/D1.2" and row["round"] == 1]
    assert {row["level"]: row["answers"] for row in first} == {1: 2, 5: 1, None: 1}
    (own,) = tables["sessions"]
    assert (own["held_on"], own["final"], own["with_text"]) == ("2026-12-01", False, False)
    assert {row["pack"]: row["edition"] for row in tables["packs"]} == {
        pack.id: pack.edition for pack in session.packs if pack.id != "ours"
    }


def test_what_leaves_is_said() -> None:
    lines = leaving([pushed(every_kind(), label="every")], "a register")
    assert lines[0] == "This leaves this laptop, to a register:"
    assert re.fullmatch(
        r"  every, not signed off: \d+ agreed levels, \d+ counts of answers, \d+ actions .*", lines[1]
    )
    assert "No names" in lines[2]
    assert "row" in leaving([pushed(every_kind(), with_text=True)], "x")[1]
    assert "With titles, names" in leaving([pushed(every_kind(), with_text=True)], "x")[2]


def test_the_same_goes_as_the_same_and_anything_else_does_not() -> None:
    session = every_kind()
    assert pushed(session).content == pushed(session).content
    for changed in (
        session.model_copy(update={"place": "North Vale"}),
        session.model_copy(update={"final_at": NOW}),
        session.model_copy(update={"actions": session.actions[1:]}),
    ):
        assert pushed(changed).content != pushed(session).content
    assert pushed(session, with_text=True).content != pushed(session).content
    assert pushed(session, with_text=True).session == pushed(session).session


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A final session, a draft, one without a place and a rehearsal."""
    made = Library(tmp_path / "sessions")
    (tmp_path / "sessions").mkdir()
    final = {"final_at": NOW, "final_by": "Priya Shah"}
    for name, update in (
        ("final", final),
        ("draft", {}),
        ("placeless", {**final, "place": " "}),
        ("rehearsed", {**final, "rehearsal": True}),
    ):
        made.create(every_kind().model_copy(update={"id": name, **update})).close()
    return made


def test_only_final_or_shared_sessions_go(library: Library) -> None:
    folder = str(library.folder)
    found = chosen(library, [folder], drafts=False, with_text=False)
    assert [row.label for row in found.go] == ["final"]
    assert dict(found.stay) == {"draft": DRAFT, "placeless": NO_PLACE, "rehearsed": REHEARSAL}
    shared = chosen(library, [folder, "draft"], drafts=True, with_text=False)
    assert sorted(row.label for row in shared.go) == ["draft", "final"]
    assert all(not row.with_text for row in shared.go)
    (library.folder / "broken.json").write_text("{")
    assert len(chosen(library, [folder], drafts=False, with_text=False).problems) == 1
    with pytest.raises(Problem):
        chosen(library, ["nosuch"], drafts=False, with_text=False)


def test_of_copies_the_one_with_the_most_changes_goes(library: Library) -> None:
    copy = json.loads((library.folder / "final.json").read_text())
    copy["session"]["1"]["counter"] = 1000
    (library.folder / "a copy.json").write_text(json.dumps(copy))
    (only,) = chosen(library, [str(library.folder)], drafts=False, with_text=False).go
    assert only.row["counter"] == 1000


def test_it_waits_exactly_as_it_was_said_and_for_its_owner_alone(tmp_path: Path) -> None:
    queue = Queue(tmp_path / "waits")
    assert queue.waiting() == ()
    assert not (tmp_path / "waits").exists(), "looking makes no folder"
    row = pushed(every_kind(), with_text=True, label="every")
    queue.add(TO, row)
    queue.add("service=other", row)
    (there,) = queue.waiting(TO)
    assert there.pushed == row
    assert len(queue.waiting()) == 2
    if not WINDOWS:
        assert stat.S_IMODE(there.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(queue.folder.stat().st_mode) == 0o700
    assert queue.drop(TO, row.session)
    assert not queue.drop(TO, row.session)
    assert [left.target for left in queue.waiting()] == ["service=other"]


def test_what_took_its_place_meanwhile_waits_on(tmp_path: Path) -> None:
    queue, session = Queue(tmp_path), every_kind()
    queue.add(TO, pushed(session))
    (row,) = queue.waiting()
    later = session.model_copy(update={"counter": session.counter + 1})
    queue.add(TO, pushed(later))
    queue.done(row)
    (left,) = queue.waiting()
    assert left.pushed.row["counter"] == later.counter
    queue.done(left)
    assert queue.waiting() == ()


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"version": "x"}', b"[]", b'{"version": "workshop register 1"}']
)
def test_what_waits_and_is_damaged_is_told(tmp_path: Path, data: bytes) -> None:
    queue = Queue(tmp_path)
    queue.add(TO, pushed(every_kind()))
    (row,) = queue.waiting()
    row.path.write_bytes(data)
    with pytest.raises(Problem, match="can't be read") as raised:
        queue.waiting()
    assert raised.value.where == str(row.path)


def test_who_is_forgotten_stays_forgotten() -> None:
    row = pushed(every_kind(), with_text=True)
    told = Told("p", row.session, as_tables(row.tables[TOLD.name]))
    assert in_text(told.tables, Wanted("Priya Shah"))
    assert without(told, Wanted("Nobody Here"), NOW) is None
    after = without(told, Wanted("Priya Shah", by="the chair"), NOW)
    assert after is not None
    assert after.mentions
    assert after.changed
    assert "Priya" not in json.dumps(after.tables)
    assert "the chair" in json.dumps(after.tables)
    assert "Priya" not in after.mark.model_dump_json()
    again = without_forgotten(row, [after.mark])
    assert "Priya" not in json.dumps(again.tables)
    assert "Tom Okafor" in json.dumps(again.tables)
    assert again.content != row.content
    assert without_forgotten(again, [after.mark]).content == again.content
    plain = pushed(every_kind())
    assert without_forgotten(plain, [after.mark]) is plain


def test_a_target_is_a_folder_or_a_database() -> None:
    assert [is_folder(way) for way in ("out", "/a/b", "C:\\x", "service=x", "postgresql://h/d")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_of_many_places_some_are_named() -> None:
    names = tuple(f"Place {number}" for number in range(MOST_NAMED + 3))
    (line,) = [
        line
        for line in status_lines(Status("owner", "", 1, 0, 0, 0, 0, "", "", names))
        if line.startswith("Nothing yet of")
    ]
    assert line.endswith(f"Place {MOST_NAMED - 1}, 3 more.")


def test_a_kit_says_that_it_has_no_register(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pip install" in without_the_extra("psycopg").hint
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert "A kit has none" in without_the_extra("psycopg").hint
    assert "pip" not in without_the_extra("psycopg").hint


def test_what_waits_for_another_register_is_said() -> None:
    assert nothing_waits(TO, []) == "Nothing waits to go."
    elsewhere = ["service=other", "service=other", "out"]
    assert nothing_waits(TO, elsewhere) == (
        "Nothing waits for service=mine, but 2 sessions wait for service=other, and 1 session waits for out."
    )


def test_where_somebody_stands_is_counted_from_one() -> None:
    row = pushed(every_kind(), with_text=True)
    after = without(Told("p", row.session, as_tables(row.tables[TOLD.name])), Wanted("Priya Shah"), NOW)
    assert after is not None
    assert "people 1" in {mention.place for mention in after.mentions}
