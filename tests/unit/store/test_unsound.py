"""What is no sound session is refused in plain words and left alone; older forms are migrated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sessions.problem import Problem
from sessions.store import load as loading, migrate
from sessions.store.library import Library
from sessions.store.load import backups
from sessions.store.migrate import Foreign, Newer
from sessions.store.storage import Damaged


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", Damaged, "it is empty"),
        (b" \n", Damaged, "it is empty"),
        (b"\x00\xff\xfe\x80", Damaged, "it is not text"),
        (b'{"meta": {"1": {"schema', Damaged, "line 1, column"),
        (b"[1]", Damaged, "holds no tables"),
        (b"[" * 100_000, Damaged, "damaged"),
        (b'{"meta": {}, "meta": {}}', Damaged, "'meta' stands twice"),
        (b'{"_default": {"1": {"name": "another"}}}', Foreign, "not a session of this program"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": "1"}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": true}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 0}}}', Damaged, "which version"),
        (b'{"meta": {"1": {"program": "workshop", "schema_version": 1}}}', Damaged, "session is missing"),
        (
            b'{"meta": {"1": {"program": "workshop", "schema_version": 4}}, "x": 1}',
            Newer,
            "version 4 .* version 3",
        ),
    ],
)
def test_a_bad_file_is_refused_in_plain_words_and_left_alone(
    library: Library, path: Path, data: bytes, kind: type[Problem], what: str, sample: Any
) -> None:
    path.write_bytes(data)
    before = sample.tree(library.folder)
    for use in (library.read, library.open):
        with pytest.raises(kind, match=what) as caught:
            use("s")
        assert caught.value.where == str(path)
        assert caught.value.hint
    assert sample.tree(library.folder) == before
    (entry,) = library.entries()
    assert (entry.id, entry.session) == ("s", None)
    assert isinstance(entry.problem, kind)


def test_a_truncated_file_never_opens_as_something_else(path: Path, library: Library) -> None:
    data = path.read_bytes()
    for end in range(0, len(data) - 2, 97):
        path.write_bytes(data[:end])
        with pytest.raises(Damaged):
            library.read("s")


def test_damage_says_how_to_mend_it_and_how_old_the_backup_is(
    path: Path, library: Library, clock: Any
) -> None:
    path.write_bytes(path.read_bytes() + b"}")
    with pytest.raises(Damaged) as caught:
        library.read("s")
    assert "`workshop check s --repair`" in caught.value.hint
    assert "no sound backup" in caught.value.hint
    path.write_bytes(path.read_bytes()[:-1])
    library.open("s").close()
    path.write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        library.read("s")
    assert "backup of 5 Dec 2026, 09:30 UTC" in caught.value.hint


def test_a_damaged_file_does_not_stay_locked(path: Path, library: Library) -> None:
    data = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        library.open("s")
    path.write_bytes(data)
    with library.open("s") as file:
        assert file.read_only is None
    assert caught.value.__traceback__  # which holds the frames, so no lock was let go by being forgotten


# --- older forms ----------------------------------------------------------------------------------


def to_three(tables: dict[str, Any]) -> dict[str, Any]:
    tables["people"] = tables.pop("those_present")
    return tables


def to_four(tables: dict[str, Any]) -> dict[str, Any]:
    for table in tables["session"].values():
        table["title"] = table.pop("name")
    return tables


FOUR = {2: to_three, 3: to_four}


@pytest.fixture
def old(path: Path) -> bytes:
    """The file at `path` in an older form; its bytes."""
    tables = json.loads(path.read_bytes())
    tables["those_present"] = tables.pop("people")
    tables["session"]["1"]["name"] = tables["session"]["1"].pop("title")
    tables["more"] = {"1": {}}
    tables["meta"]["1"]["schema_version"] = 2
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path.read_bytes()


def test_an_older_form_is_migrated_after_a_backup(
    path: Path, old: bytes, clock: Any, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    monkeypatch.setattr(migrate, "STEPS", FOUR)
    library = Library(path.parent, clock=clock)
    assert library.read("s") == sample.full()
    assert path.read_bytes() == old
    with library.open("s") as file:
        assert file.session == sample.full()
        after = json.loads(path.read_bytes())
        assert after["meta"]["1"]["schema_version"] == 4
        assert after["people"]["1"]["name"] == "P Text"
        assert after["more"] == {"1": {}}
        assert "those_present" not in after
    assert [copy.path.read_bytes() for copy in backups(path)] == [old]


def test_a_file_of_the_first_version_opens_as_it_was(path: Path, library: Library, sample: Any) -> None:
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["schema_version"] = 1
    path.write_text(json.dumps(tables), encoding="utf-8")
    with library.open("s") as file:
        assert file.read_only is None
        assert file.session == sample.full()
    assert json.loads(path.read_bytes())["meta"]["1"]["schema_version"] == 3


def test_without_a_backup_an_older_form_is_only_read(
    path: Path, old: bytes, clock: Any, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    monkeypatch.setattr(loading, "write_durably", sample.full_disk)
    monkeypatch.setattr(migrate, "STEPS", FOUR)
    with Library(path.parent, clock=clock).open("s") as file:
        assert file.session == sample.full()
        assert file.read_only is not None
        assert "disk is full" in file.read_only
    assert path.read_bytes() == old


def test_a_form_that_no_step_leads_from_is_refused(
    path: Path, old: bytes, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "STEPS", {3: to_four})
    with pytest.raises(Problem, match="version 2"):
        Library(path.parent, clock=clock).open("s")
    assert path.read_bytes() == old


def test_a_migration_that_fails_is_damage(path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(migrate, "STEPS", FOUR)
    with pytest.raises(Damaged, match="from version 3 to 4"):
        Library(path.parent, clock=clock).open("s")
    assert path.read_bytes() == before
