"""A file that version 0.1.0 wrote, with answers, dots, notes and actions in it: all of it works today."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from sessions import plan
from sessions.edits import event as event_edits
from sessions.store.library import Library
from sessions.store.load import backups, check
from sessions.summary import build
from workshop.cli.dumped import dumped
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall_window import wall_now

WRITTEN = Path(__file__).with_name("version-1.json")
NOW = dt.datetime(2026, 12, 1, 11, tzinfo=dt.UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shutil.copy(WRITTEN, tmp_path)
    return Library(tmp_path)


def test_it_is_read_as_it_was_written(library: Library) -> None:
    session = library.read("version-1")
    tables, shown = json.loads(WRITTEN.read_bytes()), dumped(session, hidden=True)
    assert tables["meta"]["1"]["schema_version"] == 1
    for name in ("agenda", "partners", "ballots", "agreements", "votes", "notes", "actions"):
        found = shown[name]
        written = list(tables[name].values())
        assert written
        assert [{key: row[key] for key in old} for row, old in zip(found, written, strict=True)] == written


def test_it_is_migrated_after_a_backup_and_sound(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "version-1.json"
    with library.open("version-1") as file:
        assert file.read_only is None
    assert json.loads(path.read_bytes())["meta"]["1"]["schema_version"] == 3
    assert [copy.path.read_bytes() for copy in backups(path)] == [WRITTEN.read_bytes()]
    assert check(path) == ()


def test_every_stop_of_it_is_shown_and_it_is_summarised(library: Library) -> None:
    session = library.read("version-1")
    for stop in plan.stops(session):
        shown = wall_now(event_edits.move_to(stop).apply(session, NOW), NOW)
        assert shown is not None
        for page in range(pages(shown[0])):
            assert len(laid_out(shown[0], 80, 24, page=page)) == 24
    assert build.build(session, now=NOW).title == session.title
