"""The wall at every stop of the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from sessions import analysis, dates, plan, votes, words
from sessions.kinds.prioritise.records import dots_of, is_revealed
from sessions.material import Item
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Action, Activity, Stop
from sessions.spans import on_screen, plain_text
from workshop import pages
from workshop.wall.items import missing, scored, tally, voices_of
from workshop.wall.model import Entry, Standing, Tone, Wall
from workshop.wall.times import item_time, step_time

FIRST = 3
"""How many gaps are suggested to talk about first."""


def wall(
    session: Session, stop: Stop | None, today: date, now: datetime, item_since: datetime | None = None
) -> Wall:
    """What the room sees at a stop; None: the session has not begun.

    `now` and `item_since`, when the item of the stop was reached, must be aware; without the latter the
    item's countdown is left out.
    """
    if stop is None:
        made = Wall(title=session.title, statement=_occasion(session), cover=True)
    else:
        made = _at(session, revealed_only(session), stop, today)
    return replace(
        made,
        place=session.place,
        time=step_time(session, now),
        item_time=item_time(session, stop, item_since, now),
    )


def _at(session: Session, seen: Session, stop: Stop, today: date) -> Wall:
    activity = session.activity(stop.activity_id)
    if stop.part == "item":
        item = session.item(stop.ref)
        made = Wall(title=item.name, label=item.number, statement=item.statement)
        if pages.scored_here(session, stop):
            return scored(session, seen, item, made)
        return replace(made, entries=tuple(_to_discuss(item))) if activity.kind == "discuss" else made
    if stop.part == "reading":
        return _reading(session, stop)
    if stop.part in ("section", "closing"):
        return _section(session, seen, stop, today)
    if activity.kind == "prioritise":
        return _vote(session, seen, activity)
    return _start(seen, activity, today)


# --- a vote ------------------------------------------------------------------------------------------


def _vote(session: Session, seen: Session, activity: Activity) -> Wall:
    """What is up for the vote and who has placed dots; after the reveal the ranking."""
    if nothing := pages.nothing_here(seen, activity):
        return Wall(title=activity.title, statement=nothing)
    labels = pages.candidate_labels(seen, activity)
    names = {one: pages.candidate_name(seen, one) for one in labels}
    if is_revealed(session, activity.id):
        ranked = votes.ranking(seen, activity.id, tuple(labels))
        most = max(one.dots for one in ranked)
        placed = dots_of(seen, activity.id)
        nameless = seen.model_copy(update={"as_bodies": False})
        return Wall(
            title=activity.title,
            entries=tuple(
                Entry(
                    "numbered",
                    f"{labels[one.candidate]} {names[one.candidate]}",
                    words.place(one) if one.dots else "",
                    one.dots,
                    most,
                )
                for one in ranked
            ),
            sentences=missing(seen, placed, "dots"),
            nameless=missing(nameless, placed, "dots"),
        )
    voices = voices_of(session, dots_of(session, activity.id))
    rule = "All may go on one." if activity.stack else "At most one on each."
    return Wall(
        title=activity.title,
        question=f"{activity.dots} dots each. {rule}" if activity.dots > 1 else "One dot each.",
        entries=tuple(Entry("numbered", names[one], label) for one, label in labels.items()),
        voices=voices,
        tally=tally(voices, "placed their dots"),
    )


# --- all other stops ---------------------------------------------------------------------------------


def _occasion(session: Session) -> str:
    """Place and date."""
    when = dates.show_long(session.date) if session.date else ""
    return " · ".join(one for one in (session.place, when) if one)


def _to_discuss(item: Item) -> Iterator[Entry]:
    """Questions, and then what others did."""
    for prompt in item.prompts:
        yield Entry("question", prompt)
    if item.examples:
        yield Entry("heading", "In practice")
    for one in item.examples:
        theme = f" · {one.theme}" if one.theme else ""
        yield Entry("text", f"{one.place}{theme}: {one.text}")


def _reading(session: Session, stop: Stop) -> Wall:
    pack_id, _, reading_id = stop.ref.partition("/")
    reading = next(one for one in session.pack(pack_id).readings if one.id == reading_id)
    intro = [Entry("text", reading.intro, spare=True)] if reading.intro else []
    return Wall(title=reading.title, entries=(*intro, *(Entry("point", one) for one in reading.points)))


def _section(session: Session, seen: Session, stop: Stop, today: date) -> Wall:
    """What a section is about; or what it closes with, what will be done about it, and how far it has got."""
    section = session.section(stop.ref)
    if stop.part == "closing":
        here = session.activity(stop.activity_id).kind == "score"
        rows = pages.profile(seen, "agenda", stop.ref) if here else ()
        return Wall(
            title="What we do next",
            label=section.label,
            statement=section.closing,
            entries=tuple(_actions(session.actions_from(stop.ref), today)),
            profile=tuple(Standing(row, "How far we have got") for row in rows),
        )
    first, *rest = re.split(r"(?<=[.?!])\s+", section.about.strip())
    entries = tuple(Entry("text", one) for one in rest)
    return Wall(title=section.title, label=section.label, statement=first, entries=entries)


def _actions(actions: Iterable[Action], today: date) -> Iterator[Entry]:
    """Actions, the first due first, who and when on a line below; what is overdue has a sign of its own."""
    for action in sorted(actions, key=lambda action: (action.due is None, action.due or date.max)):
        tone: Tone = "warn" if analysis.is_overdue(action, today) else "point"
        lines = (words.action_what(action), words.action_who(action, today))
        yield Entry(tone, "\n".join(map(on_screen, lines)))


def _start(seen: Session, activity: Activity, today: date) -> Wall:
    """The first page of an activity."""
    if activity.follows is not None:
        items = [seen.item(one) for one in votes.top_items(seen, activity)]
        entries = tuple(Entry("numbered", one.name, one.number) for one in items)
        said = pages.nothing_here(seen, activity) or pages.tie_words(len(items), activity)
        return Wall(title=activity.title, statement=said, entries=entries)
    if activity.kind == "welcome":
        return _welcome(seen)
    if activity.kind == "gaps":
        return _gaps(seen, activity)
    if activity.kind == "close":
        return _close(seen, activity, today)
    if activity.kind in ("review", "actions"):
        return _open_actions(seen, activity, today)
    if activity.kind == "break":
        coming = plan.after(seen, activity)
        return Wall(title=activity.title, statement=f"Then: {coming.title}" if coming else "")
    return Wall(title=activity.title)


def _welcome(seen: Session) -> Wall:
    names = plain_text(words.partner_names(seen, (partner.id for partner in seen.partners)))
    agenda = [one for one in seen.agenda if one.kind != "welcome" and one.state == "planned"]
    return Wall(
        title=seen.title,
        statement=_occasion(seen),
        entries=(
            *([Entry("text", names, spare=True)] if names else []),
            Entry("heading", "What we will do"),
            *(Entry("point", f"{one.title} ({one.minutes} min)") for one in agenda),
        ),
    )


def _open_actions(seen: Session, activity: Activity, today: date) -> Wall:
    actions = seen.open_actions()
    if not actions:
        nothing = (
            "No action is open from before." if activity.kind == "review" else "Who will do what, by when?"
        )
        return Wall(title=activity.title, statement=nothing)
    late = sum(analysis.is_overdue(one, today) for one in actions)
    head = f"{len(actions)} open" + (f", {late} overdue" if late else "")
    return Wall(title=activity.title, statement=head, entries=tuple(_actions(actions, today)))


def _gaps(seen: Session, activity: Activity) -> Wall:
    """Where all items stand, in the room's order of the gaps; the first ones stand apart."""
    rows = pages.profile(seen, "gap")
    below = [row.item_id for row in rows if row.level is not None and (row.target or 0) > row.level]
    first = set(below[:FIRST])
    if not rows:
        said = "Nothing is answered or agreed here yet."
    elif first:
        said = ""
    elif any(row.level is not None for row in rows):
        said = "Nothing that was agreed is below its target."
    else:
        said = "No level is agreed yet."
    rest = "The others" if first else ""
    standings = (Standing(row, "To talk about first" if row.item_id in first else rest) for row in rows)
    return Wall(title=activity.title, statement=said, profile=tuple(standings))


def _close(seen: Session, activity: Activity, today: date) -> Wall:
    """Who does what by when, then decisions, then what is still parked."""
    entries: list[Entry] = []
    if actions := tuple(_actions(seen.open_actions(), today)):
        entries += [Entry("heading", "Who does what, by when"), *actions]
    for heading, kind in (("Decisions", "decision"), ("Parked", "parked")):
        notes = [one for one in seen.notes if one.kind == kind and not one.outcome]
        if notes:
            entries.append(Entry("heading", heading))
            entries += [Entry("point", on_screen(words.note_from(seen, one))) for one in notes]
    return Wall(title=activity.title, statement="" if entries else "Thank you.", entries=tuple(entries))
