"""The command `guide`: how to lead a session, with a picture of every screen and the person's own keys."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sessions.problem import Problem
from workshop import guide as material
from workshop import guide_page, keymap, settings
from workshop.cli import output
from workshop.cli.codes import FOUND_SOMETHING, OK
from workshop.cli.context import library
from workshop.cli.places import preferences


def guide(args: Namespace) -> int:
    """Write the guide as a page, print its path, and open it; or print it as text."""
    own = keymap.usable(preferences().keys)
    for what in own.problems:
        output.problem(Problem(what, where=str(settings.settings_path()), hint="Its default is used."))
    if args.text:
        output.say(material.text(own.keymap))
        return OK
    named: Path | None = args.to
    path = named.expanduser() if named else library(args).folder / settings.SUMMARIES / guide_page.FILE_NAME
    guide_page.write(path, own.keymap)
    output.say(str(path))
    if args.no_open or (named and not args.open):
        return OK
    if guide_page.open_in_browser(path):
        return OK
    output.problem(Problem("No browser could be opened", where=str(path), hint="Open this file yourself."))
    return FOUND_SOMETHING
