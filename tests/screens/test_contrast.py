"""Every text on every screen is read well on its own ground, measured on the cells as they are painted.

Themes change colours and nothing else. So a walk is made once at each size, in the theme `BASE`, which gives
two colours that differ in any theme two values (tested below). Where a walk meets a text colour on a ground
that it has not met before, the screen in front is painted in every theme, and measured in each.
"""

import datetime as dt
import re
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from sessions import edits, plan
from sessions.record import Running, Session, Stop
from sessions.store import Library
from themes.contrast import ratio
from themes.load import load as load_themes
from themes.variables import variables
from workshop.audience import AudienceApp, for_a_room

SHIPPED = load_themes().themes
ROOM = for_a_room(SHIPPED)
BASE, ROOM_BASE = "laptop-dark", "projector-dark"
SIZES = ((120, 36), (80, 24), (40, 15))
NO_TEXT = re.compile(r"[\s\u2500-\u257f\u2580-\u259f\ufffd]+")
"""Blanks, lines and blocks: scrollbars and frames, whose contrast the themes' own tests hold."""

Style = tuple[str, str]
"""(colour of a text, colour of its ground)."""
Steps = AsyncIterator[tuple[str, str]]
"""(what is in front, words that stand there in a roomy window)."""


def needed(theme: str) -> float:
    """Contrast ratio that every text of a theme keeps."""
    return 7.0 if theme in {"projector-light", "projector-dark", "high-contrast"} else 4.5


def texts(app: Any) -> dict[Style, str]:
    """Every pair of colours on the screen, each with the first text that is painted in it."""
    found: dict[Style, str] = {}
    for strip in app.screen._compositor.render_strips():
        for text, style, control in strip:
            if control or not NO_TEXT.sub("", text):
                continue
            assert style is not None, text
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            assert not style.dim, f"{text!r} is dimmed by nobody knows how much"
            pair = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            found.setdefault(pair[::-1] if style.reverse else pair, text.strip())
    return found


async def weak(app: Any, pilot: Any, themes: Iterable[str]) -> list[str]:
    """What of the screen in front is not read well enough, in each of these themes."""
    before, wrong = app.theme, []
    for theme in themes:
        app.theme = theme
        await pilot.pause()
        if isinstance(app.screen, CommandPalette):  # which Textual leaves in the colours it was opened in
            app.stylesheet.update(app.screen, animate=False)
            await pilot.pause()
        for (text, ground), words in texts(app).items():
            if (found := ratio(text, ground)) < needed(theme):
                wrong.append(f"{theme}: {words[:40]!r} {text} on {ground} {found:.2f}")
    app.theme = before
    await pilot.pause()
    if isinstance(app.screen, CommandPalette):
        app.stylesheet.update(app.screen, animate=False)
        await pilot.pause()
    return wrong


Walk = Callable[[Any, Any], Steps]


async def walked(
    stage: Any, start: Callable[[], Any], walk: Walk, themes: Iterable[str]
) -> tuple[list[str], set[Style]]:
    """(what is not read well enough on a walk at every size, the pairs of colours that were met)."""
    met: set[Style] = set()
    wrong: list[str] = []
    for size in SIZES:
        app = start()
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            async for name, words in walk(stage, pilot):
                await pilot.pause()
                if size == SIZES[0]:
                    assert "".join(words.split()) in stage.dense(app), (name, stage.flat(app))
                if not set(texts(app)) <= met:
                    wrong += [f"{name} {size}: {one}" for one in await weak(app, pilot, themes)]
                    met |= set(texts(app))
            assert app.failure is None
    return wrong, met


# --- what there is to see ---------------------------------------------------------------------------

ITEM = "icbo/D1.2"
LATE = dt.date(2026, 11, 1)


def said(stage: Any) -> Callable[[Session], Session]:
    """An item with agreement and dissent, one in its second round, notes, actions and a parked point."""

    def change(session: Session) -> Session:
        now = stage.now
        for item, levels in ((ITEM, [1, 4, 4, 4, None]), ("icbo/D1.3", [1, 2, 3, 4, 5])):
            session = edits.reveal(stage.answered(session, item, levels), item, now=now)
        session = edits.agree(session, ITEM, 3, target=5, evidence="some", now=now)
        session = edits.dissent(session, ITEM, "county-council", "No.", now=now)
        session = edits.second_round(session, "icbo/D1.3", now=now)
        session = stage.answered(session, "icbo/D1.3", [2, 3])
        session = stage.answered(session, "icbo/D1.4", [2, 3, 3])
        for kind in ("comment", "evidence", "decision", "parked"):
            session = edits.add_note(session, kind, f"A {kind}.", origin=ITEM, now=now)
        session = edits.add_action(session, "Late", due=LATE, risk=True, origin=ITEM, now=now)
        session = edits.add_action(session, "Begun", owner="Priya", status="in progress", now=now)
        return edits.add_action(session, "Done", status="done", now=now)

    return change


