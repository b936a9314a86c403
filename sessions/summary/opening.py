"""The first page of the summary: what it is, who was there, and what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sessions import analysis, dates
from sessions.analysis import Gap
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, agreement_on
from sessions.record import Session
from sessions.rows import Partner, Person
from sessions.summary import words
from sessions.summary.model import Block, Bullets, Facts, Heading, Line, Paragraph, Table

LINES = 5
"""Most lines a list of the headline has; the rest is counted, and stands under its item all the same."""


def title_blocks(session: Session, now: datetime | None) -> Iterator[Block]:
    """Title, place, date, and when it was written: the only line that the clock has a say in."""
    yield Heading(1, words.typed(session.title), "summary")
    yield Facts(
        (
            ("Place", words.typed(session.place) if session.place else words.plain("not recorded")),
            ("Date", words.plain(dates.show(session.date) if session.date else "not recorded")),
        )
    )
    if now is not None:
        written = f"Summary written on {dates.show(now.date())} at {now:%H:%M}."
        yield Paragraph(words.plain(written), kind="quiet")


# --- who was there --------------------------------------------------------------------------------


def who_blocks(session: Session) -> Iterator[Block]:
    """Partners with their sectors, and people."""
    yield Heading(2, words.plain("Who was there"), "who")
    if session.partners:
        yield Table(
            words.plain("Partners and people"),
            ("Partner", "Sector", "People"),
            tuple(_partner_row(session, partner) for partner in session.partners),
        )
        yield Paragraph(
            words.plain(
                "Partners answered as bodies, in the open."
                if session.as_bodies
                else "People answered for themselves; their answers are kept anonymous."
            ),
            kind="quiet",
        )
    else:
        yield Paragraph(words.plain("There were no separate partners: the room answered as one."))
    ids = {partner.id for partner in session.partners}
    others = tuple(_person(person) for person in session.people if person.partner_id not in ids)
    if others:
        yield Bullets(others, lead="Also there" if session.partners else "People")
    if not session.people:
        yield Paragraph(words.plain("No names were recorded."), kind="quiet")


def _partner_row(session: Session, partner: Partner) -> tuple[Line, ...]:
    people = [_person(person) for person in session.people if person.partner_id == partner.id]
    count = words.plain(words.number_of(partner.members, "person", "people")) if partner.members else ()
    named = words.joined(people, "; ")
    return (
        words.typed(partner.name),
        words.plain(words.SECTORS[partner.sector]),
        words.joined((count, named), ": ") or words.plain("not recorded"),
    )


def _person(person: Person) -> Line:
    if not person.role:
        return words.typed(person.name)
    return (*words.typed(person.name), *words.plain(", "), *words.typed(person.role))


# --- headline -------------------------------------------------------------------------------------


def headline_blocks(session: Session) -> Iterator[Block]:
    """Strengths, gaps, and where partners differ, a few lines each."""
    yield Heading(2, words.plain("In short"), "in-short")
    yield Paragraph(words.plain(_reach(session)))
    agreed = bool(AGREEMENTS.of(session))
    yield from _list(
        "Strengths",
        "strengths",
        [words.plain(_strength(session, one)) for one in analysis.strengths(session)],
        "Nothing was agreed at the top two levels." if agreed else "No level was agreed.",
    )
    yield from _list(
        "Gaps to act on",
        "gaps",
        [words.plain(_gap(session, one)) for one in analysis.gaps(session)],
        "Everything agreed is at its target." if agreed else "No level was agreed.",
    )
    answered = any(ballot.answers for ballot in BALLOTS.of(session))
    yield from _list(
        "Where partners differ",
        "differ",
        [_difference(session, one) for one in analysis.differing(session)],
        "No partner stands apart or dissents, and nowhere is the room split."
        if answered
        else "Nobody answered.",
    )


def _list(title: str, anchor: str, lines: Sequence[Line], none: str) -> Iterator[Block]:
    yield Heading(3, words.plain(title), anchor)
    if not lines:
        yield Paragraph(words.plain(none))
        return
    yield Bullets(tuple(lines[:LINES]))
    if len(lines) > LINES:
        more = len(lines) - LINES
        yield Paragraph(words.plain(f"And {more} more, below."), kind="quiet")


def _reach(session: Session) -> str:
    done, of = analysis.progress(session)
    sentences = []
    if of:
        agreed = len(AGREEMENTS.of(session))
        levels = words.number_of(agreed, "level was", "levels were")
        sentences.append(
            f"{done} of {of} {_item_word(session)}s {'was' if done == 1 else 'were'} scored; {levels} agreed."
        )
    decisions = sum(note.kind == "decision" for note in session.notes)
    actions = len(session.actions)
    sentences.append(
        f"The record holds {words.number_of(decisions, 'decision', 'decisions')} "
        f"and {words.number_of(actions, 'action', 'actions')}."
    )
    return " ".join(sentences)


def _item_word(session: Session) -> str:
    """What the items to score are called; "item" where packs differ."""
    called = {session.pack_of(item.id).item_word for item in session.items(ScoreActivity)}
    return called.pop() if len(called) == 1 else "item"


def _strength(session: Session, one: Gap) -> str:
    scale = session.scale_of(one.item_id)
    level = words.level_of(scale, one.level)
    return f"{words.origin(session, one.item_id)}: agreed at {level}{_but(one)}."


def _gap(session: Session, one: Gap) -> str:
    scale = session.scale_of(one.item_id)
    way = f"{words.level_of(scale, one.level)}, target {words.level(scale, one.target)}"
    steps = analysis.levels_in_words(one.distance)
    return f"{words.origin(session, one.item_id)}: agreed at {way}, {steps} to go{_but(one)}."


def _but(one: Gap) -> str:
    """A warning where the answers behind an agreed level lie far apart."""
    return "; the answers are split" if one.spread.word == "split" else ""


def _difference(session: Session, item_id: str) -> Line:
    sentences = [words.mentions(session, one) for one in analysis.apart_sentences(session, item_id)]
    agreed = agreement_on(session, item_id)
    if agreed is not None and agreed.dissents:
        names = words.joined((words.partner_name(session, one.partner_id) for one in agreed.dissents), ", ")
        sentences.append((*words.plain("Dissent on record: "), *names, *words.plain(".")))
    return words.joined((words.plain(f"{words.origin(session, item_id)}:"), *sentences), " ")
