"""The command that opens the second window, for the projector."""

from __future__ import annotations

import sys
from argparse import Namespace

from sessions.problem import Problem
from workshop import settings
from workshop.cli.context import library


def audience(args: Namespace) -> int:
    """Show the room a session, and follow it. Reads the session first: what is wrong is said before."""
    preferred, _ = settings.load(settings.settings_path())  # said by the facilitator's window
    sessions = library(args, preferred)
    path = sessions.find(args.session)
    sessions.read(args.session)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            "The screen needs a terminal to be shown on", hint=f"Use `workshop show {path.stem}` here."
        )
    from workshop.wall_window import run_wall_window  # noqa: PLC0415  # Textual, after all that can refuse

    return run_wall_window(
        path, theme=args.theme, preferred=preferred, user_themes=settings.settings_path().parent / "themes"
    )
