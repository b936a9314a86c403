"""Start of the program that runs without Python, from the folder that `KIT` names, against the checkout.

That of Windows runs under Wine, and so does the checkout then, with the Windows build of CPython: what Wine
takes is in both, and the last row says how much that is.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from tests.bench.folders import REPOSITORY, Case, environment, program
from tests.bench.start import first_screen

NO_SESSION = b"There is no session here yet"
NOTHING = "a bare interpreter under Wine"
PATIENCE_WITH_WINE = 300.0
"""Seconds after which a start under it counts as failed."""


def is_there() -> bool:
    """Whether `KIT` names a kit to be started."""
    return bool(os.environ.get("KIT")) and Path(os.environ["KIT"]).is_dir()


def cases(folder: Path) -> list[Case]:
    """Its first screen, with no session."""
    env, where = environment(folder), ("--folder", str(folder / "none"))
    kit = Path(os.environ["KIT"]).resolve()
    carried, checkout, more = [str(kit / "workshop"), *where], program(*where), []
    if (kit / "workshop.exe").is_file():
        home = os.environ.get("WINDOWS_HOME") or str(Path.home() / ".cache" / "workshop-windows")
        env |= {"WINDOWS_HOME": home, "WORKSHOP_CONFIG": in_windows(folder / "config")}
        under_wine = [str(REPOSITORY / "tests" / "windows" / "run"), "--screen"]
        where = ("--folder", in_windows(folder / "none"))
        carried = [*under_wine, str(kit / "workshop.exe"), *where]
        checkout = [*under_wine, "-m", "workshop", *where]
        bare = [*under_wine, "-c", "print('Here')"]
        more = [Case(NOTHING, partial(first_screen, bare, b"Here", env, PATIENCE_WITH_WINE))]
    seen = partial(first_screen, wanted=NO_SESSION, env=env, patience=PATIENCE_WITH_WINE)
    return [
        Case("start of the checkout, no session", partial(seen, checkout)),
        Case("start of the kit, no session", partial(seen, carried)),
        *more,
    ]


def in_windows(path: Path) -> str:
    """What a program under Wine calls it."""
    return "Z:" + str(path).replace("/", "\\")
