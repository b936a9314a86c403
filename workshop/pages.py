"""What the run screen shows, as plain data: pure functions of the record and a stop of the agenda."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from sessions import analysis, dates, plan, schedule
from sessions.material import Item, Scale
from sessions.record import Action, Activity, ActivityState, Note, Session, Stop
from sessions.votes import top_items

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
    outcome = f" → {note.outcome}" if note.outcome else ""
    return f"{NOTE_WORDS[note.kind]}: {note.text}{outcome}"


def parked_line(session: Session, note: Note) -> str:
    """ "1.6: Who signs the deed?", with what became of it."""
    outcome = f" → {note.outcome}" if note.outcome else ""
    return f"{_from(session, note.origin)}{note.text}{outcome}"


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
    return Page("", activity.title, _start(session, activity, today))


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


def _start(session: Session, activity: Activity, today: date) -> tuple[Line, ...]:
    kind = activity.kind
    if kind == "prioritise":
        return _vote(session, activity)
    if activity.follows is not None:
        return _follows(session, activity)
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
    first = [session.item(gap.item_id) for gap in found[:3]]
    names = "; ".join(f"{item.number} {item.name}" for item in first)
    how = "In the order you gave them" if session.gap_order else "Suggested by distance, then by spread"
    return (
        Line("lead", f"To talk about first: {names}."),
        Line("muted", f"{how}. ↑ ↓ choose a gap, [ ] move it, f sorts."),
    )


def _vote(session: Session, activity: Activity) -> tuple[Line, ...]:
    labels = candidate_labels(session, activity)
    if not labels:
        what = {"gaps": "gap", "actions": "open action"}.get(activity.candidates, "item")
        return (Line("lead", f"There is no {what} to vote on yet."),)
    rule = "all on one allowed" if activity.stack else "one dot on each at most"
    asked = f"{activity.dots} dots for each partner, {rule}. Where do we start?"
    rows = [f"{label}  {candidate_name(session, one)}" for one, label in labels.items()]
    return (Line("lead", asked), *(Line("point", row, person=True) for row in rows))


def _follows(session: Session, activity: Activity) -> tuple[Line, ...]:
    items = top_items(session, activity)
    if not items:
        return (Line("lead", "The vote before this decides what stands here. ← goes back to it."),)
    names = [f"{session.item(one).number} {session.item(one).name}" for one in items]
    return (Line("lead", "What has most dots:"), *(Line("point", name) for name in names))


def _close(session: Session, today: date) -> tuple[Line, ...]:
    done, of = analysis.progress(session)
    parked = sum(one.kind == "parked" and not one.outcome for one in session.notes)
    lines = [Line("lead", f"{len(session.open_actions())} actions open. Press s to write the summary.")]
    if parked:
        many = "point is" if parked == 1 else "points are"
        lines.append(Line("warn", f"{parked} parked {many} to come back to. b brings one back."))
    if of:
        lines.append(Line("text", f"{done} of {of} scored items have an answer or an agreed level."))
    for title, kind in (("Decisions", "decision"), ("Parked points", "parked")):
        notes = [one for one in session.notes if one.kind == kind]
        if notes:
            lines.append(Line("heading", f"{title} ({len(notes)})"))
            lines += [Line("point", parked_line(session, one), person=True) for one in notes]
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
    return (*lines, *_coming(session, stop))


def _coming(session: Session, stop: Stop) -> tuple[Line, ...]:
    """What → leads to."""
    places = plan.stops(session)
    after = places[places.index(stop) + 1 :] if stop in places else ()
    if not after:
        return ()
    if after[0].part == "item":
        item = session.item(after[0].ref)
        words = f"{item.number} {item.name}"
    elif after[0].activity_id != stop.activity_id:
        activity = session.activity(after[0].activity_id)
        words = f"{activity.title} ({activity.minutes} min)"
    else:
        words = page(session, after[0], date.min).title
    return (Line("heading", "Next"), Line("muted", words))


def say_next(session: Session, stop: Stop) -> tuple[str, ...]:
    """What the facilitator can say or do now, in the light of what has been answered."""
    activity = session.activity(stop.activity_id)
    if stop.part == "closing":
        return ("“Who will do what, and by when?” Press a for each answer.",)
    if stop.part == "section":
        return ("Read this out. Then → for the first one.", *activity.script)
    if activity.kind == "prioritise":
        return (*_vote_next(session, activity), *activity.script)
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


def _vote_next(session: Session, activity: Activity) -> tuple[str, ...]:
    voted, of = len(session.dots_of(activity.id)), len(session.voices())
    if activity.id in session.revealed_votes:
        return ("“Are these the right ones to go on with?” Then →.",)
    if voted < of:
        return (f"c places the dots of the partner in focus. {of - voted} to go.",)
    return ("“Everybody has placed their dots. Let us look.” Press r.",)


# --- the head ----------------------------------------------------------------------------------------


def place(session: Session, stop: Stop) -> Place:
    """Session, activity and position, for the head of the screen."""
    activity = session.activity(stop.activity_id)
    parts = [session.place or session.title]
    if session.date:
        parts.append(dates.show(session.date))
    steps = [one.id for one in session.agenda if one.state == "planned"]
    progress = f"Step {steps.index(activity.id) + 1} of {len(steps)}" if activity.id in steps else ""
    if stop.part == "item":
        pack = session.pack_of(stop.ref)
        if activity.follows is not None:
            ids = list(top_items(session, activity))
        else:
            ids = [one.id for one in session.items(activity.kind) if session.pack_of(one.id) == pack]
        if stop.ref in ids:
            progress += f" · {pack.item_word.capitalize()} {ids.index(stop.ref) + 1} of {len(ids)}"
    return Place(" · ".join(parts), activity.title, progress)


_STAGE_MARKS: Mapping[schedule.Stage, str] = {
    "running": "",
    "last fifth": "▲ ",
    "closing": "▲▲ ",
    "over": "■ ",
}


def countdown_words(clock: schedule.Clock) -> str:
    """ "07:40 left", "▲ 02:10 left", "■ 01:05 over"."""
    word = "over" if clock.left < 0 else "left"
    return f"{_STAGE_MARKS[clock.stage]}{schedule.figures(clock.left)} {word}"


def time_words(session: Session, now: datetime, item_seconds: int | None = None) -> str:
    """The countdown of the step, that of the item where one is wanted, and whether we are on time."""
    clock = schedule.clock(session, now)
    parts = [countdown_words(clock)] if clock is not None else []
    if item_seconds is not None and session.item_minutes is not None:
        item = schedule.countdown(session.item_minutes, item_seconds)
        parts.append(f"item {countdown_words(item)}")
    if session.running is not None or session.spells:
        parts.append(schedule.in_words(schedule.behind(session, now)))
    return " · ".join(parts)


# --- the agenda --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A place of the agenda: ✓ where something is recorded, · where something is asked and nothing is."""

    stop: Stop
    mark: str
    words: str


