"""The same session by keys and by commands gives the same summary, but for times and ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from moves import Facilitator, item_stops, no_dialog, without
from pty_driver import Laptop

from sessions import plan
from sessions.record import Session
from sessions.store.library import Library

pytestmark = pytest.mark.terminal

Shell = Callable[..., str]

PARTNERS = [
    ("Exampleshire County Council", "council"),
    ("North Vale ICB", "NHS"),
    ("Voices [/b] & **friends**", "lived experience"),
]
TITLE, PLACE = "How we commission <together>", "Exampleshire"


def test_keys_and_commands_give_the_same_summary(laptop: Laptop, shell: Shell, tmp_path: Path) -> None:
    by_keys = at_the_keys(laptop)
    other = tmp_path / "typed"
    by_commands = on_the_command_line(lambda *argv: shell(*argv, folder=other))
    pair = Library(laptop.folder).read(by_keys), Library(other).read(by_commands)
    assert {(session.title, session.place, session.date) for session in pair} == {
        (TITLE, PLACE, pair[0].date)
    }
    assert pair[0].date is not None
    for ending in ("md", "html"):
        (path,) = (laptop.folder / "summaries").glob(f"*-{by_keys[-4:]}-summary.{ending}")
        (two,) = (other / "summaries").glob(f"*-{by_commands[-4:]}-summary.{ending}")
        assert path.name[:-20] == two.name[:-20] != by_keys[:-5], "named after title and day as they are"
        first, second = (
            without_time_and_id(p.read_bytes(), i) for p, i in ((path, by_keys), (two, by_commands))
        )
        assert first.decode().splitlines() == second.decode().splitlines()
        assert first == second


TIME = (
    rb"\n## Time\n.*?(?=\n## )",
    rb"<li[^>]*><a href=\"#time\">Time</a></li>\s*",
    rb"<h2 id=\"time\".*?(?=<h2)",
)
"""What a summary says of the minutes taken, in each format: keys take time, commands do not."""


def without_time_and_id(data: bytes, session_id: str) -> bytes:
    """A summary without what may differ: times, the session's id, and the checksum of its file."""
    data, times = re.subn(rb"Written on \d+ \w+ \d{4} at \d\d:\d\d", b"Written", data)
    assert times == 1
    data, checksums = re.subn(rb"[0-9a-f]{64}", b"CHECKSUM", data)
    assert checksums == 1
    for block in TIME:
        data = re.sub(block, b"", data, flags=re.DOTALL)
    return data.replace(session_id.encode(), b"ID")


def at_the_keys(laptop: Laptop) -> str:
    """The session by keys alone; its id."""
    screen = laptop.start(cols=100, rows=32)
    person = Facilitator(screen)
    screen.wait_for("There is no session here yet")
    person.press("setting up", "n")
    for label, text in (("Title", TITLE), ("Place", PLACE), ("Date", "3/12/2030")):
        screen.wait_for(screen.caret_beside(label))
        person.type("setting up", text)
        screen.wait_for(text)
        person.press("setting up", "tab")
    screen.wait_for("Tue 3 Dec 2030")
    before = "no name yet"
    person.press("setting up", "f2")
    for name, sector in PARTNERS:
        screen.wait_for("Add a partner", without(before), screen.caret_beside("Name"))
        person.type("setting up", name)
        screen.wait_for(name, f"[{sector}]" if sector != "lived experience" else name)
        before = name
        if sector == "lived experience":
            for chosen in ("council", "NHS", "voluntary", "provider", "lived experience"):
                person.press("setting up", "f2")
                screen.wait_for(f"[{chosen}]")
        person.press("setting up", "enter")
    screen.wait_for("Add a partner", without(before))
    person.press("setting up", "escape")
    screen.wait_for(no_dialog)
    before = "no name yet"
    person.press("setting up", "f4")
    for name in ("Priya Shah", "Tom Ashdown"):
        screen.wait_for("Add a person", without(before), screen.caret_beside("Name"))
        person.type("setting up", name)
        screen.wait_for(name)
        person.press("setting up", "enter")
        before = name
    screen.wait_for("Add a person", without(before))
    person.press("setting up", "escape")
    screen.wait_for(no_dialog, "Tom Ashdown")
    person.begin(TITLE)
    library = Library(laptop.folder)
    (entry,) = library.entries()
    through_four(person, library.read(entry.id))
    person.press("setting up", "s")
    screen.wait_for("WHAT WILL BE IN IT")
    person.press("setting up", "w")
    screen.wait_for("The summary is written")
    person.press("setting up", "ctrl+q")
    assert screen.wait_exit() == 0
    return entry.id


