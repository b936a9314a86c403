"""Work that nobody waits for: in order, and where it is dropped, whoever waits for it hears of it."""

from __future__ import annotations

import threading
from pathlib import Path

from themes.shown import ShownThemes
from workshop.ahead import Ahead
from workshop.behind import Behind, Stopped

PATIENCE = 10.0
"""Seconds after which a wait counts as endless; none that passes takes as long."""


def until_stopped(stopped: Stopped) -> None:
    """A job that is under way when all is closed."""
    while not stopped():
        threading.Event().wait(0.001)


def test_a_job_that_was_not_begun_is_dropped_aloud() -> None:
    heard: list[str] = []
    behind = Behind()
    behind.do(until_stopped)
    behind.do(lambda _: heard.append("done"), dropped=lambda: heard.append("dropped"))
    behind.close()
    behind.do(lambda _: heard.append("done"), dropped=lambda: heard.append("too late"))
    assert heard == ["dropped", "too late"]


def test_a_key_that_comes_in_while_the_program_ends_does_not_wait_for_ever(tmp_path: Path) -> None:
    behind = Behind()
    behind.close()
    ahead = Ahead(tmp_path, None, clock=lambda: None, themes=ShownThemes(None))  # type: ignore[arg-type]
    ahead.start(behind, lambda _: None)
    waiting = threading.Thread(target=ahead.wait, daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
