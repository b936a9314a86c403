"""What is deselected: what needs something that is not named, and what a usual run has no time for."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import (
    JOURNEYS,
    NEEDS,
    SHARE,
    is_usual,
    pytest_collection_modifyitems,
    pytest_testnodedown,
    usual,
)


def items() -> list[Any]:
    """A test of each marker, and one of none."""
    return [
        SimpleNamespace(get_closest_marker=lambda name, own=marker: own if name == own else None)
        for marker in (*NEEDS, None)
    ]


def deselected(monkeypatch: pytest.MonkeyPatch, *present: str) -> tuple[int, int, int]:
    """(tests that are left, those that pytest was told of, those that the last line counts)."""
    monkeypatch.setattr(os, "environ", dict.fromkeys(present, "there"))
    told: list[Any] = []
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    config: Any = SimpleNamespace(hook=hook, workeroutput={}, workerinput={"is_usual": False})
    tests = items()
    pytest_collection_modifyitems(config, tests)
    reporter = SimpleNamespace(stats={})
    plugins = SimpleNamespace(getplugin={"terminalreporter": reporter}.get)
    pytest_testnodedown(SimpleNamespace(config=SimpleNamespace(pluginmanager=plugins), **vars(config)))
    return len(tests), len(told), len(reporter.stats["deselected"])


def test_each_is_deselected_without_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deselected(monkeypatch) == (1, 4, 4)
    assert deselected(monkeypatch, "SOFFICE") == (2, 3, 3)
    assert deselected(monkeypatch, "AXE_CORE") == (2, 3, 3)
    assert deselected(monkeypatch, "POSTGRES") == (2, 3, 3)
    assert deselected(monkeypatch, *NEEDS.values()) == (5, 0, 0)


def case(test: str, number: int | None = None, *, long: bool = False) -> Any:
    """A test of `file::name`, or a case of it."""
    file, name = test.split("::")
    callspec = {} if number is None else {"callspec": number}
    return SimpleNamespace(
        nodeid=test if number is None else f"{test}[{number}]",
        name=name,
        path=Path("/repo") / file,
        config=SimpleNamespace(rootpath=Path("/repo")),
        get_closest_marker=lambda marker: "long" if long and marker == "long" else None,
        **callspec,
    )


def test_a_usual_run_takes_the_first_journeys_of_each_file_and_a_share_of_what_is_long() -> None:
    takes = usual()
    for file in ("tests/screens/test_a.py", "tests/screens/test_b.py"):
        taken = [takes(case(f"{file}::test_{number}")) for number in range(9)]
        assert sum(taken) == JOURNEYS["screens"]
        assert taken == sorted(taken, reverse=True)
    assert all(takes(case("tests/unit/test_a.py::test_x", number)) for number in range(99))
    long = [takes(case("tests/unit/test_a.py::test_y", number, long=True)) for number in range(2 * SHARE)]
    assert [number for number, taken in enumerate(long) if taken] == [0, SHARE]
    assert not takes(case("tests/unit/test_a.py::test_z", long=True))


@pytest.mark.parametrize(
    ("source", "keyword", "everything", "usually"),
    [
        ("TESTPATHS", "", "", True),
        ("TESTPATHS", "undo", "", False),
        ("TESTPATHS", "", "1", False),
        ("ARGS", "", "", False),
    ],
)
def test_whoever_names_what_to_run_gets_all_of_it(
    monkeypatch: pytest.MonkeyPatch, source: str, keyword: str, everything: str, *, usually: bool
) -> None:
    monkeypatch.setattr(os, "environ", {"EVERYTHING": everything})
    config: Any = SimpleNamespace(
        args_source=pytest.Config.ArgsSource[source], option=SimpleNamespace(keyword=keyword)
    )
    assert is_usual(config) is usually
