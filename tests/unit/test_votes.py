"""Dot votes: what is voted on, the ranking with its ties, and what goes on with the first of them."""

import itertools
import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.analysis import whole
from sessions.edits import notes as note_edits
from sessions.kinds import gaps as gap_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.follow import top_items
from sessions.kinds.prioritise.records import (
    REVEALED_VOTES,
    VOTES,
    Dots,
    RevealedVote,
    VoteActivity,
    ranking,
    tally,
    top,
)
from sessions.kinds.score import edits as score_edits
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.words import place
from tests.builders import NOW, new_session, packs
from workshop.materials import load

PACKS = packs()
EMPTY = new_session("tips-and-pulse")
AGENDA = EMPTY.agenda
VOTE, FOLLOWER = (next(step for step in AGENDA if step.kind == kind) for kind in ("prioritise", "discuss"))
TIPS = tuple(item.id for item in PACKS["tips"].items())


def voted(*ballots: Mapping[str, int], activity_id: str = VOTE.id, session: Session = EMPTY) -> Session:
    """`session` with these dots, each mapping those of a partner of its own."""
    made = tuple(
        Dots(activity_id=activity_id, partner_id=f"p{number}", counts=tuple(ballot.items()), at=NOW)
        for number, ballot in enumerate(ballots)
    )
    return VOTES.put(session, (*VOTES.of(session), *made))


def revealed(session: Session, *activity_ids: str) -> Session:
    return REVEALED_VOTES.put(
        session, (RevealedVote(activity_id=activity_id) for activity_id in activity_ids or (VOTE.id,))
    )


def places(session: Session, candidates: Sequence[str] = TIPS) -> list[tuple[str, int]]:
    return [(place(ranked_row), ranked_row.dots) for ranked_row in ranking(session, VOTE.id, candidates)]


# --- the ranking ----------------------------------------------------------------------------------

BALLOTS = st.lists(st.dictionaries(st.sampled_from(TIPS), st.integers(1, 5), max_size=4), max_size=6)


@settings(max_examples=60)
@given(BALLOTS)
def test_places_are_those_of_a_competition_and_no_dot_is_lost(ballots: list[dict[str, int]]) -> None:
    ranked = ranking(voted(*ballots), VOTE.id, TIPS)
    dots = {tip: sum(ballot.get(tip, 0) for ballot in ballots) for tip in TIPS}
    assert {ranked_row.candidate: ranked_row.dots for ranked_row in ranked} == dots, (
        "every candidate once, with all its dots"
    )
    assert sum(ranked_row.dots for ranked_row in ranked) == sum(sum(ballot.values()) for ballot in ballots)
    falling = sorted(dots.values(), reverse=True)
    assert [ranked_row.dots for ranked_row in ranked] == falling
    assert [ranked_row.place for ranked_row in ranked] == [falling.index(dots) + 1 for dots in falling]
    assert [ranked_row.tied for ranked_row in ranked] == [falling.count(dots) > 1 for dots in falling]
    for first, second in itertools.pairwise(ranked):
        if first.dots == second.dots:
            assert TIPS.index(first.candidate) < TIPS.index(second.candidate), "equals stay in their order"


@settings(max_examples=40)
@given(BALLOTS, st.randoms(use_true_random=False))
def test_who_votes_first_makes_no_difference(ballots: list[dict[str, int]], chance: random.Random) -> None:
    shuffled = [dict(chance.sample(list(ballot.items()), len(ballot))) for ballot in ballots]
    chance.shuffle(shuffled)
    here, there = voted(*ballots), voted(*shuffled)
    assert ranking(here, VOTE.id, TIPS) == ranking(there, VOTE.id, TIPS)
    assert ranking(here, VOTE.id) == ranking(there, VOTE.id)
    for number in range(4):
        assert top(here, VOTE.id, number) == top(there, VOTE.id, number)


def test_a_shared_place_is_marked_and_the_next_one_is_left_out() -> None:
    session = voted({TIPS[3]: 3}, {TIPS[1]: 2, TIPS[6]: 1}, {TIPS[0]: 1, TIPS[6]: 1})
    assert places(session) == [("1", 3), ("2=", 2), ("2=", 2), ("4", 1), *[("5=", 0)] * 6]
    assert [ranked_row.candidate for ranked_row in ranking(session, VOTE.id)] == [
        TIPS[3],
        TIPS[1],
        TIPS[6],
        TIPS[0],
    ]


def test_only_the_dots_of_this_vote_count() -> None:
    session = voted({TIPS[0]: 5}, activity_id="another", session=voted({TIPS[1]: 1}))
    assert tally(session, VOTE.id) == {TIPS[1]: 1}


