"""How many tests run at once, which need what is not everywhere, and which a usual run takes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

NEEDS = {"office": "SOFFICE", "browser": "AXE_CORE", "kit": "KIT", "register": "POSTGRES"}
"""Marker: the environment variable that names what its tests need; without it they are deselected."""
JOURNEYS = {"screens": 2, "terminal": 1}
"""Folder of journeys: how many of each file, from the first on, a usual run takes."""
SHARE = 8
"""A usual run takes every so-manieth case of a test that is marked `long`, and none of one without cases."""


def pytest_xdist_auto_num_workers() -> int:
    """Two for each processor: journeys through screens and terminals wait for paint half of the time."""
    return 2 * (os.cpu_count() or 1)


def is_usual(config: pytest.Config) -> bool:
    """Whether nobody has named what to run, nor asked for everything: then three minutes have to do."""
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS or config.option.keyword
    return not named and not os.environ.get("EVERYTHING")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist, which is handed its arguments, what was typed."""
    node.workerinput["is_usual"] = is_usual(node.config)


def usual() -> Callable[[pytest.Item], bool]:
    """Whether an item is one of a usual run; to be asked of all of them in their order."""
    of_file: Counter[str] = Counter()
    of_test: Counter[str] = Counter()

    def takes(item: pytest.Item) -> bool:
        folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
        of_file[str(item.path)] += 1
        if folder in JOURNEYS and of_file[str(item.path)] > JOURNEYS[folder]:
            return False
        if item.get_closest_marker("long") is None:
            return True
        test = item.nodeid.split("[")[0]
        of_test[test] += 1
        return hasattr(item, "callspec") and of_test[test] % SHARE == 1

    return takes


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what needs what the environment does not name, and what a usual run has no time for."""
    missing = [marker for marker, variable in NEEDS.items() if not os.environ.get(variable)]
    handed_in = getattr(config, "workerinput", None)
    takes = usual() if (handed_in["is_usual"] if handed_in else is_usual(config)) else lambda _: True
    kept, left = [], []
    for item in items:
        lacks = any(item.get_closest_marker(marker) for marker in missing)
        (left if lacks or not takes(item) else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
    if hasattr(config, "workeroutput"):
        config.workeroutput["deselected"] = len(left)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Tell the last line of the report what the workers deselected: pytest-xdist keeps it to itself."""
    reporter = node.config.pluginmanager.getplugin("terminalreporter")
    count = getattr(node, "workeroutput", {}).get("deselected", 0)
    if reporter is not None:
        reporter.stats["deselected"] = [SimpleNamespace() for _ in range(count)]
