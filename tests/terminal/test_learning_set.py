"""A learning set by keys in a real terminal: how many keys an item takes, and what outlives a kill."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from moves import Facilitator, heading, item_stops, no_dialog
from pty_driver import Laptop

from sessions import plan
from sessions.kinds.prioritise.records import VOTES, dots_of, is_revealed
from sessions.kinds.score.records import BALLOTS, ballots_on, round_of
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.store.load import check

pytestmark = pytest.mark.terminal

PEOPLE = 10
MOST_KEYS = 8
"""Keys for an item on five levels: c, a digit a level, r, and on to the next."""
END, DOWN = "\x1b[F", "\x1b[B"
"""What a terminal sends for the key End."""

Shell = Callable[..., str]


def begun(laptop: Laptop, session_id: str, first: str) -> Facilitator:
    """At the keys of the session, from its details on to its first stop."""
    person = Facilitator(laptop.start("open", session_id, cols=110, rows=34))
    person.terminal.wait_for("F5 ")
    person.press("setting up", "f5")
    person.terminal.wait_for(re.compile("Step 1 of|F5 again goes on"))
    if "F5 again goes on" in person.terminal.screen():
        person.terminal.look()
        person.press("setting up", "f5")
    person.terminal.wait_for("Step 1 of", first)
    return person


def stop_of(session: Session, activity_id: str) -> Stop:
    """The first stop of an activity."""
    return next(stop for stop in plan.stops(session) if stop.activity_id == activity_id)


def place_dots(person: Facilitator, partner: str, typed: str, said: str) -> None:
    """The dots of the partner in focus; then the screen shows `said`."""
    person.press("answering", "c")
    person.terminal.wait_for(f"Dots of {partner}")
    person.type("answering", typed)
    person.terminal.wait_for("all placed")
    person.press("answering", "enter")
    person.terminal.wait_for(no_dialog, said)


# --- a kill ---------------------------------------------------------------------------------------


def test_a_vote_a_second_round_and_a_reorder_survive_a_kill(laptop: Laptop, shell: Shell) -> None:
    session_id = shell(
        *("new", "--template", "tips-and-pulse", "--title", "Set", "--date", "1 Dec 2026", "--no-open"),
        *("--partner", "Council:council", "--partner", "ICB:NHS"),
    )
    library = Library(laptop.folder)
    session = library.read(session_id)
    vote = stop_of(session, "s3")
    person = begun(laptop, session_id, "Set")
    person.go(session, plan.stops(session)[0], vote)
    place_dots(person, "Council", "3 7 7", "1 of 2 have placed")
    place_dots(person, "ICB", "3 1 2", "all have placed")
    kept = killed(laptop, library, session_id, person)
    assert {partner_id: dict(placed.counts) for partner_id, placed in dots_of(kept, "s3").items()} == {
        "council": {"tips/T3": 1, "tips/T7": 2},
        "icb": {"tips/T1": 1, "tips/T2": 1, "tips/T3": 1},
    }

    person = Facilitator(laptop.start("open", session_id, cols=110, rows=34))
    person.terminal.wait_for("all have placed their dots", "q ")
    person.press("revealing", "r")
    person.terminal.wait_for(re.compile(r"1=  3 "), re.compile(r"1=  7 "))
    kept = killed(laptop, library, session_id, person)
    assert is_revealed(kept, "s3")

    person = Facilitator(laptop.start("open", session_id, cols=110, rows=34))
    person.terminal.wait_for(re.compile(r"1=  3 "), re.compile(r"1=  7 "))
    first = item_stops(kept)[0]
    person.go(kept, vote, first)
    person.answer("15")
    person.reveal()
    person.second_round("34")
    kept = killed(laptop, library, session_id, person)
    assert kept.at == first
    assert round_of(kept, first.ref) == (2, True)
    for number, levels in ((1, {"council": 1, "icb": 5}), (2, {"council": 3, "icb": 4})):
        ballots = ballots_on(kept, first.ref, number)
        assert {partner_id: ballot.counts.index(1) + 1 for partner_id, ballot in ballots.items()} == levels

    person = Facilitator(laptop.start("open", session_id, cols=110, rows=34))
    person.terminal.wait_for(heading(kept, first), "First view:")
    person.press("moving", "j")
    person.terminal.wait_for("Agenda", "Welcome (8 min")
    person.press("moving", END, "[")
    person.terminal.wait_for(re.compile(r"Actions \(8 min.*\n.*Close \(5 min"))
    person.press("moving", "a")
    person.terminal.wait_for("What comes after: Close", "Vote with dots")
    person.press("moving", DOWN, DOWN, "enter")
    person.terminal.wait_for("Vote with dots: which?", "Vote on the gaps")
    person.terminal.look()
    person.press("moving", "enter")
    person.terminal.wait_for("Added: Vote on the gaps")
    kept = killed(laptop, library, session_id, person)
    assert [step.id for step in kept.agenda] == ["s1", "s2", "s3", "s4", "s5", "s6", "s8", "s9", "s7"]
    assert (kept.activity("s9").candidates, kept.activity("s9").added) == ("gaps", True)
    assert round_of(kept, first.ref) == (2, True)
    assert len(VOTES.of(kept)) == 2

    person = Facilitator(laptop.start("open", session_id, cols=110, rows=34))
    person.terminal.wait_for(heading(kept, first))
    person.press("moving", "j")
    person.terminal.wait_for("Agenda", "Welcome (8 min")
    person.press("moving", END)
    person.terminal.wait_for(re.compile(r"Close \(5 min.*\n.*Vote on the gaps.*\n.*Which action first"))


def killed(laptop: Laptop, library: Library, session_id: str, person: Facilitator) -> Session:
    """What is on disk, whole, after the program was killed."""
    person.terminal.kill()
    assert check(laptop.folder / f"{session_id}.json") == ()
    return library.read(session_id)


# --- keys -----------------------------------------------------------------------------------------


def hands(item: int) -> str:
    """A show of ten hands on an item, a digit a level, lowest first; empty levels at the end left out."""
    spread = [
        (0, 2, 4, 3, 1),
        (1, 3, 6, 0, 0),
        (0, 0, 3, 7, 0),
        (2, 2, 2, 2, 2),
        (5, 0, 0, 0, 5),
        (0, 1, 2, 7, 0),
    ][item % 6]
    assert sum(spread) == PEOPLE
    return "".join(map(str, spread)).rstrip("0")


def test_ten_people_by_show_of_hands(
    laptop: Laptop, shell: Shell, record_property: Callable[[str, object], None]
) -> None:
    session_id = shell(
        *("new", "--template", "tips-and-pulse", "--title", "Set", "--date", "1 Dec 2026", "--no-open")
    )
    library = Library(laptop.folder)
    session = library.read(session_id)
    principles = item_stops(session)
    person = begun(laptop, session_id, "Set")
    person.go(session, plan.stops(session)[0], principles[0])
    spent = []
    for number, stop in enumerate(principles):
        before = person.pressed.total()
        person.press("answering", "c")
        person.terminal.wait_for("Show of hands", person.terminal.caret_beside("0 1 3 2 0"))
        person.type("answering", hands(number))
        person.terminal.wait_for(re.compile(r"together +10"))
        person.press("revealing", "r")
        person.terminal.wait_for(no_dialog, "all together")
        after = plan.stops(session)[plan.stops(session).index(stop) + 1]
        person.next(session, after)
        spent.append(person.pressed.total() - before)
    record_property("keys", f"{sum(spent) / len(spent):.2f} an item, at most {max(spent)}")

    kept = library.read(session_id)
    assert len(BALLOTS.of(kept)) == len(principles) == 13
    for number, stop in enumerate(principles):
        (ballot,) = ballots_on(kept, stop.ref, 1).values()
        assert "".join(map(str, ballot.counts)).rstrip("0") == hands(number)
        assert ballot.answers == PEOPLE
        assert round_of(kept, stop.ref)[1]
    assert max(spent) <= MOST_KEYS, spent
