"""The house style on the shell, and the last summary again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sessions.outputs import last
from workshop.cli import main


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    return tmp_path / "config"


@pytest.fixture
def session(config: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(("new", "--no-open", "--title", "Day", "--partner", "ICB")) == 0
    return capsys.readouterr().out.strip()


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_house_style_is_begun_once_and_shown(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "house")
    assert code == 0
    assert "main colour: #14506b, 8.8 to 1 on white" in out
    assert "`workshop house new` begins one" in err
    code, out, err = run(capsys, "house", "new")
    assert (code, Path(out.strip())) == (0, config / "house.toml")
    assert err == "Fill it in, then: workshop house check\n"
    code, _, err = run(capsys, "house", "new")
    assert code == 2
    assert "There is such a file already" in err
    other = config / "other.toml"
    code, out, _ = run(capsys, "house", "new", "--to", str(other), "--json")
    assert json.loads(out) == {"path": str(other)}
    code, out, _ = run(capsys, "house", "show", "--json")
    assert json.loads(out)["organisation"] == "none"


def test_all_mistakes_are_told_and_the_exit_code_says_so(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "house", "check")
    assert code == 2
    assert "There is no such file" in err
    config.mkdir()
    (config / "house.toml").write_text('organisation = 1\n[colours]\nmain = "#ffcc00"\n', "utf-8")
    code, _, err = run(capsys, "house", "check")
    assert code == 1
    assert "line 1, organisation: should be text in quotes" in err
    assert "line 3, colours.main: #ffcc00 and white have a contrast of" in err
    code, out, _ = run(capsys, "house", "check", "--json")
    assert code == 1
    assert len(json.loads(out)["mistakes"]) == 2
    assert run(capsys, "house", "show")[0] == 2
    good = config / "good.toml"
    good.write_text('organisation = "Vale"\n', "utf-8")
    code, _, err = run(capsys, "house", "check", str(good))
    assert (code, err) == (0, "No mistakes. `workshop house show` says what it is.\n")
    assert "organisation: Vale" in run(capsys, "house", "show", str(good))[1]


def test_what_is_written_is_in_the_house_style_or_says_why_not(
    config: Path, session: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config.mkdir()
    style = config / "house.toml"
    style.write_text('organisation = "Vale Council"\n', "utf-8")
    assert main(("act", session, "Call @Sam")) == 0
    to = ("--to", str(tmp_path / "out"))
    for words in (("summary", session, "--format", "html"), ("actions", session, "--format", "html")):
        capsys.readouterr()
        code, out, _ = run(capsys, *words, *to)
        assert code == 0
        assert 'name="author" content="Vale Council"' in Path(out.split()[0]).read_text("utf-8")
    style.write_text("organisation = 1\n", "utf-8")
    code, out, err = run(capsys, "summary", session, "--format", "html", *to)
    assert code == 0, "what is wrong with it keeps nobody from minutes"
    assert "line 1, organisation: should be text in quotes" in err
    assert "Until then it is written without a house style." in err
    assert "Vale Council" not in Path(out.split()[0]).read_text("utf-8")


def test_the_last_one_again(session: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "summary", session, "--again")
    assert code == 2
    assert "Nothing of this session was written yet" in err
    out = tmp_path / "out"
    code, first, _ = run(capsys, "summary", session, "--form", "page", "--format", "txt", "--to", str(out))
    assert code == 0
    assert main(("note", session, "Late [b]", "--kind", "decision")) == 0
    capsys.readouterr()
    code, again, err = run(capsys, "summary", session, "--again")
    assert (code, again) == (0, first)
    assert "workshop: New in notes and decisions: decision Late [b]" in err
    assert "Late [b]" in next(out.glob("*-page.txt")).read_text("utf-8")
    code, _, err = run(capsys, "summary", session, "--again")
    assert "Nothing in it has changed since" in err


def test_again_leaves_out_the_names_that_were_left_out(
    session: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(("act", session, "Call @Samira")) == 0
    capsys.readouterr()
    words = ("summary", session, "--format", "txt", "--to", str(tmp_path / "out"))
    _, first, _ = run(capsys, *words, "--anonymous")
    code, again, err = run(capsys, "summary", session, "--again")
    assert (code, again) == (0, first)
    assert "names of people are left out" in err
    assert "Samira" not in Path(first.split()[0]).read_text("utf-8")
    assert run(capsys, *words)[1] != first, "this once"


def test_who_is_forgotten_is_in_no_mark(
    session: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A mark of what a row said could be had again by whoever guesses the name."""
    assert main(("act", session, "Call them", "--owner", "Samira Khan")) == 0
    assert main(("summary", session, "--format", "txt")) == 0
    (path,) = (tmp_path / "sessions").glob("*.json")
    before = last.of(path)
    assert before is not None
    assert main(("forget", session, "--person", "Samira Khan", "--yes")) == 0
    after = last.of(path)
    assert after is not None
    assert after.marks["actions"] != before.marks["actions"]
    capsys.readouterr()
    code, _, err = run(capsys, "summary", session, "--again")
    assert code == 0
    assert "Nothing in it has changed since" in err


@pytest.mark.parametrize("more", [("--form", "page"), ("--format", "md"), ("--to", "DIR")])
def test_again_takes_nothing_else(
    session: str, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], config: Any
) -> None:
    code, _, err = run(capsys, "summary", session, "--again", *more)
    assert code == 2
    assert "Leave out --form, --format and --to." in err
