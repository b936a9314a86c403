"""What needs LibreOffice, a browser or a kit is deselected where none is named, and counted as such."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import NEEDS, pytest_collection_modifyitems, pytest_testnodedown


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
    config: Any = SimpleNamespace(hook=hook, workeroutput={})
    tests = items()
    pytest_collection_modifyitems(config, tests)
    reporter = SimpleNamespace(stats={})
    plugins = SimpleNamespace(getplugin={"terminalreporter": reporter}.get)
    pytest_testnodedown(SimpleNamespace(config=SimpleNamespace(pluginmanager=plugins), **vars(config)))
    return len(tests), len(told), len(reporter.stats["deselected"])


def test_each_is_deselected_without_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deselected(monkeypatch) == (1, 3, 3)
    assert deselected(monkeypatch, "SOFFICE") == (2, 2, 2)
    assert deselected(monkeypatch, "AXE_CORE") == (2, 2, 2)
    assert deselected(monkeypatch, *NEEDS.values()) == (4, 0, 0)
