"""Commands that give an account of a session: `show` on stdout, `summary` in files."""

from __future__ import annotations

from argparse import Namespace

from sessions.problem import Problem
from sessions.summary.account import account
from workshop import keycard, keymap, settings
from workshop.cli import output
from workshop.cli.context import dumped, library
from workshop.cli.parser import FORMATS
from workshop.cli.places import preferences
from workshop.facilitation import Facilitation


def show(args: Namespace) -> int:
    """Print a plain account of a session."""
    session = library(args).read(args.session)
    if args.json:
        output.say_json(dumped(session))
    else:
        output.say(account(session))
    return 0


def summary(args: Namespace) -> int:
    """Write a session's summary and print the paths of what was written."""
    formats = _formats(args.formats)
    with Facilitation(library(args).open(args.session)) as open_session:
        folder = args.to.expanduser() if args.to else settings.summaries_folder(open_session.path)
        beside = keycard.beside(formats, keymap.usable(preferences().keys).keymap)
        paths = open_session.write_summary(folder, formats, beside=beside)
        open_session.mark_summarised()
    if args.json:
        output.say_json([str(path) for path in paths])
    else:
        output.say("\n".join(str(path) for path in paths))
    return 0


def _formats(text: str) -> tuple[str, ...]:
    """Formats from a list with commas, each once. Raises Problem for one that nobody can write."""
    wanted = tuple(
        dict.fromkeys(one.strip().casefold().lstrip(".") for one in text.split(",") if one.strip())
    )
    for one in wanted:
        if one not in FORMATS:
            raise Problem(
                f"There is no format {output.one_line(one)!r}", mend=f"Formats: {', '.join(FORMATS)}."
            )
    if not wanted:
        raise Problem("No format is named", mend=f"Formats: {', '.join(FORMATS)}.")
    return wanted
