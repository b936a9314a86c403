"""Start of the program that runs without Python, from the folder that `KIT` names, against the checkout."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from tests.bench.folders import Case, environment, program
from tests.bench.start import first_screen

NO_SESSION = b"There is no session here yet"


def cases(folder: Path) -> list[Case]:
    """Its first screen, with no session."""
    env = environment(folder)
    carried = str(Path(os.environ["KIT"]).resolve() / "workshop")
    where = ("--folder", str(folder / "none"))
    return [
        Case("start of the checkout, no session", partial(first_screen, program(*where), NO_SESSION, env)),
        Case("start of the kit, no session", partial(first_screen, [carried, *where], NO_SESSION, env)),
    ]
