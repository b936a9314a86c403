"""Changes to the session itself: details, agenda, place in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sessions.edits.text import needed
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import (
    Activity,
    Session,
    Stop,
)
from sessions.text import clean


def describe(
    session: Session, *, title: str, place: str, on: date | None, as_bodies: bool | None = None
) -> Session:
    """Change title, place and date, and whether partners answer as bodies (None leaves that as it is)."""
    return session.model_copy(
        update={
            "title": needed(title, "The title", lines=False),
            "place": clean(place, lines=False),
            "date": on,
            "as_bodies": session.as_bodies if as_bodies is None else as_bodies,
        }
    )


def set_material(
    session: Session, template_id: str, agenda: Sequence[Activity], packs: Sequence[Pack]
) -> Session:
    """Replace template, agenda and material. Sections that something is recorded on are kept beside the new.

    The position falls back to the start where its activity is gone, and the clock begins anew: the steps
    are others. Raises Problem where dots have been placed, for they belong to a step of the old agenda.
    """
    voted = next(
        (one.title for one in session.agenda for v in session.votes if v.activity_id == one.id), None
    )
    if voted is not None:
        raise Problem(
            f"Dots have been placed in {voted}", mend="Keep this agenda, or take the dots back first."
        )
    spoken = _spoken_on(session)
    kept: dict[str, Pack] = {pack.id: pack for pack in packs}
    for old in session.packs:
        used = {
            section.id: section
            for section in old.sections
            if f"{old.id}/{section.id}" in spoken or any(item.id in spoken for item in section.items)
        }
        if used:
            # What was scored stays as it was read out, whatever edition the agenda now brings.
            base = kept.get(old.id, old.model_copy(update={"sections": ()}))
            sections = [used.pop(section.id, section) for section in base.sections]
            kept[old.id] = base.model_copy(
                update={"scale": old.scale, "sections": (*sections, *used.values())}
            )
    there = any(session.at is not None and one.id == session.at.activity_id for one in agenda)
    return session.model_copy(
        update={
            "template_id": template_id,
            "agenda": tuple(agenda),
            "packs": tuple(kept.values()),
            "spells": () if template_id != session.template_id else session.spells,
            "running": None if template_id != session.template_id else session.running,
            "at": session.at if there and template_id == session.template_id else None,
        }
    )


def _spoken_on(session: Session) -> set[str]:
    """Ids of items and keys of sections that something is recorded on."""
    spoken = {one.item_id for one in session.ballots}
    spoken |= {one.item_id for one in session.agreements}
    spoken |= {one.origin for one in session.notes if one.origin is not None}
    return spoken | {one.origin for one in session.actions if one.origin is not None}


def move_to(session: Session, stop: Stop) -> Session:
    """Go to a stop of the agenda (see `sessions.plan.stops`)."""
    return session.model_copy(update={"at": stop})


def mark_summarised(session: Session, *, now: datetime) -> Session:
    """Note that a summary was written."""
    return session.model_copy(update={"summary_at": now})
