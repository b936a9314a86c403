"""Commands that open the screen, or the window for the projector. Nothing else here loads Textual.

`workshop.app.run` is called in one place, `_run`.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sessions.problem import Problem
from workshop import settings
from workshop.cli import output

if TYPE_CHECKING:
    from argparse import Namespace

    from workshop.cli.plain import Plain


def home(args: Namespace | Plain) -> int:
    """Open the screen on the list of sessions."""
    _needs_terminal("Use `workshop list` here, and `workshop --help` for the other commands.")
    return _run(None if args.folder is None else Path(args.folder), None)


def open_session(args: Namespace) -> int:
    """Open the screen on a session, where it was."""
    return show(args, args.session)


def show(args: Namespace, wanted: str | Path) -> int:
    """Open the screen on this session. A name that fits none is said before the screen hides it."""
    from workshop.cli.context import library  # noqa: PLC0415  # loads the record

    path = library(args).find(str(wanted))
    _needs_terminal(f"Use `workshop show {path.stem}` here.")
    return _run(args.folder, str(path))


def rehearse(args: Namespace) -> int:
    """Open the screen on a copy of a session, and take that away at the end."""
    _needs_terminal("A rehearsal has no other form.")
    from sessions.store.rehearsal import end  # noqa: PLC0415  # loads the record
    from workshop.cli.rehearse import begin  # noqa: PLC0415

    path = begin(args)
    try:
        return _run(args.folder, str(path))
    finally:
        end(path)


def audience(args: Namespace) -> int:
    """Show the room a session, and follow it. Reads the session first: what is wrong is said before."""
    from workshop.cli.context import library  # noqa: PLC0415  # loads the record

    preferred, _ = settings.load(settings.settings_path())  # said by the facilitator's window
    sessions = library(args, preferred)
    wanted = _rehearsal(args) or args.session
    path = sessions.find(wanted)
    sessions.read(wanted)
    _needs_terminal(f"Use `workshop show {path.stem}` here.")
    from workshop.wall_window import run_wall_window  # noqa: PLC0415  # Textual, after all that can refuse

    themes = settings.settings_path().parent / "themes"
    return run_wall_window(path, theme=args.theme, preferred=preferred, user_themes=themes)


def _rehearsal(args: Namespace) -> str | None:
    """Path of the rehearsal that goes on, where that is wanted. Raises Problem where there is none."""
    if bool(args.session) == args.rehearsal:
        raise Problem("Either a session or --rehearsal is needed", hint="`workshop list` lists the sessions.")
    if not args.rehearsal:
        return None
    from sessions.store.rehearsal import going_on  # noqa: PLC0415  # loads the record

    path = going_on()
    if path is None:
        raise Problem("No rehearsal is going on", hint="Begin one with `workshop rehearse SESSION`.")
    return str(path)


def _needs_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("The screen needs a terminal to be shown on", hint=instead)


def _run(named: Path | None, session: str | None) -> int:
    # Until the first screen is there, nothing is rubbish; from then on the collector is at work again.
    gc.disable()
    from workshop.app import run  # noqa: PLC0415  # Textual comes in here, after everything that can refuse

    preferred, problems = settings.load(settings.settings_path())
    notices = [str(problem) for problem in problems]  # on stderr nobody would see them behind the screen
    folder = settings.sessions_folder(named, preferred)
    return run(folder, preferred, session=session, notices=notices, tell=_tell)


def _tell(text: str) -> None:
    """Say it once the screen is gone, if the terminal is still there."""
    with contextlib.suppress(OSError, ValueError):
        output.tell(f"workshop: {text}")
