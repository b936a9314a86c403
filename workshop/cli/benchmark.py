"""The command `benchmark`: the places of many sessions side by side."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sessions import words
from sessions.many import benchmark_words as say
from sessions.many.benchmark import Benchmark, Row, Wanted
from sessions.many.side_by_side import side_by_side
from sessions.outputs.manifest import Written
from sessions.outputs.write import put
from sessions.problem import Problem
from workshop import settings
from workshop.cli import house, output
from workshop.cli.context import library, today
from workshop.cli.progress import shown

USUAL = ("html", "xlsx")
"""Forms that are written where only a folder is named."""


def benchmark(args: Namespace) -> int:
    """Print it, or write it and print the paths; sessions that can't be read are told."""
    folders = tuple(folder.expanduser() for folder in args.folders) or (library(args).folder,)
    if missing := next((folder for folder in folders if not folder.is_dir()), None):
        raise Problem("There is no such folder", where=str(missing), hint="Name folders that hold sessions.")
    wanted = Wanted(today(), args.place or "", letters=args.letters, final=args.final)
    with shown("Reading the sessions") as tell:
        told, problems = side_by_side(folders, wanted, progress=tell)
    for problem in problems:
        output.problem(problem)
    if forms := _wanted_forms(args):
        _write(args, told, forms, folders[0])
    elif args.json:
        output.say(output.as_json(say.as_json(told)))
    elif told.rows:
        _print(told)
    else:
        output.tell("No level was agreed yet at any of these places.")
    return output.FOUND_SOMETHING if problems else output.OK


def _print(told: Benchmark) -> None:
    own = ("Own place",) if told.own else ()
    head = ("Item", "Places", "Median", "Middle half", "Places are", *own, "Actions in time")
    output.say(output.table(head, [_cells(row, told) for row in told.rows]))
    for subject, why in told.apart:
        output.tell(f"Not comparable: {say.apart_text(subject, why)}.")
    if told.placeless:
        names = words.number_of(told.placeless, "session names", "sessions name")
        output.tell(f"Left out: {names} no place.")
    held = sorted({row.since for row in told.rows if row.since})
    for day in held:
        output.tell(f"Some figures are {say.since(day)}: fewer than five places have changed since.")
    output.tell(f"All actions in time: {say.share_text(told.actions.shown)}. {say.SIGN}")


def _cells(row: Row, told: Benchmark) -> tuple[str, ...]:
    own = (say.position(row),) if told.own else ()
    return (*say.figures(row), *own, say.share_text(row.actions.shown))


def _wanted_forms(args: Namespace) -> tuple[str, ...]:
    """The forms that are asked for; none where it is only printed."""
    if not args.formats and args.to is None:
        return ()
    typed = ",".join(args.formats or USUAL).split(",")
    return tuple(dict.fromkeys(part.strip().casefold() for part in typed if part.strip()))


def _write(args: Namespace, told: Benchmark, wanted: Sequence[str], folder: Path) -> None:
    """Write these forms, and print the paths. Raises Problem."""
    from sessions.many.benchmark_files import NAME, makers  # noqa: PLC0415  # the libraries of all forms

    known = makers(told, datetime.now().astimezone(), house.own())
    wanted = tuple(known) if "all" in wanted else wanted
    if unknown := next((part for part in wanted if part not in known), ""):
        raise Problem(f"There is no format {unknown!r} of this", hint=f"Formats: {', '.join(known)}.")
    to = args.to.expanduser() if args.to else settings.summaries_folder(folder / "x.json")
    written = [
        Written(to / f"{NAME}-{today().isoformat()}.{suffix}", NAME, suffix, known[suffix]())
        for suffix in wanted
    ]
    for made in written:
        try:
            put(made)
        except OSError as error:
            what = f"{made.path.name} can't be written: {error.strerror or error}"
            raise Problem(what, where=str(made.path), hint="Name another folder with --to.") from error
    paths = [str(made.path) for made in written]
    output.say(output.as_json(paths) if args.json else "\n".join(paths))
