"""What was recorded, in one line each, and where it belongs."""

from __future__ import annotations

from datetime import date

from sessions import dates
from sessions.material import Item
from sessions.record import Session
from sessions.rows import Action, Note, Stop
from workshop.pages.model import Line


def named(session: Session, origin: str | None) -> str:
    """Number or title of what a note or action came from ("1.6", "Tip 1"); empty for the session."""
    if origin is None:
        return ""
    try:
        return session.called(origin)
    except KeyError:
        section = session.section(origin)
        return section.label or section.title


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
    return {one.name: partners[one.partner_id] for one in session.people if one.partner_id in partners}


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


def action_line(action: Action, today: date) -> str:
    """ "A7 Draft the protocol · Priya, ICB · 30 Jan 2027 · overdue", as far as it is known."""
    who = ", ".join(one for one in (action.owner, action.body) if one) or "no owner yet"
    when = dates.show(action.due) if action.due else "no date yet"
    state = "" if action.status == "open" else f" · {action.status}"
    late = " · overdue" if is_overdue(action, today) else ""
    return f"{action.id} {action.text} · {who} · {when}{state}{late}"


def is_overdue(action: Action, today: date) -> bool:
    """Whether an action should be done by now and is not."""
    return action.is_open and action.due is not None and action.due < today


NOTE_WORDS = {"evidence": "evidence", "comment": "comment", "decision": "DECISION", "parked": "parked"}


def note_line(note: Note) -> str:
    """ "evidence  S75 deed reviewed in March"."""
    outcome = f" → {note.became}" if note.became else ""
    return f"{NOTE_WORDS[note.kind]}: {note.text}{outcome}"


def parked_line(session: Session, note: Note) -> str:
    """ "1.6: Who signs the deed?", with what became of it."""
    outcome = f" → {note.became}" if note.became else ""
    return f"{from_words(session, note.origin)}{note.text}{outcome}"


def from_words(session: Session, origin: str | None) -> str:
    name = named(session, origin)
    return f"{name}: " if name else ""


def recorded_lines(session: Session, origin: str | None, today: date) -> list[Line]:
    """Notes and actions of one origin."""
    lines: list[Line] = []
    if actions := session.actions_from(origin):
        lines.append(Line("heading", f"Actions ({len(actions)})"))
        lines += [Line("point", action_line(one, today), person=True) for one in actions]
    if notes := session.notes_on(origin):
        lines.append(Line("heading", f"Notes ({len(notes)})"))
        lines += [Line("point", note_line(one), person=True) for one in notes]
    return lines
