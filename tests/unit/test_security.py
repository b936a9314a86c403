"""What SECURITY.md promises: no network, no shell, no code out of data, files for their owner alone."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("sessions", "themes", "workshop") for path in (ROOT / room).rglob("*.py"))
CODE_OF_DATA = {"eval", "exec", "compile", "__import__"}
MODULES = {
    *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncore", "xmlrpc"),
    *("pickle", "marshal", "shelve", "dill", "cloudpickle", "multiprocessing", "pty", "ctypes"),
}
HARMLESS = {"urllib.parse"}
STARTS = {"workshop/opening.py": "subprocess", "workshop/guide_page.py": "webbrowser"}
"""What alone starts another program: the system's own, for a file that was written, when a person asks."""

WHOLE_RUN = """
import asyncio, json, os, socket, sys
from pathlib import Path

FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto",
             "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "pickle.find_class", "webbrowser.",
             "urllib.Request")
seen, families = [], set()

def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        seen.append(event)
        raise RuntimeError(event)
    if event == "socket.__new__":
        families.add(int(arguments[1]))
        if arguments[1] in (socket.AF_INET, socket.AF_INET6):
            seen.append(event)
            raise RuntimeError(event)

sys.addaudithook(watch)
from workshop.cli import OWNER_ALONE, main

folder = sys.argv[1]
lines = [["demo", "--no-open"], ["list"], ["note", "demo", "Noted"], ["undo", "demo"], ["check", "demo"],
         ["summary", "demo", "--format", "all", "--reveal"], ["actions", "--format", "all"],
         ["bin", "demo"], ["bin", "demo", "--restore"]]
codes = []
for line in lines:
    made = next(iter(sorted(Path(folder).glob("*.json"))), Path("demo"))
    known = next(iter(sorted(Path(folder, "bin").glob("*.json"))), made) if "--restore" in line else made
    argv = [known.stem if word == "demo" and line[0] != "demo" else word for word in line]
    codes.append((line[0], main([*argv, "--folder", folder])))

from workshop import settings
from workshop.app import WorkshopApp

async def sit():
    app = WorkshopApp(Path(folder), settings.Settings())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        for key in ("right", "right", "3", "r", "n", "x", "enter", "escape", "question_mark", "escape", "q"):
            await pilot.press(key)
        await pilot.pause()
    app.close()

os.umask(OWNER_ALONE)  # as `main` does around the screen
asyncio.run(sit())
left = [str(path) for path in Path(sys.argv[2]).rglob("*") if path.stat().st_mode & 0o077]
told = {"seen": seen, "families": sorted(families), "codes": codes, "open": left, "unix": int(socket.AF_UNIX)}
sys.stderr.write("\\nTOLD" + json.dumps(told))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an event loop there wakes itself through a TCP socket")
def test_a_whole_run_opens_no_socket_starts_no_program_and_keeps_its_files_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    places = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "TMPDIR": ""}
    env = {**os.environ, **{name: str(home / at) for name, at in places.items()}, "PYTHONPATH": str(ROOT)}
    for name in ("WORKSHOP_FOLDER", "WORKSHOP_CONFIG"):
        env.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", WHOLE_RUN, str(home / "sessions"), str(home)],
        capture_output=True,
        encoding="utf-8",
        env=env,
        cwd=tmp_path,
        check=False,
    )
    assert "\nTOLD" in done.stderr, done.stderr
    told = json.loads(done.stderr.rpartition("\nTOLD")[2])
    assert told["seen"] == []
    assert set(told["families"]) <= {told["unix"]}, "the event loop's own pair, which leads nowhere else"
    assert [code for _, code in told["codes"]] == [0] * 9, (told["codes"], done.stderr)
    assert told["open"] == []


def named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, what is imported or called in it) of a source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.lineno, f"{node.func.id}()"
            elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                yield node.lineno, f"{node.func.value.id}.{node.func.attr}()"
            for keyword in node.keywords:
                if keyword.arg == "shell":
                    yield node.lineno, "shell="


def test_no_source_has_a_shell_or_a_network_or_makes_code_of_data() -> None:
    refused = {f"{name}()" for name in CODE_OF_DATA} | {"shell=", "os.system()", "os.popen()"}
    found = []
    for path in SOURCES:
        where = path.relative_to(ROOT).as_posix()
        for line, name in named(ast.parse(path.read_bytes())):
            first = name.partition(".")[0]
            starts = first in STARTS.values() and STARTS.get(where) != first and not name.endswith(")")
            if name in refused or starts or (first in MODULES and name not in HARMLESS):
                found.append(f"{where}:{line} {name}")
    assert found == []
    assert len(SOURCES) > 300


def test_each_promise_names_a_test_that_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    tests = re.findall(r"`(tests/[\w/]+\.py)`(?:, `(test_\w+)`)?", text)
    assert len(tests) >= 6
    for file, name in tests:
        assert f"def {name}" in (ROOT / file).read_text("utf-8"), (file, name)
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
