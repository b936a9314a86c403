"""The command `guide`: how to lead a session, with a picture of every screen and the person's own keys."""

from argparse import Namespace
from pathlib import Path

from sessions.problem import Problem
from workshop import guide as material, guide_page, settings
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.cli.places import own_keys


def guide(args: Namespace) -> int:
    """Write the guide as a page, print its path, and open it; or print it as text."""
    keys = own_keys()
    if args.text:
        output.say(material.text(keys))
        return OK
    named: Path | None = args.to
    path = named.expanduser() if named else library(args).folder / settings.SUMMARIES / guide_page.FILE_NAME
    guide_page.write(path, keys)
    args.recorded = True
    output.say(str(path))
    if args.no_open or (named and not args.open) or guide_page.open_in_browser(path):
        return OK
    output.problem(Problem("No browser could be opened", where=str(path), hint="Open this file yourself."))
    return FOUND_SOMETHING
