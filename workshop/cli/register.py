"""Commands over one session or all of a folder: the action log, and the registers of decisions and risks."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sessions import meeting, words
from sessions.analysis.whole import is_overdue
from sessions.anonymous import without_names
from sessions.many.cards import Cards
from sessions.many.everywhere import all_standing
from sessions.many.reading import read_all
from sessions.many.register import (
    Logged,
    Wanted,
    action_log,
    action_table,
    decision_register,
    decision_table,
    decisions,
    is_named,
    logged_actions,
    risk_register,
    risk_table,
    without_owner,
)
from sessions.outputs import manifest, names
from sessions.outputs.tidy import Table
from sessions.record import Session
from sessions.rows import Action, ActionStatus
from sessions.spans import on_screen, plain_text, typed
from sessions.summary.model import Summary
from workshop.cli import everywhere, house, in_formats, output
from workshop.cli.context import library, today
from workshop.cli.in_formats import Makers
from workshop.cli.progress import shown

Dated = tuple[Sequence[tuple[Session, Action]], Mapping[str, str]]
"""Actions with their sessions, and checksums of these sessions' records by their ids."""
USUAL = "xlsx"
"""The format that is written where only a folder is named."""


def list_actions(args: Namespace) -> int:
    """List actions with their numbers, or write them as a log; of all sessions where none is named."""
    if args.session is None and not (args.json or args.formats or args.to or args.anonymous):
        return everywhere.list_actions(args)
    files, code = _sessions(args)
    sessions, day = list(files.values()), today()
    wanted = Wanted(args.owner or "", args.body or "", args.place or "", _statuses(args), overdue=_late(args))
    rows = logged_actions(sessions, wanted, day)
    of = _files_of(files, (row.session for row in rows))
    if args.anonymous:
        rows = tuple(map(without_owner, rows))
    if args.formats or args.to:
        checksums = _checksums(files)
        table = action_table(rows, day, checksums)
        dated = [(row.session, row.action) for row in rows], checksums
        document = action_log(rows, day, now=_now(), checksums=checksums)
        return _write(args, "actions", table, document, of, dated) or code
    if args.session is not None:
        order = [action.uid for action in sessions[0].actions]
        rows = tuple(sorted(rows, key=lambda row: order.index(row.action.uid)))
    if args.json:
        output.say(output.as_json([_as_json(row, alone=args.session is not None) for row in rows]))
    elif rows:
        head = ("Action", "Status", "Due", "Who", "Text")
        where = () if args.session is not None else ("Session",)
        output.say(output.table((*head, *where), [(*_row(row), *_of(row, where)) for row in rows]))
    elif any(session.actions for session in sessions):
        output.tell("There is no such action" + (" in this session." if args.session else "."))
    else:
        output.tell("No action is recorded yet.")
    return code


def _statuses(args: Namespace) -> tuple[ActionStatus, ...]:
    return tuple(args.status or (("open", "in progress") if args.which == "open" else ()))


def _late(args: Namespace) -> bool:
    return bool(args.overdue or args.which == "overdue")


def _as_json(row: Logged, *, alone: bool) -> dict[str, object]:
    data = row.action.model_dump(mode="json")
    return data if alone else {"session": row.session.id, "place": row.session.place, **data}


def _row(row: Logged) -> tuple[str, ...]:
    action = row.action
    late = ", overdue" if is_overdue(action, today()) else ""
    who = on_screen(words.owner_in_room(action))
    text = " · ".join((action.text, *(plain_text(meeting.remarked(remark)) for remark in action.remarks)))
    return action.id, action.status, on_screen(words.due(action)) + late, who, text


def _of(row: Logged, where: tuple[str, ...]) -> tuple[str, ...]:
    return (row.session.id,) if where else ()


def list_decisions(args: Namespace) -> int:
    """List decisions, the latest first, or write them as a register; of all sessions where none is named."""
    if args.session is None and not (args.json or args.formats or args.to or args.anonymous):
        return everywhere.list_decisions(args)
    files, code = _sessions(args) if args.session is not None else _with_decisions(args)
    rows = decisions(list(files.values()), args.place or "")
    of = _files_of(files, (session for session, _ in rows))
    if args.anonymous:
        rows = decisions([without_names(session) for session in files.values()], args.place or "")
    if args.formats or args.to:
        checksums = _checksums(files)
        document = decision_register(rows, now=_now(), checksums=checksums)
        return _write(args, "decisions", decision_table(rows, checksums), document, of) or code
    if args.json:
        data = [
            {"session": session.id, "place": session.place, **note.model_dump(mode="json")}
            for session, note in rows
        ]
        output.say(output.as_json(data))
    elif rows:
        head = ("Session", "No.", "Decision")
        output.say(
            output.table(head, [(session.id, note.id, on_screen(typed(note.text))) for session, note in rows])
        )
    else:
        output.tell("No decision is recorded yet.")
    return code


