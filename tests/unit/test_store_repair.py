"""Check names each thing that is wrong; repair loses as little as can be, and keeps the damaged file."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions import edits
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Activity, Person, Session, Stop
from sessions.store import Foreign, Library, Newer, check, repair
from sessions.store.check import findings
from sessions.store.load import decode
from sessions.store.repair import salvaged
from sessions.store.storage import Damaged, render
from sessions.store.tables import LISTS, to_tables

NOW = dt.datetime(2026, 12, 5, 9, 30, tzinfo=dt.UTC)


def pack(pack_id: str, scale: Scale | None) -> Pack:
    items = tuple(Item(id=f"{pack_id}/{n}", number=n, name=n, statement="Good.") for n in ("1", "2"))
    return Pack(
        id=pack_id,
        edition="1",
        name="A pack",
        about="About it.",
        source=Source(title="T", publisher="P", year=2020),
        scale=scale,
        sections=(Section(id="d1", title="D", items=items),),
    )


def sample() -> Session:
    """A sound session with something in every table."""
    scale = Scale(question="How far?", levels=tuple(Level(number=n, label=str(n)) for n in (1, 2, 3)))
    one = Session(
        id="s",
        title="A workshop",
        template_id="t",
        created_at=NOW,
        packs=(pack("p", scale), pack("tips", None)),
        agenda=(
            Activity(id="s1", kind="welcome", title="Welcome", minutes=5),
            Activity(id="s2", kind="score", title="Score", minutes=50, pack_id="p", section_ids=("d1",)),
        ),
    )
    one = edits.add_partner(edits.add_partner(one, "North", "NHS"), "South")
    one = edits.set_people(one, [Person(name="Ann", partner_id="south")])
    one = edits.answer_level(one, "p/1", "north", 2, now=NOW)
    one = edits.answer_level(one, "p/1", "south", 1, now=NOW)
    one = edits.reveal(one, "p/1", now=NOW)
    one = edits.agree(one, "p/1", 2, target=3, now=NOW)
    one = edits.dissent(one, "p/1", "south", "No.", now=NOW)
    for text in ("First", "Second", "Third"):
        one = edits.add_note(one, "comment", text, origin="p/d1", now=NOW)
        one = edits.add_action(one, text, origin="p/2", now=NOW)
    return edits.move_to(one, Stop(activity_id="s2", part="item", ref="p/2"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Library(tmp_path).create(sample()) as file:
        return file.path


Tables = dict[str, Any]


def change(path: Path, how: Callable[[Tables], object]) -> None:
    """Let `how` change the file's tables in place."""
    tables = json.loads(path.read_bytes())
    how(tables)
    path.write_bytes(render(tables))


def put(table: str, number: int, **values: object) -> Callable[[Tables], object]:
    return lambda tables: tables[table][str(number)].update(values)


def double(table: str) -> Callable[[Tables], object]:
    return lambda tables: tables[table].update({"9": tables[table]["1"]})


