"""A session with a step of every kind, each of which recorded something; and a meeting without scores."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Sequence
from functools import cache, reduce
from pathlib import Path

from sessions import plan, scope, voices
from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, event, items as item_edits, notes, people
from sessions.edits.notes import ActionFields
from sessions.kinds import gaps, guesses
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import AppraiseActivity, criteria_of
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.evaluation.edits import say_words
from sessions.kinds.options import edits as option_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import KINDS
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns.records import TurnsActivity, takers, turn_key
from sessions.record import Session
from sessions.returns import RETURNS, Remarked, Return
from sessions.rows import ROOM, Person, Spell
from tests.builders import NOW, packs

AGENDA = (Path(__file__).parent / "examples" / "every_kind.toml").read_text("utf-8")
PARTNERS = (
    ("County Council", "council", 4),
    ("ICB", "NHS", 3),
    ("Care providers", "provider", 6),
    ("Voluntary sector", "voluntary", None),
)
PEOPLE = (
    Person(uid="0" * 15 + "1", name="Priya Shah", partner_id="icb", role="Director", chair=True),
    Person(uid="0" * 15 + "2", name="Tom Okafor", partner_id="county-council", attendance="late"),
    Person(uid="0" * 15 + "3", name="Sam Lee", attendance="apologies"),
)
BOARD = "inclusion/A1"
PAYING = "lead-provider-guide/O1"
COUNCIL, ICB, PROVIDERS, VOLUNTARY = "county-council", "icb", "care-providers", "voluntary-sector"


def planned(text: str, title: str) -> Session:
    """A session of such an agenda with four partners and three people, before it begins."""
    template = plan.Template.model_validate_json(json.dumps(tomllib.loads(text)))
    agenda, used = plan.agenda(template, packs())
    made = Session(
        id="every", title=title, template_id=template.id, created_at=NOW, agenda=agenda, packs=used
    )
    made = event.describe(title=title, place="Old Library", on=NOW.date()).apply(made, NOW)
    for name, sector, members in PARTNERS:
        made = people.add_partner(name, sector, members).apply(made, NOW)
    return people.set_people(PEOPLE).apply(made, NOW)


def after(session: Session, *changes: Edit) -> Session:
    """The session after these changes."""
    return reduce(lambda made, edit: edit.apply(made, NOW), changes, session)


def step_of(session: Session, kind: str) -> str:
    """Id of the step of a kind."""
    return next(step.id for step in session.agenda if step.kind == kind)


def _scored(session: Session) -> Session:
    def answers(ref: str, levels: Sequence[int | None], *, agreed: int | None = None) -> Session:
        nonlocal session
        for voice, level in zip((COUNCIL, ICB, PROVIDERS, VOLUNTARY), levels, strict=False):
            session = score_edits.answer_level(ref, voice, level).apply(session, NOW)
        session = score_edits.reveal(ref).apply(session, NOW)
        return session if agreed is None else score_edits.agree(ref, agreed).apply(session, NOW)

    session = answers("icbo/D1.1", (4, 4, 5, 4), agreed=4)
    session = answers("icbo/D1.2", (1, 1, 5, None))
    session = score_edits.second_round("icbo/D1.2").apply(session, NOW)
    session = after(
        answers("icbo/D1.2", (2, 3, 3, 2)),
        score_edits.agree("icbo/D1.2", 2, target=4, evidence="some"),
        score_edits.dissent("icbo/D1.2", PROVIDERS, "We see it working every week."),
    )
    form = Return(
        id="form-1",
        partner_id=ICB,
        revision=2,
        taken=("icbo/D1.1",),
        remarks=(Remarked(item_id="icbo/D1.1", text="Since the spring."),),
        at=NOW,
    )
    session = RETURNS.with_row(session, form)
    session = after(session, score_edits.answer_level("icbo/D1.1", VOLUNTARY, 3))  # the room has seen a 4
    for number, impact in ((1, 1), (2, 2), (3, 3)):
        ref = f"lead-provider-risks/R{number}"
        session = answers(f"{ref}#likelihood", (1, 2, number, 1), agreed=number)
        session = answers(f"{ref}#impact", (impact, impact, 3, 1), agreed=impact)
    session = after(
        session, score_edits.dissent("lead-provider-risks/R1#impact", PROVIDERS, "Two closed last year.")
    )
    for number in (1, 2):
        ref = f"evolving-care/P{number}"
        for aspect, levels in (("were", (1, 1, 2, 1)), ("are", (2, 3, 2, 4)), ("want", (5, 5, 4, 5))):
            if any(aspect == own for own in getattr(_step(session, "here-to-there"), "asked", ())):
                session = answers(f"{ref}#{aspect}", levels, agreed=levels[0])
    return session


def _step(session: Session, kind: str) -> object:
    return session.activity(step_of(session, kind))


def _chosen(session: Session) -> Session:
    """Dots, parts, appraisal and options."""
    vote, roles, appraise, options = (
        step_of(session, kind) for kind in ("prioritise", "roles", "appraise", "options")
    )
    barriers = [item.id for item in session.pack("barriers").items()][:3]
    functions = [item.id for item in session.pack("lead-provider-roles").items()][:2]
    parties = session.pack("lead-provider-roles").parties
    criteria = [f"scope/K{number}" for number in range(1, 5)]
    session = after(
        session,
        vote_edits.vote(vote, COUNCIL, {barriers[0]: 2, barriers[1]: 1}),
        vote_edits.vote(vote, ICB, {barriers[0]: 3}),
        vote_edits.vote(vote, VOLUNTARY, {barriers[2]: 1}),
        vote_edits.vote(vote, PROVIDERS, {barriers[0]: 4, barriers[2]: 2}, people=2),
        vote_edits.reveal_vote(vote),
        vote_edits.vote(vote, VOLUNTARY, {barriers[2]: 2}),
        role_edits.set_role(roles, functions[0], parties[0], "leads"),
        role_edits.set_role(roles, functions[0], parties[1], "told"),
        role_edits.object_to_role(roles, functions[0], parties[1], "We find people."),
        role_edits.set_role(roles, functions[1], parties[1], "asked"),
    )
    *_, rooms = (step for step in session.agenda if isinstance(step, AppraiseActivity))
    own = [criterion.id for criterion in criteria_of(session, rooms)]
    for item_id, levels in (("scope/A1", (4, 3, 5, 3)), ("scope/A2", (3, 4, 3, 4))):
        for partner in (COUNCIL, ICB, PROVIDERS):
            said = dict(zip(criteria, levels, strict=True))
            session = appraise_edits.appraise(appraise, item_id, partner, said).apply(session, NOW)
        session = appraise_edits.reveal_levels(appraise, item_id).apply(session, NOW)
    return after(
        session,
        appraise_edits.appraise(appraise, "scope/A2", ICB, {criteria[1]: 5}),
        appraise_edits.set_weights(appraise, {criteria[0]: 2}),
        appraise_edits.appraise(rooms.id, PAYING, ROOM, dict(zip(own, (4, 2), strict=True))),
        appraise_edits.dissent_from_levels(rooms.id, PAYING, VOLUNTARY, "It leaves out carers."),
        option_edits.say_option(options, COUNCIL, {"scope/O1": 1}, 0),
        option_edits.say_option(options, ICB, {"scope/O2": 1}, 0),
        option_edits.say_option(options, PROVIDERS, {}, 1),
        option_edits.reveal_options(options),
        option_edits.say_option(options, ICB, {"scope/O3": 1}, 0),
        option_edits.choose(options, "scope/O2", "It can be begun by spring."),
        option_edits.dissent_from_choice(options, VOLUNTARY, "Too much at once."),
    )


def _checked(session: Session) -> Session:
    checks = [f"lead-provider/C{number}" for number in (1, 2, 8, 10)]
    figure = next(item.id for item in session.pack("figures").items() if item.guess is not None)
    return after(
        session,
        check_edits.tick(checks[0], "yes"),
        check_edits.tick(checks[1], "partly"),
        notes.add_note("comment", "Who reports?", origin=checks[1]),
        check_edits.tick(checks[3], "no"),
        check_edits.tick_question(checks[3], 1, "no"),
        check_edits.dissent_from_check(checks[0], VOLUNTARY, "Unmet need was left out."),
        scope.does_not_apply(checks[2], "There is no pooled budget here."),
        guesses.guess(figure, COUNCIL, "12"),
        guesses.guess(figure, ICB, "30"),
        guesses.show_figure(figure),
        check_edits.say(BOARD, COUNCIL, (2, 1, 0), 1),
        check_edits.say_one(BOARD, ICB, "yes"),
        check_edits.say_one(BOARD, PROVIDERS, "unknown"),
        check_edits.reveal_check(BOARD),
        check_edits.say_one(BOARD, ICB, "partly"),
        check_edits.tick(BOARD, "partly"),
        voices.take_no_part("icbo/D1.3", PROVIDERS, "They bid for it."),
        say_words(step_of(session, "evaluation"), "useful x3, honest"),
        gaps.order_gaps(["icbo/D1.2"]),
    )


def _talked(session: Session) -> Session:
    turns = _step(session, "turns")
    assert isinstance(turns, TurnsActivity)
    taker = takers(session, turns)[0]
    tables, talk, reading = (step_of(session, kind) for kind in ("table-work", "talk", "reading"))
    session = item_edits.add_item(step_of(session, "risk"), "Parking at the hospital").apply(session, NOW)
    return after(
        session,
        notes.add_note("evidence", "The deed, signed in March.", origin="icbo/D1.1", evidence="documents"),
        notes.add_note("comment", "One voice, said twice.", origin=reading),
        notes.add_note("comment", "Nurses want the same rota.", origin=talk),
        notes.add_note("comment", "A single number to ring.", origin=f"{tables}/{COUNCIL}"),
        notes.add_note("decision", "The boards meet as one from April.", origin="icbo/D1.2", votes=(7, 2, 1)),
        notes.add_note("decision", "We begin with reablement.", origin="scope/A1"),
        notes.add_note("parked", "Who pays for transport?", origin="icbo/d1"),
        notes.add_note("comment", "A frank afternoon."),
        notes.add_action(ActionFields("Call the trust", owner=taker.owner, body=taker.body),
                         origin=turn_key(turns, taker.id)),
        notes.add_action(ActionFields("Draft the protocol", "Priya Shah", "ICB", dt.date(2027, 1, 30),
                                      "Both boards have signed it", risk=True), origin="icbo/D1.2"),
        notes.add_action(ActionFields("Set up the group", body="County Council", due=dt.date(2027, 2, 1)),
                         origin="lead-provider/C10"),
        notes.add_action(ActionFields("Ask Cabinet", owner="Tom Okafor", due_words="when Cabinet has met")),
        notes.set_next_meeting(dt.date(2027, 1, 12)),
        *_noted_of_people(session.partners[2].uid),
        agenda_edits.set_state(step_of(session, "break"), "skipped"),
    )  # fmt: skip


def _noted_of_people(providers: str) -> tuple[Edit, ...]:
    """Who came and left when, and what they declared; how many make a quorum."""
    priya, tom, _ = (person.uid for person in PEOPLE)
    return (
        people.set_attendance(tom, "late", at=NOW + dt.timedelta(minutes=20)),
        people.set_attendance(priya, "left", at=NOW + dt.timedelta(minutes=200)),
        people.declare_interests(tom, "Trustee of a hospice."),
        people.set_attendance(providers, "left", at=NOW + dt.timedelta(minutes=90)),
        people.declare_interests(providers, "It holds the contract."),
        event.set_quorum(3),
    )


def _followed(session: Session) -> Session:
    """What became of an action and of a parked point, and how long steps took."""
    later = {"due": dt.date(2027, 3, 31), "status": "in progress"}
    session = notes.change_action(
        session.actions[1].model_copy(update=later), remark="Waits for the lawyers."
    ).apply(session, NOW)
    parked = next(note for note in session.notes if note.kind == "parked")
    turns = step_of(session, "turns")
    spells = (
        Spell(activity_id=step_of(session, "score"), seconds=1234),
        Spell(activity_id=turns, seconds=60),
        Spell(activity_id=turns, place="1", seconds=600),
    )
    session = session.model_copy(update={"spells": spells})
    carried = session.actions[2].model_copy(update={"carried_from": "north-vale-october"})
    session = session.model_copy(update={"actions": (*session.actions[:2], carried, *session.actions[3:])})
    return after(
        session,
        notes.change_action(session.actions[1], remark="They have begun."),
        notes.parked_to_action(parked.id, ActionFields("Cost the transport", body="ICB")),
    )


@cache
def every_kind() -> Session:
    """The session; the same one each time."""
    return _followed(_talked(_checked(_chosen(_scored(planned(AGENDA, "A day of every kind"))))))


MEETING = """
id = "steering"
name = "Steering group"
minutes = 40
about = "A meeting about actions."

