"""Every text over many sessions is read well: actions, decisions, risks, then and now, places."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from sessions.rows import Series

Steps = AsyncIterator[tuple[str, str]]
ITEMS = ("icbo/D1.1", "icbo/D1.2", "icbo/D1.3", "icbo/D1.4")
PLACES = 12


async def over_all(stage: Any, pilot: Any) -> Steps:
    """From the list of sessions to what is over all of them, and back."""
    press = pilot.press
    yield "home", "carried on"
    await press("g")
    yield "by series", "by series"
    await press("A")
    await pilot.pause()
    yield "actions of all sessions", "OVERDUE"
    await press("v", "v")
    yield "all of them", "[all"
    await press("slash")
    yield "before finding", "words of an action"
    await stage.paste(pilot, "nothing has these")
    yield "nothing found", "[all 0]"
    await press("escape", "o")
    await stage.paste(pilot, "ann")
    yield "another owner", "New owner for"
    await press("escape", "d")
    await stage.paste(pilot, "30 Jan")
    yield "another date", "Sat 30 Jan"
    await press("escape", "space")
    yield "a status", "takes it back"
    await press("right")
    await pilot.pause()
    yield "decisions", "We meet monthly"
    await press("right")
    await pilot.pause()
    yield "risks", "[risks]"
    await press("q", "c")
    await pilot.pause()
    yield "then and now", "target"
    await press("f")
    yield "sorted otherwise", "In the order of the agenda"
    await press("c")
    yield "which sessions", "esc"
    await press("escape", "q", "b")
    await pilot.pause()
    yield "places side by side", "your place"
    await press("enter")
    yield "an item in words", "median"
    await press("o")
    yield "which place", "Which place is yours?"
    await press("escape", "q")
    yield "home again", "by series"


def scored(stage: Any, by: int, *, follows: str = "") -> Any:
    """Levels that move from one to the other, and something of every status."""

    def change(session: Session) -> Session:
        now = stage.now
        for at, item in enumerate(ITEMS):
            level = 1 + (by + at * (1 if follows else 2)) % 5
            session = score_edits.reveal(item).apply(stage.answered(session, item, [level] * 4), now)
            session = score_edits.agree(item, level, target=min(5, level + 1)).apply(session, now)
        for text, status, due in (("Late", "open", 1), ("Begun", "in progress", 29), ("Done", "done", 2)):
            fields = note_edits.ActionFields(text, owner="Ann", status=status, due=dt.date(2026, 11, due))  # type: ignore[arg-type]
            session = note_edits.add_action(fields, origin=ITEMS[0]).apply(session, now)
        session = note_edits.add_note("decision", "We meet monthly").apply(session, now)
        if not follows:
            return session
        series = Series(id="s", previous=follows, previous_title="Day one", taken_from=(follows,))
        return session.model_copy(update={"series": series})

    return change


async def test_every_text_over_many_sessions_is_read_well(stage: Any, contrast: Any) -> None:
    def start() -> Any:
        contrast.prepared(stage)
        first = ""
        for number in range(PLACES):
            place = f"Place {number}"
            on = dt.date(2026, 1, 1) + dt.timedelta(days=number)
            first = stage.session(scored(stage, number), title=f"Day {number}", place=place, on=on)
        stage.session(scored(stage, 1, follows=first), title="Again", place=f"Place {PLACES - 1}")
        return stage.app()

    await contrast.holds(stage, start, over_all)
