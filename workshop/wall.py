"""What the room sees of a stop of the agenda, as plain data: pure functions of the record and the time.

Before anything else the record is cut to what has been revealed (`revealed_only`); all that says a level or
a dot is worked out from that, so that an answer cannot reach the wall before its reveal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from sessions import analysis, dates, plan, schedule, votes
from sessions.material import Item, Level
from sessions.record import Action, Activity, Session, Stop
from sessions.reveal import revealed_only
from workshop import pages

Tone = Literal["text", "point", "question", "heading", "warn", "numbered"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of running text, shown whole or not at all."""

    tone: Tone
    text: str
    sign: str = ""
    """Before it, where it is numbered: "1.6", "2="."""
    dots: int | None = None
    """Dots it has in a vote that has been revealed."""
    spare: bool = False
    """Whether it is left out without a word where there is no room for it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A partner, and whether it has answered or placed its dots."""

    name: str
    ready: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A partner on the picture, and how many of its answers stand there."""

    name: str
    answers: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The revealed answers. `names` has a group a level, lowest first; all are empty where answers are
    anonymous.
    """

    spread: analysis.Spread
    names: tuple[tuple[Named, ...], ...]
    unsure: tuple[Named, ...]
    """Who does not know."""


@dataclass(frozen=True, slots=True)
class Time:
    """The countdown. `words` say by shape and word how near the end is; so does the stage, for the colour."""

    words: str
    stage: schedule.Stage


@dataclass(frozen=True, slots=True)
class Wall:
    """One subject, as the room sees it. What is empty is not shown."""

    title: str
    label: str = ""
    """Before the title: "1.6", "Domain 1"."""
    statement: str = ""
    """Read aloud, and shown large."""
    word: str = ""
    """How far the answers agree, after the reveal: "MIXED"."""
    entries: tuple[Entry, ...] = ()
    question: str = ""
    """What partners are asked to answer, or how they vote."""
    levels: tuple[Level, ...] = ()
    """The scale, where the item is scored here."""
    voices: tuple[Voice, ...] = ()
    """Who has answered, before the reveal."""
    tally: str = ""
    """The same in figures: "3 of 5 answered"."""
    picture: Picture | None = None
    sentences: tuple[str, ...] = ()
    """What the answers say: who stands apart, what has shifted."""
    nameless: tuple[str, ...] = ()
    """The same without names, for where there is no room for them."""
    settled: str = ""
    """The agreed level and its target."""
    next: str = ""
    """What the room does now."""
    time: Time | None = None
    cover: bool = False
    """Whether it is what stands there before the session begins."""


def wall(session: Session, stop: Stop | None, today: date, now: datetime) -> Wall:
    """What the room sees at a stop; None: the session has not begun. `now` must be aware."""
    if stop is None:
        made = Wall(title=session.title, statement=_occasion(session), cover=True)
    else:
        made = _at(session, revealed_only(session), stop, today)
    return replace(made, time=_time(session, now))


def _time(session: Session, now: datetime) -> Time | None:
    clock = schedule.clock(session, now)
    if clock is None:
        return None
    figures = schedule.figures(clock.left)
    words = {
        "running": f"{figures} left",
        "last fifth": f"▲ {figures} left",
        "closing": f"▲▲ {figures} nearly over",
        "over": f"■ {figures} over time",
    }
    return Time(words[clock.stage], clock.stage)


def _at(session: Session, seen: Session, stop: Stop, today: date) -> Wall:
    activity = session.activity(stop.activity_id)
    if stop.part == "item":
        item = session.item(stop.ref)
        made = Wall(title=item.name, label=item.number, statement=item.statement)
        if pages.scored_here(session, stop):
            return _scored(session, seen, item, made)
        return replace(made, entries=tuple(_to_discuss(item))) if activity.kind == "discuss" else made
    if stop.part == "reading":
        return _reading(session, stop)
    if stop.part in ("section", "closing"):
        return _section(session, stop, today)
    if activity.kind == "prioritise":
        return _vote(session, seen, activity)
    return _start(seen, activity, today)


# --- a scored item -----------------------------------------------------------------------------------


