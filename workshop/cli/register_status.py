"""The command `register status`: what waits on this laptop, and what the register has of what one may see."""

from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from sessions.problem import Problem
from sessions.register import words as say
from sessions.register.model import Status, is_folder
from workshop.cli import output
from workshop.cli.register_target import target
from workshop.waiting import queue


def status(args: Namespace) -> int:
    """0 where it could be told; 1 where the register can't be reached."""
    rows, going, problem = queue().waiting(), queue().going(), None
    found: Status | None = None
    if args.database:
        found, problem = _asked(target(args.database))
    elif find_spec("psycopg") is None:
        output.tell(str(say.without_the_extra("psycopg")))
    if args.json:
        told = [{"session": row.pushed.label, "to": row.target} for row in rows]
        out = [{"session": note.label, "from": note.target} for note in going]
        data = {"waiting": told, "to_take_out": out, "register": found and found._asdict()}
        output.say(output.as_json(data))
    else:
        lines = [] if found is None else say.status_lines(found)
        lines += [f"waits: {row.pushed.label}, to {row.target}" for row in rows]
        lines += [say.to_take_out(note.label, note.target) for note in going]
        output.say("\n".join(map(output.one_line, lines or ["Nothing waits on this laptop."])))
    if problem is not None:
        output.problem(problem)
    return output.FOUND_SOMETHING if problem else output.OK


def _asked(register: str) -> tuple[Status | None, Problem | None]:
    """(what the register has, why it can't be reached). Raises Problem for anything else."""
    # What it needs is an extra, and what waits can be told without it.
    if is_folder(register):
        from sessions.register import parquet  # noqa: PLC0415

        return parquet.status(Path(register)), None
    from sessions.register.database import registered  # noqa: PLC0415
    from sessions.register.postgres import status as status_of  # noqa: PLC0415

    try:
        with registered(register) as (connection, who):
            return status_of(connection, who), None
    except say.Unreachable as problem:
        return None, problem
