"""What reading and saving say where they can't, word by word; and what lies beside a session."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from sessions.files import BACKUPS, DRAFTS, OUTPUTS
from sessions.store import migrate, storage
from sessions.store.drafts import drafts_path, read_drafts, write_drafts
from sessions.store.load import (
    back_up,
    backups,
    changed_at,
    check,
    free_name,
    load,
    moment,
    move_beside,
    set_aside,
)
from sessions.store.tables import Broken, from_tables, place, to_tables, unfit
from tests.builders import NOW
from tests.refusals import said
from tests.small import settled_file, settled_session, small_session
from tests.systems import WINDOWS

DAMAGED = "The session file is damaged: "


# --- JSON that is no session's -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"[]", "it holds no tables"),
        (b"\xff", "it is not text"),
        (b'{\n "a": ,', "it breaks off or is garbled at line 2, column 7"),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "the key 'b' stands twice in one place"),
        (b'{"a": ' + b"[" * 70 + b"]" * 70 + b"}", "it is nested more than 60 levels deep"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "it is nested more than 60 levels deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number in it is too long"),
    ],
)
def test_what_is_no_session_says_why(data: bytes, why: str) -> None:
    with pytest.raises(storage.Damaged) as raised:
        storage.parse(data, Path("/x/s.json"))
    assert (raised.value.what, raised.value.where) == (DAMAGED + why, str(Path("/x/s.json")))


def test_sixty_levels_are_read_and_texts_in_them_are_cleaned() -> None:
    deep: Any = "a\x1b"
    for _ in range(59):
        deep = [deep]
    assert storage.parse_json(json.dumps({"a": deep}).encode()) is not None
    assert "\\u001b" not in json.dumps(storage.harmless_json({"a\x1b": deep}))
    assert storage.harmless_json([1, None, True, 2.5]) == [1, None, True, 2.5]
    assert storage.parse_json(b"\xef\xbb\xbf{}") == {}


def test_a_file_that_is_far_too_large_says_how_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(storage, "MOST_BYTES", 3_000_000)
    what, where, _ = said(lambda: storage.parse(b" " * 12_345_678, Path("s.json")))
    assert what == f"{DAMAGED}it is far too large: 12 MB, of which at most 3 are read"
    assert where == "s.json"
    assert storage.parse(b"{" + b" " * 2_999_998 + b"}", Path("s.json")) == {}
    stored = storage.DurableStorage(tmp_path / "s.json")
    assert said(lambda: stored.put(b" " * 3_000_001)) == (
        "The session can't be saved: it would have more than 3 MB",
        str(tmp_path / "s.json"),
        "Take long texts out of it, or begin another session.",
    )
    stored.put(b" " * 3_000_000)
    assert stored.data == (tmp_path / "s.json").read_bytes()


def test_a_document_stands_in_a_line_and_what_is_no_table_as_it_is() -> None:
    tables = {"a": {"1": {"x": "ä"}, "2": {}, "x y": [1]}, "b": {}, "c": [1]}
    text = '{\n "a": {\n  "1": {"x": "ä"},\n  "2": {},\n  "x y": [1]\n },\n "b": {},\n "c": [1]\n}\n'
    assert storage.render(tables) == storage.Renderer().render(tables) == text.encode()
    half = {"a": {"1": "\ud800ä"}}
    assert (
        storage.render(half)
        == storage.Renderer().render(half)
        == b'{\n "a": {\n  "1": "\\ud800\\u00e4"\n }\n}\n'
    )


def test_where_a_fault_stands_is_said_in_the_words_of_the_file() -> None:
    assert place(("ballots", 2, "counts")) == "ballots 3, counts"
    assert place(("title",)) == "title"
    assert place(()) == "session"
    assert place((0, "x")) == "0, x"
    one, three = Broken(["a"], Path("s")), Broken(["a", "b", "c"], Path("s"))
    assert (one.what, three.what) == (f"{DAMAGED}a", f"{DAMAGED}a, and 2 more")
    assert (three.faults, three.where) == (("a", "b", "c"), "s")
    problem = unfit(small_session(), "so")
    assert (problem.what, problem.where, problem.hint) == (
        "This change can't be recorded: so",
        "s",
        "Take it back, and do it in another way. What was saved before is still there.",
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"notes": []}, "notes is not a table"),
        ({"notes": {"01": {}}}, "notes holds something that is no numbered document"),
        ({"notes": {"1": 5}}, "notes holds something that is no numbered document"),
        ({"session": {"1": {}, "2": {}}}, "session has 2 documents instead of one"),
        ({"session": None}, "session is not a table, and 1 more"),
    ],
)
def test_tables_that_are_none_are_told(change: dict[str, Any], fault: str) -> None:
    tables = to_tables(small_session()) | change
    what, where, _ = said(lambda: from_tables(tables, Path("s.json")))
    assert (what, where) == (DAMAGED + fault, "s.json")
    with pytest.raises(Broken) as missing:
        from_tables({}, Path("s.json"))
    assert missing.value.faults == ("the table session is missing",)
    untitled = to_tables(small_session())
    untitled["session"]["1"].pop("title")
    assert said(lambda: from_tables(untitled, Path("s.json"))) == (
        f"{DAMAGED}title: Field required",
        "s.json",
        "",
    )


# --- versions ------------------------------------------------------------------------------------------


def of_version(version: object) -> dict[str, Any]:
    return {"meta": {"1": {"program": "workshop", "schema_version": version}}}


def test_a_version_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("s.json")
    assert said(lambda: migrate.migrate(of_version(4), path)) == (
        "This session has version 4 of the file's form; this program knows version 3",
        "s.json",
        "Update the program, then open it again. The file was left as it is.",
    )
    for version in (None, "3", True, 0):
        what, where, _ = said(lambda version=version: migrate.migrate(of_version(version), path))  # type: ignore[misc]
        assert (what, where) == (f"{DAMAGED}it doesn't say which version it has", "s.json")
    for tables in ({}, {"meta": []}, {"meta": {}}, {"meta": {"1": []}}, {"meta": {"1": {"program": "x"}}}):
        assert said(lambda tables=tables: migrate.migrate(tables, path)) == (  # type: ignore[misc]
            "This file is not a session of this program",
            "s.json",
            "It was left as it is. Move it elsewhere, or name another file.",
        )
    assert migrate.migrate(of_version(3), path) == of_version(3)
    monkeypatch.delitem(migrate.STEPS, 1)
    assert said(lambda: migrate.migrate(of_version(1), path)) == (
        "This session has version 1 of the file's form, which this program can't read",
        "s.json",
        "Open and save it with an earlier version of the program first.",
    )
    for error in (KeyError, TypeError, ValueError, AttributeError, IndexError):

        def fails(_: dict[str, Any], error: type[Exception] = error) -> dict[str, Any]:
            raise error

        monkeypatch.setitem(migrate.STEPS, 2, fails)
        what, where, _ = said(lambda: migrate.migrate(of_version(2), path))
        assert (what, where) == (f"{DAMAGED}it can't be brought from version 2 to 3", "s.json")


def test_a_step_of_version_2_keeps_what_is_its_kinds_own_and_what_says_something() -> None:
    unsaid = {**migrate.SETTINGS}
    agenda = {
        "1": {"id": "a", "kind": "score", **unsaid},
        "2": {"id": "b", "kind": "discuss", **unsaid},
        "3": {"id": "c", "kind": "prioritise", **unsaid},
        "4": {"id": "d", "kind": "welcome", **unsaid, "dots": 4},
        "5": {"id": "e", "kind": "choir", **unsaid},
        "6": "odd",
    }
    tables = {**of_version(2), "session": {"1": {"id": "s"}}, "agenda": agenda}
    moved = migrate.migrate(tables, Path("s.json"))
    own = {row["id"]: sorted(row.keys() & unsaid.keys()) for row in list(moved["agenda"].values())[:5]}
    assert own == {
        "a": ["item_ids", "pack_id", "section_ids"],
        "b": ["follows", "item_ids", "pack_id", "section_ids", "top"],
        "c": ["candidates", "dots", "item_ids", "pack_id", "section_ids", "stack"],
        "d": ["dots"],
        "e": sorted(unsaid),
    }
    assert moved["agenda"]["6"] == "odd"
    assert moved["meta"] == {"1": {"program": "workshop", "schema_version": 3}}
    assert tables["meta"] == of_version(2)["meta"], "what was given stays as it was"


# --- reading and backups -------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return settled_file(tmp_path)


def test_what_cannot_be_read_says_how_it_is_mended(path: Path) -> None:
    assert said(lambda: check(path.with_name("gone.json"))) == (
        "There is no such file",
        str(path.with_name("gone.json")),
        "`workshop list` shows the sessions.",
    )
    assert check(path) == ()
    path.write_bytes(b"{")
    assert check(path) == (f"{DAMAGED}it breaks off or is garbled at line 1, column 2",)
    assert said(lambda: load(path, called="my day"))[2] == (
        '`workshop check "my day" --repair` puts in order what can still be read; there is no sound backup.'
    )
    back_up(path, (path.parent.parent / "x").name.encode(), NOW)
    back_up(path, settled_data(), NOW)
    assert said(lambda: load(path, called="s"))[2] == (
        "`workshop check s --repair` joins what can still be read with the backup of 1 Dec 2026, 10:00 UTC."
    )
    assert str(path) in said(lambda: load(path))[2]
    what, where, _ = said(lambda: load(path.parent))
    assert (what.partition(":")[0], where) == ("The session can't be read", str(path.parent))


def settled_data() -> bytes:
    return storage.render(to_tables(settled_session()))


def test_backups_are_named_by_their_second_and_numbered_within_it(path: Path) -> None:
    for text in (b"1", b"2", b"2", b"3"):
        back_up(path, text, NOW.replace(microsecond=7))
    names = [backup.path.name for backup in backups(path)]
    assert names == [f"s.20261201T100000Z-{number:03}.json" for number in (2, 1, 0)]
    assert [backup.path.read_bytes() for backup in backups(path)] == [b"3", b"2", b"1"]
    folder = path.parent / BACKUPS
    for odd in ("s.20269999T100000Z-000.json", "s.20261201T100000Z-00.json", "t.20261201T100000Z-000.json"):
        (folder / odd).write_bytes(b"x")
    assert [backup.path.name for backup in backups(path)] == names
    assert moment(backups(path)[0].taken) == "1 Dec 2026, 10:00 UTC"
    assert backups(path.with_name("gone.json")) == ()
    (path.parent / "t.json").write_bytes(b"x")
    assert changed_at(path.with_name("gone.json")).year == 1


def test_names_that_are_free_and_what_is_set_aside(path: Path) -> None:
    aside = [set_aside(path, text) for text in (b"a", b"b")]
    assert [own.name for own in aside] == ["s.changed-elsewhere-1.json", "s.changed-elsewhere-2.json"]
    assert aside[1].read_bytes() == b"b"
    assert free_name(path.parent, "s").name == "s-1.json"
    (path.parent / BACKUPS).rename(path.parent / "other")
    (path.parent / BACKUPS).write_text("")
    what, where, _ = said(lambda: set_aside(path, b"x"))
    assert (what.partition(":")[0], where) == (
        "Somebody else's change could not be kept",
        str(path.parent / BACKUPS),
    )
    what, where, _ = said(lambda: back_up(path, b"x", NOW))
    assert (what.partition(":")[0], where) == ("No backup could be made", str(path.parent / BACKUPS))


def test_drafts_and_the_list_of_what_was_written_follow_their_session(path: Path) -> None:
    target = path.parent / "bin" / "t.json"
    target.parent.mkdir()
    for folder in (DRAFTS, OUTPUTS):
        (path.parent / folder).mkdir(exist_ok=True)
        (path.parent / folder / "s.json").write_text(folder)
    move_beside(path, target)
    for folder in (DRAFTS, OUTPUTS):
        assert (target.parent / folder / "t.json").read_text() == folder
        assert not (path.parent / folder / "s.json").exists()
        assert WINDOWS or stat.S_IMODE((target.parent / folder).stat().st_mode) == 0o700
    move_beside(path, target)
    assert not (target.parent / DRAFTS / "t.json").exists(), "of a session that had this name before"


def test_drafts_are_kept_as_they_are_typed_and_odd_ones_are_none(path: Path) -> None:
    write_drafts(path, {"note": {"text": "Zoë\x1b"}})
    assert drafts_path(path).read_text("utf-8") == '{"note": {"text": "Zoë"}}'
    drafts_path(path).write_text('{"a": {"x": "y", "z": 1}, "b": "c"}')
    assert read_drafts(path) == {"a": {"x": "y"}}
    away = path.parent.parent / "stick" / "s.json"
    with pytest.raises(FileNotFoundError):
        write_drafts(away, {"note": {"text": "x"}})
    write_drafts(away, {"note": {"text": "x"}}, make_folder=True)
    assert read_drafts(away) == {"note": {"text": "x"}}
