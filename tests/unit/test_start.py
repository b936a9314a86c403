"""What is loaded before anything is on the screen, and what comes ready made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sessions.many.cards import Cards
from themes.load import load as load_themes
from themes.ready import FILE, ready_themes, work_out
from themes.textual import to_textual
from workshop.cli import plain

SCRIPT = """
import asyncio, gc, json, sys
from pathlib import Path
from workshop import settings
from workshop.app import WorkshopApp
from workshop.behind import Behind

class Never(Behind):
    def do(self, job, **_):
        pass

async def main():
    app = WorkshopApp(Path(sys.argv[1]), settings.Settings(), behind=Never())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        print(json.dumps([sorted(sys.modules), "".join(strip.text for strip in strips)]))

asyncio.run(main())
"""
OURS = {
    *(
        "sessions",
        "sessions.clock",
        "sessions.days",
        "sessions.files",
        "sessions.problem",
        "sessions.text",
        "sessions.disk",
    ),
    *("sessions.many", "sessions.many.card", "sessions.many.cards", "sessions.many.index"),
    *("themes", "themes.ready", "themes.shown"),
    *("workshop", "workshop.ahead", "workshop.app", "workshop.behind", "workshop.cells", "workshop.commands"),
    *(
        "workshop.key_signs",
        "workshop.frames",
        "workshop.guard",
        "workshop.guarded",
        "workshop.inner",
        "workshop.on_terminal",
        "workshop.telling",
        "workshop.terminal",
        "workshop.timers",
        "workshop.widgets.painted",
    ),
    *("workshop.keymap", "workshop.keynames", "workshop.open_session", "workshop.preferences"),
    "workshop.quiet_end",
    *("workshop.screens", "workshop.screens.base"),
    *(
        "workshop.screens.finding",
        "workshop.screens.home",
        "workshop.screens.session_list",
        "workshop.settings",
        "workshop.shelf",
    ),
    *(
        "workshop.widgets",
        "workshop.widgets.foot",
        "workshop.widgets.key_bar",
        "workshop.widgets.notices",
        "workshop.widgets.painted",
        "workshop.widgets.rows",
        "workshop.widgets.wrapped",
    ),
}
"""All of the program that the first screen needs."""
HEAVY = {"pydantic", "pydantic_core", "tinydb", "filelock", "jinja2", "argparse", "tomllib"}


@pytest.mark.parametrize("sessions", [0, 1])
def test_the_first_screen_loads_what_it_shows_and_nothing_else(tmp_path: Path, sessions: int) -> None:
    folder = tmp_path / "sessions"
    command = [sys.executable, "-m", "workshop", "--folder", str(folder)]
    environment = {**os.environ, "HOME": str(tmp_path), "WORKSHOP_CONFIG": str(tmp_path)}
    if sessions:
        subprocess.run([*command, "demo", "--no-open"], env=environment, check=True, capture_output=True)
        Cards(folder).refresh()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    modules, screen = json.loads(done.stdout)
    assert ("1 session" if sessions else "There is no session here yet") in screen
    ours = {name for name in modules if name.partition(".")[0] in ("sessions", "themes", "workshop")}
    assert ours == OURS
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert "textual.widgets._text_area" not in modules


def test_the_themes_that_stand_ready_are_those_of_the_files() -> None:
    assert FILE.read_text("utf-8") == work_out(), "`python -m themes.ready` works them out anew"
    loaded = load_themes().themes
    ready = ready_themes()
    assert list(ready) == list(loaded)
    for name, theme in loaded.items():
        assert (ready[name].title, ready[name].about) == (theme.title, theme.about)
        assert ready[name].for_textual == to_textual(theme)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ((), (False, None, False)),
        (("--folder", "x"), (False, "x", False)),
        (("list",), (True, None, False)),
        (("list", "--json", "--folder=x"), (True, "x", True)),
        (("--folder", "x", "list", "--folder", "y"), (True, "y", False)),
    ],
)
def test_plain_words_need_no_parser(argv: tuple[str, ...], expected: tuple[bool, str | None, bool]) -> None:
    asked = plain.read(argv)
    assert asked is not None
    assert (asked.run == plain.LIST, asked.folder, asked.json) == expected


@pytest.mark.parametrize(
    "argv",
    [("list", "list"), ("--json", "list"), ("--json",), ("--folder",), ("--folder", "-x"), ("--folder=",),
     ("list", "-h"), ("show", "x"), ("--folder", "list", "x"), ("--folde", "x")],
)  # fmt: skip
def test_anything_else_does(argv: tuple[str, ...]) -> None:
    assert plain.read(argv) is None


@pytest.mark.parametrize(
    ("argv", "at_work"), [(("list",), False), (("keys",), True), (("--version",), False)]
)
def test_the_collector_of_rubbish_looks_at_nothing_that_was_loaded(
    tmp_path: Path, argv: tuple[str, ...], at_work: bool
) -> None:
    script = (
        "import gc, sys; from workshop.__main__ import main; code = main(sys.argv[1:]); "
        "print(code, gc.isenabled(), gc.get_freeze_count() > 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--folder", str(tmp_path), *argv],
        env={**os.environ, "HOME": str(tmp_path), "WORKSHOP_CONFIG": str(tmp_path)},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-1] == f"0 {at_work} True"
