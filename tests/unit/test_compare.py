"""Then and now, against figures that were worked out by hand.

Two meetings of three bodies on the framework's first domain (levels 1 to 5):

    item  Oct 2025: answers, agreed, target    Dec 2026: answers, agreed    so
    1.1   1 2 2  mixed or nearer, 2, target 3  4 4 4  agree, 4              up 2, target 3 reached
    1.2   3 3 3  agree, 3, target 5            1 3 5  split, 2              down 1, 5 not reached, apart
    1.3   5 5 5  agree, 5, target 5            5 5 5  agree, 5              as before, reached
    1.4   1 2 3  never revealed                2 2 2  agreed 2              only in the second
    1.5   agreed 3 without answers             nothing                      only in the first

Consensus on five levels (d = 4): of 1 2 2, μ = 5/3, 1 + (1/3)log2(1 − (2/3)/4) + (2/3)log2(1 − (1/3)/4)
= 1 + (1/3)(−0.2630) + (2/3)(−0.1255) = 0.8287: agree. Of 1 3 5, μ = 3: 1 + (2/3)log2(1/2) = 0.3333: split.

Actions of October: A1 done in December, due 2 Dec (the meeting is on 1 Dec): in time. A2 carried, open, and
moved from 1 Nov to 1 Feb. A3 dropped. A4 done, no date: not known. A5 open, and not in December's record.
"""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from sessions.edits import notes as note_edits
from sessions.edits.series import follow
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.checklist.records import ChecklistActivity
from sessions.kinds.score import edits as score_edits
from sessions.many import compare_words as said
from sessions.many.compare import Comparison, Row, compare, in_order
from sessions.record import Session
from sessions.rows import Action
from tests.asked import risky
from tests.builders import FIRST_FIVE, NOW, answered, new_session
from tests.checklists import checklist_session
from tests.unit.test_same_items import scale, with_item

OCTOBER, DECEMBER = dt.date(2025, 10, 20), dt.date(2026, 12, 1)
ONE, TWO, THREE, FOUR, FIVE = FIRST_FIVE


def held(session_id: str, on: dt.date, *, as_bodies: bool = True) -> Session:
    session = new_session("four-domains", "Council", "ICB", "Providers", as_bodies=as_bodies)
    return session.model_copy(update={"id": session_id, "title": f"Meeting {session_id}", "date": on})


def shown(session: Session, item_id: str, *levels: int) -> Session:
    return score_edits.reveal(item_id).apply(answered(session, item_id, levels), NOW)


def agreed(session: Session, item_id: str, level: int, target: int | None = None) -> Session:
    return score_edits.agree(item_id, level, target=target).apply(session, NOW)


def action(label: str, **fields: object) -> Action:
    return Action.model_validate(
        {"id": label, "uid": f"uid-{label}", "text": f"Do {label}", "at": NOW, **fields}
    )


def first() -> Session:
    session = held("oct", OCTOBER)
    session = agreed(shown(session, ONE, 1, 2, 2), ONE, 2)
    session = agreed(shown(session, TWO, 3, 3, 3), TWO, 3, target=5)
    session = agreed(shown(session, THREE, 5, 5, 5), THREE, 5)
    session = agreed(answered(session, FOUR, (1, 2, 3)), FIVE, 3)
    actions = (
        action("A1", due=dt.date(2026, 12, 2)),
        action("A2", due=dt.date(2026, 11, 1)),
        action("A3"),
        action("A4"),
        action("A5"),
    )
    return session.model_copy(update={"actions": actions})


def second() -> Session:
    session = held("dec", DECEMBER)
    session = agreed(shown(session, ONE, 4, 4, 4), ONE, 4)
    session = agreed(shown(session, TWO, 1, 3, 5), TWO, 2)
    session = agreed(shown(session, THREE, 5, 5, 5), THREE, 5)
    session = agreed(shown(session, FOUR, 2, 2, 2), FOUR, 2)
    now = (
        action("A1", due=dt.date(2026, 12, 2), status="done"),
        action("A2", due=dt.date(2026, 11, 1)),
        action("A3", status="dropped"),
        action("A4", status="done"),
        action("A9"),
    )
    session = session.model_copy(update={"actions": now})
    moved = now[1].model_copy(update={"due": dt.date(2027, 2, 1)})
    return note_edits.change_action(moved).apply(session, NOW)


@pytest.fixture(name="made")
def _made() -> Comparison:
    return compare((second(), first()))


