"""A session comes back from disk equal, and what we don't know stays."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage, Storage

from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.store.library import Library
from sessions.store.storage import DurableStorage
from sessions.store.tables import from_tables, table_names, to_tables

NOW = dt.datetime(2026, 12, 5, 9, 30, 0, 123456, tzinfo=dt.UTC)
NASTY = (
    "[/b] [s75] <script>alert(1)</script> =1+1 | **x** ",
    "=cmd|'/c calc'!A1",
    "\u202eעברית\u202c العربية \u0000\ufeff",
    "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301",
    'a "quoted" \\ back\\slash\nnew line\r\n\u2028\ttab }{][,:',
    "字" * 5000,
)

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))
changes: st.SearchStrategy[Callable[[Session], Session]] = st.one_of(
    texts.map(lambda t: lambda s: note_edits.add_note("decision", t).apply(s, NOW)),
    texts.map(lambda t: note_edits.ActionFields(t, owner=t, body=t, measure=t)).map(
        lambda fields: lambda s: note_edits.add_action(fields, origin="p/d1").apply(s, NOW)
    ),
    texts.map(lambda t: lambda s: people_edits.add_partner(t, "lived experience").apply(s, NOW)),
    texts.map(
        lambda t: lambda s: event_edits.describe(title=t, place=t, on=None, as_bodies=False).apply(s, NOW)
    ),
    texts.map(lambda t: lambda s: people_edits.set_people([*s.people, Person(name=t, role=t)]).apply(s, NOW)),
    texts.map(lambda t: lambda s: score_edits.dissent("p/1", "south", t).apply(s, NOW)),
    st.lists(st.integers(0, 9), min_size=4, max_size=4).map(
        lambda c: lambda s: score_edits.answer("p/2", "south", c).apply(s, NOW)
    ),
    st.integers(1, 4).map(lambda n: lambda s: score_edits.agree("p/2", n).apply(s, NOW)),
    st.just(lambda s: score_edits.second_round("p/1").apply(s, NOW)),
)


@settings(max_examples=60, deadline=None)
@given(many=st.lists(changes, max_size=6))
def test_what_is_saved_comes_back_equal(many: list[Callable[[Session], Session]], sample: Any) -> None:
    session = sample.full()
    for change in many:
        try:
            session = change(session)
        except Problem:  # an edit that can't stand, such as an empty text
            continue
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        with library.create(sample.empty()) as file:
            file.save(session)
            assert file.session == session
        assert library.read("s") == session
        with library.open("s") as file:
            assert file.session == session
            assert file.warning is None


@pytest.mark.parametrize("text", NASTY)
def test_text_stands_as_typed(library: Library, text: str, sample: Any) -> None:
    library.create(sample.full(text)).close()
    assert library.read("s") == sample.full(text)


@pytest.fixture(params=["memory", "disk"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return MemoryStorage() if request.param == "memory" else DurableStorage(tmp_path / "s.json")


def test_tables_go_through_any_storage(storage: Storage, sample: Any) -> None:
    storage.write(to_tables(sample.full()))
    tables = storage.read()
    assert tables is not None
    assert list(tables) == list(table_names())
    assert from_tables(tables, Path("s.json")) == sample.full()


def test_another_tool_reads_and_edits_it_with_tinydb(path: Path, library: Library, sample: Any) -> None:
    with TinyDB(path, storage=DurableStorage) as database:
        assert database.tables() == {*table_names()}
        assert database.table("meta").all() == [{"schema_version": 3, "program": "workshop"}]
        (found,) = database.table("ballots").search(where("partner_id") == "north-text")
        assert found["counts"] == [0, 3, 2, 0]
        database.table("actions").update({"status": "done"}, where("id") == "A1")
    assert library.read("s").actions[0].status == "done"
    assert BALLOTS.of(library.read("s")) == BALLOTS.of(sample.full())


def test_the_file_is_plain_json_with_a_document_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["notes"]["1"]["text"] == "N Text"
    assert sum(line.startswith('  "') for line in text.splitlines()) == 14


def test_unknown_keys_and_tables_survive_a_save(path: Path, library: Library, sample: Any) -> None:
    tables = json.loads(path.read_bytes())
    tables["meta"]["1"]["written_by"] = "9.9"
    tables["session"]["1"]["weather"] = {"sky": ["grey"]}
    tables["ballots"]["1"]["by"] = "cards"
    tables["agreements"]["1"]["dissents"][0]["minuted"] = True
    tables["moods"] = {"1": {"score": 3}, "7": {"score": 1.5}}
    tables["remark"] = ["not", "a", "table"]
    tables["half"] = {"1": {"text": "\ud83d"}}
    path.write_text(json.dumps(tables), encoding="utf-8")
    with library.open("s") as file:
        file.save(sample.note(file.session))
    after = json.loads(path.read_bytes())
    for name in ("meta", "session", "ballots", "agreements", "moods", "remark", "half"):
        assert after[name] == tables[name]
    assert list(after["notes"]) == ["1", "2"]


def test_a_byte_order_mark_does_no_harm(path: Path, library: Library, sample: Any) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert library.read("s") == sample.full()