def through_four(person: Facilitator, session: Session) -> None:
    """Four standards with everything that can be recorded on one, and the session and a domain besides."""
    screen = person.terminal
    one, two, three, four = item_stops(session)[:4]
    person.note("d", "We meet again in spring.")
    person.note("n", "=1+1 | *starred* <script>alert(1)</script>")
    person.act("Send the summary round ^10 Jan 2031")
    person.go(session, plan.stops(session)[0], one)
    person.answer("340")
    person.reveal()
    person.agree("3")
    person.note("n", "A good start, said all.")
    person.note("n", "S75 deed, reviewed in March [draft].", tabs=1)
    person.act("Draft the protocol @Priya (North Vale ICB) ^30 Jan 2031")

    person.go(session, one, two)
    person.answer("152")
    person.reveal()
    person.second_round("243")
    person.agree("352")
    person.dissent(1, "Not yet: the posts are vacant.")
    person.note("p", "Does this hold for children, too?")
    by_form(person)

    person.go(session, two, three)
    for number, counts in enumerate(("01320", "0 0 2 1 0 1", "00003"), start=1):
        person.hands(counts)
        screen.wait_for("all have answered" if number == 3 else f"{number} of 3 answered")
    person.reveal()
    person.agree("331")
    person.note("d", "Publish the vision.")

    person.go(session, three, four)
    person.answer("5", "1 of 3 answered")
    person.note("n", "Only the council answered.")

    closing = next(stop for stop in plan.stops(session) if stop.part == "closing")
    person.go(session, four, closing)
    person.act("Look at the whole of this domain again @Tom")
    person.note("n", "It hangs together.")


def by_form(person: Facilitator) -> None:
    """An action by the form: with a measure, and marked as a risk."""
    screen = person.terminal
    person.press("actions", "a")
    screen.wait_for("New action", "who   ( ) body")
    person.type("actions", "Pool the budgets @Tom ^1 Apr 2031")
    screen.wait_for("1 Apr 2031")
    person.press("actions", "tab")
    screen.wait_for("How we will know", screen.caret_beside("What"))
    for label in ("Owner", "Body", "Due", "How we will know"):
        person.press("actions", "tab")
        screen.wait_for(screen.caret_beside(label))
    person.type("actions", "One ledger")
    screen.wait_for("One ledger")
    person.press("actions", "tab", "tab", "space")
    screen.wait_for("Ask before taking it")
    person.press("actions", "tab")
    screen.wait_for(screen.caret_beside("What"))
    person.press("actions", "enter")
    screen.wait_for(no_dialog)


def on_the_command_line(run: Callable[..., str]) -> str:
    """The same by commands, in another order where the order says nothing; the session's id."""
    partners = [part for name, sector in PARTNERS for part in ("--partner", f"{name}:{sector}")]
    people = ("--person", "Priya Shah", "--person", "Tom Ashdown")
    made = run(
        "new", "--no-open", "--title", TITLE, "--place", PLACE, "--date", "3/12/2030", *partners, *people
    )
    council, icb, voices = "County Council", "North Vale", "Voices"

    def answer(item: str, levels: str, *more: str) -> None:
        for partner, level in zip((council, icb, voices), levels, strict=False):
            run("answer", made, item, partner, level, *more)

    answer("2.4", "5", "--hidden")
    run("answer", made, "2.3", voices, "--counts", "0,0,0,0,3")
    run("answer", made, "2.3", icb, "--counts", "0,0,2,1,0", "--dont-know", "1")
    run("answer", made, "2.3", council, "--counts", "0,1,3,2,0")
    answer("2.2", "152")
    answer("2.2", "243", "--round", "2")
    answer("2.1", "340")
    run("agree", made, "2.3", "3", "--target", "3", "--evidence", "none")
    run("agree", made, "D2.2", "3", "--target", "5", "--evidence", "some",
        "--dissent", f"{icb}: Not yet: the posts are vacant.")  # fmt: skip
    run("agree", made, "icbo/D2.1", "3")

    run("note", made, "We meet again in spring.", "--kind", "decision")
    run("note", made, "=1+1 | *starred* <script>alert(1)</script>")
    run("note", made, "A good start, said all.", "--item", "2.1")
    run("note", made, "S75 deed, reviewed in March [draft].", "--kind", "evidence", "--item", "2.1")
    run("note", made, "Does this hold for children, too?", "--kind", "parked", "--item", "2.2")
    run("note", made, "Publish the vision.", "--kind", "decision", "--item", "2.3")
    run("note", made, "Only the council answered.", "--item", "2.4")
    run("note", made, "It hangs together.", "--item", "D2")

    run("act", made, "Send the summary round ^10 Jan 2031")
    run("act", made, "Draft the protocol", "--owner", "Priya Shah", "--body", "North Vale ICB", "--due",
        "30/1/2031", "--item", "2.1")  # fmt: skip
    run(
        "act", made, "Pool the budgets @Tom ^1 Apr 2031", "--measure", "One ledger", "--risk", "--item", "2.2"
    )
    run("act", made, "Look at the whole of this domain again @Tom", "--item", "d2")
    run("summary", made)
    return made