def with_actions(session: Session) -> Session:
    """An action to review."""
    return edits.add_action(session, "Late", due=LATE, now=session.created_at)


async def go(pilot: Any, **where: Any) -> None:
    """To a stop of the agenda."""
    screen = pilot.app.screen
    stop = next(
        one
        for one in plan.stops(screen.session)
        if all(getattr(one, key) == value for key, value in where.items())
    )
    screen._desk.go(stop)
    screen.arrive()
    await pilot.pause()


async def focus(pilot: Any, selector: str, at: int | None = None) -> None:
    """The keyboard to a widget, and in a list to a row."""
    widget = pilot.app.screen.query_one(selector)
    widget.focus()
    if at is not None:
        widget.highlighted = at
    await pilot.pause()


async def around(stage: Any, pilot: Any) -> Steps:
    """The list of sessions and what opens on it, the settings, the details of a session."""
    press, app = pilot.press, pilot.app
    yield "home", "▲ broken"
    await pilot.hover(OptionList, offset=(4, 1))
    yield "a row under the mouse", "being prepared"
    await focus(pilot, "OptionList", next(n for n, one in enumerate(app.screen._shown) if one.problem))
    yield "a damaged session in focus", "▲ broken"
    await press("enter")
    yield "a notice of an error", "damaged"
    app.clear_notifications()
    await press("u")
    yield "a notice", "There is nothing to undo."
    app.clear_notifications()
    app.notify("Take care", severity="warning", timeout=60)
    yield "a warning", "Take care"
    app.clear_notifications()
    await press("slash")
    yield "before finding", "words of a title"
    await stage.paste(pilot, "day")
    await press("shift+home")
    yield "finding, and selected", "Day one"
    await press("escape", "ctrl+p")
    yield "palette", "Search for commands"
    await stage.type(pilot, "set")
    await pilot.pause()
    yield "palette, with words", "ettings"
    await press("escape", "escape", "question_mark")
    yield "help", "RUNNING A SESSION"
    await press("q", "t")
    yield "themes", "Which colours?"
    await press("escape", "l")
    yield "look up", "Look up"
    await stage.paste(pilot, "CCG")
    yield "looked up", "ICB"
    await press("escape", "comma")
    yield "settings", "TO PUT RIGHT"
    rows = [row.id for row in app.screen._rows]
    await focus(pilot, "OptionList", rows.index("wrong 0"))
    yield "a mistake in focus", "▲"
    await focus(pilot, "OptionList", rows.index("run reveal"))
    await press("enter")
    yield "a key", "press the new key"
    await press("n")
    yield "a key that is taken", "is the key of"
    await press("escape")
    await focus(pilot, "OptionList", rows.index("folder"))
    await press("enter")
    yield "a folder", "Where shall sessions lie?"
    await press("escape", "q")
    app.screen.query_one(OptionList).highlighted = 0
    await press("i")
    yield "details", "Partners"
    await pilot.hover("#sections")
    yield "a button under the mouse", "Answers"
    await focus(pilot, "#template")
    yield "a button in focus", "Agenda"
    await press("enter")
    yield "agendas", "esc never mind"
    await press("escape")
    await focus(pilot, "#date")
    await press("ctrl+u")
    yield "no date", "1 Dec, or next Friday"
    await stage.paste(pilot, "31 Feb")
    yield "no such date", "31 Feb is not a date"
    await press("ctrl+u")
    await focus(pilot, "#partners", 1)
    yield "a partner in focus", "Integrated Care Board"
    await press("enter")
    yield "a partner", "F8 remove"
    await press("escape", "f2", "enter")
    yield "a partner without a name", "Who is it?"
    await press("escape", "f4")
    yield "a person", "Comes from"
    await press("enter")
    yield "a person without a name", "Who is it?"
    await press("escape", "escape")
    for path in stage.library.paths():
        path.unlink()
    app.screen.reload()
    yield "no session", "There is no session here yet."


