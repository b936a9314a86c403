"""A file that cannot be read: repair loses as little as can be, and keeps the damaged file."""

from __future__ import annotations

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from sessions.edits import notes as note_edits
from sessions.identity import seeded
from sessions.kinds.score.records import AGREEMENTS, BALLOTS
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import findings
from sessions.store.library import Library
from sessions.store.load import check, decode
from sessions.store.migrate import Foreign, Newer
from sessions.store.repair import repair, salvaged
from sessions.store.storage import Damaged, render
from sessions.store.tables import to_tables


@pytest.fixture
def backed_up(path: Path, sample: Session) -> Path:
    """The file of a session with one note more than its backup."""
    with Library(path.parent).open("s") as file:
        file.save(note_edits.add_note("comment", "Fourth").apply(file.session, sample.created_at))
    return path


def test_an_unreadable_file_comes_back_from_the_backup(backed_up: Path, sample: Session) -> None:
    backed_up.write_bytes(b"")
    said = repair(backed_up)
    assert said[0].startswith("The backup of ")
    assert "it is empty" in said[0]
    assert Library(backed_up.parent).read("s") == sample
    assert backed_up.with_name("s.damaged-1.json").read_bytes() == b""


def test_what_only_the_file_and_what_only_the_backup_has_are_joined(backed_up: Path, change: Any) -> None:
    change(backed_up, lambda tables: tables["ballots"]["1"].update(item_id="gone"))
    report = repair(backed_up)
    assert any("no item 'gone' in this session (gone, north, 1, " in line for line in report), report
    after = Library(backed_up.parent).read("s")
    assert (len(after.notes), len(BALLOTS.of(after))) == (4, 2)


def test_a_table_that_only_the_backup_has_is_taken_from_it(
    backed_up: Path, change: Any, sample: Session
) -> None:
    change(backed_up, lambda tables: tables["packs"].pop("1"))
    assert repair(backed_up)[0].startswith("packs: from the backup: p, 1, A pack")
    after = note_edits.add_note("comment", "Fourth").apply(sample, sample.created_at)
    assert seeded(Library(backed_up.parent).read("s"), "s") == seeded(after, "s")


def test_a_damaged_backup_is_passed_over(backed_up: Path, sample: Session) -> None:
    older = next((backed_up.parent / "backups").iterdir())
    older.with_name("s.20990101T000000Z-000.json").write_bytes(b"{")
    backed_up.write_bytes(b"")
    repair(backed_up)
    assert Library(backed_up.parent).read("s") == sample


def test_a_foreign_file_makes_way_for_a_backup_of_ours_and_is_kept(backed_up: Path, sample: Session) -> None:
    backed_up.write_text('{"theirs": {}}', "utf-8")
    repair(backed_up)
    assert Library(backed_up.parent).read("s") == sample
    assert backed_up.with_name("s.damaged-1.json").read_text("utf-8") == '{"theirs": {}}'


def test_damaged_files_are_numbered(path: Path, change: Any) -> None:
    for text in ("gone", "gone again"):
        change(path, lambda tables, text=text: tables["ballots"]["1"].update(item_id=text))
        repair(path)
    assert b"gone again" in path.with_name("s.damaged-2.json").read_bytes()
    assert [entry.id for entry in Library(path.parent).entries()] == ["s"]


# --- without a backup -------------------------------------------------------------------------------


def test_a_truncated_file_gives_what_stands_before_the_break(path: Path, sample: Session) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'"text": "Third"')])
    said = repair(path)
    assert "The end of the file is missing." in said
    after = Library(path.parent).read("s")
    assert [note.text for note in after.notes] == ["First", "Second"]
    assert (BALLOTS.of(after), AGREEMENTS.of(after), after.actions) == (
        BALLOTS.of(sample),
        AGREEMENTS.of(sample),
        (),
    )


def test_garbled_lines_cost_only_themselves(path: Path) -> None:
    data = path.read_bytes()
    data = data.replace(b'"text": "Second", "owner"', b'"text": "\xff\xfe", "owner"')
    data = data.replace(b'"kind": "comment", "text": "First"', b'"kind": "comm')
    path.write_bytes(data)
    assert "Lines that are garbled, and were left out: 2." in repair(path)
    after = Library(path.parent).read("s")
    assert [action.text for action in after.actions] == ["First", "Third"]
    assert [note.text for note in after.notes] == ["Second", "Third"]


