"""`import SESSION FILE…`: shown before it is taken, whole or nothing, once, and never what was answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
SURVEY = "ID,Organisation,1.3,1.6\n1,ICB,4,2\n2,ICB,5,don't know\n3,County Council,2,\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, "utf-8-sig")
    return path


def stored(folder: Path) -> bytes:
    (path,) = folder.glob("*.json")
    return path.read_bytes()


def ballots(run: Run, made: str) -> set[tuple[str, str, tuple[int, ...], str]]:
    rows = json.loads(run("show", made, "--json", "--hidden")[1])["ballots"]
    return {(row["item_id"], row["partner_id"], tuple(row["counts"]), row["source"]) for row in rows}


def test_it_is_shown_and_not_taken_unless_somebody_is_sure(
    run: Run, made: str, folder: Path, survey: Path
) -> None:
    before = stored(folder)
    for more, code in (((), 2), (("--dry-run",), 0), (("--dry-run", "--json"), 0)):
        found, out, err = run("import", made, str(survey), *more)
        assert (found, stored(folder)) == (code, before)
        assert ("--yes takes it" in err) == (code == 2)
    told = json.loads(out)
    assert told["taken"] is False
    assert {(row["item"], row["partner_id"], row["new"]) for row in told["answers"]} == {
        *(("icbo/D1.3", "integrated-care-board-icb", 2), ("icbo/D1.6", "integrated-care-board-icb", 2)),
        ("icbo/D1.3", "county-council", 1),
    }
    out = run("import", made, str(survey), "--dry-run")[1]
    assert "New answers" in out
    assert "survey.csv: 3 respondents, 2 questions." in out
    assert "“ICB” is taken as Integrated Care Board (ICB)." in out


def test_it_is_taken_hidden_undone_at_once_and_the_second_time_changes_nothing(
    run: Run, made: str, folder: Path, survey: Path
) -> None:
    assert run("import", made, str(survey), "--yes")[0] == 0
    assert ballots(run, made) == {
        ("icbo/D1.3", "integrated-care-board-icb", (0, 0, 0, 1, 1), "form"),
        ("icbo/D1.6", "integrated-care-board-icb", (0, 1, 0, 0, 0), "form"),
        ("icbo/D1.3", "county-council", (0, 1, 0, 0, 0), "form"),
    }
    shown = json.loads(run("show", made, "--json")[1])
    assert (shown["ballots"], shown["returns"]) == ([], [])
    assert set(shown["not_revealed"]) == {"icbo/D1.3", "icbo/D1.6"}
    before = stored(folder)
    code, _, err = run("import", made, str(survey), "--yes")
    assert (code, stored(folder)) == (0, before)
    assert "there is nothing new in it; nothing was changed" in err
    assert run("undo", made)[0] == 0
    assert ballots(run, made) == set()
    assert run("import", made, str(survey), "--yes")[0] == 0


def test_an_answer_typed_here_stays_unless_replaced(run: Run, made: str, survey: Path) -> None:
    run("answer", made, "1.3", "ICB", "1", "--hidden")
    code, out, _ = run("import", made, str(survey), "--yes")
    assert code == 0
    assert "since it was answered here already: 1.3 (Integrated Care Board (ICB))." in out
    assert "--replace takes what came in" in out
    own = ("icbo/D1.3", "integrated-care-board-icb")
    assert [row[2:] for row in ballots(run, made) if row[:2] == own] == [((1, 0, 0, 0, 0), "shell")]
    assert run("import", made, str(survey), "--yes", "--replace")[0] == 0
    assert [row[2:] for row in ballots(run, made) if row[:2] == own] == [((0, 0, 0, 1, 1), "form")]


def test_all_that_is_wrong_is_told_and_nothing_is_taken(
    run: Run, made: str, folder: Path, survey: Path, tmp_path: Path
) -> None:
    before, broken = stored(folder), tmp_path / "broken.csv"
    broken.write_text(SURVEY.replace("4,2", "9,2").replace("County Council", "Mind"), "utf-8")
    code, out, err = run(
        "import", made, str(survey), str(broken), str(tmp_path / "none.csv"), "--yes", "--json"
    )
    assert (code, stored(folder)) == (2, before)
    assert [(fault["file"], fault["row"], fault["column"]) for fault in json.loads(out)["faults"]] == [
        ("broken.csv", 2, 3),
        ("broken.csv", 4, 2),
        ("none.csv", None, None),
    ]
    assert "nothing was taken" in err


def test_what_cannot_be_known_is_decided_by_options(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    path, before = tmp_path / "s.csv", stored(folder)
    path.write_text("Organisation,First thing,Second thing\nHealth,4,2\nMind,1,1\n", "utf-8")
    assert run("import", made, str(path), "--yes")[0] == 2
    options = (
        "--column",
        "B=1.3",
        "--column",
        "Second thing=none",
        "--as",
        "Health=ICB",
        "--leave-out",
        "--yes",
    )
    code, out, err = run("import", made, str(path), *options)
    assert (code, err) == (0, "")
    assert "Left out, of no partner: row 3." in out
    assert ballots(run, made) == {("icbo/D1.3", "integrated-care-board-icb", (0, 0, 0, 1, 0), "form")}
    assert stored(folder) != before
    for wrong in (
        ("--as", "Health"),
        ("--as", "Health=Nobody"),
        ("--column", "B=99"),
        ("--partner", "Nobody"),
    ):
        assert run("import", made, str(path), *wrong)[0] == 2


def test_a_folder_stands_for_the_files_with_answers_in_it(
    run: Run, made: str, folder: Path, survey: Path, tmp_path: Path
) -> None:
    came = tmp_path / "came back"
    came.mkdir()
    before = stored(folder)
    code, out, err = run("import", made, str(came), "--yes")
    assert (code, out, stored(folder)) == (2, "", before)
    assert "There is no file with answers in this folder" in err
    assert str(came) in err
    (came / "notes.txt").write_text("not a form", "utf-8")
    survey.rename(came / survey.name)
    assert run("import", made, str(came), str(came / survey.name), "--yes")[0] == 0
    assert len(ballots(run, made)) == 3


def test_where_several_steps_score_the_order_names_the_one_to_begin_with(
    run: Run, made: str, survey: Path
) -> None:
    assert "nobody has answered before" in run("order", made)[2]
    run("import", made, str(survey), "--yes")
    code, out, err = run("order", made)
    assert code == 0
    assert out.splitlines()[0].split() == ["Step", "Answered", "Title"]
    assert "an order never goes across steps" in err
    told = json.loads(run("order", made, "--json")[1])
    assert told["begin_with"] == told["steps"][0]["step"]
    assert (told["steps"][0]["answered"], sum(row["answered"] for row in told["steps"])) == (2, 2)
    code, _, err = run("order", made, "--take")
    assert (code, "Which step?" in err) == (2, True)
