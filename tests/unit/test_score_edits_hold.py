"""Who answers: the partners, or the whole room in their place, and never by accident."""

import pytest

from sessions.kinds.score import edits as score_edits
from sessions.problem import Problem
from sessions.rows import ROOM
from tests.builders import NOW
from tests.small import settled_session


def test_the_whole_room_answers_in_place_of_partners_only_where_that_is_said() -> None:
    session = settled_session()
    with pytest.raises(Problem):
        score_edits.answer_level("p/1", ROOM, 2).apply(session, NOW)
    assert score_edits.answer_level("p/1", ROOM, 2, instead=True).apply(session, NOW) != session
