"""What the days of every kind do not come to: a room without partners, steps of its own, edges of sets."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from sessions.edits import items as item_edits
from sessions.kinds.appraise import edits as appraise, summary as appraise_summary, words as appraise_words
from sessions.kinds.appraise.records import WEIGHINGS, criteria_of
from sessions.kinds.asking import AskingActivity
from sessions.kinds.before import Before
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.checklist.records import PARTNER_CHECKS
from sessions.kinds.choice import by_code, check_number, in_order, sections_with, suggested
from sessions.kinds.discuss import DiscussActivity, GuessesBefore
from sessions.kinds.evaluation.records import WORDS
from sessions.kinds.here_to_there.records import pair_of
from sessions.kinds.kind import Kind
from sessions.kinds.options import edits as option_edits, words as option_words
from sessions.kinds.options.before import OptionsBefore
from sessions.kinds.options.records import OptionsActivity, options_here
from sessions.kinds.prioritise import edits as dot_edits
from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.registry import kind_of, revealed_only
from sessions.kinds.review import since_last_time
from sessions.kinds.risk import words as risk_words
from sessions.kinds.risk.records import risks
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.record import Session, find_scale
from sessions.rows import ROOM
from sessions.scope import does_not_apply
from sessions.spans import plain_text
from tests import appraising as a
from tests.asked import risky
from tests.builders import FIRST_FIVE, NOW, new_session, packs
from tests.checklists import BOARD, checklist_session
from tests.every_kind import ICB, after, every_kind, step_of
from tests.other_day import other_day
from tests.refusals import refused

# --- appraisals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "short", "exact"),
    [
        (Fraction(3), "3", "3"),
        (Fraction(9, 4), "2.25", "2.25"),
        (Fraction(5, 2), "2.5", "2.5"),
        (Fraction(8, 3), "about 2.67", "2 2/3"),
        (Fraction(2, 3), "about 0.67", "2/3"),
        (Fraction(0), "0", "0"),
    ],
)
def test_a_weight_is_told_to_a_hundredth_or_exactly(value: Fraction, short: str, exact: str) -> None:
    assert appraise_words.weight(value) == short
    assert appraise_words.weight(value, exactly=True) == exact


def test_criteria_that_go_take_their_weights_along_and_leave_the_others() -> None:
    session = a.session()
    first, second = (criterion.id for criterion in criteria_of(session, a.appraisal(session, a.ROOMS)))
    session = appraise.set_weights(a.ROOMS, {first: 4, second: 2}).apply(session, NOW)
    after_ = appraise.set_criteria(a.ROOMS, ["reach", "Speed"]).apply(session, NOW)
    (row,) = WEIGHINGS.of(after_)
    assert row.weights == ((first, 4),)
    criteria = criteria_of(after_, a.appraisal(after_, a.ROOMS))
    assert [(criterion.name, criterion.weight) for criterion in criteria] == [("Reach", 4), ("Speed", 1)]
    same = appraise.set_criteria(a.ROOMS, ["Reach", "Cost", "Speed"]).apply(session, NOW)
    assert WEIGHINGS.of(same) == WEIGHINGS.of(session)


def test_a_room_without_partners_cannot_dissent_from_itself() -> None:
    alone = a.planned(names=())
    session = a.settled(alone, a.PAY1, (4, 3))
    what = ("The whole room cannot dissent from itself", "Name a partner.")
    assert refused(appraise.dissent_from_levels(a.ROOMS, a.PAY1, ROOM, "No"), session) == what
    chosen = option_edits.choose(a.OPTIONS, a.O1).apply(alone, NOW)
    assert refused(option_edits.dissent_from_choice(a.OPTIONS, ROOM, "No"), chosen) == what


def test_what_does_not_apply_has_no_part_in_the_record_and_what_was_not_answered_says_so() -> None:
    session = a.revealed(a.given(a.session(), a.A1, ((4, None), (3, 2, 1, 1))), a.A1)
    item = session.item(a.A1)
    (table, *_) = appraise_summary.on_item(revealed_only(session), item, ())
    rows: Any = table.rows  # type: ignore[union-attr]
    assert [[plain_text(cell) for cell in row] for row in rows] == [
        ["County Council", "4 (mostly)", "don’t know", "not answered", "not answered"],
        ["ICB", "3 (partly)", "2 (a bit)", "1 (hardly)", "1 (hardly)"],
    ]
    assert plain_text(table.caption) == "Levels on 1.1 by partner"  # type: ignore[union-attr]
    assert table.header[0] == "Partner"  # type: ignore[union-attr]
    out = does_not_apply(a.A1, "No").apply(session, NOW)
    assert list(appraise_summary.on_item(revealed_only(out), item, (a.A1,))) == []
    (line,) = appraise_summary.on_item(a.session(), item, (a.A1,))
    assert plain_text(line.text) == "Levels are given, not yet revealed, and so not told here."  # type: ignore[union-attr]


def test_levels_that_were_changed_after_the_reveal_are_told_by_name_where_partners_are_bodies() -> None:
    for as_bodies, said in (
        (True, "Levels changed after the reveal: County Council."),
        (False, "Some levels were changed after the reveal."),
    ):
        session = a.revealed(a.given(a.session(as_bodies=as_bodies), a.A1, ((4, 3, 3, 3),)), a.A1)
        step = a.appraisal(session)
        assert appraise_words.changed(session, step, a.A1) == ()
        session = appraise.appraise(a.APPRAISE, a.A1, "county-council", {a.K1: 1}).apply(session, NOW)
        assert plain_text(appraise_words.changed(session, step, a.A1)) == said


def test_a_form_says_why_an_appraisal_is_not_in_it() -> None:
    session = a.session()
    before = kind_of(a.appraisal(session)).before
    assert before.why_not(session, a.appraisal(session)) == ""
    rooms = a.appraisal(session, a.ROOMS)
    assert before.why_not(session, rooms) == "the room settles its levels together, not each partner first"
    own = {"by_partner": True, "pack_id": None, "section_ids": ()}
    assert before.why_not(session, rooms.model_copy(update=own)) == "it has no candidates yet"
    followed = rooms.model_copy(update={**own, "follows": "v"})
    assert before.why_not(session, followed) == "what it is about is voted on first"
    bare = rooms.model_copy(update={"by_partner": True, "criteria": ()})
    assert before.why_not(session, bare) == "it has no criteria yet"


# --- checks, dots, options: the room instead of the partners -------------------------------------------


def test_where_the_room_answers_instead_what_was_seen_of_the_partners_is_kept() -> None:
    session = checklist_session("County Council", "ICB")
    session = after(session, check_edits.say_one(BOARD, "icb", "yes"))
    hidden = check_edits.say(BOARD, ROOM, (3, 0, 0), instead=True).apply(session, NOW)
    assert [row.partner_id for row in PARTNER_CHECKS.of(hidden)] == [ROOM]
    later = NOW + dt.timedelta(hours=1)
    seen = check_edits.reveal_check(BOARD).apply(session, NOW)
    seen = check_edits.say(BOARD, ROOM, (3, 0, 0), 1, instead=True).apply(seen, later)
    old, new = PARTNER_CHECKS.of(seen)
    assert (old.partner_id, old.counts, old.dont_know, old.after_reveal, old.at) == (
        *("icb", (0, 0, 0), 0, True, later),
    )
    assert old.before is not None
    assert (old.before.counts, old.before.dont_know) == ((1, 0, 0), 0)
    assert (new.partner_id, new.counts, new.dont_know) == (ROOM, (3, 0, 0), 1)


def test_dots_of_the_room_instead_of_the_partners_keep_what_was_seen() -> None:
    vote = step_of(every_kind(), "prioritise")
    first = next(every_kind().pack("barriers").items()).id
    session = dot_edits.vote(vote, ROOM, {first: 5}, people=3, instead=True).apply(every_kind(), NOW)
    rows = {row.partner_id: row for row in VOTES.of(session) if row.activity_id == vote}
    assert rows[ROOM].counts == ((first, 5),)
    assert {row.counts for who, row in rows.items() if who != ROOM} == {()}
    assert all(row.before for who, row in rows.items() if who != ROOM)
    again = dot_edits.vote(vote, ICB, {first: 1}, instead=True).apply(session, NOW)
    kept = {row.partner_id: (row.counts, row.after_reveal) for row in VOTES.of(again)}
    assert kept[ROOM] == ((), True)
    assert kept[ICB] == (((first, 1),), True)


def test_views_that_were_changed_after_the_reveal_say_how() -> None:
    session = a.viewed(a.session(), a.O1, a.O2, "")
    session = option_edits.reveal_options(a.OPTIONS).apply(session, NOW)
    changes = (
        option_edits.say_option(a.OPTIONS, "county-council", {a.O3: 1}),
        option_edits.say_option(a.OPTIONS, "icb", {}),
        option_edits.say_option(a.OPTIONS, "voluntary-sector", {a.O3: 1}),
    )
    session = after(session, *changes)
    assert [plain_text(line) for line in option_words.changed(session, a.OPTIONS)] == [
        "County Council: changed after the reveal, from As it is now.",
        "ICB: taken back after the reveal, from Extended joint commissioning.",
        "Voluntary sector: said after the reveal.",
    ]
    people = session.model_copy(update={"as_bodies": False})
    assert [plain_text(line) for line in option_words.changed(people, a.OPTIONS)] == [
        "Some views were changed after the reveal."
    ]


def test_options_up_to_nine_take_one_more_and_two_are_the_fewest_to_ask_about() -> None:
    session = a.session()
    step = session.activity(a.OPTIONS)
    assert isinstance(step, OptionsActivity)
    kind, asks = kind_of(step), OptionsBefore()
    for number in range(3, 9):
        assert kind.no_new_item(session, step) is None, number
        session = item_edits.add_item(a.OPTIONS, f"Option {number}").apply(session, NOW)
    full = kind.no_new_item(session, session.activity(a.OPTIONS))
    assert full is not None
    assert (full.what, full.hint) == ("How far to go has 9 options already", "Each has a digit.")
    assert len(options_here(session, step)) == 9
    session = a.session()
    (asked,) = asks.asked(session, step)
    assert [(level.number, level.label) for level in asked.levels] == [
        (number, session.item(item_id).name) for number, item_id in enumerate((a.O1, a.O2, a.O3), start=1)
    ]
    two = does_not_apply(a.O1, "No").apply(session, NOW)
    assert len(list(asks.asked(two, step))) == 1
    single = does_not_apply(a.O2, "No").apply(two, NOW)
    assert list(asks.asked(single, step)) == []


# --- which items ---------------------------------------------------------------------------------------


def test_items_are_suggested_from_every_section_in_turn_and_stand_in_the_packs_order() -> None:
    pack = packs()["icbo"]
    sections = pack.sections
    firsts = [section.items[0].id for section in sections]
    assert suggested(pack, (), len(sections)) == tuple(firsts)
    more = suggested(pack, (), len(sections) + 1)
    assert set(more) == {*firsts, sections[0].items[1].id}
    assert more == in_order(pack, reversed(more))
    assert suggested(pack, (sections[1].id,), 2) == tuple(item.id for item in sections[1].items[:2])
    assert in_order(pack, [firsts[1], "tips/T1", firsts[0], firsts[1]]) == tuple(firsts[:2])
    assert sections_with(pack, [firsts[2], firsts[0]]) == (sections[0].id, sections[2].id)
    assert list(by_code(pack, (sections[0].id,))) == [item.id.split("/")[1] for item in sections[0].items]
    with pytest.raises(Problem) as none:
        check_number(3, (), "statement")
    assert (none.value.what, none.value.hint) == ("No statement is chosen", "Choose 1 to 3.")
    with pytest.raises(Problem) as many:
        check_number(1, ("a", "b"), "statement")
    assert (many.value.what, many.value.hint) == (
        "2 statements are more than can be chosen",
        "The step has time for 1.",
    )
    check_number(2, ("a", "b"), "statement")


# --- other kinds ---------------------------------------------------------------------------------------


def test_a_plain_kind_hides_nothing_and_asks_nothing() -> None:
    session, before = every_kind(), Before()
    assert Kind().reveal(session, NOW, "x") is session
    assert AskingActivity(id="x", kind="x", title="T", minutes=1).asked == ()
    asked = next(iter(kind_of(session.agenda[5]).before.asked(session, session.agenda[5])))
    with pytest.raises(NotImplementedError):
        before.view(session, asked, ICB)
    with pytest.raises(NotImplementedError):
        before.take(session, asked, ICB, (), 0)


def test_figures_are_guessed_in_the_room_and_tips_are_only_talked_about() -> None:
    def step(pack_id: str) -> DiscussActivity:
        return DiscussActivity(id="x", title="T", minutes=1, pack_id=pack_id)

    session = every_kind()
    assert GuessesBefore().why_not(session, step("figures")) == (
        "figures are guessed in the room, before anybody looks them up"
    )
    assert GuessesBefore().why_not(session, step("tips")) == ""


def test_a_form_answers_the_first_round_even_where_the_second_is_on() -> None:
    session = score_edits.answer_level(FIRST_FIVE[0], "icb", 2).apply(new_session("four-domains", "ICB"), NOW)
    session = after(session, score_edits.reveal(FIRST_FIVE[0]), score_edits.second_round(FIRST_FIVE[0]))
    step = session.activity(step_of(session, "score"))
    before = kind_of(step).before
    asked = next(question for question in before.asked(session, step) if question.ref == FIRST_FIVE[0])
    taken = before.take(session, asked, "icb", (0, 0, 0, 1, 0), 0).apply(session, NOW)
    (row,) = [row for row in BALLOTS.of(taken) if row.source == "form"]
    assert (row.round, row.counts, row.after_reveal) == (1, (0, 0, 0, 1, 0), True)


def test_the_first_step_of_the_next_session_says_what_it_is_for() -> None:
    step = since_last_time("s0")
    assert (step.id, step.kind, step.title, step.minutes) == ("s0", "review", "Since last time", 10)
    assert step.script == (
        "Welcome back. Start with what is overdue: is it done, under way, or to be dropped?",
        "A new date needs a reason. Then what was parked, decided, and seen as a risk.",
    )


def test_risks_are_told_by_number_with_what_is_not_settled() -> None:
    session = after(
        risky(),
        score_edits.agree("lead-provider-risks/R1#likelihood", 1),
        score_edits.answer_level("lead-provider-risks/R2#likelihood", session_voice(risky()), 2),
        score_edits.reveal("lead-provider-risks/R2#likelihood"),
        score_edits.answer_level("lead-provider-risks/R3#likelihood", session_voice(risky()), None),
        score_edits.reveal("lead-provider-risks/R3#likelihood"),
    )
    step = session.activity(step_of(session, "risk"))
    found = {risk.item_id[-2:]: risk for risk in risks(revealed_only(session), step)}  # type: ignore[arg-type]
    said = [risk_words.rating(found[name].likelihood) for name in ("R1", "R2", "R3", "R4")]
    assert said == [
        "high",
        "medium (not settled: median 2 of 1 answer)",
        "not known (1 does not know)",
        "no level yet",
    ]
    in_room = [risk_words.rating_in_room(found[name].likelihood) for name in ("R1", "R2", "R3", "R4")]
    assert in_room == ["high", "medium? (median 2 of 1 answer)", "not known", "no level yet"]
    assert risk_words.number(session, found["R1"]) == "1?", "its impact is not settled"
    assert risk_words.number(session, found["R2"]) == "2?"
    three = [found[name] for name in ("R1", "R2", "R3")]
    assert [risk_words.numbers(session, three[:count]) for count in range(4)] == [
        "",
        "1",
        "1 and 2",
        "1, 2 and 3",
    ]


def session_voice(session: Session) -> str:
    return session.voices()[0].id


def test_a_pair_on_an_item_without_a_scale_is_none() -> None:
    session = every_kind()
    step: Any = session.activity(step_of(session, "here-to-there"))
    assert find_scale(session, "tips/T1") is None
    assert pair_of(session, step, "tips/T1") is None


def test_a_word_that_is_no_word_is_a_fault() -> None:
    session = other_day()
    rows = WORDS.of(session)
    wrong = ("a, b", "x" * 400, " spaced", "")
    odd = [rows[0].model_copy(update={"word": word, "uid": f"u{at}"}) for at, word in enumerate(wrong)]
    strange = rows[0].model_copy(update={"activity_id": session.agenda[0].id, "uid": "v"})
    gone = rows[0].model_copy(update={"activity_id": "s99", "uid": "w"})
    evaluation = kind_of(session.activity(step_of(session, "evaluation")))
    assert [what for _, what in evaluation.faults(WORDS.put(session, [*odd, strange, gone, rows[0]]))] == [
        *(f"{word!r} is no word" for word in wrong),
        f"the step {session.agenda[0].id!r} is no evaluation",
    ]
