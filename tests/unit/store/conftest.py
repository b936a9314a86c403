"""What the tests of the store share: a session with something in every table, and its file."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.identity import seeded
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.kinds.welcome import WelcomeActivity
from sessions.material import Item, Level, Pack, Reading, Scale, Section, Source
from sessions.record import Session
from sessions.rows import Person, Stop
from sessions.store.library import Library

NOW = dt.datetime(2026, 12, 5, 9, 30, 0, 123456, tzinfo=dt.UTC)
PACK = Pack(
    id="p",
    edition="1",
    name="A pack",
    about="About it.",
    source=Source(title="T", publisher="P", year=2020),
    scale=Scale(question="How far?", levels=tuple(Level(number=n, label=f"level {n}") for n in (1, 2, 3, 4))),
    readings=(Reading(id="r", title="R", use="opening", points=("One.",)),),
    sections=(
        Section(
            id="d1",
            title="D",
            about="Of it.",
            items=tuple(Item(id=f"p/{n}", number=n, name=f"Item {n}", statement="Good.") for n in ("1", "2")),
        ),
    ),
)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


class Sample:
    """Sessions to put on disk, and what is done to them there."""

    @staticmethod
    def empty(session_id: str = "s") -> Session:
        return Session(
            id=session_id,
            title="A workshop",
            template_id="t",
            created_at=NOW,
            packs=(PACK,),
            agenda=(
                WelcomeActivity(id="s1", kind="welcome", title="Welcome", minutes=5),
                ScoreActivity(
                    id="s2", kind="score", title="Score", minutes=50, pack_id="p", section_ids=("d1",)
                ),
            ),
        )

    @staticmethod
    def full(text: str = "Text") -> Session:
        """A session that has something in every table, `text` in every field where people type."""
        session = event_edits.describe(title=f"T {text}", place=text, on=dt.date(2026, 12, 5)).apply(
            Sample.empty(), NOW
        )
        session = people_edits.add_partner(f"North {text}", "NHS", 7).apply(session, NOW)
        session = people_edits.add_partner("South", "voluntary").apply(session, NOW)
        session = people_edits.set_people([Person(name=f"P {text}", role=text, partner_id="south")]).apply(
            session, NOW
        )
        session = score_edits.answer("p/1", session.partners[0].id, [0, 3, 2, 0], 1).apply(session, NOW)
        session = score_edits.answer_level("p/1", "south", None).apply(session, NOW)
        session = score_edits.reveal("p/1").apply(session, NOW)
        session = score_edits.agree("p/1", 2, target=4, evidence="some").apply(session, NOW)
        session = score_edits.dissent("p/1", "south", f"Because {text}").apply(session, NOW)
        session = note_edits.add_note("parked", f"N {text}", origin="p/2").apply(session, NOW)
        session = note_edits.add_action(
            note_edits.ActionFields(
                f"A {text}", owner=text, body=text, measure=text, due=dt.date(2027, 1, 30)
            )
        ).apply(session, NOW)
        session = event_edits.move_to(Stop(activity_id="s2", part="item", ref="p/2")).apply(session, NOW)
        return seeded(event_edits.mark_summarised().apply(session, NOW), "full")

    @staticmethod
    def note(session: Session, text: str = "One more") -> Session:
        """With a note more. Identities follow from places, so that what is made twice is equal."""
        return seeded(note_edits.add_note("comment", text).apply(session, NOW), "full")

    @staticmethod
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @staticmethod
    def tree(folder: Path) -> dict[str, bytes]:
        """Every file under `folder` but locks, with what it holds."""
        found = (path for path in folder.rglob("*") if path.is_file() and ".locks" not in path.parts)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def sample() -> Sample:
    return Sample()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Library:
    return Library(tmp_path / "sessions", clock=clock)


@pytest.fixture
def path(library: Library, sample: Sample) -> Path:
    """The file of a full session, closed."""
    with library.create(sample.full()) as file:
        return file.path
