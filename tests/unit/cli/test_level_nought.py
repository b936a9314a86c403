"""A scale that begins at 0, on the shell: 0 is a level there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests import instruments

Run = Callable[..., tuple[int, str, str]]
NOBODY = (0,) * 6


@pytest.fixture
def made(folder: Path) -> str:
    with Library(folder).create(instruments.session("dimensions")) as file:
        return file.session.id


@pytest.mark.parametrize(
    ("argv", "counts", "unsure", "said"),
    [
        (("0",), (1, 0, 0, 0, 0, 0), 0, "0 nothing"),
        (("5",), (0, 0, 0, 0, 0, 1), 0, "5 all places"),
        (("--", "-"), NOBODY, 1, "don't know"),
        (("?",), NOBODY, 1, "don't know"),
        (("--counts", "2,0,0,0,0,1"), (2, 0, 0, 0, 0, 1), 0, "2 on 0, 1 on 5"),
    ],
)
def test_answer(
    run: Run, made: str, argv: tuple[str, ...], counts: tuple[int, ...], unsure: int, said: str
) -> None:
    assert f"ICB: {said}; revealed" in run("answer", made, "1", "ICB", *argv)[2]
    ballot = json.loads(run("show", made, "--json")[1])["ballots"][0]
    assert (tuple(ballot["counts"]), ballot["dont_know"]) == (counts, unsure)


def test_agree_gaps_and_what_lies_outside(run: Run, made: str) -> None:
    run("answer", made, "1", "ICB", "0")
    assert run("agree", made, "1", "0")[0] == 0
    assert json.loads(run("gaps", made, "--json")[1]) == [{"item": "dimensions/1", "level": 0, "target": 1}]
    code, _, err = run("answer", made, "1", "ICB", "6", "--correct")
    assert code == 2
    assert "Levels go from 0 to 5; ? stands for don't know." in err
    code, _, err = run("agree", made, "1", "1")
    assert code == 2
    assert "Nobody answered 1: all are on 0" in err
    assert "Agreed level: 0 (nothing)" in " ".join(run("show", made)[1].split())
