"""What is printed: safe for a terminal, easy to read aloud, and quiet when something goes wrong."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

import workshop.cli.arguments as arguments
from sessions.kinds.score.records import EVIDENCE_STRENGTHS
from sessions.material import EVIDENCE_KINDS
from sessions.problem import Problem
from sessions.rows import NOTE_KINDS, SECTORS, Sector
from workshop.cli import main, output

Run = Callable[..., tuple[int, str, str]]
ANY = st.text(st.characters(codec=None), max_size=40)


def drives_a_terminal(text: str) -> bool:
    return any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text)


@given(ANY)
@settings(max_examples=60)
def test_nothing_that_is_printed_drives_a_terminal(text: str) -> None:
    assert not drives_a_terminal(output.plain(text))
    assert output.plain(output.plain(text)) == output.plain(text)
    assert len(output.one_line(text).splitlines()) <= 1


@given(st.recursive(ANY, lambda inner: st.lists(inner) | st.dictionaries(ANY, inner), max_leaves=6))
@settings(max_examples=60)
def test_json_carries_every_text_and_drives_no_terminal(data: object) -> None:
    text = output.as_json(data)
    assert json.loads(text) == data
    assert not drives_a_terminal(text)
    text.encode()


def test_a_problem_says_what_where_and_what_to_do() -> None:
    found = Problem("No item '9.9'", where="spring\nday", hint="See `workshop show`.\nOr the pack.")
    assert output.problem_text(found) == (
        "workshop: No item '9.9' (spring day)\n  See `workshop show`.\n  Or the pack."
    )
    assert output.problem_text(Problem("a\nb", where="f.toml")) == "workshop: a\n  b (f.toml)"
    assert output.problem_text(Problem("")) == "workshop: "


def test_columns_of_a_table_stay_in_line() -> None:
    rows = [("漢字", "2"), ("a\nb", "3"), ("é combining e\u0301", "4")]
    lines = output.table(("Name", "Number"), rows).splitlines()
    starts = {
        output.width(line[: line.rindex(cell)]) for line, cell in zip(lines, ["Number", *"234"], strict=True)
    }
    assert len(lines) == 4
    assert len(starts) == 1


def test_columns_narrower_than_the_narrowest_cell_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "columns", lambda: 80)
    assert output.table(("A", "B"), [("one", "2")]) == "A    B\none  2"


def test_a_session_from_elsewhere_cannot_drive_the_terminal(run: Run, made: str, folder: Path) -> None:
    path = folder / f"{made}.json"
    tables = json.loads(path.read_bytes())
    tables["session"]["1"]["title"] = "\x1b[2J\x1b]0;owned\x07 Spring \x9b31m day"
    path.write_text(json.dumps(tables), "utf-8")
    for argv in (("list",), ("list", "--json"), ("show", made), ("show", made, "--json")):
        code, out, _ = run(*argv)
        assert code == 0
        assert "Spring" in out
        assert not drives_a_terminal(out)


def test_what_the_parser_knows_is_what_the_record_knows() -> None:
    assert arguments.NOTE_KINDS == NOTE_KINDS
    assert arguments.EVIDENCE_KINDS == EVIDENCE_KINDS
    assert arguments.EVIDENCE_STRENGTHS == EVIDENCE_STRENGTHS
    assert get_args(Sector) == SECTORS


def test_the_help_of_new_names_every_sector(run: Run) -> None:
    _, out, _ = run("new", "--help")
    assert ", ".join(SECTORS) in " ".join(out.split())


def test_a_mistake_in_the_program_is_one_line_and_a_report(
    run: Run, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a wheel\ncame off")

    monkeypatch.setenv("WORKSHOP_REPORT", "full")
    monkeypatch.setattr("sessions.many.cards.Cards.refresh", broken)
    code, out, err = run("list")
    (report,) = (tmp_path / "data").glob("crash-*.txt")
    assert (code, out) == (2, "")
    assert err.startswith("workshop: a mistake in the program: RuntimeError: a wheel came off\n  ")
    assert str(report) in err
    assert "Traceback" not in err
    assert "a wheel\ncame off" in report.read_text("utf-8")


def test_a_report_holds_nothing_that_was_typed_unless_it_is_asked_for(
    run: Run, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        try:
            {}["Priya Shah"]
        except KeyError as error:
            raise ExceptionGroup("Priya Shah", [ValueError("Priya Shah")]) from error

    monkeypatch.setattr("sessions.many.cards.Cards.refresh", broken)
    code, _, err = run("list")
    (report,) = (tmp_path / "data").glob("crash-*.txt")
    text = report.read_text("utf-8")
    assert code == 2
    assert "no text of yours stands in it" in err
    assert "each opens where it was" in err
    assert all(kind in text for kind in ("builtins.KeyError", "ValueError", "ExceptionGroup", "in broken"))
    told = [line for line in text.splitlines() if "Priya" in line]
    assert [line for line in told if "{}[" not in line and "raise " not in line] == [], "but for this source"
    if sys.platform != "win32":
        assert report.stat().st_mode & 0o077 == 0


def test_a_report_that_cannot_be_written_is_no_second_crash(
    run: Run, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("sessions.many.cards.Cards.refresh", broken)
    monkeypatch.setattr("workshop.cli.crash.report", broken)
    code, _, err = run("list")
    assert code == 2
    assert "No report of it could be written" in err
    assert "Traceback" not in err


def test_an_interrupt_ends_quietly(run: Run, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sessions.many.cards.Cards.refresh", interrupted)
    assert run("list") == (130, "", "")


def test_streams_that_are_closed_are_no_crash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert main(["packs", "list"]) == 0
    assert main(["show", "nowhere"]) == 2
