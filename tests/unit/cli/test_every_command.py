"""Everything that the screens can do can be done on the shell, with the same result."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.edit import Edit
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW, said
from tests.unit.cli.lines import CHANGES
from tests.unit.cli.no_edits import OTHERS, SEEN_ONLY
from tests.unit.cli.ready import ready
from workshop import commands
from workshop.cli.parser import build

Run = Callable[..., tuple[int, str, str]]
LINES = [line for _, line, _ in CHANGES] + [line for lines in OTHERS.values() for line in lines]
LEVELS = {f"answer_level_{number}" for number in range(6, 10)}
"""Levels of longer scales than the one that is tried."""


def named(line: tuple[str, ...]) -> str:
    return " ".join(line)


def content(session: Session) -> Any:
    """What a session says, without times and identities of chance."""
    return _plain(said(session))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        chance = ("uid", "at", "outcome_uid")
        return {key: _plain(part) for key, part in value.items() if key not in chance}
    if isinstance(value, str):  # of what was added in the room, the identity is in its id
        return re.sub(r"/x-[0-9a-f]{8}", "/x-", value)
    return [_plain(part) for part in value] if isinstance(value, list) else value


def test_every_command_has_its_way_on_the_shell_or_is_seen_only() -> None:
    told = {command for command, _, _ in CHANGES} | set(OTHERS) | SEEN_ONLY | LEVELS
    ids = {command.id for command in commands.COMMANDS}
    assert ids - told == set(), "say in tests/unit/cli/lines.py how it is done on the shell"
    assert told - ids == set()
    assert not SEEN_ONLY & ({command for command, _, _ in CHANGES} | set(OTHERS))


@pytest.mark.long
@pytest.mark.parametrize("line", LINES, ids=named)
def test_the_parser_reads_it(line: tuple[str, ...]) -> None:
    assert build().parse_args(line).run


@pytest.mark.long
@pytest.mark.parametrize(
    ("line", "edit_of"), [(line, edit) for _, line, edit in CHANGES], ids=map(str, range(len(CHANGES)))
)
def test_what_is_typed_makes_the_same_record_as_the_edit(
    run: Run, folder: Path, line: tuple[str, ...], edit_of: Callable[[Session], Edit]
) -> None:
    session_id = ready(folder)
    before = Library(folder).read(session_id)
    code, _, err = run(*(session_id if word == "S" else word for word in line))
    assert code == 0, err
    after = Library(folder).read(session_id)
    assert content(after) == content(edit_of(before).apply(before, NOW))
    assert content(after) != content(before)
    assert run("undo", session_id)[0] == 0
    assert content(Library(folder).read(session_id)) == content(before), "and undo takes it back"


@pytest.mark.long
@pytest.mark.parametrize("line", [line for _, line, _ in CHANGES], ids=named)
def test_with_json_it_prints_json_and_nothing_else(run: Run, folder: Path, line: tuple[str, ...]) -> None:
    session_id = ready(folder)
    code, out, err = run(*(session_id if word == "S" else word for word in line), "--json")
    assert code == 0, err
    json.loads(out)


def test_going_on_and_back_and_anywhere(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    here = Library(folder).read(session_id).at
    assert run("go", session_id, "--next")[0] == 0
    assert Library(folder).read(session_id).at != here
    assert run("go", session_id, "--back")[0] == 0
    assert Library(folder).read(session_id).at == here
    code, out, _ = run("go", session_id, "1.6", "--json")
    assert (code, json.loads(out)) == (0, {"activity_id": "s2", "part": "item", "ref": "icbo/D1.6"})
    run("agenda", session_id, "--skip", "s5")
    code, _, err = run("go", session_id, "s5")
    assert code == 2
    assert "--take-up s5" in err
    assert run("agenda", session_id, "--take-up", "s5")[0] == 0
    assert run("go", session_id, "Domain 4")[0] == 0


def test_a_remark_is_kept_beside_those_before_and_a_date_among_the_past_ones(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    run("action", session_id, "A1", "--due", "30 Jan 2027", "--remark", "Waits for Cabinet")
    run("action", session_id, "A1", "--due", "none", "--remark", "Cabinet met")
    (action,) = Library(folder).read(session_id).actions
    assert [remark.text for remark in action.remarks] == ["Waits for Cabinet", "Cabinet met"]
    assert (action.due, [str(past.due) for past in action.past_dues]) == (None, ["2027-01-30"])
    assert "“Cabinet met”" in run("actions", session_id)[1]


def test_a_session_goes_in_the_bin_and_comes_back(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    assert run("bin", session_id)[0] == 0
    assert run("show", session_id)[0] == 2
    assert run("bin", session_id, "--restore")[0] == 0
    assert run("show", session_id)[0] == 0


def test_a_slip_leaves_no_trace(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    before = (folder / f"{session_id}.json").read_bytes()
    for line in (
        ("vote", "S", "s2", "ICB", "1.1"),
        ("vote", "S", "s7", "ICB", "1.2=1"),
        ("vote", "S", "s7", "ICB", "1.1=x"),
        ("vote", "S", "s7"),
        ("reveal", "S", "1.2"),
        ("reveal", "S", "s7", "--second-round"),
        ("action", "S", "A9", "--status", "done"),
        ("action", "S", "A1"),
        ("note", "S"),
        ("note", "S", "Text", "--remove", "N1"),
        ("note", "S", "--edit", "N9", "Text"),
        ("parked", "S", "N1", "--drop"),
        ("parked", "S", "N2"),
        ("dissent", "S", "1.6", "ICB"),
        ("partners", "S", "--remove", "ICB"),
        ("partners", "S", "--rename", "room", "Us"),
        ("people", "S", "--add", "Sam::Nobody"),
        ("agenda", "S", "--move", "s5", "up"),
        ("agenda", "S", "--minutes", "s5", "long"),
        ("agenda", "S", "--skip", "s99"),
        ("agenda", "S", "--add", "party"),
        ("agenda", "S", "--remove", "s5"),
        ("go", "S"),
        ("go", "S", "9.9"),
        ("gaps", "S", "1.3"),
        ("details", "S", "--date", "someday"),
        ("details", "S", "--template", "none-such"),
        ("undo", "S"),
        ("redo", "S"),
    ):
        code, out, err = run(*(session_id if word == "S" else word for word in line))
        assert (code, out) == (2, ""), line
        assert err.startswith("workshop: "), line
    assert (folder / f"{session_id}.json").read_bytes() == before


def test_formats_add_up(run: Run, folder: Path, tmp_path: Path) -> None:
    session_id = ready(folder)
    argv = ("summary", session_id, "--to", str(tmp_path / "out"))
    _, out, _ = run(*argv, "--format", "md", "--format", "html")
    assert [Path(line).suffix for line in out.splitlines()[:2]] == [".md", ".html"]
    _, out, _ = run(*argv, "--format", "md,html", "--format", "md")
    assert sum(".md" in line for line in out.splitlines()) == 1
