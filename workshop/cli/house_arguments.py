"""What can be typed about the house style. Loads `argparse` alone: see `workshop.cli`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import Parser, command, optional, value

OWN = "its TOML file (default: house.toml in the folder of your settings)"


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "show, check or begin the house style that minutes and other files are written in"
    house = command(commands, "house", "house:show", text, json=True)
    house.set_defaults(path=None)
    parts = house.add_subparsers(metavar="show | check | new", parser_class=Parser)
    show = command(parts, "show", "house:show", "say what the house style is", json=True)
    optional(show, "path", "FILE", OWN, type=Path, default=None)
    check = command(parts, "check", "house:check", "say all that is wrong with a house style", json=True)
    optional(check, "path", "FILE", OWN, type=Path, default=None)
    text = "write a commented file to begin a house style of your own"
    new = command(parts, "new", "house:new", text, json=True)
    value(
        new,
        "--to",
        "FILE",
        OWN.replace("its TOML file", "the file to write"),
        type=Path,
    )
