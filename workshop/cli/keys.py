"""The command `keys`: the card to put on the lectern, with the person's own keys."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sessions.disk import write_durably
from sessions.problem import Problem
from workshop import commands, keycard, keymap, settings
from workshop.cli import output
from workshop.cli.places import preferences


def keys(args: Namespace) -> int:
    """Print the card, or write it to a file and print its path."""
    own = keymap.usable(preferences().keys)
    for what in own.problems:
        output.problem(Problem(what, where=str(settings.settings_path()), hint="Its default is used."))
    if args.json:
        made = output.as_json(_as_data(own.keymap)) + "\n"
    elif args.html:
        made = keycard.html(own.keymap)
    else:
        made = keycard.text(own.keymap)
    if args.to is None:
        output.say(made)
        return 0
    path: Path = args.to.expanduser()
    if path.is_dir():
        raise Problem("This is a folder", where=str(path), hint="Name a file in it, such as keys.html.")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, made.encode())
    output.say(str(path))
    return 0


def _as_data(own: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every command; `keys` are their names as the settings take them, `shown` as they are written."""
    found = []
    for one in commands.COMMANDS:
        names = commands.keys_of(one, own)
        found.append(
            {
                "id": one.id,
                "keys": list(names),
                "shown": [commands.shown(name) for name in names],
                "label": one.label,
                "help": one.help,
                "where": list(one.where),
            }
        )
    return found
