"""What the run screen shows, as plain data: pure functions of the record and a stop of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sessions import analysis, dates, plan
from sessions.material import Item, Scale
from sessions.record import Action, ActivityKind, Note, Session, Stop

Tone = Literal["lead", "text", "point", "question", "heading", "muted", "warn"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a page. `lead` is read aloud and shown large; a `point` gets a bullet."""

    tone: Tone
    text: str
    person: bool = False
    """Whether people typed it: then it may hold anything, and several lines."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a stop puts before the room."""

    label: str
    """Above the title: "1.6", "Domain 1", "Close"."""
    title: str
    lines: tuple[Line, ...]
    item: Item | None = None
    scale: Scale | None = None
    """The scale where the item is scored here; None where it is discussed, or where there is no item."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the session a stop is, for the head of the screen."""

    session: str
    activity: str
    progress: str


def named(session: Session, origin: str | None) -> str:
    """Number or title of what a note or action came from; empty for the session."""
    if origin is None:
        return ""
    try:
        return session.item(origin).number
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


# --- what was recorded, in one line each ------------------------------------------------------------


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
    return f"{NOTE_WORDS[note.kind]}: {note.text}"


# --- the page ----------------------------------------------------------------------------------------


def page(session: Session, stop: Stop, today: date) -> Page:
    """What this stop puts before the room."""
    activity = session.activity(stop.activity_id)
    if stop.part == "item":
        item = session.item(stop.ref)
        lines = [Line("lead", item.statement), *(Line("point", part) for part in item.parts)]
        if activity.kind == "discuss":
            lines += _examples(item)
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
            (Line("lead", section.closing), *_recorded(session, stop.ref, today)),
        )
    return Page("", activity.title, _start(session, activity.kind, today))


def _sentences(text: str) -> tuple[Line, ...]:
    """A paragraph as lines of one or two sentences, the first to be read large."""
    parts = text.replace("\n", " ").split(". ")
    whole = [part if part.endswith(".") else part + "." for part in parts if part]
    return tuple(Line("lead" if number == 0 else "text", one) for number, one in enumerate(whole))


def _examples(item: Item) -> list[Line]:
    if not item.examples:
        return []
    shown = [
        Line("text", f"{one.place}{' · ' + one.theme if one.theme else ''}: {one.text}")
        for one in item.examples
    ]
    return [Line("heading", "In practice"), *shown]


def _recorded(session: Session, origin: str | None, today: date) -> list[Line]:
    """Notes and actions of one origin."""
    lines: list[Line] = []
    if actions := session.actions_from(origin):
        lines.append(Line("heading", f"Actions ({len(actions)})"))
        lines += [Line("point", action_line(one, today), person=True) for one in actions]
    if notes := session.notes_on(origin):
        lines.append(Line("heading", f"Notes ({len(notes)})"))
        lines += [Line("point", note_line(one), person=True) for one in notes]
    return lines


def _start(session: Session, kind: ActivityKind, today: date) -> tuple[Line, ...]:
    if kind == "welcome":
        return _welcome(session)
    if kind == "gaps":
        return _gaps(session)
    if kind == "close":
        return _close(session, today)
    if kind == "review":
        return _open_actions(session, today, "No action is open from before. Go on with →.")
    return _open_actions(session, today, "No action yet. Press a to add the first.")


def _open_actions(session: Session, today: date, empty: str) -> tuple[Line, ...]:
    actions = sorted(session.open_actions(), key=lambda one: (one.due is None, one.due or date.max))
    if not actions:
        return (Line("lead", empty),)
    late = sum(is_overdue(one, today) for one in actions)
    head = f"{len(actions)} open" + (f", {late} overdue" if late else "")
    return (
        Line("lead", head),
        *(Line("point", action_line(one, today), person=True) for one in actions),
    )


def _welcome(session: Session) -> tuple[Line, ...]:
    names = ", ".join(partner.name for partner in session.partners)
    agenda = [
        Line("point", f"{one.title} ({one.minutes} min)") for one in session.agenda if one.kind != "welcome"
    ]
    who = [Line("text", f"Partners: {names}", person=True)] if names else []
    return (
        Line("lead", session.title, person=True),
        *who,
        Line("heading", "What we will do"),
        *agenda,
    )


def _gaps(session: Session) -> tuple[Line, ...]:
    found = analysis.gaps(session)
    if not found:
        return (Line("lead", "No gap yet: agree levels with g, and those below target stand here."),)
    lines = [Line("lead", "Furthest below target first, then where views differ most.")]
    for gap in found:
        item = session.item(gap.item_id)
        lines.append(
            Line(
                "point",
                f"{item.number} {item.name}: agreed {gap.level}, target {gap.target}"
                f"{', ' + gap.spread.word if gap.spread.n else ''}",
            )
        )
    return tuple(lines)


def _close(session: Session, today: date) -> tuple[Line, ...]:
    done, of = analysis.progress(session)
    lines = [Line("lead", f"{len(session.open_actions())} actions open. Press s to write the summary.")]
    if of:
        lines.append(Line("text", f"{done} of {of} scored items have an answer or an agreed level."))
    for title, kind in (("Decisions", "decision"), ("Parked points", "parked")):
        notes = [one for one in session.notes if one.kind == kind]
        if notes:
            lines.append(Line("heading", f"{title} ({len(notes)})"))
            lines += [Line("point", _from(session, one.origin) + one.text, person=True) for one in notes]
    if session.actions:
        lines.append(Line("heading", "Who does what by when"))
        lines += [Line("point", action_line(one, today), person=True) for one in session.open_actions()]
    return tuple(lines)


def _from(session: Session, origin: str | None) -> str:
    name = named(session, origin)
    return f"{name}: " if name else ""


