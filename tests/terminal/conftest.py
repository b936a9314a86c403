"""What the tests in a real terminal share. They need a POSIX pseudo-terminal, so Windows collects none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LONG = ["test_audience.py", "test_learning_set.py", "test_resizing.py"]
"""Whole learning sets in two windows, and every screen in every size: collected where `EVERYTHING` is set."""
collect_ignore_glob = (
    ["test_*.py"] if sys.platform == "win32" else [] if os.environ.get("EVERYTHING") else LONG
)

if sys.platform != "win32":
    sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

    from pty_driver import Laptop

    from tests.builders import let_make
    from workshop.cli import main

    Shell = Callable[..., str]

    @pytest.fixture
    def laptop(tmp_path: Path) -> Iterator[Laptop]:
        """A laptop with no session on it. What still runs at the end is ended."""
        made = Laptop(tmp_path)
        yield made
        made.close()

    @pytest.fixture
    def shell(
        laptop: Laptop,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> Shell:
        """`shell("new", "--no-open")` runs a command on the laptop's sessions; what it printed, stripped."""
        monkeypatch.setenv("WORKSHOP_CONFIG", laptop.env["WORKSHOP_CONFIG"])
        monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
        let_make(monkeypatch)

        def run(*argv: str, folder: Path = laptop.folder) -> str:
            capsys.readouterr()
            code = main((*argv, "--folder", str(folder)))
            out, err = capsys.readouterr()
            assert code == 0, err
            return out.strip()

        return run

    @pytest.fixture
    def made(shell: Shell) -> str:
        """Id of a self-assessment with five partners, not begun."""
        return shell("new", *FOUR_DOMAINS, "--date", "1 Dec 2026", *PARTNERS, "--no-open")


FOUR_DOMAINS = ("--template", "four-domains", "--place", "Exampleshire")
PARTNERS = (
    *("--partner", "County Council:council"),
    *("--partner", "Integrated Care Board:NHS"),
    *("--partner", "Care providers:provider"),
    *("--partner", "Voluntary Alliance:voluntary"),
    *("--partner", "People who use care:lived experience"),
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many keys were counted, also where the test that counted them passed."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "keys":
                terminalreporter.write_line(f"{report.nodeid}: {value}")
