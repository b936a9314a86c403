"""The day of every kind as it went elsewhere: people answer as people, the whole room with its hands, what
was shown was changed since, and much is hidden still, does not apply, or was taken back."""

from __future__ import annotations

import datetime as dt
from functools import cache

from sessions import scope, voices
from sessions.edits import agenda as agenda_edits, event, items as item_edits, notes, people
from sessions.edits.notes import ActionFields
from sessions.kinds import guesses
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import criteria_of
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.evaluation.edits import say_words
from sessions.kinds.options import edits as option_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns import edits as turn_edits
from sessions.record import Session
from sessions.rows import ROOM, Person
from tests.builders import NOW
from tests.every_kind import (
    AGENDA,
    BOARD,
    COUNCIL,
    ICB,
    PAYING,
    PROVIDERS,
    VOLUNTARY,
    after,
    planned,
    step_of,
)


def _scored(session: Session) -> Session:
    """Hands of the whole room, a split room, one item without an answer that counts, one that waits."""
    one, two, three, four, five = (f"icbo/D1.{number}" for number in (1, 2, 3, 4, 5))
    session = after(
        session,
        score_edits.answer(one, ROOM, (0, 3, 9, 1, 0), 2),
        score_edits.reveal(one),
        score_edits.agree(one, 3, target=3),
        score_edits.answer(two, COUNCIL, (2, 0, 0, 0, 1), 1),
        score_edits.answer(two, ICB, (0, 0, 0, 0, 3), 0),
        score_edits.answer(two, PROVIDERS, (4, 0, 0, 0, 2), 0),
        score_edits.reveal(two),
        score_edits.answer(two, ICB, (0, 0, 0, 1, 2), 0),
        score_edits.agree(two, 3, evidence="none"),
        score_edits.dissent(two, ICB, "We are further on."),
        score_edits.dissent(two, PROVIDERS, "We are not."),
        score_edits.agree(two, 4),
        score_edits.answer_level(three, ICB, None),
        score_edits.answer_level(three, COUNCIL, None),
        score_edits.reveal(three),
        score_edits.answer_level(four, VOLUNTARY, 2),
        scope.does_not_apply(five, "There is one provider here."),
        notes.add_note("evidence", "A letter.", origin=four, evidence="documents"),
    )
    for number, levels in ((1, (2, 1)), (2, (3, 3)), (4, (1, 1))):
        ref = f"lead-provider-risks/R{number}"
        for aspect, level in zip(("likelihood", "impact"), levels, strict=True):
            session = score_edits.agree(f"{ref}#{aspect}", level).apply(session, NOW)
    fields = ActionFields("Cost both pathways", body="ICB", due=dt.date(2026, 11, 1), risk=True)
    session = notes.add_action(fields, origin="lead-provider-risks/R4").apply(session, NOW)
    for number, levels in ((1, {"are": 4, "want": 2}), (2, {"are": 3, "want": 3}), (3, {"were": 2})):
        for aspect, level in levels.items():
            ref = f"evolving-care/P{number}#{aspect}"
            session = score_edits.answer_level(ref, ROOM, level).apply(session, NOW)
            session = score_edits.reveal(ref).apply(session, NOW)
    return session


