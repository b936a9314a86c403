"""Check names each thing that is wrong; repair puts it right and keeps whatever is not known."""

from __future__ import annotations

from sessions.kinds.score import edits as score_edits
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import check
from sessions.store.repair import repair
from sessions.store.tables import LISTS

Tables = dict[str, Any]


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


def test_a_session_without_partners_answers_as_a_room(tmp_path: Path, sample: Session) -> None:
    one = sample.model_copy(update={"partners": (), "people": (), "ballots": (), "agreements": ()})
    with Library(tmp_path).create(score_edits.answer_level("p/1", "room", 2).apply(one, sample.created_at)) as file:
        assert check(file.path) == ()


@pytest.mark.parametrize(("said", "how", "lost"), BROKEN, ids=[one[0] for one in BROKEN])
def test_each_thing_that_is_wrong_is_found_and_put_right(
    path: Path, said: str, how: Callable[[Tables], object], lost: dict[str, int], change: Any, sample: Session
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
        assert len(getattr(after, name)) == len(getattr(sample, name)) - lost.get(name, 0), name


def test_a_second_note_of_one_id_stays_under_a_new_one(path: Path, change: Any) -> None:
    change(path, lambda t: t["notes"]["2"].update(id="N1"))
    assert "notes: the second N1 is now N4." in repair(path)
    after = Library(path.parent).read("s")
    assert [(n.id, n.text) for n in after.notes] == [("N1", "First"), ("N4", "Second"), ("N3", "Third")]


def test_a_repair_keeps_unknown_tables_and_keys(path: Path, change: Any) -> None:
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
