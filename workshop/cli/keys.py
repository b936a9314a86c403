"""The command `keys`: the card to put on the lectern, with the person's own keys."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sessions.disk import write_durably
from sessions.problem import Problem
from workshop import commands, key_signs, keycard
from workshop.cli import output
from workshop.cli.places import own_keys
from workshop.commands import Command


def keys(args: Namespace) -> int:
    """Print the card, or write it to a file and print its path."""
    own = own_keys()
    if args.json:
        card = output.as_json([_as_data(command, own) for command in commands.COMMANDS]) + "\n"
    else:
        card = keycard.html(own) if args.html else keycard.text(own)
    if args.to is None:
        output.say(card)
        return output.OK
    path: Path = args.to.expanduser()
    if path.is_dir():
        raise Problem("This is a folder", where=str(path), hint="Name a file in it, such as keys.html.")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, card.encode())
    args.recorded = True
    output.say(str(path))
    return output.OK


def _as_data(command: Command, own: Mapping[str, str]) -> dict[str, Any]:
    """A command; `keys` are their names as the settings take them, `shown` as they are written."""
    names = commands.keys_of(command, own)
    return {
        "id": command.id,
        "keys": list(names),
        "shown": [key_signs.shown(name) for name in names],
        "label": command.label,
        "help": command.help,
        "where": list(command.where),
    }
