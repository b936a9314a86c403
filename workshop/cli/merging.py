"""Commands for a session on several laptops: `split`, `merge` and `settle`."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from sessions.disk import os_problems, write_durably
from sessions.many.merge.conflicts import Conflict, Side, conflicts
from sessions.many.merge.report import HERE, Came, Report, lines
from sessions.many.merge.settling import BOTH, settle as settling
from sessions.many.merge.state import Copy
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from sessions.store.load import load
from workshop import merging, settings
from workshop.cli import output
from workshop.cli.context import change, library, recording, writing
from workshop.cli.output import FOUND_SOMETHING, OK
from workshop.laptop import laptop_id

KEPT = {"here": 0, "there": 1, "both": BOTH}
"""Which side that is, where nothing tells what was said here."""


def split(args: Namespace) -> int:
    """Write a copy of the session for each table, and print the files, and who sits there."""
    with writing(args) as desk, recording(args, desk):
        tables = merging.split(desk, args.tables, args.to.expanduser(), everybody=args.everybody)
    if args.json:
        seated = {table.name: table.seated for table in tables if table.seated}
        files = [str(table.path) for table in tables]
        output.say(output.as_json({"session": desk.path.stem, "files": files, "seated": seated}))
        return OK
    for table in tables:
        output.say(str(table.path))
    output.tell("\n".join(merging.seating_lines(tables, everybody=args.everybody)))
    output.tell("workshop: Each opens on another laptop. `workshop merge` brings them together again.")
    return OK


def merge(args: Namespace) -> int:
    """Bring copies of the session into it, and print what came; 1 where something is to be settled."""
    files = [file.expanduser() for file in args.files]
    sessions = library(args)
    if args.dry_run:
        path = sessions.find(args.session)
        decoded = load(path)
        found = merging.read_copies(path, decoded.session, files)
        merged = merging.merge(Copy(decoded.session, decoded.tables), found)
    else:
        with writing(args) as desk, recording(args, desk):
            path = desk.path
            merged = merging.merge_into(desk, files)
        args.recorded = merged.is_new
    text = as_text(merged.report, is_new=merged.is_new)
    if args.to is not None:
        with os_problems("The report could not be written", args.to):
            write_durably(args.to.expanduser(), f"{text}\n".encode(), private=True)
    data = {"session": path.stem, "changed": merged.is_new and not args.dry_run, **as_data(merged.report)}
    output.say(output.as_json(data) if args.json else text)
    if merged.report.conflicts and not args.dry_run:
        output.tell(f"workshop: {how_to_settle(path.stem)}")
    return FOUND_SOMETHING if merged.report.conflicts else OK


def how_to_settle(name: str) -> str:
    """What to type for that."""
    return f"`workshop settle {name}` lists what is to be settled; with ID and --keep it settles one."


def as_text(report: Report, *, is_new: bool) -> str:
    """What came from where, and what is to be settled."""
    names = sorted({source for came in report.came for source in came.sources})
    text = [] if is_new else ["All that these copies say is here already."]
    for heading, below in lines(report, names):
        said = map(plain_text, below)
        rows = (f"{line[: len(line) - len(line.lstrip())]}{output.one_line(line)}" for line in said)
        text += ["", heading, *(f"  {row}" for row in rows)]
    return "\n".join(text).strip()


def as_data(report: Report) -> dict[str, Any]:
    """What came from where, and what is to be settled, for JSON."""

    def rows(came: Sequence[Came]) -> list[dict[str, Any]]:
        return [{"from": row.sources, "what": row.table, "says": plain_text(row.said)} for row in came]

    settle = [_conflict(conflict, report) for conflict in report.conflicts]
    return {"came": rows(report.came), "twice": rows(report.twice), "to_settle": settle}


def _conflict(conflict: Conflict, report: Report | None = None) -> dict[str, Any]:
    def rows(sides: Sequence[Side]) -> list[dict[str, Any]]:
        return [
            {"from": source, "says": plain_text(side.said)}
            for side, source in zip(sides, _sources(sides, report), strict=True)
        ]

    data = {"id": conflict.id, "what": plain_text(conflict.what), "sides": rows(conflict.sides)}
    return {**data, "about": rows(conflict.about)} if conflict.about else data


def _sources(sides: Sequence[Side], report: Report | None = None) -> list[str]:
    laptop = laptop_id(settings.data_folder()) if any(side.laptop for side in sides) else ""
    return [merging.who_said(side, sides, report, laptop) for side in sides]


def settle(args: Namespace) -> int:
    """List what two copies said differently, or settle one of them; 1 where something is left."""
    if (args.conflict is None) != (args.keep is None):
        raise Problem(
            "Both its ID and --keep are needed", hint="Without either, what is to be settled is listed."
        )
    if args.conflict is None:
        session = library(args).read(args.session)
    else:
        session = change(args, lambda before: settling(args.conflict, _side(args, before)))
    left = conflicts(session)
    if args.json:
        output.say(output.as_json([_conflict(conflict) for conflict in left]))
    else:
        output.say(
            "\n".join(line for conflict in left for line in _listed(conflict)) or "Nothing is to be settled."
        )
    if left and not args.json:
        how = "give its ID, and --keep 1 or 2, or both where it says so"
        output.tell(f"workshop: Of each, 1 stands until it is settled: {how}.")
    return FOUND_SOMETHING if left else OK


def _side(args: Namespace, session: Session) -> int:
    """The place of the side that stays. Raises Problem."""
    text: str = args.keep
    own = next((own for own in conflicts(session) if own.id == args.conflict), None)
    sources = _sources(own.sides) if own is not None else []
    if text in ("here", "there") and HERE in sources:
        return next(at for at, source in enumerate(sources) if (source == HERE) == (text == "here"))
    if text in KEPT:
        return KEPT[text]
    if text.isdecimal() and text.isascii() and 0 < len(text) < 4 and int(text):
        return int(text) - 1
    hint = "Say here, there, both, or the number of the one to keep."
    raise Problem(f"{output.one_line(text)!r} is none of them", hint=hint)


def _listed(conflict: Conflict) -> list[str]:
    which = (
        "" if conflict.about else " (one of these, or both)" if conflict.both_can_stand else " (one of these)"
    )
    told = [f"{conflict.id}  {output.one_line(plain_text(conflict.what))}{which}"]
    for sides in (conflict.about, conflict.sides):
        for place, (side, source) in enumerate(zip(sides, _sources(sides), strict=True), start=1):
            mark = place if sides is conflict.sides else "·"
            said = f"{source}: {plain_text(side.said)}" if source else plain_text(side.said)
            told.append(f"  {mark}  {output.one_line(said)}")
    return told
