"""What was recorded at a stop, and where it belongs."""

from __future__ import annotations

from datetime import date

from sessions import words
from sessions.material import Item
from sessions.record import Session
from sessions.rows import Action, Stop
from sessions.spans import on_screen
from workshop.pages.model import Line


def origin_of(stop: Stop) -> str | None:
    """What notes and actions made at a stop belong to."""
    return stop.ref if stop.part in ("item", "section", "closing") else None


def bodies(session: Session) -> tuple[str, ...]:
    """Bodies that an action can name: the partners, and what was named before."""
    before = (action.body for action in session.actions if action.body)
    return tuple(dict.fromkeys((*(partner.name for partner in session.partners), *before)))


def homes(session: Session) -> dict[str, str]:
    """Which partner each person comes from, by names, as far as it is known."""
    partners = {partner.id: partner.name for partner in session.partners}
    return {
        person.name: partners[person.partner_id] for person in session.people if person.partner_id in partners
    }


def item_of(session: Session, stop: Stop) -> Item | None:
    """The item of a stop, if it is one."""
    return session.item(stop.ref) if stop.part == "item" else None


def scored_here(session: Session, stop: Stop) -> bool:
    """Whether partners answer at this stop."""
    return (
        stop.part == "item"
        and session.activity(stop.activity_id).kind == "score"
        and session.pack_of(stop.ref).scale is not None
    )


def action_point(action: Action, today: date) -> Line:
    """An action as a point of a page."""
    return Line("point", on_screen(words.action_in_room(action, today)), person=True)


def recorded_lines(session: Session, origin: str | None, today: date) -> list[Line]:
    """Notes and actions of one origin."""
    lines: list[Line] = []
    if actions := session.actions_from(origin):
        lines.append(Line("heading", f"Actions ({len(actions)})"))
        lines += [action_point(action, today) for action in actions]
    if notes := session.notes_on(origin):
        lines.append(Line("heading", f"Notes ({len(notes)})"))
        lines += [Line("point", on_screen(words.note_in_room(session, note)), person=True) for note in notes]
    return lines