BROKEN: list[tuple[str, Callable[[Tables], object], dict[str, int]]] = [
    # (what check says, how the file is broken, how many documents a repair without a backup takes away)
    ("packs 3: the id 'p' stands twice", double("packs"), {"packs": 0}),
    ("agenda 3: the id 's1' stands twice", double("agenda"), {}),
    ("partners 3: the id 'north' stands twice", double("partners"), {}),
    ("notes 4: the id 'N1' stands twice", double("notes"), {"notes": -1}),
    ("actions 4: the id 'A1' stands twice", double("actions"), {"actions": -1}),
    ("ballots 3: a second ballot", double("ballots"), {}),
    ("rounds 2: this item has a round already", double("rounds"), {}),
    ("agreements 2: this item has an agreed level already", double("agreements"), {}),
    ("agenda 2: no pack 'x'", put("agenda", 2, pack_id="x"), {"agenda": 1}),
    ("agenda 2, section_ids 1: the pack 'p' has no section 'x'", put("agenda", 2, section_ids=["x"]), {}),
    (
        "partners 1: 'room' is the id of the whole room",
        put("partners", 1, id="room"),
        {"partners": 1, "ballots": 1},
    ),
    ("people 1, partner_id: no partner 'x'", put("people", 1, partner_id="x"), {}),
    ("ballots 1: no item 'p/9'", put("ballots", 1, item_id="p/9"), {"ballots": 1}),
    ("ballots 1: no item 'q/1'", put("ballots", 1, item_id="q/1"), {"ballots": 1}),
    ("ballots 1: the item 'tips/1' has no scale", put("ballots", 1, item_id="tips/1"), {"ballots": 1}),
    ("ballots 1: 2 counts for a scale of 3 levels", put("ballots", 1, counts=[1, 0]), {"ballots": 1}),
    ("ballots 1: 0 counts for a scale of 3 levels", put("ballots", 1, counts=[]), {"ballots": 1}),
    ("ballots 1: a count is below nought", put("ballots", 1, counts=[1, -1, 0]), {"ballots": 1}),
    ("ballots 2: no partner 'x'", put("ballots", 2, partner_id="x"), {"ballots": 1}),
    ("rounds 1: no item 'p/9'", put("rounds", 1, item_id="p/9"), {"rounds": 1}),
    ("agreements 1: no item 'p/9'", put("agreements", 1, item_id="p/9"), {"agreements": 1}),
    ("agreements 1: there is no level 4", put("agreements", 1, level=4, target=None), {"agreements": 1}),
    ("agreements 1: there is no level 2", put("agreements", 1, item_id="tips/1"), {"agreements": 1}),
    ("agreements 1, target: the target 4 is", put("agreements", 1, target=4), {}),
    ("agreements 1, target: the target 1 is", put("agreements", 1, target=1), {}),
    (
        "agreements 1, dissents 1: no partner 'x'",
        put("agreements", 1, dissents=[{"partner_id": "x", "reason": "No."}]),
        {},
    ),
    (
        "agreements 1, dissents 2: 'south' dissents twice",
        put("agreements", 1, dissents=[{"partner_id": "south", "reason": "No."}] * 2),
        {},
    ),
    ("notes 2, origin: no item or section 'p/x'", put("notes", 2, origin="p/x"), {}),
    ("actions 2, origin: no item or section 'x'", put("actions", 2, origin="x"), {}),
    ("at: no place 's9' start ''", put("session", 1, at={"activity_id": "s9"}), {}),
    (
        "at: no place 's2' item 'p/9'",
        put("session", 1, at={"activity_id": "s2", "part": "item", "ref": "p/9"}),
        {},
    ),
    # documents that are none
    ("ballots 1, counts: ", put("ballots", 1, counts="many"), {"ballots": 1}),
    ("notes 2, kind: ", put("notes", 2, kind="rumour"), {"notes": 1}),
    ("packs 2, colour: ", put("packs", 2, colour="red"), {}),
    ("date: ", put("session", 1, date="soon"), {}),
    ("title: ", put("session", 1, title=None), {}),
    ("actions 2, due: ", put("actions", 2, due="soon"), {"actions": 1}),
    (
        "notes holds something that is no numbered document",
        lambda t: t["notes"].update({"2": "x"}),
        {"notes": 1},
    ),
    ("people is not a table", lambda t: t.update(people=3), {"people": 1}),
    ("session has 2 documents", lambda t: t["session"].update({"2": {}}), {}),
    ("ballots holds something that is no", lambda t: t["ballots"].update({"01": t["ballots"].pop("2")}), {}),
]


def test_a_sound_file_has_no_findings_and_nothing_to_repair(path: Path) -> None:
    before = path.read_bytes()
    assert check(path) == ()
    assert repair(path) == ()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["s.json"]


def test_a_session_without_partners_answers_as_a_room(tmp_path: Path) -> None:
    one = sample().model_copy(update={"partners": (), "people": (), "ballots": (), "agreements": ()})
    with Library(tmp_path).create(edits.answer_level(one, "p/1", "room", 2, now=NOW)) as file:
        assert check(file.path) == ()


