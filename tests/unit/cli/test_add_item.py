"""Items that are added, corrected and taken out on the shell, and what is then done with them."""

import json
from collections.abc import Callable
from pathlib import Path

from sessions.store.library import Library
from tests.unit.cli.ready import ready

Run = Callable[..., tuple[int, str, str]]


def test_it_is_answered_noted_and_shown_like_any_other(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    code, out, err = run("add-item", session_id, "1.3", "Transport to appointments")
    assert code == 0
    assert "+1 in Integrated Commissioning" in err
    item_id = out.strip()
    assert run("answer", session_id, "+1", "ICB", "3")[0] == 0
    assert run("note", session_id, "Buses stop at six", "--item", item_id)[0] == 0
    assert run("go", session_id, "+1")[0] == 0
    told = run("show", session_id)[1]
    assert f"+1 Transport to appointments [{item_id}]" in told
    assert "Added in the room." in told


def test_it_is_corrected_and_taken_out_while_nothing_is_recorded_on_it(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    item = json.loads(run("add-item", session_id, "s3", "Transport", "--json")[1])
    assert (item["name"], item["added"]) == ("Transport", True)
    changed = json.loads(run("add-item", session_id, "--edit", "+1", "Travel", "--json")[1])
    assert (changed["id"], changed["name"]) == (item["id"], "Travel")
    code, _, err = run("add-item", session_id, "--remove", "+1")
    assert (code, err.strip()) == (0, "+1 is taken out.")
    assert not [i for pack in Library(folder).read(session_id).packs for i in pack.items() if i.added]
    assert run("undo", session_id)[0] == 0
    run("answer", session_id, "+1", "ICB", "3")
    code, _, err = run("add-item", session_id, "--remove", "+1")
    assert code == 2
    assert "Something is recorded on +1" in err


def test_what_cannot_be_added_is_refused_and_leaves_no_trace(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    before = (folder / f"{session_id}.json").read_bytes()
    for line, what in (
        (("s1", "Transport"), "is about no items"),
        (("s7", "Transport"), "agreed below its target"),
        (("nowhere", "Transport"), "No item 'nowhere'"),
        (("s2", " "), "The item is empty"),
        (("--edit", "1.3", "New"), "belongs to the material"),
        (("--edit", "1.3", " "), "The item is empty"),
        (("Text", "--remove", "1.3"), "Leave one of them out"),
        ((), "The text of the item is missing"),
    ):
        code, _, err = run("add-item", session_id, *line)
        assert (code, what in err) == (2, True), err
    assert (folder / f"{session_id}.json").read_bytes() == before
