"""`benchmark` on the shell: printed, as JSON, and written; of several folders, with what can't be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests.unit.cli.conftest import Run
from tests.unit.test_benchmark import scored


@pytest.fixture
def places(folder: Path) -> Path:
    """Six places in the usual folder, and one in another beside it."""
    other = folder.with_name("others")
    for where, numbers in ((folder, range(6)), (other, range(6, 7))):
        where.mkdir()
        for number in numbers:
            Library(where).create(scored(f"Place {number}", 1 + number % 5, f"s{number}")).close()
    return other


def test_it_prints_what_may_be_shown(run: Run, places: Path) -> None:
    code, out, err = run("benchmark", "--place", "place 4")
    assert code == 0
    row = out.split("\n")[1].removeprefix("1.1 Relationships that put people first").split()
    assert row[:4] == ["6", "2", "[c]", "[c]"], "n, the median of 1 1 2 3 4 5, and no quartiles of six"
    assert "5, above the median" in out
    assert "[c] is hidden" in err


def test_several_folders_letters_and_json(run: Run, places: Path, folder: Path) -> None:
    code, out, _ = run("benchmark", str(folder), str(places), "--letters", "--place", "Place 6", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["places"] == list("ABCDEFG")
    assert told["own"] in told["places"]
    assert told["items"][0]["places"] == 7
    assert told["items"][0]["lower_quartile"] == told["hidden"] == "[c]"
    assert "Place" not in out


def test_it_is_written_in_the_usual_forms_or_in_those_that_are_named(
    run: Run, places: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    code, out, _ = run("benchmark", "--to", str(to))
    assert code == 0
    assert [Path(line).suffix for line in out.split()] == [".html", ".xlsx"]
    run("benchmark", "--to", str(to), "--format", "docx,json")
    assert {path.suffix for path in to.iterdir()} == {".html", ".xlsx", ".docx", ".json"}
    code, _, err = run("benchmark", "--to", str(to), "--format", "ics")
    assert code == 2
    assert "Formats: html, xlsx, docx, json." in err


def test_what_goes_wrong_is_said(run: Run, places: Path, folder: Path) -> None:
    code, _, err = run("benchmark", str(folder / "nowhere"))
    assert (code, "no such folder" in err) == (2, True)
    code, _, err = run("benchmark", "--place", "Elsewhere")
    assert (code, "The places are: Place 0" in err) == (2, True)
    (folder / "broken.json").write_text("{", "utf-8")
    code, out, err = run("benchmark")
    assert (code, "broken" in err, "6" in out) == (1, True, True)


def test_a_session_that_is_deleted_leaves_nothing_in_what_is_kept(
    run: Run, places: Path, folder: Path
) -> None:
    assert run("benchmark")[0] == 0
    assert run("delete", "s3", "--for-good", "--yes")[0] == 0
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"Place 3" not in path.read_bytes(), path
