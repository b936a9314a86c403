"""`people SESSION --from FILE`: shown before it is taken, all of it or nobody, and once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
LIST = "Name;Organisation;Role;Phone\nTom Lee;ICB;Director;1\nAnn;Mind;;\nAnn;mind;;\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LIST, "utf-16")
    return path


def stored(folder: Path) -> bytes:
    (path,) = folder.glob("*.json")
    return path.read_bytes()


def test_it_is_shown_and_not_taken_unless_somebody_is_sure(
    run: Run, made: str, folder: Path, people: Path
) -> None:
    before = stored(folder)
    code, out, err = run("people", made, "--from", str(people))
    assert (code, stored(folder)) == (2, before)
    for text in ("Tom Lee", "Integrated Care Board (ICB)", "Row 4 is row 3 again", "not read: Phone"):
        assert text in out
    assert "Mind is no partner" in out
    assert "--yes takes it" in err
    assert run("people", made, "--from", str(people), "--dry-run")[0] == 0
    assert stored(folder) == before


def test_it_is_taken_at_once_undone_at_once_and_the_second_time_changes_nothing(
    run: Run, made: str, folder: Path, people: Path
) -> None:
    code, out, _ = run("people", made, "--from", str(people), "--yes", "--new-partners", "--json")
    told = json.loads(out)
    assert (code, told["taken"], told["new_partners"], told["twice"]) == (0, True, ["Mind"], [4])
    listed = json.loads(run("people", made, "--json")[1])
    assert [(row["name"], row["role"], row["partner_id"]) for row in listed] == [
        *(("Tom Lee", "Director", "integrated-care-board-icb"), ("Ann", "", "mind"))
    ]
    before = stored(folder)
    code, out, err = run("people", made, "--from", str(people), "--yes")
    assert (code, stored(folder)) == (0, before)
    assert "everybody is on the list already; nothing was changed" in err
    assert run("undo", made)[0] == 0
    assert json.loads(run("people", made, "--json")[1]) == []
    assert "Mind" not in run("partners", made)[1]


def test_what_cannot_be_read_is_told_and_nobody_is_taken(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    path, before = tmp_path / "p.csv", stored(folder)
    path.write_text("Name,Role\nTom,Chair\n,Nurse\n", "utf-8")
    code, out, err = run("people", made, "--from", str(path), "--yes", "--json")
    assert (code, stored(folder)) == (2, before)
    assert json.loads(out)["faults"] == [
        {
            "file": "p.csv",
            "row": 3,
            "column": 1,
            "where": "",
            "what": "there is no name in this row",
            "hint": "Write who it is, or take the row out.",
        }
    ]
    assert "nothing was taken; mend the file and try again" in err
    assert run("people", made, "--dry-run")[0] == 2
    assert run("people", made, "--from", str(tmp_path / "none.csv"))[0] == 2