def _scored(session: Session, seen: Session, item: Item, made: Wall) -> Wall:
    """Who has answered, and after the reveal what. `made` has the item's own text."""
    scale = session.scale_of(item.id)
    number, revealed = session.round_of(item.id)
    made = replace(made, levels=scale.levels, settled=_settled(session, item.id))
    if not revealed:
        question = f"Once more: {scale.question}" if number > 1 else scale.question
        voices = _voices(session, session.ballots_on(item.id, number))
        return replace(made, question=question, voices=voices, tally=_tally(voices, "answered"))
    spread = analysis.spread_of(seen, item.id)
    hear = spread.word in ("mixed", "split") and number == 1 and not made.settled
    shift = _shift(seen, item.id)
    nameless = seen.model_copy(update={"as_bodies": False})
    standing = seen.standing_ballots(item.id)
    silent = len(session.voices()) - len(standing)
    from_how_many = f"Answers from {len(standing)} of {len(session.voices())} partners." if silent else ""
    return replace(
        made,
        word=spread.word.upper(),
        picture=_picture(seen, item.id, spread),
        sentences=(*shift, *analysis.apart_sentences(seen, item.id), *([from_how_many] if silent else [])),
        nameless=(*shift, *analysis.apart_sentences(nameless, item.id), *([from_how_many] if silent else [])),
        next="Let us hear why. Then we answer once more." if hear else "",
    )


def _voices(session: Session, ready: Iterable[str]) -> tuple[Voice, ...]:
    """Every partner, and whether its id is among those that are ready."""
    ids = set(ready)
    return tuple(Voice(one.name, one.id in ids) for one in session.voices())


def _tally(voices: tuple[Voice, ...], done: str) -> str:
    """ "3 of 5 answered", "all 5 answered"; empty for the room as a whole."""
    ready, of = sum(one.ready for one in voices), len(voices)
    if of < 2:
        return ""
    return f"all {of} {done}" if ready == of else f"{ready} of {of} {done}"


def _picture(seen: Session, item_id: str, spread: analysis.Spread) -> Picture:
    """The answers, with names where partners answer as bodies and there are several."""
    levels: list[list[Named]] = [[] for _ in spread.counts]
    unsure: list[Named] = []
    ballots = seen.standing_ballots(item_id)
    if seen.as_bodies and len(seen.voices()) > 1:
        for partner_id, ballot in ballots.items():
            name = seen.partner(partner_id).name
            for level, count in zip(levels, ballot.counts, strict=False):
                if count:
                    level.append(Named(name, count))
            if ballot.dont_know:
                unsure.append(Named(name, ballot.dont_know))
    return Picture(spread, tuple(tuple(level) for level in levels), tuple(unsure))


def _shift(seen: Session, item_id: str) -> tuple[str, ...]:
    """How the answers moved between the rounds, in words."""
    both = analysis.shift(seen, item_id)
    if both is None:
        return ()
    first, after = both
    word = f"Still {after.word}" if first.word == after.word else f"From {first.word} to {after.word}"
    if first.median is None or after.median is None:
        return (f"{word} after the talk.",)
    if first.median == after.median:
        middle = f"the median stays at {level_words(after.median)}"
    else:
        way = "up" if after.median > first.median else "down"
        middle = f"the median goes {way} from {level_words(first.median)} to {level_words(after.median)}"
    return (f"{word} after the talk; {middle}.",)


def level_words(level: float) -> str:
    """A level or a half between two: "3", "3½"."""
    return f"{int(level)}{'' if level == int(level) else '½'}"


def _settled(session: Session, item_id: str) -> str:
    """ "Agreed: 3 part-way · target 4 mostly · 1 dissent on record"; empty where nothing is agreed."""
    agreed, target = session.agreement(item_id), analysis.target_of(session, item_id)
    if agreed is None:
        return ""
    label = session.scale_of(item_id).label
    parts = [f"Agreed: {agreed.level} {label(agreed.level)}"]
    if target is not None:
        parts.append(f"target {target} {label(target)}")
    if count := len(agreed.dissents):
        parts.append(f"{count} dissent{'s' if count > 1 else ''} on record")
    return " · ".join(parts)


# --- a vote ------------------------------------------------------------------------------------------


def _vote(session: Session, seen: Session, activity: Activity) -> Wall:
    """What is up for the vote and who has placed dots; after the reveal the ranking."""
    if nothing := pages.nothing_here(seen, activity):
        return Wall(title=activity.title, statement=nothing)
    labels = pages.candidate_labels(seen, activity)
    names = {one: pages.candidate_name(seen, one) for one in labels}
    if activity.id in session.revealed_votes:
        entries = (
            Entry("numbered", f"{labels[one.candidate]} {names[one.candidate]}", one.place_words, one.dots)
            for one in votes.ranking(seen, activity.id, tuple(labels))
        )
        return Wall(title=activity.title, entries=tuple(entries))
    voices = _voices(session, session.dots_of(activity.id))
    rule = "All may go on one." if activity.stack else "At most one on each."
    return Wall(
        title=activity.title,
        question=f"{activity.dots} dots each. {rule}" if activity.dots > 1 else "One dot each.",
        entries=tuple(Entry("numbered", names[one], label) for one, label in labels.items()),
        voices=voices,
        tally=_tally(voices, "placed their dots"),
    )


