"""Try mutants: each in a forked process, against the tests that reach it."""

from __future__ import annotations

import contextlib
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutants.making import ROOT, Mutant
from tests.mutants.reaching import QUIET

SECONDS_OF_TESTS = 6.0
"""Of the processor: what the tests of one mutant take at most when nothing is wrong."""
TIMES_AS_LONG, AND_SECONDS = 3, 10
"""A mutant hangs that takes so many times as long as its tests do, and so many seconds besides."""
WAITED = 8
"""It hangs, too, where it takes so many times as long as that by the clock."""
MEMORY = 4 << 30
"""Bytes that a mutant may ask for."""
HOW = {0: "survived", 1: "killed", 3: "error", -signal.SIGXCPU: "timeout"}
"""Exit status of the process: what came of it. An error is one of this program, and no verdict."""


@dataclass(frozen=True)
class Job:
    """A mutant and the ids of its tests, the most telling first."""

    mutant: Mutant | None
    """None puts no fault in: nothing may notice."""
    tests: list[str]
    seconds: float

    @property
    def limit(self) -> float:
        """Seconds of the processor from which it hangs."""
        return TIMES_AS_LONG * self.seconds + AND_SECONDS


class OwnSource(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports one module from the source that it is given."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.name, str(ROOT / mutant.module))
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=self.path)

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.source, self.path, "exec", dont_inherit=True)


class FirstFailure:
    """A plugin: says which test noticed, and ends the process there."""

    def __init__(self, say: int) -> None:
        self.say = say

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.say, report.nodeid.encode())
            os._exit(1)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            os.write(self.say, f"import of {report.nodeid}".encode())
            os._exit(1)


class These:
    """A plugin: of what is collected runs the tests of these ids, in their order."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if item.nodeid in self.place]
        items[:] = sorted(wanted, key=lambda item: self.place[item.nodeid])


def at_import(job: Job, say: int) -> None:
    """In a process that has imported nothing of the program: with the module as the mutant has it."""
    if job.mutant is not None:
        sys.meta_path.insert(0, OwnSource(job.mutant))
        try:
            importlib.import_module(job.mutant.name)
        except BaseException as error:
            os.write(say, f"import: {type(error).__name__}".encode())
            os._exit(1)
    folder = tempfile.mkdtemp(dir=os.environ["MUTANTS_SCRATCH"])
    files = dict.fromkeys(str(ROOT / test.partition("::")[0]) for test in job.tests)
    status = pytest.main(
        [*QUIET, f"--basetemp={folder}/tests", *files], plugins=[FirstFailure(say), These(job.tests)]
    )
    shutil.rmtree(folder, ignore_errors=True)
    if status != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest ended with {status!r}")


class Loop:
    """A plugin: collects all tests, and tries mutants of functions instead of running them."""

    def __init__(self, jobs: list[Job], workers: int, done: Callable[[Job, str, str, float], None]) -> None:
        self.jobs, self.workers, self.done = jobs, workers, done
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        self._first: FirstFailure | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        for thing in gc.get_objects():
            if type(thing) is FunctionType and thing.__code__.co_filename.startswith(str(ROOT / "sessions")):
                self._functions.setdefault(place_of(thing.__code__), []).append(thing)
        gc.collect()
        gc.freeze()
        jobs, sound = self.jobs, set[str]()
        while jobs:
            noticed: dict[str, list[Job]] = {}
            for job, how, by, seconds in forked(jobs, self._in_child, self.workers):
                self.done(job, how, by, seconds)
                if how == "killed" and by in self._items:
                    noticed.setdefault(by, []).append(job)
            failing = self._failing(noticed.keys() - sound)
            sound |= noticed.keys() - failing
            jobs = [
                replace(job, tests=[test for test in job.tests if test not in failing])
                for by in failing
                for job in noticed[by]
            ]
        return True

    def _failing(self, tests: Iterable[str]) -> set[str]:
        """Those of the tests that fail without a fault, too, and so have noticed nothing."""
        jobs = [Job(None, [test], SECONDS_OF_TESTS) for test in sorted(tests)]
        ended = forked(jobs, self._in_child, self.workers)
        return {job.tests[0] for job, how, _, _ in ended if how != "survived"}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._first is not None:
            self._first.pytest_runtest_logreport(report)

    def _in_child(self, job: Job, say: int) -> None:
        self._first = FirstFailure(say)
        if job.mutant is not None:
            path = str(ROOT / job.mutant.module)
            code = function_code(compile(job.mutant.source, path, "exec", dont_inherit=True), job.mutant)
            for inner in (code, *within(code)):
                for function in self._functions.get(place_of(inner), ()):
                    function.__code__ = inner
        items = [self._items[test] for test in job.tests if test in self._items]
        folder = Path(tempfile.mkdtemp(dir=os.environ["MUTANTS_SCRATCH"]))
        if items:
            factory: Any = items[0].config._tmp_path_factory  # type: ignore[attr-defined]
            factory._basetemp = folder
        for item, following in zip(items, [*items[1:], None], strict=True):
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            except BaseException as error:
                os.write(say, f"{item.nodeid}: {type(error).__name__}".encode())
                os._exit(1)
        shutil.rmtree(folder, ignore_errors=True)


def place_of(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def function_code(module: CodeType, mutant: Mutant) -> CodeType:
    """The code of the function that holds the fault."""
    for constant in module.co_consts:
        if isinstance(constant, CodeType):
            if (constant.co_qualname, constant.co_firstlineno) == (mutant.function, mutant.first_line):
                return constant
            with contextlib.suppress(LookupError):
                return function_code(constant, mutant)
    raise LookupError(mutant.function)


def within(code: CodeType) -> Iterator[CodeType]:
    """The functions in a function, at any depth: one that gives another has given it already."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from within(constant)


