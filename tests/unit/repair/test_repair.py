"""Check names each thing that is wrong; repair puts it right and keeps whatever is not known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from damage import BROKEN, Tables

from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS, BALLOTS
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import check
from sessions.store.repair import repair
from sessions.store.tables import lists


def test_a_sound_file_has_no_findings_and_nothing_to_repair(path: Path) -> None:
    before = path.read_bytes()
    assert check(path) == ()
    assert repair(path) == ()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == ["s.json"]


def test_a_session_without_partners_answers_as_a_room(tmp_path: Path, sample: Session) -> None:
    alone = sample.model_copy(update={"partners": (), "people": ()})
    alone = AGREEMENTS.put(BALLOTS.put(alone, ()), ())
    with Library(tmp_path).create(
        score_edits.answer_level("p/1", "room", 2).apply(alone, sample.created_at)
    ) as file:
        assert check(file.path) == ()


@pytest.mark.parametrize(("said", "how", "lost"), BROKEN, ids=[case[0] for case in BROKEN])
def test_each_thing_that_is_wrong_is_found_and_put_right(
    path: Path, said: str, how: Callable[[Tables], object], lost: dict[str, int], change: Any, sample: Session
) -> None:
    change(path, how)
    damaged = path.read_bytes()
    found = check(path)
    assert [fault for fault in found if fault.startswith(said)], found
    assert path.read_bytes() == damaged
    done = repair(path)
    assert len(done) >= 2, "a repair says what it left out or changed, and where the old file is"
    assert done[-1] == "The damaged file is kept as s.damaged-1.json."
    assert path.with_name("s.damaged-1.json").read_bytes() == damaged
    assert check(path) == ()
    after = Library(path.parent).read("s")
    kept, were = after.model_dump(), sample.model_dump()
    for name in lists():
        assert len(kept.get(name, ())) == len(were.get(name, ())) - lost.get(name, 0), name


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
