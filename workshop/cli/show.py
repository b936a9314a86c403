"""The command `show`: an account of a session on stdout."""

from argparse import Namespace

from sessions.outputs.text import account
from sessions.problem import Problem
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.dumped import dumped


def show(args: Namespace) -> int:
    """Print a plain account of a session. What the room has not seen is in it only where it is asked for."""
    if args.hidden and not args.json:
        raise Problem("--hidden goes with --json", hint="`workshop reveal` shows it to all.")
    sessions = library(args)
    path = sessions.find(args.session)
    session = sessions.read(str(path))
    if args.json:
        # A copy has the id of its original; what names it is its file.
        copy = {} if path.stem == session.id else {"file": path.stem}
        output.say(output.as_json({**copy, **dumped(session, hidden=args.hidden)}))
    else:
        output.say(account(session, called=path.stem))
    return output.OK
