"""What stands side by side and the room has not seen: it is told that there is something, and not what."""

from __future__ import annotations

from sessions.edit import Edit
from sessions.identity import stamped
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.order import plan_items
from sessions.kinds.score.records import ScoreActivity
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.result import merged
from sessions.many.merge.state import Copy
from sessions.record import Session
from sessions.spans import plain_text
from sessions.versions import shared
from tests.builders import NOW, new_session

ITEM = "icbo/D1.1"


def changed(session: Session, name: str, *edits: Edit) -> Session:
    for edit in edits:
        session = stamped(session, edit.apply(session, NOW), name, name)
    return session


def both(session: Session, here: Edit, there: Edit) -> Session:
    """What two copies make of it, each with a change of its own."""
    copies = (changed(session, "a", here), changed(session, "b", there))
    return merged([Copy(copy, {}) for copy in copies]).session


def told(session: Session) -> list[list[str]]:
    return [[plain_text(side.said) for side in conflict.sides] for conflict in conflicts(session)]


def shared_session() -> Session:
    return shared(new_session("four-domains", "Council", "ICB"))


def test_minutes_that_follow_from_hidden_answers_are_not_told_before_these_are_seen() -> None:
    session = shared_session()
    step = next(step for step in session.agenda if isinstance(step, ScoreActivity))
    (item, *_) = step.items(session.packs)
    joined = both(session, plan_items(step.id, (), {item.id: 7}), plan_items(step.id, (), {item.id: 1}))
    assert told(joined) == [["not revealed", "not revealed"]]
    partner = session.partners[0].id
    seen = changed(joined, "a", score_edits.answer_level(item.id, partner, 3), score_edits.reveal(item.id))
    assert sorted(told(seen)[0]) == [f"{item.number} {item.name}, 1", f"{item.number} {item.name}, 7"]


def test_of_an_answer_that_was_taken_back_nothing_is_left_to_settle() -> None:
    session = shared_session()
    partner = session.partners[0].id
    joined = both(
        session, score_edits.answer_level(ITEM, partner, 2), score_edits.answer_level(ITEM, partner, 4)
    )
    assert told(joined) == [["not revealed", "not revealed"]]
    back = changed(joined, "a", score_edits.take_back(ITEM, partner))
    assert told(back) == []
    assert back.shared is not None
    assert back.shared.to_settle() == frozenset()
