"""A checklist in a real terminal: filled in by keys, killed in the middle, opened again, and finished."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from moves import Facilitator, heading, no_dialog
from pty_driver import Laptop

from sessions.edits import event as event_edits
from sessions.kinds.checklist.records import checks_on, is_revealed, partner_checks_on
from sessions.store.library import Library
from sessions.store.load import check
from tests.builders import NOW
from tests.checklists import BOARD, GROUP, checklist_session, stop_at

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (120, 36)])
def test_what_was_checked_survives_a_kill(
    laptop: Laptop, shell: Callable[..., str], cols: int, rows: int
) -> None:
    session = checklist_session("County Council", "ICB")
    session = event_edits.move_to(stop_at(session, GROUP)).apply(session, NOW)
    library = Library(laptop.folder)
    with library.create(session) as file:
        session_id, path = file.path.stem, file.path
    person = Facilitator(laptop.start("open", session_id, cols=cols, rows=rows))
    person.terminal.wait_for("A steering group", "4 questions lie under it")
    person.press("answering", "3")
    person.terminal.wait_for("✗ no", "Has it got terms of reference?", "takes it as an action now")
    person.press("answering", "1", "3")
    person.terminal.wait_for("▸   · …    Who facilitates it")
    person.press("actions", "a")
    person.terminal.wait_for("New action from 10")
    person.type("actions", "Set it up @Sam")
    person.terminal.wait_for("Sam")
    person.press("actions", "enter")
    person.terminal.wait_for(no_dialog, "→ A1 Set it up")
    person.press("answering", "2")
    person.terminal.wait_for("▸   · …       To whom")
    person.terminal.kill()
    assert check(path) == ()
    kept = library.read(session_id)
    assert {number: row.answer for number, row in checks_on(kept, GROUP).items()} == {
        0: "no",
        1: "yes",
        2: "no",
        3: "partly",
    }

    person = Facilitator(laptop.start("open", session_id, cols=cols, rows=rows))
    person.terminal.wait_for("→ A1 Set it up", "▸   · …       To whom")
    person.press("answering", "1")
    person.terminal.wait_for("✓ yes     To whom")
    person.press("moving", "j")
    person.terminal.wait_for("10 A steering group · no")
    person.press("moving", "escape")
    person.terminal.wait_for(no_dialog)
    person.terminal.kill()
    assert "A1" in shell("show", session_id)
    assert "1 of 17 answered" in shell("checks", session_id)


def test_what_partners_say_is_blind_and_survives_a_kill(laptop: Laptop) -> None:
    session = checklist_session("County Council", "ICB")
    stop = stop_at(session, BOARD)
    session = event_edits.move_to(stop).apply(session, NOW)
    library = Library(laptop.folder)
    with library.create(session) as file:
        session_id = file.path.stem
    person = Facilitator(laptop.start("open", session_id, cols=100, rows=30))
    person.terminal.wait_for(heading(session, stop), "0 of 2 answered")
    person.press("answering", "1")
    person.terminal.wait_for("1 of 2 answered", "▸ ICB")
    person.terminal.kill()
    assert partner_checks_on(library.read(session_id), BOARD)["county-council"].counts == (1, 0, 0)

    person = Facilitator(laptop.start("open", session_id, cols=100, rows=30))
    person.terminal.wait_for("1 of 2 answered", "▸ ICB")
    assert "✓ yes" not in person.terminal.screen()
    person.press("answering", "3")
    person.terminal.wait_for("all have answered")
    person.press("revealing", "r")
    person.terminal.wait_for("✓ yes", "✗ no", "1 yes, 0 partly, 1 no (n = 2)")
    person.press("agreeing", "g")
    person.terminal.wait_for("The room's answer to 1.1")
    person.press("agreeing", "2")
    person.terminal.wait_for(no_dialog, "◐ partly")
    person.terminal.kill()
    kept = library.read(session_id)
    assert is_revealed(kept, BOARD)
    assert checks_on(kept, BOARD)[0].answer == "partly"
