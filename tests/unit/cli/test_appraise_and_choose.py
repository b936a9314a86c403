"""An appraisal and options on the shell: what is listed, what is refused, and nothing hidden in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.material import Level, Scale
from sessions.record import Session
from tests import appraising as a

Run = Callable[..., tuple[int, str, str]]


def test_how_the_candidates_stand(run: Run, saved: Callable[[Session], str]) -> None:
    code, out, _ = run("appraise", saved(a.worked()), "which ones")
    assert code == 0
    head, first, *_ = out.splitlines()
    assert head.split()[:4] == ["Place", "Candidate", "Scale", "×2"]
    assert first.split()[:5] == ["1", "1.1", "Early", "help", "and"]
    assert (
        "Joint work on pathways before Out of hospital: close, turns if Value for money weighs over 3" in out
    )
    data = json.loads(run("appraise", "s", a.APPRAISE, "--json")[1])
    assert [(row["item"], row["total"], row["place"]) for row in data["candidates"]][:3] == [
        (a.A1, "24", 1),
        (a.A2, "20", 2),
        (a.A3, "19", 3),
    ]
    assert data["candidates"][2]["lowest"] == "17"
    assert data["most"] == "30"
    assert data["steps"][1]["turns_at"] == {"criterion": a.K3, "weight": "3", "now": "2"}
    assert data["steps"][1]["close"] is True


def test_what_is_hidden_is_told_by_no_listing(run: Run, saved: Callable[[Session], str]) -> None:
    made = a.viewed(a.given(a.session(), a.A1, [(5, 5, 5, 5)]), a.O2)
    saved(made)
    assert "5 fully" not in run("appraise", "s", a.APPRAISE)[1]
    data = json.loads(run("appraise", "s", a.APPRAISE, "--json")[1])
    assert data["not_revealed"] == [a.A1]
    assert data["candidates"][0]["total"] is None
    code, out, err = run("choose", "s", a.OPTIONS)
    assert code == 0
    assert "County Council" not in out
    assert "1 have said which" not in err
    assert "1 has said which, hidden until the reveal" in err
    data = json.loads(run("choose", "s", a.OPTIONS, "--json")[1])
    assert (data["revealed"], data["said"]) == (False, 1)
    assert {option["for"] for option in data["options"]} == {"0"}
    shown = json.loads(run("show", "s", "--json")[1])
    assert (shown["appraisals"], shown["option_views"]) == ([], [])
    assert shown["not_revealed"] == [a.A1, a.OPTIONS]


def test_the_room_settles_levels_and_a_partner_dissents(run: Run, saved: Callable[[Session], str]) -> None:
    saved(a.session())
    code, _, err = run("appraise", "s", a.ROOMS, "Block", "Reach=3", "Cost=2")
    assert (code, err.strip()) == (0, "1.1 Block funding, The whole room: Reach 3, Cost 2; the room sees it")
    assert run("appraise", "s", a.ROOMS, "Block", "ICB", "--dissent", "Too dear")[0] == 0
    row = json.loads(run("show", "s", "--json")[1])["appraisals"][0]
    assert row["dissents"][0]["reason"] == "Too dear"
    assert "Total" in run("appraise", "s", a.ROOMS)[1]
    assert "Own totals" not in run("appraise", "s", a.ROOMS)[1], "nobody has one"
    assert run("appraise", "s", a.ROOMS, "--by", "partner")[0] == 2, "while levels stand"
    assert run("appraise", "s", a.ROOMS, "Block")[0] == 0
    assert run("appraise", "s", a.ROOMS, "--by", "partner")[0] == 0


def test_a_choice_with_its_decision(run: Run, saved: Callable[[Session], str]) -> None:
    saved(a.viewed(a.session(), a.O2, a.O1))
    assert run("choose", "s", a.OPTIONS, "--reveal")[0] == 0
    line = ("choose", "s", a.OPTIONS, "--room-takes", "Extended", "--because", "It can begin", "--decision")
    code, out, _ = run(*line)
    assert code == 0
    assert "The room's choice: 9.2 Extended joint commissioning. Why: It can begin" in out
    run("choose", "s", a.OPTIONS, "--dissent", "ICB: No money: none at all")
    data = json.loads(run("show", "s", "--json")[1])
    assert data["option_choices"][0]["dissents"][0]["reason"] == "No money: none at all"
    assert data["notes"][0]["text"] == "We choose Extended joint commissioning. Why: It can begin"
    assert data["notes"][0]["kind"] == "decision"
    assert "Dissent: ICB: No money: none at all" in run("choose", "s", a.OPTIONS)[1]
    for _ in range(2):
        assert run("undo", "s")[0] == 0
    data = json.loads(run("show", "s", "--json")[1])
    assert (data["option_choices"], data["notes"]) == ([], []), "choice and decision are one change"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (("appraise", "s", "s2"), "is no appraisal"),
        (("appraise", "s", "s1", "Scale=3"), "No candidate is named"),
        (("appraise", "s", "s1", "1.1", "Scale=3"), "No partner is named"),
        (("appraise", "s", "s1", "1.1", "County", "Council", "Scale=3"), "more than a partner"),
        (("appraise", "s", "s1", "1.1", "ICB", "Scale=9"), "no level 9"),
        (("appraise", "s", "s1", "1.1", "ICB", "Scale=x"), "is not a level"),
        (("appraise", "s", "s1", "1.1", "ICB", "Price=3"), "No criterion 'Price'"),
        (("appraise", "s", "s1", "9.1", "ICB", "Scale=3"), "no candidate"),
        (("appraise", "s", "s1", "1.1", "--weights", "Scale=3"), "two things at once"),
        (("appraise", "s", "s1", "--weights", "Scale"), "weight"),
        (("appraise", "s", "s1", "--reveal", "1.1"), "Nobody has given levels"),
        (("choose", "s", "s1"), "no options"),
        (("choose", "s", "s2", "ICB"), "One of an option"),
        (("choose", "s", "s2", "ICB", "7"), "No option '7'"),
        (("choose", "s", "s2", "ICB", "--counts", "1,2"), "2 numbers for 3 options"),
        (("choose", "s", "s2", "ICB", "1", "--dont-know", "1"), "goes with --counts"),
        (("choose", "s", "s2", "ICB", "--reveal"), "two things at once"),
        (("choose", "s", "s2", "--because", "x"), "go with --room-takes"),
        (("choose", "s", "s2", "--dissent", "No money"), "names no partner"),
    ],
)
def test_a_slip_is_said_and_changes_nothing(
    run: Run, saved: Callable[[Session], str], folder: Path, line: tuple[str, ...], wrong: str
) -> None:
    saved(a.session())
    before = (folder / "s.json").read_bytes()
    code, out, err = run(*line)
    assert (code, out) == (2, "")
    assert wrong in err
    assert (folder / "s.json").read_bytes() == before


def test_the_shell_says_where_a_scale_begins(run: Run, saved: Callable[[Session], str]) -> None:
    levels = tuple(Level(number=number, label=f"step {number}") for number in range(4))
    saved(a.with_scale(a.session(), a.K1, Scale(question="How far?", levels=levels)))
    assert run("appraise", "s", "s1", "1.1", "ICB", "Scale=0", "Strategic=?")[0] == 0
    assert "from 0 to 3" in run("appraise", "s", "s1", "1.1", "ICB", "Scale=4")[2]
    criteria = json.loads(run("appraise", "s", "s1", "--json")[1])["criteria"]
    assert [(c["levels"], c["from"]) for c in criteria[:2]] == [(4, 0), (5, 1)]
