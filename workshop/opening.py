"""Opens a file, or the folder that it lies in, with whatever the system opens such with. Knows no screen."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sessions.problem import Problem

WAIT = 3.0
"""Seconds within which a program that opens files says that it can't."""
Which = Callable[[str], str | None]


def opens(
    path: Path,
    *,
    folder: bool = False,
    system: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    which: Which = shutil.which,
) -> Sequence[str]:
    """The command line that opens a file, or with `folder` shows it in its folder.

    Empty on Windows for a file, which the system opens itself. Raises Problem where nothing here can.
    """
    whole = str(path.resolve())
    if system == "win32":
        return ("explorer", "/select,", whole) if folder else ()
    if system == "darwin":
        return ("open", "-R", whole) if folder else ("open", whole)
    target = str(path.resolve().parent) if folder else whole
    if environment.get("WSL_DISTRO_NAME") and (found := which("wslview")):
        return (found, target)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise cannot(path, "there is no desktop here")
    if (found := which("xdg-open")) is None:
        raise cannot(path, "xdg-open is not installed")
    return (found, target)


def show(path: Path, *, folder: bool = False) -> None:
    """Open a file, or its folder. Waits a moment for a refusal. Raises Problem."""
    if not path.exists():
        raise Problem("It is not there any more", where=str(path), hint="Write it again.")
    command = opens(path, folder=folder)
    try:
        if not command:
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # of Windows alone
            return
        quiet = subprocess.DEVNULL
        opener = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        code = opener.wait(WAIT)
    except subprocess.TimeoutExpired:
        return  # it has become the program that shows it
    except OSError as error:
        raise cannot(path, error.strerror or str(error)) from error
    if code and command[0] != "explorer":  # Explorer ends with 1 where it has opened it
        raise cannot(path, "no program is set for it")


def cannot(path: Path, why: str) -> Problem:
    """The Problem that it can't be opened here, and where it lies."""
    return Problem(f"Nothing here can open it: {why}", where=str(path), hint="Open it from where it lies.")
