"""What the record says of answers from before the day, and of those on what does not apply."""

from __future__ import annotations

import pytest

from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.kinds.score import edits
from sessions.kinds.score.records import BALLOTS
from sessions.outputs import markdown
from sessions.record import Session
from sessions.scope import does_not_apply
from sessions.summary.build import build
from tests.builders import NOW, new_session

ONE, TWO = "principles/P1", "principles/P2"


@pytest.fixture
def session() -> Session:
    """Two items that are answered, hidden: the first in a form, the second in the room."""
    made = new_session("tips-and-pulse", "County Council", "ICB")
    made = edits.answer_level(ONE, "icb", 4, source="form").apply(made, NOW)
    return edits.answer_level(TWO, "icb", 2).apply(made, NOW)


def minutes(session: Session) -> str:
    return markdown.render(build(session, now=NOW)).decode()


def test_minutes_say_on_how_much_first_views_came_in_before_the_day(session: Session) -> None:
    assert "before the day" not in minutes(session)
    assert "before the day" not in minutes(edits.reveal(TWO).apply(session, NOW))
    one = edits.reveal(ONE).apply(session, NOW)
    assert "First views on all of these came in before the day." in minutes(one)
    assert "First views on 1 of these came in before the day." in minutes(reveal_all().apply(session, NOW))


def test_what_does_not_apply_is_not_waited_for_and_stays_hidden(session: Session) -> None:
    assert set(waiting(session)) == {ONE, TWO}
    out = does_not_apply(ONE, "There is none here").apply(session, NOW)
    assert waiting(out) == (TWO,)
    assert "not yet revealed, and so not told here: Principle 2 Trust and respect for roles." in minutes(out)
    shown = reveal_all().apply(out, NOW)
    assert waiting(shown) == ()
    assert [ballot.item_id for ballot in BALLOTS.of(revealed_only(shown))] == [TWO]