@pytest.mark.parametrize(("said", "how", "lost"), BROKEN, ids=[one[0] for one in BROKEN])
def test_each_thing_that_is_wrong_is_found_and_put_right(
    path: Path, said: str, how: Callable[[Tables], object], lost: dict[str, int]
) -> None:
    change(path, how)
    damaged = path.read_bytes()
    found = check(path)
    assert [one for one in found if one.startswith(said)], found
    assert path.read_bytes() == damaged
    done = repair(path)
    assert len(done) >= 2, "a repair says what it left out or changed, and where the old file is"
    assert done[-1] == "The damaged file is kept as s.damaged-1.json."
    assert path.with_name("s.damaged-1.json").read_bytes() == damaged
    assert check(path) == ()
    after = Library(path.parent).read("s")
    for name in LISTS:
        assert len(getattr(after, name)) == len(getattr(sample(), name)) - lost.get(name, 0), name


def test_a_second_note_of_one_id_stays_under_a_new_one(path: Path) -> None:
    change(path, lambda t: t["notes"]["2"].update(id="N1"))
    assert "notes: the second N1 is now N4." in repair(path)
    after = Library(path.parent).read("s")
    assert [(n.id, n.text) for n in after.notes] == [("N1", "First"), ("N4", "Second"), ("N3", "Third")]


def test_a_repair_keeps_unknown_tables_and_keys(path: Path) -> None:
    def how(tables: Tables) -> None:
        tables["extra"] = {"1": {"a": 1}}
        tables["meta"]["1"]["written_by"] = "x"
        tables["notes"]["1"]["colour"] = "red"
        tables["ballots"]["1"]["item_id"] = "gone"

    change(path, how)
    repair(path)
    tables = json.loads(path.read_bytes())
    assert tables["extra"] == {"1": {"a": 1}}
    assert tables["meta"]["1"]["written_by"] == "x"
    assert tables["notes"]["1"]["colour"] == "red"


# --- from a backup ----------------------------------------------------------------------------------


@pytest.fixture
def backed_up(path: Path) -> Path:
    """The file of a session with one note more than its backup."""
    with Library(path.parent).open("s") as file:
        file.save(edits.add_note(file.session, "comment", "Fourth", now=NOW))
    return path


def test_an_unreadable_file_comes_back_from_the_backup(backed_up: Path) -> None:
    backed_up.write_bytes(b"")
    said = repair(backed_up)
    assert said[0].startswith("The backup of ")
    assert "it is empty" in said[0]
    assert Library(backed_up.parent).read("s") == sample()
    assert backed_up.with_name("s.damaged-1.json").read_bytes() == b""


def test_what_can_be_read_is_taken_where_it_is_more_than_the_backup(backed_up: Path) -> None:
    change(backed_up, put("ballots", 1, item_id="gone"))
    assert "Left out: ballots 1: no item 'gone' in this session." in repair(backed_up)
    after = Library(backed_up.parent).read("s")
    assert (len(after.notes), len(after.ballots)) == (4, 1)


def test_the_backup_is_taken_where_it_is_more_than_what_can_be_read(backed_up: Path) -> None:
    change(backed_up, lambda tables: tables["packs"].pop("1"))
    assert repair(backed_up)[0].startswith("The backup of ")
    assert Library(backed_up.parent).read("s") == sample()


def test_a_damaged_backup_is_passed_over(backed_up: Path) -> None:
    older = next((backed_up.parent / "backups").iterdir())
    older.with_name("s.20990101T000000Z-000.json").write_bytes(b"{")
    backed_up.write_bytes(b"")
    repair(backed_up)
    assert Library(backed_up.parent).read("s") == sample()


