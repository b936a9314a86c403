"""What the screens show of votes and gaps: nothing before its reveal, and the order asked for."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings, strategies as st
from textual.content import Content

from sessions import counts, plan
from sessions.edits import notes as note_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from sessions.rows import Stop
from tests import walls
from tests.builders import (
    FIRST_FIVE as ITEMS,
    NOW,
    TODAY,
    aside,
    hidden_answers,
    new_session,
    packs,
    page,
    profiled,
    say_next,
)
from workshop.contents import summary_contents
from workshop.steps.candidates import candidate_labels, candidate_name
from workshop.steps.position import agenda_rows, place
from workshop.widgets.vote_grid import VoteGrid, VoteState, ranking_lines, vote_state

PACKS = packs()
TIPS = tuple(item.id for item in PACKS["tips"].items())
NAMES = ("County Council", "ICB", "Care providers")
VOTE, FOLLOWER, GAP_VOTE = "s3", "s4", "s99"


def made(template: str = "tips-and-pulse") -> Session:
    return new_session(template, *NAMES)


def vote(session: Session, partner: str, dots: Mapping[str, int]) -> Session:
    return vote_edits.vote(VOTE, partner, dots).apply(session, NOW)


def text(lines: list[Content]) -> str:
    return "\n".join(line.plain for line in lines)


def grid(session: Session, focused: str = "icb", width: int = 80, of: str = VOTE) -> str:
    """What the vote looks like."""
    view = VoteGrid()
    view.show(vote_state(session, session.activity(of)), focused)
    return text(view.build(width))


def all_shown(session: Session) -> object:
    """Everything that is shown anywhere about a session, but for what a person typed."""
    stops = plan.stops(session)
    return (
        stops,
        [page(session, stop, TODAY) for stop in stops],
        [aside(session, stop, TODAY) for stop in stops],
        [place(session, stop) for stop in stops],
        agenda_rows(session, NOW),
        summary_contents(session),
        vote_state(session, session.activity(VOTE)),
        [grid(session, width=width) for width in (30, 60, 110)],
    )


# --- what is up for the vote ---------------------------------------------------------------------


def test_candidates_begin_in_one_column_and_stand_once() -> None:
    session, stop = made(), Stop(activity_id=VOTE)
    names = {candidate_name(session, tip) for tip in TIPS}
    listed = [line.text for line in page(session, stop, TODAY).lines if line.tone == "point"]
    assert [row[4:] for row in listed] == [candidate_name(session, tip) for tip in TIPS]
    assert (listed[0][:4], listed[9][:4]) == ("1   ", "10  ")

    seen = vote_edits.reveal_vote(VOTE).apply(vote(session, "icb", {TIPS[9]: 2, TIPS[8]: 1}), NOW)
    assert not any(name in line.text for line in page(seen, stop, TODAY).lines for name in names)
    ranked = grid(seen).splitlines()
    assert ranked[0].index("Open, honest") == ranked[1].index("Local people at the heart")
    first, second = walls.at(seen, stop).entries[:2]
    assert first.text.index("Open, honest") == second.text.index("Local people at the heart")


def test_who_goes_on_without_a_reveal_is_led_back_to_the_vote() -> None:
    session, stop = vote(made(), "icb", {TIPS[0]: 1}), Stop(activity_id=FOLLOWER)
    assert say_next(session, stop) == ("j leads back to the vote, and r there reveals its dots.",)
    seen = vote_edits.reveal_vote(VOTE).apply(session, NOW)
    assert "leads back" not in " ".join(say_next(seen, stop))


# --- blind until revealed -------------------------------------------------------------------------


def placed(many: int) -> st.SearchStrategy[dict[str, int]]:
    return st.lists(st.sampled_from(TIPS), min_size=many, max_size=many, unique=True).map(
        lambda tips: dict.fromkeys(tips, 1)
    )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.integers(1, 3).flatmap(lambda many: st.tuples(placed(many), placed(many))), min_size=1, max_size=3
    )
)
def test_before_the_reveal_sessions_that_differ_only_in_dots_look_the_same(
    ballots: list[tuple[dict[str, int], dict[str, int]]],
) -> None:
    here = there = made()
    for name, (mine, yours) in zip(NAMES, ballots, strict=False):
        here, there = vote(here, name, mine), vote(there, name, yours)
    assert all_shown(here) == all_shown(there)


def test_after_the_reveal_they_do_not() -> None:
    here, there = (vote_edits.reveal_vote(VOTE).apply(vote(made(), "ICB", {tip: 3}), NOW) for tip in TIPS[:2])
    assert all_shown(here) != all_shown(there), "else the test above would say nothing"


def test_the_room_sees_who_has_placed_dots() -> None:
    session = vote(made(), "ICB", {TIPS[0]: 3})
    state = vote_state(session, session.activity(VOTE))
    assert (state.voted, state.ranked, state.left) == (frozenset({"icb"}), (), {})
    shown = grid(session, "county-council").split("\n")
    assert [(line[0], line.split("  ")[-1].strip()) for line in shown[:3]] == [
        ("▸", "· …"),
        (" ", "● dots placed"),
        (" ", "· …"),
    ]
    assert shown[-1] == "1 of 3 have placed their dots · hidden until the reveal"
    for name in NAMES:
        session = vote(session, name, {TIPS[0]: 3})
    assert grid(session).endswith("all have placed their dots · hidden until the reveal")


def test_dots_that_are_left_over_are_told_and_what_they_are_on_is_not() -> None:
    session = vote(vote(made(), "ICB", {TIPS[0]: 2}), "Care providers", {TIPS[0]: 1, TIPS[1]: 2})
    shown = grid(session, "county-council").split("\n")
    assert [line.split("  ")[-1].strip() for line in shown[:3]] == ["· …", "○ 2 of 3 dots", "● dots placed"]
    assert shown[-1] == "2 of 3 have placed dots, 1 with some left over · hidden until the reveal"
    assert say_next(session, Stop(activity_id=VOTE))[:2] == (
        "c places the dots of the partner in focus. 1 to go.",
        "1 has dots left over.",
    )
    session = vote_edits.change_dots(VOTE, dots=5, stack=True).apply(
        vote(session, "County", {TIPS[0]: 3}), NOW
    )
    assert "3 with some left over" in grid(session), "all have some left over once there are more"
    assert "3 have dots left over" in say_next(session, Stop(activity_id=VOTE))[0]


def test_nobody_has_dots_left_over_where_there_is_nothing_more_to_place_them_on() -> None:
    session = gap_vote(stack=False)
    session = vote_edits.vote(GAP_VOTE, "icb", {ITEMS[0]: 1, ITEMS[4]: 1}).apply(session, NOW)
    assert "● dots placed" in grid(session, of=GAP_VOTE), "3 dots, and 2 gaps"
    stacked = session.activity(GAP_VOTE).model_copy(update={"stack": True})
    agenda = tuple(stacked if step.id == GAP_VOTE else step for step in session.agenda)
    assert "○ 2 of 3 dots" in grid(session.model_copy(update={"agenda": agenda}), of=GAP_VOTE)


def test_without_partners_the_whole_room_votes() -> None:
    session = made().model_copy(update={"partners": ()})
    assert "The whole room" in grid(session, "room")
    session = vote(session, "room", {TIPS[1]: 3})
    assert "all have placed their dots" in grid(session, "room")


# --- the ranking ----------------------------------------------------------------------------------


def revealed() -> Session:
    session = vote(made(), "ICB", {TIPS[3]: 3})
    session = vote(session, "County Council", {TIPS[1]: 2, TIPS[6]: 1})
    return vote_edits.reveal_vote(VOTE).apply(vote(session, "Care providers", {TIPS[0]: 1, TIPS[6]: 1}), NOW)


def test_the_ranking_has_places_ties_dots_and_names() -> None:
    shown = grid(revealed()).split("\n")
    assert len(shown) == len(TIPS)
    assert [line.split()[:2] for line in shown[:4]] == [["1", "4"], ["2=", "2"], ["2=", "7"], ["4", "1"]]
    assert [line.count("●") for line in shown] == [3, 2, 2, 1, *[0] * 6]
    for line, dots in zip(shown, (3, 2, 2, 1), strict=False):
        assert f" {dots} ●" in line, "the number as well as the dots"
    assert all(line.startswith("     ") and line.rstrip().endswith("·") for line in shown[4:])


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_ranking_keeps_to_its_width(width: int) -> None:
    session = made()
    session = vote_edits.change_dots(VOTE, dots=20, stack=True).apply(session, NOW)
    for name in NAMES:
        session = vote(session, name, {TIPS[3]: 20})
    lines = ranking_lines(
        vote_state(vote_edits.reveal_vote(VOTE).apply(session, NOW), session.activity(VOTE)).ranked, width
    )
    assert max(line.cell_length for line in lines) <= max(width, 45)
    assert "60 " in lines[0].plain


def test_nobody_voting_makes_an_empty_grid() -> None:
    assert VoteGrid().build(40) == []
    view = VoteGrid()
    view.show(VoteState((), frozenset(), ()), "")
    assert "all have placed" in text(view.build(40))


def test_the_page_of_a_vote_says_the_rule_and_lists_what_is_up() -> None:
    session = made()
    shown = page(session, Stop(activity_id=VOTE), TODAY)
    assert shown.lines[0].text == "3 dots for each partner, all on one allowed. Where do we start?"
    assert [line.text.split("  ")[0] for line in shown.lines[1:]] == [str(n) for n in range(1, 11)]
    one_each = vote_edits.change_dots(VOTE, dots=5, stack=False).apply(session, NOW)
    lead = page(one_each, Stop(activity_id=VOTE), TODAY).lines[0].text
    assert lead == "5 dots for each partner, one dot on each at most. Where do we start?"
    single = vote_edits.change_dots(VOTE, dots=1, stack=True).apply(session, NOW)
    lead = page(single, Stop(activity_id=VOTE), TODAY).lines[0].text
    assert lead == "One dot for each partner. Where do we start?"


@pytest.mark.parametrize(
    ("candidates", "said"),
    [("gaps", "There is no gap to vote on yet."), ("actions", "There is no open action to vote on yet.")],
)
def test_where_there_is_nothing_to_vote_on_it_says_so(candidates: str, said: str) -> None:
    session = made()
    other = session.activity(VOTE).model_copy(update={"candidates": candidates, "pack_id": None})
    agenda = tuple(other if step.id == VOTE else step for step in session.agenda)
    session = session.model_copy(update={"agenda": agenda})
    assert [line.text for line in page(session, Stop(activity_id=VOTE), TODAY).lines] == [said]
    session = note_edits.add_action(note_edits.ActionFields("Draft [it]")).apply(session, NOW)
    if candidates == "actions":
        (action,) = session.actions
        assert candidate_labels(session, other) == {action.uid: "A1"}
        assert candidate_name(session, action.uid) == "Draft [it]"


def gap_vote(*, stack: bool = True) -> Session:
    """A vote of three dots on two gaps, 1.1 and 1.5."""
    session = profiled()
    changed = {"id": GAP_VOTE, "candidates": "gaps", "pack_id": None, "stack": stack}
    vote = made().activity(VOTE).model_copy(update=changed)
    return session.model_copy(update={"agenda": (*session.agenda, vote)})


def test_a_gap_that_is_closed_keeps_its_dots_and_does_not_tell_the_room_that_it_has_some() -> None:
    session = gap_vote()
    activity = session.activity(GAP_VOTE)
    session = vote_edits.vote(GAP_VOTE, "icb", {ITEMS[0]: 2}).apply(session, NOW)
    before = candidate_labels(session, activity)
    assert before[ITEMS[0]] == "1.1"
    session = score_edits.agree(ITEMS[0], 4, target=4).apply(session, NOW)
    assert ITEMS[0] not in candidate_labels(session, activity)
    assert candidate_labels(session, activity, [ITEMS[0]])[ITEMS[0]] == "1.1"
    assert ITEMS[0] in candidate_labels(vote_edits.reveal_vote(GAP_VOTE).apply(session, NOW), activity)


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (("tip", "principle"), {"tips/T1": "Tip 1", "principles/P1": "Principle 1"}),
        (("item", "Item"), {"tips/T1": "tips 1", "principles/P1": "principles 1"}),
    ],
)
def test_items_of_two_packs_with_one_number_are_told_apart(
    words: tuple[str, str], labels: dict[str, str]
) -> None:
    called = dict(zip(("tips", "principles"), words, strict=True))
    scale = PACKS["principles"].scale
    carried = tuple(
        PACKS[pack_id].model_copy(update={"item_word": word, "scale": scale})
        for pack_id, word in called.items()
    )
    wanted = {"tips": (), "principles": ("principles/P1",)}
    agenda = [
        ScoreActivity(id=pack_id, kind="score", title=pack_id, minutes=1, pack_id=pack_id, item_ids=items)
        for pack_id, items in wanted.items()
    ]
    vote = made().activity(VOTE).model_copy(update={"candidates": "gaps", "pack_id": None})
    session = made().model_copy(update={"packs": carried, "agenda": (*agenda, vote)})
    for item in (*labels, "tips/T10"):
        session = score_edits.agree(item, 1, target=3).apply(session, NOW)
    found = candidate_labels(session, vote)
    assert found == {**labels, "tips/T10": "10"}, "a number that only one of them has stands alone"
    typed = " ".join(found.values())
    assert set(counts.parse_dots(typed, list(found.values()), 3)) == set(found.values())


# --- peeking --------------------------------------------------------------------------------------


def test_a_peek_has_the_answers_that_are_not_revealed_and_those_only() -> None:
    session = made("four-domains")
    stop = next(stop for stop in plan.stops(session) if stop.part == "item")
    assert hidden_answers(session, stop) == ()
    session = score_edits.answer_level(stop.ref, "icb", 3).apply(session, NOW)
    session = score_edits.answer(stop.ref, "care-providers", (0, 1, 2, 0, 0), 4).apply(session, NOW)
    session = score_edits.answer_level(stop.ref, "county-council", None).apply(session, NOW)
    label = session.scale_of(stop.ref).label(3)
    assert hidden_answers(session, stop) == (
        ("County Council", "don't know"),
        ("ICB", f"3 {label}"),
        ("Care providers", "1 on 2, 2 on 3, 4 don't know"),
    )
    for_themselves = session.model_copy(update={"as_bodies": False})
    assert hidden_answers(for_themselves, stop) == (("All together", "1 on 2, 3 on 3, 5 don't know"),)
    session = score_edits.reveal(stop.ref).apply(session, NOW)
    assert hidden_answers(session, stop) == ()
    again = score_edits.second_round(stop.ref).apply(session, NOW)
    assert hidden_answers(again, stop) == (), "what the room has seen is no secret"


def test_a_peek_has_the_dots_that_are_not_revealed() -> None:
    stop = Stop(activity_id=VOTE)
    session = vote(vote(made(), "ICB", {TIPS[3]: 1, TIPS[6]: 2}), "County", {TIPS[3]: 3})
    assert hidden_answers(session, stop) == (
        ("County Council", "3 dots on 4"),
        ("ICB", "1 dot on 4, 2 dots on 7"),
    )
    for_themselves = session.model_copy(update={"as_bodies": False})
    assert hidden_answers(for_themselves, stop) == (("All together", "4 dots on 4, 2 dots on 7"),)
    assert hidden_answers(vote_edits.reveal_vote(VOTE).apply(session, NOW), stop) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s, "3 to go"),
        (lambda s: vote(s, "ICB", {TIPS[0]: 1}), "2 to go"),
        (
            lambda s: vote(vote(vote(s, "ICB", {TIPS[0]: 3}), "Care", {TIPS[0]: 3}), "County", {TIPS[0]: 3}),
            "Press r",
        ),
        (
            lambda s: vote_edits.reveal_vote(VOTE).apply(vote(s, "ICB", {TIPS[0]: 1}), NOW),
            "right ones to go on with",
        ),
    ],
)
def test_what_to_do_next_in_a_vote(change: Callable[[Session], Session], said: str) -> None:
    assert said in say_next(change(made()), Stop(activity_id=VOTE))[0]


def test_what_follows_a_vote_names_what_it_goes_on_with() -> None:
    hidden = page(vote(made(), "ICB", {TIPS[3]: 3}), Stop(activity_id=FOLLOWER), TODAY)
    assert [line.text for line in hidden.lines] == ["What has most dots stands here, once they are revealed."]
    session = revealed()
    shown = page(session, Stop(activity_id=FOLLOWER), TODAY)
    assert [line.text[:2] for line in shown.lines[1:]] == ["4 ", "2 ", "7 "]
    stops = [stop for stop in plan.stops(session) if stop.activity_id == FOLLOWER and stop.part == "item"]
    assert [place(session, stop).progress for stop in stops] == [
        f"Step 4 of 8 · Tip {number} of 3" for number in (1, 2, 3)
    ]
