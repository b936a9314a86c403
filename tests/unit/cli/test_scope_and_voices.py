"""On the shell: what does not apply, who takes no part, the whole room, totals of people."""

import json
from pathlib import Path
from typing import Any

import pytest

from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.score.records import ballots_on
from sessions.record import Session
from sessions.rows import ROOM
from sessions.scope import NOT_APPLYING
from sessions.store.library import Library
from sessions.voices import RECUSALS

PARTNERS = ("--partner", "County Council:council", "--partner", "ICB:NHS:12")


def read(folder: Path, session_id: str) -> Session:
    return Library(folder).read(session_id)


@pytest.fixture
def made(run: Any) -> str:
    """Id of a learning set with two partners, where people answer."""
    done = run("new", "--template", "tips-and-pulse", "--people-answer", *PARTNERS, "--no-open")
    assert done[0] == 0
    return str(done[1].strip())


def test_an_item_and_a_section_do_not_apply_and_apply_again(run: Any, folder: Path, made: str) -> None:
    assert run("agenda", made, "--does-not-apply", "principle 2", "Not here.")[0] == 0
    rows = NOT_APPLYING.of(read(folder, made))
    assert [(row.ref, row.reason) for row in rows] == [("principles/P2", "Not here.")]
    code, out, _ = run("show", made, "--json")
    assert (code, json.loads(out)["not_applying"][0]["reason"]) == (0, "Not here.")
    assert "Does not apply here" in run("show", made)[1]
    assert run("answer", made, "principle 2", "icb", "3")[0] == 2
    code, out, _ = run("agenda", made, "--json", "--applies", "principle 2")
    assert (code, json.loads(out)) == (0, [])
    assert run("agenda", made, "--does-not-apply", "principle 99", "No.")[0] == 2
    assert run("agenda", made, "--does-not-apply", "principle 2", " ")[0] == 2


def test_a_partner_takes_no_part_and_takes_part_again(run: Any, folder: Path, made: str) -> None:
    assert run("answer", made, "principle 2", "icb", "--takes-no-part", "Bids for it.")[0] == 0
    (row,) = RECUSALS.of(read(folder, made))
    assert (row.partner_id, row.reason) == ("icb", "Bids for it.")
    code, _, err = run("answer", made, "principle 2", "icb", "3")
    assert (code, "takes no part" in err) == (2, True)
    assert json.loads(run("show", made, "--json")[1])["recusals"][0]["reason"] == "Bids for it."
    assert run("answer", made, "principle 2", "icb", "--takes-part")[0] == 0
    assert RECUSALS.of(read(folder, made)) == ()
    assert run("answer", made, "principle 2", "icb", "3", "--takes-no-part")[0] == 2


def test_the_room_answers_where_there_are_partners_and_replaces_them_only_when_told(
    run: Any, folder: Path, made: str
) -> None:
    assert run("answer", made, "principle 1", "room", "--counts", "0,1,12,2,0")[0] == 0
    assert ballots_on(read(folder, made), "principles/P1", 1).keys() == {ROOM}
    code, _, err = run("answer", made, "principle 1", "icb", "3")
    assert (code, "never both" in err) == (2, True)
    assert run("answer", made, "principle 1", "icb", "3", "--replace")[0] == 0
    assert ballots_on(read(folder, made), "principles/P1", 1).keys() == {"icb"}


def test_totals_of_a_table_and_of_the_whole_room(run: Any, folder: Path, made: str) -> None:
    assert run("vote", made, "s3", "ICB", "tip 4=14", "7=9", "--people", "12")[0] == 0
    (placed,) = VOTES.of(read(folder, made))
    assert (placed.partner_id, placed.people, dict(placed.counts)) == (
        "icb",
        12,
        {"tips/T4": 14, "tips/T7": 9},
    )
    code, _, err = run("vote", made, "s3", "ICB", "tip 4=14", "--people", "3")
    assert (code, "14 dots, but 3 people have 9" in err) == (2, True)
    room = ("vote", made, "s3", "--totals", "4=30", "7=11")
    assert run(*room)[0] == 2, "how many people is needed"
    assert run(*room, "--people", "28")[0] == 2, "the room or the partners"
    assert run(*room, "--people", "28", "--replace")[0] == 0
    (placed,) = VOTES.of(read(folder, made))
    assert (placed.partner_id, placed.people) == (ROOM, 28)
