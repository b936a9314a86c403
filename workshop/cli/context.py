"""What the commands share: the sessions, the material and a session that is open to be changed."""

from __future__ import annotations

import datetime as dt
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.store import Library, SessionFile
from workshop import settings
from workshop.cli import output
from workshop.cli.places import sessions_folder
from workshop.facilitation import Facilitation
from workshop.keynames import OWN
from workshop.materials import load

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a command hands back that ends on the screen: the id or path of the session to open there."""

    session: str


def today() -> dt.date:
    """The date here."""
    return dt.datetime.now().astimezone().date()


def dumped(whole: Session | Template) -> dict[str, Any]:
    """A session or a template for JSON. Its scripts name the commands' own keys: there is no screen here."""
    data = whole.model_dump(mode="json")
    for step in data["agenda" if isinstance(whole, Session) else "steps"]:
        step["script"] = [OWN.fill(line) for line in step["script"]]
    return data


def library(args: Namespace, preferred: settings.Settings | None = None) -> Library:
    """The sessions that the command is about."""
    return Library(sessions_folder(args.folder, preferred))


def packs() -> Mapping[str, Pack]:
    """All packs by id; those of the user that have a mistake are named on stderr."""
    found = load.packs(settings.data_folder())
    for one in found.failed:
        output.problem(one)
    return found.found


def templates() -> Mapping[str, Template]:
    """All templates by id; those of the user that have a mistake are named on stderr."""
    found = load.templates(settings.data_folder())
    for one in found.failed:
        output.problem(one)
    return found.found


class _Sketch:
    """Stands in for a session file and keeps what is saved to itself."""

    read_only = None

    def __init__(self, path: Path, session: Session) -> None:
        self.path = path
        self.session = session

    def save(self, session: Session) -> None:
        """Keep it here; nothing on disk changes."""
        self.session = session


def change(args: Namespace, work: Callable[[Facilitation], T]) -> T:
    """What `work` gives after it has changed the session that the command names.

    It is tried on a copy first, so that a mistake in what was typed leaves not even a lock or a backup on
    disk. Raises Problem, also where the session can only be read, as when it is open elsewhere.
    """
    sessions = library(args)
    path = sessions.find(args.session)
    work(Facilitation(cast("SessionFile", _Sketch(path, sessions.read(args.session)))))
    with Facilitation(sessions.open(args.session)) as open_session:
        if open_session.read_only is not None:
            raise Problem("This session cannot be changed now", where=str(path), mend=open_session.read_only)
        done = work(open_session)
        if open_session.file.warning:
            output.tell(f"workshop: {open_session.file.warning}")
    return done


def text_or_stdin(text: str) -> str:
    """`text`, or all of stdin where it is a hyphen. Raises Problem where that is not UTF-8."""
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            "What came in is not UTF-8 text", where="stdin", mend="Save it as UTF-8 and try again."
        ) from error


def whole_number(text: str, what: str) -> int:
    """`text` as a whole number from 0 up. Raises Problem."""
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise Problem(f"{output.one_line(text)!r} is not a {what}", mend="Type a whole number, such as 3.")
    return int(text)