# --- all other stops ---------------------------------------------------------------------------------


def _occasion(session: Session) -> str:
    """Place and date."""
    when = dates.show_long(session.date) if session.date else ""
    return " · ".join(one for one in (session.place, when) if one)


def _to_discuss(item: Item) -> Iterator[Entry]:
    """Questions and examples, as many as there is room for."""
    for prompt in item.prompts:
        yield Entry("question", prompt, spare=True)
    if item.examples:
        yield Entry("heading", "In practice", spare=True)
    for one in item.examples:
        theme = f" · {one.theme}" if one.theme else ""
        yield Entry("text", f"{one.place}{theme}: {one.text}", spare=True)


def _reading(session: Session, stop: Stop) -> Wall:
    pack_id, _, reading_id = stop.ref.partition("/")
    reading = next(one for one in session.pack(pack_id).readings if one.id == reading_id)
    intro = [Entry("text", reading.intro, spare=True)] if reading.intro else []
    return Wall(title=reading.title, entries=(*intro, *(Entry("point", one) for one in reading.points)))


def _section(session: Session, stop: Stop, today: date) -> Wall:
    """What a section is about; or what it closes with, and what will be done about it."""
    section = session.section(stop.ref)
    if stop.part == "closing":
        actions = _actions(session.actions_from(stop.ref), today)
        return Wall(
            title="What we do next", label=section.label, statement=section.closing, entries=tuple(actions)
        )
    first, *rest = re.split(r"(?<=[.?!])\s+", section.about.strip())
    entries = tuple(Entry("text", one) for one in rest)
    return Wall(title=section.title, label=section.label, statement=first, entries=entries)


def _actions(actions: Iterable[Action], today: date) -> Iterator[Entry]:
    """Actions, the first due first; what is overdue has a sign of its own."""
    for one in sorted(actions, key=lambda one: (one.due is None, one.due or date.max)):
        tone: Tone = "warn" if pages.is_overdue(one, today) else "point"
        yield Entry(tone, pages.action_line(one, today))


def _start(seen: Session, activity: Activity, today: date) -> Wall:
    """The first page of an activity."""
    if activity.follows is not None:
        items = [seen.item(one) for one in votes.top_items(seen, activity)]
        entries = tuple(Entry("numbered", one.name, one.number) for one in items)
        return Wall(title=activity.title, statement=pages.nothing_here(seen, activity), entries=entries)
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
    names = analysis.in_words([one.name for one in seen.partners])
    agenda = [one for one in seen.agenda if one.kind != "welcome" and one.state == "planned"]
    return Wall(
        title=seen.title,
        statement=_occasion(seen),
        entries=(
            *([Entry("text", names, spare=True)] if names else []),
            Entry("heading", "What we will do", spare=True),
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
    late = sum(pages.is_overdue(one, today) for one in actions)
    head = f"{len(actions)} open" + (f", {late} overdue" if late else "")
    return Wall(title=activity.title, statement=head, entries=tuple(_actions(actions, today)))


def _gaps(seen: Session, activity: Activity) -> Wall:
    found = analysis.gaps(seen)
    if not found:
        return Wall(title=activity.title, statement="Nothing that was agreed is below its target.")
    entries = []
    for gap in found:
        item = seen.item(gap.item_id)
        word = f" · views {gap.spread.word}" if gap.spread.n >= analysis.FEWEST_ANSWERS else ""
        entries.append(Entry("numbered", f"{item.name}: {gap.level} → {gap.target}{word}", item.number))
    return Wall(title=activity.title, statement="From the agreed level to the target", entries=tuple(entries))


def _close(seen: Session, activity: Activity, today: date) -> Wall:
    """Who does what by when, then decisions, then what is still parked."""
    actions = tuple(_actions(seen.open_actions(), today))
    entries: list[Entry] = []
    for heading, kind in (("Decisions", "decision"), ("Parked", "parked")):
        notes = [one for one in seen.notes if one.kind == kind and not one.outcome]
        if notes:
            entries.append(Entry("heading", heading, spare=True))
            entries += [Entry("point", _from(seen, one.origin) + one.text) for one in notes]
    statement = "Who does what, by when" if actions else "" if entries else "Thank you."
    return Wall(title=activity.title, statement=statement, entries=(*actions, *entries))


def _from(seen: Session, origin: str | None) -> str:
    name = pages.named(seen, origin)
    return f"{name}: " if name else ""
