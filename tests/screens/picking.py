"""Rows of a dialog, chosen with keys."""

from typing import Any


async def pick(pilot: Any, words: str) -> None:
    """Choose the row of the dialog that begins with these words."""
    options = pilot.app.screen.query_one("#rows")
    for _ in range(options.option_count):
        if str(options.get_option_at_index(options.highlighted).prompt).startswith(words):
            break
        await pilot.press("down")
    await pilot.press("enter")
    await pilot.pause()
