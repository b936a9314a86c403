"""The commands that record what the room says: `answer`, `agree`, `note`, `act`."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.kinds.score.records import AGREEMENTS, BALLOTS
from sessions.record import Session
from sessions.store.library import Library

Run = Callable[..., tuple[int, str, str]]


def read(folder: Path, wanted: str) -> Session:
    return Library(folder).read(wanted)


@pytest.mark.parametrize(
    ("argv", "counts", "dont_know"),
    [
        (("4",), (0, 0, 0, 1, 0), 0),
        (("?",), (0, 0, 0, 0, 0), 1),
        (("0",), (0, 0, 0, 0, 0), 1),
        (("Don't know",), (0, 0, 0, 0, 0), 1),
        (("--counts", "0,1,3,2,0"), (0, 1, 3, 2, 0), 0),
        (("--counts", "0, 1, 3, 1, 0", "--dont-know", "1"), (0, 1, 3, 1, 0), 1),
    ],
)
def test_answer(
    run: Run, made: str, folder: Path, argv: tuple[str, ...], counts: tuple[int, ...], dont_know: int
) -> None:
    code, out, err = run("answer", made, "1.3", "county", *argv)
    assert (code, out) == (0, "")
    assert err.startswith("1.3 A vision that everyone shares, County Council: ")
    (ballot,) = BALLOTS.of(read(folder, made))
    assert (ballot.item_id, ballot.partner_id, ballot.round) == ("icbo/D1.3", "county-council", 1)
    assert (ballot.counts, ballot.dont_know) == (counts, dont_know)


def test_answer_in_the_second_round_keeps_the_first(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "icbo/D1.3", "ICB", "2")
    assert run("answer", made, "d1.3", "ICB", "4", "--round", "2")[0] == 0
    assert [(ballot.round, ballot.counts.index(1) + 1) for ballot in BALLOTS.of(read(folder, made))] == [
        (1, 2),
        (2, 4),
    ]


def test_counts_of_nought_take_an_answer_back(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "1.3", "ICB", "2")
    code, _, err = run("answer", made, "1.3", "ICB", "--counts", "0,0,0,0,0")
    assert code == 0
    assert err.endswith(": no answer\n")
    assert BALLOTS.of(read(folder, made)) == ()


def test_the_room_answers_where_there_are_no_partners(run: Run, folder: Path) -> None:
    session = run("new", "--no-open")[1].strip()
    assert run("answer", session, "1.1", "room", "--counts", "1,2,3,2,1")[0] == 0
    assert BALLOTS.of(read(folder, session))[0].partner_id == "room"


def test_agree_with_all_that_goes_with_it(run: Run, made: str, folder: Path) -> None:
    code, out, err = run(
        *("agree", made, "1.6", "3", "--target", "5", "--evidence", "some"),
        *("--dissent", "ICB: the board signed: we saw it"),
        *("--dissent", "Alliance: north and south: no route to decide"),
    )
    assert (code, out) == (0, "")
    assert err == "1.6 Governance that can decide, agreed level: 3 part-way\n"
    (agreed,) = AGREEMENTS.of(read(folder, made))
    assert (agreed.item_id, agreed.level, agreed.target, agreed.evidence) == ("icbo/D1.6", 3, 5, "some")
    assert [(dissent.partner_id, dissent.reason) for dissent in agreed.dissents] == [
        ("integrated-care-board-icb", "the board signed: we saw it"),
        ("alliance-north-and-south", "no route to decide"),
    ]


def test_agree_again_keeps_what_it_does_not_name(run: Run, made: str, folder: Path) -> None:
    run("agree", made, "1.6", "2", "--target", "3", "--evidence", "strong", "--dissent", "ICB: no")
    run("agree", made, "1.6", "3")
    (agreed,) = AGREEMENTS.of(read(folder, made))
    assert (agreed.level, agreed.target, agreed.evidence, len(agreed.dissents)) == (3, 3, "strong", 1)
    run("agree", made, "1.6", "4")
    assert AGREEMENTS.of(read(folder, made))[0].target is None, "a target below the level cannot stand"


def test_note_prints_its_id(run: Run, made: str, folder: Path) -> None:
    assert run("note", made, "First") == (0, "N1\n", "")
    code, out, _ = run("note", made, "Second", "--kind", "parked", "--item", "D1", "--json")
    assert code == 0
    assert [(n.kind, n.text, n.origin) for n in read(folder, made).notes] == [
        ("comment", "First", None),
        ("parked", "Second", "icbo/d1"),
    ]
    assert json.loads(out) == read(folder, made).notes[1].model_dump(mode="json")


def test_a_hyphen_reads_the_text_from_stdin(
    run: Run, made: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "﻿Zwei Zeilen\nmit Umlaut: ä\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="latin-1"))
    assert run("note", made, "-")[0] == 0
    assert read(folder, made).notes[0].text == "Zwei Zeilen\nmit Umlaut: ä"


def test_act_reads_owner_body_and_date_from_the_line(run: Run, made: str, folder: Path) -> None:
    assert run("act", made, "Draft the protocol @Priya (Care prov) ^29 Jan 2027", "--item", "1.6")[:2] == (
        0,
        "A1\n",
    )
    (action,) = read(folder, made).actions
    assert (action.text, action.owner, action.body) == ("Draft the protocol", "Priya", "Care providers")
    assert (action.due, action.origin) == (dt.date(2027, 1, 29), "icbo/D1.6")


def test_options_of_act_win_over_the_line(run: Run, made: str, folder: Path) -> None:
    code, out, _ = run(
        *("act", made, "Draft it @Priya (NHS) ^30 Jan 2027", "--owner", "Tom", "--body", "County Council"),
        *("--due", "2027-03-01", "--measure", "Both boards signed", "--risk", "--json"),
    )
    (action,) = read(folder, made).actions
    assert code == 0
    assert json.loads(out) == action.model_dump(mode="json")
    assert (action.text, action.owner, action.body) == ("Draft it", "Tom", "County Council")
    assert (action.due, action.measure, action.risk) == (dt.date(2027, 3, 1), "Both boards signed", True)


def test_act_remarks_on_a_second_owner_and_an_odd_date(run: Run, made: str, folder: Path) -> None:
    code, _, err = run("act", made, "Call @Priya @Tom ^1 Jan 2020")
    assert code == 0
    assert "'@Tom' stays text" in err
    assert "A1 is due Wed 1 Jan 2020 (" in err
    assert " days ago), already past." in err
    assert read(folder, made).actions[0].text == "Call @Tom"


def test_text_is_kept_as_typed_and_drives_no_terminal(run: Run, made: str, folder: Path) -> None:
    typed = "[/b] [s75] <script>alert(1)</script> =1+1 | **x** " + "漢字 ü " * 900
    assert run("note", made, typed)[0] == 0
    assert run("act", made, "\x1b[2Jdo it \x9b1m")[0] == 0
    assert read(folder, made).notes[0].text == typed.strip()
    assert typed.strip() in run("show", made)[1]
    assert read(folder, made).actions[0].text == "[2Jdo it 1m"
