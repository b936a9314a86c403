"""What each stop of the agenda puts before the room."""

from __future__ import annotations

from datetime import date

from sessions import analysis, plan, words
from sessions.kinds.discuss import top_items
from sessions.kinds.gap_order import gap_order
from sessions.material import Item
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Activity, Stop
from sessions.spans import on_screen
from workshop.keynames import OWN, Keys
from workshop.pages.model import Line, Page
from workshop.pages.priorities import candidate_labels, candidate_name, nothing_here
from workshop.pages.recorded import action_point, recorded_lines


def page(session: Session, stop: Stop, today: date, keys: Keys = OWN) -> Page:
    """What this stop puts before the room; where a text names a key, it is one of `keys`."""
    activity = session.activity(stop.activity_id)
    if stop.part == "item":
        item = session.item(stop.ref)
        lines = [Line("lead", item.statement), *(Line("point", part) for part in item.parts)]
        if activity.kind == "discuss":
            lines += example_lines(item)
            lines += [Line("question", prompt) for prompt in item.prompts]
        scale = session.pack_of(item.id).scale if activity.kind == "score" else None
        return Page(item.number, item.name, tuple(lines), item, scale)
    if stop.part == "reading":
        pack_id, _, reading_id = stop.ref.partition("/")
        reading = next(one for one in session.pack(pack_id).readings if one.id == reading_id)
        intro = [Line("text", reading.intro)] if reading.intro else []
        return Page(
            session.pack(pack_id).name, reading.title, (*intro, *(Line("point", p) for p in reading.points))
        )
    if stop.part in ("section", "closing"):
        section = session.section(stop.ref)
        if stop.part == "section":
            return Page(section.label, section.title, _sentences(section.about))
        return Page(
            section.label,
            "What we do next",
            (Line("lead", section.closing), *recorded_lines(session, stop.ref, today)),
        )
    return Page("", activity.title, _start(session, activity, today, keys))


def _sentences(text: str) -> tuple[Line, ...]:
    """A paragraph as lines of one or two sentences, the first to be read large."""
    parts = text.replace("\n", " ").split(". ")
    whole = [part if part.endswith(".") else part + "." for part in parts if part]
    return tuple(Line("lead" if number == 0 else "text", one) for number, one in enumerate(whole))


def example_lines(item: Item) -> list[Line]:
    if not item.examples:
        return []
    shown = [
        Line("text", f"{one.place}{' · ' + one.theme if one.theme else ''}: {one.text}")
        for one in item.examples
    ]
    return [Line("heading", "In practice"), *shown]


def _start(session: Session, activity: Activity, today: date, keys: Keys) -> tuple[Line, ...]:
    kind = activity.kind
    if kind == "prioritise":
        return _vote(session, activity)
    if activity.follows is not None:
        return _follows(session, activity)
    if kind == "welcome":
        return _welcome(session)
    if kind == "gaps":
        return _gaps(session, keys)
    if kind == "close":
        return _close(session, today, keys)
    if kind == "break":
        return _break(session, activity)
    if kind == "review":
        nothing = f"No action is open from before. Go on with {keys['next_stop']}."
        return _open_actions(session, today, nothing, keys)
    nothing = f"No action yet. Press {keys['add_action']} to add the first."
    return (*_open_actions(session, today, nothing, keys), *_decided(session))


def _break(session: Session, activity: Activity) -> tuple[Line, ...]:
    minutes = [Line("lead", f"{activity.minutes} minutes")] if activity.minutes else []
    coming = plan.after(session, activity)
    return (*minutes, *([Line("text", f"Then: {coming.title}")] if coming else []))


def _open_actions(session: Session, today: date, empty: str, keys: Keys) -> tuple[Line, ...]:
    actions = sorted(session.open_actions(), key=lambda one: (one.due is None, one.due or date.max))
    if not actions:
        return (Line("lead", empty),)
    late = sum(analysis.is_overdue(one, today) for one in actions)
    head = f"{len(actions)} open" + (f", {late} overdue" if late else "")
    return (
        Line("lead", head),
        *(action_point(one, today) for one in actions),
        Line(
            "muted", f"{keys['show_actions']} opens the list: set there what is done, in progress or dropped."
        ),
    )


