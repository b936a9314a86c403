"""A row of the list of actions: what stands in it stands there whole, but for a long owner."""

from dataclasses import replace

import pytest

from sessions.edits import notes as note_edits
from tests.builders import NOW, TODAY, new_session
from workshop.screens.actions import row

FIELDS = note_edits.ActionFields(
    "Advertise the two vacant posts",
    owner="Tom Ashdown",
    body="Exampleshire County Council",
    due=TODAY,
    status="in progress",
)


@pytest.mark.parametrize(
    ("width", "risk", "end"),
    [
        (74, False, "Tom Ashdown, Examplesh… · due 1 Dec 2026 · from 1.2"),
        (74, True, "Tom Ashdown, Exampleshir… · due 1 Dec 2026 · a risk"),
        (114, True, "Tom Ashdown, Exampleshire County Council · due 1 Dec 2026 · a risk · from 1.2"),
    ],
)
def test_where_an_action_comes_from_stands_whole_or_not_at_all(width: int, risk: bool, end: str) -> None:
    fields = replace(FIELDS, risk=risk)
    session = note_edits.add_action(fields, origin="icbo/D1.2").apply(new_session("four-domains"), NOW)
    shown = row(session, session.actions[-1], TODAY, width).plain.splitlines()[-1]
    assert shown.removeprefix("     ◐ in progress · ") == end
