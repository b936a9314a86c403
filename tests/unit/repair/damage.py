"""Everything that can be wrong with a session file whose JSON is whole, a change of its tables each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Tables = dict[str, Any]


def put(table: str, number: int, **values: object) -> Callable[[Tables], object]:
    return lambda tables: tables[table][str(number)].update(values)


def double(table: str) -> Callable[[Tables], object]:
    return lambda tables: tables[table].update({"9": tables[table]["1"]})


def vote(**values: object) -> Callable[[Tables], object]:
    dots = {"activity_id": "s1", "partner_id": "north", "counts": [["p/1", 1]], "at": "2026-12-05T09:30:00Z"}
    return lambda tables: tables["votes"].update({"1": {**dots, **values}})


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
    ("agenda 2, item_ids 1: the pack 'p' has no item 'p/9'", put("agenda", 2, item_ids=["p/9"]), {}),
    (
        "agenda 2: no step 's9' that it could go on with",
        put("agenda", 2, kind="discuss", follows="s9"),
        {"agenda": 1},
    ),
    ("votes 1: no step 's9'", vote(activity_id="s9"), {}),
    ("votes 1: no partner 'x'", vote(partner_id="x"), {}),
    ("votes 1: no item or action 'A9'", vote(counts=[["A9", 1]]), {}),
    ("votes 1: a number of dots is below 1", vote(counts=[["p/1", -1]]), {}),
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
