"""What steps of each kind refuse is told, with what to do about it, as committed in `kinds-refused.json`.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sessions import voices
from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, event, items as item_edits, late, notes, pauses, people
from sessions.edits.agenda import add_activity
from sessions.edits.series import follow, reopen_action, stand_alone, take_left
from sessions.kinds import guesses, talk
from sessions.kinds.appraise import edits as appraise
from sessions.kinds.appraise.records import AppraiseActivity
from sessions.kinds.checklist import edits as check
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.evaluation.records import EvaluationActivity
from sessions.kinds.here_to_there.edits import ask_pairs
from sessions.kinds.here_to_there.records import PairsActivity
from sessions.kinds.options import edits as options
from sessions.kinds.options.records import OptionsActivity
from sessions.kinds.prioritise import edits as dots
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.registry import register, reveal_all
from sessions.kinds.risk.edits import ask_impact
from sessions.kinds.risk.records import RiskActivity
from sessions.kinds.roles import edits as roles
from sessions.kinds.roles.records import RolesActivity
from sessions.kinds.score import edits as score
from sessions.kinds.score.kind import Score
from sessions.kinds.score.order import plan_items
from sessions.kinds.score.records import ScoreActivity
from sessions.kinds.table_work import set_task
from sessions.kinds.turns import edits as turns
from sessions.late import Cut
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Activity
from tests.appraising import PAY2
from tests.builders import FIRST_FIVE, NOW, packs
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
    planned,
    step_of,
)
from tests.other_day import other_day

EXPECTED = Path(__file__).parent / "kinds-refused.json"
A1, A3, K1 = "scope/A1", "scope/A3", "scope/K1"
NEED, GROUP = "lead-provider/C1", "lead-provider/C10"
FUNCTION = "lead-provider-roles/F1.1"


def of(kind: str) -> str:
    """Id of the step of a kind, the same in all of these sessions."""
    return step_of(every_kind(), kind)


@cache
def rooms() -> str:
    """Id of the appraisal that the room settles."""
    return [step.id for step in every_kind().agenda if step.kind == "appraise"][-1]


def function(number: int = 0) -> str:
    return list(every_kind().pack("lead-provider-roles").items())[number].id


def figure() -> str:
    return next(item.id for item in every_kind().pack("figures").items() if item.guess is not None)


def barrier() -> str:
    return next(every_kind().pack("barriers").items()).id


@cache
def plain() -> Session:
    """The day before anything is said in it."""
    return planned(AGENDA, "Plain")


def planned_without() -> Session:
    """The day without anybody."""
    return people.set_people([]).apply(plain().model_copy(update={"partners": ()}), NOW)


def with_vote(on: str) -> Session:
    """The day with one more vote behind its first step."""
    step = VoteActivity.model_validate(
        {"id": "x", "title": "A vote", "minutes": 5, "dots": 3, "candidates": on, "added": True}
    )
    return add_activity(plain().agenda[0].id, step, ()).apply(plain(), NOW)


def vote_id() -> str:
    return with_vote("gaps").agenda[1].id


def with_risks_of_it() -> Session:
    """The day with a vote, and a step that goes on with it."""
    return follows(1).apply(with_vote("gaps"), NOW)


def leaving(partner: str) -> Edit:
    return voices.take_no_part(FIRST_FIVE[0], partner, "No")


def follows(top: int) -> Edit:
    """Have a step on the top of that vote."""
    step = RiskActivity(id="y", title="Risks of it", minutes=1, follows=vote_id(), top=top)
    return add_activity(vote_id(), step, ())


def refusal(name: str, refused: Callable[[], object]) -> list[str]:
    """What is said, where, and what to do."""
    try:
        refused()
    except Problem as problem:
        return [problem.what, problem.where, problem.hint]
    raise AssertionError(f"{name}: it was not refused")


def adding(step: Activity, *pack_ids: str) -> Edit:
    """Put a step behind the first one."""
    return add_activity(every_kind().agenda[0].id, step, tuple(packs()[pack_id] for pack_id in pack_ids))


EDITS: dict[str, Callable[[], Edit]] = {
    # scores
    "a third round": lambda: score.second_round("icbo/D1.2"),
    "a round that is not": lambda: score.answer_level(FIRST_FIVE[0], ICB, 3, number=3),
    "an agreed level off the scale": lambda: score.agree(FIRST_FIVE[0], 6),
    "a target off the scale": lambda: score.agree(FIRST_FIVE[0], 5, target=6),
    "a target below": lambda: score.agree(FIRST_FIVE[0], 4, target=3),
    "a target of a question": lambda: score.agree("lead-provider-risks/R1#impact", 2, target=1),
    "counts of another scale": lambda: score.answer(FIRST_FIVE[0], ICB, (1, 0)),
    "more hands than people": lambda: score.answer(FIRST_FIVE[3], ICB, (4, 0, 0, 0, 0)),
    "fewer than nobody": lambda: score.answer(FIRST_FIVE[3], ICB, (-1, 0, 0, 0, 0)),
    "a score of who takes no part": lambda: score.answer_level("icbo/D1.3", PROVIDERS, 3),
    "dissent of who takes no part": lambda: score.dissent("icbo/D1.3", PROVIDERS, "No"),
    "dissent from no level": lambda: score.dissent(FIRST_FIVE[3], ICB, "No"),
    "the room after the partners": lambda: score.answer_level(FIRST_FIVE[0], ROOM, 3),
    "an order of a talk": lambda: plan_items(of("talk"), []),
    "an order of other items": lambda: plan_items(of("score"), ["tips/T1"]),
    # checks
    "a question that is not": lambda: check.tick_question(GROUP, 5, "yes"),
    "a question of none": lambda: check.tick_question(NEED, 1, "yes"),
    "taking back no answer": lambda: check.untick("lead-provider/C4"),
    "two counts of three": lambda: check.say(BOARD, ICB, (1, 0)),
    "a reveal of no answer": lambda: check.reveal_check("inclusion/A3"),
    "dissent from no answer": lambda: check.dissent_from_check("lead-provider/C4", ICB, "No"),
    "a checklist that is none": lambda: check.answer_by(of("talk"), by_partner=True),
    "a check that does not apply": lambda: check.tick("lead-provider/C8", "yes"),
    # words at the close, figures
    "no word": lambda: say_words(of("evaluation"), " , "),
    "a sentence": lambda: say_words(of("evaluation"), "word " * 30),
    "nobody said it": lambda: say_words(of("evaluation"), "useful x0"),
    "too many said it": lambda: say_words(of("evaluation"), "useful x9999"),
    "a word too much": lambda: say_words(of("evaluation"), "useful x998"),
    "a word that nobody said": lambda: take_out_word(of("evaluation"), "dull"),
    "a word in a talk": lambda: say_words(of("talk"), "useful"),
    "a guess at a tip": lambda: guesses.guess("tips/T1", ICB, "12"),
    "a guess after it was shown": lambda: guesses.guess(figure(), ICB, "12"),
    "the figure of a tip": lambda: guesses.show_figure("tips/T1"),
    # pairs, risks
    "pairs that are none": lambda: ask_pairs(of("talk"), ["are"]),
    "no question": lambda: ask_pairs(of("here-to-there"), []),
    "a question that was answered": lambda: ask_pairs(of("here-to-there"), ["were"]),
    "impact of a talk": lambda: ask_impact(of("talk"), impact=True),
    "no impact after it was answered": lambda: ask_impact(of("risk"), impact=False),
    # dots
    "a vote in a talk": lambda: dots.vote(of("talk"), ICB, {}),
    "a vote on what is not up": lambda: dots.vote(of("prioritise"), ICB, {"tips/T1": 1}),
    "too many dots of people": lambda: dots.vote(of("prioritise"), ICB, {barrier(): 7}, people=2),
    "more people than there are": lambda: dots.vote(of("prioritise"), ICB, {barrier(): 1}, people=4),
    "nobody's dots": lambda: dots.vote(of("prioritise"), ICB, {barrier(): 1}, people=0),
    "the room's dots after the partners'": lambda: dots.vote(of("prioritise"), ROOM, {barrier(): 1}),
    "no dots each": lambda: dots.change_dots(of("prioritise"), dots=0, stack=True),
    "an old rule": lambda: dots.change_dots(of("prioritise"), dots=1, stack=True),
    "an item for a ranking that was seen": lambda: item_edits.add_item(of("prioritise"), "More"),
    # who does what
    "a part that is none": lambda: roles.set_role(of("roles"), function(), "public", "pays"),  # type: ignore[arg-type]
    "a function of another step": lambda: roles.set_role(of("roles"), FIRST_FIVE[0], "public", "leads"),
    "a part of nobody known": lambda: roles.set_role(of("roles"), function(), "police", "leads"),
    "a part of several": lambda: roles.set_role(of("roles"), function(), "p", "leads"),
    "an objection to nothing": lambda: roles.object_to_role(of("roles"), function(5), "public", "No"),
    "parties of a talk": lambda: roles.set_parties(of("talk"), "partners"),
    "parties named otherwise": lambda: roles.set_parties(of("roles"), "everybody"),
    "parties without one that has a part": lambda: roles.set_parties(of("roles"), ["Mind", "Age UK"]),
    # appraisals
    "levels in a talk": lambda: appraise.appraise(of("talk"), A1, ICB, {K1: 3}),
    "no candidate": lambda: appraise.appraise(of("appraise"), FIRST_FIVE[0], ICB, {K1: 3}),
    "the room where partners give levels": lambda: appraise.appraise(of("appraise"), A3, ROOM, {K1: 3}),
    "a partner where the room does": lambda: appraise.appraise(rooms(), PAYING, ICB, {K1: 3}),
    "a criterion that is not": lambda: appraise.appraise(of("appraise"), A3, ICB, {"K9": 3}),
    "a level off a criterion's scale": lambda: appraise.appraise(of("appraise"), A3, ICB, {K1: 6}),
    "a reveal of no levels": lambda: appraise.reveal_levels(of("appraise"), A3),
    "a reveal of nothing hidden": lambda: appraise.reveal_all_levels(of("appraise")),
    "a weight below nought": lambda: appraise.set_weights(of("appraise"), {K1: -1}),
    "a weight above the most": lambda: appraise.set_weights(of("appraise"), {K1: 101}),
    "no weight at all": lambda: appraise.set_weights(
        of("appraise"), {f"scope/K{number}": 0 for number in range(1, 5)}
    ),
    "criteria of the material": lambda: appraise.set_criteria(of("appraise"), ["Reach"]),
    "no criteria": lambda: appraise.set_criteria(rooms(), []),
    "too many criteria": lambda: appraise.set_criteria(rooms(), [f"C{number}" for number in range(40)]),
    "a long criterion": lambda: appraise.set_criteria(rooms(), ["Reach", "x" * 90]),
    "a criterion twice": lambda: appraise.set_criteria(rooms(), ["Reach", "reach"]),
    "a criterion with levels": lambda: appraise.set_criteria(rooms(), ["Reach"]),
    "other appraisers after levels": lambda: appraise.set_by_partner(rooms(), by_partner=True),
    "dissent where each has its levels": lambda: appraise.dissent_from_levels(of("appraise"), A1, ICB, "No"),
    "dissent from no levels": lambda: appraise.dissent_from_levels(rooms(), PAY2, ICB, "No"),
    # options
    "an option in a talk": lambda: options.choose(of("talk"), "scope/O1"),
    "no option": lambda: options.say_option(of("options"), ICB, {A1: 1}),
    "an option below nought": lambda: options.say_option(of("options"), ICB, {"scope/O1": -1}),
    "more for options than there are": lambda: options.say_option(of("options"), ICB, {"scope/O1": 4}),
    "the room's view after the partners'": lambda: options.say_option(of("options"), ROOM, {"scope/O1": 1}),
    # tables, talks, turns
    "a task of a talk": lambda: set_task(of("talk"), "Choose."),
    "no task": lambda: set_task(of("table-work"), " "),
    "a speaker at tables": lambda: talk.set_speaker(of("table-work"), "Priya"),
    "a turn in a talk": lambda: turns.pass_over(of("talk"), "Priya"),
    "a turn of nobody": lambda: turns.pass_over(of("turns"), "Zoe"),
    "a turn of several": lambda: turns.pass_over(of("turns"), "a"),
    "a turn of who is away": lambda: turns.take_in(of("turns"), "Sam Lee"),
    "no minutes of a turn": lambda: turns.set_airtime(of("turns"), 0),
    "a minute for three parts": lambda: turns.set_airtime(of("turns"), 1),
    "parts that are others": lambda: turns.set_parts(of("turns"), [5]),
    "a part without minutes": lambda: turns.set_parts(of("turns"), [0, 5, 5, 5]),
    "turns of nobody named": lambda: turns.set_takers(of("turns"), []),
    "turns without who had one": lambda: turns.set_takers(of("turns"), ["Zoe"]),
    # the agenda
    "all is revealed": reveal_all,
    "minutes below nought": lambda: agenda_edits.set_minutes(of("talk"), -1),
    "minutes far below": lambda: agenda_edits.set_minutes(of("talk"), -5),
    "a step behind none": lambda: add_activity("s99", DiscussActivity(id="new", title="T", minutes=1), ()),
    "a step of the plan": lambda: agenda_edits.remove_activity(of("talk")),
    "the rest of a talk": lambda: agenda_edits.postpone_rest(of("talk"), []),
    "a quorum of all the world": lambda: event.set_quorum(100),
    "another agenda after answers": lambda: event.set_material("t", plain().agenda, plain().packs),
    "a scale that is none": lambda: adding(
        ScoreActivity(id="x", title="T", minutes=1, pack_id="tips"), "tips"
    ),
    "an evaluation on no scale": lambda: adding(
        EvaluationActivity(id="x", title="T", minutes=1, pack_id="tips"), "tips"
    ),
    "a step on nothing": lambda: adding(DiscussActivity(id="x", title="Talk", minutes=1)),
    "a step on a pack that is not here": lambda: adding(
        DiscussActivity(id="x", title="T", minutes=1, pack_id="p")
    ),
    "a step on a section that is not": lambda: adding(
        DiscussActivity(id="x", title="T", minutes=1, pack_id="icbo", section_ids=("d9",))
    ),
    "a step on items of another section": lambda: adding(
        DiscussActivity(id="x", title="T", minutes=1, pack_id="icbo", item_ids=("tips/T1",))
    ),
    "risks that follow no vote": lambda: adding(RiskActivity(id="x", title="T", minutes=1, follows="s99")),
    "pairs without a scale": lambda: adding(
        PairsActivity(id="x", title="T", minutes=1, pack_id="tips"), "tips"
    ),
    "options without number": lambda: adding(
        OptionsActivity(id="x", title="Which?", minutes=1, pack_id="barriers")
    ),
    "criteria of no section": lambda: adding(
        AppraiseActivity(id="x", title="T", minutes=1, pack_id="icbo", criteria_section="none")
    ),
    "parties of a pack without": lambda: adding(
        RolesActivity(id="x", title="T", minutes=1, pack_id="icbo", parties="pack")
    ),
    "a vote without dots": lambda: adding(VoteActivity(id="x", title="T", minutes=1, pack_id="icbo", dots=0)),
    "too long an item": lambda: item_edits.add_item(of("risk"), "word " * 90),
    "no item": lambda: item_edits.add_item(of("risk"), " "),
    "an item of a talk": lambda: item_edits.add_item(of("talk"), "More"),
    "an item of the material": lambda: item_edits.change_item(FIRST_FIVE[0], "More"),
    "cuts of a step that is gone": lambda: late.catch_up([Cut("s99", 5, 0)]),
    "going on without a pause": pauses.go_on,
    # notes, people, the series
    "evidence of a comment": lambda: notes.add_note("comment", "x", evidence="documents"),
    "votes of a comment": lambda: notes.add_note("comment", "x", votes=(1, 0, 0)),
    "a decision on no parked point": lambda: notes.parked_to_decision("N1", "x"),
    "a body in the chair": lambda: people.set_chair(every_kind().partners[0].uid),
    "somebody who committed": lambda: people.set_people(every_kind().people[1:]),
    "nothing was left": lambda: take_left(every_kind()),
    "alone already": stand_alone,
    "a session after itself": lambda: follow([every_kind()]),
    "an action that is here": lambda: reopen_action(every_kind().actions[0], every_kind()),
}
ELSEWHERE: dict[str, tuple[Callable[[], Session], Callable[[Session], object]]] = {
    "a paused clock": (
        lambda: pauses.pause().apply(every_kind(), NOW),
        lambda s: pauses.pause().apply(s, NOW),
    ),
    "a party that takes no part": (
        lambda: voices.take_no_part(function(4), ICB, "It bids.").apply(other_day(), NOW),
        lambda s: roles.set_role(of("roles"), function(4), ICB, "leads").apply(s, NOW),
    ),
    "parties of no partners": (
        lambda: roles.set_parties(of("roles"), "partners").apply(planned_without(), NOW),
        lambda s: roles.set_role(of("roles"), function(), "icb", "leads").apply(s, NOW),
    ),
    "hidden answers to checks": (
        other_day,
        lambda s: check.answer_by(s.agenda[7].id, by_partner=False).apply(s, NOW),
    ),
    "two dots on one": (
        lambda: dots.change_dots(of("prioritise"), dots=3, stack=False).apply(plain(), NOW),
        lambda s: dots.vote(of("prioritise"), ICB, {barrier(): 2}).apply(s, NOW),
    ),
    "two dots on one of people": (
        lambda: dots.change_dots(of("prioritise"), dots=3, stack=False).apply(plain(), NOW),
        lambda s: dots.vote(of("prioritise"), ICB, {barrier(): 3}, people=2).apply(s, NOW),
    ),
    "a reveal of no dots": (plain, lambda s: dots.reveal_vote(of("prioritise")).apply(s, NOW)),
    "a reveal of no options": (
        plain,
        lambda s: options.reveal_options(of("options")).apply(s, NOW),
    ),
    "dissent from no choice": (
        plain,
        lambda s: options.dissent_from_choice(of("options"), ICB, "No").apply(s, NOW),
    ),
    "partners after the room": (
        other_day,
        lambda s: score.answer_level(FIRST_FIVE[0], ICB, 3).apply(s, NOW),
    ),
    "a check of partners after the room": (
        other_day,
        lambda s: check.say_one(BOARD, ICB, "yes").apply(s, NOW),
    ),
    "dots of partners after the room": (
        other_day,
        lambda s: dots.vote(of("prioritise"), ICB, {barrier(): 1}).apply(s, NOW),
    ),
    "an item for a vote on actions": (
        lambda: with_vote("actions"),
        lambda s: item_edits.add_item(vote_id(), "More").apply(s, NOW),
    ),
    "an item for a vote on gaps": (
        lambda: with_vote("gaps"),
        lambda s: item_edits.add_item(vote_id(), "More").apply(s, NOW),
    ),
    "risks on a vote on actions": (
        lambda: with_vote("actions"),
        lambda s: follows(1).apply(s, NOW),
    ),
    "risks on none of a vote": (
        lambda: with_vote("gaps"),
        lambda s: follows(0).apply(s, NOW),
    ),
    "a vote that something goes on with": (
        with_risks_of_it,
        lambda s: agenda_edits.remove_activity(vote_id()).apply(s, NOW),
    ),
    "a vote behind what goes on with it": (
        with_risks_of_it,
        lambda s: agenda_edits.move_activity(vote_id(), 3).apply(s, NOW),
    ),
    "nobody is left to answer": (
        lambda: after(plain(), *map(leaving, (ICB, COUNCIL, VOLUNTARY))),
        lambda s: leaving(PROVIDERS).apply(s, NOW),
    ),
    "an attendee of several": (every_kind, lambda s: people.find_attendee(s, "a")),
    "no attendee": (every_kind, lambda s: people.find_attendee(s, "Zoe")),
    "no attendee of none": (
        planned_without,
        lambda s: people.find_attendee(s, "Zoe"),
    ),
    "a kind that is known": (every_kind, lambda _: register(Score())),
}


def test_what_a_step_refuses_is_told_as_committed() -> None:
    told = {}
    for name, edit in EDITS.items():
        told[name] = refusal(name, lambda edit=edit: edit().apply(every_kind(), NOW))  # type: ignore[misc]
    for name, (session, refused) in ELSEWHERE.items():
        told[name] = refusal(name, lambda session=session, refused=refused: refused(session()))  # type: ignore[misc]
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")