def test_without_a_dot_everything_shares_the_first_place() -> None:
    assert places(EMPTY) == [("1=", 0)] * len(TIPS)
    assert ranking(EMPTY, VOTE.id) == ()


# --- the first of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dots", "number", "found"),
    [
        ([5, 3, 2, 1], 2, [0, 1]),
        ([2, 3, 2, 1], 2, [1, 0, 2]),
        ([3, 3, 2, 1], 2, [0, 1]),
        ([2, 2, 2, 1], 2, [0, 1, 2]),
        ([2, 2, 2, 1], 3, [0, 1, 2]),
        ([2, 2, 2, 1], 4, [0, 1, 2, 3]),
        ([1, 1, 1, 1], 1, [0, 1, 2, 3]),
        ([0, 4, 0, 0], 2, [1]),
        ([0, 0, 0, 0], 2, []),
        ([4, 3, 2, 1], 0, []),
    ],
)
def test_all_that_share_the_last_place_are_taken(dots: list[int], number: int, found: list[int]) -> None:
    session = voted(*({TIPS[index]: count} for index, count in enumerate(dots) if count))
    assert top(session, VOTE.id, number) == tuple(TIPS[index] for index in found)


def test_the_room_goes_on_in_the_order_of_the_ranking() -> None:
    session = revealed(voted({TIPS[4]: 2}, {TIPS[7]: 1}, {TIPS[2]: 1}))
    ranked = ranking(session, VOTE.id, (TIPS[7], TIPS[4], TIPS[2]))
    assert [ranked_row.candidate for ranked_row in ranked] == [TIPS[4], TIPS[2], TIPS[7]]
    assert top(session, VOTE.id, 2) == (TIPS[4], TIPS[2], TIPS[7])


def test_what_goes_on_with_a_vote_has_nothing_before_the_reveal() -> None:
    session = voted({TIPS[4]: 3}, {TIPS[7]: 2})
    stops = [stop for stop in plan.stops(session) if stop.activity_id == FOLLOWER.id]
    assert stops == [Stop(activity_id=FOLLOWER.id)]
    assert top_items(session, FOLLOWER) == ()
    assert plan.stops(session) == plan.stops(EMPTY), "the way through the session does not tell of the dots"

    shown = revealed(session)
    stops = [stop for stop in plan.stops(shown) if stop.activity_id == FOLLOWER.id]
    assert [stop.ref for stop in stops] == ["", TIPS[4], TIPS[7]]
    assert [stop.part for stop in stops] == ["start", "item", "item"]
    tied = [tip.ref for tip in plan.stops(revealed(voted({TIPS[4]: 1}, {TIPS[7]: 1}, {TIPS[2]: 1})))]
    assert [candidate for candidate in tied if candidate in TIPS] == [TIPS[2], TIPS[4], TIPS[7]], (
        "three share the first place"
    )


def test_only_what_follows_a_vote_goes_on_with_it() -> None:
    shown = revealed(voted({TIPS[4]: 3}))
    assert top_items(shown, FOLLOWER.model_copy(update={"follows": None})) == ()
    assert top_items(shown, FOLLOWER.model_copy(update={"follows": "s99"})) == ()


def test_items_of_a_follower_are_not_counted_twice() -> None:
    shown = revealed(voted({TIPS[4]: 3}))
    assert [item.id for item in shown.items(DiscussActivity)] == []
    assert [item.id for item in shown.items(VoteActivity)] == list(TIPS)


# --- what is voted on -----------------------------------------------------------------------------


def scored(levels: Sequence[tuple[str, int, int | None]]) -> Session:
    """A self-assessment with agreed levels: (item, level, target)."""
    session = new_session("four-domains")
    for item_id, level, target in levels:
        session = score_edits.agree(item_id, level, target=target).apply(session, NOW)
    return session


def vote_on(candidates: str, **more: object) -> VoteActivity:
    return VoteActivity.model_validate(
        {"id": "v", "kind": "prioritise", "title": "V", "minutes": 5, "dots": 3, "candidates": candidates}
        | more
    )


def called(session: Session, actions: Sequence[str]) -> list[str]:
    """The labels of actions."""
    return [next(action.id for action in session.actions if action.uid == uid) for uid in actions]


def test_items_are_those_of_the_sections_of_the_vote() -> None:
    assert whole.candidates(EMPTY, VOTE) == TIPS
    session = scored([])
    first = PACKS["icbo"].sections[0]
    found = whole.candidates(session, vote_on("items", pack_id="icbo", section_ids=(first.id,)))
    assert found == tuple(item.id for item in first.items)


