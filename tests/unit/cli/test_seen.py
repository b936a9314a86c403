"""What the room has seen, on the shell: `answer` reveals, corrects on request; nothing hidden is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.kinds.gap_order import gap_order
from sessions.kinds.gaps import order_gaps
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits
from sessions.kinds.score.records import BALLOTS, ballots_on, round_of
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW

Run = Callable[..., tuple[int, str, str]]
ITEM = "icbo/D1.3"
EARLY = (0, 1, 0, 0, 0)
MOSTLY = (0, 0, 0, 1, 0)


@pytest.fixture
def change(folder: Path, made: str) -> Callable[..., Session]:
    """Changes the session as its screen would; the session after it."""

    def apply(*changes: Any) -> Session:
        with Library(folder).open(made) as file:
            session = file.session
            for edit in changes:
                session = edit.apply(session, NOW)
            file.save(session)
            return session

    return apply


@pytest.fixture
def session(folder: Path, made: str) -> Callable[[], Session]:
    return lambda: Library(folder).read(made)


def test_minutes_typed_afterwards_show_at_once(run: Run, made: str, session: Callable[[], Session]) -> None:
    assert run("answer", made, "1.3", "council", "2")[2].endswith("2 early steps; revealed\n")
    assert run("answer", made, "1.3", "ICB", "4")[2].endswith("4 mostly; revealed already\n")
    assert round_of(session(), ITEM) == (1, True)
    assert "4 (mostly)" in run("show", made)[1]
    assert run("answer", made, "1.3", "ICB", "5")[0] == 0, "what was typed here can be typed anew"
    assert not any(ballot.after_reveal for ballot in BALLOTS.of(session()))


def test_hidden_keeps_it_hidden_and_others_too(run: Run, made: str, session: Callable[[], Session]) -> None:
    err = run("answer", made, "1.3", "council", "2", "--hidden")[2]
    assert err.endswith("; hidden until the reveal\n")
    err = run("answer", made, "1.3", "ICB", "4")[2]
    assert err.endswith("; hidden, as other answers here are not yet revealed\n")
    assert round_of(session(), ITEM) == (1, False)
    account = run("show", made)[1]
    assert "Answered, not yet revealed" in account
    assert "4 (mostly): 1" not in account
    shown = json.loads(run("show", made, "--json")[1])
    assert (shown["ballots"], shown["not_revealed"]) == ([], [ITEM])
    whole = json.loads(run("show", made, "--json", "--hidden")[1])
    assert [ballot["counts"] for ballot in whole["ballots"]] == [[*EARLY], [*MOSTLY]]
    code, _, err = run("show", made, "--hidden")
    assert (code, "--hidden goes with --json" in err) == (2, True)


def test_a_screens_hidden_answers_are_not_revealed_by_one_more(
    run: Run, made: str, change: Callable[..., Session], session: Callable[[], Session]
) -> None:
    change(edits.answer_level(ITEM, "county-council", 2))
    assert "not yet revealed" in run("answer", made, "1.3", "ICB", "4")[2]
    assert round_of(session(), ITEM) == (1, False)
    code, _, err = run("answer", made, "1.3", "ICB", "5", "--round", "2")
    assert (code, "The first answers are still hidden" in err) == (2, True)


def test_dots_that_are_hidden_are_not_printed(run: Run, folder: Path) -> None:
    _, made, _ = run("new", "--template", "tips-and-pulse", "--partner", "Council:council", "--no-open")
    made = made.strip()
    with Library(folder).open(made) as file:
        file.save(vote_edits.vote("s3", "council", {"tips/T4": 3}).apply(file.session, NOW))
    account = run("show", made)[1]
    assert "Dots are placed, not yet revealed" in account
    assert "Council 3" not in account
    assert json.loads(run("show", made, "--json")[1])["votes"] == []
    _, _, err = run("summary", made)
    assert "answered, not yet revealed, and so not told here: Dots on the ten tips" in err
    assert run("summary", made, "--reveal")[2] == ""
    assert "Council 3" in run("show", made)[1]


def seen(change: Callable[..., Session]) -> Session:
    answers = (edits.answer_level(ITEM, name, 2) for name in ("county-council", "care-providers"))
    return change(*answers, edits.reveal(ITEM))


def test_what_the_room_has_seen_is_overwritten_on_request_only(
    run: Run, made: str, change: Callable[..., Session], session: Callable[[], Session]
) -> None:
    seen(change)
    code, _, err = run("answer", made, "1.3", "county", "4")
    assert code == 2
    assert "The room has seen this answer" in err
    assert "--round 2" in err
    assert "--correct" in err
    assert ballots_on(session(), ITEM, 1)["county-council"].counts == EARLY
    assert run("answer", made, "1.3", "county", "4", "--correct")[0] == 0
    said = "changed after the reveal, from 2 (early steps)"
    assert said in " ".join(run("show", made)[1].split())
    ballots = json.loads(run("show", made, "--json")[1])["ballots"]
    (council,) = [ballot for ballot in ballots if ballot["partner_id"] == "county-council"]
    assert (council["counts"], council["before"]["counts"]) == ([*MOSTLY], [*EARLY])
    assert (council["after_reveal"], council["changed"]) == (True, said)


def test_the_second_round_keeps_the_first_view(
    run: Run, made: str, change: Callable[..., Session], session: Callable[[], Session]
) -> None:
    seen(change)
    assert run("answer", made, "1.3", "county", "4", "--round", "2")[2].endswith("; revealed\n")
    assert round_of(session(), ITEM) == (2, True)
    assert ballots_on(session(), ITEM, 1)["county-council"].counts == EARLY
    code, _, err = run("answer", made, "1.3", "county", "5", "--round", "1")
    assert (code, "The room has seen" in err) == (2, True), "nor is the first view overwritten later"
    code, _, err = run("answer", made, "1.3", "ICB", "5", "--hidden")
    assert (code, "revealed already" in err) == (2, True)


def test_corrected_twice_it_keeps_what_the_room_saw_and_back_again_it_is_unchanged(
    run: Run, made: str, change: Callable[..., Session], session: Callable[[], Session]
) -> None:
    seen(change)
    for level in ("4", "5"):
        run("answer", made, "1.3", "county", level, "--correct")
    ballot = ballots_on(session(), ITEM, 1)["county-council"]
    assert ballot.before is not None
    assert ballot.before.counts == EARLY
    run("answer", made, "1.3", "county", "2", "--correct")
    ballot = ballots_on(session(), ITEM, 1)["county-council"]
    assert (ballot.after_reveal, ballot.before) == (False, None)


def test_a_level_outside_all_answers_needs_another_word(
    run: Run, made: str, change: Callable[..., Session]
) -> None:
    seen(change)
    code, _, err = run("agree", made, "1.3", "3")
    assert code == 2
    assert "Nobody answered 3: all are on 2" in err
    assert "--anyway" in err
    assert run("agree", made, "1.3", "2")[0] == 0
    assert run("agree", made, "1.3", "3", "--anyway")[0] == 0
    told = " ".join(run("show", made)[1].split())
    assert "Agreed level: 3 of 5 (part-way); nobody answered 3: all are on 2" in told


def test_hidden_answers_say_nothing_about_a_level(
    run: Run, made: str, change: Callable[..., Session]
) -> None:
    change(edits.answer_level(ITEM, "county-council", 2))
    assert run("agree", made, "1.3", "5")[0] == 0


def test_hidden_answers_have_no_say_in_the_order_of_the_gaps(
    run: Run, made: str, change: Callable[..., Session], session: Callable[[], Session]
) -> None:
    """Both gaps are of one level; the hidden answers on the second lie as far apart as they can."""
    names = ("county-council", "care-providers", "people-with-lived-experience")
    agreed = (edits.agree(item, 2) for item in (ITEM, "icbo/D1.4"))
    seen_alike = (edits.answer_level(ITEM, name, 2) for name in names)
    far = (edits.answer_level("icbo/D1.4", name, level) for name, level in zip(names, (1, 5, 1), strict=True))
    change(*agreed, *seen_alike, edits.reveal(ITEM), *far)
    rows = json.loads(run("gaps", made, "--json")[1])
    assert [row["item"] for row in rows] == [ITEM, "icbo/D1.4"]
    assert run("gaps", made, "1.3")[0] == 0
    assert gap_order(session()) == (ITEM, "icbo/D1.4")
    change(edits.reveal("icbo/D1.4"), order_gaps(()))
    rows = json.loads(run("gaps", made, "--json")[1])
    assert [row["item"] for row in rows] == ["icbo/D1.4", ITEM], "once revealed they have"