[[steps]]
kind = "review"
title = "Open actions"
minutes = 15

[[steps]]
kind = "discuss"
title = "Tips"
minutes = 10
pack = "tips"

[[steps]]
kind = "actions"
title = "Decisions and actions"
minutes = 12

[[steps]]
kind = "close"
title = "Close"
minutes = 3
"""


@cache
def meeting() -> Session:
    """A steering group that scored nothing: what was decided, who does what, what was parked."""
    session = planned(MEETING, "North Vale steering group")
    for number, (text, owner, body) in enumerate(
        (
            ("Send the draft specification round", "Priya Shah", "ICB"),
            ("Bring the figures of last winter", "Tom Okafor", "County Council"),
            ("Ask the alliance for two more members", "", "Voluntary sector"),
            ("Book the hall for March", "", ""),
        )
    ):
        fields = ActionFields(text, owner, body, dt.date(2027, 1, 8 + 7 * number))
        session = notes.add_action(fields).apply(session, NOW)
    done = session.actions[1].model_copy(update={"status": "done", "carried_from": "north-vale-october"})
    tip = next(session.pack("tips").items())
    return after(
        session,
        notes.change_action(done, remark="Sent on Monday"),
        notes.add_note("decision", "The protocol is approved as drafted.", votes=(4, 0, 0)),
        notes.add_note("decision", "The group meets every month until June."),
        notes.add_note("comment", "Two members asked for papers a week before.", origin=tip.id),
        notes.add_note("parked", "Travel costs of carers: who pays?"),
        notes.set_next_meeting(dt.date(2027, 1, 12)),
    )


def busy(count: int) -> Session:
    """The meeting with so many actions more, each due a day before the one before, and as many decisions."""
    session = meeting()
    for number in range(count):
        due = dt.date(2028, 1, 1) - dt.timedelta(days=number)
        fields = ActionFields(f"Act {number:02}", owner=f"Owner {number}", due=due)
        session = notes.add_action(fields).apply(session, NOW)
        session = notes.add_note("decision", f"We decide {number:02}").apply(session, NOW)
    return session


def kinds_of(session: Session) -> set[str]:
    """Ids of the kinds of its steps."""
    return {step.kind for step in session.agenda}


ALL_KINDS = {kind.id for kind in KINDS}
