"""How many tests run at once, and which of them only where what they need is there."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

NEEDS = {"office": "SOFFICE", "browser": "AXE_CORE", "kit": "KIT"}
"""Marker: the environment variable that names what its tests need; without it they are deselected."""


def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: journeys through screens and terminals wait for paint half of the time."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what needs LibreOffice, a browser or a kit where the environment names none."""
    missing = [marker for marker, variable in NEEDS.items() if not os.environ.get(variable)]

    def is_left(item: pytest.Item) -> bool:
        return any(item.get_closest_marker(marker) for marker in missing)

    left = [item for item in items if is_left(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not is_left(item)]
    if hasattr(config, "workeroutput"):
        config.workeroutput["deselected"] = len(left)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Tell the last line of the report what the workers deselected: pytest-xdist keeps it to itself."""
    reporter = node.config.pluginmanager.getplugin("terminalreporter")
    count = getattr(node, "workeroutput", {}).get("deselected", 0)
    if reporter is not None:
        reporter.stats["deselected"] = [SimpleNamespace() for _ in range(count)]
