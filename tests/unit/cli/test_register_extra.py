"""The register is an extra: without it, it says how to get it, and nothing else ever loads what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import sys
sys.modules["psycopg"] = sys.modules["duckdb"] = None
from workshop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
LOADED = """
import io, json, sys
from contextlib import redirect_stdout
from workshop.__main__ import main
with redirect_stdout(io.StringIO()):
    code = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
print(json.dumps([code, sorted(loaded & {"psycopg", "duckdb"})]))
"""
NEEDING_IT = (
    ("init", "dbname=r"),
    ("status", "dbname=r"),
    ("push", "--to", "dbname=r"),
    ("benchmark", "dbname=r"),
    ("benchmark", "."),
    ("export", "dbname=r", "--to", "x"),
    ("withdraw", "x", "--from", "dbname=r", "--yes"),
    ("forget", "dbname=r", "--person", "Priya"),
)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a new user whose every folder lies in the test's own."""
    home = str(tmp_path)
    return {**os.environ, "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "LOCALAPPDATA": home}


def started(script: str, environment: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *argv]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("argv", NEEDING_IT)
def test_without_the_extra_it_says_how_to_get_it(environment: dict[str, str], argv: tuple[str, ...]) -> None:
    done = started(WITHOUT, environment, "register", *argv)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install" in done.stderr
    assert "commissioning-workshop[register]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "argv", [("register",), ("register", "status"), ("register", "--help"), ("benchmark",), ("list",)]
)
def test_nothing_else_loads_what_it_needs(environment: dict[str, str], argv: tuple[str, ...]) -> None:
    folder = Path(environment["HOME"]) / "sessions"
    folder.mkdir()
    done = started(LOADED, {**environment, "WORKSHOP_FOLDER": str(folder)}, *argv)
    if "--help" not in argv:
        assert json.loads(done.stdout) == [0, []], done.stderr
    assert started(WITHOUT, {**environment, "WORKSHOP_FOLDER": str(folder)}, *argv).returncode == 0
