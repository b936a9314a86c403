"""On a Textual whose inner parts are others the program runs, and the terminal shows the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pty_driver import Laptop, Terminal

from sessions.edits.event import move_to
from sessions.store.library import Library
from tests.asked import RISK, risky, stop_at
from tests.builders import NOW

pytestmark = pytest.mark.terminal

MOST_LOOKS = 40
SIZE = {"cols": 80, "rows": 24}
OTHER = """
import sys
from textual._compositor import Compositor
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

def takes_more(owner, name):
    inner = getattr(owner, name)
    def changed(self, *arguments, why="", **named):
        return inner(self, *arguments, **named)
    setattr(owner, name, changed)

takes_more(App, "_display")
takes_more(Screen, "_refresh_layout")
takes_more(Screen, "_compositor_refresh")
takes_more(Widget, "_set_dirty")
takes_more(OptionList, "_update_lines")
takes_more(Compositor, "render_strips")
sys.modules["workshop.on_terminal"] = None  # its imports are not to be had
from workshop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
KEYS = (
    ("1", "1 of 4 answered"),
    ("j", "Agenda"),
    ("down", "Agenda"),
    ("escape", "1 of 4 answered"),
    ("a", "@ who"),
    ("Ring Priya", "what   Ring Priya"),
    ("tab", "How we will know"),
    ("enter", "Added: A1"),
    ("u", "Undone: action A1"),
    ("right", "how bad would that be"),
    ("?", "RUNNING A SESSION"),
)
"""(what is pressed or typed, what stands there then)."""


def shown(terminal: Terminal) -> list[str]:
    """The lines on the screen, without the time."""
    return [re.sub(r"[\d:−]+ ?/ ?[\d:]+|\d+:\d\d", "#", line) for line in terminal.lines()]


def test_where_its_inner_parts_are_others_the_terminal_shows_the_same(tmp_path: Path) -> None:
    laptops = [Laptop(tmp_path / name) for name in ("usual", "other")]
    session = risky()
    session = move_to(stop_at(session, f"{RISK}#likelihood")).apply(session, NOW)
    try:
        for laptop in laptops:
            Library(laptop.folder).create(session).close()
        usual = laptops[0].start("open", session.id, **SIZE)
        other = laptops[1].start("open", session.id, program=("-c", OTHER), **SIZE)
        for pressed, wanted in (("", "How likely is it that we fail here?"), *KEYS):
            for terminal in (usual, other):
                terminal.press(*([pressed] if pressed else ()))
            usual.wait_for(wanted)
            other.wait_for(wanted)
            looks = 0
            while shown(usual) != shown(other) and looks < MOST_LOOKS:
                usual.look()
                other.look()
                looks += 1
            assert shown(usual) == shown(other), pressed
        assert len(other.written) > len(usual.written), "each frame whole"
    finally:
        for laptop in laptops:
            laptop.close()
