"""A copy of a session on the shell: named as one, shown as itself, and compared."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


@pytest.fixture
def copy(made: str, folder: Path) -> str:
    """Id of a conflict copy of the session."""
    name = f"{made} (conflicted copy)"
    shutil.copy(folder / f"{made}.json", folder / f"{name}.json")
    return name


def test_the_list_names_the_copy(run: Run, made: str, copy: str) -> None:
    lines = run("list")[1].splitlines()
    (line,) = [line for line in lines if line.startswith(copy)]
    assert "(a copy: (conflicted copy))" in line
    assert "a copy" not in next(line for line in lines if line.startswith(f"{made}  "))


def test_show_of_a_copy_says_its_own_name(run: Run, made: str, copy: str) -> None:
    assert run("show", copy)[1].startswith(f"Session {copy}\n")
    assert run("show", made)[1].startswith(f"Session {made}\n")
    assert json.loads(run("show", copy, "--json")[1])["file"] == copy
    assert "file" not in json.loads(run("show", made, "--json")[1])


def test_what_is_recorded_in_a_copy_is_in_that_alone(run: Run, made: str, copy: str) -> None:
    assert run("note", copy, "Only here")[0] == 0
    assert "Only here" in run("show", copy)[1]
    assert "Only here" not in run("show", made)[1]


def test_differ_says_what_only_one_has(run: Run, made: str, copy: str) -> None:
    code, out, _ = run("differ", made, copy)
    assert (code, "They say the same." in out) == (0, True)
    run("note", copy, "Only [there]")
    run("act", made, "Draft it @Priya")
    code, out, _ = run("differ", made, copy)
    assert code == 0
    assert out.splitlines()[:2] == [f"1 = {made}", f"2 = {copy}"]
    assert "  only in 2: N1 comment: Only [there]" in out.splitlines()
    assert any(line.startswith("  only in 1: A1 Draft it · Priya") for line in out.splitlines())
    data = json.loads(run("differ", made, copy, "--json")[1])
    assert (data["here"], data["there"]) == (made, copy)
    assert {row["table"] for row in data["differences"]} == {"Notes", "Actions"}
    assert [row["here"] for row in data["differences"] if row["table"] == "Notes"] == [None]


def test_differ_of_what_is_not_there_is_refused(run: Run, made: str) -> None:
    code, out, err = run("differ", made, "nowhere")
    assert (code, out) == (2, "")
    assert "No session 'nowhere'" in err


def test_files_of_a_copy_lie_beside_those_of_its_original(run: Run, made: str, copy: str) -> None:
    first, second = (json.loads(run("summary", name, "--format", "md", "--json")[1]) for name in (made, copy))
    assert first != second
    assert all(Path(path).exists() for path in (*first, *second))
