"""Commands on the house style: `house show`, `house check` and `house new`."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from sessions.house import PLAIN, House
from workshop import house_text, settings
from workshop.cli import output
from workshop.cli.material import checked
from workshop.materials import house


def own() -> House:
    """The user's house style; what is wrong with it goes to stderr, and then it is none."""
    style, problem = house.usable(settings.house_path())
    if problem is not None:
        output.problem(problem)
        output.tell("  Until then it is written without a house style.")
    return style


def show(args: Namespace) -> int:
    """Say what the house style is, a line each."""
    path = _path(args)
    if args.path is None and not path.exists():
        style = PLAIN
        output.tell(f"workshop: there is no house style yet; `workshop house new` begins one, as {path}")
    else:
        style = house.read(path)
    facts = dict(house_text.facts(style))
    output.say(output.as_json(facts) if args.json else "\n".join(_lines(facts)))
    return output.OK


def _lines(facts: dict[str, str]) -> Iterator[str]:
    yield from (f"{name}: {text}" for name, text in facts.items())


def check(args: Namespace) -> int:
    """Check a house style: 1 where it has mistakes, 2 where there is no file to read."""
    args.path = _path(args)
    style = checked(house.read, args, "house style")
    if style is None:
        return output.FOUND_SOMETHING
    output.tell("No mistakes. `workshop house show` says what it is.")
    return output.OK


def new(args: Namespace) -> int:
    """Write a commented file to begin with, and print its path."""
    path = args.to or settings.house_path()
    house.start(path)
    args.recorded = True
    output.say(output.as_json({"path": str(path)}) if args.json else str(path))
    named = f" {output.one_line(str(path))}" if args.to else ""
    output.tell(f"Fill it in, then: workshop house check{named}")
    return output.OK


def _path(args: Namespace) -> Path:
    named: Path | None = args.path
    return settings.house_path() if named is None else named.expanduser()
