"""What partners say to a check first: blind, revealed, kept where it is changed, hidden everywhere before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions import plan
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    PARTNER_CHECKS,
    check_on,
    is_revealed,
    partner_checks_on,
    spread_of_checks,
)
from sessions.kinds.checklist.words import partner_answer
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.many.make import card_of
from sessions.outputs import registry as outputs
from sessions.outputs.text import account
from sessions.outputs.write import write
from sessions.problem import Problem
from sessions.record import Session
from sessions.voices import has_room, take_no_part, take_part
from tests.builders import NOW, TODAY, page
from tests.checklists import (
    BOARD,
    FAITH,
    after,
    checklist_session,
    filled,
    said,
    stop_at,
)
from workshop.cli.dumped import dumped
from workshop.contents import summary_contents
from workshop.steps.position import agenda_rows, place
from workshop.wall.layout.pages import pages as wall_pages
from workshop.wall.shown import shown

LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def session() -> Session:
    return checklist_session("County Council", "ICB", "Voluntary sector")


# --- what partners say ----------------------------------------------------------------------------


def test_partners_answer_hidden_until_the_reveal(session: Session) -> None:
    made = said(session)
    assert waiting(made) == (BOARD,)
    assert PARTNER_CHECKS.of(revealed_only(made)) == ()
    seen = after(made, edits.reveal_check(BOARD))
    assert (waiting(seen), is_revealed(seen, BOARD)) == ((), True)
    spread = spread_of_checks(seen, BOARD)
    assert (tuple(map(int, spread.counts)), int(spread.dont_know), spread.n) == ((1, 0, 1), 1, 2)
    assert reveal_all().apply(made, NOW).tables.keys() == seen.tables.keys()


def test_a_reveal_needs_an_answer_and_is_made_once(session: Session) -> None:
    with pytest.raises(Problem, match="Nobody has answered"):
        after(session, edits.reveal_check(BOARD))
    seen = after(said(session), edits.reveal_check(BOARD))
    assert after(seen, edits.reveal_check(BOARD)) is seen


def test_what_the_room_has_seen_is_kept_where_it_is_changed(session: Session) -> None:
    seen = after(said(session), edits.reveal_check(BOARD))
    changed = after(seen, edits.say_one(BOARD, "icb", "partly"))
    row = partner_checks_on(changed, BOARD)["icb"]
    assert (partner_answer(row), row.after_reveal, partner_answer(row.before)) == ("partly", True, "no")
    again = partner_checks_on(after(changed, edits.say_one(BOARD, "icb", "no")), BOARD)["icb"]
    assert (again.after_reveal, again.before) == (False, None), "it is what the room saw"
    back = after(changed, edits.unsay(BOARD, "icb"))
    assert "icb" not in partner_checks_on(back, BOARD)
    assert next(r for r in PARTNER_CHECKS.of(back) if r.partner_id == "icb").before is not None


def test_before_the_reveal_nothing_is_left_of_what_was_taken_back(session: Session) -> None:
    assert (
        PARTNER_CHECKS.of(after(session, edits.say_one(BOARD, "icb", "no"), edits.unsay(BOARD, "icb"))) == ()
    )


def test_the_room_or_the_partners_never_both(session: Session) -> None:
    made = after(session, edits.say_one(BOARD, "icb", "no"))
    with pytest.raises(Problem, match="Partners have answered"):
        after(made, edits.say(BOARD, "room", (9, 4, 2)))
    room = after(made, edits.say(BOARD, "room", (9, 4, 2), 1, instead=True))
    assert has_room(room, BOARD)
    assert set(partner_checks_on(room, BOARD)) == {"room"}
    assert spread_of_checks(room, BOARD).n == 15
    with pytest.raises(Problem, match="whole room has answered"):
        after(room, edits.say_one(BOARD, "icb", "no"))
    assert "icb" in partner_checks_on(after(room, edits.say(BOARD, "icb", (1, 0, 0), instead=True)), BOARD)


def test_who_takes_no_part_does_not_count(session: Session) -> None:
    made = after(said(session), edits.reveal_check(BOARD), take_no_part(BOARD, "icb", "It bids"))
    assert set(partner_checks_on(made, BOARD)) == {"county-council", "voluntary-sector"}
    with pytest.raises(Problem, match="takes no part"):
        after(made, edits.say_one(BOARD, "icb", "yes"))
    assert "icb" in partner_checks_on(after(made, take_part(BOARD, "icb")), BOARD)


def test_a_body_weighs_one_however_many_hands_it_has(session: Session) -> None:
    made = after(session, edits.say(BOARD, "icb", (9, 0, 0)), edits.say_one(BOARD, "county-council", "no"))
    counts = [int(count) for count in spread_of_checks(made, BOARD).counts]
    assert counts == [1, 0, 1]
    people = made.model_copy(update={"as_bodies": False})
    assert [int(count) for count in spread_of_checks(people, BOARD).counts] == [9, 0, 1]


@pytest.mark.parametrize("counts", [(1, 2), (1, 2, 3, 4), (-1, 0, 0)])
def test_hands_that_are_none_are_refused(session: Session, counts: tuple[int, ...]) -> None:
    with pytest.raises(Problem):
        after(session, edits.say(BOARD, "icb", counts))


def test_more_hands_than_people_are_refused(session: Session) -> None:
    few = session.model_copy(
        update={"partners": tuple(p.model_copy(update={"members": 2}) for p in session.partners)}
    )
    with pytest.raises(Problem, match="3 answers, but ICB has 2 people"):
        after(few, edits.say(BOARD, "icb", (1, 1, 1)))


def test_who_answers_can_be_changed_but_not_over_what_is_hidden(session: Session) -> None:
    made = said(session)
    with pytest.raises(Problem, match="still hidden"):
        after(made, edits.answer_by("s3", by_partner=False))
    together = after(made, edits.reveal_check(BOARD), edits.answer_by("s3", by_partner=False))
    assert not together.activity("s3").by_partner  # type: ignore[attr-defined]
    with pytest.raises(Problem, match="is no checklist"):
        after(session, edits.answer_by("s1", by_partner=True))


# --- what is hidden leaves by no door -------------------------------------------------------------


@pytest.mark.parametrize("as_bodies", [True, False])
def test_what_is_hidden_makes_no_difference_anywhere(tmp_path: Path, as_bodies: bool) -> None:
    base = checklist_session("County Council", "ICB", "Voluntary sector", as_bodies=as_bodies)
    base = after(filled(base), edits.say_one(FAITH, "icb", "no"), edits.reveal_check(FAITH))
    pair = [
        after(
            base,
            *(
                edits.say_one(BOARD, partner, answer)
                for partner, answer in zip(("icb", "county-council"), answers, strict=True)
            ),
        )
        for answers in (("yes", "unknown"), ("no", "partly"))
    ]
    one, other = pair
    for stop in plan.stops(one):
        (here, _), (there, _) = (shown(each, stop, TODAY, NOW, None) for each in pair)
        assert here == there
        assert wall_pages(here) == wall_pages(there)
        assert page(one, stop) == page(other, stop)
        assert place(one, stop) == place(other, stop)
    assert agenda_rows(one, NOW) == agenda_rows(other, NOW)
    assert summary_contents(one) == summary_contents(other)
    assert account(one) == account(other)
    assert card_of(one) == card_of(other)
    for output in outputs.ids():
        files = [write(each, tmp_path / str(n), [output], now=NOW) for n, each in enumerate(pair)]
        assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    rows = [dumped(each)["partner_checks"] for each in pair]
    assert [[row["item_id"] for row in some] for some in rows] == [[FAITH], [FAITH]]
    assert BOARD in dumped(one)["not_revealed"]
    assert len(dumped(one, hidden=True)["partner_checks"]) == 3


def test_the_answer_of_the_room_stands_though_what_partners_said_is_hidden(session: Session) -> None:
    made = after(said(session), edits.tick(BOARD, "partly"))
    assert check_on(revealed_only(made), BOARD) is not None
    assert "Partly; partners answered, not yet revealed" in " ".join(account(made).split())
    assert stop_at(made, BOARD) in plan.stops(made)