def _chosen(session: Session) -> Session:
    vote, roles, appraise, options = (
        step_of(session, kind) for kind in ("prioritise", "roles", "appraise", "options")
    )
    barriers = [item.id for item in session.pack("barriers").items()][:3]
    functions = [item.id for item in session.pack("lead-provider-roles").items()][:3]
    criteria = [criterion.id for criterion in criteria_of(session, session.activity(appraise))]  # type: ignore[arg-type]
    session = after(
        session,
        vote_edits.change_dots(vote, dots=4, stack=False),
        vote_edits.vote(vote, ROOM, {barriers[0]: 7, barriers[1]: 7, barriers[2]: 1}, people=9),
        vote_edits.reveal_vote(vote),
        role_edits.set_parties(roles, "partners"),
        role_edits.set_role(roles, functions[0], COUNCIL, "leads"),
        role_edits.set_role(roles, functions[0], ICB, "leads"),
        role_edits.set_role(roles, functions[1], ICB, "supports"),
        role_edits.set_role(roles, functions[1], VOLUNTARY, "asked"),
        role_edits.object_to_role(roles, functions[1], VOLUNTARY, "Asked too late."),
        scope.does_not_apply(functions[2], "Done by the region."),
    )
    for item_id, levels in (("scope/A1", (4, 3, None, 3)), ("scope/A2", (3, 4, 4, 3)), ("scope/A3", (1, 5))):
        for partner, more in ((COUNCIL, 0), (ICB, 1)):
            said = {
                criterion: None if level is None else min(5, level + more)
                for criterion, level in zip(criteria, levels, strict=False)
            }
            session = appraise_edits.appraise(appraise, item_id, partner, said).apply(session, NOW)
        if item_id != "scope/A3":
            session = appraise_edits.reveal_levels(appraise, item_id).apply(session, NOW)
    *_, rooms = (step.id for step in session.agenda if step.kind == "appraise")
    own = [criterion.id for criterion in criteria_of(session, session.activity(rooms))]  # type: ignore[arg-type]
    return after(
        session,
        appraise_edits.appraise(appraise, "scope/A1", COUNCIL, {criteria[2]: 2}),
        appraise_edits.set_weights(appraise, {criteria[0]: 3, criteria[3]: 0}),
        appraise_edits.appraise(rooms, PAYING, ROOM, {own[0]: 4}),
        option_edits.say_option(options, COUNCIL, {"scope/O1": 2, "scope/O2": 1}, 1),
        option_edits.say_option(options, ICB, {"scope/O2": 2}, 0),
        option_edits.reveal_options(options),
        option_edits.say_option(options, VOLUNTARY, {"scope/O3": 1}, 0),
        option_edits.say_option(options, ICB, {}, 0),
        option_edits.choose(options, "scope/O1"),
        option_edits.dissent_from_choice(options, ICB, "Too little."),
        option_edits.choose(options, "scope/O2"),
    )


def _checked(session: Session) -> Session:
    checks = [f"lead-provider/C{number}" for number in (1, 2, 3, 10)]
    figure = next(item.id for item in session.pack("figures").items() if item.guess is not None)
    faith = "inclusion/A3"
    return after(
        session,
        check_edits.tick(checks[0], "unknown"),
        check_edits.tick(checks[1], "no"),
        check_edits.dissent_from_check(checks[1], ICB, "It is under way."),
        check_edits.tick(checks[2], "yes"),
        check_edits.tick(checks[3], "yes"),
        check_edits.tick_question(checks[3], 2, "unknown"),
        check_edits.say(BOARD, ROOM, (9, 2, 1), 3),
        check_edits.reveal_check(BOARD),
        check_edits.say(BOARD, ROOM, (8, 3, 1), 3),
        check_edits.say_one(faith, ICB, "no"),
        guesses.guess(figure, ROOM, "about 900"),
        voices.take_no_part(f"{BOARD}", PROVIDERS, "They sit on it."),
        say_words(step_of(session, "evaluation"), "long, long, useful"),
    )


def _talked(session: Session) -> Session:
    tables, talk, turns = (step_of(session, kind) for kind in ("table-work", "talk", "turns"))
    session = item_edits.add_item(step_of(session, "appraise"), "Transport for carers").apply(session, NOW)
    return after(
        session,
        notes.add_note("comment", "All agreed on the first.", origin=tables),
        notes.add_note("comment", "Buses.", origin=f"{tables}/{ICB}"),
        notes.add_note("parked", "What of children?", origin=talk),
        notes.add_note("parked", "Who is the lead?"),
        notes.drop_parked("N5"),
        notes.add_note("decision", "We wait for the figures.", votes=(3, 3, 0)),
        notes.add_action(ActionFields("Ask the trust", owner="Priya Shah", due=dt.date(2026, 11, 30))),
        notes.add_action(ActionFields("Close it", status="done"), origin="icbo/d1"),
        notes.add_action(ActionFields("Leave it", status="dropped")),
        turn_edits.set_takers(turns, "partners"),
        turn_edits.pass_over(turns, PROVIDERS),
        agenda_edits.set_state(step_of(session, "score"), "done"),
        agenda_edits.set_state(talk, "skipped"),
        event.set_quorum(4),
        people.set_attendance(session.partners[3].uid, "apologies"),
    )


@cache
def other_day() -> Session:
    """The session; the same one each time."""
    session = planned(AGENDA, "Another day")
    session = event.describe(title="Another day", place="", on=None, as_bodies=False).apply(session, NOW)
    listed = (*session.people[:2], Person(uid="0" * 15 + "4", name="Lou Park", attendance="left"))
    session = people.set_people(listed).apply(session, NOW)
    return _talked(_checked(_chosen(_scored(session))))
