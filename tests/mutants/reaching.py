"""Which tests reach which lines, gathered once; what has changed since is gathered again."""

from __future__ import annotations

import json
import os
import re
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants.making import ROOT, digest

TESTS = ("tests/unit", "tests/golden")
"""Those below the screen."""
NOT_THESE = re.compile(
    r"test_(start|docs|spelling|pictures|theme\w*|wall(_layout|_pages|_large\w*)?|key\w*|guide|commands|imports|house\w*|cells|toml_lines"
    r"|terminal_gone|deselected|level_marks|security|settings|packs\w*|pack_\w*|instruments|own_\w*|contents"
    r"|directions|dialog_rows|guard|behind|profile|radar|excel|word_for_all|field_by_field|read_back|narrow"
    r"|unprinted|every_reader|outputs|offers|glossary|resources)\.py"
)
"""But these, about the look, the house and other parts: left out to be quick, they could only notice more."""
QUIET = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
QUIET += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
COLLECTED = "(collected)"
"""Stands for a test: what runs while tests are collected."""


class Gatherer:
    """A plugin: runs tests, and says what each reaches, how long it takes and whether it holds."""

    def __init__(self, share: int, of: int, files: set[str]) -> None:
        self.share, self.of, self.files = share, of, files
        self.tests: dict[str, dict[str, Any]] = {}
        self._coverage = coverage.Coverage(data_file=None, source=[str(ROOT / "sessions")], config_file=False)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        names = sorted({file_of(item) for item in items} & self.files)
        mine = {name for index, name in enumerate(names) if index % self.of == self.share}
        items[:] = [item for item in items if file_of(item) in mine]

    def pytest_sessionstart(self) -> None:
        self._coverage.start()
        self._coverage.switch_context(COLLECTED)

    def pytest_runtestloop(self) -> None:
        self._coverage.switch_context("")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.tests[item.nodeid] = {"file": file_of(item), "holds": True, "seconds": 0.0, "reached": {}}
        self._coverage.switch_context(item.nodeid)
        start = time.process_time()
        result = yield
        self.tests[item.nodeid]["seconds"] = round(time.process_time() - start, 4)
        self._coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or report.skipped:
            self.tests[report.nodeid]["holds"] = False

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        for path in data.measured_files():
            name = Path(path).relative_to(ROOT).as_posix()
            for line, contexts in data.contexts_by_lineno(path).items():
                for context in contexts:
                    if context:
                        row = self.tests.setdefault(
                            context, {"file": COLLECTED, "holds": False, "reached": {}}
                        )
                        row["reached"].setdefault(name, []).append(line)


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def gather(store: Path, workers: int) -> dict[str, dict[str, Any]]:
    """Test: its file, seconds, whether it holds, and the lines that it reaches.

    `modules` in the file are the digests of what was run. Of a module that has another one by now the lines
    are not to be trusted, only that the test comes there.
    """
    known = json.loads(store.read_text("utf-8")) if store.exists() else {"files": {}, "tests": {}}
    now = {
        path.relative_to(ROOT).as_posix(): digest(path)
        for folder in TESTS
        for path in sorted((ROOT / folder).rglob("test_*.py"))
        if not NOT_THESE.fullmatch(path.name)
    }
    stale = {name for name, found in now.items() if known["files"].get(name) != found}
    keep = now.keys() - stale | {COLLECTED}
    tests = {test: row for test, row in known["tests"].items() if row["file"] in keep}
    sources = {path.relative_to(ROOT).as_posix(): digest(path) for path in (ROOT / "sessions").rglob("*.py")}
    if stale:
        for share, process in [(share, start(store, share, workers, stale)) for share in range(workers)]:
            os.waitpid(process, 0)
            rows = json.loads(store.with_suffix(f".{share}").read_text("utf-8"))
            store.with_suffix(f".{share}").unlink()
            for row in rows.values():
                row["modules"] = {name: sources[name] for name in row["reached"]}
            tests = rows | tests  # what is collected with some files alone says less
        store.write_text(json.dumps({"files": now, "tests": tests}), encoding="utf-8")
    for row in tests.values():
        for name, seen in row["modules"].items():
            if sources.get(name) != seen:
                row["reached"][name] = []
    return tests


def start(store: Path, share: int, of: int, files: set[str]) -> int:
    """A process that runs its share of them, and writes beside the store what they reach."""
    process = os.fork()
    if process:
        return process
    gatherer = Gatherer(share, of, files)
    try:
        os.setsid()
        scratch = f"--basetemp={os.environ['MUTANTS_SCRATCH']}/gathered{share}"
        pytest.main([*QUIET, scratch, *(str(ROOT / name) for name in sorted(files))], plugins=[gatherer])
        store.with_suffix(f".{share}").write_text(json.dumps(gatherer.tests), encoding="utf-8")
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
