"""The commands `register benchmark` and `export`: what comes out of a register."""

from argparse import Namespace

from sessions.many.gathered import Wanted
from sessions.register import words as say
from sessions.register.model import is_folder
from sessions.register.seen import side_by_side
from workshop.cli import output
from workshop.cli.benchmark import say_it
from workshop.cli.context import library, today
from workshop.cli.progress import shown
from workshop.cli.register_target import check_free, target


def benchmark(args: Namespace) -> int:
    """Print it, or write it and print the paths, as `benchmark` of a folder does."""
    wanted = Wanted(today(), args.place or "", letters=args.letters, final=args.final)
    register = target(args.database)
    with shown("Working it out") as tell:
        told = side_by_side(register, wanted, names=args.names, progress=tell)
    args.recorded = is_published = not is_folder(register) and not told.published
    say_it(args, told, library(args).folder, is_of_register=True)
    if is_published:
        output.tell(say.PUBLISHED)
    return output.OK


def export(args: Namespace) -> int:
    """Write the register as Parquet files by year and pack, and print their paths."""
    from sessions.register.export import export as written  # noqa: PLC0415

    register, folder = target(args.database), args.to.expanduser()
    check_free(folder)
    with shown("Writing the register") as tell:
        files = written(register, folder, progress=tell)
    args.recorded = True
    if args.json:
        output.say(output.as_json({"folder": str(folder), "files": list(files)}))
    else:
        output.say(f"{len(files)} Parquet files in {output.one_line(str(folder))}")
    return output.OK
