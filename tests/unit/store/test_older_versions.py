"""Files of versions 1 and 2 of the form open with all that they held, and are told in full.

`version-2.json` has something in every table: both rounds, dissent, three votes, parked points that became an
action, a decision and nothing, an order of the gaps, a break, a step moved to the next session, times. Beside
each file stands what `show` prints of it, and what the program of its day printed for `show --json`.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from sessions.identity import tables_of
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, ROUNDS_OF_ITEMS
from sessions.record import Session
from sessions.rows import SECTORS
from sessions.store.library import Library
from sessions.store.load import backups, check
from sessions.store.repair import repair
from workshop.cli import main

HERE = Path(__file__).parent
every_version = pytest.mark.parametrize("name", ["version-1", "version-2"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("version-1", "version-2"):
        shutil.copy(HERE / f"{name}.json", tmp_path)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], folder: Path, name: str, *options: str) -> str:
    assert main(["show", name, *options, "--folder", str(folder)]) == 0
    return capsys.readouterr().out


def account(name: str) -> str:
    """What it says, in the words and by the way of counting of today."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8")


def differences(old: Any, new: Any, place: str = "") -> list[str]:
    """Where `new` does not say what `old` said; it may say more."""
    if isinstance(old, dict) and isinstance(new, dict):
        missing = [f"{place}/{key} is missing" for key in old if key not in new]
        return missing + [
            line for key in old if key in new for line in differences(old[key], new[key], f"{place}/{key}")
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            line
            for index, (before, after) in enumerate(zip(old, new, strict=True))
            for line in differences(before, after, f"{place}/{index}")
        ]
    return [] if old == new else [f"{place}: {old!r} is now {new!r}"]


@every_version
def test_it_is_told_as_it_was(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, folder, name) == account(name)


@every_version
def test_every_field_of_the_json_is_still_there_and_says_the_same(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads((HERE / f"{name}-show.json").read_bytes())
    assert differences(before, json.loads(shown(capsys, folder, name, "--json", "--hidden"))) == []


@every_version
def test_once_saved_in_todays_form_it_is_still_told_so(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / f"{name}.json"
    written = path.read_bytes()
    with Library(folder).open(name) as file:
        assert file.read_only is None
        assert [backup.path.read_bytes() for backup in backups(path)] == [written], "a backup comes first"
    assert json.loads(path.read_bytes())["meta"]["1"]["schema_version"] == 3
    assert check(path) == ()
    assert shown(capsys, folder, name) == account(name)
    before = json.loads((HERE / f"{name}-show.json").read_bytes())
    assert differences(before, json.loads(shown(capsys, folder, name, "--json", "--hidden"))) == []


@every_version
def test_two_laptops_give_its_rows_the_same_identities(folder: Path, name: str) -> None:
    sessions = [Library(folder).read(name) for _ in range(2)]
    assert sessions[0] == sessions[1]
    rows = [row for table in tables_of(sessions[0]).values() for row in table]
    assert len({row.uid for row in rows}) == len(rows)


def test_the_file_of_version_2_has_something_in_every_table() -> None:
    tables = json.loads((HERE / "version-2.json").read_bytes())
    assert tables["meta"]["1"]["schema_version"] == 2
    assert [name for name, table in tables.items() if not table] == []
    assert tables["session"]["1"]["gap_order"]
    assert len(tables["session"]["1"]["revealed_votes"]) == 2
    outcomes = [note["outcome"].partition(" ")[0] for note in tables["notes"].values()]
    assert {"action", "decision", "dropped", ""} == set(outcomes)
    assert {ballot["round"] for ballot in tables["ballots"].values()} == {1, 2}
    assert any(step["kind"] == "break" for step in tables["agenda"].values())


def test_what_a_parked_point_became_is_found_by_its_identity(folder: Path) -> None:
    session = Library(folder).read("version-2")
    became = {note.text: (note.outcome, note.outcome_uid) for note in session.notes if note.kind == "parked"}
    action = next(action for action in session.actions if action.text == "Say who pays")
    decision = next(note for note in session.notes if note.text == "It is in force")
    assert became == {
        "Who pays?": ("action", action.uid),
        "Is the S75 in force?": ("decision", decision.uid),
        "Where do we meet?": ("", None),
        "Parking": ("dropped", None),
    }


# --- damaged before it was brought up to date ---------------------------------------------------------


def broken(folder: Path, change: Any) -> tuple[Path, Session]:
    """The file of version 2, changed, and the session that it was."""
    path = folder / "version-2.json"
    sound = Library(folder).read("version-2")
    tables = json.loads(path.read_bytes())
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path, sound


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda tables: tables["agenda"]["8"].pop("kind"), "agenda 8, kind: Field required"),
        (lambda tables: tables["notes"]["1"].update(id=["N1"]), "notes 1, id: "),
        (lambda tables: tables["votes"]["1"].update(counts=7), "votes 1, counts: "),
        (lambda tables: tables["partners"]["1"].update(sector="moon"), f"partners 1, sector: .*{SECTORS[0]}"),
        (lambda tables: tables.update(people=3), "people is not a table"),
        (lambda tables: tables["actions"].update({"9": "x"}), "actions holds something that is no numbered"),
        (lambda tables: tables["session"]["1"].update(gap_order=5), "gap_orders 1, item_ids: "),
        (lambda tables: tables["session"].update({"2": {}}), "session has 2 documents"),
    ],
)
def test_what_is_wrong_with_it_is_said_in_the_same_words(folder: Path, change: Any, what: str) -> None:
    path, _ = broken(folder, change)
    faults = check(path)
    assert any(re.match(what, fault) for fault in faults), faults


def test_a_repair_loses_no_more_than_what_was_damaged(folder: Path) -> None:
    path, sound = broken(folder, lambda tables: tables["ballots"]["1"].update(item_id="gone"))
    repair(path)
    after = Library(folder).read("version-2")
    assert BALLOTS.of(after) == BALLOTS.of(sound)[1:]
    kept = {**tables_of(after), BALLOTS.name: ()}
    assert kept == {**tables_of(sound), BALLOTS.name: ()}
    assert AGREEMENTS.of(after) == AGREEMENTS.of(sound)
    assert ROUNDS_OF_ITEMS.of(after) == ROUNDS_OF_ITEMS.of(sound)


@pytest.mark.parametrize(
    "garbled", [{"program": "workshoq"}, {"program": None}, {"schema_version": "2"}, {"schema_version": 0}]
)
def test_a_repair_of_what_no_longer_says_which_version_it_has_loses_nothing(
    folder: Path, garbled: dict[str, Any]
) -> None:
    path, sound = broken(folder, lambda tables: tables["meta"]["1"].update(garbled))
    repair(path)
    assert Library(folder).read("version-2") == sound


def test_a_repair_of_a_row_that_keeps_it_from_opening_keeps_votes_and_outcomes(folder: Path) -> None:
    path, sound = broken(folder, lambda tables: tables["spells"]["1"].pop("seconds"))
    repair(path)
    after = Library(folder).read("version-2")
    assert {**tables_of(after), "spells": ()} == {**tables_of(sound), "spells": ()}
    assert after.spells == sound.spells[1:]