def list_risks(args: Namespace) -> int:
    """List the risks of all sessions that were rated high or medium last, or write them as a register."""
    cards, those, code = everywhere.known(args)
    every = all_standing(those, cards.packed()[1], "risk")
    rows = [row for row in every if is_named(args.place or "", row.card.place)]
    if not (args.formats or args.to):
        everywhere.print_risks(rows, as_json=args.json)
        return code
    folder = library(args).folder
    files = {row.card.id: folder / row.card.file for row in rows}
    checksums = {session_id: manifest.checksum_of(path) for session_id, path in files.items()}
    document = risk_register(rows, now=_now(), checksums=checksums)
    return _write(args, "risks", risk_table(rows, checksums), document, tuple(files.values())) or code


def _sessions(args: Namespace) -> tuple[dict[Path, Session], int]:
    """(the session that is named, or all that can be read, by file; the exit code for those that can't)."""
    folder = library(args)
    if args.session is not None:
        path = folder.find(args.session)
        return {path: folder.read(str(path))}, output.OK
    paths = folder.paths()
    if args.series is not None:
        those = everywhere.wanted(folder, Cards(folder.folder).refresh(), args.series)
        files = {card.file for card in those}
        paths = tuple(path for path in paths if path.name in files)
    with shown("Reading the sessions") as tell:
        read = read_all(paths, home=folder.folder, progress=tell)
    for problem in read.problems.values():
        output.problem(problem)
    return read.sessions, output.FOUND_SOMETHING if read.problems else output.OK


def _with_decisions(args: Namespace) -> tuple[dict[Path, Session], int]:
    """As `_sessions`, of those alone in which something was decided: the index knows which these are."""
    cards, those, code = everywhere.known(args)
    folder = library(args).folder
    wanted = {row.card.file for row in all_standing(those, cards.packed()[1], "decision")}
    with shown("Reading the sessions") as tell:
        read = read_all([folder / file for file in sorted(wanted)], home=folder, progress=tell)
    for problem in read.problems.values():
        output.problem(problem)
    return read.sessions, output.FOUND_SOMETHING if read.problems else code


def _checksums(files: Mapping[Path, Session]) -> dict[str, str]:
    return {session.id: manifest.checksum_of(path) for path, session in files.items()}


def _files_of(files: Mapping[Path, Session], wanted: Iterable[Session]) -> tuple[Path, ...]:
    """The files of those sessions that are in a log or register."""
    ids = {id(session) for session in wanted}
    return tuple(path for path, session in files.items() if id(session) in ids)


def _now() -> datetime:
    return datetime.now().astimezone()


def _write(
    args: Namespace,
    name: str,
    table: Table,
    document: Summary,
    of: Sequence[Path],
    dated: Dated | None = None,
) -> int:
    """Write it in the forms that are asked for, and print the paths; it is `of` these sessions.

    Raises Problem.
    """
    makers = _makers(table, replace(document, house=house.own()), dated)
    called = f"{name}-{names.ANONYMOUS}" if getattr(args, "anonymous", False) else name
    formats, home = args.formats or (USUAL,), library(args).folder
    written = in_formats.write(args, name, makers, formats, home=home, called=called)
    for file in of:
        manifest.note(file, written, record=manifest.checksum_of(file), at=_now())
    in_formats.say_paths(args, written)
    return output.OK


def _makers(table: Table, document: Summary, dated: Dated | None) -> Makers:
    """What makes each form, loaded when it is made."""
    from sessions.outputs import calendar_file, delimited, excel, html, interchange, markdown, word  # noqa: PLC0415

    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: excel.workbook(document.title, (table,), house=document.house),
        "csv": lambda: delimited.file(table),
        "docx": lambda: word.render(document),
        "html": lambda: html.render(document),
        "md": lambda: markdown.render(document),
        "json": lambda: interchange.document(interchange.objects(table)),
    }
    if dated is not None:
        actions, records = dated
        makers["ics"] = lambda: calendar_file.calendar(document.title, actions, records=records)
    return makers
