"""The command that looks after files: `check`, with `--repair`."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from sessions.problem import Problem
from sessions.store.load import check as faults_in
from sessions.store.repair import repair
from workshop.cli import output
from workshop.cli.context import library
from workshop.cli.output import FAILED, FOUND_SOMETHING, OK


def check(args: Namespace) -> int:
    """Check one session or all: 0 where all are sound or were repaired, 1 where faults are left, 2 where one
    could not be checked or repaired at all and none was repaired.
    """
    sessions = library(args)
    paths = sessions.paths() if args.session is None else (sessions.find(args.session),)
    args.recorded, code, rows = False, OK, []
    for path in paths:
        code_of_file, row = _check_file(path, repairing=args.repair)
        code = max(code, code_of_file)
        rows.append(row)
        args.recorded = any(checked["repaired"] for checked in rows)
        if not args.json:
            output.say(_in_words(row))
    if args.json:
        output.say(output.as_json(rows))
    elif not paths:
        output.tell(f"There are no sessions in {sessions.folder}.")
    return min(code, FOUND_SOMETHING) if args.recorded else code


def _check_file(path: Path, *, repairing: bool) -> tuple[int, dict[str, Any]]:
    """(exit code, its faults and what was done about them) of one file; a Problem goes to stderr."""
    row: dict[str, Any] = {"session": path.stem, "path": str(path), "faults": [], "repaired": []}
    code, name = OK, path.stem
    try:
        row["faults"] = list(faults_in(path))
        if row["faults"] and repairing:
            row["repaired"] = list(repair(path))
        elif row["faults"]:
            code = FOUND_SOMETHING
            output.tell(f"workshop: {name} has faults\n  `workshop check {name} --repair` mends it.")
    except Problem as problem:
        output.problem(problem)
        code = FAILED
    return code, row


def _in_words(row: dict[str, Any]) -> str:
    name, faults, done = row["session"], row["faults"], row["repaired"]
    if not faults:
        return f"{name}: sound"
    lines = [f"{name}: {len(faults)} fault{'' if len(faults) == 1 else 's'}"]
    lines += [f"  {fault}" for fault in faults]
    if done:
        lines += [f"{name}: repaired", *(f"  {line}" for line in done)]
    return "\n".join(lines)