def activity_state(word: str) -> ActivityState:
    """One of the states that an activity can be in. Raises StopIteration for any other word."""
    return next(one for one in get_args(ActivityState) if one == word)


def agenda_rows(session: Session, now: datetime) -> tuple[AgendaRow, ...]:
    """Every activity with its minutes and what it took, and below it its stops."""
    rows: list[AgendaRow] = []
    reached = analysis.reached(session)
    places = plan.stops(session)
    for activity in session.agenda:
        start = Stop(activity_id=activity.id)
        mine = [one for one in places if one.activity_id == activity.id]
        rows.append(AgendaRow(mine[0] if mine else start, "", _activity_words(session, activity, now)))
        rows += [_stop_row(session, one, reached) for one in mine if one.part != "start"]
    return tuple(rows)


def _activity_words(session: Session, activity: Activity, now: datetime) -> str:
    taken = schedule.taken(session, activity.id, now)
    minutes = f"{activity.minutes} min"
    if taken >= 30:
        minutes += f", took {max(1, round(taken / 60))}"
    state = "" if activity.state == "planned" else f" · {activity.state.upper()}"
    return f"{activity.title} ({minutes}){state}"


def _stop_row(session: Session, stop: Stop, reached: Collection[str]) -> AgendaRow:
    if stop.part == "item":
        item = session.item(stop.ref)
        agreed = session.agreement(item.id)
        level = f" · agreed {agreed.level}" if agreed else ""
        return AgendaRow(stop, "✓" if item.id in reached else "·", f"    {item.number} {item.name}{level}")
    if stop.part == "reading":
        return AgendaRow(stop, "", f"    {page(session, stop, date.min).title}")
    words = "What it is about" if stop.part == "section" else "What we do next"
    return AgendaRow(stop, "", f"    {words}")


# --- votes and profile -------------------------------------------------------------------------------


def candidate_labels(session: Session, activity: Activity) -> dict[str, str]:
    """What each candidate of a vote is called, by its id: "1.6", "A3"."""
    return {one: named(session, one) if "/" in one else one for one in analysis.candidates(session, activity)}


def candidate_name(session: Session, candidate: str) -> str:
    """The words of a candidate: an item's name or an action's text."""
    if "/" in candidate:
        return session.item(candidate).name
    return next(one.text for one in session.actions if one.id == candidate)


Sorting = Literal["gap", "spread", "level", "agenda"]
SORTINGS: tuple[Sorting, ...] = get_args(Sorting)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One scored item in the profile."""

    item_id: str
    label: str
    name: str
    top: int
    """Highest level of its scale."""
    level: int | None
    target: int | None
    spread: analysis.Spread


def profile(session: Session, sorting: Sorting, section_key: str | None = None) -> tuple[ProfileRow, ...]:
    """All scored items of a section, or of the session, that have answers or an agreed level.

    By `gap`: in the room's own order of the gaps, then the others; by `spread`: widest first; by `level`:
    lowest agreed first; else in the order of the agenda.
    """
    rows: list[ProfileRow] = []
    for item in session.items("score"):
        scale = session.pack_of(item.id).scale
        agreed = session.agreement(item.id)
        revealed = session.round_of(item.id)[1] or agreed is not None
        if scale is None or not revealed:
            continue
        pack = session.pack_of(item.id)
        if section_key not in (None, f"{pack.id}/{session.section_of(item.id).id}"):
            continue
        rows.append(
            ProfileRow(
                item.id,
                item.number,
                item.name,
                scale.top,
                agreed.level if agreed else None,
                analysis.target_of(session, item.id),
                analysis.spread_of(session, item.id),
            )
        )
    if sorting == "gap":
        order = [gap.item_id for gap in analysis.gaps(session)]
        rows.sort(key=lambda row: order.index(row.item_id) if row.item_id in order else len(order))
    elif sorting == "spread":
        rows.sort(key=lambda row: 2.0 if row.spread.consensus is None else row.spread.consensus)
    elif sorting == "level":
        rows.sort(key=lambda row: row.top + 1 if row.level is None else row.level)
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
