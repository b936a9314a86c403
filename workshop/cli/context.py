"""What the commands share: the sessions, the material and a session that is open to be changed.

What only some of them need is loaded by those.
"""

import datetime as dt
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from sessions.clock import utc_now
from sessions.edit import Edit
from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from workshop import settings
from workshop.cli import output
from workshop.cli.places import sessions_folder
from workshop.laptop import laptop_id

if TYPE_CHECKING:
    from workshop.desk import Desk
    from workshop.materials.load import LoadedMaterial

T = TypeVar("T", Pack, Template)


def today() -> dt.date:
    """The date by the clock of this laptop."""
    return dt.datetime.now().astimezone().date()


def library(args: Namespace, preferred: settings.Settings | None = None) -> Library:
    """The sessions that the command is about."""
    return Library(sessions_folder(args.folder, preferred))


def packs() -> Mapping[str, Pack]:
    """All packs by id; those of the user that have a mistake are named on stderr."""
    from workshop.materials import load  # noqa: PLC0415  # most commands have all they need in the session

    return _sound(load.packs(settings.data_folder()))


def templates() -> Mapping[str, Template]:
    """All templates by id; those of the user that have a mistake are named on stderr."""
    from workshop.materials import load  # noqa: PLC0415  # as above

    return _sound(load.templates(settings.data_folder()))


def _sound(loaded: "LoadedMaterial[T]") -> Mapping[str, T]:
    for problem in loaded.failed:
        output.problem(problem)
    return loaded.usable


@contextmanager
def writing(args: Namespace) -> "Iterator[Desk]":
    """The session that the command names, open to be changed. Raises Problem where it can only be read."""
    from workshop.desk import Desk  # noqa: PLC0415  # who only reads needs nothing of it

    sessions = library(args)
    path = sessions.find(args.session)
    with Desk(sessions.open(args.session, wait=2.0), author=laptop_id(settings.data_folder())) as desk:
        if desk.read_only is not None:
            raise Problem("This session cannot be changed now", where=str(path), hint=desk.read_only)
        yield desk
        if desk.file.warning:
            output.tell(f"workshop: {desk.file.warning}")
    if desk.file.still_locked:
        raise desk.file.still_locked


def change(args: Namespace, edit_of: Callable[[Session], Edit]) -> Session:
    """The session that the command names, after the change that `edit_of` makes of it.

    It is tried on a copy first, so that a mistake in what was typed leaves not even a lock or a backup on
    disk. Raises Problem, also where the session can only be read, as when it is open elsewhere.
    """
    session = library(args).read(args.session)
    edit_of(session).apply(session, utc_now())
    with writing(args) as desk:
        before, edit = desk.session, edit_of(desk.session)
        with recording(args, desk):
            after = desk.apply(edit)
        args.recorded = after is not before
    return after


@contextmanager
def recording(args: Namespace, desk: "Desk") -> Iterator[None]:
    """What happens inside changes the record, and `args.recorded` says so once it does.

    A save may fail after its file was put in place, where the folder could not be synced: that is no failure
    after which a script should try again. Raises Problem.
    """
    try:
        yield
        args.recorded = True
    except Problem:
        args.recorded = desk.file.is_in_place
        raise


def text_or_stdin(text: str) -> str:
    """`text`, or all of stdin where it is a hyphen. Raises Problem where that is not UTF-8."""
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "Save it as UTF-8 and try again."
        raise Problem("What came in is not UTF-8 text", where="stdin", hint=hint) from error


def whole_number(text: str, what: str) -> int:
    """`text` as a whole number from 0 up. Raises Problem."""
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise Problem(f"{output.one_line(text)!r} is not a {what}", hint="Type a whole number, such as 3.")
    return int(text)
