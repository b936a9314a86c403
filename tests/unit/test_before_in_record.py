"""What the record says of answers from before the day, and of those on what does not apply."""

from __future__ import annotations

import pytest

from sessions.imports.taking import Given, take_answers, weigh
from sessions.kinds.registry import (
    remarks_waiting,
    reveal_all,
    reveal_remarks,
    revealed_only,
    waiting,
)
from sessions.kinds.score import edits
from sessions.kinds.score.records import BALLOTS
from sessions.outputs import markdown
from sessions.problem import Problem
from sessions.record import THE_ROOM, Session
from sessions.returns import RETURNS, Remarked, Return
from sessions.rows import Stop
from sessions.scope import does_not_apply
from sessions.summary.build import build
from tests.builders import NOW, new_session, say_next
from workshop.steps.position import AgendaRow, agenda_rows

ONE, TWO, THREE = "principles/P1", "principles/P2", "principles/P3"


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
    revealed = edits.reveal(ONE).apply(session, NOW)
    assert "First views on all of these came in before the day." in minutes(revealed)
    assert "First views on 1 of these came in before the day." in minutes(reveal_all().apply(session, NOW))


def test_what_is_hidden_is_told_in_the_order_of_the_agenda_whoever_answered_first(session: Session) -> None:
    rows = BALLOTS.of(session)
    assert waiting(BALLOTS.put(session, rows)) == waiting(BALLOTS.put(session, rows[::-1])) == (ONE, TWO)


def test_what_does_not_apply_is_not_waited_for_and_stays_hidden(session: Session) -> None:
    assert set(waiting(session)) == {ONE, TWO}
    out = does_not_apply(ONE, "There is none here").apply(session, NOW)
    assert waiting(out) == (TWO,)
    assert "not yet revealed, and so not told here: Principle 2 Trust and respect for roles." in minutes(out)
    shown = reveal_all().apply(out, NOW)
    assert waiting(shown) == ()
    assert [ballot.item_id for ballot in BALLOTS.of(revealed_only(shown))] == [TWO]


def remarked(session: Session, *keys: str) -> Session:
    """With a form of the County Council that answers nothing and says something on these questions."""
    remarks = tuple(Remarked(item_id=key, text="Not ours", not_applying=True) for key in keys)
    form = Given("f1", session.find_voice("county-council"), "f.xlsx", {}, remarks=remarks)
    return take_answers(weigh(session, [form], NOW)).apply(session, NOW)


def test_what_was_written_on_what_nobody_answered_can_be_shown(session: Session) -> None:
    made = remarked(session, ONE, THREE)
    assert set(waiting(made)) == {ONE, TWO, THREE}
    assert set(remarks_waiting(made)) == {THREE}, "the reveal of the answers shows the other one"
    assert "Not ours" not in minutes(made)
    shown = reveal_remarks(THREE).apply(made, NOW)
    assert remarks_waiting(shown) == {}
    assert [key for row in RETURNS.of(revealed_only(shown)) for key in keys_of(row)] == [THREE]
    assert "County Council: does not apply to us: Not ours" in minutes(shown)
    assert waiting(edits.answer_level(THREE, "icb", 2).apply(shown, NOW)) == (ONE, TWO, THREE)
    with pytest.raises(Problem, match="Nothing that was written here is hidden"):
        reveal_remarks(THREE).apply(shown, NOW)
    again = remarked(shown, ONE, THREE)
    assert again == shown, "the same form changes nothing"


def test_all_that_is_left_includes_what_was_written(session: Session) -> None:
    shown = reveal_all().apply(remarked(session, ONE, THREE), NOW)
    assert waiting(shown) == ()
    assert minutes(shown).count("Not ours") == 2


def test_what_was_written_on_what_does_not_apply_is_not_waited_for(session: Session) -> None:
    out = does_not_apply(THREE, "There is none here").apply(remarked(session, THREE), NOW)
    assert THREE not in waiting(out)
    assert waiting(reveal_all().apply(out, NOW)) == ()


def keys_of(row: Return) -> list[str]:
    return [remark.item_id for remark in row.remarks]


def test_the_agenda_ticks_nothing_that_the_room_has_not_seen(session: Session) -> None:
    def row(of: Session) -> AgendaRow:
        return next(row for row in agenda_rows(of, NOW) if row.stop.ref == ONE and row.mark)

    assert row(session).mark == "•"
    assert row(session).words.endswith(" · answered, not revealed")
    shown = row(edits.reveal(ONE).apply(session, NOW))
    assert (shown.mark, "not revealed" in shown.words) == ("✓", False)
    agreed = row(edits.agree(ONE, 3).apply(session, NOW))
    assert (agreed.mark, agreed.words.endswith("agreed level 3")) == ("✓", True)


def test_forms_of_some_are_not_everybody_in_the_room() -> None:
    made = new_session("tips-and-pulse")
    step = next(step for step in made.agenda if step.kind == "score")
    stop = Stop(activity_id=step.id, part="item", ref=ONE)
    came = edits.answer(ONE, THE_ROOM.id, (0, 1, 3, 0, 0), 0, source="form").apply(made, NOW)
    told = " ".join(say_next(came, stop))
    assert "4 people have answered before the day. c counts all who are here instead; r shows" in told
    assert "Everybody has answered" not in told
    counted = edits.answer(ONE, THE_ROOM.id, (0, 1, 3, 9, 0), 0).apply(came, NOW)
    assert "Everybody has answered" in " ".join(say_next(counted, stop))