async def running(stage: Any, pilot: Any) -> Steps:
    """A self-assessment from its welcome to its close, each stop also as the room sees it."""
    press = pilot.press

    async def mirrored(name: str) -> tuple[str, str]:
        await press("v")
        return f"{name}, as the room sees it", ""

    for name, words, where in (
        ("welcome", "Step 1 of 8", {"activity_id": "s1"}),
        ("section", "Building the foundations", {"part": "section"}),
        ("nothing answered", "0 of 5 answered", {"ref": "icbo/D1.1"}),
        ("revealed", "✓ Agreed: 3", {"ref": ITEM}),
        ("second round", "second round: 2 of 5", {"ref": "icbo/D1.3"}),
        ("some answered", "● answered", {"ref": "icbo/D1.4"}),
        ("closing", "What we do next", {"part": "closing"}),
        ("gaps", "To talk about first", {"activity_id": "s6"}),
        ("actions", "Late", {"activity_id": "s7"}),
        ("close", "to write the summary", {"activity_id": "s8"}),
    ):
        await go(pilot, **where)
        yield name, words
        yield await mirrored(name)
        await press("v")
    await go(pilot, ref="icbo/D1.3")
    await press("r", "r")
    yield "after discussion", "○ did not answer again"
    yield await mirrored("after discussion")
    await press("v")
    await go(pilot, ref=ITEM)
    await press("e")
    yield "aside open, or put away", "Agreed"
    await pilot.hover("#keys", offset=(4, 0))
    yield "a key under the mouse", "1 level"
    await press("q")


async def dialogs(stage: Any, pilot: Any) -> Steps:
    """Everything that opens on an item, and the screens of actions and summary."""
    press, app = pilot.press, pilot.app
    await go(pilot, ref=ITEM)
    await press("n")
    yield "a note", "What was said, or what shows it."
    await press("enter")
    yield "an empty note", "There is nothing to record yet"
    await stage.paste(pilot, "Said.")
    await press("shift+home")
    yield "a note, selected", "Said."
    await press("escape", "N")
    yield "which note", "Which note?"
    await press("escape", "b", "enter")
    yield "a parked point", "Make it an action"
    await press("escape", "g", "1", "9")
    yield "agree", "9 is not on offer here"
    await press("escape", "x")
    yield "dissent", "Dissent of"
    await press("escape", "c")
    yield "hands", "Show of hands"
    await stage.paste(pilot, "1 2 3 4 5 6 7")
    yield "too many hands", "together"
    await press("escape", "T")
    yield "item time", "How many minutes for each item?"
    await press("escape", "j")
    yield "agenda", "↵ go"
    await press("escape", "a", "ctrl+u")
    yield "an action", "@ who"
    await stage.paste(pilot, "Write @Priya ^31 Feb")
    await press("enter")
    yield "an action with a mistake", "Correct it"
    await press("tab")
    yield "its form", "How we will know"
    app.screen.query_one("#due").value = "32"
    app.screen.query_one("#risk").focus()
    await press("space")
    yield "a risk, and no date", "[x] We take a risk"
    await press("escape", "ctrl+p")
    yield "palette", "Search for commands"
    await press("escape", "A")
    yield "all actions", "OVERDUE"
    await press("space")
    yield "another status", "A1 is in progress"
    await press("slash")
    await stage.paste(pilot, "late")
    yield "finding an action", "Late"
    await press("enter", "enter")
    yield "an action's form", "↵ record"
    await press("escape", "q", "s")
    yield "summary", "What will be in it".upper()
    await press("f")
    yield "where it goes", "Where should the summary go?"
    app.screen.query_one("#text").text = str(stage.folder.parent / "out")
    await press("enter", "w")
    await app.workers.wait_for_complete()
    yield "written", "The summary is written"
    await press("q", "q")