def row(made: Comparison, item_id: str) -> Row:
    return next(row for row in made.rows if row.subject_id == item_id)


def test_levels_targets_and_views_are_those_worked_out_by_hand(made: Comparison) -> None:
    assert [session.id for session in made.sessions] == ["oct", "dec"]
    told = [(row.item.number, said.in_short(row)) for row in made.shared]
    assert told == [
        ("1.1", "up 2 levels, target 3 reached"),
        ("1.2", "down 1 level, views further apart, target 5 not reached"),
        ("1.3", "as before, target 5 reached"),
    ]
    before, now = row(made, ONE).said
    assert before is not None
    assert now is not None
    assert (before.level, before.target, before.median) == (2, 3, 2.0)
    assert before.spread is not None
    assert before.spread.consensus == pytest.approx(0.8287, abs=0.0001)
    assert (before.spread.n, before.spread.word) == (3, "agree")
    assert said.long_level(before) == "2 (early steps), target 3; agree, 3 bodies, median 2"
    assert (now.level, now.median) == (4, 4.0)


def test_counts_of_the_whole(made: Comparison) -> None:
    assert said.moved(made) == "1 up, 1 down, 1 as before"
    assert said.targets(made) == "2 of 3 targets reached"
    assert said.tally(made) == "2 of 5 actions done (1 known to be in time), 2 open, 1 dropped"


def test_what_only_one_has_is_listed_and_what_is_hidden_is_nowhere(made: Comparison) -> None:
    assert [row.subject_id for row in made.only_in(0)] == [FIVE]
    assert [row.subject_id for row in made.only_in(1)] == [FOUR]
    assert row(made, FOUR).said[0] is None
    other = answered(first(), FOUR, (5, 5, 5))
    assert compare((other, second())).rows == compare((first(), second())).rows


def test_what_became_of_actions(made: Comparison) -> None:
    assert [(followed.action.id, said.became(followed, made.sessions)) for followed in made.actions] == [
        ("A1", "done, in time"),
        ("A2", "open, carried over"),
        ("A3", "dropped"),
        ("A4", "done, not known whether in time"),
        ("A5", "open, not taken further"),
    ]


def test_done_after_a_date_that_was_moved_is_late_and_after_one_that_was_not_nobody_knows() -> None:
    due = dt.date(2026, 1, 15)
    moved = action("A1", due=dt.date(2026, 3, 1), past_dues=[{"due": due, "session_id": "oct", "at": NOW}])
    done = [moved.model_copy(update={"status": "done"}), action("A2", due=due, status="done")]
    before = held("oct", OCTOBER).model_copy(
        update={"actions": (action("A1", due=due), action("A2", due=due))}
    )
    made = compare((before, held("dec", DECEMBER).model_copy(update={"actions": tuple(done)})))
    assert [followed.kept for followed in made.actions] == ["late", "not known"]
    assert said.tally(made) == "2 of 2 actions done (none known to be in time)"
    late = compare([session.model_copy(update={"actions": session.actions[:1]}) for session in made.sessions])
    assert said.tally(late) == "1 of 1 action done (none in time)", "and that is known"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"scale": scale("none", "some", "most")}, "not comparable: other levels"),
        ({"statement": "Partners decide."}, "not comparable: asked in other words"),
        ({"levels": ("a", "b", "c", "d", "e")}, "not comparable: the levels mean something else"),
    ],
)
def test_what_cannot_be_compared_has_a_reason_and_no_figure(fields: dict[str, object], why: str) -> None:
    now = with_item(held("dec", DECEMBER), **fields)
    now = agreed(shown(now, ONE, 3, 3, 3), ONE, 3)
    found = row(compare((first(), now)), ONE)
    assert found.whole is not None
    assert (found.whole.levels, found.whole.reached, said.views(found), said.target(found)) == (
        None,
        None,
        "",
        "",
    )
    assert said.in_short(found) == why


def test_bodies_and_people_are_not_compared() -> None:
    now = agreed(shown(held("dec", DECEMBER, as_bodies=False), ONE, 4, 4, 4), ONE, 4)
    found = row(compare((first(), now)), ONE)
    assert said.in_short(found) == "not comparable: bodies counted in one, people in the other"
    alone = compare((first(), shown(held("dec", DECEMBER, as_bodies=False), ONE, 4, 4, 4)))
    assert said.in_short(row(alone, ONE)) == "not comparable: bodies counted in one, people in the other"