def test_a_foreign_file_makes_way_for_a_backup_of_ours_and_is_kept(backed_up: Path) -> None:
    backed_up.write_text('{"theirs": {}}')
    repair(backed_up)
    assert Library(backed_up.parent).read("s") == sample()
    assert backed_up.with_name("s.damaged-1.json").read_text() == '{"theirs": {}}'


def test_damaged_files_are_numbered(path: Path) -> None:
    for text in ("gone", "gone again"):
        change(path, put("ballots", 1, item_id=text))
        repair(path)
    assert b"gone again" in path.with_name("s.damaged-2.json").read_bytes()
    assert [entry.id for entry in Library(path.parent).entries()] == ["s"]


# --- without a backup -------------------------------------------------------------------------------


def test_a_truncated_file_gives_what_stands_before_the_break(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'"text": "Third"')])
    said = repair(path)
    assert "The end of the file is missing." in said
    after = Library(path.parent).read("s")
    assert [one.text for one in after.notes] == ["First", "Second"]
    assert (after.ballots, after.agreements, after.actions) == (sample().ballots, sample().agreements, ())


def test_garbled_lines_cost_only_themselves(path: Path) -> None:
    data = path.read_bytes()
    data = data.replace(b'"text": "Second", "owner"', b'"text": "\xff\xfe", "owner"')
    data = data.replace(b'"kind": "comment", "text": "First"', b'"kind": "comm')
    path.write_bytes(data)
    assert "Lines that are garbled, and were left out: 2." in repair(path)
    after = Library(path.parent).read("s")
    assert [one.text for one in after.actions] == ["First", "Third"]
    assert [one.text for one in after.notes] == ["Second", "Third"]


def test_a_garbled_heading_gives_nothing_to_another_table(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b' "notes": {', b' "no\xfftes": {'))
    assert "Lines that are garbled, and were left out: 4." in repair(path)
    after = Library(path.parent).read("s")
    assert (after.notes, after.agreements, after.actions) == ((), sample().agreements, sample().actions)


def test_a_line_that_was_copied_by_hand_is_kept_under_a_new_number(path: Path) -> None:
    line = next(x for x in path.read_bytes().split(b"\n") if b'"kind": "comment", "text": "First"' in x)
    path.write_bytes(path.read_bytes().replace(line, line + b"\n" + line.replace(b"First", b"By hand")))
    assert "stands twice" in check(path)[0]
    repair(path)
    texts = [one.text for one in Library(path.parent).read("s").notes]
    assert sorted(texts) == ["By hand", "First", "Second", "Third"]


def test_without_its_own_document_a_session_is_made_around_the_rest(path: Path) -> None:
    change(path, lambda tables: tables.pop("session"))
    assert any("title, template_id, created_at" in one for one in repair(path))
    after = Library(path.parent).read("s")
    assert (after.id, after.title, after.ballots) == ("s", "s", sample().ballots)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Damaged),
        (b"\x00" * 4096, Damaged),
        (b'{"meta": {"1": {"program": "other"}}}', Foreign),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 3}}}', Newer),
    ],
)
def test_what_cannot_be_repaired_is_left_alone(path: Path, data: bytes, kind: type[Problem]) -> None:
    path.write_bytes(data)
    assert check(path)
    with pytest.raises(kind):
        repair(path)
    assert path.read_bytes() == data
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["s.json"]


def test_a_newer_file_is_never_put_back_to_a_backup(backed_up: Path) -> None:
    change(backed_up, put("meta", 1, schema_version=3))
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
def test_whatever_is_garbled_the_rest_is_sound_or_refused(data: st.DataObject) -> None:
    whole = render(to_tables(sample()))
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
def test_whatever_stands_in_a_place_the_rest_is_sound_or_refused(data: st.DataObject) -> None:
    tables: Any = json.loads(render(to_tables(sample())))
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
        decode(damaged, Path("s.json"))
    try:
        found = salvaged(Path(__file__), damaged)
    except Problem:
        return
    assert findings(found.session) == ()
    again = decode(render(to_tables(found.session, found.tables)), Path("s.json"))
    assert again.session == found.session
