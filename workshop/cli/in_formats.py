"""Writing what is over several sessions in the formats that are asked for."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sessions.outputs.manifest import Written
from sessions.outputs.write import put
from sessions.problem import Problem
from workshop import settings
from workshop.cli import output
from workshop.cli.context import today

Makers = Mapping[str, Callable[[], bytes]]
"""What makes each format, by its suffix."""


def write(
    args: Namespace, name: str, makers: Makers, formats: Sequence[str], *, home: Path, called: str = ""
) -> tuple[Written, ...]:
    """Write it to the folder of `--to`, else to the summaries of `home`, a folder of sessions.

    `formats` are lists with commas. Files are `called` otherwise than by the `name` where that is given.
    Raises Problem for a format that there is not, and where the folder can't be written.
    """
    asked = [part.strip().casefold() for part in ",".join(formats).split(",") if part.strip()]
    wanted = list(makers) if "all" in asked else list(dict.fromkeys(asked))
    if unknown := next((suffix for suffix in wanted if suffix not in makers), ""):
        raise Problem(f"There is no format {unknown!r} of this", hint=f"Formats: {', '.join(makers)}.")
    folder = args.to.expanduser() if args.to else home / settings.SUMMARIES
    written = []
    for suffix in wanted:
        path = folder / f"{called or name}-{today().isoformat()}.{suffix}"
        file = Written(path, name, suffix, makers[suffix]())
        try:
            put(file)
        except OSError as error:
            what = f"{path.name} can't be written: {error.strerror or error}"
            raise Problem(what, where=str(path), hint="Name another folder with --to.") from error
        args.recorded = True
        written.append(file)
    return tuple(written)


def say_paths(args: Namespace, written: Sequence[Written]) -> None:
    """Print the paths of the files."""
    paths = [str(file.path) for file in written]
    output.say(output.as_json(paths) if args.json else "\n".join(paths))
