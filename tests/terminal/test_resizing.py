"""Windows of any size, and resizing while running: nothing ends, and the answers stay readable from 80×24."""

from __future__ import annotations

import random
import re

import pytest
from moves import Facilitator, heading, item_stops, no_dialog, without
from pty_driver import Condition, Laptop, Terminal

from sessions import plan
from sessions.material import Item
from sessions.store.library import Library

pytestmark = pytest.mark.terminal

SIZES = ((40, 15), (80, 24), (120, 36), (200, 60), (80, 24), (40, 15), (120, 36))
READABLE = (80, 24)


def bottom_is_drawn(terminal: Terminal) -> bool:
    """Whether the program has drawn this size of window: in a taller one, the lowest row is empty until then.

    Where a window has changed and changed back before the program looks, it draws nothing anew.
    """
    return bool(terminal.lines()[-1].strip())


def through_sizes(terminal: Terminal, *wanted: Condition, always: Condition) -> None:
    """Resize through all sizes; `always` is on the screen in any, and `wanted` where there is room."""
    for cols, rows in SIZES:
        terminal.resize(cols, rows)
        roomy = cols >= READABLE[0] and rows >= READABLE[1]
        terminal.wait_for(always, bottom_is_drawn, *(wanted if roomy else ()))
        assert terminal.running
        assert "Traceback" not in terminal.screen()


def opening_words(item: Item) -> Condition:
    """A condition: the first words of an item's statement are on the screen, in a row."""
    words = " ".join(item.statement.split()[:5])
    return lambda terminal: words in terminal.flat()


def names_shown(names: list[str]) -> Condition:
    """A condition: every partner has a row that begins with its name, as far as that fits."""
    starts = [re.compile(rf"^ *▸? *{re.escape(name[:14])}", re.MULTILINE) for name in names]
    return lambda terminal: all(start.search(terminal.screen()) for start in starts)


def levels_shown(terminal: Terminal) -> bool:
    """Whether every partner's answer is shown on its row: five marks in all."""
    return len(re.findall(r"^.*[A-Za-z].*? {2,}█*[●?]█* *", terminal.screen(), re.MULTILINE)) >= 5


def test_every_screen_in_every_size(laptop: Laptop, made: str) -> None:
    session = Library(laptop.folder).read(made)
    title = session.title
    terminal = laptop.start(cols=80, rows=24)
    person = Facilitator(terminal)
    terminal.wait_for("WORKSHOP", title)
    through_sizes(terminal, title, "being prepared", always="WORKSHOP")

    person.press("setting up", "i")
    terminal.wait_for("Template", "F5 run")
    through_sizes(terminal, "Title", "Place", "Date", always="Template")
    person.press("setting up", "f2")
    terminal.wait_for("Add a partner")
    through_sizes(terminal, "Sector", "esc done", always="Add a partner")
    person.press("setting up", "escape")
    terminal.wait_for(no_dialog, "F5 run")
    person.begin("Exampleshire")
    through_sizes(terminal, "WHAT WE WILL DO", always="Welcome")

    person.press("setting up", "?")
    terminal.wait_for("Help · what to do")
    through_sizes(terminal, "RUNNING A SESSION", always="Help")
    person.press("setting up", "q")
    terminal.wait_for(without("Help · what to do"), "Welcome")

    person.press("setting up", "A")
    terminal.wait_for("No action yet")
    person.act("Draft the protocol @Priya (County Council) ^30 Jan 2031")
    terminal.wait_for("A1")
    through_sizes(terminal, "Draft the protocol", "County Council", "30 Jan 2031", always="Actions")
    person.press("setting up", "q")
    terminal.wait_for(without("Actions ·"), "Welcome")

    person.press("setting up", "s")
    terminal.wait_for("WHAT WILL BE IN IT")
    through_sizes(terminal, "WHICH FORM", "1 action", always="Summary")
    person.press("setting up", "q")
    terminal.wait_for(without("Summary ·"), "Welcome")
    person.press("setting up", "ctrl+q")
    assert terminal.wait_exit() == 0


def test_an_item_in_every_size(laptop: Laptop, made: str) -> None:
    session = Library(laptop.folder).read(made)
    names = [partner.name for partner in session.partners]
    stops = item_stops(session)
    sixth = next(stop for stop in stops if session.item(stop.ref).number == "1.6")
    item = session.item(sixth.ref)
    terminal = laptop.start("open", made, cols=120, rows=36)
    person = Facilitator(terminal)
    person.begin("Exampleshire")
    person.go(session, plan.stops(session)[0], sixth)
    readable = (heading(session, sixth), opening_words(item), names_shown(names))

    person.answer("34", "2 of 5 answered")
    through_sizes(terminal, *readable, "2 of 5 answered", always=item.number)
    person.answer("015")
    through_sizes(terminal, *readable, "all have answered", always=item.number)
    person.reveal()
    through_sizes(terminal, *readable, levels_shown, "SPLIT", always=item.number)
    person.second_round("34015")
    person.agree("352")
    person.dissent(2, "We do not.")
    through_sizes(terminal, *readable, levels_shown, always=item.number)

    for key, title in (("g", "Agreed level"), ("n", "Note on"), ("a", "New action"), ("c", "Show of hands")):
        person.press("notes", key)
        terminal.wait_for(title)
        through_sizes(terminal, "↵", always=title)
        person.press("notes", "escape")
        terminal.wait_for(no_dialog, item.number)
    person.press("moving", "j")
    terminal.wait_for("Agenda", "Welcome (10 min)")
    through_sizes(terminal, "1.6", always="Agenda")
    person.press("moving", "escape")
    terminal.wait_for(no_dialog, item.number)
    person.press("setting up", "ctrl+q")
    assert terminal.wait_exit() == 0


def test_a_message_covers_no_answer(laptop: Laptop, made: str) -> None:
    session = Library(laptop.folder).read(made)
    first = item_stops(session)[0]
    names = [partner.name for partner in session.partners]
    terminal = laptop.start("open", made, cols=READABLE[0], rows=READABLE[1])
    person = Facilitator(terminal)
    person.begin("Exampleshire")
    person.go(session, plan.stops(session)[0], first)
    readable = (heading(session, first), opening_words(session.item(first.ref)), names_shown(names))
    person.answer("34015")
    person.reveal()
    terminal.look()
    person.press("revealing", "r")
    terminal.wait_for("Second round: answer once more", *readable, "second round: 0 of 5 answered")
    person.press("revealing", "u")
    terminal.wait_for("Undone: second round", *readable, levels_shown)
    person.press("revealing", "U")
    terminal.wait_for("Done again", *readable, "second round: 0 of 5 answered")


def test_a_storm_of_sizes(laptop: Laptop, made: str) -> None:
    chance = random.Random(7)
    terminal = laptop.start("open", made, cols=120, rows=36)
    person = Facilitator(terminal)
    person.begin("Exampleshire")
    odd = [(1, 1), (2, 60), (200, 2)]
    for cols, rows in [*odd, *((chance.randint(3, 220), chance.randint(2, 70)) for _ in range(25))]:
        terminal.resize(cols, rows)
        person.press("moving", chance.choice(("right", "left", "1", "e", "r")))
    terminal.resize(120, 36)
    terminal.press("j")
    terminal.wait_for("Agenda", "Welcome (10 min)")
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.after_leaving()
