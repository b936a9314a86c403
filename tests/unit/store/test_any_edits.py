"""Whatever is done in a session, in whatever order, it is sound and comes back from its tables as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.edit import Edit
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.identity import stamped, tables_of
from sessions.kinds.gaps import order_gaps
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import NOTE_KINDS, ROOM, Person
from sessions.store.check import findings
from sessions.store.load import decode
from sessions.store.storage import render
from sessions.store.tables import to_tables
from tests.builders import NOW, agendas, aside, packs, page
from tests.offered import step_offers

PACKS, TEMPLATES = packs(), agendas()
MOST_EDITS = 40

Choice = Callable[[Session, st.DataObject], Edit]


def step(session: Session, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([activity.id for activity in session.agenda]))


def item(session: Session, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([item.id for pack in session.packs for item in pack.items()]))


def partner(session: Session, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([*(voice.id for voice in session.voices()), ROOM]))


def origin(session: Session, data: st.DataObject) -> str | None:
    return item(session, data) if data.draw(st.booleans()) else None


def vote(session: Session, data: st.DataObject) -> Edit:
    """On an action as often as on an item, and now and then no dots at all."""
    votes = [activity.id for activity in session.agenda if isinstance(activity, VoteActivity)]
    up = [*(action.uid for action in session.actions), item(session, data), item(session, data)]
    candidates = data.draw(st.lists(st.sampled_from(up), max_size=2, unique=True))
    place = data.draw(st.sampled_from(votes)) if votes else step(session, data)
    return vote_edits.vote(place, partner(session, data), dict.fromkeys(candidates, 1))


def offered(session: Session, data: st.DataObject) -> Edit:
    after = step(session, data)
    offers = step_offers(session, after)
    if not offers:
        return event_edits.mark_summarised()
    return agenda_edits.add_activity(after, data.draw(st.sampled_from(offers)).activity)


def settle(session: Session, data: st.DataObject) -> Edit:
    parked = [note.id for note in session.notes if note.kind == "parked"] or ["N0"]
    note = data.draw(st.sampled_from(parked))
    return data.draw(
        st.sampled_from(
            [
                note_edits.drop_parked(note),
                note_edits.parked_to_decision(note, "So be it"),
                note_edits.parked_to_action(note, note_edits.ActionFields("Settle it")),
            ]
        )
    )


def reworded(session: Session, data: st.DataObject) -> Edit:
    """Another kind of note, or, with no text, none any more."""
    note = data.draw(st.sampled_from([note.id for note in session.notes] or ["N0"]))
    kind = data.draw(st.sampled_from(NOTE_KINDS))
    return note_edits.change_note(note, kind=kind, text=data.draw(st.sampled_from(["", "Other"])))


def another_template(session: Session, data: st.DataObject) -> Edit:
    template = data.draw(st.sampled_from(list(TEMPLATES.values())))
    chosen = data.draw(st.sampled_from([(), ("d3",)]))
    return event_edits.set_material(template.id, *plan.agenda(template, PACKS, chosen))


CHOICES: tuple[Choice, ...] = (
    lambda s, d: score_edits.answer_level(item(s, d), partner(s, d), d.draw(st.sampled_from([None, 1, 3]))),
    lambda s, d: score_edits.reveal(item(s, d)),
    lambda s, d: score_edits.second_round(item(s, d)),
    lambda s, d: score_edits.agree(
        item(s, d), d.draw(st.integers(1, 5)), target=d.draw(st.none() | st.just(5))
    ),
    lambda s, d: score_edits.withdraw_agreement(item(s, d)),
    lambda s, d: score_edits.dissent(item(s, d), partner(s, d), d.draw(st.sampled_from(["", "No."]))),
    lambda s, d: note_edits.add_note(
        d.draw(st.sampled_from(["parked", "comment"])), "x", origin=origin(s, d)
    ),
    lambda s, d: note_edits.add_action(note_edits.ActionFields("x"), origin=origin(s, d)),
    settle,
    reworded,
    vote,
    lambda s, d: order_gaps(d.draw(st.permutations([item(s, d), item(s, d)]))),
    lambda s, d: vote_edits.reveal_vote(step(s, d)),
    lambda s, d: vote_edits.change_dots(
        step(s, d), dots=d.draw(st.integers(1, 3)), stack=d.draw(st.booleans())
    ),
    lambda s, d: people_edits.add_partner(f"P{d.draw(st.integers(1, 5))}"),
    lambda s, d: people_edits.remove_partner(partner(s, d)),
    lambda s, d: people_edits.set_people([Person(name="Ann", partner_id=partner(s, d))]),
    lambda s, d: agenda_edits.set_state(step(s, d), d.draw(st.sampled_from(["planned", "skipped"]))),
    offered,
    lambda s, d: agenda_edits.remove_activity(step(s, d)),
    lambda s, d: agenda_edits.move_activity(step(s, d), d.draw(st.sampled_from([-1, 1]))),
    lambda s, d: agenda_edits.postpone_rest(step(s, d), {item(s, d), item(s, d)}),
    lambda s, d: event_edits.move_to(d.draw(st.sampled_from(plan.stops(s)))),
    lambda s, d: agenda_edits.run_clock(step(s, d)),
    another_template,
)


def fresh() -> Session:
    template = TEMPLATES["tips-and-pulse"]
    agenda, used = plan.agenda(template, PACKS)
    return Session(id="s", title="T", template_id=template.id, created_at=NOW, packs=used, agenda=agenda)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_after_any_edits_it_is_sound_and_can_be_read_and_shown(data: st.DataObject) -> None:
    session = fresh()
    for _ in range(data.draw(st.integers(1, MOST_EDITS))):
        choice = data.draw(st.sampled_from(CHOICES))
        try:
            after = choice(session, data).apply(session, NOW)
        except Problem:
            continue
        session = stamped(session, after, "laptop-a")
        assert [str(finding) for finding in findings(session)] == []
        steps = {activity.id for activity in session.agenda}
        assert {spell.activity_id for spell in session.spells} <= steps
        assert session.running is None or session.running.activity_id in steps
    assert decode(render(to_tables(session)), Path("s.json")).session == session
    rows = [row for table in tables_of(session).values() for row in table]
    assert {row.author for row in rows} <= {"", "laptop-a"}
    for stop in plan.stops(session):
        assert page(session, stop).title
        aside(session, stop)
    assert account(session)


def test_a_dissent_of_the_whole_room_is_still_its_own_once_there_are_partners() -> None:
    session = fresh()
    principle = next(item.id for item in session.items(ScoreActivity))
    for edit in (
        score_edits.agree(principle, 3),
        score_edits.dissent(principle, ROOM, "Not all of us."),
        people_edits.add_partner("ICB", "NHS"),
    ):
        session = edit.apply(session, NOW)
    assert findings(session) == ()
    assert [voice.id for voice in session.voices()] == ["icb", ROOM]
    assert decode(render(to_tables(session)), Path("s.json")).session == session
    assert "Not all of us." in account(session)
    with pytest.raises(Problem):
        people_edits.remove_partner(ROOM).apply(session, NOW)
