"""Commands that open the screen. Nothing else in the command line loads Textual.

`workshop.app.run` is called in one place, `show`.
"""

from __future__ import annotations

import sys
from argparse import Namespace

from sessions.problem import Problem
from workshop import settings
from workshop.cli.context import Opening, library
from workshop.materials import load


def home(args: Namespace) -> int:
    """Open the screen on the list of sessions."""
    _needs_terminal("Use `workshop list` here, and `workshop --help` for the other commands.")
    return _run(args, None)


def open_session(args: Namespace) -> int:
    """Open the screen on a session, where it was."""
    return show(args, Opening(args.session))


def show(args: Namespace, opening: Opening) -> int:
    """Open the screen on a session; a name that fits none is said before the screen is there to hide it."""
    path = library(args).find(opening.session)
    _needs_terminal(f"Use `workshop show {path.stem}` here.")
    return _run(args, str(path))


def _needs_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("The screen needs a terminal to be shown on", mend=instead)


def _run(args: Namespace, session: str | None) -> int:
    from workshop.app import run  # noqa: PLC0415  # Textual comes in here, after everything that can refuse

    preferred, problems = settings.load(settings.settings_path())
    packs, templates = load.packs(settings.data_folder()), load.templates(settings.data_folder())
    return run(
        library(args, preferred),
        preferred,
        session=session,
        packs=packs.found,
        templates=templates.found,
        # On stderr nobody would see them behind the screen.
        notices=[str(one) for one in (*problems, *packs.failed, *templates.failed)],
    )