async def voting(stage: Any, pilot: Any) -> Steps:
    """A learning set: review of actions, a vote, what it decides, and readings."""
    press = pilot.press
    await go(pilot, activity_id="s2")
    yield "review", "Step 2 of 7"
    await go(pilot, activity_id="s3")
    yield "vote", "0 of 5 have placed"
    await press("c")
    yield "dots", "3 left"
    await stage.paste(pilot, "1 1 99 ")
    yield "a dot on nothing", "'99' is not on the list"
    await press("ctrl+u", "1", "space", "1", "space", "2", "enter")
    yield "some have voted", "● dots placed"
    await press("v")
    yield "vote, as the room sees it", "1 of 5"
    await press("c")
    yield "dots on a mirrored screen", "F6 peek"
    await press("1")
    yield "dots typed on a mirrored screen", "typing …"
    await press("escape", "v", "o")
    yield "dots for each", "How many dots has each partner?"
    await press("escape", "r", "r")
    yield "ranked", "●●"
    await press("v")
    yield "ranked, as the room sees it", "●●"
    await press("v")
    for where in ({"activity_id": "s4", "part": "item"}, {"part": "reading"}):
        await go(pilot, **where)
        yield f"{where}", "Step"
        await press("v")
        yield f"{where}, as the room sees it", ""
        await press("v")
    await press("q")


# --- the tests --------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [BASE, ROOM_BASE])
def test_what_differs_in_any_theme_differs_in_the_one_that_is_walked_in(base: str) -> None:
    values = {
        name: {**variables(theme), **theme.colours.model_dump(exclude={"levels"})}
        for name, theme in SHIPPED.items()
    }
    for one, other in combinations(values[base], 2):
        if values[base][one] == values[base][other]:
            assert all(each[one] == each[other] for each in values.values()), (one, other)


WALKS: dict[str, tuple[Walk, str | None, str | None]] = {
    "around": (around, None, None),
    "running": (running, "self-assessment", None),
    "dialogs": (dialogs, "self-assessment", None),
    "voting": (voting, "learning-set", "s1"),
}
"""A walk, and the template and place of the session that it begins in."""


@pytest.mark.parametrize("name", WALKS)
async def test_every_text_of_the_facilitator_is_read_well(stage: Any, name: str) -> None:
    walk, template, at = WALKS[name]
    stage.settings_path.parent.mkdir(parents=True)
    stage.settings_path.write_text("theme = 3\n", "utf-8")

    def start() -> Any:
        for path in stage.folder.glob("*"):
            if path.is_file():
                path.unlink()
        if template is not None:
            change = said(stage) if at is None else with_actions
            return stage.app(stage.session(change, template=template, at=at or ITEM))
        stage.session(said(stage))
        stage.session(title="Next time", at=None, on=dt.date(2026, 10, 1))
        (stage.folder / "broken.json").write_text("{", "utf-8")
        return stage.app()

    wrong, met = await walked(stage, start, walk, SHIPPED)
    assert not wrong, "\n".join(wrong)
    assert len(met) > 8


async def test_every_text_of_the_room_is_read_well(stage: Any) -> None:
    """The second window, in every theme that it takes, at every kind of stop and every stage of the time."""
    assert set(ROOM) == {name for name in SHIPPED if needed(name) == 7.0}
    now = [stage.now]

    async def follow(stage: Any, pilot: Any) -> Steps:
        path: Path = pilot.app._follower._path

        async def change(edit: Callable[[Session], Session]) -> None:
            with Library(stage.folder).open(path.stem) as file:
                file.save(edit(file.session))
            pilot.app._take(pilot.app._follower.look())
            await pilot.pause()

        yield "begun", "1.2"
        await change(said(stage))
        for number in range(len(plan.stops(stage.saved()))):
            stop: Stop = plan.stops(stage.saved())[number]
            await change(partial(edits.move_to, stop=stop))
            yield f"{stop}", ""
        running = Running(activity_id="s2", since=stage.now)
        await change(lambda session: session.model_copy(update={"running": running}))
        await change(lambda session: edits.move_to(session, Stop(activity_id="s2", part="item", ref=ITEM)))
        for minutes, words in ((1, "49:00 left"), (40, "▲ 10:00 left"), (48, "▲▲ 02:00"), (51, "■ 01:00")):
            now[0] = stage.now + dt.timedelta(minutes=minutes)
            pilot.app._show()
            yield f"after {minutes} minutes", words

    def start() -> Any:
        now[0] = stage.now
        for path in stage.folder.glob("*.json"):
            path.unlink()
        path = stage.folder / f"{stage.session()}.json"
        return AudienceApp(path, ROOM, ROOM_BASE, chosen=True, clock=lambda: now[0])

    wrong, met = await walked(stage, start, follow, ROOM)
    assert not wrong, "\n".join(wrong)
    assert len(met) > 8
