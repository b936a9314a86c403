"""The command `benchmark`: the places of many sessions side by side."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from sessions import words
from sessions.many import benchmark_words as say
from sessions.many.benchmark import Benchmark, Row
from sessions.many.gathered import Wanted
from sessions.many.side_by_side import side_by_side
from sessions.problem import Problem
from workshop.cli import house, in_formats, output
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
    with shown("Reading the sessions") as read, shown("Working out the items") as worked_out:
        result, problems = side_by_side(folders, wanted, progress=read, working=worked_out)
    for problem in problems:
        output.problem(problem)
    say_it(args, result, folders[0])
    return output.FOUND_SOMETHING if problems else output.OK


def say_it(args: Namespace, result: Benchmark, home: Path, *, is_of_register: bool = False) -> None:
    """Print it, or write it and print the paths; what is written lies beside `home`. Raises Problem."""
    if args.formats or args.to:
        _write(args, result, home, is_of_register=is_of_register)
    elif args.json:
        output.say(output.as_json(say.as_json(result)))
    elif result.rows:
        _print(result)
    else:
        output.tell("No level was agreed yet at any of these places.")


def _print(result: Benchmark) -> None:
    own = ("Your place",) if result.own else ()
    head = ("Item", "Places", "Median", "Middle half", "Places are", *own, "Actions in time")
    output.say(output.table(head, [_cells(row, result) for row in result.rows]))
    if result.published:
        output.tell(f"These figures were {say.published(result.published)}.")
    for subject, why in result.apart:
        output.tell(f"Not comparable: {say.apart_text(subject, why)}.")
    if result.placeless:
        names = words.number_of(result.placeless, "session names", "sessions name")
        output.tell(f"Left out: {names} no place.")
    held = sorted({row.since for row in result.rows if row.since})
    for day in held:
        output.tell(f"Some figures are {say.since(day)}: too little has changed since to renew them.")
    output.tell(f"All actions in time: {say.share_text(result.actions.shown)}. {say.SIGN}")


def _cells(row: Row, result: Benchmark) -> tuple[str, ...]:
    own = (say.position(row),) if result.own else ()
    return (*say.figures(row), *own, say.share_text(row.actions.shown))


def _write(args: Namespace, result: Benchmark, home: Path, *, is_of_register: bool) -> None:
    """Write it in the formats that are asked for, and print the paths. Raises Problem."""
    from sessions.many.benchmark_files import NAME, OF_REGISTER, makers  # noqa: PLC0415  # the libraries of all forms

    known = makers(result, datetime.now().astimezone(), house.own())
    called, formats = OF_REGISTER if is_of_register else NAME, args.formats or USUAL
    written = in_formats.write(args, NAME, known, formats, home=home, called=called)
    in_formats.say_paths(args, written)
