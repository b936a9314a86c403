"""Every edit that there is, on a session of every kind, with what is chosen at random given by numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache

from sessions import plan, scope, voices
from sessions.edit import Edit
from sessions.edits import (
    agenda as agenda_edits,
    event,
    items as item_edits,
    late as late_edits,
    notes,
    pauses,
    people,
    series as series_edits,
)
from sessions.edits.choice import choose_items
from sessions.identity import stamped
from sessions.imports.people import Listed, add_people
from sessions.imports.taking import Given, take_answers, weigh
from sessions.kinds import gaps, guesses, registry
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import AppraiseActivity
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.here_to_there import edits as pair_edits
from sessions.kinds.options import edits as option_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.risk import edits as risk_edits
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.order import plan_items
from sessions.kinds.table_work import set_task
from sessions.kinds.talk import set_speaker, set_subject
from sessions.kinds.turns import edits as turn_edits
from sessions.late import Cut
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.settling import settle
from sessions.record import Session
from sessions.returns import Remarked
from sessions.rows import Action, Person
from sessions.versions import shared
from tests.apart import titled_apart
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
    every_kind,
    meeting,
    planned,
    step_of,
)

PARTNERS = (COUNCIL, ICB, PROVIDERS, VOLUNTARY)
Number = Callable[[int], int]
"""A number below another."""
Choice = Callable[[Session, Number], Edit]
"""Raises IndexError or StopIteration where there is nothing to choose from."""
COFFEE = BreakActivity(id="new", kind="break", title="Coffee", minutes=10)
SLEEP = pauses.Sleep(NOW, NOW + dt.timedelta(minutes=5))


@cache
def earlier() -> Session:
    """A meeting before it."""
    return meeting().model_copy(update={"id": "earlier"})


@cache
def base() -> Session:
    """A session of every kind, as it stood when it was shared: much is recorded, some of it hidden still."""
    session = people.add_partner("Idle Trust").apply(every_kind(), NOW)
    session = after(
        session,
        agenda_edits.add_activity(session.agenda[2].id, COFFEE),
        score_edits.answer_level("icbo/D1.3", ICB, 2),
        check_edits.say_one("inclusion/A2", ICB, "no"),
        appraise_edits.appraise(step_of(session, "appraise"), "scope/A3", ICB, {"scope/K1": 2}),
        notes.add_note("parked", "Later"),
        agenda_edits.run_clock(session.agenda[1].id),
        pauses.leave_out(SLEEP),
        turn_edits.pass_over(step_of(session, "turns"), session.people[1].uid),
    )
    return _shared(session)


@cache
def fresh() -> Session:
    """One in which nobody has answered yet; what came in before the day is one remark."""
    session = planned(AGENDA, "A day of every kind")
    partner = session.find_partner(PARTNERS[0])
    remark = Remarked(item_id=_item("icbo", 4), text="Since the spring.")
    came = weigh(session, [Given("form-9", partner, "b.html", {}, revision=0, remarks=(remark,))], NOW)
    return _shared(after(session, series_edits.follow((earlier(),)), take_answers(came), pauses.pause()))


@cache
def begun() -> Session:
    """One that has begun, and in which something is to be settled."""
    session = planned(AGENDA, "A day of every kind")
    said = after(
        session,
        vote_edits.vote(step_of(session, "prioritise"), COUNCIL, {_item("barriers", 0): 2}),
        option_edits.say_option(step_of(session, "options"), COUNCIL, {"scope/O1": 1}, 0),
    )
    return titled_apart(_shared(said))


def _shared(session: Session) -> Session:
    return shared(stamped(session.model_copy(update={"agenda": ()}), session, "laptop"))


BASES = (base, fresh, begun)


def _step(kind: str) -> str:
    return step_of(every_kind(), kind)


def _ways() -> str:
    """The step in which the room as a whole appraises."""
    *_, last = (step.id for step in every_kind().agenda if isinstance(step, AppraiseActivity))
    return last


def _item(pack: str, number: int) -> str:
    return [item.id for item in every_kind().pack(pack).items()][number]


def _figure() -> str:
    return [item.id for item in every_kind().pack("figures").items() if item.guess][1]


def _risk(n: Number) -> str:
    return f"{_item('lead-provider-risks', n(3))}#impact"


def _subject(n: Number) -> str:
    return (_item("icbo", n(4)), _risk(n), f"{_item('evolving-care', n(2))}#are")[n(3)]


def _label(rows: Iterable[object], number: Number) -> str:
    ids = [str(getattr(row, "id", "")) for row in rows]
    return ids[number(len(ids))] if ids else "N0"


def _parked(session: Session, n: Number) -> str:
    return _label([note for note in session.notes if note.is_parked], n)


def _person(session: Session, n: Number) -> Person:
    return session.people[n(len(session.people))]


def _part(n: Number) -> tuple[str, str]:
    """A function, and who may have a part in it."""
    pack = every_kind().pack("lead-provider-roles")
    return _item("lead-provider-roles", n(3)), pack.parties[n(2)]


def _changed_action(session: Session, n: Number) -> Edit:
    action = session.actions[n(len(session.actions))]
    fields = ({"status": "done"}, {"text": f"Do {n(3)}"}, {"owner": "Ann"})[n(3)]
    return notes.change_action(action.model_copy(update=fields), remark=("", "So it was", "No")[n(3)])


def _settled(session: Session, n: Number) -> Edit:
    found = conflicts(session)
    return settle(found[n(len(found))].id, n(3) - 1)


def _changed_item(session: Session, n: Number) -> Edit:
    added = [item.id for pack in session.packs for item in pack.items() if item.added]
    return item_edits.change_item(added[n(len(added))], f"Travel {n(3)}")


def _people(session: Session, n: Number) -> Edit:
    """Somebody new, somebody with another role, another order, or somebody less."""
    rows = list(session.people)
    rows[-1] = rows[-1].model_copy(update={"role": f"Role {n(3)}"})
    more = Person(name=f"Ann {n(2)}", partner_id=(COUNCIL, ICB, None)[n(3)])
    listed = (rows, [*rows, more], rows[::-1], [row for row in rows if row.name[:3] in ("Pri", "Tom")])[n(4)]
    return people.set_people(list({row.uid: row for row in listed}.values()))


def _answers(session: Session, n: Number) -> Edit:
    """A form that came back; at two laptops it may be the same, or another revision of it."""
    partner = session.find_partner(PARTNERS[n(2)])
    answers = {_item("icbo", 4 + n(2)): (None, 1, 4)[n(3)]}
    remarks = (Remarked(item_id=_item("icbo", 4), text="Since the spring."),)[: n(2)]
    returned = Given(f"form-{n(3)}", partner, "a.html", answers, revision=n(3), remarks=remarks)
    return take_answers(weigh(session, [returned], NOW))


def _action_from_before() -> Action:
    return earlier().actions[0].model_copy(update={"uid": "b" * 16, "status": "done"})


CHOICES: dict[str, Choice] = {
    # answers, levels, and what is said of them
    "answer": lambda _, n: score_edits.answer(
        _subject(n), PARTNERS[n(4)], ((0, 1, 1, 0, 0), (0, 1, 1))[n(2)], n(2)
    ),
    "answer_level": lambda _, n: score_edits.answer_level(_subject(n), PARTNERS[n(4)], (None, 1, 3)[n(3)]),
    "take_back": lambda _, n: score_edits.take_back(_subject(n), PARTNERS[n(4)]),
    "reveal": lambda _, n: score_edits.reveal((_item("icbo", 2), _subject(n))[n(2)]),
    "second_round": lambda _, n: score_edits.second_round(_subject(n)),
    "reveal_remarks": lambda *_: registry.reveal_remarks(_item("icbo", 4)),
    "reveal_all": lambda *_: registry.reveal_all(),
    "agree": lambda _, n: score_edits.agree(
        _subject(n), 1 + n(3), target=(None, 3)[n(2)], evidence=(None, "strong")[n(2)]
    ),
    "withdraw_agreement": lambda _, n: score_edits.withdraw_agreement(_subject(n)),
    "dissent": lambda _, n: score_edits.dissent(_item("icbo", n(2)), PARTNERS[n(4)], ("", "No.")[n(2)]),
    "take_answers": _answers,
    "plan_items": lambda _, n: plan_items(
        _step("score"), [_item("icbo", 1 + n(2))], {_item("icbo", n(3)): 1 + n(9)}
    ),
    "order_gaps": lambda _, n: gaps.order_gaps([_item("icbo", n(3)), _item("icbo", 3)]),
    "ask_impact": lambda _, n: risk_edits.ask_impact(_step("risk"), impact=bool(n(2))),
    "ask_pairs": lambda _, n: pair_edits.ask_pairs(
        _step("here-to-there"), (["are"], ["were", "are"], ["are", "want"])[n(3)]
    ),
    "does_not_apply": lambda _, n: scope.does_not_apply(_item("icbo", 4 + n(2)), f"Because {n(2)}"),
    "applies": lambda _, n: scope.applies((_item("icbo", 4 + n(2)), "lead-provider/C8")[n(2)]),
    "take_no_part": lambda _, n: voices.take_no_part(_item("icbo", 4 + n(2)), PARTNERS[n(4)], "Interest."),
    "take_part": lambda _, n: voices.take_part(_item("icbo", (2, 4)[n(2)]), (PROVIDERS, ICB)[n(2)]),
    "guess": lambda _, n: guesses.guess(_figure(), PARTNERS[n(4)], str(n(9))),
    "show_figure": lambda *_: guesses.show_figure(_figure()),
    # checks
    "tick": lambda _, n: check_edits.tick(_item("lead-provider", n(3)), ("yes", "no")[n(2)]),
    "tick_question": lambda _, n: check_edits.tick_question("lead-provider/C10", 1, ("yes", "partly")[n(2)]),
    "untick": lambda _, n: check_edits.untick(_item("lead-provider", n(3))),
    "say": lambda _, n: check_edits.say(("inclusion/A2", BOARD)[n(2)], PARTNERS[n(4)], (1, n(3), 0), n(2)),
    "say_one": lambda _, n: check_edits.say_one("inclusion/A2", PARTNERS[n(4)], ("yes", "no")[n(2)]),
    "unsay": lambda _, n: check_edits.unsay(("inclusion/A2", BOARD)[n(2)], PARTNERS[n(4)]),
    "reveal_check": lambda *_: check_edits.reveal_check("inclusion/A2"),
    "dissent_from_check": lambda _, n: check_edits.dissent_from_check(
        (BOARD, "lead-provider/C1")[n(2)], PARTNERS[n(4)], ("", "Not here.")[n(2)]
    ),
    "answer_by": lambda _, n: check_edits.answer_by(_step("checklist"), by_partner=bool(n(2))),
    # dots, parts, appraisals, options
    "vote": lambda _, n: vote_edits.vote(
        _step("prioritise"), PARTNERS[n(4)], {_item("barriers", n(3)): 1 + n(2)} if n(3) else {}
    ),
    "reveal_vote": lambda *_: vote_edits.reveal_vote(_step("prioritise")),
    "change_dots": lambda _, n: vote_edits.change_dots(_step("prioritise"), dots=3 + n(4), stack=bool(n(2))),
    "set_role": lambda _, n: role_edits.set_role(
        _step("roles"), *_part(n), (None, "leads", "told", "asked")[n(4)]
    ),
    "object_to_role": lambda _, n: role_edits.object_to_role(_step("roles"), *_part(n), ("", "No.")[n(2)]),
    "set_parties": lambda _, n: role_edits.set_parties(
        _step("roles"), [*every_kind().pack("lead-provider-roles").parties, f"Party {n(2)}"]
    ),
    "appraise": lambda _, n: appraise_edits.appraise(
        _step("appraise"), f"scope/A{1 + n(3)}", PARTNERS[n(4)], {"scope/K1": 1 + n(5)}
    ),
    "take_back_levels": lambda _, n: appraise_edits.take_back_levels(
        _step("appraise"), f"scope/A{1 + n(3)}", PARTNERS[n(4)]
    ),
    "reveal_levels": lambda _, n: appraise_edits.reveal_levels(_step("appraise"), f"scope/A{1 + n(3)}"),
    "reveal_all_levels": lambda *_: appraise_edits.reveal_all_levels(_step("appraise")),
    "set_weights": lambda _, n: appraise_edits.set_weights(_step("appraise"), {f"scope/K{1 + n(2)}": n(4)}),
    "set_criteria": lambda _, n: appraise_edits.set_criteria(_ways(), [("Cost", "Reach")[n(2)], "Speed"]),
    "dissent_from_levels": lambda _, n: appraise_edits.dissent_from_levels(
        _ways(), PAYING, PARTNERS[n(4)], ("", "Too high.")[n(2)]
    ),
    "set_by_partner": lambda _, n: appraise_edits.set_by_partner(
        (_step("appraise"), _ways())[n(2)], by_partner=bool(n(2))
    ),
    "say_option": lambda _, n: option_edits.say_option(
        _step("options"), PARTNERS[n(4)], {f"scope/O{1 + n(2)}": 1}, 0
    ),
    "reveal_options": lambda *_: option_edits.reveal_options(_step("options")),
    "choose": lambda _, n: option_edits.choose(_step("options"), f"scope/O{1 + n(2)}", f"Why {n(3)}"),
    "withdraw_choice": lambda *_: option_edits.withdraw_choice(_step("options")),
    "dissent_from_choice": lambda _, n: option_edits.dissent_from_choice(
        _step("options"), PARTNERS[n(4)], ("", "Not now.")[n(2)]
    ),
    # notes and actions
    "add_note": lambda _, n: notes.add_note(
        ("parked", "decision")[n(2)], f"Point {n(3)}", votes=((7, 1, 0), None)[n(2)]
    ),
    "change_note": lambda s, n: notes.change_note(
        _label(s.notes, n), kind=("comment", "parked")[n(2)], text=("", "Other", "Another")[n(3)]
    ),
    "drop_parked": lambda s, n: notes.drop_parked(_parked(s, n)),
    "parked_to_decision": lambda s, n: notes.parked_to_decision(_parked(s, n), f"So be it {n(2)}."),
    "parked_to_action": lambda s, n: notes.parked_to_action(_parked(s, n), notes.ActionFields("Ask")),
    "add_action": lambda _, n: notes.add_action(
        notes.ActionFields(f"Do {n(3)}", body=("", "ICB")[n(2)]), origin=_item("icbo", n(4))
    ),
    "change_action": _changed_action,
    "speak_of": lambda s, n: notes.speak_of(s.actions[n(len(s.actions))]),
    "reopen_action": lambda *_: series_edits.reopen_action(_action_from_before(), earlier()),
    "set_next_meeting": lambda _, n: notes.set_next_meeting(dt.date(2027, 1, 12 + n(3))),
    # turns, talks, tables, words
    "order_turns": lambda s, n: turn_edits.order_turns(_step("turns"), [_person(s, n).uid]),
    "pass_over": lambda s, n: turn_edits.pass_over(_step("turns"), _person(s, n).uid),
    "take_in": lambda s, n: turn_edits.take_in(_step("turns"), _person(s, n).uid),
    "set_airtime": lambda _, n: turn_edits.set_airtime(_step("turns"), 5 + n(3)),
    "set_parts": lambda _, n: turn_edits.set_parts(_step("turns"), [1 + n(3), 2, 3, 4]),
    "set_takers": lambda _, n: turn_edits.set_takers(
        _step("turns"), ("people", "partners", ["Ann", "Bob"])[n(3)]
    ),
    "say_words": lambda _, n: say_words(_step("evaluation"), ("useful", "long", "warm")[n(3)]),
    "take_out_word": lambda _, n: take_out_word(_step("evaluation"), ("useful", "honest")[n(2)]),
    "set_task": lambda _, n: set_task(
        _step("table-work"), f"Choose {n(3)}.", feed_back=("each", "together")[n(2)]
    ),
    "set_subject": lambda _, n: set_subject(_step("talk"), f"About {n(3)}"),
    "set_speaker": lambda _, n: set_speaker(_step("talk"), f"Dr {n(3)}"),
    # who is there
    "add_partner": lambda _, n: people.add_partner(f"Partner {n(3)}"),
    "remove_partner": lambda s, n: people.remove_partner(("idle-trust", _label(s.partners, n))[n(2)]),
    "change_partner": lambda s, n: people.change_partner(
        _label(s.partners, n), name=f"Body {n(9)}", sector="other"
    ),
    "set_people": _people,
    "add_people": lambda _, n: add_people(
        [Listed(2, f"Ann {n(2)}", "", "Mind", None)], [("Mind", "voluntary")]
    ),
    "set_attendance": lambda s, n: people.set_attendance(_person(s, n).uid, ("there", "left")[n(2)]),
    "declare_interests": lambda s, n: people.declare_interests(_person(s, n).uid, f"Owns {n(2)}"),
    "set_chair": lambda s, n: people.set_chair((None, _person(s, n).uid)[n(2)]),
    # the agenda and the session itself
    "add_activity": lambda s, n: agenda_edits.add_activity(_label(s.agenda, n), COFFEE),
    "remove_activity": lambda s, n: agenda_edits.remove_activity(
        _label([step for step in s.agenda if step.added], n)
    ),
    "move_activity": lambda s, n: agenda_edits.move_activity(_label(s.agenda, n), (-1, 1)[n(2)]),
    "rename_activity": lambda s, n: agenda_edits.rename_activity(_label(s.agenda, n), f"Name {n(3)}"),
    "set_state": lambda s, n: agenda_edits.set_state(_label(s.agenda, n), ("planned", "skipped")[n(2)]),
    "set_minutes": lambda s, n: agenda_edits.set_minutes(_label(s.agenda, n), 1 + n(9)),
    "set_item_minutes": lambda _, n: agenda_edits.set_item_minutes((None, 2, 3)[n(3)]),
    "postpone_rest": lambda _, n: agenda_edits.postpone_rest(_step("score"), {_item("icbo", n(2))}),
    "catch_up": lambda s, n: late_edits.catch_up((Cut(_label(s.agenda, n), n(2) * 5, 1),)),
    "choose_items": lambda s, n: choose_items(
        [_step("discuss")], s.pack("figures"), [item.id for item in s.pack("figures").items()][: 1 + n(3)]
    ),
    "add_item": lambda _, n: item_edits.add_item(
        (_step("risk"), _step("prioritise"))[n(2)], f"Risk {n(3)}"
    ),
    "change_item": _changed_item,
    "describe": lambda s, n: event.describe(
        title=f"Title {n(3)}", place=("", "Hall", s.place)[n(3)], on=s.date, as_bodies=bool(n(2))
    ),
    "set_material": lambda s, n: event.set_material(
        f"template-{n(2)}", [step for step in s.agenda if step.kind != "welcome" or n(2)], s.packs
    ),
    "set_quorum": lambda _, n: event.set_quorum((None, 2, 3)[n(3)]),
    "follow": lambda _, n: series_edits.follow((earlier(),), takes_on=bool(n(2))),
    "take_left": lambda *_: series_edits.take_left(earlier()),
    "leave_parked": lambda *_: series_edits.leave_parked(earlier()),
    "stand_alone": lambda *_: series_edits.stand_alone(),
    "settle": _settled,
    # the clock, and the place
    "run_clock": lambda s, n: agenda_edits.run_clock(_label(s.agenda, n)),
    "run_clock_at": lambda s, n: agenda_edits.run_clock_at(plan.stops(s)[n(len(plan.stops(s)))]),
    "stop_clock": lambda *_: agenda_edits.stop_clock(),
    "pause": lambda *_: pauses.pause(),
    "go_on": lambda *_: pauses.go_on(),
    "leave_out": lambda *_: pauses.leave_out(SLEEP),
    "count_in": lambda *_: pauses.count_in(SLEEP),
    "move_to": lambda s, n: event.move_to(plan.stops(s)[n(len(plan.stops(s)))]),
    "mark_summarised": lambda *_: event.mark_summarised(),
}  # fmt: skip
"""By the name of the edit."""
