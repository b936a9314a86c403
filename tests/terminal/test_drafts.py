"""A note half typed is there again after the program was killed, or its window closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from moves import Facilitator
from pty_driver import Laptop

from sessions.store.drafts import read_drafts

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize("end", ["kill", "hang up"])
def test_what_is_half_typed_survives_the_window(laptop: Laptop, made: str, end: str) -> None:
    person = Facilitator(laptop.start("open", made, cols=100, rows=30))
    person.begin("Exampleshire")
    terminal = person.terminal
    terminal.press("n")
    terminal.wait_for("Note on")
    terminal.type("Nobody could name the route")
    terminal.wait_for("Nobody could name the route")
    path = laptop.folder / f"{made}.json"
    if end == "kill":
        terminal.wait_for(lambda _: texts(path) == ["Nobody could name the route"])
        terminal.kill()
    else:
        terminal.hang_up()
        terminal.wait_gone()
    assert texts(path) == ["Nobody could name the route"]

    again = laptop.start("open", made, cols=100, rows=30)
    again.wait_for("Step 1 of")
    again.press("n")
    again.wait_for("Nobody could name the route")


def texts(path: Path) -> list[object]:
    """What is half typed and kept beside the session at `path`."""
    return [draft["text"] for draft in read_drafts(path).values()]
