"""The command `list`."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from sessions import analysis, dates
from sessions.record import Session
from sessions.store.library import Entry
from workshop.cli import output
from workshop.cli.codes import FOUND_SOMETHING, OK
from workshop.cli.context import library

_LISTED = {"id", "title", "place", "date", "template_id", "created_at", "summary_at"}
"""What `list --json` gives of each session; `show --json` gives all."""


def list_sessions(args: Namespace) -> int:
    """List the sessions, newest first. Those that cannot be read are named on stderr; then the code is 1."""
    sessions = library(args)
    entries = sessions.entries()
    sound = [(entry, entry.session) for entry in entries if entry.session is not None]
    broken = [entry.problem for entry in entries if entry.problem is not None]
    if args.json:
        output.say_json([_row_json(entry, session) for entry, session in sound])
    elif sound:
        head = ("Session", "Date", "Title", "Place", "Answered", "Open actions")
        output.say(output.table(head, [_row(entry, session) for entry, session in sound]))
    elif not broken:
        output.tell(
            f"There are no sessions in {sessions.folder} yet.\n"
            "  `workshop new` makes one; `workshop demo` makes an example."
        )
    for problem in broken:
        output.problem(problem)
    return FOUND_SOMETHING if broken else OK


def _row(entry: Entry, session: Session) -> tuple[str, ...]:
    answered, of = analysis.progress(session)
    return (
        entry.id,
        dates.show(session.date) if session.date else "no date",
        session.title,
        session.place or "no place",
        f"{answered} of {of}" + (", summary written" if session.summary_at else ""),
        str(len(session.open_actions())),
    )


def _row_json(entry: Entry, session: Session) -> dict[str, Any]:
    answered, of = analysis.progress(session)
    return {
        **session.model_dump(mode="json", include=_LISTED),
        "id": entry.id,
        "answered": answered,
        "items": of,
        "open_actions": len(session.open_actions()),
        "path": str(entry.path),
    }