@dataclass
class Child:
    """A process that tries a mutant."""

    job: Job
    said: int
    """The end of a pipe on which it says what noticed the fault."""
    start: float


def forked(
    jobs: list[Job], run: Callable[[Job, int], None], workers: int
) -> Iterator[tuple[Job, str, str, float]]:
    """Each job with what came of it (`HOW`, or `timeout`), what noticed, and the seconds it took."""
    waiting, children = list(reversed(jobs)), dict[int, Child]()
    while waiting or children:
        while waiting and len(children) < workers:
            process, child = born(waiting.pop(), run)
            children[process] = child
        time.sleep(0.01)
        for process, child in list(children.items()):
            seconds = time.monotonic() - child.start
            ended, status = os.waitpid(process, os.WNOHANG)
            hangs = not ended and seconds > WAITED * child.job.limit
            if not ended and not hangs:
                continue
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            if hangs:
                os.waitpid(process, 0)
            readable = select.select([child.said], [], [], 0)[0]
            by = os.read(child.said, 1000).decode(errors="replace") if readable else ""
            os.close(child.said)
            del children[process]
            how = "timeout" if hangs else HOW.get(os.waitstatus_to_exitcode(status), "killed")
            yield child.job, how, by or (f"status {status}" if how == "killed" else ""), seconds


def born(job: Job, run: Callable[[Job, int], None]) -> tuple[int, Child]:
    said, say = os.pipe()
    process = os.fork()
    if process:
        os.close(say)
        return process, Child(job, said, time.monotonic())
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(job.limit) + 1, int(job.limit) + 2))
        run(job, say)
        os._exit(0)
    except BaseException as error:
        os.write(say, f"{type(error).__name__} outside of a test: {error}"[:500].encode())
        os._exit(3)


def written(path: Path) -> dict[str, dict[str, Any]]:
    """What is known of mutants by now, by their keys."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {row["key"]: row for row in map(json.loads, lines)}
