"""The first page of the summary: what it is, who was there, and what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sessions import dates, words
from sessions.analysis.whole import Gap, differing, gaps, progress, strengths
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, ScoreActivity, agreement_on
from sessions.record import Session
from sessions.rows import Partner, Person
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph, Table

LINES = 5
"""Most lines a list of the headline has; the rest is counted, and stands under its item all the same."""


def title_blocks(session: Session, now: datetime | None) -> Iterator[Block]:
    """Title, place, date, and when it was written: the only line that the clock has a say in."""
    yield Heading(1, typed(session.title), "summary")
    yield Facts(
        (
            ("Place", typed(session.place) if session.place else plain("not recorded")),
            ("Date", plain(dates.show(session.date) if session.date else "not recorded")),
        )
    )
    if now is not None:
        written = f"Summary written on {dates.show(now.date())} at {now:%H:%M}."
        yield Paragraph(plain(written), kind="quiet")


# --- who was there --------------------------------------------------------------------------------


def who_blocks(session: Session) -> Iterator[Block]:
    """Partners with their sectors, and people."""
    yield Heading(2, plain("Who was there"), "who")
    if session.partners:
        yield Table(
            plain("Partners and people"),
            ("Partner", "Sector", "People"),
            tuple(_partner_row(session, partner) for partner in session.partners),
        )
        yield Paragraph(
            plain(
                "Partners answered as bodies, in the open."
                if session.as_bodies
                else "People answered for themselves; their answers are kept anonymous."
            ),
            kind="quiet",
        )
    else:
        yield Paragraph(plain("There were no separate partners: the room answered as one."))
    ids = {partner.id for partner in session.partners}
    others = tuple(_person(person) for person in session.people if person.partner_id not in ids)
    if others:
        yield Bullets(others, lead="Also there" if session.partners else "People")
    if not session.people:
        yield Paragraph(plain("No names were recorded."), kind="quiet")


def _partner_row(session: Session, partner: Partner) -> tuple[Line, ...]:
    people = [_person(person) for person in session.people if person.partner_id == partner.id]
    count = plain(words.number_of(partner.members, "person", "people")) if partner.members else ()
    named = joined(people, "; ")
    return (
        typed(partner.name),
        plain(words.first_upper(partner.sector)),
        joined((count, named), ": ") or plain("not recorded"),
    )


def _person(person: Person) -> Line:
    if not person.role:
        return typed(person.name)
    return (*typed(person.name), *plain(", "), *typed(person.role))


# --- headline -------------------------------------------------------------------------------------


def headline_blocks(session: Session) -> Iterator[Block]:
    """Strengths, gaps, and where partners differ, a few lines each."""
    yield Heading(2, plain("In short"), "in-short")
    yield Paragraph(plain(_reach(session)))
    agreed = bool(AGREEMENTS.of(session))
    yield from _list(
        "Strengths",
        "strengths",
        [plain(_strength(session, strength)) for strength in strengths(session)],
        "Nothing was agreed at the top two levels." if agreed else "No level was agreed.",
    )
    yield from _list(
        "Gaps to act on",
        "gaps",
        [plain(_gap(session, gap)) for gap in gaps(session)],
        "Everything agreed is at its target." if agreed else "No level was agreed.",
    )
    answered = any(ballot.answers for ballot in BALLOTS.of(session))
    yield from _list(
        "Where partners differ",
        "differ",
        [_difference(session, item_id) for item_id in differing(session)],
        "No partner stands apart or dissents, and nowhere is the room split."
        if answered
        else "Nobody answered.",
    )


def _list(title: str, anchor: str, lines: Sequence[Line], none: str) -> Iterator[Block]:
    yield Heading(3, plain(title), anchor)
    if not lines:
        yield Paragraph(plain(none))
        return
    yield Bullets(tuple(lines[:LINES]))
    if len(lines) > LINES:
        more = len(lines) - LINES
        yield Paragraph(plain(f"And {more} more, below."), kind="quiet")


def _reach(session: Session) -> str:
    done, of = progress(session)
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


def _strength(session: Session, gap: Gap) -> str:
    scale = session.scale_of(gap.item_id)
    level = words.level_of(scale, gap.level)
    return f"{words.origin(session, gap.item_id)}: agreed at {level}{_but(gap)}."


def _gap(session: Session, gap: Gap) -> str:
    scale = session.scale_of(gap.item_id)
    way = f"{words.level_of(scale, gap.level)}, target {words.level(scale, gap.target)}"
    steps = words.distance(gap.distance)
    return f"{words.origin(session, gap.item_id)}: agreed at {way}, {steps} to go{_but(gap)}."


def _but(gap: Gap) -> str:
    """A warning where the answers behind an agreed level lie far apart."""
    return "; the answers are split" if gap.spread.word == "split" else ""


def _difference(session: Session, item_id: str) -> Line:
    sentences = list(words.apart(session, item_id))
    agreed = agreement_on(session, item_id)
    if agreed is not None and agreed.dissents:
        names = joined((words.partner_name(session, dissent.partner_id) for dissent in agreed.dissents), ", ")
        sentences.append((*plain("Dissent on record: "), *names, *plain(".")))
    return joined((plain(f"{words.origin(session, item_id)}:"), *sentences), " ")
