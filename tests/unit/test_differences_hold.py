"""What only one of two copies has is told so that the two sides can be told apart."""

import pytest

from sessions.edits import notes as note_edits
from sessions.many.differences import differences
from sessions.record import Session
from tests.builders import NOW
from tests.small import settled_session
from tests.unit.test_edits import EDITS


def told(here: Session, there: Session) -> list[tuple[str, str, str]]:
    """(table, the one side, the other), as text."""
    return [
        (found.table, *("".join(span.text for span in side) for side in (found.here, found.there)))
        for found in differences(here, there)
    ]


@pytest.mark.parametrize("name", EDITS)
def test_no_two_sides_read_alike(name: str) -> None:
    before = settled_session()
    for table, here, there in told(before, EDITS[name](before)):
        assert here != there, table


def test_fields_that_a_row_does_not_tell_are_named_where_nothing_else_differs() -> None:
    before = settled_session()
    changed = before.actions[0].model_copy(update={"measure": "Fewer calls"})
    after = note_edits.change_action(changed).apply(before, NOW)
    ((table, here, there),) = told(before, after)
    assert table == "Actions"
    assert " (measure: none" in here
    assert " (measure: Fewer calls" in there