def test_gaps_stand_in_the_order_of_the_gaps() -> None:
    session = scored([("icbo/D1.1", 3, 4), ("icbo/D1.2", 1, 5), ("icbo/D1.3", 5, None)])
    assert whole.candidates(session, vote_on("gaps")) == ("icbo/D1.2", "icbo/D1.1")
    ordered = gap_edits.order_gaps(["icbo/D1.1"]).apply(session, NOW)
    assert whole.candidates(ordered, vote_on("gaps")) == ("icbo/D1.1", "icbo/D1.2")
    assert whole.candidates(EMPTY, vote_on("gaps")) == ()


def test_actions_are_those_that_are_open() -> None:
    session = EMPTY
    for text in ("One", "Two", "Three"):
        session = note_edits.add_action(note_edits.ActionFields(text)).apply(session, NOW)
    done = session.actions[1].model_copy(update={"status": "done"})
    session = note_edits.change_action(done).apply(session, NOW)
    assert called(session, whole.candidates(session, vote_on("actions"))) == ["A1", "A3"]


def test_what_has_dots_stays_up_for_the_vote() -> None:
    session = note_edits.add_action(note_edits.ActionFields("Two")).apply(
        note_edits.add_action(note_edits.ActionFields("One")).apply(EMPTY, NOW), NOW
    )
    first, second = (action.uid for action in session.actions)
    session = voted({first: 2}, activity_id="v", session=session)
    session = note_edits.change_action(session.actions[0].model_copy(update={"status": "dropped"})).apply(
        session, NOW
    )
    assert whole.candidates(session, vote_on("actions")) == (second, first)
    assert [ranked_row.candidate for ranked_row in ranking(session, "v", (second, first))] == [first, second]


# --- templates ------------------------------------------------------------------------------------


def step(kind: str, **more: object) -> dict[str, object]:
    return {"kind": kind, "title": kind, "minutes": 10, **more}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (step("prioritise", pack="tips"), "a step of kind 'prioritise' needs `dots`, at least 1"),
        (step("prioritise", pack="tips", dots=0), "a step of kind 'prioritise' needs `dots`, at least 1"),
        (step("prioritise", pack="tips", dots=21), "dots: should be 20 or less"),
        (step("prioritise", pack="tips", dots=-1), "dots: should be 0 or more"),
        (step("prioritise", dots=3), "a vote on items needs a pack"),
        (
            step("prioritise", pack="tips", dots=3, candidates="people"),
            "'items', 'gaps', 'actions' or 'typed'",
        ),
        (step("prioritise", pack="tips", dots=3, top=2), "top: is not a known key; known are kind, title"),
        (step("discuss", pack="tips", dots=3), "dots: is not a known key; known are kind, title"),
        (step("score", pack="principles", top=2), "top: is not a known key; known are kind, title"),
        (step("welcome", dots=1), "dots: is not a known key; known are kind, title, minutes, script"),
        (step("discuss"), "needs a pack"),
    ],
)
def test_a_step_that_uses_dots_or_top_wrongly_is_refused(
    tmp_path: Path, wrong: dict[str, object], said: str
) -> None:
    keys = "".join(f"{key} = {json.dumps(value)}\n" for key, value in wrong.items())
    path = tmp_path / "t.toml"
    path.write_text(f'id = "t"\nname = "T"\nabout = "T."\nminutes = 10\n[[steps]]\n{keys}', "utf-8")
    with pytest.raises(Problem) as refused:
        load.load_file(Template, path)
    assert re.match(r"line [0-9]+, steps\[0\]", refused.value.what)
    assert said in refused.value.what


def template(*steps: dict[str, object]) -> plan.Template:
    return plan.Template.model_validate(
        {"id": "t", "name": "T", "about": "T.", "minutes": 10 * len(steps), "steps": list(steps)}
    )


def test_the_top_of_a_vote_comes_after_that_vote() -> None:
    vote, follower = step("prioritise", pack="tips", dots=3), step("discuss", pack="tips", top=2)
    with pytest.raises(Problem, match="no vote comes before it") as refused:
        plan.agenda(template(follower, vote), PACKS)
    assert refused.value.where == "template t"
    agenda, _ = plan.agenda(template(vote, follower, vote, follower), PACKS)
    assert [step.follows_step for step in agenda] == [None, "s1", None, "s3"], (
        "each goes on with the last vote"
    )
    assert [getattr(step, "top", 0) for step in agenda] == [0, 2, 0, 2]


def test_votes_on_gaps_and_actions_need_no_pack() -> None:
    agenda, used = plan.agenda(
        template(
            step("prioritise", dots=5, candidates="gaps"),
            step("prioritise", dots=3, stack=False, candidates="actions"),
        ),
        PACKS,
    )
    assert [(step.candidates, step.dots, step.stack) for step in agenda] == [
        ("gaps", 5, True),
        ("actions", 3, False),
    ]
    assert used == ()
