"""Placing dots, revealing them, changing the rule, and what is typed for them: what is taken and refused."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given, settings, strategies as st

from sessions import counts
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import REVEALED_VOTES, VOTES, dots_of
from sessions.problem import Problem
from sessions.record import Session
from tests.builders import NOW, new_session, packs

LATER = NOW + dt.timedelta(minutes=1)
TIPS = tuple(item.id for item in packs()["tips"].items())
VOTE = "s3"
NAMES = ("County Council", "ICB", "Care providers")


def made(*, stack: bool = True) -> Session:
    return vote_edits.change_dots(VOTE, dots=3, stack=stack).apply(new_session("tips-and-pulse", *NAMES), NOW)


def vote(session: Session, partner: str, dots: Mapping[str, int], now: dt.datetime = NOW) -> Session:
    return vote_edits.vote(VOTE, partner, dots).apply(session, now)


def placed_by(session: Session, partner: str) -> dict[str, int]:
    return dict(dots_of(session, VOTE)[partner].counts)


# --- placing --------------------------------------------------------------------------------------


def test_dots_are_kept_in_the_order_of_the_candidates() -> None:
    session = vote(made(), "ICB", {TIPS[6]: 2, TIPS[2]: 1, TIPS[4]: 0})
    (placed,) = VOTES.of(session)
    assert (placed.activity_id, placed.partner_id, placed.at) == (VOTE, "icb", NOW)
    assert placed.counts == ((TIPS[2], 1), (TIPS[6], 2))


def test_a_second_vote_of_a_partner_replaces_its_first_in_its_place() -> None:
    session = vote(vote(made(), "county-council", {TIPS[0]: 3}), "icb", {TIPS[1]: 3})
    session = vote(session, "county-council", {TIPS[2]: 1}, LATER)
    assert [(vote.partner_id, vote.counts, vote.at) for vote in VOTES.of(session)] == [
        ("county-council", ((TIPS[2], 1),), LATER),
        ("icb", ((TIPS[1], 3),), NOW),
    ]


@pytest.mark.parametrize("none", [{}, {TIPS[0]: 0}])
def test_no_dots_take_the_vote_back(none: dict[str, int]) -> None:
    before = vote(made(), "icb", {TIPS[1]: 3})
    session = vote(before, "county-council", {TIPS[0]: 1})
    assert vote(session, "county-council", none) == before
    assert vote(made(), "icb", none) == made()


def test_fewer_dots_than_allowed_are_taken() -> None:
    assert placed_by(vote(made(), "icb", {TIPS[0]: 1}), "icb") == {TIPS[0]: 1}


@pytest.mark.parametrize(
    ("partner", "dots", "said"),
    [
        ("icb", {TIPS[0]: 4}, "4 dots, but each partner has 3"),
        ("icb", {TIPS[0]: 2, TIPS[1]: 2}, "4 dots, but each partner has 3"),
        ("icb", {"tips/T99": 1}, "'tips/T99' is not up for a vote here"),
        ("icb", {"A1": 1}, "'A1' is not up for a vote here"),
        ("icb", {TIPS[0]: -1, TIPS[1]: 3}, "below nought"),
        ("police", {TIPS[0]: 1}, "No partner is called 'police'"),
        ("c", {TIPS[0]: 1}, "fits several partners"),
    ],
)
def test_what_is_no_vote_is_refused(partner: str, dots: dict[str, int], said: str) -> None:
    before = made()
    with pytest.raises(Problem) as refused:
        vote(before, partner, dots)
    assert said in str(refused.value)
    assert refused.value.hint, "it says what is allowed"
    assert before == made()


def test_too_many_dots_name_the_partner() -> None:
    with pytest.raises(Problem) as refused:
        vote(made(), "icb", {TIPS[0]: 4})
    assert refused.value.where == "ICB"


def test_where_one_dot_each_is_the_rule_two_on_one_are_refused() -> None:
    session = made(stack=False)
    spread = dict.fromkeys(TIPS[:3], 1)
    assert placed_by(vote(session, "icb", spread), "icb") == spread
    with pytest.raises(Problem, match="Two dots on one are not allowed") as refused:
        vote(session, "icb", {TIPS[0]: 2})
    assert refused.value.hint == "Place each on another."
    assert placed_by(vote(made(), "icb", {TIPS[0]: 3}), "icb") == {TIPS[0]: 3}, "all on one, where allowed"


def test_an_activity_that_is_no_vote_takes_no_dots() -> None:
    with pytest.raises(Problem, match="The two with most dots is no vote"):
        vote_edits.vote("s4", "icb", {TIPS[0]: 1}).apply(made(), NOW)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["county-council", "icb", "care-providers"]),
            st.dictionaries(st.sampled_from(TIPS), st.integers(0, 3), max_size=4),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_nobody_ever_has_more_than_its_dots(changes: list[tuple[str, dict[str, int]]], stack: bool) -> None:
    session = made(stack=stack)
    last: dict[str, dict[str, int]] = {}
    for partner, dots in changes:
        wanted = {candidate: count for candidate, count in dots.items() if count}
        fits = sum(wanted.values()) <= 3 and (stack or all(count == 1 for count in wanted.values()))
        if fits:
            session = vote(session, partner, dots)
            last[partner] = wanted
        else:
            with pytest.raises(Problem):
                vote(session, partner, dots)
    assert {partner_id: dict(placed.counts) for partner_id, placed in dots_of(session, VOTE).items()} == {
        partner: dots for partner, dots in last.items() if dots
    }


# --- the reveal -----------------------------------------------------------------------------------


def test_a_vote_is_revealed_once_somebody_has_voted() -> None:
    with pytest.raises(Problem, match="Nobody has placed dots yet") as refused:
        vote_edits.reveal_vote(VOTE).apply(made(), NOW)
    assert (refused.value.where, refused.value.hint) == ("Dots on the ten tips", "Place them first.")
    session = vote_edits.reveal_vote(VOTE).apply(vote(made(), "icb", {TIPS[0]: 1}), NOW)
    assert [row.activity_id for row in REVEALED_VOTES.of(session)] == [VOTE]
    assert vote_edits.reveal_vote(VOTE).apply(session, NOW) is session


# --- the rule -------------------------------------------------------------------------------------


def test_the_number_of_dots_and_the_rule_are_changed_where_they_stand() -> None:
    session = vote_edits.change_dots(VOTE, dots=5, stack=False).apply(made(), NOW)
    assert [step.id for step in session.agenda] == [step.id for step in made().agenda]
    assert (session.activity(VOTE).dots, session.activity(VOTE).stack) == (5, False)


@pytest.mark.parametrize("dots", [0, -1, 21])
def test_a_number_of_dots_that_is_no_vote_is_refused(dots: int) -> None:
    with pytest.raises(Problem, match=f"{dots} dots are no vote") as refused:
        vote_edits.change_dots(VOTE, dots=dots, stack=True).apply(made(), NOW)
    assert refused.value.hint == "Give each partner between 1 and 20."


@pytest.mark.parametrize("dots", [1, 20])
def test_the_ends_of_what_is_allowed_are_allowed(dots: int) -> None:
    assert vote_edits.change_dots(VOTE, dots=dots, stack=True).apply(made(), NOW).activity(VOTE).dots == dots


@pytest.mark.parametrize(("dots", "stack"), [(2, True), (3, False), (5, False)])
def test_a_rule_that_placed_dots_break_is_refused(dots: int, stack: bool) -> None:
    session = vote(made(), "icb", {TIPS[0]: 2, TIPS[1]: 1})
    with pytest.raises(Problem, match="Dots are placed by the old rule") as refused:
        vote_edits.change_dots(VOTE, dots=dots, stack=stack).apply(session, NOW)
    assert refused.value.hint == "Take them back first."


def test_a_rule_that_placed_dots_keep_is_taken() -> None:
    session = vote(made(), "icb", {TIPS[0]: 1, TIPS[1]: 1})
    changed = vote_edits.change_dots(VOTE, dots=2, stack=False).apply(session, NOW)
    assert VOTES.of(changed) == VOTES.of(session)


# --- what is typed --------------------------------------------------------------------------------

LABELS = ("1", "2", "10", "1.6", "A3")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1", {"1": 1}),
        ("1 2 10", {"1": 1, "2": 1, "10": 1}),
        ("1, 2;10\t1", {"1": 2, "2": 1, "10": 1}),
        ("2 2 2", {"2": 3}),
        ("2x3", {"2": 3}),
        ("2*3 1", {"2": 3, "1": 1}),
        ("2X3", {"2": 3}),
        ("2 2x2", {"2": 3}),
        ("a3 1.6", {"A3": 1, "1.6": 1}),
        ("a3x2 A3", {"A3": 3}),
        ("10x0", {}),
        ("", {}),
        (" , ;", {}),
        ("5x1", None),
        ("12", None),
        ("1x", None),
        ("x2", None),
        ("1.", None),
        ("1 2 3", {"1": 1, "2": 1, "A3": 1}),
        ("1 2 4", None),
        ("1x100", None),
        ("[b]", None),
        ("²", None),
    ],
)
def test_dots_are_typed_as_the_labels_they_go_to(typed: str, found: dict[str, int] | None) -> None:
    if found is None:
        with pytest.raises(Problem, match="is not on the list") as refused:
            counts.parse_dots(typed, LABELS, 5)
        assert refused.value.hint == "Type the numbers that stand before the lines."
    else:
        assert counts.parse_dots(typed, LABELS, 5) == found


@pytest.mark.parametrize(("typed", "total"), [("1 1 2 2", 4), ("2x4", 4), ("1x99", 99)])
def test_more_dots_than_allowed_are_refused_with_how_many_to_take_off(typed: str, total: int) -> None:
    with pytest.raises(Problem) as refused:
        counts.parse_dots(typed, LABELS, 3)
    assert refused.value.what == f"{total} dots, but each partner has 3"
    assert refused.value.hint == f"Take {total - 3} off."


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(LABELS), st.integers(1, 4), max_size=4), st.booleans(), st.data())
def test_written_out_dots_read_back(dots: dict[str, int], short: bool, data: st.DataObject) -> None:
    parts = [
        f"{candidate}x{many}" if short else " ".join([candidate] * many) for candidate, many in dots.items()
    ]
    gap = data.draw(st.sampled_from([" ", ",", "; ", "  "]))
    typed = data.draw(st.sampled_from([str.lower, str.upper]))(gap.join(parts))
    assert counts.parse_dots(typed, LABELS, 16) == dots


@settings(max_examples=60)
@given(st.text(alphabet="012x*., aA\n²é[", max_size=20), st.integers(1, 5))
def test_any_text_is_dots_or_refused(typed: str, dots: int) -> None:
    try:
        found = counts.parse_dots(typed, LABELS, dots)
    except Problem:
        return
    assert sum(found.values()) <= dots
    assert set(found) <= set(LABELS)
    assert min(found.values(), default=1) > 0
