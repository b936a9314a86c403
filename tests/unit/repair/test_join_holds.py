"""A damaged file joined with its backup, document by document: what tells them apart, and what is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.store.file import take_lock
from sessions.store.join import Join, described, keyed
from sessions.store.load import backups, load
from sessions.store.repair import repair, salvaged
from sessions.store.storage import render
from sessions.store.tables import lists, to_tables
from tests.refusals import said
from tests.small import settled_file, settled_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return settled_file(tmp_path)


# --- joined with a backup ------------------------------------------------------------------------------


def test_what_stands_in_a_document_is_told_in_a_line_of_bounded_length() -> None:
    document = {
        "id": "N1",
        "uid": "u",
        "author": "a",
        "counter": 3,
        "at": "2026",
        "text": "Two\nlines",
        "x": "",
    }
    assert described({**document, "n": 4, "deep": {"a": 1}}) == "N1, Two lines, 4"
    assert described("x" * 120) == "x" * 120
    assert described("x" * 121) == "x" * 120 + "…"
    assert described([1]) == "[1]"


def test_documents_are_told_apart_by_what_their_table_goes_by() -> None:
    def keys(table: str, *documents: dict[str, Any]) -> list[tuple[str, ...]]:
        return list(keyed(table, documents))

    assert keys("notes", {"id": "N1"}, {"id": "N1"}, {"uid": "u"}) == [
        *(('"N1"', "1"), ('"N1"', "2"), ('"u"', "1")),
    ]
    assert keys("people", {"name": "A", "role": "R", "x": 1}) == [('"A"', '"R"', "1")]
    assert keys("spells", {"activity_id": "s", "place": "p"}) == [('"s"', '"p"', "1")]
    assert keys("notes", {"b": 1, "a": 2}) == [('{"a": 2, "b": 1}', "1")]
    ballot = {"item_id": "i", "partner_id": "p", "round": 1}
    assert keys("ballots", ballot) == [('"i"', '"p"', "1", "1")]
    assert keys("ballots", {"item_id": "i", "uid": "u"}) == [('"u"', "1")], "a field of its key is missing"


def documents(**own: Any) -> dict[str, Any]:
    return {name: [] for name in lists()} | own


def test_what_only_the_backup_has_comes_back_in_its_place() -> None:
    here = documents(title="T", notes=[{"id": "N1", "uid": "a"}, {"id": "N3", "uid": "b"}])
    stored = documents(
        place="P",
        title="Old",
        notes=[{"id": "N1", "uid": "a"}, {"id": "N2", "uid": "b", "text": "Two"}, {"id": "N3", "uid": "c"}],
    )
    report = Join(here, stored).take_over()
    assert report == ["session: from the backup: place.", "notes: from the backup: N2, Two"]
    assert (here["title"], here["place"]) == ("T", "P")
    assert [note["id"] for note in here["notes"]] == ["N1", "N2", "N3"]
    assert here["notes"][1]["uid"] == "b"
    assert here["notes"][2]["uid"] not in ("a", "b"), "what had its identity has another one"
    here["notes"][1]["text"] = "changed"
    assert stored["notes"][1]["text"] == "Two"


def test_a_repair_joins_tables_that_are_not_ours(path: Path) -> None:
    def tables(**more_tables: Any) -> bytes:
        return render(to_tables(settled_session()) | more_tables)

    backup = load_of(tables(x={"1": "theirs", "2": "both"}, y=[1], z={"1": 1}), path)
    salvage = salvaged(path, tables(x={"1": "ours"}, z=[2]), backup)
    assert salvage.tables["x"] == {"1": "ours", "2": "both"}
    assert (salvage.tables["y"], salvage.tables["z"]) == ([1], [2])
    assert salvage.report == ()


def load_of(data: bytes, path: Path) -> Any:
    path.write_bytes(data)
    return load(path)


def test_what_cannot_be_repaired_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sessions.store import repair as repair_module

    monkeypatch.setattr(repair_module, "_TIMES", 0)
    for backup in backups(path):
        backup.path.unlink()
    path.write_bytes(path.read_bytes().replace(b'"title": "Session"', b'"title": 5'))
    assert said(lambda: repair(path)) == (
        "The session file is damaged: nothing sound can be made of it",
        str(path),
        "Copy a backup over it, or move it out of the folder.",
    )
    with take_lock(path):
        assert said(lambda: repair(path))[:2] == ("It is open in another window", str(path))