def _decided(session: Session) -> list[Line]:
    decisions = [one for one in session.notes if one.kind == "decision"]
    if not decisions:
        return []
    rows = (Line("point", on_screen(words.note_from(session, one)), person=True) for one in decisions)
    return [Line("heading", f"Decisions ({len(decisions)})"), *rows]


def _welcome(session: Session) -> tuple[Line, ...]:
    names = ", ".join(partner.name for partner in session.partners)
    agenda = [
        Line("point", f"{one.title} ({one.minutes} min)")
        for one in session.agenda
        if one.kind != "welcome" and one.state == "planned"
    ]
    who = [Line("text", f"Partners: {names}", person=True)] if names else []
    return (
        Line("lead", session.title, person=True),
        *who,
        Line("heading", "What we will do"),
        *agenda,
    )


def _gaps(session: Session, keys: Keys) -> tuple[Line, ...]:
    found = analysis.gaps(revealed_only(session))
    if not found:
        agree = f"agree levels with {keys['agree']}"
        return (Line("lead", f"No gap yet: {agree}, and those below target stand here."),)
    first = [session.item(gap.item_id) for gap in found[:3]]
    names = "; ".join(f"{item.number} {item.name}" for item in first)
    how = "In the order you gave them" if gap_order(session) else "Suggested by distance, then by spread"
    choose = f"{keys['previous_partner']} {keys['next_partner']} choose a gap"
    move = f"{keys['raise_gap']} {keys['lower_gap']} move it"
    return (
        Line("lead", f"To talk about first: {names}."),
        Line("muted", f"{how}. {choose}, {move}, {keys['sort_profile']} sorts."),
    )


def _vote(session: Session, activity: Activity) -> tuple[Line, ...]:
    if nothing := nothing_here(session, activity):
        return (Line("lead", nothing),)
    labels = candidate_labels(session, activity)
    rule = "all on one allowed" if activity.stack else "one dot on each at most"
    asked = f"{activity.dots} dots for each partner, {rule}. Where do we start?"
    if activity.dots == 1:
        asked = "One dot for each partner. Where do we start?"
    rows = [f"{label}  {candidate_name(session, one)}" for one, label in labels.items()]
    return (Line("lead", asked), *(Line("point", row, person=True) for row in rows))


def _follows(session: Session, activity: Activity) -> tuple[Line, ...]:
    items = top_items(session, activity)
    if not items:
        return (Line("lead", nothing_here(session, activity)),)
    names = [f"{session.item(one).number} {session.item(one).name}" for one in items]
    lead = tie_words(len(names), activity) or "What has most dots:"
    return (Line("lead", lead), *(Line("point", name) for name in names))


def tie_words(names: int, activity: Activity) -> str:
    """Why more items go on from a vote than were wanted; empty where they don't."""
    return f"The last ones tie: {names} go on instead of {activity.top}." if names > activity.top else ""


def _close(session: Session, today: date, keys: Keys) -> tuple[Line, ...]:
    done, of = analysis.progress(session)
    parked = sum(one.kind == "parked" and not one.outcome for one in session.notes)
    actions = len(session.open_actions())
    many = "action" if actions == 1 else "actions"
    write = f"Press {keys['summary']}, then {keys['write']}, to write the summary."
    lines = [Line("lead", f"{actions} {many} open. {write}")]
    if parked:
        points = "point" if parked == 1 else "points"
        lines.append(
            Line("warn", f"{parked} parked {points} to come back to. {keys['bring_back']} brings one back.")
        )
    if of:
        lines.append(Line("text", f"{done} of {of} scored items have an answer or an agreed level."))
    for title, kind in (("Decisions", "decision"), ("Parked points", "parked")):
        notes = [one for one in session.notes if one.kind == kind]
        if notes:
            lines.append(Line("heading", f"{title} ({len(notes)})"))
            lines += [Line("point", on_screen(words.note_from(session, one)), person=True) for one in notes]
    if session.actions:
        lines.append(Line("heading", "Who does what by when"))
        lines += [action_point(one, today) for one in session.open_actions()]
    return tuple(lines)
