"""Who does what, on the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.record import Session
from tests.roles import DIRECTORY, filled, roles_session, roles_step

Run = Callable[..., tuple[int, str, str]]
Saved = Callable[[Session], str]


def test_a_part_is_given_and_said_back(run: Run, saved: Saved) -> None:
    made = saved(roles_session())
    code, out, err = run("role", made, "1", "GP", "leads")
    assert (code, out) == (0, "")
    assert err == "1 Keep the directory: leads: GP practices\n"
    assert "(two lead)" in run("role", made, "1", "Lead provider", "leads")[2]
    _, out, _ = run("role", made, "1", "GP practices", "none", "--json")
    assert json.loads(out) == {
        "step": "s2",
        "item": DIRECTORY,
        "name": "Keep the directory",
        "roles": [{"party": "Lead provider", "role": "leads"}],
        "leads": 1,
        "dissents": [],
    }
    assert run("role", made, "1", "Lead", "--dissent", "No money")[0] == 0
    assert "dissent: Lead provider (leads): No money" in run("role", made, "1")[1]
    assert run("role", made, "1", "Lead", "--accepts")[0] == 0
    assert "dissent" not in run("role", made, "1")[1]


def test_the_list_is_the_matrix(run: Run, saved: Saved) -> None:
    made = saved(filled())
    code, out, _ = run("role", made)
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Who does what (s2)"
    assert lines[1].split("  ")[0] == "Function"
    assert lines[3].split() == ["2", "Tell", "the", "GP", "-", "-", "asked", "nobody", "leads"]
    assert lines[4].endswith("two lead")
    assert lines[5] == "1 Keep the directory, dissent: GP practices (is told): We find people."
    rows = json.loads(run("role", made, "--json")[1])
    assert [row["leads"] for row in rows] == [1, 0, 2]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("1", "GP"), "Say for which party, and which part"),
        (("1", "--dissent", "x"), "Say for which party, and which part"),
        (("1", "GP", "leads", "--accepts"), "two things"),
        (("1", "GP", "--dissent", " "), "The reason is empty"),
        (("9", "GP", "leads"), "No item '9'"),
        (("1", "Police", "leads"), "No party is called 'Police'"),
        (("1", "GP", "leads", "--step", "s1"), "is not about who does what"),
        (("1", "GP", "--accepts"), "nothing to object to"),
        (("--parties", "Only"), "a list of 2 to 12 different names"),
        (("1", "--parties", "pack"), "--parties is for the whole step"),
    ],
)
def test_what_is_typed_wrong_is_said(
    run: Run, folder: Path, saved: Saved, line: tuple[str, ...], said: str
) -> None:
    made = saved(roles_session())
    before = (folder / f"{made}.json").read_bytes()
    code, out, err = run("role", made, *line)
    assert (code, out) == (2, "")
    assert said in err
    assert (folder / f"{made}.json").read_bytes() == before


def test_whose_parts_are_told_is_said_on_the_shell(run: Run, saved: Saved) -> None:
    made = saved(roles_session())
    assert "County Council" in run("role", made, "--parties", "partners")[1]
    assert "Trust" in run("role", made, "--parties", "Trust, Council")[1]
    assert run("undo", made)[0] == 0
    assert "County Council" in run("role", made)[1]


def test_a_function_in_several_steps_needs_the_step(run: Run, saved: Saved) -> None:
    made = saved(roles_session(roles_step(), roles_step("s3", parties="partners", title="Ours")))
    assert "is in several steps: s2, s3" in run("role", made, "1", "ICB", "leads")[2]
    assert run("role", made, "1", "ICB", "leads", "--step", "ours")[0] == 0
    assert "No item" not in run("role", made)[2]
    assert run("role", made, "--step", "s3")[1].startswith("Ours (s3)")


def test_without_such_a_step_it_says_so(run: Run, made: str) -> None:
    assert "There is no step on who does what" in run("role", made)[2]
    assert json.loads(run("role", made, "--json")[1]) == []
    assert "is in no step on who does what" in run("role", made, "1.3", "x", "leads")[2]