# --- beside the page ---------------------------------------------------------------------------------


def aside(session: Session, stop: Stop, today: date) -> tuple[Line, ...]:
    """What helps the facilitator at a stop: what to say next, prompts, evidence, dissent, notes, actions."""
    activity = session.activity(stop.activity_id)
    lines: list[Line] = []
    if said := say_next(session, stop):
        lines += [Line("heading", "Say next"), *(Line("text", one) for one in said)]
    item = item_of(session, stop)
    if item is not None:
        if item.prompts and activity.kind != "discuss":
            lines += [Line("heading", "Prompts"), *(Line("question", one) for one in item.prompts)]
        if item.evidence:
            lines.append(Line("heading", "Evidence to look for"))
            lines += [Line("point", one) for one in item.evidence]
        if item.examples and activity.kind != "discuss":
            lines += _examples(item)
        if agreement := session.agreement(item.id):
            for dissent in agreement.dissents:
                lines.append(Line("heading", f"Dissent of {session.partner(dissent.partner_id).name}"))
                lines.append(Line("text", dissent.reason, person=True))
    if stop.part != "closing":
        lines += _recorded(session, origin_of(stop), today)
    return tuple(lines)


def say_next(session: Session, stop: Stop) -> tuple[str, ...]:
    """What the facilitator can say or do now, in the light of what has been answered."""
    activity = session.activity(stop.activity_id)
    if stop.part == "closing":
        return ("“Who will do what, and by when?” Press a for each answer.",)
    if stop.part == "section":
        return ("Read this out. Then → for the first one.",)
    if stop.part == "reading":
        return ("Read these out, one voice each if the room likes.",)
    if not scored_here(session, stop):
        return activity.script
    number, revealed = session.round_of(stop.ref)
    answered, of = len(session.ballots_on(stop.ref, number)), len(session.voices())
    again = " once more" if number > 1 else ""
    if answered == 0 and not revealed:
        return (f"“Where are we on this{again}? Settle on a level at your table.”",)
    if answered < of and not revealed:
        left = of - answered
        return (f"“{left} more, then we look at all of them together.”",)
    if not revealed:
        return ("“Everybody has answered. Let us look.” Press r.",)
    if session.agreement(stop.ref) is not None:
        return ("Does anybody see it differently? x puts it on record. Then → goes on.",)
    word = analysis.spread_of(session, stop.ref).word
    if word in ("mixed", "split") and number == 1:
        return (
            *analysis.apart_sentences(session, stop.ref),
            "“Let us hear why.” Then r to answer once more.",
        )
    return ("“Which level can we all stand behind?” Press g.",)


# --- the head ----------------------------------------------------------------------------------------


def place(session: Session, stop: Stop) -> Place:
    """Session, activity and position, for the head of the screen."""
    activity = session.activity(stop.activity_id)
    parts = [session.place or session.title]
    if session.date:
        parts.append(dates.show(session.date))
    number = [one.id for one in session.agenda].index(activity.id) + 1
    progress = f"Step {number} of {len(session.agenda)}"
    if stop.part == "item":
        pack = session.pack_of(stop.ref)
        kind = activity.kind
        ids = [item.id for item in session.items(kind) if item.id.partition("/")[0] == pack.id]
        progress += f" · {pack.item_word.capitalize()} {ids.index(stop.ref) + 1} of {len(ids)}"
    return Place(" · ".join(parts), activity.title, progress)


def agenda_rows(session: Session) -> tuple[tuple[Stop, str, str], ...]:
    """(stop, mark, words) of every stop: ✓ answered or agreed, · not yet, empty where nothing is asked."""
    rows: list[tuple[Stop, str, str]] = []
    reached = analysis.reached(session)
    for stop in plan.stops(session):
        activity = session.activity(stop.activity_id)
        if stop.part == "item":
            item = session.item(stop.ref)
            agreed = session.agreement(item.id)
            level = f" · agreed {agreed.level}" if agreed else ""
            rows.append((stop, "✓" if item.id in reached else "·", f"    {item.number} {item.name}{level}"))
        elif stop.part == "section":
            section = session.section(stop.ref)
            rows.append((stop, "", f"  {section.label or section.title}: what it is about"))
        elif stop.part == "closing":
            rows.append((stop, "", "    What we do next"))
        elif stop.part == "reading":
            rows.append((stop, "", f"    {page(session, stop, date.min).title}"))
        else:
            rows.append((stop, "", f"{activity.title} ({activity.minutes} min)"))
    return tuple(rows)


# --- the summary -------------------------------------------------------------------------------------


def summary_contents(session: Session) -> tuple[Line, ...]:
    """What a summary written now would hold, in numbers."""
    scored = list(session.items("score"))
    answered = sum(bool(session.standing_ballots(item.id)) for item in scored)
    dissents = sum(len(one.dissents) for one in session.agreements)
    rows = [
        (len(session.partners), "partner", "partners"),
        (len(session.people), "person by name", "people by name"),
        (answered, f"of {len(scored)} items answered", f"of {len(scored)} items answered"),
        (len(session.agreements), "agreed level", "agreed levels"),
        (dissents, "dissent", "dissents"),
        *(
            (sum(one.kind == kind for one in session.notes), one_word, many)
            for kind, one_word, many in (
                ("evidence", "note of evidence", "notes of evidence"),
                ("comment", "comment", "comments"),
                ("decision", "decision", "decisions"),
                ("parked", "parked point", "parked points"),
            )
        ),
        (len(session.actions), "action", "actions"),
        (len(analysis.not_reached(session)), "item not reached", "items not reached"),
    ]
    return tuple(
        Line("point", f"{count} {one if count == 1 else many}") for count, one, many in rows if count
    )
