"""The command `differ`: what two sessions have differently, or only one of them has."""

from argparse import Namespace
from itertools import groupby

from sessions.many.differences import differences
from sessions.spans import plain_text
from workshop.cli import output
from workshop.cli.context import library


def differ(args: Namespace) -> int:
    """Print the differences of two sessions, such as a copy that a sync program made and its original."""
    sessions = library(args)
    here, there = (sessions.find(wanted) for wanted in (args.session, args.other))
    found = differences(sessions.read(str(here)), sessions.read(str(there)))
    if args.json:
        rows = [
            {"table": row.table, "here": plain_text(row.here) or None, "there": plain_text(row.there) or None}
            for row in found
        ]
        output.say(output.as_json({"here": here.stem, "there": there.stem, "differences": rows}))
        return output.OK
    lines = [f"1 = {output.one_line(here.stem)}", f"2 = {output.one_line(there.stem)}"]
    for title, group in groupby(found, key=lambda row: row.table):
        lines += ["", title]
        for row in group:
            where = "in" if row.here and row.there else "only in"
            sides = ((1, plain_text(row.here)), (2, plain_text(row.there)))
            lines += [f"  {where} {number}: {output.one_line(said)}" for number, said in sides if said]
    output.say("\n".join(lines if found else [*lines, "", "They say the same."]))
    return output.OK
