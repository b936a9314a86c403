"""Commands without a screen on the worked example, whole processes, against importing what they stand on."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from tests.bench.folders import Case, environment, program, with_sessions
from tests.bench.listing import seconds

SESSION = "exampleshire-00000-abcd"
IMPORTS = "import pydantic, tinydb"
COMMANDS: dict[str, tuple[str, ...]] = {
    "show": (),
    "answer": ("1.3", "ICB", "2"),
    "agree": ("1.1", "3"),
    "note": ("comment", "Said in the room"),
    "act": ("Draft the protocol",),
    "reveal": ("1.3",),
    "undo": (),
    "partners": (),
    "agenda": (),
    "notes": (),
    "checks": (),
    "gaps": (),
}
"""Command → what follows the session; one that is refused has read and checked it all the same."""


def cases(folder: Path) -> list[Case]:
    """The imports, and then each command."""
    env = environment(folder)
    with_sessions(folder / "one", 1)
    made = [Case(IMPORTS, partial(seconds, [sys.executable, "-c", IMPORTS], env))]
    for name, arguments in COMMANDS.items():
        command = program("--folder", str(folder / "one"), name, SESSION, *arguments)
        made.append(Case(name, partial(_any_end, command, env), aim=2))
    return made


def _any_end(command: list[str], env: dict[str, str]) -> float:
    return seconds(command, env, check=False)
