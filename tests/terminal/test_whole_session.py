"""The main job, by keys alone: a whole self-assessment with five partners, and its summary."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from moves import Facilitator, item_stops, no_dialog, without
from pty_driver import Laptop

from sessions import plan
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, agreement_on, ballots_on, round_of
from sessions.record import Session
from sessions.store.library import Library

pytestmark = pytest.mark.terminal

PARTNERS = [
    ("Exampleshire County Council", "council"),
    ("Exampleshire ICB", "NHS"),
    ("Care providers", "provider"),
    ("Voluntary sector", "voluntary"),
    ("People with lived experience", "lived experience"),
]
MOST_KEYS = 1.6
"""Keys for answering, revealing and moving on, for each recorded answer."""


def levels(item: int, number: int = 1) -> str:
    """What the five partners answer to an item, 0 for don't know: different from item to item."""
    return "".join(str((item + partner * (1 + item % 5) + number - 1) % 6) for partner in range(5))


def prepare(person: Facilitator) -> None:
    """Title, place, date, two partners typed in and three of the usual ones, and somebody who is there."""
    screen = person.terminal
    screen.wait_for("There is no session here yet")
    person.press("setting up", "n")
    for label, text in (
        ("Title", "Review of joint commissioning"),
        ("Place", "Exampleshire"),
        ("Date", "1 Dec 2026"),
    ):
        screen.wait_for(screen.caret_beside(label))
        person.type("setting up", text)
        screen.wait_for(text)
        person.press("setting up", "tab")
    screen.wait_for("Tue 1 Dec 2026")
    person.press("setting up", "f2")
    typed = "no name yet"
    for name, _ in PARTNERS[:2]:
        screen.wait_for("Add a partner", without(typed), screen.caret_beside("Name"))
        person.type("setting up", name)
        screen.wait_for(name)
        person.press("setting up", "enter")
        typed = name
    screen.wait_for("Add a partner", without(typed))
    person.press("setting up", "escape")
    screen.wait_for(no_dialog)
    person.press("setting up", "f3")
    screen.wait_for(*(f"{name} · {sector}" for name, sector in PARTNERS))
    person.press("setting up", "f4")
    screen.wait_for("Add a person", screen.caret_beside("Name"))
    person.type("setting up", "Priya Shah")
    screen.wait_for("Priya Shah")
    person.press("setting up", "enter")
    screen.wait_for("Add a person", without("Priya Shah"))
    person.press("setting up", "escape")
    screen.wait_for(no_dialog, "Priya Shah")


def item(person: Facilitator, number: int) -> int:
    """All that is done at the standard with this number, from 0; how many answers were recorded."""
    recorded = 5
    person.answer(levels(number))
    person.reveal()
    if number == 2:
        person.second_round(levels(number, 2))
        recorded += 5
    digits = f"{number % 5 + 1}" if number % 3 else f"{number % 4 + 1}52"
    given = sorted(levels(number, 2 if number == 2 else 1).replace("0", ""))
    person.agree(digits, outside=not given[0] <= digits[0] <= given[-1])
    if number % 7 == 1:
        person.dissent(number % 5, f"Seen otherwise {number:02}")
    if number % 4 == 0:
        person.note("n", f"Comment {number:02}")
    if number % 5 == 0:
        person.note("n", f"Deed {number:02}", tabs=1)
    if number % 6 == 3:
        person.note("d", f"Decision {number:02}")
    if number % 9 == 4:
        person.note("p", f"Point {number:02}")
    if number % 2 == 0:
        person.act(f"Draft {number:02} @Priya (Care) ^30 Jan 2031")
    return recorded


def run(person: Facilitator, session: Session) -> int:
    """Through every stop; how many answers were recorded."""
    recorded = scored = 0
    places = plan.stops(session)
    scored_here = item_stops(session)
    for before, stop in zip([None, *places], places, strict=False):
        if before is not None:
            person.next(session, stop)
        if stop in scored_here:
            recorded += item(person, scored)
            scored += 1
        elif stop.part == "closing":
            person.act(f"Together, {stop.ref[-2:]}")
    return recorded


def write_summary(person: Facilitator) -> None:
    """From the last stop to the summary, and home."""
    screen = person.terminal
    person.press("setting up", "s")
    screen.wait_for("WHAT WILL BE IN IT", "21 of 21 items answered", "15 actions")
    person.press("setting up", "w")
    screen.wait_for("The summary is written")
    person.press("setting up", "q")
    screen.wait_for("Step 13 of 13")
    screen.look()
    person.press("setting up", "q")
    screen.wait_for("21 of 21 answered")


