"""The parser of one command reads what that of all of them would."""

from __future__ import annotations

import pytest

from tests.unit.cli.lines import CHANGES
from tests.unit.cli.no_edits import OTHERS
from workshop.cli.parser import build, parse

LINES = [line for _, line, _ in CHANGES] + [line for lines in OTHERS.values() for line in lines]


def test_every_line_is_read_alike() -> None:
    whole = build()
    for line in LINES:
        for typed in (line, ("--folder", "x", *line), ("--folder=x", *line), (*line, "--folder", "y")):
            assert parse(typed) == whole.parse_args(typed), typed


@pytest.mark.parametrize(
    "line",
    [
        *(("frobnicate",), ("answer",), ("answer", "S", "--no-such"), ("answer", "S", "1", "x", "y", "z")),
        *(("show", "S", "more"), ("packs",), ("packs", "eat"), ("summary", "S", "--form", "odd")),
        *(("--help",), ("--version",), ("answer", "--help"), ("--folder",), ("--folder", "x", "frobnicate")),
        *(("--no-such", "show", "S"), ("--folder", "show", "S"), ("sho", "S")),
        *(("--folder", "-x", "show", "S"), ("tick", "S", "1", "perhaps"), ("packs", "show", "--help")),
    ],
    ids=" ".join,
)
def test_what_it_says_of_a_mistake_and_for_help_is_the_same(
    line: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for read in (parse, build().parse_args):
        with pytest.raises(SystemExit) as stop:
            read(line)
        said.append((stop.value.code, *capsys.readouterr()))
    assert said[0] == said[1]
    assert any(said[0][1:])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sumary S", "there is no command 'sumary'. Is it `workshop summary` that you mean?"),
        ("packs lst", "there is no command 'lst'. Is it `workshop packs list` that you mean?"),
        ("frobnicate", "there is no command 'frobnicate'"),
    ],
)
def test_of_a_command_that_there_is_not_the_nearest_is_named(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(line.split())
    assert capsys.readouterr().err.splitlines()[0] == f"workshop: {said}"


def test_dashes_before_a_command_come_to_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Python 3.13 reads what follows them, and older ones refuse it."""
    made = []
    for read in (parse, build().parse_args):
        try:
            made.append(vars(read(("--", "show", "S"))))
        except SystemExit as stop:
            made.append({"code": stop.code, "said": tuple(capsys.readouterr())})
    assert made[0] == made[1]
    assert made[0].get("session") == "S" or made[0].get("code") == 2


def test_only_the_command_that_is_asked_for_is_built() -> None:
    def known(only: str | None) -> list[str]:
        (commands,) = (action.choices for action in build(only)._actions if action.metavar == "COMMAND")
        assert commands is not None
        return list(commands)

    assert known("answer") == ["answer"]
    assert known("frobnicate") == known(None)
