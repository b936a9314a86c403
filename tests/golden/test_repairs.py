"""What is found wrong with a damaged file, and what a repair says that it did, stands as committed.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from sessions.problem import Problem
from sessions.store.load import Decoded, decode
from sessions.store.repair import salvaged
from sessions.store.storage import render
from sessions.store.tables import Broken, lists, to_tables
from tests.golden.test_each_step import CHANCE
from tests.golden.test_over_several import assert_committed
from tests.small import settled_session
from tests.unit.repair.damage import put

Tables = dict[str, Any]
PATH = Path("nowhere/s.json")


def without(table: str, number: int, *names: str) -> Callable[[Tables], object]:
    return lambda tables: [tables[table][str(number)].pop(name) for name in names]


WRONG: dict[str, Callable[[Tables], object]] = {
    "a note twice": lambda tables: tables["notes"].update({"2": tables["notes"]["1"]}),
    "an action of one label": lambda tables: tables["actions"].update(
        {"2": {**tables["actions"]["1"], "uid": "x"}}
    ),
    "an answer twice": lambda tables: tables["ballots"].update({"2": {**tables["ballots"]["1"], "uid": "x"}}),
    "a step of one id": lambda tables: tables["agenda"].update({"9": {**tables["agenda"]["1"], "uid": "x"}}),
    "a partner that is the room": put("partners", 1, id="room"),
    "a person of nobody": put("people", 1, partner_id="x"),
    "a pack that is gone": put("agenda", 1, pack_id="x"),
    "a section that is gone": put("agenda", 1, section_ids=["d1", "x"]),
    "an item that is gone": put("agenda", 1, item_ids=["p/9"]),
    "a vote that is gone": put("agenda", 2, kind="discuss", follows="s99"),
    "an answer on nothing": put("ballots", 1, item_id="p/9"),
    "an answer of nobody": put("ballots", 1, partner_id="x"),
    "an answer on talk": put("ballots", 1, item_id="talk/1"),
    "too few counts": put("ballots", 1, counts=[1]),
    "a level that is none": put("agreements", 1, level=9),
    "a target below": put("agreements", 1, target=1),
    "a target that is none": put("agreements", 1, target=9),
    "dissent of nobody": put("agreements", 1, dissents=[{"partner_id": "x", "reason": "No"}]),
    "dissent twice": put("agreements", 1, dissents=[{"partner_id": "icb", "reason": "No"}] * 2),
    "a note on nothing": put("notes", 1, origin="p/99"),
    "an action from nothing": put("actions", 1, origin="x"),
    "a note that became nothing": put("notes", 1, kind="parked", outcome="action", outcome_uid="x"),
    "a place that is gone": put("session", 1, at={"activity_id": "s99"}),
    "a place on nothing": put("session", 1, at={"activity_id": "a1", "part": "item", "ref": "p/9"}),
    "a reading on nothing": put("session", 1, at={"activity_id": "a1", "part": "reading", "ref": "p/x"}),
    "a section on nothing": put("session", 1, at={"activity_id": "a1", "part": "closing", "ref": "p/x"}),
    "a start with a place": put("session", 1, at={"activity_id": "a1", "part": "start", "ref": "p/1"}),
    "a day that is none": put("session", 1, date="soon"),
    "no title": without("session", 1, "title"),
    "no title and no day": without("session", 1, "title", "created_at", "template_id", "id"),
    "no time of an action": put("actions", 1, due="soon", text=None),
    "a text for a document": lambda tables: tables["notes"].update({"1": "what was said"}),
    "a number for a table": lambda tables: tables.update(people=3),
    "a list for a table": lambda tables: tables.update(
        notes=[{"id": "N9", "kind": "comment", "text": "x"}, 5]
    ),
    "two sessions": lambda tables: tables["session"].update({"2": {"title": "x"}}),
    "no session": lambda tables: tables.pop("session"),
    "a table that is gone": lambda tables: tables.pop("ballots"),
    "no version": lambda tables: tables["meta"]["1"].pop("schema_version"),
    "of another program": put("meta", 1, program="x"),
    "no meta": lambda tables: tables.pop("meta"),
    "several things at once": lambda tables: (
        put("notes", 1, origin="x")(tables),
        put("actions", 1, origin="y", due="z")(tables),
        put("ballots", 1, partner_id="q", item_id="p/9")(tables),
    ),
}
GARBLED: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut in the notes": lambda data: data[: data.index(b'"kind": "comment"')],
    "a line that is none": lambda data: data.replace(b'"text": "Said."', b'"text": "Sa', 1),
    "a line with no text": lambda data: data.replace(b"Said.", b"\xff\xfe", 1),
    "a heading that is none": lambda data: data.replace(b' "notes": {', b' "no\xfftes": {', 1),
    "a line with more": lambda data: data.replace(
        b'"text": "Said."', b'"text": "Said."} and more {"x": "', 1
    ),
    "a line copied": lambda data: data.replace(*copied(data), 1),
    "a comma that is gone": lambda data: data.replace(b"},\n", b"}\n", 1),
    "nothing": lambda _: b"",
    "another file": lambda _: b'{"theirs": {}}',
    "a letter": lambda _: b"Dear all,\n",
}


def copied(data: bytes) -> tuple[bytes, bytes]:
    """A line, and that line twice, the second time with another text."""
    line = next(line for line in data.split(b"\n") if b'"text": "Said."' in line)
    return line, line + b",\n" + line.replace(b"Said.", b"By hand.")


@cache
def sound() -> bytes:
    return render(to_tables(settled_session()))


@cache
def backup() -> Decoded:
    return decode(sound(), PATH)


def told(data: bytes) -> list[str]:
    """What is wrong with a file; what a repair makes of it alone, and joined with its backup."""
    lines = []
    try:
        decode(data, PATH)
    except Broken as broken:
        lines += [f"wrong: {fault}" for fault in broken.faults]
    except Problem as problem:
        lines.append(f"wrong: {problem.what}")
    for how, of in (("alone", None), ("joined", backup())):
        try:
            salvage = salvaged(PATH, data, of)
        except Problem as problem:
            lines.append(f"{how}: {type(problem).__name__}: {problem.what}")
            continue
        tables = to_tables(salvage.session, salvage.tables)
        sizes = [f"{name} {len(tables[name])}" for name in lists() if tables[name]]
        lines += [f"{how}: {line}" for line in salvage.report]
        lines.append(f"{how}: {', '.join(sizes)}")
    return lines


def test_what_is_found_and_put_right_is_as_committed() -> None:
    blocks = ["== sound", *told(sound())]
    for name, change in WRONG.items():
        tables = json.loads(sound())
        change(tables)
        blocks += [f"== {name}", *told(render(tables))]
    for name, garble in GARBLED.items():
        blocks += [f"== {name}", *told(garble(sound()))]
    assert_committed("repairs.txt", CHANCE.sub("(chance)", "\n".join(blocks)).encode())