def test_a_garbled_heading_gives_nothing_to_another_table(path: Path, sample: Session) -> None:
    path.write_bytes(path.read_bytes().replace(b' "notes": {', b' "no\xfftes": {'))
    assert "Lines that are garbled, and were left out: 4." in repair(path)
    after = Library(path.parent).read("s")
    assert (after.notes, AGREEMENTS.of(after), after.actions) == ((), AGREEMENTS.of(sample), sample.actions)


def test_a_line_that_was_copied_by_hand_is_kept_under_a_new_number(path: Path) -> None:
    line = next(x for x in path.read_bytes().split(b"\n") if b'"kind": "comment", "text": "First"' in x)
    path.write_bytes(path.read_bytes().replace(line, line + b"\n" + line.replace(b"First", b"By hand")))
    assert "stands twice" in check(path)[0]
    repair(path)
    texts = [note.text for note in Library(path.parent).read("s").notes]
    assert sorted(texts) == ["By hand", "First", "Second", "Third"]


def test_without_its_own_document_a_session_is_made_around_the_rest(
    path: Path, change: Any, sample: Session
) -> None:
    change(path, lambda tables: tables.pop("session"))
    assert any("title, template_id, created_at" in line for line in repair(path))
    after = Library(path.parent).read("s")
    assert (after.id, after.title, BALLOTS.of(after)) == ("s", "s", BALLOTS.of(sample))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Damaged),
        (b"\x00" * 4096, Damaged),
        (b'{"meta": {"1": {"program": "other"}}}', Foreign),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 4}}}', Newer),
    ],
)
def test_what_cannot_be_repaired_is_left_alone(path: Path, data: bytes, kind: type[Problem]) -> None:
    path.write_bytes(data)
    assert check(path)
    with pytest.raises(kind):
        repair(path)
    assert path.read_bytes() == data
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == ["s.json"]


def test_a_newer_file_is_never_put_back_to_a_backup(backed_up: Path, change: Any) -> None:
    change(backed_up, lambda tables: tables["meta"]["1"].update(schema_version=4))
    data = backed_up.read_bytes()
    with pytest.raises(Newer):
        repair(backed_up)
    assert backed_up.read_bytes() == data


def test_an_open_session_is_not_repaired(path: Path) -> None:
    with Library(path.parent).open("s"):
        path.write_bytes(b"")
        with pytest.raises(Problem, match="open in another window"):
            repair(path)


def test_no_file_is_a_problem(tmp_path: Path) -> None:
    for use in (check, repair):
        with pytest.raises(Problem, match="no such file"):
            use(tmp_path / "x.json")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_garbled_the_rest_is_sound_or_refused(data: st.DataObject, sample: Session) -> None:
    whole = render(to_tables(sample))
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, min(len(whole), start + 400)))
    junk = data.draw(st.binary(max_size=5) | st.sampled_from([b"", b"}", b"null", b'"', b"\n"]))
    try:
        found = salvaged(Path(__file__), whole[:start] + junk + whole[end:])
    except Problem:
        return
    assert found.session == Session.model_validate(found.session.model_dump(mode="json"))
    assert findings(found.session) == ()


LEAVES: list[object] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "p/1",
    [],
    ["x"],
    [[]],
    {},
    {"1": {}},
    "\ud800",
]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_place_the_rest_is_sound_or_refused(
    data: st.DataObject, sample: Session
) -> None:
    tables: Any = json.loads(render(to_tables(sample)))
    for _ in range(data.draw(st.integers(1, 3))):
        holder = tables
        while True:
            key = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
            inner = holder[key]
            if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 3)) == 0:
                break
            holder = inner
        holder[key] = copy.deepcopy(data.draw(st.sampled_from(LEAVES)))
        if not tables:
            break
    damaged = render(tables)
    with contextlib.suppress(Problem):
        assert account(decode(damaged, Path("s.json")).session), "what opens can be shown"
    try:
        found = salvaged(Path(__file__), damaged)
    except Problem:
        return
    assert findings(found.session) == ()
    again = decode(render(to_tables(found.session, found.tables)), Path("s.json"))
    assert again.session == found.session
