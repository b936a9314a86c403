"""Turns, on the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.record import Session
from sessions.store.library import Library
from tests.turns import PRIYA, TOM, named, turns_session

Run = Callable[..., tuple[int, str, str]]
Saved = Callable[[Session], str]


def test_the_list_says_who_comes_when_and_what_the_minutes_are(run: Run, saved: Saved) -> None:
    made = saved(turns_session(minutes=45))
    code, out, err = run("turns", made)
    assert code == 0
    assert [line.split()[:3] for line in out.splitlines()[1:]] == [
        ["1", "Priya", "Shah"],
        ["2", "Tom", "Okafor"],
        ["3", "Sam", "Lee"],
    ]
    assert err.splitlines() == [
        "3 turns of 20 minutes: 60 minutes together.",
        "That is 15 minutes more than the 45 of this step.",
    ]
    data = json.loads(run("turns", made, "--json")[1])
    assert (data["step"], data["airtime"], data["turns"][0]["id"]) == ("s2", 20, PRIYA)


def test_the_turns_are_changed(run: Run, folder: Path, saved: Saved) -> None:
    made = saved(turns_session())

    def after(*line: str) -> Session:
        code, _, err = run("turns", made, *line)
        assert code == 0, err
        return Library(folder).read(made)

    assert named(after("our", "--order", "Sam", "tom")) == ["Sam Lee", "Tom Okafor", "Priya Shah"]
    assert named(after("--not-here", "Priya"))[2] == "(Priya Shah)"
    assert named(after("--here", "Priya"))[2] == "Priya Shah"
    assert json.loads(run("turns", made, "--each", "10", "--json")[1])["airtime"] == 10
    assert json.loads(run("turns", made, "--parts", "1,2,3,4", "--json")[1])["parts"][3]["minutes"] == 4
    assert named(after("--who", "partners")) == ["County Council", "ICB"]
    assert named(after("--who", "Ann, Bob")) == ["Ann", "Bob"]


def test_a_commitment_has_its_owner(run: Run, folder: Path, saved: Saved) -> None:
    made = saved(turns_session())
    code, out, err = run("turns", made, "--commits", "tom", "Ask the board ^30 Jan 2027")
    assert (code, out) == (0, "A1\n")
    assert "A1 is due" in err
    (action,) = Library(folder).read(made).actions
    assert (action.text, action.owner, action.body, action.origin) == (
        "Ask the board",
        "Tom Okafor",
        "County Council",
        f"s2/{TOM}",
    )
    assert run("turns", made)[1].splitlines()[2].endswith("A1")
    assert run("note", made, "It is about beds", "--item", f"s2/{TOM}")[0] == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--order", "Nobody"), "Nobody called 'Nobody' has a turn"),
        (("s1", "--each", "10"), "Welcome has no turns"),
        (("--each", "0"), "0 minutes cannot be"),
        (("--parts", "1,x"), "is not a number of minutes"),
        (("--who", " , "), "Nobody is named so"),
        (("--commits", "tom", " "), "The action is empty"),
        (("s99",), "No step"),
    ],
)
def test_what_is_typed_wrong_is_said(
    run: Run, folder: Path, saved: Saved, line: tuple[str, ...], said: str
) -> None:
    made = saved(turns_session())
    before = (folder / f"{made}.json").read_bytes()
    code, out, err = run("turns", made, *line)
    assert (code, out) == (2, "")
    assert said in err
    assert (folder / f"{made}.json").read_bytes() == before


def test_without_turns_it_says_how_to_add_them(run: Run, made: str) -> None:
    assert "--add turns" in run("turns", made)[2]
    assert run("agenda", made, "--add", "turns", "--after", "s1")[0] == 0
    assert run("turns", made)[2].startswith("5 turns of 20 minutes")
    assert run("agenda", made, "--add", "turns", "--after", "s1")[0] == 0
    assert "Several steps have turns" in run("turns", made)[2]
