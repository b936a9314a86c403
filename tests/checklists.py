"""A session with two checklists: one that the room fills in together, and one that partners answer first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sessions import plan
from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.checklist import edits
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import does_not_apply
from tests.builders import NOW, packs
from tests.every_kind import after
from workshop.materials.load import load_file

FILE = Path(__file__).parent / "examples" / "checklist.toml"
NEED, MEASURES, POOLED, GROUP = (f"lead-provider/C{number}" for number in (1, 2, 8, 10))
"""Checks without a question under them, with two, with one, with four."""
BOARD, FAITH = "inclusion/A1", "inclusion/A3"
"""Checks that partners answer first."""


@cache
def readiness() -> plan.Template:
    """The template of such a session."""
    return load_file(plan.Template, FILE)


@cache
def checklist_session(*partners: str, as_bodies: bool = True) -> Session:
    """The session, before anything is said in it."""
    agenda, used = plan.agenda(readiness(), packs())
    session = Session(
        id="s",
        title="S",
        template_id="readiness",
        created_at=NOW,
        as_bodies=as_bodies,
        agenda=agenda,
        packs=used,
    )
    return after(session, *(people_edits.add_partner(name) for name in partners))


def filled(session: Session) -> Session:
    """One yes, one partly, one no with answers under it, one not known, one that does not apply."""
    return after(
        session,
        edits.tick(NEED, "yes"),
        edits.tick(MEASURES, "partly"),
        note_edits.add_note("comment", "who reports?", origin=MEASURES),
        edits.tick(GROUP, "no"),
        edits.tick_question(GROUP, 1, "yes"),
        edits.tick_question(GROUP, 2, "no"),
        note_edits.add_action(note_edits.ActionFields("Set it up", owner="Sam"), origin=GROUP),
        edits.tick("lead-provider/C3", "unknown"),
        does_not_apply(POOLED, "There is no section 75 here"),
    )


def said(session: Session) -> Session:
    """Three partners said yes, no and that they do not know, and the room has not seen it."""
    return after(
        session,
        edits.say_one(BOARD, "county-council", "yes"),
        edits.say_one(BOARD, "icb", "no"),
        edits.say_one(BOARD, "voluntary-sector", "unknown"),
    )


def stop_at(session: Session, ref: str, part: str = "item") -> Stop:
    """The stop of an item, or of the start or close of a section."""
    return next(stop for stop in plan.stops(session) if (stop.ref, stop.part) == (ref, part))
