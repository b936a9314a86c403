"""What a command loads: proved in processes of their own, by what stands in `sys.modules` afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = ("textual", "rich")
HEADLESS = (
    "sessions.analysis",
    "sessions.store",
    "sessions.outputs.write",
    "sessions.outputs.html",
    "workshop.desk",
    "workshop.settings",
    "workshop.demo",
    "workshop.suggestions",
    "workshop.materials.load",
    "workshop.cli",
)
SCRIPT = """
import io, json, sys
from contextlib import redirect_stdout
from workshop.__main__ import main
out = io.StringIO()
with redirect_stdout(out):
    code = main(sys.argv[1:])
print(json.dumps([code, out.getvalue(), sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a new user whose every folder lies in the test's own."""
    (tmp_path / "home").mkdir()
    home = str(tmp_path / "home")
    return {
        **os.environ,
        "HOME": home,
        "USERPROFILE": home,
        "LOCALAPPDATA": home,
        "APPDATA": home,
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CONFIG_HOME": f"{home}/config",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def loaded(environment: dict[str, str], *argv: str) -> tuple[int, str, set[str]]:
    """(exit code, stdout, top-level modules afterwards) of a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *argv],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    code, out, modules = json.loads(done.stdout)
    return code, out, set(modules)


def test_commands_load_no_screen(environment: dict[str, str]) -> None:
    code, out, modules = loaded(environment, "new", "--no-open", "--partner", "ICB")
    session = out.strip()
    assert code == 0
    assert modules.isdisjoint(SCREEN)
    for argv in (
        ("list",),
        ("show", session),
        ("summary", session),
        ("answer", session, "1.1", "ICB", "3"),
        ("guide", "--no-open"),
    ):
        code, _, modules = loaded(environment, *argv)
        assert code == 0
        assert "pydantic" in modules, "the test looks at the right process"
        assert modules.isdisjoint(SCREEN), argv


@pytest.mark.parametrize("argv", [("--help",), ("--version",), ("answer", "--help")])
def test_help_loads_nothing_heavy(environment: dict[str, str], argv: tuple[str, ...]) -> None:
    code, out, modules = loaded(environment, *argv)
    assert code == 0
    assert out
    assert modules.isdisjoint((*SCREEN, "pydantic", "tinydb", "platformdirs", "filelock", "jinja2"))


def test_headless_parts_load_no_screen_and_make_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    script = f"import sys, {', '.join(HEADLESS)}; sys.exit(any(name in sys.modules for name in {SCREEN!r}))"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert list((tmp_path / "home").rglob("*")) == []


def test_looking_makes_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    for argv in (("list",), ("packs", "list"), ("check",)):
        assert loaded(environment, *argv)[0] == 0
    assert list((tmp_path / "home").rglob("*")) == []


def test_a_reader_that_stops_reading_is_no_error(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "workshop", "packs", "show", "icbo"]
    done = subprocess.run(command, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_screen_refuses_where_there_is_no_terminal(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workshop"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "`workshop list`" in done.stderr
