"""The command `compare`: what sessions say of the same items, then and now."""

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sessions.anonymous import without_names
from sessions.many import compare_words as said
from sessions.many.compare import Change, Comparison, Row, Said, called, compare
from sessions.many.in_series import files_of
from sessions.many.then_and_now import document, name
from sessions.outputs import manifest, names
from sessions.outputs.tidy import Table
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import on_screen, plain_text
from workshop.cli import house, in_formats, output
from workshop.cli.context import library
from workshop.wall.layout import slopes

WHAT = "then-and-now"
_WIDE = 100  # columns, where it goes to no terminal


def then_and_now(args: Namespace) -> int:
    """Print what two or more sessions say of the same items, or write it. Raises Problem."""
    sessions = library(args)
    if args.series is not None:
        files = files_of(sessions.folder, sessions.find(args.series))
    else:
        files = tuple(dict.fromkeys(sessions.find(wanted) for wanted in args.sessions))
    if len(files) < 2:
        hint = "Name another one, or a series of several."
        raise Problem("It takes two sessions to compare", hint=hint)
    compared = [sessions.read(str(path)) for path in files]
    comparison = compare(map(without_names, compared) if args.anonymous else compared)
    if len(comparison.sessions) < 2:
        hint = "`workshop differ` says what differs between a copy and its original."
        raise Problem("These are copies of one session", hint=hint)
    if args.formats or args.to:
        return _write(args, comparison, files)
    if args.json:
        output.say(output.as_json(as_data(comparison)))
    else:
        output.say("\n".join(account(comparison, output.columns() or _WIDE)))
    return output.OK


def account(comparison: Comparison, width: int) -> Iterator[str]:
    """The comparison in lines of plain text."""
    for session in comparison.sessions:
        yield output.one_line(on_screen(said.named(session)))
    counts = (said.moved(comparison), said.targets(comparison), said.tally(comparison))
    nothing = () if comparison.shared else (said.NOTHING_SHARED,)
    yield from ["", *nothing, *filter(None, counts)]
    if comparison.shared:
        yield ""
        yield from (line.plain for line in slopes.lines(comparison, comparison.shared, width))
    if comparison.actions:
        heads = said.heads(comparison.sessions)
        rows = [
            (
                followed.action.id,
                heads[followed.taken_on],
                said.became(followed, comparison.sessions),
                followed.action.text,
            )
            for followed in comparison.actions
        ]
        yield from ["", output.table(("Action", "Taken on", "What became of it", "Text"), rows)]
    for head, only in _only(comparison):
        yield from ["", f"Only on {head}: {', '.join(only)}"]


def _only(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    for at, head in enumerate(said.heads(comparison.sessions)):
        if rows := comparison.only_in(at):
            yield head, [output.one_line(on_screen(name(comparison, row))) for row in rows]


def as_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison for JSON: `levels` of a change is null where it is not comparable, with the reasons."""
    return {
        "sessions": [_session(session) for session in comparison.sessions],
        "items": [_row(comparison, row) for row in comparison.rows],
        "actions": [
            {
                "uid": followed.action.uid,
                "id": followed.action.id,
                "text": followed.action.text,
                "owner": followed.action.owner,
                "body": followed.action.body,
                "taken_on": comparison.sessions[followed.taken_on].id,
                "last_in": comparison.sessions[followed.last_in].id,
                "status": followed.status,
                "carried": followed.carried,
                "kept": followed.kept,
            }
            for followed in comparison.actions
        ],
    }


def _session(session: Session) -> dict[str, Any]:
    day = session.date.isoformat() if session.date else None
    return {"id": session.id, "title": session.title, "place": session.place, "date": day}


def _row(comparison: Comparison, row: Row) -> dict[str, Any]:
    return {
        "id": row.subject_id,
        "name": plain_text(name(comparison, row)),
        "comparable": not row.reasons,
        "reasons": list(row.reasons),
        "sessions": [_said(standing) for standing in row.said],
        "changes": [_change(comparison, change) for change in row.changes],
        "change": _change(comparison, row.whole),
    }


def _said(standing: Said | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    spread = standing.spread
    return {
        "level": standing.level,
        "target": standing.target,
        "answer": standing.answer,
        "median": standing.median,
        "n": spread.n if spread else None,
        "unit": spread.unit if spread else None,
        "views": spread.word if spread and spread.spoke else None,
        "consensus": spread.consensus if spread else None,
    }


def _change(comparison: Comparison, change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    since = comparison.sessions[change.since].id
    return {
        "since": since,
        "levels": change.levels,
        "reasons": list(change.reasons),
        "target_reached": change.reached,
    }


def _tables(comparison: Comparison) -> tuple[Table, ...]:
    heads = said.heads(comparison.sessions)
    columns = ["item", "name"]
    for head in heads:
        columns += [f"{head}: level", f"{head}: target", f"{head}: median", f"{head}: views", f"{head}: n"]
    columns += ["change in levels", "what has changed", "earlier target reached"]
    rows = tuple(tuple(_cells(comparison, row)) for row in comparison.rows)
    became = {
        followed.action.uid: said.became(followed, comparison.sessions) for followed in comparison.actions
    }
    known = ((followed.action, heads[followed.taken_on]) for followed in comparison.actions)
    actions = tuple(
        (action.id, action.text, action.owner, action.body, head, became[action.uid], action.uid)
        for action, head in known
    )
    titles = ("id", "text", "owner", "body", "taken_on", "what_became_of_it", "uid")
    listed = (
        Table("items", "Then and now", tuple(columns), rows),
        Table("actions", "Actions of before", titles, actions),
    )
    return tuple(table for table in listed if table.rows)


def _cells(comparison: Comparison, row: Row) -> Iterator[str | int | float | bool | None]:
    held = next(s for s, has in zip(comparison.sessions, row.held, strict=True) if has)
    yield called(held, row)
    yield plain_text(name(comparison, row))
    for standing in row.said:
        spread = standing.spread if standing else None
        spoke = spread is not None and spread.spoke > 0
        level = standing.answer if standing and standing.answer else standing.level if standing else None
        yield level
        yield standing.target if standing else None
        yield standing.median if standing else None
        yield spread.word if spread and spoke else None
        yield spread.n if spread and spoke else None
    yield row.whole.levels if row.whole else None
    yield said.in_short(row) if row.is_shared else "only in one"
    yield row.whole.reached if row.whole else None


def _write(args: Namespace, comparison: Comparison, files: Sequence[Path]) -> int:
    """Write it in the formats that are asked for, and print the paths. Raises Problem."""
    from sessions.outputs import delimited, excel, html, interchange, markdown, word  # noqa: PLC0415

    now = dt.datetime.now().astimezone()
    paper = replace(document(comparison, now=now), house=house.own())
    tables = _tables(comparison)
    makers = {
        "html": lambda: html.render(paper),
        "docx": lambda: word.render(paper),
        "xlsx": lambda: excel.workbook(paper.title, tables, house=paper.house),
        "md": lambda: markdown.render(paper),
        "csv": lambda: delimited.file(tables[0]),
        "json": lambda: interchange.document(as_data(comparison)),
    }
    if not tables:
        raise Problem("There is nothing to write", hint="Nothing was answered in these sessions.")
    called_so, home = f"{WHAT}-{names.ANONYMOUS}" if args.anonymous else WHAT, library(args).folder
    written = in_formats.write(args, WHAT, makers, args.formats or ("html",), home=home, called=called_so)
    for file in files:
        manifest.note(file, written, record=manifest.checksum_of(file), at=now)
    in_formats.say_paths(args, written)
    return output.OK
