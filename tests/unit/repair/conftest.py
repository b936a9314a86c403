"""What the tests of check and repair share: a sound session, its file, and a way to break that."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.kinds.welcome import WelcomeActivity
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.record import Session
from sessions.rows import Person, Stop
from sessions.store.library import Library
from sessions.store.storage import render

sys.path.insert(0, str(Path(__file__).parent))  # the module beside this one is no package

Tables = dict[str, Any]
Change = Callable[[Path, Callable[[Tables], object]], None]
NOW = dt.datetime(2026, 12, 5, 9, 30, tzinfo=dt.UTC)


def pack(pack_id: str, scale: Scale | None) -> Pack:
    items = tuple(Item(id=f"{pack_id}/{n}", number=n, name=n, statement="Good.") for n in ("1", "2"))
    return Pack(
        id=pack_id,
        edition="1",
        name="A pack",
        about="About it.",
        source=Source(title="T", publisher="P", year=2020),
        scale=scale,
        sections=(Section(id="d1", title="D", items=items),),
    )


@pytest.fixture(scope="session")
def sample() -> Session:
    """A sound session with something in every table."""
    scale = Scale(question="How far?", levels=tuple(Level(number=n, label=str(n)) for n in (1, 2, 3)))
    session = Session(
        id="s",
        title="A workshop",
        template_id="t",
        created_at=NOW,
        packs=(pack("p", scale), pack("tips", None)),
        agenda=(
            WelcomeActivity(id="s1", kind="welcome", title="Welcome", minutes=5),
            ScoreActivity(id="s2", kind="score", title="Score", minutes=50, pack_id="p", section_ids=("d1",)),
        ),
    )
    session = people_edits.add_partner("South").apply(
        people_edits.add_partner("North", "NHS").apply(session, NOW), NOW
    )
    session = people_edits.set_people([Person(name="Ann", partner_id="south")]).apply(session, NOW)
    session = score_edits.answer_level("p/1", "north", 2).apply(session, NOW)
    session = score_edits.answer_level("p/1", "south", 1).apply(session, NOW)
    session = score_edits.reveal("p/1").apply(session, NOW)
    session = score_edits.agree("p/1", 2, target=3).apply(session, NOW)
    session = score_edits.dissent("p/1", "south", "No.").apply(session, NOW)
    for text in ("First", "Second", "Third"):
        session = note_edits.add_note("comment", text, origin="p/d1").apply(session, NOW)
        session = note_edits.add_action(note_edits.ActionFields(text), origin="p/2").apply(session, NOW)
    return event_edits.move_to(Stop(activity_id="s2", part="item", ref="p/2")).apply(session, NOW)


@pytest.fixture
def path(tmp_path: Path, sample: Session) -> Path:
    with Library(tmp_path).create(sample) as file:
        return file.path


@pytest.fixture(scope="session")
def change() -> Change:
    """`change(path, how)` lets `how` change a file's tables in place."""

    def do(path: Path, how: Callable[[Tables], object]) -> None:
        tables = json.loads(path.read_bytes())
        how(tables)
        path.write_bytes(render(tables))

    return do