def counted(person: Facilitator, recorded: int) -> str:
    """The keys by what they were for, in a line."""
    going = sum(person.pressed[moment] for moment in ("answering", "revealing", "moving"))
    each = ", ".join(f"{name} {count}" for name, count in person.pressed.items())
    return f"{going} keys for {recorded} answers, {going / recorded:.2f} each; by purpose: {each}"


def test_whole_self_assessment(laptop: Laptop, record_property: Callable[[str, object], None]) -> None:
    terminal = laptop.start(cols=110, rows=30)
    person = Facilitator(terminal)
    prepare(person)
    library = Library(laptop.folder)
    (entry,) = library.entries()
    person.begin("Review of joint commissioning")
    recorded = run(person, library.read(entry.id))
    write_summary(person)
    terminal.look()
    terminal.press("q")
    assert terminal.wait_exit() == 0
    record_property("keys", counted(person, recorded))

    session = library.read(entry.id)
    check_record(session)
    assert recorded == len(BALLOTS.of(session))
    going = sum(person.pressed[moment] for moment in ("answering", "revealing", "moving"))
    assert going / recorded <= MOST_KEYS, counted(person, recorded)

    written = {path.suffix: path for path in (laptop.folder / "summaries").glob("*-summary.*")}
    assert set(written) == {".md", ".html"}
    for path in written.values():
        text = path.read_text("utf-8")
        for action in session.actions:
            assert action.text in text
        for note in session.notes:
            assert note.text in text


def check_record(session: Session) -> None:
    """All that was typed is in the record, and nothing else."""
    assert (session.title, session.place, str(session.date)) == (
        "Review of joint commissioning",
        "Exampleshire",
        "2026-12-01",
    )
    assert [(partner.name, partner.sector) for partner in session.partners] == PARTNERS
    assert [person.name for person in session.people] == ["Priya Shah"]
    ids = [stop.ref for stop in item_stops(session)]
    assert len(ids) == 21
    first = [ballot for ballot in BALLOTS.of(session) if ballot.round == 1]
    assert len(first) == 105
    for number, item_id in enumerate(ids):
        assert said(session, item_id, 1) == levels(number)
    assert len(BALLOTS.of(session)) == 110
    assert said(session, ids[2], 2) == levels(2, 2)
    assert all(round_of(session, item_id)[1] for item_id in ids)

    assert len(AGREEMENTS.of(session)) == 21
    for number, item_id in enumerate(ids):
        agreement = agreement_on(session, item_id)
        assert agreement is not None
        if number % 3:
            assert (agreement.level, agreement.target, agreement.evidence) == (number % 5 + 1, None, None)
        else:
            assert (agreement.level, agreement.target, agreement.evidence) == (number % 4 + 1, 5, "some")
    dissents = [(a.item_id, d.partner_id, d.reason) for a in AGREEMENTS.of(session) for d in a.dissents]
    assert dissents == [(ids[n], session.partners[n % 5].id, f"Seen otherwise {n:02}") for n in (1, 8, 15)]

    noted = {
        "comment": [(ids[n], f"Comment {n:02}") for n in range(0, 21, 4)],
        "evidence": [(ids[n], f"Deed {n:02}") for n in range(0, 21, 5)],
        "decision": [(ids[n], f"Decision {n:02}") for n in range(3, 21, 6)],
        "parked": [(ids[n], f"Point {n:02}") for n in range(4, 21, 9)],
    }
    for kind, those in noted.items():
        assert [(note.origin, note.text) for note in session.notes if note.kind == kind] == those

    from_items = [action for action in session.actions if action.owner]
    assert [(action.origin, action.text) for action in from_items] == [
        (ids[n], f"Draft {n:02}") for n in range(0, 21, 2)
    ]
    assert {(action.owner, action.body, str(action.due)) for action in from_items} == {
        ("Priya Shah", "Care providers", "2031-01-30")
    }
    together = [action for action in session.actions if not action.owner]
    assert [(note.origin, note.text) for note in together] == [
        (f"icbo/{domain}", f"Together, {domain}") for domain in ("d2", "d1", "d3", "d4")
    ]
    assert len(session.actions) == 15
    assert session.summary_at is not None
    assert session.at == plan.stops(session)[-1]


def said(session: Session, item_id: str, number: int) -> str:
    """The answers of the partners in a round, in their order, as the keys that are pressed for them."""
    ballots = ballots_on(session, item_id, number)
    keys = ""
    for partner in session.partners:
        ballot = ballots[partner.id]
        assert ballot.answers + ballot.dont_know == 1
        keys += "0" if ballot.dont_know else str(ballot.counts.index(1) + 1)
    return keys
