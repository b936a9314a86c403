"""The arguments of commands over one session or all of a folder: see `workshop.cli.register`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import (
    SESSION,
    STATUSES,
    TO,
    Parser,
    anonymous,
    command,
    flag,
    name_or_path,
    optional,
    value,
)

WHICH_ACTIONS = ("open", "overdue", "all")
ANY = f"{SESSION}; without it, all sessions of the folder"

OF_SERIES = "only of the series that this session belongs to, or of the series with this id"


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "list actions, of one session or of all in the folder, or write them as an action log"
    actions = command(commands, "actions", "register:list_actions", text, json=True)
    optional(actions, "session", "SESSION", ANY)
    value(actions, "--which", None, "default: all", choices=WHICH_ACTIONS, default="all")
    value(actions, "--owner", "NAME", "only of this person, or part of a name")
    value(actions, "--body", "NAME", "only of this body: part of its name, or its initials")
    value(actions, "--place", "NAME", "only of sessions at this place")
    text = "only these; several times if needed"
    value(actions, "--status", None, text, choices=STATUSES, action="append")
    flag(actions, "--overdue", "only what should be done by now and is not")
    value(actions, "--series", "SESSION", OF_SERIES)
    anonymous(actions)
    as_files(actions, "xlsx, csv, docx, html, md, json or ics")
    text = "print what sessions say of the same items, then and now, and what became of their actions"
    compare = command(commands, "compare", "compare:then_and_now", text, json=True)
    value(compare, "sessions", "SESSION", f"two or more; {SESSION}", nargs="*", type=name_or_path)
    value(compare, "--series", "SESSION", "instead: all of the series that this one belongs to")
    anonymous(compare)
    text = "write it as html, docx, xlsx, md, csv or json; several with commas, or all"
    value(compare, "--format", "LIST", text, dest="formats", action="append")
    value(compare, "--to", "DIR", TO, type=Path)
    text = "list decisions, of one session or of all in the folder, or write them as a register"
    decisions = command(commands, "decisions", "register:list_decisions", text, json=True)
    optional(decisions, "session", "SESSION", ANY)
    value(decisions, "--place", "NAME", "only of sessions at this place")
    value(decisions, "--series", "SESSION", OF_SERIES)
    anonymous(decisions)
    as_files(decisions, "xlsx, csv, docx, html, md or json")
    _series(commands)
    _benchmark(commands)


def _series(commands: Any) -> None:
    text = "list the series of sessions, or put a session into one or out of it"
    series = command(commands, "series", "series:series", text, json=True)
    optional(series, "session", "SESSION", ANY)
    what = series.add_mutually_exclusive_group()
    text = "make it the next one after this session: what is open there goes on, unless it was held already"
    value(what, "--after", "OTHER", text, type=name_or_path)
    text = "make it the next one after the last of the series that this session is in"
    value(what, "--of", "OTHER", text, type=name_or_path)
    flag(what, "--none", "take it out: it goes on from none")


def _benchmark(commands: Any) -> None:
    text = "put the places of many sessions side by side, item by item, without giving any of them away"
    benchmark = command(commands, "benchmark", "benchmark:benchmark", text, json=True)
    text = "folders of sessions, your own and others (default: the usual folder)"
    value(benchmark, "folders", "DIR", text, type=Path, nargs="*")
    of_places(benchmark)


def of_places(benchmark: Parser) -> None:
    """Options of places side by side, wherever they come from."""
    value(benchmark, "--place", "NAME", "your own place, to see where it stands among them")
    flag(benchmark, "--letters", "list the places by letters instead of by name")
    flag(benchmark, "--final", "only sessions that were signed off")
    text = "write it as html, xlsx, docx or json; several with commas, or all"
    value(benchmark, "--format", "LIST", text, dest="formats", action="append")
    value(benchmark, "--to", "DIR", TO, type=Path)


def as_files(parser: Parser, formats: str) -> None:
    """Options of what can be listed or written."""
    text = f"write it as {formats}; several with commas, or all"
    value(parser, "--format", "LIST", text, dest="formats", action="append")
    value(parser, "--to", "DIR", TO, type=Path)