def test_of_three_each_is_set_against_the_one_before_that_settled_a_level() -> None:
    between = shown(held("may", dt.date(2026, 5, 4)), ONE, 3, 3, 3)
    later = agreed(held("jan", dt.date(2027, 1, 4)), ONE, 1)
    found = row(compare((later, between, second(), first())), ONE)
    changes = [
        None if change is None else (change.since, change.levels, change.reached) for change in found.changes
    ]
    assert changes == [None, None, (0, 2, True), (2, -3, False)]
    assert found.whole is not None
    assert (found.whole.levels, said.target(found)) == (-1, "target 3 not reached")
    assert [said.short_level(view) for view in found.said] == ["2", "(3)", "4", "1"]


def test_a_risk_that_is_less_likely_goes_down() -> None:
    item = "lead-provider-risks/R1#likelihood"
    was = agreed(risky().model_copy(update={"id": "a", "date": OCTOBER}), item, 1)
    now = agreed(risky().model_copy(update={"id": "b", "date": DECEMBER}), item, 2)
    found = row(compare((was, now)), item)
    assert said.change(found, found.whole) == "down 1 level"


def test_an_evaluation_has_medians_of_people_and_no_level() -> None:
    item = "evaluation/E1#today"
    was, now = (new_session("learning-set", "Council", "ICB").model_copy(update={"id": x}) for x in "ab")
    was = was.model_copy(update={"date": OCTOBER})
    found = row(compare((shown(was, item, 2, 3), shown(now, item, 4, 4))), item)
    assert said.in_short(found) == "median 2½, then 4"
    assert found.said[0] is not None
    assert found.said[0].spread is not None
    assert (found.said[0].spread.unit, found.said[0].spread.n) == ("person", 2)


def test_without_dates_that_say_so_the_given_order_stands() -> None:
    made = compare((second(), first()), by_date=False)
    assert [session.id for session in made.sessions] == ["dec", "oct"]
    found = row(made, ONE).whole
    assert found is not None
    assert found.levels == -2


def test_a_check_comes_nearer_to_yes() -> None:
    before = checklist_session().model_copy(update={"id": "a", "date": OCTOBER})
    item = next(item.id for item in before.items(ChecklistActivity))
    now = before.model_copy(update={"id": "b", "date": DECEMBER})
    before = check_edits.tick(item, "no").apply(before, NOW)
    now = check_edits.tick(item, "partly").apply(now, NOW)
    found = row(compare((before, now)), item)
    assert said.in_short(found) == "nearer to yes"
    assert [said.short_level(view) for view in found.said] == ["no", "partly"]


def test_a_session_is_its_own_equal() -> None:
    same = first().model_copy(update={"id": "again", "date": DECEMBER})
    made = compare((first(), same))
    assert all(row.whole is not None and row.whole.levels == 0 for row in made.shared)
    assert said.moved(made) == "4 as before"


levels = st.lists(st.integers(1, 5), min_size=3, max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(st.lists(st.tuples(levels, st.none() | st.integers(1, 5)), min_size=2, max_size=3))
def test_whatever_order_they_come_in_the_same_is_said(answers: list[tuple[list[int], int | None]]) -> None:
    made = []
    for at, (given_levels, level) in enumerate(answers):
        session = shown(held(f"s{at}", DECEMBER), ONE, *given_levels)
        made.append(session if level is None else agreed(session, ONE, level))
    expected = compare(made)
    assert [session.id for session in expected.sessions] == [f"s{at}" for at in range(len(made))]
    for order in permutations(made):
        assert compare(order) == expected
    settled = [level for _, level in answers if level is not None]
    (found,) = expected.shared
    if len(settled) > 1:
        assert found.whole is not None
        assert found.whole.levels == settled[-1] - settled[0]
        assert found.whole.levels == sum(change.levels or 0 for change in found.changes if change is not None)
    else:
        assert found.whole is None


def test_a_session_without_a_day_is_never_before_the_one_that_it_goes_on_from() -> None:
    held_later = held("later", NOW.date() + dt.timedelta(days=27))
    no_day = held("open", OCTOBER).model_copy(update={"date": None, "created_at": NOW})
    next_one = follow((held_later, first())).apply(no_day, NOW)
    assert [session.id for session in in_order((next_one, held_later, first()))] == ["oct", "later", "open"]
    assert [session.id for session in in_order((no_day, held_later, first()))] == ["oct", "open", "later"]


def test_a_session_that_is_named_twice_is_one() -> None:
    assert [session.id for session in in_order((second(), first(), second()))] == ["oct", "dec"]
    assert compare((first(), first())).shared == ()
