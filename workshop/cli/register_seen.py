"""The command `register benchmark`: places side by side, worked out where the data lie."""

from argparse import Namespace

from sessions.many.gathered import Wanted
from sessions.register.side_by_side import side_by_side
from workshop.cli import output
from workshop.cli.benchmark import say_it
from workshop.cli.context import library, today


def benchmark(args: Namespace) -> int:
    """Print it, or write it and print the paths, as `benchmark` of a folder does."""
    wanted = Wanted(today(), args.place or "", letters=args.letters, final=args.final)
    say_it(args, side_by_side(args.database, wanted), library(args).folder)
    return output.OK
