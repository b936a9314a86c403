"""The first page of the summary: what it is, who was there, and what matters most."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sessions import dates, meeting, spread_words, words
from sessions.analysis.whole import Gap, differing, gaps, progress, strengths
from sessions.aspects import aspect_id_of
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, Agreement, ScoreActivity, agreement_on
from sessions.record import Session
from sessions.rows import Attendee, Partner, Person
from sessions.scope import items_here, why_not
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph, TableBlock

LINES = 5
"""Most lines a list of the headline has; the rest is counted, and stands under its item all the same."""


def title_blocks(session: Session, now: datetime | None) -> Iterator[Block]:
    """Title, place, date, and when it was written: the only line that the clock has a say in."""
    yield Heading(1, typed(session.title), "summary")
    if session.rehearsal:
        yield Paragraph(plain("This is of a rehearsal: nothing in it was said or decided."))
    place = typed(session.place) if session.place else plain("not recorded")
    date = plain(dates.show(session.date) if session.date else "not recorded")
    yield Facts((("Place", place), ("Date", date)))
    if now is not None:
        written = f"Summary written on {dates.show(now.date())} at {now:%H:%M}."
        yield Paragraph(plain(written), kind="quiet")


def who_blocks(session: Session) -> Iterator[Block]:
    """Partners with their sectors, and people."""
    yield Heading(2, plain("Who was there"), "who")
    if session.partners:
        rows = tuple(_partner_row(session, partner) for partner in session.partners)
        yield TableBlock(plain("Partners and people"), ("Partner", "Sector", "People"), rows)
        way = "People answered for themselves: each person counts once. Their answers are kept anonymous."
        if session.as_bodies:
            way = "Partners answered as bodies, in the open: each body counts once."
        yield Paragraph(plain(way), kind="quiet")
    else:
        yield Paragraph(plain("There were no separate partners: the room answered as one."))
    ids = {partner.id for partner in session.partners}
    others = tuple(_person(person) for person in _there(session) if person.partner_id not in ids)
    if others:
        yield Bullets(others, lead="Also there" if session.partners else "People")
    if away := tuple(
        _away(session, row) for row in meeting.attendees(session) if row.attendance == "apologies"
    ):
        yield Bullets(away, lead="Apologies")
    if not session.people:
        yield Paragraph(plain("No names were recorded."), kind="quiet")


def _partner_row(session: Session, partner: Partner) -> tuple[Line, ...]:
    people = [_person(person) for person in _there(session) if person.partner_id == partner.id]
    count = plain(words.number_of(partner.members, "person", "people")) if partner.members else ()
    who = joined((count, joined(people, "; ")), ": ")
    there = joined((who, _said(meeting.attendance(partner))), "; ") or plain("not recorded")
    return (typed(partner.name), plain(words.first_upper(partner.sector)), there)


def _there(session: Session) -> Iterator[Person]:
    return (person for person in session.people if person.attendance != "apologies")


def _person(person: Person) -> Line:
    role = typed(person.role) if person.role else ()
    chair = _said("in the chair" if person.chair else "")
    return joined((typed(person.name), role, chair, _said(meeting.attendance(person))), ", ")


def _said(text: str) -> Line:
    return plain(text) if text else ()


def _away(session: Session, attendee: Attendee) -> Line:
    """Who sent apologies: "Priya Shah, Director (ICB)"."""
    if isinstance(attendee, Partner):
        return typed(attendee.name)
    name = joined((typed(attendee.name), typed(attendee.role) if attendee.role else ()), ", ")
    if attendee.partner_id is None:
        return name
    return (*name, *plain(" ("), *words.partner_name(session, attendee.partner_id), *plain(")"))


def headline_blocks(session: Session, seen: Session, waiting: Sequence[str]) -> Iterator[Block]:
    """Strengths, gaps, and where partners differ, a few lines each, from what the room has `seen`.

    `waiting` are the ids of the items and steps of which something is still hidden.
    """
    yield Heading(2, plain("In short"), "in-short")
    yield Paragraph(plain(_reach(session)))
    if waiting:
        names = "; ".join(words.origin(session, ref) for ref in waiting)
        yield Paragraph(plain(f"Answered, {words.NOT_REVEALED}: {names}."))
    strong = [_agreed(seen, strength, to_go=False) for strength in strengths(seen)]
    short = [_agreed(seen, gap, to_go=True) for gap in gaps(seen)]
    no_strength = no_gap = "No level was agreed."
    if _agreements(session):
        no_strength = "Nothing was agreed at the top two levels."
        no_gap = "Everything agreed is at its target."
    no_difference = "Nothing of what was answered is revealed yet." if waiting else "Nobody answered."
    if any(ballot.answers for ballot in BALLOTS.of(seen)):
        no_difference = "No partner stands apart or dissents, and nowhere is the room split."
    differences = [_difference(seen, item_id) for item_id in differing(seen)]
    yield from _list("Strengths", "strengths", strong, no_strength)
    yield from _list("Gaps to act on", "gaps", short, no_gap)
    yield from _list("Where partners differ", "differ", differences, no_difference)


def _list(title: str, anchor: str, lines: Sequence[Line], none: str) -> Iterator[Block]:
    yield Heading(3, plain(title), anchor)
    if not lines:
        yield Paragraph(plain(none))
        return
    yield Bullets(tuple(lines[:LINES]))
    if len(lines) > LINES:
        yield Paragraph(plain(f"And {len(lines) - LINES} more, below."), kind="quiet")


def _reach(session: Session) -> str:
    done, of = progress(session)
    scored = ""
    if of:
        item_words = {session.pack_of(item.id).item_word for item in items_here(session, ScoreActivity)}
        item = item_words.pop() if len(item_words) == 1 else "item"
        levels = words.number_of(len(_agreements(session)), "level was", "levels were")
        scored = f"{done} of {of} {item}s {'was' if done == 1 else 'were'} scored; {levels} agreed. "
    decided = sum(note.kind == "decision" for note in session.notes)
    decisions = words.number_of(decided, "decision", "decisions")
    actions = words.number_of(len(session.actions), "action", "actions")
    return f"{scored}The record holds {decisions} and {actions}."


def _agreements(session: Session) -> list[Agreement]:
    """What was agreed on items that apply here, and not on one of several questions on them."""
    rows = (row for row in AGREEMENTS.of(session) if not aspect_id_of(row.item_id))
    return [row for row in rows if why_not(session, row.item_id) is None]


def _agreed(session: Session, gap: Gap, *, to_go: bool) -> Line:
    """The agreed level, how far it is to the target, and a warning where the answers lie far apart."""
    scale = session.scale_of(gap.item_id)
    level = words.level_of(scale, gap.level)
    if to_go:
        level += f", target {words.level(scale, gap.target)}, {words.distance(gap.distance)} to go"
    but = f"; {spread_words.views(gap.spread)}" if gap.spread.word == "split" or gap.spread.is_unsure else ""
    return plain(f"{words.origin(session, gap.item_id)}: agreed level {level}{but}.")


def _difference(session: Session, item_id: str) -> Line:
    sentences = list(words.apart(session, item_id))
    agreed = agreement_on(session, item_id)
    if agreed is not None and agreed.dissents:
        names = joined((words.partner_name(session, dissent.partner_id) for dissent in agreed.dissents), ", ")
        sentences.append((*plain("Dissent on record: "), *names, *plain(".")))
    return joined((plain(f"{words.origin(session, item_id)}:"), *sentences), " ")
