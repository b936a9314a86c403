"""A row of the list of actions: what stands in it stands there whole, but for a long owner."""

from dataclasses import replace

import pytest

from sessions.edits import notes as note_edits
from tests.builders import NOW, TODAY, new_session
from workshop.screens.actions import row
from workshop.widgets.action_rows import ActionRow, ActionRows

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


def test_what_is_cut_stays_bold_and_within_the_width_in_wide_letters_too() -> None:
    rows = (ActionRow("a", "○", "街の人の話を聞く " * 9, "open"), ActionRow("b", "○", "Next", "open"))
    lines = ActionRows().draw(24, rows, "b")
    assert lines[2].plain.endswith("…")
    assert [line.cell_length <= 24 for line in lines] == [True] * len(lines)
    assert "bold" in [str(span.style) for span in lines[2].spans]
